"""Runs of systems over a corpus, their statistics, comparisons, and the gate."""
