"""Bytes -> Article: one file a kind of input."""
