"""Checks whether a shortened sentence has the meaning of its source sentence, for every target.

Each check takes the tree of the source sentence and the mask of the remaining tokens.
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, mask_of, members, once

_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_PERSON = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_SUBJECTS = ("nsubj", "nsubjpass")


def loses_meaning(tree: Tree, kept: int) -> bool:
    """Return whether an antecedent, a source, a condition or a part of a date is deleted."""
    return (
        loses_antecedent(tree, kept)
        or loses_claimer(tree, kept)
        or loses_condition(tree, kept)
        or splits_time(tree, kept)
    )


def loses_antecedent(tree: Tree, kept: int) -> bool:
    """Return whether a pronoun has lost its antecedent: "[saw the strait and] patrol it".

    A deleted noun does not matter if the subject of the pronoun's clause remains and may be the
    antecedent: in "the firm, a maker of boats, sold its yard" the subject "the firm" is the
    antecedent of "its".
    """
    for node, nouns, mask in _pronouns(tree):
        if not kept >> node & 1 or kept & mask == mask:
            continue
        bound = tree.labels[node] in ("poss", *_SUBJECTS)
        if bound and _subject_above(tree, node, kept, nouns):
            continue
        if not kept >> nouns[-1] & 1:
            return True
    return False


@once
def _pronouns(tree: Tree) -> list[tuple[int, list[int], int]]:
    """Return each pronoun with its possible antecedents, in a list and as a mask."""
    found = []
    for node, tag in enumerate(tree.tags):
        nouns = _antecedents(tree, node) if tag in ("PRP", "PRP$") else []
        if nouns:
            found.append((node, nouns, mask_of(nouns)))
    return found


def _antecedents(tree: Tree, pronoun: int) -> list[int]:
    """Return the nouns before a pronoun that may be its antecedent, in order."""
    word = tree.lower[pronoun]
    if tree.labels[pronoun] == "expl":
        return []
    if word in _SINGULAR:
        kinds: tuple[str, ...] = ("NN", "NNP")
    elif word in _PLURAL:
        kinds = ("NNS", "NNPS", "NN", "NNP")
    elif word in _PERSON:
        kinds = ("NN", "NNP")
    else:
        return []
    plural = [n for n in range(pronoun) if tree.tags[n] in ("NNS", "NNPS")]
    if word in _PLURAL and plural:
        kinds = ("NNS", "NNPS")
    return [
        node
        for node in range(pronoun)
        if tree.tags[node] in kinds
        and tree.labels[node] not in ("compound", "nmod", "npadvmod")
        and tree.lower[node] not in words("time")
        and tree.lower[node] not in words("units")
    ]


def _subject_above(tree: Tree, pronoun: int, kept: int, nouns: list[int]) -> bool:
    """Return whether the subject of the pronoun's clause, or of a higher one, is the antecedent."""
    node = tree.heads[pronoun]
    while node >= 0:
        subject = tree.subject(node) if tree.is_verb(node) else -1
        if subject in nouns and subject != pronoun:
            return bool(kept >> subject & 1)
        node = tree.heads[node]
    return False


def loses_claimer(tree: Tree, kept: int) -> bool:
    """Return whether the source of a claim is deleted while the claim remains."""
    for node, word in enumerate(tree.lower):
        if kept >> node & 1:
            continue
        if word == "according":
            return True
        elif tree.labels[node] == "amod":
            continue  # "its previously announced decision": a modifier, no attribution
        elif word in words("speech") and tree.tags[node][:2] == "VB":
            said = [
                child
                for child in tree.children[node]
                if tree.labels[child] in ("ccomp", "xcomp", "parataxis", "dobj", "advcl")
            ]
            if any(kept >> child & 1 for child in said):
                return True
            if word in words("plain_speech") | words("tellers") and not said:
                return True  # ", a spokesman said": the claim comes before the attribution
    return False


_CONDITIONS = frozenset("if unless until except provided whether".split())


def loses_condition(tree: Tree, kept: int) -> bool:
    """Return whether a condition of remaining words, or their negation, is deleted."""
    for node, word in enumerate(tree.lower):
        if kept >> node & 1:
            continue
        if word in _CONDITIONS or (word in ("when", "once") and _in_future(tree, node)):
            head = tree.heads[node]
            above = tree.heads[head] if head >= 0 else -1
            if above < 0 or kept >> above & 1:
                return True
        elif word in ("not", "n't", "n’t", "never", "no", "without", "only"):
            head = tree.heads[node]
            if head >= 0 and kept >> head & 1:
                return True
    return False


def _in_future(tree: Tree, node: int) -> bool:
    """Return whether a "when" is a condition: "it would pay [when it had the money]"."""
    return any(
        tree.lower[n] in ("will", "would", "'ll", "’ll") for n in range(max(0, node - 8), node)
    )


_PARTS_OF_DAY = frozenset("morning afternoon evening night".split())


def splits_time(tree: Tree, kept: int) -> bool:
    """Return whether a time has lost a word: "Friday [evening]", "[17] April", "late [Friday]"."""
    late, dates = _times(tree)
    if kept & late & ~(kept >> 1):
        return True
    return any(kept & date and kept & date != date for date in dates)


@once
def _times(tree: Tree) -> tuple[int, list[int]]:
    """Return the words like "late" before a time, and the pairs of words of each date, as masks."""
    late = mask_of(node for node in range(len(tree.lower)) if _late(tree, node))
    dated = [_dated(tree, node) for node in range(len(tree.lower))]
    pairs = []
    for node in range(1, len(tree.lower)):
        if dated[node - 1] and dated[node]:
            pairs.append(3 << node - 1)
        if tree.tags[node] == "CC" and dated[node - 1] and any(dated[node + 1 : node + 2]):
            pairs.append(5 << node - 1)
    return late, pairs


def _late(tree: Tree, node: int) -> bool:
    """Return whether a word is "late" or "early" before a time: "late on Friday"."""
    following = node + 1 < len(tree.lower) and tree.tags[node + 1] == "IN"
    return following and tree.lower[node] in ("late", "early") and tree.is_time(node + 1)


def _dated(tree: Tree, node: int) -> bool:
    """Return whether a word is part of a date: a day, a month, a number, a part of the day."""
    word = tree.lower[node]
    if word in _PARTS_OF_DAY or (word in words("time") and tree.tags[node][:3] == "NNP"):
        return True
    return tree.tags[node] == "CD" and word.rstrip("stndrh").isdigit()


def splits_capitals(tree: Tree, kept: int) -> bool:
    """Return whether a deletion separates capitalised words: "[Big] Weekend", "Marl [Court]"."""
    for node in range(1, len(tree.lower)):
        if (kept >> node & 1) == (kept >> node - 1 & 1):
            continue
        left, right = tree.tokens[node - 1], tree.tokens[node]
        if not (left.text[0].isupper() and right.text[0].isupper()):
            continue
        if node - 1 > 0 and not (_names_day(tree, node) or _names_day(tree, node - 1)):
            return True
    return False


def _names_day(tree: Tree, node: int) -> bool:
    """Return whether a word is a day or month: it has a capital and is not part of a name."""
    word = tree.lower[node]
    return word.endswith("day") or word in _MONTHS


_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_MODIFIERS = ("WDT", "WP", "WP$", "WRB", "VBG", "VBN", "DT", "NN", "NNS", "NNP", "JJ", "PRP$", "CD")


def leaves_modifier(tree: Tree, kept: int) -> bool:
    """Return whether an apposition after a comma has lost its noun: "[Norvex], the startup ..."."""
    for node in range(1, len(tree.lower) - 1):
        if tree.lower[node] != "," or kept >> node & 1 == 0 or kept >> node - 1 & 1:
            continue
        following = node + 1
        if tree.tags[following] not in _MODIFIERS or not kept >> following & 1:
            continue
        subject = tree.subject(tree.root)
        if subject >= 0 and low(tree.subtrees[subject]) == following:
            continue
        if _has_speech(tree, following):
            continue
        return True
    return False


def leaves_opener(tree: Tree, kept: int) -> bool:
    """Return whether a relative clause has lost its noun: "guard [...] where he had worked"."""
    return bool(kept & _openers(tree) & ~(kept << 1))


@once
def _openers(tree: Tree) -> int:
    """Return the mask of the relative pronouns and adverbs that directly follow a noun."""
    return mask_of(
        node
        for node in range(1, len(tree.lower))
        if tree.tags[node] in ("WDT", "WP", "WP$", "WRB")
        and tree.tags[node - 1][:2] in ("NN", "CD")
    )


def _has_speech(tree: Tree, first: int) -> bool:
    """Return whether the words up to the next comma contain a verb of saying."""
    for node in range(first, len(tree.lower)):
        if tree.lower[node] == ",":
            return False
        if tree.lower[node] in words("speech") and tree.tags[node][:2] == "VB":
            return True
    return False


def leaves_list(tree: Tree, kept: int) -> bool:
    """Return whether a list has lost its "and": "sells tents, stoves [and lamps]"."""
    if _cuts_list(tree, kept):
        return True
    for node in range(len(tree.lower)):
        if tree.labels[node] == "conj" or tree.find(node, "conj") < 0:
            continue
        items = [node]
        for each in items:
            items += [child for child in tree.children[each] if tree.labels[child] == "conj"]
        joins = [c for each in items for c in tree.children[each] if tree.labels[c] == "cc"]
        left = [each for each in items if kept >> each & 1]
        if len(left) > 1 and joins and not any(kept >> join & 1 for join in joins):
            return True
    return False


def _cuts_list(tree: Tree, kept: int) -> bool:
    """Return whether the deleted end contains the "and" of a list whose items remain."""
    last = high(kept)
    commas = [node for node in members(kept) if tree.lower[node] == "," and node < last]
    gone = range(last + 1, len(tree.lower) - 1)
    if not commas or any(
        _finite(tree, node) and commas[-1] < tree.subject(node) < node
        for node in range(commas[-1], last + 1)
    ):
        return False
    item = _sort(tree, commas[-1] + 1)
    if gone and tree.lower[gone[0]] == "," and _sort(tree, gone[0] + 1) != item:
        return False  # "Ann Vogel, a Marl lawyer[, saying that ... and]"
    return any(tree.lower[node] in ("and", "or") and _sort(tree, node + 1) == item for node in gone)


def _finite(tree: Tree, node: int) -> bool:
    return tree.tags[node] in FINITE


def _sort(tree: Tree, node: int) -> str:
    """Return the form of a list item, by its first word: "noun" for a noun phrase, or a tag."""
    tag = tree.tags[node]
    if tag in ("VB", "VBP"):
        return "VB"
    return "noun" if tag[:2] in ("DT", "NN", "JJ", "CD", "PR") else tag
