"""The needs of each sentence of a document, computed on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from weakref import ref

from summkit.cohesion.antecedents import Antecedents
from summkit.cohesion.manner import Manner, manner_of
from summkit.cohesion.names import holders, mentions
from summkit.cohesion.need import FAR, Need
from summkit.cohesion.openings import Openings, openings
from summkit.cohesion.persons import as_object, described, people_before, team
from summkit.cohesion.phrases import is_in
from summkit.cohesion.quotations import Quotation, quotations, unquoted
from summkit.cohesion.soundness import Soundness
from summkit.document import Document
from summkit.patterns import regex

_SHORT = 7  # maximum words of a sentence that is only an attribution
_LONG = 100  # maximum characters of such a sentence
_NEAR = 4  # number of earlier sentences to which "also" may add
_HEAD = 80  # "also" belongs to the main clause if it is among this number of first characters
_SIGNS = " .,;:!?…"
_PERSONAL = 0.2  # minimum share of sentences in the first person in an article that uses it itself

_INITIALS = regex(r"\b(?:[A-Z]\.){2,}$")
_GOES_ON = regex(r"(?:And|Or|Of|To|For|With|Will|Would|Said|Was|Were|Is|Are|Has|Had)\b")
"""The first word of the second part, if a sentence was wrongly divided after "the U.S."."""


class Ties:
    """The needs of each sentence of a document; see `ties_of`."""

    def __init__(self, document: Document) -> None:
        # A weak reference, because the document refers to its ties: so there is no cycle. A copy
        # of the document or a pickled document has no ties, see Document.__getstate__.
        self._reference = ref(document)
        self._begin: Openings = openings(document.language.code)
        self._antecedents = Antecedents(document, self._begin)
        self._known: dict[int, tuple[Need, ...]] = {}

    @property
    def _document(self) -> Document:
        document = self._reference()
        assert document is not None  # noqa: S101 - the caller has the document
        return document

    def needs(self, index: int) -> tuple[Need, ...]:
        """Return the needs of a sentence in text order; the first sentence cannot refer back."""
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
        """Yield the expressions of a sentence that refer to an earlier sentence."""
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
        named: set[str] = set()  # a name that is mentioned twice is one need
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
        """Yield the object pronouns before the verb, if the sentence names no person."""
        whom = as_object(self._document, index)
        if whom is not None:
            yield Need("pronoun", *whom[:3], before=self._antecedents.of(index))
        elif refers := self._begin.refers.search(plain) or self._begin.voice.match(plain):
            span = refers.span("word")
            yield Need("pronoun", *span, refers["word"], before=self._antecedents.of(index))

    def _head(self, index: int, text: str, plain: str, start: int) -> Need | None:
        """Return the referring expression at the head of a sentence, if there is one."""
        begin = self._begin
        demonstrative = begin.demonstrative.match(text, start)
        if (
            demonstrative
            and not begin.cataphoric.match(text, start)
            and plain[: demonstrative.start("word")] == text[: demonstrative.start("word")]
        ):
            span = demonstrative.span("word")
            return Need("pronoun", *span, demonstrative["word"], before=(index - 1,))
        comparison = begin.comparison.match(plain, start)
        if comparison:
            span = comparison.span("word")
            return Need("comparison", *span, comparison["word"], before=(index - 1,))
        pronoun = self._antecedents.pronoun(index, text, plain, start)
        word = begin.dropped.match(text) or begin.anaphor.match(plain)
        if pronoun is None and word:
            before = self._antecedents.of(index)
            pronoun = Need("pronoun", *word.span("word"), word["word"], before=before)
        return pronoun or self._described(index) or self._antecedents.noun(index, text, start)

    def _described(self, index: int) -> Need | None:
        """Return the description of a person at the head, with the sentences that name people."""
        noun = described(self._document, index) or team(self._document, index)
        if noun is None:
            return None
        people = people_before(self._document, index)
        named = tuple(person.sentence for person in people) or self._antecedents.of(index)
        return Need("noun", *noun, earlier=named, before=(index - 1,))

    def _quoted(self, index: int) -> Iterator[Need]:
        """Yield a quotation without a speaker, and a first-person pronoun outside of quotations."""
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
        """Return whether a sentence can attribute the quotation before it to a speaker.

        In English, the sentence needs a verb of saying outside of quotations. In other languages,
        it needs any word outside of quotations.
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
        """Yield the pronoun or the quotation without a speaker on which a story opens."""
        text = self._document.sentences[0].text
        pronoun = self._begin.pronoun.match(text)
        plain = unquoted(text)
        if pronoun and plain == text:
            yield Need("pronoun", *pronoun.span("word"), pronoun["word"])
        elif plain is not text and not plain.strip(_SIGNS) and 0 not in self._quotations:
            yield Need("quotation", 0, len(text), text, after=(1,))

    def _halves(self, index: int) -> Iterator[Need]:
        """Yield marks whose partner is in another sentence, a final colon and a final question."""
        sentences = self._document.sentences
        text = sentences[index].text
        if text.endswith("?") and index + 1 < len(sentences) and unquoted(text).endswith("?"):
            yield Need("connective", len(text) - 1, len(text), "?", after=(index + 1,))
        initials = self._begin.unique and text[-1] == "." and text[-2:-1].isupper()
        split = _INITIALS.search(text) if initials else None
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
        """The style of the article."""
        return manner_of([sentence.text for sentence in self._document.sentences], self._begin)

    @cached_property
    def _soundness(self) -> Soundness:
        return Soundness(self._document)

    @cached_property
    def _quotations(self) -> dict[int, Quotation]:
        return quotations(self._document)

    @cached_property
    def _is_personal(self) -> bool:
        """Whether the article itself uses the first person."""
        texts = [unquoted(sentence.text) for sentence in self._document.sentences]
        personal = is_in(self._begin.first_person, texts)
        return personal[0] or sum(personal) > max(2.0, _PERSONAL * len(texts))


def is_attribution(sentence: str, begin: Openings) -> bool:
    """Return whether a sentence only attributes a quotation in another sentence ("he said.")."""
    if len(sentence) > _LONG or len(sentence.split()) > _SHORT or unquoted(sentence) != sentence:
        return False
    match = begin.says.search(sentence)
    if not match:
        return False
    bare = sentence.rstrip(" .!?,…")
    return match.end() == len(bare) or (match.start() == 0 and sentence[:1].islower())


def ties_of(document: Document) -> Ties:
    """Return the ties of a document. They are computed once and stored with the document."""
    ties: Ties | None = document.memory.get(Ties)
    if ties is None:
        ties = document.memory[Ties] = Ties(document)
    return ties


def is_met(need: Need, chosen: Sequence[int], place: int) -> bool:
    """Return whether the other chosen sentences meet a need of the sentence at `place`.

    Parameters
    ----------
    chosen
        Sentences of the document, in reading order.
    place
        The place in `chosen` of the sentence with the need.
    """
    if place and chosen[place - 1] in need.before:
        return True
    if place + 1 < len(chosen) and chosen[place + 1] in need.after:
        return True
    near = chosen[max(0, place - FAR) : place]
    return bool(need.earlier) and not set(need.earlier).isdisjoint(near)


def unmet(document: Document, chosen: Sequence[int]) -> list[tuple[int, Need]]:
    """Return the needs of chosen sentences that are not met, each with its place in `chosen`.

    Parameters
    ----------
    chosen
        Sentences in reading order; -1 for a text that is no sentence of the document.
    """
    ties = ties_of(document)
    return [
        (place, need)
        for place, index in enumerate(chosen)
        if index >= 0
        for need in ties.needs(index)
        if not is_met(need, chosen, place)
    ]
