"""The lead: the article's first sentences, a baseline that is hard to beat on news."""

from __future__ import annotations

from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser


class Lead(Summariser):
    """The first sentences of the article: scores fall from 1 for the first sentence towards 0.

    If a sentence does not fit a budget of words or characters, it is skipped, as for every method.
    A lead that stopped there would be shorter than the texts of the other methods and would
    score lower for that reason alone.

    Examples
    --------
    >>> import summkit as sk
    >>> print(sk.summarise("A fire broke out. Nobody was hurt.", method=sk.Lead(), sentences=1))
    A fire broke out.
    """

    name: ClassVar[str] = "lead"
    paper: ClassVar[str] = "Nenkova 2005, Automatic Text Summarization of Newswire, section 4"

    def score(self, document: Document) -> list[float]:
        """Return 1 - i/n for the sentence with index i of n sentences."""
        count = len(document.sentences)
        return [1.0 - index / count for index in range(count)]
