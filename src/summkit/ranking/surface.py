"""What is read off the letters of sentences: sizes, signs, names, cue words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.ranking.block import Block, bits_of
from summkit.ranking.tokens import BITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_END = ".!?…。！？؟।۔።\"”»'’」』)"
_QUESTION, _EXCLAMATION, _COLON, _UNFINISHED = 1, 2, 4, 8
_LAST = {
    **dict.fromkeys(_END, 0),
    **dict.fromkeys("?？؟", _QUESTION),
    **dict.fromkeys("!！", _EXCLAMATION),
    ":": _COLON | _UNFINISHED,
}


def sizes_of(block: Block) -> tuple[Floats, Floats]:
    """Return words and characters of each sentence, as budgets count them."""
    import numpy as np

    texts = [sentence.text for sentence in block.sentences]
    words = block.lengths.astype(np.float64)
    characters = np.array(
        [len(text) if text.isprintable() else len(" ".join(text.split())) for text in texts],
        np.float64,
    )
    for number, document in enumerate(block.documents):
        if not document.language.spaced:
            for row in np.flatnonzero(block.article == number).tolist():
                words[row] = document.language.count_words(texts[row])
                characters[row] = len(" ".join(texts[row].split()))
    return words, characters


def surface_of(block: Block, words: Floats, characters: Floats) -> tuple[list[Floats], Floats]:
    """Return features of each sentence, and how often each term stands as a name.

    Names are told by their capital, openers of sentences left out. The features are those
    of `features.FEATURES` from "numbers" to "person", and the length of words before them.
    """
    import numpy as np

    count = len(words)
    texts = [sentence.text for sentence in block.sentences]
    bits = bits_of(block.kinds)
    filled = block.lengths > 0
    begins = (np.cumsum(block.lengths) - block.lengths)[filled]
    opener = np.zeros((count, len(BITS)))
    opener[filled] = bits[begins]
    bits[begins, BITS["name"]] = 0
    counted = np.zeros((len(BITS), count))
    if len(begins):
        counted[:, filled] = np.add.reduceat(bits, begins, dtype=np.float64).T

    where = bits[:, BITS["name"]].nonzero()[0]
    names, each, often = np.unique(block.names[where], return_inverse=True, return_counts=True)
    row = np.repeat(np.arange(count), block.lengths)[where]
    main = np.bincount(row[often[each] > 2], minlength=count)
    term = block.find(names)
    known = term >= 0
    named = np.bincount(term[known], often[known], minlength=len(block.owner))

    ends = np.array([_LAST.get(text[-1], _UNFINISHED) for text in texts])
    capitals = np.array([len(text) > 3 and text.isupper() for text in texts])
    per = np.maximum(words, 1.0)
    kind = {name: counted[place] for name, place in BITS.items()}
    opens, closes = kind["opens_quote"], kind["closes_quote"]
    features = [
        np.minimum(characters / per, 12.0),
        np.minimum(kind["number"], 4.0) / 2.0,
        np.minimum(kind["name"] / per, 1.0),
        np.minimum(main, 4.0) / 2.0,
        capitals,
        np.minimum(opens + closes, 4.0) / 2.0,
        opener[:, BITS["opens_quote"]],
        opens != closes,
        ends & _QUESTION,
        ends & _EXCLAMATION > 0,
        ends & _UNFINISHED > 0,
        ends & _COLON > 0,
        np.minimum(kind["comma"] / 3.0, 2.0),
        kind["bracket"] > 0,
        opener[:, BITS["dangling"]],
        opener[:, BITS["stop"]],
        np.minimum(kind["speech"], 2.0) / 2.0,
        np.minimum(kind["person"], 3.0) / 3.0,
    ]
    return features, named
