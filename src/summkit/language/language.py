"""The rules and data of one language, which `get_language` finds by code or English name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from summkit import core
from summkit.datafiles import read_data
from summkit.errors import ArgumentTypeError, UsageError
from summkit.language import words as _words
from summkit.language.rules import Rules, rules_of
from summkit.language.stems import stem

if TYPE_CHECKING:
    from summkit import _core

_CODE = re.compile(  # "en", "pt-BR"
    r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII
)

TAKES = (
    "use a code such as en, pt-BR or zho, an English name such as french, or und for rules that "
    "fit any language"
)


@dataclass(frozen=True)
class Language:
    """The rules and data of one language.

    Attributes
    ----------
    code
        BCP 47 primary subtag in lower case; "und" if the language is not known.
    spaced
        Whether spaces separate words.
    stop_words
        Function words in lower case and normal form C.
    name
        The English name in lower case; the code for a language without data.
    rtl
        Whether the language is written from right to left.
    stemmer
        Name of the Snowball algorithm, or "" if there is none.
    suffixes
        Endings that `stem` removes if there is no Snowball algorithm, the longest first.
    gaps
        Whether spaces separate sentences although `spaced` is False (Thai).
    rules
        The rules for the ends of its sentences.
    """

    code: str
    spaced: bool = True
    stop_words: frozenset[str] = frozenset()
    name: str = ""
    rtl: bool = False
    stemmer: str = ""
    suffixes: tuple[str, ...] = ()
    gaps: bool = False
    rules: Rules = field(default_factory=Rules, hash=False, repr=False)

    @cached_property
    def stop_tokens(self) -> frozenset[str]:
        """The `stop_words` that `words` can return.

        "'n" is none of them, because `words` returns "n".
        """
        return frozenset([word for word in self.stop_words if word.strip(_words.AROUND) == word])

    @cached_property
    def lexicon(self) -> _core.Lexicon | None:
        """The compiled core's data for making terms; None if the core has no such stemmer."""
        return core.native.lexicon(self.stop_words, self.stop_tokens, self.stemmer, self.suffixes)

    def __getstate__(self) -> dict[str, Any]:
        """Return the state for a copy; the compiled core's objects are made again there."""
        return {name: value for name, value in vars(self).items() if name != "lexicon"}

    @property
    def joiner(self) -> str:
        """The text between two sentences: a space, or the empty text."""
        return " " if self.spaced or self.gaps else ""

    @property
    def direction(self) -> str:
        """Return "ltr" or "rtl", as HTML's `dir` attribute has them."""
        return "rtl" if self.rtl else "ltr"

    def words(self, text: str) -> list[str]:
        """Return the words of a text, unchanged; see `word_spans`."""
        if self.spaced and self.code != "und":
            return _words.spaced_words(text)
        return [text[start:end] for start, end in _words.mixed_spans(text)]

    def word_spans(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each of `words`, in order of start.

        Scripts without spaces give overlapping pairs of characters (see
        `summkit.language.words`); everywhere else words do not overlap.
        """
        if self.spaced and self.code != "und":
            return _words.spaced_spans(text)
        return _words.mixed_spans(text)

    def counted_spans(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each unit that a word budget counts; spans never overlap.

        A unit is a token between white space, as editors count; in scripts without spaces, two
        characters of a run count as one word.
        """
        return _words.token_spans(text) if self.spaced else _words.paired_spans(text)

    def count_words(self, text: str) -> int:
        """Return the number of words of a text, as budgets count."""
        return len(text.split()) if self.spaced else len(_words.paired_spans(text))

    def stem(self, words: list[str]) -> list[str]:
        """Return the stem of each lower-cased word."""
        return stem(words, self.stemmer, self.suffixes)


def get_language(code: str) -> Language:
    """Return the data of a language.

    Parameters
    ----------
    code
        BCP 47 tag ("en", "pt-BR", "en_US"), ISO 639-2/3 code ("eng") or English name
        ("english"), in any case. A code without data gets the neutral rules.

    Raises
    ------
    UsageError
        If `code` is neither a known name nor has the form of a code. The subclass ArgumentTypeError
        is raised if it is no text.
    """
    if not isinstance(code, str):
        raise ArgumentTypeError("language", code, 'a code such as "en"')
    return _language(_resolve(code))


def _resolve(code: str) -> str:
    """Return the primary subtag of a code or name; raise UsageError for an unknown name."""
    known = read_data("language", "languages")
    plain = code.strip().lower()
    for wanted in (plain, plain.replace("_", "-").partition("-")[0]):
        if wanted in known:
            return wanted
        if wanted in _aliases():
            return _aliases()[wanted]
    match = _CODE.fullmatch(plain)
    if match is None:
        from summkit.naming import nearest

        near = nearest(plain[:40], [known[each]["name"] for each in known])
        hint = f" (did you mean {near}?)" if near else ""
        raise UsageError(f"language {code[:40]!r} is not known{hint}: {TAKES}")
    return match[1]


@cache
def _aliases() -> dict[str, str]:
    """Return the code of each name and alias."""
    aliases = {}
    for code, facts in read_data("language", "languages").items():
        for name in (facts["name"], *facts.get("also", "").split()):
            aliases[name] = code
    return aliases


@cache
def _known(code: str) -> Language:
    """Return a language with data; made once."""
    facts = read_data("language", "languages")[code]
    return Language(
        code=code,
        spaced=not facts.get("unspaced", False),
        stop_words=frozenset(read_data("language", "stopwords").get(code, "").split()),
        name=facts["name"],
        rtl=facts.get("rtl", False),
        stemmer=facts.get("stemmer", ""),
        suffixes=tuple(facts.get("suffixes", "").split()),
        gaps=facts.get("gaps", False),
        rules=rules_of(code),
    )


def _language(code: str) -> Language:
    # Codes without data are not cached: a cache of them would grow with hostile input.
    if code in read_data("language", "languages"):
        return _known(code)
    return Language(code, name=code, rules=rules_of("und"))
