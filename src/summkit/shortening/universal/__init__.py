"""Shortening by Universal Dependencies, in the languages whose parser is shipped."""
