"""The lead: the article's first sentences, the baseline that news is hard to beat on."""

from __future__ import annotations

from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser


class Lead(Summariser):
    """Sentences in document order; scores fall from 1 for the first towards 0.

    Under a budget of words or characters a sentence that no longer fits is passed over, as
    for every method: a lead that stopped there would be shorter than what it is compared
    with, and weaker for that alone.
    """

    name: ClassVar[str] = "lead"
    paper: ClassVar[str] = "Nenkova 2005, Automatic Text Summarization of Newswire, section 4"

    def score(self, document: Document) -> list[float]:
        """Return 1 - i/n for sentence i of n."""
        count = len(document.sentences)
        return [1.0 - index / count for index in range(count)]
