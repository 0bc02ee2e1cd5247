"""Headlines by deletion: what is left stands in the article in this order."""

from summkit.headline.result import Headline
from summkit.headline.shorten import shorten

__all__ = ["Headline", "shorten"]
