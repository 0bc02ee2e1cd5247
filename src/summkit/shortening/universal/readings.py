"""Sentences with their parse, and the headlines that their versions make."""

from __future__ import annotations

from typing import NamedTuple

from summkit.document import Document
from summkit.patterns import regex
from summkit.shortening.parsing.tree import high
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front
from summkit.shortening.universal.deletions import omissions
from summkit.shortening.universal.lexicon import lexicon
from summkit.shortening.universal.tree import SentenceTree, tree_of
from summkit.shortening.universal.versions import Version, stretches
from summkit.shortening.unparsed import clauses
from summkit.shortening.unparsed.circumstances import front as front_phrase
from summkit.shortening.unparsed.heads import Head, heads

_FUSED = {
    "es": regex(
        r"(?<=[a-záéíóúñ%\d\"”»]) (?=(?:El|La|Los|Las|Un|Una|Además|Según|También|Así|Asegura|"
        r"Afirma|Insta|Pide|Anuncia|Advierte|Considera|Este|Esta|Su|Sus|No|Se) [a-záéíóúñ]{3}"
        r"|(?:El|La) (?:Gobierno|Ejecutivo|Comisión|Supremo|Tribunal|Congreso|Ministerio) [a-záé])"
    ),
    "fr": regex(
        r"(?<=[a-zéèêà%\d]) (?=(?:Le|La|Les|Un|Une|Il|Elle|Ils|Cette|Ces|Selon|Son|Sa|Ses)"
        r" [a-zéèêà]{3})"
    ),
    "pt": regex(
        r"(?<=[a-záéíóúãõç%\d]) (?=(?:O|A|Os|As|Um|Uma|Segundo|Ele|Ela|Este|Esta|Seu|Sua)"
        r" [a-zçáéíóúã]{3})"
    ),
}
"""Language -> the place between two sentences that were joined without a full stop."""
_LEAST_FUSED = 25  # minimum characters before this place
_CHANCE = 0.8  # the chance of a sentence whose deletions cost 1: see `Shortening.chance`
_BULLETS = "•·▪■►– "
_OPENING = 0.3  # cost of deleting the phrase before the main clause
_DROPPED = 0.05  # cost of deleting a bracket or a day


class Reading(NamedTuple):
    """A sentence with its offset in the body, its parse, and the cost of its shorter subject."""

    sentence: int
    offset: int
    tree: SentenceTree
    cost: float = 0.0


def read(document: Document, index: int) -> Reading | None:
    """Return a sentence without the text before its main part; parsed once for each document."""
    key = read, index
    if key not in document.memory:
        sentence = document.sentences[index]
        begin = front(document, index)[0]
        begin += len(sentence.text) - begin - len(sentence.text[begin:].lstrip(_BULLETS))
        text = sentence.text[begin:].rstrip()
        fused = _FUSED[document.language.code].search(text, _LEAST_FUSED)
        text = text[: fused.start()].rstrip() if fused else text
        tree = tree_of(text, document.language.code)
        document.memory[key] = tree and Reading(index, sentence.start + begin, tree)
    reading: Reading | None = document.memory[key]
    return reading


def compact(document: Document, reading: Reading) -> list[Reading]:
    """Return readings of a sentence without its opening, or with a shorter subject.

    "[Alors que la ville attend,] [la maire de Lorme,] Ada Vell[,] a démissionné"
    """
    text, code = reading.tree.text, reading.tree.code
    shorter = heads(text, code)
    begins = {begin for _, begin in front_phrase(text, document.language)}
    for omission in omissions(reading.tree):
        after = high(omission.mask) + 1
        if omission.kind == "opening" and after < len(reading.tree.tokens):
            begins.add(reading.tree.tokens[after].start)
    for begin in sorted(begins):
        if text.split(" ", 1)[0].lower() in lexicon(code).until:
            continue  # "Hasta 2020,"
        opening = Head(((0, begin),), ("opening",), _OPENING)
        shorter.append(opening)
        rest = text[begin : begin + 1].upper() + text[begin + 1 :]
        for each in heads(rest, code):
            spans = tuple((a + begin, b + begin) for a, b in each.spans)
            kinds, cost = (*opening.kinds, *each.kinds), opening.cost + each.cost
            shorter.append(Head((*opening.spans, *spans), kinds, cost))
    trees = [(tree_of(text, code, head), head.cost) for head in shorter]
    return [reading._replace(tree=tree, cost=cost) for tree, cost in trees if tree is not None]


def headline_of(reading: Reading, version: Version) -> Shortening:
    """Return a version as a headline, without its final full stop."""
    made = shortening_of(reading, version)
    return clauses.bare(made)


def shortening_of(reading: Reading, version: Version) -> Shortening:
    tree, offset = reading.tree, reading.offset
    spans = [(0, len(tree.text))] if version.whole else stretches(tree, version.kept)
    runs = tuple((offset + a, offset + b) for a, b in spans)
    reasons = () if version.whole else tree.dropped
    cost = sum([each.cost for each in version.done]) + _DROPPED * len(reasons)
    return Shortening(
        version.text,
        runs,
        runs,
        reading.sentence,
        round(1000.0 - version.cost, 4),
        (*reasons, *(each.kind for each in version.done)),
        round(_CHANCE**cost, 4),
    )
