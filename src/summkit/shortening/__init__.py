"""Sentences shortened by deletion: the remaining words keep the order of the article.

`summkit.shortening.shorten` makes headlines; `summkit.shortening.fit` makes all other texts. Both
are imported only when a text is too long for its budget.
"""

from summkit.shortening.result import Shortening

__all__ = ["Shortening"]
