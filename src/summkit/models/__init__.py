"""Shipped weights, as JSON; benchmarks/newsrank.py makes them."""
