"""Pre-training of the small bilingual encoder: raw text → subwords → packed tokens → static vectors → masked LM."""
