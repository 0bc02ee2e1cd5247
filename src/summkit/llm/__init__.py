"""Language models behind a server: what the method `llm` and the metric `judge` share."""
