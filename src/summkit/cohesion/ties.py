"""The needs of each sentence of a document, worked out when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from weakref import ref

from summkit.cohesion.antecedents import Antecedents
from summkit.cohesion.manner import Manner, manner_of
from summkit.cohesion.names import holders, mentions
from summkit.cohesion.need import FAR, Need
from summkit.cohesion.openings import Openings, openings
from summkit.cohesion.persons import as_object, described, people_before
from summkit.cohesion.phrases import is_in
from summkit.cohesion.quotations import Quotation, quotations, unquoted
from summkit.cohesion.soundness import Soundness
from summkit.document import Document
from summkit.patterns import regex

_SHORT = 7  # words; no longer sentence is nothing but an attribution
_LONG = 100  # characters of so many words
_NEAR = 4  # sentences to which "also" may add
_HEAD = 80  # characters in which "also" belongs to the main clause
_SIGNS = " .,;:!?…"
_PERSONAL = 0.2  # share of sentences in the first person above which the article is

_INITIALS = regex(r"\b(?:[A-Z]\.){2,}$")
_GOES_ON = regex(r"(?:And|Or|Of|To|For|With|Will|Would|Said|Was|Were|Is|Are|Has|Had)\b")
"""A sentence that was ended at "the U.S.", and what goes on from it: "And elsewhere"."""


class Ties:
    """What each sentence of a document needs of others; see `ties_of`."""

    def __init__(self, document: Document) -> None:
        # No cycle: the document holds its ties, and lives no longer for them. A copy or what is
        # sent to another process leaves them behind, see Document.__getstate__.
        self._reference = ref(document)
        self._begin: Openings = openings(document.language.code)
        self._antecedents = Antecedents(document, self._begin)
        self._known: dict[int, tuple[Need, ...]] = {}

    @property
    def _document(self) -> Document:
        document = self._reference()
        assert document is not None  # noqa: S101 - who asks has it
        return document

    def needs(self, index: int) -> tuple[Need, ...]:
        """Return what a sentence needs, by place; of the first only what follows it."""
        known = self._known.get(index)
        if known is None:
            if index:
                needs = [*self._referring(index), *self._quoted(index)]
            else:
                needs = list(self._narrative())
            needs += [*self._halves(index), *self._soundness.broken(index)]
            known = self._known[index] = tuple(sorted(needs, key=lambda need: need[1:3]))
        return known

    def _referring(self, index: int) -> Iterator[Need]:
        """Yield what refers to a sentence before."""
        begin, text = self._begin, self._document.sentences[index].text
        if self._document.sentences[index - 1].text[-1] in ":;":  # an item of a list
            yield Need("connective", 0, len(text), text, before=(index - 1,))
            return
        if is_attribution(text, begin):
            yield Need("attribution", 0, len(text), text, before=(index - 1,))
            return
        plain = unquoted(text)
        start = 0
        connective = (
            begin.connective.match(text) or begin.later.match(text) or begin.elliptic.match(text)
        )
        if connective:
            span = connective.span("word")
            yield Need("connective", *span, connective["word"], before=(index - 1,))
            start = connective.end()
        head = self._head(index, text, plain, start)
        if head is not None:
            yield head
        named: set[str] = set()  # who is named twice is missed once
        for mention in mentions(self._document, index):
            if mention.surname not in named and (head is None or mention.start >= head.end):
                named.add(mention.surname)
                yield Need(
                    "name",
                    mention.start,
                    mention.end,
                    text[mention.start : mention.end],
                    earlier=holders(self._document, mention.surname, index),
                )
        if head is None or head.kind == "noun":
            yield from self._objects(index, plain)
        if head is None or head.kind != "noun":
            yield from self._antecedents.pointed(index, plain)
        acts = begin.acts.search(plain)
        if acts and head is None:
            yield Need("pronoun", *acts.span("word"), acts["word"], before=(index - 1,))
        also = begin.also.search(plain, start, _HEAD)
        if also and not connective:
            earlier = range(max(0, index - _NEAR), index)
            yield Need("connective", *also.span("word"), also["word"], earlier=earlier)

    def _objects(self, index: int, plain: str) -> Iterator[Need]:
        """Yield pronouns that stand as objects before their verb, where nobody is named."""
        before = self._antecedents.of(index)
        whom = as_object(self._document, index)
        if whom is not None:
            yield Need("pronoun", *whom[:3], before=before)
        elif refers := self._begin.refers.search(plain):
            yield Need("pronoun", *refers.span("word"), refers["word"], before=before)

    def _head(self, index: int, text: str, plain: str, start: int) -> Need | None:
        """Return what the head of a sentence refers to."""
        begin = self._begin
        demonstrative = begin.demonstrative.match(text, start)
        if (
            demonstrative
            and plain[: demonstrative.start("word")] == text[: demonstrative.start("word")]
        ):
            span = demonstrative.span("word")
            return Need("pronoun", *span, demonstrative["word"], before=(index - 1,))
        comparison = begin.comparison.match(plain, start)
        if comparison:
            group = "word" if comparison["word"] else "other"
            span = comparison.span(group)
            return Need("comparison", *span, comparison[group], before=(index - 1,))
        pronoun = self._antecedents.pronoun(index, text, plain, start)
        if pronoun is None and (dropped := begin.dropped.match(text)):
            before = self._antecedents.of(index)
            pronoun = Need("pronoun", *dropped.span("word"), dropped["word"], before=before)
        return pronoun or self._described(index) or self._antecedents.noun(index, text, start)

    def _described(self, index: int) -> Need | None:
        """Return who is called by age or profession at the head, where the name stands before."""
        noun = described(self._document, index)
        if noun is None:
            return None
        people = people_before(self._document, index)
        named = tuple(person.sentence for person in people) or self._antecedents.of(index)
        return Need("noun", *noun, earlier=named, before=(index - 1,))

    def _quoted(self, index: int) -> Iterator[Need]:
        """Yield a quotation that nobody says, and the first person outside of one."""
        text = self._document.sentences[index].text
        quotation = self._quotations.get(index)
        if quotation is not None and quotation.inside:
            yield Need("quotation", 0, len(text), text, before=(index - 1,))
            return
        plain = unquoted(text)
        if plain is not text and not plain.strip(_SIGNS):
            after = (index + 1,) if self._has_speaker(index + 1) else ()
            yield Need("quotation", 0, len(text), text, before=(index - 1,), after=after)
            return
        speaker = self._begin.first_person.search(plain)
        if speaker and not self._is_personal:
            span = speaker.span("word")
            yield Need("quotation", *span, speaker["word"], before=(index - 1,))

    def _has_speaker(self, index: int) -> bool:
        """Whether a sentence can say whose the quotation before it is.

        In English somebody says something in it outside of quotations; elsewhere there are words.
        """
        sentences = self._document.sentences
        if index >= len(sentences):
            return False
        text = sentences[index].text
        quotation = self._quotations.get(index, Quotation())
        if quotation.inside:
            return False
        closing = [half.start for half in quotation.halves if not half.opens]
        plain = unquoted(text[closing[0] + 1 :] if closing else text)
        if self._begin.unique and not self._begin.says.search(plain):
            return False
        return bool(plain.strip(_SIGNS))

    def _narrative(self) -> Iterator[Need]:
        """Yield the pronoun or the bare quotation on which an article opens as a story does."""
        text = self._document.sentences[0].text
        pronoun = self._begin.pronoun.match(text)
        plain = unquoted(text)
        if pronoun and plain == text:
            yield Need("pronoun", *pronoun.span("word"), pronoun["word"])
        elif plain is not text and not plain.strip(_SIGNS) and 0 not in self._quotations:
            yield Need("quotation", 0, len(text), text, after=(1,))

    def _halves(self, index: int) -> Iterator[Need]:
        """Yield the marks whose partner is elsewhere, and a colon or a question at the end."""
        sentences = self._document.sentences
        text = sentences[index].text
        if text.endswith("?") and index + 1 < len(sentences) and unquoted(text).endswith("?"):
            yield Need("connective", len(text) - 1, len(text), "?", after=(index + 1,))
        split = _INITIALS.search(text) if self._begin.unique and text[-1] == "." else None
        if split and index + 1 < len(sentences) and _GOES_ON.match(sentences[index + 1].text):
            yield Need("connective", *split.span(), split[0], after=(index + 1,))
        if text.endswith(":"):
            yield Need("quotation", len(text) - 1, len(text), ":", after=(index + 1,))
        for half in self._quotations.get(index, Quotation()).halves:
            span = half.start, half.start + len(half.mark)
            if half.opens:
                yield Need("quotation", *span, half.mark, after=(index + 1,))
            else:
                yield Need("quotation", *span, half.mark, before=(index - 1,) if index else ())

    @cached_property
    def manner(self) -> Manner:
        """How the article is written."""
        return manner_of([sentence.text for sentence in self._document.sentences], self._begin)

    @cached_property
    def _soundness(self) -> Soundness:
        return Soundness(self._document)

    @cached_property
    def _quotations(self) -> dict[int, Quotation]:
        return quotations(self._document)

    @cached_property
    def _is_personal(self) -> bool:
        """Whether the article itself speaks in the first person."""
        texts = [unquoted(sentence.text) for sentence in self._document.sentences]
        personal = is_in(self._begin.first_person, texts)
        return personal[0] or sum(personal) > max(2.0, _PERSONAL * len(texts))


def is_attribution(sentence: str, begin: Openings) -> bool:
    """Whether a sentence only says who said what stood before it, such as "he said."."""
    if len(sentence) > _LONG or len(sentence.split()) > _SHORT or unquoted(sentence) != sentence:
        return False
    match = begin.says.search(sentence)
    if not match:
        return False
    bare = sentence.rstrip(" .!?,…")
    return match.end() == len(bare) or (match.start() == 0 and sentence[:1].islower())


def ties_of(document: Document) -> Ties:
    """Return the ties of a document, made once as long as it lives."""
    ties: Ties | None = document.memory.get(Ties)
    if ties is None:
        ties = document.memory[Ties] = Ties(document)
    return ties


def is_met(need: Need, chosen: Sequence[int], place: int) -> bool:
    """Tell whether others give what the sentence at a place of those chosen needs.

    Parameters
    ----------
    chosen
        Sentences of the document, in the order in which they are read.
    """
    if place and chosen[place - 1] in need.before:
        return True
    if place + 1 < len(chosen) and chosen[place + 1] in need.after:
        return True
    near = chosen[max(0, place - FAR) : place]
    return bool(need.earlier) and not set(need.earlier).isdisjoint(near)


def unmet(document: Document, chosen: Sequence[int]) -> list[tuple[int, Need]]:
    """Return what sentences taken out of a document need and do not get, with their place.

    Parameters
    ----------
    chosen
        In the order in which they are read; -1 stands for a text that is none of them.
    """
    ties = ties_of(document)
    return [
        (place, need)
        for place, index in enumerate(chosen)
        if index >= 0
        for need in ties.needs(index)
        if not is_met(need, chosen, place)
    ]
