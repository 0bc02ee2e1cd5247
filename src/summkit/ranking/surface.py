"""What is read off the letters of sentences: sizes, signs, names, cue words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from summkit.language import Language
from summkit.language.vocabulary import QUOTES, Vocabulary
from summkit.language.words import AROUND
from summkit.ranking.block import Block
from summkit.ranking.cues import cues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Numbers = NDArray[Any]

_END = ".!?…。！？؟।۔።\"”»'’」』)"
_QUESTION, _EXCLAMATION, _COLON, _UNFINISHED = 1, 2, 4, 8
_LAST = {
    **dict.fromkeys(_END, 0),
    **dict.fromkeys("?？؟", _QUESTION),
    **dict.fromkeys("!！", _EXCLAMATION),
    ":": _COLON | _UNFINISHED,
}

_FAMILY = dict(zip(QUOTES, '"“““««「「『『‹‹', strict=True))
"""Quotation marks that open and close each other, whichever language uses which for what."""
_QUOTE = re.compile(f"[{QUOTES}]")

NAME, NUMBER, SPEECH, PERSON, DANGLING, STOP = (1 << place for place in range(6))
"""What a token may be; see `kinds_of`."""


def kinds_of(shared: Vocabulary, language: Language) -> tuple[Ints, Ints]:
    """Return what each token of a vocabulary is, as bits, and the stem of a name.

    Signs around it left out, a name begins with a capital and a number has a digit; then
    come words of attribution, words of I, we and you, and, meant for the first token of a
    sentence, words that point back and function words. The stem is -1 for no name, and for
    one that is no term, such as a capitalised stop word.
    """
    import numpy as np

    tokens, cue = shared.tokens, _cues(language.code).get
    bare = [token if token.isalnum() else token.strip(AROUND) for token in tokens]
    kinds = [cue(word.lower(), 0) for word in bare]
    stop_words = language.stop_words
    names = []
    for place, word in enumerate(bare):
        # Most begin with a small letter.
        if not "a" <= word < "{":
            if word[:1].isupper():
                kinds[place] |= NAME
                names.append(place)
            if not word.isalpha() and any(map(str.isdigit, word)):
                kinds[place] |= NUMBER
        if word.lower() in stop_words:
            kinds[place] |= STOP
    stems = np.full(len(tokens), -1)
    found = language.stem([bare[place].lower() for place in names])
    stems[names] = [shared.numbers.get(stem, -1) for stem in found]
    return np.array(kinds, np.intp), stems


@cache
def _cues(code: str) -> dict[str, int]:
    found: dict[str, int] = {}
    known = cues(code)
    for words, kind in ((known.dangling, DANGLING), (known.speech, SPEECH), (known.person, PERSON)):
        for word in words:
            found[word] = found.get(word, 0) | kind
    return found


def surface_of(block: Block) -> tuple[Floats, Floats, list[Numbers], Numbers]:
    """Return words and characters of each sentence, features, and terms' counts as names.

    The features are those of `features.FEATURES` from "numbers" to "person", and the
    length of words before them.
    """
    import numpy as np

    count = len(block.sentences)
    texts = [sentence.text for sentence in block.sentences]
    words, characters = _sizes(block, texts)
    found = [kinds_of(shared, language) for language, shared in block.vocabularies]
    kinds = np.concatenate([kinds for kinds, _ in found])[block.tokens]
    row = np.repeat(np.arange(count), block.lengths)
    filled = block.lengths > 0
    begins = (np.cumsum(block.lengths) - block.lengths)[filled]
    opener = np.zeros(count, np.intp)
    opener[filled] = kinds[begins]
    kinds[begins] &= ~NAME

    def many(kind: int) -> Numbers:
        return np.bincount(row[kinds & kind > 0], minlength=count)

    name = np.flatnonzero(kinds & NAME)
    stems = np.concatenate([stems for _, stems in found])[block.tokens[name]]
    stems = block.apart(stems, block.article[row[name]])
    names, each, often = np.unique(stems, return_inverse=True, return_counts=True)
    main = np.bincount(row[name][(often[each] > 2) & (stems >= 0)], minlength=count)
    term = block.terms(names)
    named = np.bincount(term[term >= 0], often[term >= 0], minlength=len(block.owner))

    ends = np.array([_LAST.get(text[-1], _UNFINISHED) for text in texts])
    signs = np.array(list(map(_signs, texts)))
    per = np.maximum(words, 1.0)
    features: list[Numbers] = [
        np.minimum(characters / per, 12.0),
        np.minimum(many(NUMBER), 4) / 2.0,
        np.minimum(many(NAME) / per, 1.0),
        np.minimum(main, 4) / 2.0,
        np.array([len(text) > 3 and text.isupper() for text in texts]),
        np.minimum(signs[:, 1], 4) / 2.0,
        np.array([text[0] in QUOTES for text in texts]),
        signs[:, 2],
        ends & _QUESTION,
        ends & _EXCLAMATION > 0,
        ends & _UNFINISHED > 0,
        ends & _COLON > 0,
        np.minimum(signs[:, 0] / 3.0, 2.0),
        np.array(["(" in text or "（" in text for text in texts]),
        opener & DANGLING > 0,
        opener & STOP > 0,
        np.minimum(many(SPEECH), 2) / 2.0,
        np.minimum(many(PERSON), 3) / 3.0,
    ]
    return words, characters, features, named


def _sizes(block: Block, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Return words and characters of each sentence, as budgets count them."""
    import numpy as np

    words = block.lengths.astype(np.float64)
    for article, document in enumerate(block.documents):
        if not document.language.spaced:
            for row in np.flatnonzero(block.article == article).tolist():
                words[row] = document.language.count_words(texts[row])
    characters = [len(t) if t.isprintable() else len(" ".join(t.split())) for t in texts]
    return words, np.array(characters, np.float64)


def _signs(text: str) -> tuple[int, int, bool]:
    """Return how many commas and quotation marks there are, and whether the latter do not pair."""
    commas, quotes = text.count(","), text.count('"')
    if text.isascii():
        return commas, quotes, quotes % 2 > 0
    families = [_FAMILY[quote] for quote in _QUOTE.findall(text)]
    odd = any(families.count(family) % 2 for family in set(families))
    return commas + text.count("，") + text.count("、"), len(families), odd
