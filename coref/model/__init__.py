"""The word-level mention-pair scorer, one stage a file; ``coref/model/scorer.py`` lists them in order."""
