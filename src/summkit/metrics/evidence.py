"""What an article offers in support of claims: an index of its text, made once a Document."""

from __future__ import annotations

import re
from functools import cache, cached_property
from weakref import WeakKeyDictionary

from summkit.article import Article
from summkit.document import Document
from summkit.language import Language
from summkit.metrics.claims import Claim, dates
from summkit.metrics.data import read
from summkit.metrics.names import fold, fold_text, word_list, words_of
from summkit.metrics.numbers import Number, agrees, implied, numbers

_CAPITAL = re.compile(r"[^\W\d_][\w'’.-]*")
_LEAST = 4  # letters that two forms of a name share
_EXACT = 4  # words from which on a quotation must stand in the article word for word

_indices: WeakKeyDictionary[Document, dict[bool, Evidence]] = WeakKeyDictionary()


def evidence(document: Document, headed: bool = False) -> Evidence:
    """Return the index of a document's body, with its headline and dek where `headed`.

    Kept as long as the document is.
    """
    kept = _indices.setdefault(document, {})
    if headed not in kept:
        kept[headed] = Evidence(_text(document.article, headed), document.language)
    return kept[headed]


def _text(article: Article, headed: bool) -> str:
    above = (article.headline, article.dek) if headed else ()
    return "\n\n".join([*(text for text in above if text), article.body])


class Evidence:
    """An article's text, indexed for look-ups; every part is made when first needed."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language

    def supports(self, claim: Claim) -> bool:
        """Whether the text bears the claim out."""
        if claim.kind == "name":
            return self._has_name(claim)
        if claim.kind == "quotation":
            return self._has_quotation(claim)
        if claim.kind == "date":
            return claim.normal in self._dates
        return self._has_number(claim)

    @cached_property
    def _numbers(self) -> list[Number]:
        return numbers(self.text, self.language.code)

    @cached_property
    def _dates(self) -> frozenset[str]:
        return dates(self.text, self.language.code, self._numbers)

    @cached_property
    def _running(self) -> str:
        """All words, folded, each between spaces."""
        return f" {' '.join(words_of(self.text, self.language.code))} "

    @cached_property
    def _words(self) -> frozenset[str]:
        """Folded words, whole and in their parts."""
        whole = [fold(word, self.language.code) for word in self.language.words(self.text)]
        return frozenset([*whole, *self._running.split()])

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(self.language.stem(sorted(self._words)))

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        starts: dict[str, list[str]] = {}
        for word in sorted(self._words):
            starts.setdefault(word[:_LEAST], []).append(word)
        return starts

    @cached_property
    def _initials(self) -> str:
        """The initials of every capitalised run, joining words passed over: " rsa wto "."""
        initials, runs, last = "", [" "], 0
        small = self.language.stop_words | word_list("joiners")
        for match in _CAPITAL.finditer(self.text):
            word, between = match.group(), self.text[last : match.start()]
            last = match.end()
            near = between in (" ", " & ", "-")
            if word[0].isupper():
                if not near and initials:
                    runs.append(f"{initials} ")
                    initials = ""
                initials += word[0].lower()
            elif not (near and word in small) and initials:
                runs.append(f"{initials} ")
                initials = ""
        return "".join([*runs, initials, " "])

    def _has_number(self, claim: Claim) -> bool:
        (wanted, *_) = numbers(claim.text, self.language.code) or [None]
        if wanted is None:
            return False
        if any(agrees(wanted, number) for number in self._numbers):
            return True
        hints = implied(self.language.code)
        return not wanted.unit and any(
            value in wanted.values and fold_text(word, self.language.code) in self._words
            for word, value in hints.items()
        )

    def _has_quotation(self, claim: Claim) -> bool:
        """Whether it stands there, or, a few words long, its words do in one sentence.

        Headlines put marks around what was said in other words ("talks 'make progress'").
        """
        if f" {claim.normal} " in self._running:
            return True
        words = claim.normal.split()
        content = [word for word in words if word not in self.language.stop_words]
        if len(words) >= _EXACT:
            return False
        return all(self._has_word(word) for word in content)

    def _has_name(self, claim: Claim) -> bool:
        """Whether the name stands there, in another form of it, or every word of it does."""
        words = claim.normal.split()
        if all(word in self._words for word in words):
            return True
        return self._has_alias(claim.normal) or all(
            self._has_word(word) or self._has_alias(word) for word in words
        )

    def _has_word(self, word: str) -> bool:
        if word in self._words:
            return True
        if any(part in self._words for part in re.split(r"[-'‐‑/&.]", word) if len(part) > 2):
            return True
        if self.language.stem([word])[0] in self._stems:
            return True
        endings = _endings(self.language.code)
        for other in self._by_start.get(word[:_LEAST], ()) if len(word) >= _LEAST else ():
            shared = _shared(word, other)
            if shared >= _LEAST and word[shared:] in endings and other[shared:] in endings:
                return True
        return False

    def _has_alias(self, name: str) -> bool:
        """Whether the article names it otherwise: "US" is "U.S." and "United States"."""
        if any(f" {form} " in self._running for form in _aliases().get(name, ())):
            return True
        if " " in name:
            small = self.language.stop_words | word_list("joiners")
            initials = "".join(word[0] for word in name.split() if word not in small)
            return len(initials) > 2 and initials in self._words
        return 2 <= len(name) <= 6 and f" {name}" in self._initials


@cache
def _endings(code: str) -> frozenset[str]:
    table = read("names")["endings"]
    return frozenset(
        "" if ending == "-" else fold_text(ending, code)
        for ending in table.get(code, table["und"]).split()
    )


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """Return for each folded name the forms that mean the same, as they run in a text."""
    table: dict[str, list[str]] = {}
    for group in read("names")["aliases"]:
        forms = [" ".join(words_of(form, "")) for form in group.split("|")]
        for form in group.split("|"):
            table.setdefault(" ".join(fold(word, "") for word in form.split()), []).extend(forms)
    return {name: tuple(dict.fromkeys(forms)) for name, forms in table.items()}


def _shared(one: str, other: str) -> int:
    """Return how many letters two words share from their start."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
