"""The tokens of some texts of one language as numbers, and the terms that each of them holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from summkit.language.words import AROUND, spaced_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.language.language import Language

    Ints = NDArray[np.intp]

QUOTES = '"“”„«»「」『』‹›'
_SIGN = re.compile(f"[{QUOTES},，、(（]")


@dataclass(frozen=True)
class Vocabulary:
    """What numbers of tokens and stems stand for.

    A term is the stem of a word that is no stop word.

    Attributes
    ----------
    tokens
        As they stand in the text: "Said," is another token than "said". By white space;
        where words are not separated by it, words, and signs of punctuation.
    stems, numbers
        Stems, and the place of each among them.
    counts, starts, held
        How many terms each token holds, where they begin in `held`: stems by number.
    """

    tokens: list[str]
    stems: list[str]
    numbers: dict[str, int]
    counts: Ints
    starts: Ints
    held: Ints

    def terms(self, codes: Ints) -> tuple[Ints, Ints]:
        """Return the stems of the terms of tokens, in order, and how many each token has."""
        import numpy as np

        counts = self.counts[codes]
        ends = np.cumsum(counts)
        first = np.repeat(self.starts[codes] - (ends - counts), counts)
        return self.held[first + np.arange(len(first))], counts


def numbered(texts: Sequence[str], language: Language) -> tuple[Vocabulary, Ints, Ints]:
    """Return a vocabulary, the tokens of texts as its numbers, and how many each text has."""
    import numpy as np

    if language.spaced:
        rows = list(map(str.split, texts))
    else:
        rows = [[*language.words(text), *_SIGN.findall(text)] for text in texts]
    flat = list(chain.from_iterable(rows))
    tokens = list(dict.fromkeys(flat))
    code_of = dict(zip(tokens, range(len(tokens)), strict=True)).__getitem__
    codes = np.array(list(map(code_of, flat)), np.intp)
    kept, sizes = _kept_words(tokens, language)
    stems = language.stem(kept)
    numbers = {stem: number for number, stem in enumerate(dict.fromkeys(stems))}
    held = np.array(list(map(numbers.__getitem__, stems)), np.intp)
    counts = np.array(sizes, np.intp)
    starts = np.cumsum(counts) - counts
    found = Vocabulary(tokens, list(numbers), numbers, counts, starts, held)
    return found, codes, np.array(list(map(len, rows)), np.intp)


def _kept_words(tokens: Sequence[str], language: Language) -> tuple[list[str], list[int]]:
    """Return lower-cased words that are no stop words, and how many each token has.

    This is sumy's order, which parity rests on: lower-case, drop stop words, then stem.
    """
    stop_words = language.stop_words
    kept: list[str] = []
    sizes = []
    if not language.spaced:
        for token in tokens:
            lower = token.lower()
            held = lower not in stop_words and not _SIGN.match(token)
            kept += [lower] * held
            sizes.append(int(held))
        return kept, sizes
    plain = language.code != "und"
    for token in tokens:
        before = len(kept)
        # Two letters change more than their case: one into two, one by what follows it.
        if plain and "İ" not in token and "Σ" not in token:
            lower = token.lower()
            bare = lower if lower.isalnum() else lower.strip(AROUND)
            if bare.isalnum():
                if bare not in stop_words:
                    kept.append(bare)
            else:
                kept += [word for word in spaced_words(lower) if word not in stop_words]
        else:
            words = [word.lower() for word in language.words(token)]
            kept += [word for word in words if word not in stop_words]
        sizes.append(len(kept) - before)
    return kept, sizes
