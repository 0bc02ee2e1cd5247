"""Deletion rules by words and tags, without the parse. Each rule yields the allowed deletions."""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.deletions.deletion import Deletion, counted, has_object, measured
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, span
from summkit.shortening.valency import binds, closes, is_open

BOUNDARY = frozenset({"IN", "TO", "CC", "WDT", "WP", "WP$", "WRB", "VBG", ",", ":"})
_CLOSING = frozenset({'"', "”", "''", "’"})
SPEAKERS = 14  # maximum number of words in an attribution


def surface(tree: Tree) -> Iterator[Deletion]:
    """Yield deletions by words and tags."""
    yield from _last_clause(tree)
    yield from last_speaker(tree)
    yield from _descriptions(tree)
    yield from _described(tree)
    yield from _equivalents(tree)
    yield from _comparisons(tree)
    yield from _tails(tree)


def _last_clause(tree: Tree) -> Iterator[Deletion]:
    """Delete a final clause, recognised by its first word."""
    last = high(tree.everything & ~tree.end)
    verbs = False
    commas = [node for node in range(last) if tree.lower[node] == ","]
    for node in range(1, last):
        before = tree.tags[node - 2 if node > 1 and tree.lower[node - 1] in _CLOSING else node - 1]
        if commas and commas[-1] > node:
            verbs = verbs or tree.tags[node] in ("VBD", "VBZ", "VBP", "VBN", "MD")
            continue  # the text after the comma may belong to the main clause
        if verbs and (before[:2] == "NN" or before == ","):
            word, tag = tree.lower[node], tree.tags[node]
            head = node - 1 if before != "," else node - 2
            if word in words("clause_openers") and not measured(tree, node):
                yield Deletion(span(node, last), "adverbial-clause", 1.0)
            elif tag in ("WP", "WP$", "WDT") and word != "what" and not counted(tree, head):
                yield Deletion(span(node, last), "relative-restrictive", 1.6)
        verbs = verbs or tree.tags[node] in ("VBD", "VBZ", "VBP", "VBN", "MD")


_DESCRIBING = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "VBG", "CD", "POS", "JJS", "VBN"})


def _descriptions(tree: Tree) -> Iterator[Deletion]:
    """Delete the description before a full name: "[Games maker] Peter Molyneux has"."""
    tags, size = tree.tags, len(tree.tags)
    for node in range(size - 3):
        if tags[node] not in _DESCRIBING and tags[node] != "VBZ":
            return
        if tree.lower[node] in words("offices") and _names(tree, node + 1):
            yield Deletion(span(0, node), "description", 0.6)
            return
        text, following = tree.tokens[node].text, tree.tokens[node + 1].text
        name = following[0].isupper() and tags[node + 1] == tags[node + 2] == "NNP"
        if (
            name
            and text[0].islower()
            and text.isalpha()
            and (tags[node] in ("NN", "NNS") or (tags[node] == "VBZ" and text.endswith("s")))
            and tree.tokens[node + 2].text[0].isupper()
            and tags[node + 3] in _AFTER_NAME
        ):
            yield Deletion(span(0, node), "description", 0.6)
            return


def _described(tree: Tree) -> Iterator[Deletion]:
    """Delete the description in commas before a name: "[The biggest consumer,] China[,] said"."""
    for node, label in enumerate(tree.labels):
        name = tree.heads[node]
        if label == "appos" and node < name and tree.lower[name + 1] == ",":
            comma = high(tree.subtrees[node]) + 1
            yield Deletion(tree.subtrees[node] | 1 << comma | 1 << name + 1, "description", 0.4)


def _names(tree: Tree, first: int) -> bool:
    """Return whether a full name of two or three words precedes a finite verb."""
    node = first
    while node < len(tree.tags) and tree.tags[node] == "NNP":
        node += 1
    return node - first in (2, 3) and node < len(tree.tags) and tree.tags[node] in FINITE


_AFTER_NAME = FINITE | {"CC", ",", "NNP"}


def last_speaker(tree: Tree) -> Iterator[Deletion]:
    """Delete ", a spokesman said" or ", said the spokesman" at the end of a sentence."""
    last = high(tree.everything & ~tree.end)
    commas = [node for node in range(1, last) if tree.lower[node] == ","]
    for comma in commas[-3:]:
        if last - comma > SPEAKERS or not any(tag in FINITE for tag in tree.tags[:comma]):
            continue
        if tree.lower[comma + 1] in ("and", "but", "which", "who", "as"):
            continue
        verb = _speech(tree, comma + 1, last)
        if verb == comma + 1:
            names = verb < last and tree.tags[verb + 1][:2] in ("NN", "DT", "JJ")
        else:
            late = tree.lower[verb + 1 : last + 1]
            names = not late or late[0] in ("on", "in", "here", "today", "late")
        if verb >= 0 and names:
            yield Deletion(span(comma, last), "attribution-tail", 0.4)


def _speech(tree: Tree, first: int, last: int) -> int:
    """Return the only finite verb from `first` to `last` if it is a verb of saying; else -1."""
    inside = range(first, last + 1)
    spoken = [node for node in inside if tree.lower[node] in words("plain_speech")]
    if not spoken:
        spoken = [node for node in inside if tree.lower[node] in words("speech")]
    if tree.lower[first] in words("speech"):
        spoken = [first]
    verbs = [node for node in inside if tree.tags[node] in FINITE]
    return spoken[0] if len(spoken) == 1 and verbs == spoken else -1


def _equivalents(tree: Tree) -> Iterator[Deletion]:
    """Delete ", or 5.02 dollars a share," after another number."""
    for node in range(2, len(tree.lower) - 2):
        if tree.lower[node] != "or" or tree.lower[node - 1] != ",":
            continue
        if tree.tags[node + 1] not in ("CD", "$") or "CD" not in tree.tags[: node - 1]:
            continue
        stop = node + 2
        while stop < len(tree.lower) and stop < node + 9 and tree.lower[stop] not in (",", "."):
            stop += 1
        if stop < len(tree.lower) and tree.lower[stop] in (",", "."):
            mask = span(node - 1, stop - 1)
            yield Deletion(mask | (1 << stop if tree.lower[stop] == "," else 0), "equivalent", 0.1)


def _comparisons(tree: Tree) -> Iterator[Deletion]:
    """Delete the comparison after a figure: ", up from 3,011 in January"."""
    for node in range(3, len(tree.lower) - 1):
        here = tree.lower[node : node + 2]
        opens = here[0] in ("compared", "against", "versus", "vs") or (
            here[0] in ("up", "down") and here[1] == "from"
        )
        if not opens or not any(tag in FINITE for tag in tree.tags[:node]):
            continue
        if "CD" not in tree.tags[:node] or (here[0] == "against" and tree.lower[node - 1] != ","):
            continue
        stop = node + 1
        while stop < len(tree.lower) and tree.lower[stop] not in (",", ";", ".", "and", "but"):
            stop += 1
        if "CD" in tree.tags[node:stop]:
            yield Deletion(span(node, stop - 1), "comparison", 0.3)


def _tails(tree: Tree) -> Iterator[Deletion]:
    """Delete all text from a preposition, conjunction, relative pronoun or comma on.

    A speaker at the end may remain: "Sick leave fell by 29% [at a hospital], a study shows".
    """
    last = high(tree.everything & ~tree.end)
    speaker = min((low(each.mask) for each in last_speaker(tree)), default=last)
    finite_before = False
    for node in range(3, last):
        finite_before = finite_before or tree.tags[node - 1] in FINITE
        if finite_before and tree.tags[node] in BOUNDARY and complete(tree, node):
            yield Deletion(span(node, last), "tail", 2.2 if tree.lower[node] == "," else 3.0)
            if node < speaker < last:
                yield Deletion(span(node, speaker - 1), "tail", 2.2)


_ADJUNCTS = frozenset(
    "after before during since following amid despite because due prior when while although"
    " though".split()
)
"""Words that open an adjunct, not a complement, after any verb."""


def complete(tree: Tree, node: int) -> bool:
    """Return whether the text before a token is a complete clause, by words and tags."""
    return not _needs_next(tree, node) and _is_clause(tree, node)


def _needs_next(tree: Tree, node: int) -> bool:
    """Return whether the token or a word before it requires that both stay together."""
    before, word = tree.lower[node - 1], tree.lower[node]
    if word in words("strict_marks") or tree.plain[node] in words("hedges"):
        return True
    if word in ("of", "with", "between", "or"):
        return True
    top = tree.heads[node] if word == "to" and tree.heads[node] > node else node
    if is_open(before) or binds(before, word) or measured(tree, top):
        return True
    return tree.plain[node - 1] in words("function_words") or not _PAIRED_OR_DENIED.isdisjoint(
        tree.lower[max(0, node - 8) : node]
    )


_PAIRED_OR_DENIED = frozenset("between both either neither not n't never no".split())


def _is_clause(tree: Tree, node: int) -> bool:
    """Return whether the text before a token ends on a noun or verb and completes the last verb."""
    before, tag, word = tree.lower[node - 1], tree.tags[node - 1], tree.lower[node]
    if tag[0] == "V":
        return tag in ("VBN", "VBD") and closes(before)
    if tag[:2] != "NN" and tag != "CD":
        return False
    last = max((each for each in range(node) if tree.is_verb(each)), default=-1)
    if last < 0:
        return False
    verb = tree.lower[last]
    if verb in words("copulas"):
        return word != "to"
    if word in _ADJUNCTS and last < node - 1 and verb not in words("plain_speech"):
        return True
    if verb == "left" or verb in words("plain_speech") | words("light_verbs"):
        return False
    if binds(verb, word) or verb in words("denials"):
        return False  # the verb needs the preposition: "described the victory as"
    infinitive = word == "to" and verb in words("control_verbs")
    return not infinitive and (has_object(tree, last) or closes(verb))
