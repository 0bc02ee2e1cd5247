"""Properties of the characters of sentences: sizes, punctuation marks, names, cue words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from summkit import core
from summkit.document import Document
from summkit.language.words import AROUND
from summkit.newsrank.block import HEAD, Block
from summkit.newsrank.cues import dangling_words
from summkit.patterns import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.language import Language

    Floats = NDArray[np.float64]
    Numbers = NDArray[Any]

_END = ".!?…。！？؟।۔።\"”»'’」』)"
QUESTION, EXCLAMATION, COLON, UNFINISHED = 1, 2, 4, 8
_LAST = {
    **dict.fromkeys(_END, 0),
    **dict.fromkeys("?？؟", QUESTION),
    **dict.fromkeys("!！", EXCLAMATION),
    ":": COLON | UNFINISHED,
}

_QUOTES = '"“”„«»「」『』‹›'
_FAMILIES = '"“““««「「『『‹‹'
_FAMILY = dict(zip(_QUOTES, _FAMILIES, strict=True))
"""Families of quotation marks that open and close each other, in whatever order a language uses."""
_QUOTE = regex(f"[{_QUOTES}]")
_SIGN = regex(f"[{_QUOTES},，、(（]")


class Marks:
    """Properties of the tokens of some sentences, in the order of the block.

    Parameters
    ----------
    starts, widths
        The first term of each document in the block, and its number of terms.

    Attributes
    ----------
    words, characters
        The size of each sentence, as budgets count it.
    numbers
        The sentence of each token that contains a digit and does not begin with a letter a to z.
    names, terms
        The sentence and the term of each capitalised word that does not open a sentence. The term
        is -1 if the word is no term.
    dangling, stop
        Whether the first token refers back; whether it is a function word.
    quotes, half
        The number of quotation marks; whether one has no partner.
    """

    def __init__(
        self, documents: Sequence[Document], starts: Iterable[int], widths: Iterable[int]
    ) -> None:
        self.words: list[int] = []
        self.characters: list[int] = []
        self.numbers: list[int] = []
        self.names: list[int] = []
        self.terms: list[int] = []
        self.dangling: list[bool] = []
        self.stop: list[bool] = []
        self.quotes: list[int] = []
        self.half: list[bool] = []
        for document, start, width in zip(documents, starts, widths, strict=True):
            look = self._look_compiled if core.compiled else self._look
            terms = look(document)
            self.terms += [start + term if 0 <= term < width else -1 for term in terms]

    def _look_compiled(self, document: Document) -> list[int]:
        """Do the work of `_look` with the compiled core."""
        language = document.language
        if not language.spaced:
            return self._look(document)
        before = len(self.words)
        found = core.native.look_at_sentences(
            [sentence.text for sentence in document.sentences[:HEAD]],
            dangling_words(language.code),
            language.stop_words,
            AROUND,
            _QUOTES,
            _FAMILIES,
            *document.word_lines,
        )
        words, characters, numbers, places, terms, dangling, stop, quotes, half = found
        self.words += words
        self.characters += characters
        self.numbers += [before + place for place in numbers] if before else numbers
        self.names += [before + place for place in places] if before else places
        self.dangling += dangling
        self.stop += stop
        self.quotes += quotes
        self.half += half
        return terms

    def _look(self, document: Document) -> list[int]:
        """Record a document's sentences; return the term of each of its names, or -1."""
        language = document.language
        dangling, start = dangling_words(language.code), len(self.words)
        names = []
        for place, sentence in enumerate(document.sentences[:HEAD], start):
            text = sentence.text
            row = _tokens(text, language)
            self.words.append(len(row) if language.spaced else language.count_words(text))
            self.characters.append(len(text if text.isprintable() else " ".join(text.split())))
            self._count_quotes(text)
            opener = row[0].strip(AROUND)
            lower = opener.lower()
            self.dangling.append(lower in dangling)
            self.stop.append(lower in language.stop_words)
            if opener[:1].isupper():
                del row[0]
            # Most tokens begin with a small letter and are neither names nor numbers.
            for token in [token for token in row if not "a" <= token < "{"]:
                bare = token if token.isalnum() else token.strip(AROUND)
                if bare[:1].isupper():
                    self.names.append(place)
                    names.append(bare.lower())
                if not bare.isalpha() and any(map(str.isdigit, bare)):
                    self.numbers.append(place)
        term_of = document.word_ids.get
        return [term_of(name, -1) for name in names]

    def _count_quotes(self, text: str) -> None:
        """Add the number of quotation marks, and whether any family has an odd number of marks."""
        quotes = text.count('"')
        odd = quotes % 2 > 0
        if not text.isascii():
            families = [_FAMILY[quote] for quote in _QUOTE.findall(text)]
            quotes = len(families)
            odd = any(families.count(family) % 2 for family in set(families))
        self.quotes.append(quotes)
        self.half.append(odd)


def _tokens(text: str, language: Language) -> list[str]:
    """Return a sentence's tokens, at least one: split at white space, or words and marks."""
    if language.spaced:
        return text.split()
    return [*language.words(text), *_SIGN.findall(text)] or [text]


def quote_starts(texts: Sequence[str]) -> list[bool]:
    """Return for each text whether it begins with a quotation mark."""
    return [text[0] in _QUOTES for text in texts]


def ends(texts: Sequence[str]) -> list[int]:
    """Return for each text the mark at its end: see `Surface.ends`."""
    return [_LAST.get(text[-1], UNFINISHED) for text in texts]


class Surface(NamedTuple):
    """Properties of the characters of each sentence of a block.

    Attributes
    ----------
    words, characters
        The size of the sentence, as budgets count it.
    numbers, names, main_names, quotes
        Their number in the sentence. A main name is one that occurs more than twice in the article.
    quote_start, half_quote, dangling, stop_start
        Whether the sentence begins with a quotation mark; whether it contains a mark without its
        partner; whether it begins with a word that refers back; whether it begins with a function
        word.
    ends
        The mark at its end: bits of `QUESTION`, `EXCLAMATION`, `COLON`, `UNFINISHED`.
    named
        For each term: the number of times that it occurs as a name.
    """

    words: Floats
    characters: Floats
    numbers: Numbers
    names: Numbers
    main_names: Numbers
    quotes: Numbers
    quote_start: Numbers
    half_quote: Numbers
    dangling: Numbers
    stop_start: Numbers
    ends: Numbers
    named: Numbers


def surface_of(block: Block) -> Surface:
    """Return the properties of the sentences of a block."""
    import numpy as np

    marks = Marks(block.documents, block.starts.tolist(), block.widths.tolist())
    count = len(marks.words)
    texts = [sentence.text for sentence in block.sentences]
    row, term = np.array(marks.names, np.intp), np.array(marks.terms, np.intp)
    row, term = row[term >= 0], term[term >= 0]
    named = np.bincount(term, minlength=len(block.owner))

    def many(places: list[int]) -> Numbers:
        return np.bincount(np.array(places, np.intp), minlength=count)

    return Surface(
        words=np.array(marks.words, np.float64),
        characters=np.array(marks.characters, np.float64),
        numbers=many(marks.numbers),
        names=many(marks.names),
        main_names=np.bincount(row[named[term] > 2], minlength=count),
        quotes=np.array(marks.quotes),
        quote_start=np.array(quote_starts(texts)),
        half_quote=np.array(marks.half),
        dangling=np.array(marks.dangling),
        stop_start=np.array(marks.stop),
        ends=np.array(ends(texts)),
        named=named,
    )
