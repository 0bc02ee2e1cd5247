"""Deletable phrases, recognised without the parse by commas and by the word after a comma."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summkit.shortening.deletions.adjuncts import adjuncts
from summkit.shortening.deletions.edges import dates
from summkit.shortening.deletions.surface import complete
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import COMMAS, FINITE, Tree, high, span


def by_commas(tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield text from a comma or dash to the next one, or to the end, with the rule's name."""
    last = high(tree.everything & ~tree.end)
    marks = [
        n
        for n in range(1, last)
        if tree.lower[n] in COMMAS and not tree.quoted >> n & 1 and not _is_suspended(tree, n)
    ]
    yield from _scene(tree, marks, last)
    yield from _claim_opener(tree, marks, last)
    yield from _opening(tree, marks, last)
    yield from adjuncts(tree, marks, last)
    finite = False
    before = 0
    for comma in marks:
        finite = finite or any(tree.tags[n] in FINITE for n in range(before, comma))
        before = comma
        rule = _rule(tree, comma, last)
        if not rule:
            continue
        if (
            finite
            and _complete_before(tree, comma)
            and not _ends_on_attribution(tree, marks[-1], comma, last)
        ):
            yield span(comma, last), rule
        for closing in marks:
            if closing > comma + 1:
                yield span(comma, closing), rule
                break


def _is_suspended(tree: Tree, node: int) -> bool:
    """Return whether a hyphen belongs to the word before it: "medium- and long-term loans"."""
    touches = tree.tokens[node].start == tree.tokens[node - 1].end
    return tree.lower[node] == "-" and touches and tree.lower[node + 1] in ("and", "or")


def _ends_on_attribution(tree: Tree, final: int, comma: int, last: int) -> bool:
    """Return whether an attribution after a later comma ends the sentence: ", a spokesman said"."""
    return final > comma and any(
        tree.lower[node] in words("plain_speech") and tree.is_verb(node)
        for node in range(final + 1, last + 1)
    )


_SCENES = frozenset({"as", "while", "after"})
_SCENE_REACH = 12  # maximum tokens from the comma to the verb of the main clause


def _scene(tree: Tree, marks: Sequence[int], last: int) -> Iterator[tuple[int, str]]:
    """Yield the clause before the main clause: "[As snow fell on the pass,] the army ..."."""
    if tree.lower[1 if tree.lower[0] == "even" else 0] not in _SCENES:
        return
    for comma in marks:
        if not any(tree.tags[node] in FINITE for node in range(2, comma)):
            continue
        if tree.tags[comma + 1] not in ("DT", "NNP", "NNPS", "NN", "NNS", "JJ", "CD"):
            return
        for node in range(comma + 2, min(comma + _SCENE_REACH, last)):
            if node in marks:
                return
            if tree.tags[node] in FINITE:
                yield span(0, comma), "adverbial-clause"
                return
        return


_OPENINGS = frozenset("asked speaking writing standing amid following with despite".split())
_BODIES = ("DT", "NNP", "NNPS", "PRP$")  # tags of the first word of a main clause with a noun


def _opening(tree: Tree, marks: Sequence[int], last: int) -> Iterator[tuple[int, str]]:
    """Yield the circumstance before the main clause: "[Asked about tariffs,] Ada Orme said ..."."""
    if tree.lower[1 if tree.lower[0] == "even" else 0] not in _OPENINGS:
        return
    for comma in marks:
        if tree.tags[comma + 1] not in _BODIES or tree.lower[comma - 1] in words("conditions"):
            continue
        for node in range(comma + 2, min(comma + _SCENE_REACH, last)):
            if node in marks:
                break
            if tree.tags[node] in FINITE:
                yield span(0, comma), "circumstance"
                return


_BINDING = frozenset({"that", "if", "unless", "without", "although", "though"})


def _claim_opener(tree: Tree, marks: Sequence[int], last: int) -> Iterator[tuple[int, str]]:
    """Yield the opening of a claim: "The firm said [in view of the thaw,] it will close ..."."""
    for comma in marks:
        claims = comma + 2 <= last and tree.tags[comma + 2] in (*FINITE, "MD")
        if not claims or tree.lower[comma + 1] not in ("it", "he", "she", "they"):
            continue
        node = comma - 1
        while node > 0 and node not in marks and tree.lower[node] not in words("plain_speech"):
            node -= 1
        opens = tree.tags[node + 1] == "IN" or tree.lower[node + 1] == "following"
        opens = opens and tree.lower[node + 1] not in _BINDING
        if opens and tree.lower[node] in words("plain_speech"):
            yield span(node + 1, comma), "opener"


def _complete_before(tree: Tree, comma: int) -> bool:
    """Return whether the words before a comma are a clause.

    The result does not depend on the parse.
    """
    if tree.root < comma:
        return tree.subject(tree.root) >= 0
    if tree.lower[0] in words("subordinators"):
        return False
    clause = any(
        tree.tags[node] in FINITE
        and tree.labels[node] in ("ccomp", "conj", "parataxis")
        and 0 <= tree.subject(node) < node
        and not any(tree.tags[n] in ("WDT", "WP", "WRB") for n in range(node))
        for node in range(comma)
    )
    return clause or complete(tree, comma)


_WHOM = frozenset({"whom", "which"})


def _rule(tree: Tree, comma: int, last: int) -> str:
    """Return the rule for the word after a comma; "" without one."""
    node = comma + 1
    word, tag = tree.lower[node], tree.tags[node]
    following = tree.tags[node + 1] if node < last else ""
    if word in words("conditions") or tree.plain[node] in words("hedges"):
        return ""
    if tag in ("WDT", "WP", "WP$", "WRB") and word not in ("what", "how", "why"):
        return "relative"
    if tag in ("IN", "TO") and following in ("WDT", "WP") and word != "that":
        return "relative"
    if node + 2 < last and tree.lower[node + 1] == "of" and tree.lower[node + 2] in _WHOM:
        return "relative"  # "some of whom"
    if word == "even" and tree.lower[node + 1] in ("as", "though", "after", "when"):
        return "adverbial-clause"
    if dates(tree, node, last):
        return "adverbial-clause"
    if word in ("after", "as", "before", "while", "because", "although", "though", "since"):
        return "adverbial-clause"
    if word in ("despite", "following", "amid", "during", "including", "with"):
        return "circumstance"
    if tag == "VBG" or (following == "VBG" and word.endswith("ly")):
        return "participle"
    if word in ("up", "down") and following in ("CD", "IN", "RB", "DT"):
        return "comparison"
    if word in ("and", "but") and _has_subject(tree, node + 1, last):
        return "clause-tail"
    return ""


def _has_subject(tree: Tree, first: int, last: int) -> bool:
    """Return whether a clause with its own subject and verb begins here."""
    for node in range(first, min(first + 9, last + 1)):
        if tree.tags[node] in FINITE:
            subject = tree.subject(node if tree.labels[node] != "aux" else tree.heads[node])
            return first <= subject < node
        if tree.lower[node] in COMMAS:
            return False
    return False
