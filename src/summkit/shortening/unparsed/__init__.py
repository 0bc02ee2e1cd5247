"""Shortening by words and punctuation, for sentences without a parse; not for English."""
