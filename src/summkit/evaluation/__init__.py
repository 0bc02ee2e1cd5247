"""Runs of systems over a corpus, their statistics, and what follows from them."""
