"""Damaged sentences: misprints, missing ends, characters of a wrong encoding, list items."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from weakref import ref

from summkit import core
from summkit.cohesion.need import Need
from summkit.datafiles import read_data
from summkit.document import Document
from summkit.patterns import regex

ENDS = ".!?…。！？।॥۔؟։።\"”»’'」』)）"
"""Characters with which a sentence may end."""

_USUAL = 0.5  # share of sentences above which a form counts as the article's style, not as damage
_STRAY = regex(r"[^\W_] [,.](?=\s|$)(?! ?\.)")
_FUSED = regex(r"(?<![\w@/.-])[^\W\d_]*[a-z]{3}(?:[.!?][A-Z][a-z]{2,}(?![\w.])|,[a-z]{3})")
_RUN_ON = regex(r"[.!?,][A-Za-z]")  # a fast test for _FUSED: every match has it, few other texts do
_ENCODING = regex(r"Ã[\x80-\xbf]|â€|Â(?=[\s\W])|\ufffd")
_ITEM = regex(r"\(?(?:\d{1,2}|[a-h])\)\s(?=\S)")  # "1) Will it last?"
_ENTRY = regex(r"\d{1,3}[.)]? [A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,5}(?: \([^()]*\))?")
"""A line of a table: "3 Ada Morrow (Vareland)"."""
_ABBREVIATED = regex(r"\b(?:a|an|its|his|her|their|new|former) (?:[A-Z]\.){2,}$")
"""A sentence that was wrongly divided after "a U.S."; its second part is the next sentence."""
_LABEL = regex(
    r"[\"'‘“]?[A-Z][\w'’-]{2,}(?:(?! (?:[A-Z][\w'’-]+ ?)+:)"
    r"(?: (?!said|says|say|asked|told|added|wrote|is|are|was|were|has|have|home|it|that|this"
    r"|evidence)[\w'’-]+){1,3})?: (?=[A-Z][\w'’-]+ [\w'’-]+ [\w'’-]+ )"
)
"""The label of a caption: "Last year: Ada Vogel left the court of Marl"."""
_LISTED, _ROW = 60, 8  # minimum characters and words of a list
_NAMES = 0.85  # minimum share of a list's words that are names or numbers
_NEVER = regex(r"(?!)")


class Soundness:
    """Finds damage in the sentences of a document, independent of the other sentences."""

    def __init__(self, document: Document) -> None:
        self._reference = ref(document)
        code = document.language.code
        self._english = code == "en"
        self._doubled = _doubled(code)

    def _is_usual(self, has: Callable[[str], bool]) -> bool:
        """Return whether most sentences have a form, which is then the style of the document."""
        document = self._reference()
        assert document is not None  # noqa: S101 - the caller has the document
        texts = [sentence.text for sentence in document.sentences]
        return sum(map(has, texts)) > _USUAL * len(texts)

    @cached_property
    def _starts(self) -> bool:
        return not self._is_usual(lambda text: text[0].islower())

    @cached_property
    def _ends(self) -> bool:
        return not self._is_usual(lambda text: text[-1] not in ENDS)

    @cached_property
    def _items(self) -> bool:
        return not self._is_usual(lambda text: bool(_ITEM.match(text)))

    @cached_property
    def _has_labels(self) -> bool:
        return self._english and not self._is_usual(lambda text: bool(_LABEL.match(text)))

    @cached_property
    def _prose(self) -> bool:
        return not self._is_usual(_is_list)

    @cached_property
    def _spaced(self) -> bool:
        return not self._is_usual(lambda text: bool(_STRAY.search(text)))

    def broken(self, index: int) -> Iterator[Need]:
        """Yield the damaged spans of a sentence, as needs that no other sentence can meet."""
        document = self._reference()
        assert document is not None  # noqa: S101 - the caller has the document
        text = document.sentences[index].text
        if core.compiled and not core.native.may_be_broken(text, ENDS):
            return
        # The first sentence of the article may contain the news, so its first word is not checked.
        for start, end in self._places(text, begins=index == 0):
            yield Need("broken", start, end, text[start:end])

    def _places(self, text: str, *, begins: bool) -> Iterator[tuple[int, int]]:
        """Yield the spans of damage; `begins` is True for the first sentence of the article."""
        if not begins and text[0].islower() and not text[1:2].isupper() and self._starts:
            first = re.split(r"[\s'’-]", text, maxsplit=1)[0]
            if first not in _joiners() and first.isalpha():
                yield 0, len(first)
        for match in self._doubled.finditer(text):
            yield match.span()
        if _RUN_ON.search(text):
            for match in _FUSED.finditer(text):
                yield match.span()
        if not text.isascii():
            for match in _ENCODING.finditer(text):
                yield match.span()
        if " ," in text or " ." in text:
            for match in _STRAY.finditer(text):
                if self._spaced:
                    yield match.span()
        if text.count("(") + text.count("[") > text.count(")") + text.count("]"):
            start = max(text.rfind("("), text.rfind("["))
            yield start, start + 1
        if ": " in text and not begins and self._has_labels and (label := _LABEL.match(text)):
            yield label.span()
        if (item := _ITEM.match(text)) and self._items:
            yield item.span()
        if text[-1] == "." and text[-2:-1].isupper() and (half := _ABBREVIATED.search(text)):
            yield half.span()
        listed = len(text) > _LISTED and _is_list(text) and self._prose
        if listed or (text[0].isdigit() and not begins and _ENTRY.fullmatch(text)):
            yield 0, len(text)
        if text[-1] not in ENDS and text[-1] != ":" and self._ends:
            yield len(text) - 1, len(text)


def _is_list(text: str) -> bool:
    """Return whether nearly all words are names or numbers: a team, a table row, a menu."""
    words = text.split()
    if len(words) < _ROW:
        return False
    if len(words) - sum([word[0].islower() for word in words]) < _NAMES * len(words):
        return False  # a fast test: the words in lower case are enough for most sentences
    listed = sum(not word.lstrip("([\"'“‘")[:1].islower() for word in words)
    return listed >= _NAMES * len(words)


@cache
def _joiners() -> frozenset[str]:
    return frozenset(read_data("cohesion", "names")["joiners"].split())


@cache
def _doubled(code: str) -> re.Pattern[str]:
    words = read_data("cohesion", "openings").get(code, {}).get("doubled", "")
    if not words:
        return _NEVER
    return regex(rf"(?<![\w'’-])({words}) \1(?![\w'’-])")
