"""Language models behind a server: what the method `llm` and the metric `judge` share.

Their messages say "parameter timeout" where others have backticks: `timeout` and `model` are
options of the command line that mean something else.
"""
