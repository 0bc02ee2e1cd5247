"""Comparing systems on per-article values: resampling, statistics, strata."""
