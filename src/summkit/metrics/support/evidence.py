"""Evidence: an index of an article's text for looking up claims, made once per Document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import islice
from weakref import WeakKeyDictionary

from summkit.datafiles import read_data
from summkit.document import Document
from summkit.errors import UsageError
from summkit.language import Language
from summkit.metrics.support.claims import Claim, dates
from summkit.metrics.support.initials import CapitalRun, initials, runs
from summkit.metrics.support.names import (
    aliases,
    fold,
    fold_text,
    opens_sentence,
    word_list,
    words_of,
)
from summkit.metrics.support.numbers import Number, agrees, implied, numbers

_CAPITAL = re.compile(r"[^\W\d_][\w'’.-]*")
_LEAST = 4  # minimum letters that two forms of a name share
_LONG = 150  # maximum words of an article without names
_NEAR = 0.2  # maximum relative difference by rounding
_EXACT = 6  # minimum words of a quotation that the article must contain word for word

WITHIN = ("body", "dek", "article")
"""The texts that may support a claim: the body; also the dek; also the headline."""

_indices: WeakKeyDictionary[Document, dict[str, Evidence]] = WeakKeyDictionary()


def evidence(document: Document, within: str = "body") -> Evidence:
    """Return the index of a document's text. It exists as long as the document.

    Raises
    ------
    UsageError
        If `within` is not in `WITHIN`.
    """
    if within not in WITHIN:
        raise UsageError(f"evidence {within!r} does not exist: choose one of {', '.join(WITHIN)}")
    kept = _indices.setdefault(document, {})
    if within not in kept:
        article = document.article
        above = (article.dek, article.headline)[: WITHIN.index(within)]
        text = "\n\n".join([*(text for text in above if text), article.body])
        kept[within] = Evidence(text, document.language)
    return kept[within]


class Evidence:
    """An article's text, indexed for looking up claims. Every part is made when first needed."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self._answers: dict[tuple[str, str, str], bool] = {}

    def supports(self, claim: Claim) -> bool:
        """Return whether the text supports the claim."""
        key = (claim.kind, claim.text, claim.normal)
        if key not in self._answers:
            self._answers[key] = self._supports(claim)
        return self._answers[key]

    def _supports(self, claim: Claim) -> bool:
        if claim.kind == "name":
            return self._has_name(claim)
        if claim.kind == "quotation":
            return self._has_quotation(claim)
        if claim.kind == "date":
            return claim.normal in self._dates
        return self._has_number(claim)

    def has_written(self, word: str) -> bool:
        """Return whether the text contains a word in exactly this spelling."""
        return word in self._exact_words

    def has_word(self, key: str) -> bool:
        """Return whether the text contains a word, folded like names, or a form of it."""
        return self._has_word(key)

    @cached_property
    def _numbers(self) -> list[Number]:
        return numbers(self.text, self.language.code)

    @cached_property
    def _by_value(self) -> tuple[list[float], list[Number]]:
        """All values and durations in ascending order, and the number of each, without repeats."""
        pairs = {
            (value, number[3:]): number for number in self._numbers for value in _values(number)
        }
        rows = sorted((value, number) for (value, _), number in pairs.items())
        return [value for value, _ in rows], [number for _, number in rows]

    @cached_property
    def _dates(self) -> frozenset[str]:
        return dates(self.text, self.language.code, self._numbers)

    @cached_property
    def _running_words(self) -> str:
        """All folded words, each between spaces."""
        return f" {' '.join(words_of(self.text, self.language.code))} "

    @cached_property
    def _words(self) -> frozenset[str]:
        """The folded words, both whole and split into parts."""
        code = self.language.code
        # A word of letters and digits only is one of the running words already.
        joined = [fold(word, code) for word in self._exact_words if not word.isalnum()]
        return frozenset([*joined, *self._running_words.split()])

    @cached_property
    def _exact_words(self) -> frozenset[str]:
        return frozenset(self.language.words(self.text))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(self.language.stem(sorted(self._words)))

    @cached_property
    def _initials(self) -> frozenset[str]:
        """The possible initials of the names in the text."""
        found = (initials(run) for run in runs(self.text, self.language))
        return frozenset(short for shorts in found for short in shorts)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        """Words that look like initials: "OFT", "MoD", "F.A.O."."""
        words = (word.replace(".", "") for word in self._exact_words)
        return frozenset(w.lower() for w in words if sum(map(str.isupper, w)) > 1)

    @cached_property
    def is_lowered(self) -> bool:
        """Whether the text is long, but at most one word in a sentence's middle has a capital."""
        capitals = (
            match
            for match in _CAPITAL.finditer(self.text)
            if match.group()[0].isupper() and len(match.group()) > 1
        )
        within = (m for m in capitals if not opens_sentence(self.text, m.start()))
        return len(list(islice(within, 2))) < 2 and self._running_words.count(" ") > _LONG

    def shortens(self, run: CapitalRun) -> bool:
        """Return whether the text contains the initials of a name ("OFT")."""
        return any(len(s) > 2 and s in self._acronyms for s in initials(run))

    def _has_number(self, claim: Claim) -> bool:
        wanted = numbers(claim.text, self.language.code)[0]
        if any(agrees(wanted, number) for number in self._near_numbers(wanted)):
            return True
        ordinal = wanted.digits and claim.text[-1].isalpha() and not wanted.time[1]
        hints = implied(self.language.code, ordinal)
        return not wanted.unit and any(
            value in wanted.values and fold_text(word, self.language.code) in self._words
            for word, value in hints.items()
        )

    def _near_numbers(self, wanted: Number) -> Iterator[Number]:
        """Yield the numbers that may agree with `wanted`; equal numbers are first."""
        values, listed = self._by_value
        for reach in (1e-8, _NEAR):
            for value in _values(wanted):
                slack = abs(value) * reach
                first = bisect_left(values, value - slack)
                yield from listed[first : bisect_right(values, value + slack)]

    def _has_run(self, words: Sequence[str]) -> bool:
        """Return whether the text contains these words in a row."""
        known = all(word in self._words for word in words)
        return known and f" {' '.join(words)} " in self._running_words

    def _has_quotation(self, claim: Claim) -> bool:
        """Return whether the text contains a quotation, or all content words of a short one.

        Headlines put quotation marks around paraphrases as well ("talks 'make progress'").
        """
        words = claim.normal.split()
        if self._has_run(words):
            return True
        return len(words) < _EXACT and all(
            self._has_word(word) for word in words if word not in self.language.stop_words
        )

    def _has_name(self, claim: Claim) -> bool:
        """Return whether the text contains a name, another form of it, or each of its words."""
        words = claim.normal.split()
        different = dict.fromkeys(words)
        if any(self._is_pronoun(word, claim.text) for word in different):
            return self._has_alias(claim.normal, claim.text)
        written = words_of(claim.text, self.language.code)
        if all(word in self._words for word in words) or self._has_run(written):
            return True
        joined = "".join(words) in self._words
        if joined or self._has_alias(claim.normal, claim.text):
            return True
        return all(self._has_part(word, claim.text) for word in different)

    def _is_pronoun(self, word: str, text: str) -> bool:
        """Return whether the text has a word in capitals only as a pronoun: "us" for "US"."""
        if word not in self.language.stop_words or word.upper() not in text.replace(".", ""):
            return False
        return not any(
            form in self._exact_words for form in (word.upper(), ".".join(word.upper()) + ".")
        )

    def _has_part(self, word: str, text: str) -> bool:
        if self._has_word(word) or self._has_alias(word, text):
            return True
        parts = [part for part in re.split(r"[-‐‑/]", word) if part]
        return len(parts) > 1 and all(self._has_word(p) or self._has_alias(p, text) for p in parts)

    def _has_word(self, word: str) -> bool:
        if word in self._words:
            return True
        if any(part in self._words for part in re.split(r"[-'‐‑/&.]", word) if len(part) > 2):
            return True
        if self.language.stem([word])[0] in self._stems:
            return True
        endings = _endings(self.language.code)
        for ending in endings:
            shared = len(word) - len(ending)
            if shared < _LEAST or not word.endswith(ending):
                continue
            others = (word[:shared] + other for other in endings)
            if any(o in self._words and _shared(word, o) == shared for o in others):
                return True
        return False

    def _has_alias(self, name: str, text: str) -> bool:
        """Return whether the text has another form of a name: "U.S.", "United States" for "US".

        Parameters
        ----------
        text
            The text with the name, for its capitals.
        """
        for form in aliases().get(name, ()):
            # A stop word such as "us" is not the name "US"; `_words` contains the real name.
            if f" {form} " in self._running_words and form not in self.language.stop_words:
                return True
        if " " in name:
            small = self.language.stop_words | word_list("joiners")
            short = "".join(word[0] for word in name.split() if word not in small)
            return len(short) > 2 and short in self._acronyms
        if name not in self._initials:
            return False
        # "Tom" cannot be initials; "OFT" and "MoD" can.
        letters = re.sub(r"[.'’]", "", text)
        shapes = re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", letters, re.IGNORECASE)
        return any(sum(map(str.isupper, shape)) > 1 for shape in shapes)


@cache
def _endings(code: str) -> frozenset[str]:
    table = read_data("metrics/support", "names")["endings"]
    return frozenset(
        "" if ending == "-" else fold_text(ending, code)
        for ending in table.get(code, table["und"]).split()
    )


def _values(number: Number) -> tuple[float, ...]:
    """Return the possible values of a number, and the duration, if it has one."""
    value, base = number.time
    return (*number.values, value) if base else number.values


def _shared(one: str, other: str) -> int:
    """Return the number of letters that two words share from their start."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
