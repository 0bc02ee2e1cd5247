"""Edmundson: words of the headline, position in the article, and bonus and stigma words."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import last_of_repeats


class Edmundson(Summariser):
    """The sum of up to four counts (cue, key, title, location), each switched on or off.

    It picks the same sentences as the command of sumy 0.13 does if the headline is a heading at the
    start of the first paragraph. As in sumy, the bonus words of `cue` and `key` are the words of
    the headline, including stop words; if there is no headline, they are sumy's short Czech list.
    The stigma words are sumy's Czech list. The null words are the stop words, compared by stem.
    There are no weights other than 0 and 1. If a language has no stop words, sumy raises
    ValueError, but here all words count.

    Examples
    --------
    >>> import summkit as sk
    >>> article = sk.Article("It rained on Monday. A mill burned down.", headline="Mill burns down")
    >>> print(sk.summarise(article, method=sk.Edmundson(location=False), sentences=1))
    A mill burned down.
    """

    name: ClassVar[str] = "edmundson"
    paper: ClassVar[str] = "Edmundson 1969, New Methods in Automatic Extracting, section 4"

    cue: bool = parameter(True, "Count bonus words minus stigma words.")
    key: bool = parameter(False, "Count bonus words that are frequent in the article.")
    title: bool = parameter(True, "Count words of the headline.")
    location: bool = parameter(
        True,
        "Count words of the headline, first and last sentences of paragraphs, and sentences of the "
        "first and last paragraph.",
    )

    def score(self, document: Document) -> list[float]:
        """Return a whole number for each sentence; below 0 if stigma words prevail."""
        language = document.language
        headline = [word.lower() for word in language.words(document.article.headline or "")]
        title = frozenset(language.stem(headline)) - frozenset(
            language.stem(sorted(language.stop_words))
        )
        stems = document.stems
        totals = [0] * len(stems)
        if self.cue or self.key:
            bonus, stigma = _cue_words(document, headline)
            if self.cue:
                _add(totals, _hits(stems, bonus))
                _add(totals, [-hits for hits in _hits(stems, stigma)])
            if self.key:
                heading = language.stem(headline)
                _add(totals, _hits(stems, _key_words(chain(heading, *stems), bonus)))
        if self.title:
            _add(totals, _hits(stems, title))
        if self.location:
            _add(totals, _hits(stems, title))
            _add(totals, _places(document))
        # Repeated sentences have the same count, but all have the location of the last repeat.
        return last_of_repeats(document, [float(total) for total in totals])


def _add(totals: list[int], counts: list[int]) -> None:
    for index, count in enumerate(counts):
        totals[index] += count


def _hits(stems: tuple[tuple[str, ...], ...], wanted: frozenset[str]) -> list[int]:
    return [sum(stem in wanted for stem in sentence) for sentence in stems]


def _cue_words(document: Document, headline: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    from sumy.parsers.parser import DocumentParser

    stem = document.language.stem
    bonus = headline or [word.lower() for word in DocumentParser.SIGNIFICANT_WORDS]
    stigma = [word.lower() for word in DocumentParser.STIGMA_WORDS]
    return frozenset(stem(bonus)), frozenset(stem(stigma))


def _key_words(stems: chain[str], bonus: frozenset[str]) -> frozenset[str]:
    """Return the bonus words that are more than half as frequent as the most frequent one."""
    counts = Counter(stem for stem in stems if stem in bonus)
    most = max(counts.values(), default=1)
    return frozenset(stem for stem, count in counts.items() if count / most > 0.5)


def _places(document: Document) -> list[int]:
    """Return for each sentence 0, 1 or 2 points.

    A sentence in the first or last paragraph gets a point, and so does the first or last sentence
    of a paragraph.
    """
    paragraphs = [sentence.paragraph for sentence in document.sentences]
    first, last = paragraphs[0], paragraphs[-1]
    places = []
    for index, paragraph in enumerate(paragraphs):
        opens = index == 0 or paragraphs[index - 1] != paragraph
        closes = index == len(paragraphs) - 1 or paragraphs[index + 1] != paragraph
        places.append(int(paragraph in (first, last)) + int(opens or closes))
    return places
