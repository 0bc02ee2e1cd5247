"""Trained models: they choose the deletions of a headline, and rank headlines."""
