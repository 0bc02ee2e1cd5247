"""Headlines by deletion: what is left stands in the article in this order."""

from summkit.shortening.result import Shortening
from summkit.shortening.shorten import shorten

__all__ = ["Shortening", "shorten"]
