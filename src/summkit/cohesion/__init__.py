"""The needs of sentences: what refers to another sentence, and which sentences resolve it.

Cohesion (Halliday and Hasan 1976, Cohesion in English) makes sentences a text: a pronoun and its
antecedent, "the plan" and the plan, "but" and the statement that it contradicts, a surname and the
full name. Whoever takes a sentence out of an article cuts these ties. This package finds the ties.
newsrank uses them to choose sets of sentences that form a text; the readability metric counts the
ties that were cut.
"""
