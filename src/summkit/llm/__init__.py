"""Language models on a server: the common code of the method `llm` and the metric `judge`.

Their messages contain "parameter timeout" instead of `timeout` in backticks, because the command
line would replace `timeout` and `model` by its options, which have another meaning.
"""
