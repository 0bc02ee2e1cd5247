"""The needs of sentences: references to other sentences, and the sentences that resolve them.

Cohesion (Halliday and Hasan 1976, Cohesion in English) makes sentences a text: a pronoun and its
antecedent, "the plan" and the plan, "but" and the statement that it contradicts, a surname and the
full name. If a sentence is taken out of its article, these ties are cut. This package finds the
ties. newsrank uses them to choose sets of sentences that form a text; the readability metric
counts the ties that were cut.
"""
