"""English sentences as trees: the tokeniser, tagger and parser, and corrections of parses."""
