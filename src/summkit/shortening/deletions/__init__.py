"""The phrases that may be deleted from an English sentence, each with its cost."""
