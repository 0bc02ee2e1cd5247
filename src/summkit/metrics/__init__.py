"""Metrics: what was written, measured against references and the article. One file a metric."""
