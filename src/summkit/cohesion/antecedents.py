"""Pronouns and definite noun phrases without an antecedent in their sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import ref

from summkit.cohesion.need import FAR, Need
from summkit.cohesion.openings import Openings
from summkit.document import Document
from summkit.patterns import regex

_BACK = 4  # number of earlier sentences in which an antecedent is searched
_HEAD_WORDS = 2  # number of first words that may be the head noun of "the mobile firm"
_NAMED = regex(r"(?<=[\w,)\"”’'] )[^\W\d_a-z][\w'’-]*|^\W*[^\W\d_a-z][\w'’-]* [^\W\d_a-z]")
_NOUN = regex(
    r"[\W_]*(?P<word>the\s+(?P<noun>[^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*){0,2}))", re.IGNORECASE
)
TELLS = regex(
    r"\s*(?:of|for|who|which|that|between|to|behind|in|from|at|on|with|where|whose|by|against|into"
    r"|[a-z]+ing|accused of|charged with|convicted of|suspected of|responsible for|known as"
    r"|due to)\b"
)
"""The first words of a modifier after a noun, if the modifier identifies the noun's referent."""
_DETERMINED = regex(r"\b(?:a|an|the|one|every|each|any|no|whose|who|my|another|\w+['’]s)\b")
_CLAUSE = regex(r"[\W_]*(?:when|while|if|as|once|until|because|since)\b", re.IGNORECASE)
_PHRASE = regex(
    r"[\W_]*(?:in|on|at|during|today|now|last|this|earlier|later|yesterday|recently|for|from|by"
    r"|under|with|without|despite|throughout|meanwhile|then|instead)\b",
    re.IGNORECASE,
)
"""The start of an adverbial before the subject."""
_COMMA = regex(r"[^,]{3,80},\s+")
_DAY = regex(r"[\W_]*On \w+day\s+")
_PERSON = regex(
    r"(?<!\bin )(?<!\bat )(?<!\bon )(?<!\bof )(?<!\bto )(?<!\bfrom )(?<!\bthe )(?<!\d )"
    r"(?<=[\w,] )(?!January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\w+day\b)[^\W\d_a-z][\w'’-]*"
)
_POINTED = regex(
    r"\b(?P<word>(?P<which>this|these|those|that)"
    r" (?P<noun>(?!this|these|those|that)[a-z]{3,}))(?![\w-])"
)
_PREPOSITIONS = frozenset(
    "of in on for to with by from at after before about under against over".split()
)
"""Prepositions. After one of them, "that" is a determiner; elsewhere it may open a clause."""
_DEICTIC_NOUNS = frozenset(
    "second minute hour day night week weekend month year season morning afternoon evening summer"
    " autumn winter spring term time century decade country kind sort type point days weeks years"
    " months people".split()
)
"""Nouns that need no antecedent after "this": "this year"."""
_FIRST = regex(r"\W*(?P<word>[^\W\d_a-z][\w'’-]+)\W")
_FOLLOWS = regex(r"[^,]{0,80},\s+(?:the |a |an )?[^\W\d_a-z]")

_FINAL_PRONOUN = regex(r"[\s,](?P<word>he|she|it|they) (?P<says>\w+)[\s.]*$")
_SUBJECT = regex(r"\s*(?:The|A|An|Its|This|[A-Z][\w'’-]+)\b(?<!ing)(?<!Most)(?<!About)(?<!Some)")
"""A noun phrase at the head of a sentence that may be the antecedent of "it said" at its end."""


class Antecedents:
    """Finds the expressions at the head of each sentence that need an antecedent.

    Parameters
    ----------
    document
        The article. Only a weak reference to it is stored.
    begin
        The openings of its language.
    """

    def __init__(self, document: Document, begin: Openings) -> None:
        self._reference = ref(document)
        self._stop_words = document.language.stop_words
        self._begin = begin
        self._texts = [sentence.text for sentence in document.sentences]

    def of(self, index: int) -> tuple[int, ...]:
        """Return the sentences that may resolve a pronoun at the head of a sentence.

        These sentences are the previous sentence and the nearest sentence with a name. If the
        previous sentence opens on a pronoun too, the sentence before it is included, and so on.
        All are among the `_BACK` sentences before this one.
        """
        before = [index - 1]
        place = index - 1
        while place and index - place < _BACK and self._opens_on_pronoun(place):
            place -= 1
            before.append(place)
        while place and index - place < _BACK and not _NAMED.search(self._texts[place]):
            place -= 1
        if place not in before and _NAMED.search(self._texts[place]):
            before.append(place)
        return tuple(before)

    def _opens_on_pronoun(self, index: int) -> bool:
        text = self._texts[index]
        connective = self._begin.connective.match(text)
        return bool(self._begin.pronoun.match(text, connective.end() if connective else 0))

    def pronoun(self, index: int, text: str, plain: str, start: int) -> Need | None:
        """Return the pronoun that has no antecedent in its sentence; None if there is none.

        Parameters
        ----------
        text, plain
            The sentence, and the same with its quotations blanked.
        start
            The offset after the sentence's connective.
        """
        begin = self._begin
        match = begin.pronoun.match(text, start)
        if match is None:
            match = begin.opener.match(plain, start)
            if match is not None and self._is_resolved(match, plain, start):
                match = None
        if match is None:
            match = begin.group.match(plain, start)
        if match is None:
            match = begin.person.search(plain, start)
            if match is not None and self._has_antecedent(match, plain, start):
                match = None
        if match is None:
            match = self._final_pronoun(plain)
        if match is None:
            return None
        return Need("pronoun", *match.span("word"), match["word"], before=self.of(index))

    def _final_pronoun(self, plain: str) -> re.Match[str] | None:
        """Return the pronoun of a final "it adds" if no noun before it can be its antecedent.

        Parameters
        ----------
        plain
            The sentence with its quotations blanked: "Mending the roofs        , it adds."
        """
        said = self._begin.said.match(plain)
        match = _FINAL_PRONOUN.search(plain) if said is None and self._begin.unique else None
        if match is None or not self._begin.says.fullmatch(match["says"]):
            return said
        head = plain[: match.start()]
        return None if _NAMED.search(head) or _SUBJECT.match(head) else match

    def _is_identified(self, text: str, end: int) -> bool:
        """Return whether a modifier after a noun identifies the noun's referent."""
        return bool(TELLS.match(text, end) or self._begin.tells.match(text, end))

    @staticmethod
    def _is_resolved(match: re.Match[str], plain: str, start: int) -> bool:
        """Return whether the words before or after a pronoun contain its antecedent."""
        head = plain[start : match.start("word")]
        if _CLAUSE.match(head) and _DETERMINED.search(head):
            return True
        if "," not in head and _FOLLOWS.match(plain, match.end("word")):
            return True
        return match["word"] in ("it", "they") and bool(_DETERMINED.search(head))

    def _has_antecedent(self, match: re.Match[str], plain: str, start: int) -> bool:
        """Return whether the sentence may contain the antecedent of a pronoun."""
        head, tail = plain[start : match.start("word")], plain[match.end("word") :]
        if head.endswith(", ") and match["word"] in ("he", "she") and _PHRASE.match(head):
            return bool(_PERSON.search(head))
        if _DETERMINED.search(head) or _NAMED.search(head) or _NAMED.search(tail):
            return True
        subject = _FIRST.match(head)
        return subject is not None and subject["word"].lower() not in self._stop_words

    def noun(self, index: int, text: str, start: int) -> Need | None:
        """Return the definite noun phrase at the head of a sentence if it needs an antecedent."""
        definite = self._begin.definite.match(text, start)
        if definite is None and _PHRASE.match(text, start):
            comma = _DAY.match(text, start) or _COMMA.match(text, start)
            start = comma.end() if comma else start
            definite = self._begin.definite.match(text, start)
        if definite and self._is_identified(text, definite.end()):
            return None
        noun = None
        if self._begin.unique:
            noun = _NOUN.match(text, start)
        match = definite or noun
        if match is None:
            return None
        words = (noun or match)["noun" if noun else "word"].split()
        span = match.span("word") if definite else (0, 0)
        if noun:
            head_noun = self._noun_words(words, text, noun.start("noun"))
            if head_noun is None:
                return None
            words, end = head_noun
            span = (noun.start("word"), end)
        elif text[match.end() :].lstrip()[:1].isupper():
            return None
        else:
            words = words[-1:]
        earlier: tuple[int, ...] = ()
        for word in words[:_HEAD_WORDS]:
            earlier = self.holders(word, index)
            if earlier:
                span = span[0], text.index(word, span[0]) + len(word)
                break
        if definite and not self._begin.actors.isdisjoint(map(str.lower, words)):
            earlier = tuple({0, *earlier})  # the first sentence names the main actor
        if not earlier and not definite:
            return None
        before = (index - 1,) if definite else ()
        return Need("noun", *span, text[span[0] : span[1]], earlier=earlier, before=before)

    def pointed(self, index: int, plain: str) -> Iterator[Need]:
        """Yield noun phrases with a demonstrative ("these plans") that have an antecedent.

        Parameters
        ----------
        plain
            The sentence with its quotations blanked.
        """
        if not self._begin.unique:
            return  # only English has the word lists
        for match in _POINTED.finditer(plain):
            noun = match["noun"]
            head = plain[: match.start("word")]
            opens = match["which"] == "that" and not _PREPOSITIONS.intersection(head.split()[-1:])
            if noun in _DEICTIC_NOUNS or opens:
                continue
            repeats = re.search(rf"(?i)(?<!\w){re.escape(noun[:-1])}", head)
            earlier = (
                self.holders(noun, index) if noun not in self._stop_words and not repeats else ()
            )
            if earlier:
                yield Need("noun", *match.span("word"), match["word"], earlier=earlier)

    def _noun_words(self, words: list[str], text: str, start: int) -> tuple[list[str], int] | None:
        """Return the words of a noun phrase and its end. None if the noun needs no antecedent."""
        stop_words = self._stop_words
        taken: list[str] = []
        end, verb = start, False
        for word in words:
            if word.lower() in stop_words or (taken and (word[0].isupper() or self._is_verb(word))):
                verb = not word[0].isupper()
                break
            if word[0].isupper() or word.lower() in self._begin.unique:
                return None
            taken.append(word)
            end = text.index(word, end) + len(word)
        after = text[end:].lstrip()
        if not taken or (after[:1].isupper() and not verb) or TELLS.match(text, end):
            return None
        return taken, end

    def _is_verb(self, word: str) -> bool:
        return word.endswith("ed") or bool(self._begin.says.fullmatch(word))

    def holders(self, word: str, index: int) -> tuple[int, ...]:
        """Return the sentences with a form of a word, among the `FAR` sentences before `index`."""
        document = self._reference()
        term = document.word_id(word.lower()) if document is not None else -1
        if document is None or term < 0:
            return ()
        terms = document.terms
        near = range(max(0, index - FAR), index)
        return tuple(place for place in near if term in terms[place])
