"""Metrics: they measure a text against references and its article. One file per metric."""
