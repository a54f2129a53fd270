"""Training of the mention-pair scorer, and what it shares with pre-training: optimiser, schedule, snapshots."""
