"""Faults of an extract that a reader notices, such as a pronoun without its antecedent."""
