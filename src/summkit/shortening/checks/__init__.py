"""Checks that a shortened English sentence is grammatical and has the meaning of its source."""
