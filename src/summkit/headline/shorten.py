"""`shorten`: a document's sentence in, ranked headlines out."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.document import Document
from summkit.headline import neutral, rank
from summkit.headline.candidates import runs, versions
from summkit.headline.keep import chances
from summkit.headline.result import Headline
from summkit.headline.shapes import leans_on_context
from summkit.headline.tree import Tree, members
from summkit.reading.dateline import split_dateline

LONGEST = 90  # tokens: a longer sentence is a list or a table


def shorten(document: Document, sentences: Sequence[int], characters: int = 75) -> list[Headline]:
    """Return headlines of at most `characters` code points, best first; perhaps none.

    Parameters
    ----------
    sentences
        Indices of the sentences to shorten, the one thought best first. English ones are
        parsed; of other languages only what stands at punctuation is left out.
    """
    if document.language.code != "en":
        return neutral.shorten(document, sentences, characters)
    worth = rank.worths(document.words, document.language.stop_words)
    weights = rank.shipped()
    found: list[Headline] = []
    for place, index in enumerate(sentences):
        if found:
            break  # a later sentence only steps in for one that cannot be shortened
        sentence = document.sentences[index]
        rest = split_dateline(sentence.text)[2]
        offset = sentence.start + sentence.text.rindex(rest)
        tree = Tree(rest)
        if not 2 < len(tree.tokens) <= LONGEST or (place and leans_on_context(tree)):
            continue
        keep = chances(tree, worth, place, weights.words)
        for each in versions(tree, characters, worth, place):
            numbers = rank.features(tree, each, worth, place, characters, keep)
            found.append(
                Headline(
                    each.text,
                    tuple(
                        (offset + tree.tokens[node].start, offset + tree.tokens[node].end)
                        for node in members(each.kept)
                    ),
                    tuple((offset + a, offset + b) for a, b in runs(tree, each.kept)),
                    index,
                    rank.score(numbers, weights.ranker),
                    (*tree.asides, *(done.kind for done in each.done)),
                )
            )
    found.sort(key=lambda headline: -headline.score)
    seen: set[str] = set()
    return [each for each in found if not (each.text in seen or seen.add(each.text))]  # type: ignore[func-returns-value]
