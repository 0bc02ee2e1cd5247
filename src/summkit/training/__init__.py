"""Fitting the ranker to what a newsroom's editors wrote."""
