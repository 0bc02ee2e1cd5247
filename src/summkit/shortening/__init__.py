"""Sentences shortened by leaving words out: what is left stands in the article in this order.

Headlines are `summkit.shortening.shorten`'s, everything else is `summkit.shortening.fit`'s. Both
are imported when a text is too long for its budget, and not before.
"""

from summkit.shortening.result import Shortening

__all__ = ["Shortening"]
