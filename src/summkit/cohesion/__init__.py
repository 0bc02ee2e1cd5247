"""What a sentence needs of those before it, and which of them give it.

Cohesion (Halliday and Hasan 1976, Cohesion in English) is what makes sentences a text: a pronoun
and its noun, "the plan" and the plan, "but" and what it contradicts, a surname and the full name.
Who takes a sentence out of an article cuts these ties. This room finds them, for newsrank, which
chooses sets that hold together, and for the readability metric, which counts the cut ones.
"""
