"""Language: the rules and data of one language, looked up by code or English name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from summkit import core
from summkit.errors import ArgumentTypeError, UsageError
from summkit.language import words as _words
from summkit.language.data import read
from summkit.language.rules import Rules, rules_of
from summkit.language.stems import stem

if TYPE_CHECKING:
    from summkit import _core

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)

TAKES = (
    "use a code such as en, pt-BR or zho, an English name such as french, or und for rules that "
    "fit any language"
)


@dataclass(frozen=True)
class Language:
    """Rules and data of one language.

    Attributes
    ----------
    code
        BCP 47 primary subtag in lower case; "und" where the language is not known.
    spaced
        Whether words are separated by spaces.
    stop_words
        Lower-cased closed-class words, NFC.
    name
        In English, lower case; the code where we have no data.
    rtl
        Whether it is written from right to left.
    stemmer
        Name of the Snowball algorithm, or "" where there is none.
    suffixes
        Endings taken off by `stem` where there is no stemmer, longest first.
    gaps
        Whether a space stands between sentences although `spaced` is false (Thai).
    rules
        What its writing says about where sentences end.
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
        """`stop_words` that `words` finds as they are, unlike "'n", of which it finds "n"."""
        return frozenset([word for word in self.stop_words if word.strip(_words.AROUND) == word])

    @cached_property
    def lexicon(self) -> _core.Lexicon | None:
        """What the compiled core makes terms with; None where it has no such stemmer."""
        return core.native.lexicon(self.stop_words, self.stop_tokens, self.stemmer, self.suffixes)

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: what the compiled core made is made again."""
        return {name: value for name, value in vars(self).items() if name != "lexicon"}

    @property
    def joiner(self) -> str:
        """What stands between two sentences of a text."""
        return " " if self.spaced or self.gaps else ""

    @property
    def direction(self) -> str:
        """Return "ltr" or "rtl", as HTML's `dir` attribute has them."""
        return "rtl" if self.rtl else "ltr"

    def words(self, text: str) -> list[str]:
        """Return the words of a text as they stand in it; see `word_spans`."""
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
        """Return (start, end) of what a word budget counts; they never overlap.

        White-space separated tokens, as editors count; in scripts without spaces every
        two characters of a run count as one word.
        """
        return _words.token_spans(text) if self.spaced else _words.paired_spans(text)

    def count_words(self, text: str) -> int:
        """Return the size of a text in words, as budgets count."""
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
        ("english"), in any case. A code without data of its own gets the neutral rules.

    Raises
    ------
    UsageError
        If `code` is neither a name we know nor has the form of a code; ArgumentTypeError, a
        subclass, if it is no text.
    """
    if not isinstance(code, str):
        raise ArgumentTypeError("language", code, 'a code such as "en"')
    return _language(_resolve(code))


def _resolve(code: str) -> str:
    known = read("languages")
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
    aliases = {}
    for code, facts in read("languages").items():
        for name in (facts["name"], *facts.get("also", "").split()):
            aliases[name] = code
    return aliases


@cache
def _known(code: str) -> Language:
    facts = read("languages")[code]
    return Language(
        code=code,
        spaced=not facts.get("unspaced", False),
        stop_words=frozenset(read("stopwords").get(code, "").split()),
        name=facts["name"],
        rtl=facts.get("rtl", False),
        stemmer=facts.get("stemmer", ""),
        suffixes=tuple(facts.get("suffixes", "").split()),
        gaps=facts.get("gaps", False),
        rules=rules_of(code),
    )


def _language(code: str) -> Language:
    # Codes without data are made anew: a cache of them would grow with hostile input.
    if code in read("languages"):
        return _known(code)
    return Language(code, name=code, rules=rules_of("und"))
