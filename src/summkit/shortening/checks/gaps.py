"""Checks whether a deletion separates words that belong together, independent of the parse.

As in `checks.required`, each check takes the tree of the source sentence and the mask of
the remaining tokens, and returns whether the headline fails it. These checks use the words as
written, because the parse may be wrong.
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, once, span


def says_nothing(tree: Tree, kept: int) -> bool:
    """Return whether reported speech lost its verb: "said Labour [would rebel] if it failed"."""
    return any(
        kept >> verb & 1 and kept & clause and not kept & states
        for verb, clause, states in _reports(tree)
    )


@once
def _reports(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each verb of saying, with its reported clause and the predicate, as masks.

    The predicate is the clause's verb, or the words after a bare "is". The clause ends at a comma
    or a conjunction.
    """
    found = []
    size = len(tree.lower)
    for verb, word in enumerate(tree.lower):
        if word not in words("thought_verbs") or tree.tags[verb] not in (*FINITE, "VB", "VBN"):
            continue
        following = verb + 1 if verb + 1 < size else verb
        if tree.tags[following] in ("IN", "TO", ",", "VBG") and tree.lower[following] != "that":
            continue
        end = next((n for n in range(verb + 1, size) if _ends(tree, n)), size)
        finite = next((n for n in range(verb + 1, end) if tree.tags[n] in FINITE), -1)
        if finite > 0:
            leads_to = lexical(tree, finite, end)
            states = 1 << finite | (1 << leads_to if leads_to > 0 else span(finite, end - 1))
            found.append((verb, span(verb + 1, end - 1), states))
    return found


def lexical(tree: Tree, finite: int, end: int) -> int:
    """Return the main verb after a finite auxiliary: "has been extended"; -1 without one."""
    found = -1
    for node in range(finite + 1, end):
        if tree.tags[node][:2] == "VB":
            found = node
        elif tree.tags[node] != "RB":
            break
    return found


def _ends(tree: Tree, node: int) -> bool:
    return tree.tags[node] in ("CC", "WDT", "WP", "WRB") or tree.lower[node] in (*",;:.", "as")


def loses_pronoun(tree: Tree, kept: int) -> bool:
    """Return whether a later verb lost "he" or "it": "when [he] fronts the awards"."""
    for pronoun, verb in _pronouns(tree):
        if kept >> pronoun & 1 or not kept >> verb & 1:
            continue
        before = kept & (1 << pronoun) - 1
        if before and (tree.tags[high(before)] in ("WRB", "IN", *FINITE)):
            return True
    return False


@once
def _pronouns(tree: Tree) -> list[tuple[int, int]]:
    """Return each subject pronoun with the finite verb after it, as places."""
    found = []
    for node, word in enumerate(tree.lower):
        if word not in ("he", "she", "it", "they", "we", "i", "you", "there"):
            continue
        verb = node + 1
        while verb < len(tree.tags) and tree.tags[verb] == "RB":
            verb += 1
        if verb < len(tree.tags) and tree.tags[verb] in FINITE:
            found.append((node, verb))
    return found


def splits_range(tree: Tree, kept: int) -> bool:
    """Return whether "between" lost its "and", or "from" its "to": "from May 12 [to June]"."""
    return any(kept >> first & 1 and not kept >> second & 1 for first, second in _ranges(tree))


@once
def _ranges(tree: Tree) -> list[tuple[int, int]]:
    """Return each "between" with its "and", and each "from" a number with its "to"."""
    found = []
    for node, word in enumerate(tree.lower):
        near = range(node + 2, min(node + 9, len(tree.lower) - 1))
        if word == "between":
            joint = next((n for n in near if tree.lower[n] == "and"), -1)
        elif word == "from" and node and tree.lower[node - 1] not in ("apart", "aside"):
            joint = next((n for n in near if tree.lower[n] in ("to", "until", "till")), -1)
            inside = range(node + 1, joint)
            if joint > 0 and not (
                any(tree.tags[n] in ("CD", "$") for n in inside)
                and tree.tags[joint + 1][:2] != "VB"
                and all(tree.tags[n] not in (",", *FINITE, "IN") for n in inside)
            ):
                joint = -1  # only ranges of numbers count: "a move from Arsenal" is complete
        else:
            continue
        if joint > 0:
            found.append((node, joint))
    return found


def splits_ago(tree: Tree, kept: int) -> bool:
    """Return whether "a year earlier" lost a word: "a year [earlier]", "[a year] earlier"."""
    return any(kept & pair and kept & pair != pair for pair in _ago(tree))


@once
def _ago(tree: Tree) -> list[int]:
    """Return the masks of a unit of time and the "ago" or "earlier" after it."""
    found = []
    for node in range(1, len(tree.lower) - 1):
        if tree.lower[node] not in ("ago", "earlier", "later", "before", "previously"):
            continue
        if tree.lower[node - 1].rstrip("s") not in _PERIODS:
            continue
        if tree.lower[node] != "before" or tree.tags[node + 1] in (".", ",", ":"):
            found.append(3 << node - 1)
    return found


_PERIODS = frozenset("year month week day hour minute decade century".split())


def opens_inside(tree: Tree, kept: int) -> bool:
    """Return whether the text opens on a verb, on "that", or on a clause without its "when"."""
    first = low(kept)
    if not first:
        return False
    if tree.lower[first] in ("that", "to", "than", "'s", "’s") or tree.tags[first] in FINITE:
        return True
    if tree.tags[first] in ("VBN", "VBD"):
        behind = kept >> first + 1
        return bool(behind) and tree.lower[first + 1 + low(behind)] == ","
    opener = first - 1
    while opener > 0 and tree.tags[opener] in _BEFORE_NOUN:
        opener -= 1
    return not opener and tree.lower[0] in _OPENERS and bool(kept >> _verb_of(tree) & 1)


_BEFORE_NOUN = frozenset({"DT", "PRP$", "CD", "JJ", "NN", "NNS", "NNP"})
_OPENERS = frozenset("when as while although though if".split())


def _verb_of(tree: Tree) -> int:
    """Return the finite verb of the sentence's first clause; the last token without one."""
    comma = next((n for n, word in enumerate(tree.lower) if word == ","), len(tree.lower) - 1)
    return next((n for n in range(comma) if tree.tags[n] in FINITE), len(tree.lower) - 1)


def leaves_copula(tree: Tree, kept: int) -> bool:
    """Return whether "is" or "became" lost its predicate: "homes were [dark] after the storm"."""
    for verb, predicate in _copulas(tree):
        if not kept >> verb & 1:
            continue
        behind = kept >> verb + 1
        if not behind:
            return True
        following = verb + 1 + low(behind)
        if following <= predicate:
            continue
        if tree.lower[following] in ",;:–—" or tree.tags[following] in ("TO", "IN", "CC"):
            return True
    return False


@once
def _copulas(tree: Tree) -> list[tuple[int, int]]:
    """Return each "is" that is no auxiliary, with the first word of its predicate."""
    found = []
    for node, word in enumerate(tree.lower[:-1]):
        if word not in _BEING:
            continue
        first = node + 1
        while first < len(tree.tags) - 1 and tree.tags[first] == "RB":
            first += 1
        if tree.tags[first] not in ("VBN", "VBG", ",", ".", ":"):
            found.append((node, first))
    return found


_BEING = frozenset("is are was were be became become becomes remains remained".split())


def beheads_company(tree: Tree, kept: int) -> bool:
    """Return whether a name before "Inc" lost its first word: "bought [Norvex] Time Share Inc"."""
    return any(kept & rest and not kept & first for first, rest in _companies(tree))


@once
def _companies(tree: Tree) -> list[tuple[int, int]]:
    """Return, for names before "Inc", the first capitalised word and the others, as masks."""
    found = []
    for node in range(1, len(tree.lower)):
        word = tree.lower[node].rstrip(".")
        if word not in words("company_suffixes") or not tree.tokens[node].text[0].isupper():
            continue
        first = node
        while first and _in_name(tree, first - 1):
            first -= 1
        if node - first > 1:
            found.append((1 << first, span(first + 1, node - 1)))
    return found


def _in_name(tree: Tree, node: int) -> bool:
    """Return whether a token may be part of a company's name."""
    text = tree.tokens[node].text
    if tree.lower[node].rstrip(".") in words("company_suffixes") or "-" in text:
        return False
    outside = ("DT", "IN", "PRP", "PRP$", "CC", "POS", "JJ")
    if tree.lower[node] in ("'s", "’s", "'", "’"):
        return False
    return (text[0].isupper() and tree.tags[node] not in outside) or text[0] == "'"


CHECKS = (
    says_nothing,
    loses_pronoun,
    splits_range,
    splits_ago,
    opens_inside,
    leaves_copula,
    beheads_company,
)
