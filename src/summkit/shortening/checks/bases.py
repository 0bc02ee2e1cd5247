"""Checks whether a comparison, a pair or a restriction lost its second half.

"Teenagers are six times more likely to smoke" needs its "than", "both the mayor" its "and", and
"for the first time" its "since 1962": without the second half, the headline is false or broken.
The parse may be wrong, so these checks use the words as written. As in
`checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.checks.wants import IN_NOUN
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, mask_of, once, span


def halves_pair(tree: Tree, kept: int) -> bool:
    """Return whether "both", "either" or "as" lost its second half: "both A [and B]"."""
    return any(kept & first == first and not kept & second for first, second in _pairs(tree))


@once
def _pairs(tree: Tree) -> list[tuple[int, int]]:
    """Return the first half of each pair, and the word that opens the second half, as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        if word in _SECOND:
            second = _next(tree, node, _SECOND[word])
            if second:
                found.append((1 << node, 1 << second))
        elif word == "as" and tree.tags[node + 1 : node + 2] in _DEGREES:
            second = _next(tree, node + 1, "as")
            fixed = tree.lower[node + 1] in _FIXED and second == node + 2
            cause = tree.lower[second + 1 : second + 3][-1:] in (["result"], ["consequence"])
            if second and not fixed and not cause:
                found.append((3 << node, 1 << second))
    return found


_SECOND = {"both": "and", "either": "or", "neither": "nor"}
_FIXED = frozenset("well soon long far many much little".split())
_DEGREES = (("JJ",), ("RB",))
_NEAR = 14  # maximum tokens between the halves of a pair


def _next(tree: Tree, node: int, word: str) -> int:
    """Return the place of a word in the remaining tokens of a clause; 0 if it is not there."""
    for after in range(node + 1, min(node + _NEAR, len(tree.lower) - 1)):
        if tree.lower[after] == word:
            return after
        if tree.tags[after] in FINITE or tree.lower[after] in _MARKS:
            return 0
    return 0


_MARKS = frozenset(',;:–—"”')


def loses_basis(tree: Tree, kept: int) -> bool:
    """Return whether "six times more likely" lost its "than those who do not smoke"."""
    return any(kept & more and not kept & basis for more, basis in _multiples(tree))


@once
def _multiples(tree: Tree) -> list[tuple[int, int]]:
    """Return each comparative after "times" or before "likely", and its "than", as masks."""
    found = []
    for node, word in enumerate(tree.lower[:-2]):
        likely = word in ("more", "less") and tree.lower[node + 1] == "likely"
        multiple = word in ("times", "twice") and tree.tags[node + 1] in ("JJR", "RBR", "RB", "JJ")
        if not likely and not multiple:
            continue
        if multiple and tree.lower[node + 1] == "as":
            second = _next(tree, node + 1, "as")
        else:
            second = next(
                (n for n in range(node, len(tree.lower) - 1) if tree.lower[n] == "than"), 0
            )
        if second:
            found.append((3 << node, 1 << second))
    return found


def widens_subject(tree: Tree, kept: int) -> bool:
    """Return whether the subject of "six times more likely" lost "from rich families"."""
    return any(kept & parts and not kept & limit for parts, limit in _subjects(tree))


@once
def _subjects(tree: Tree) -> list[tuple[int, int]]:
    """Return the subject of each comparison, and a phrase that restricts it, as masks."""
    if not any(tree.lower[n + 1] in _COMPARED for n in _degrees(tree)):
        return []
    subject = tree.subject(tree.root)
    return [
        (1 << subject, tree.subtrees[child])
        for child in (tree.children[subject] if subject >= 0 else ())
        if child > subject and tree.labels[child] in ("relcl", "acl", "prep")
    ]


def widens_count(tree: Tree, kept: int) -> bool:
    """Return whether a counted group lost its limit: "cut the number of patients [who died]"."""
    return any(kept & parts == parts and not kept & limit for parts, limit in _counts_of(tree))


@once
def _counts_of(tree: Tree) -> list[tuple[int, int]]:
    """Return each "number of" a group, and the first words of a clause that limits the group."""
    found = []
    for node in range(len(tree.lower) - 3):
        if tree.lower[node] not in _NUMBERS or tree.lower[node + 1] != "of":
            continue
        last = node + 2
        while last + 1 < len(tree.lower) and tree.tags[last][:2] not in ("VB", "MD"):
            if tree.tags[last][:2] == "NN" and tree.tags[last + 1][:2] != "NN":
                break
            last += 1
        if last + 2 < len(tree.lower) and tree.tags[last + 1] in ("WP", "WDT"):
            found.append((1 << node | 1 << last, span(last + 2, last + 3)))
    return found


_NUMBERS = frozenset("number share proportion percentage amount rate".split())


def _degrees(tree: Tree) -> list[int]:
    """Return the places of "more", "less", "times" and "as" that are not the last word."""
    degrees = ("more", "less", "times", "twice", "as")
    return [n for n, word in enumerate(tree.lower[:-1]) if word in degrees]


_COMPARED = frozenset("likely more higher as".split())


def loses_since(tree: Tree, kept: int) -> bool:
    """Return whether "for the first time" lost its "since 1962" or its "in a decade"."""
    return any(kept & first == first and not kept & since for first, since in _firsts(tree))


@once
def _firsts(tree: Tree) -> list[tuple[int, int]]:
    """Return each "first time" or superlative, and the words that restrict it, as masks.

    The words must follow directly: "the worst fire since 1962", "the first time in ten years".
    """
    found = []
    for node in range(1, len(tree.lower) - 2):
        if tree.lower[node] not in ("first", "last") and tree.tags[node] not in ("JJS", "RBS"):
            continue
        last = node
        while last + 1 < len(tree.lower) - 2 and tree.tags[last + 1][:2] in ("NN", "JJ", "RB"):
            last += 1
        limit = tree.lower[last + 1]
        if limit == "since" or (limit in ("in", "for") and _counts(tree, last + 2)):
            found.append((1 << node | 1 << last, 1 << last + 1))
    return found


def _counts(tree: Tree, node: int) -> bool:
    """Return whether "a decade" or "ten years" begins at a token, and not a date such as "May"."""
    return any(word.rstrip("s") in _PERIODS for word in tree.lower[node : node + 4])


_PERIODS = frozenset("year month week day decade century generation season".split())


def loses_exception(tree: Tree, kept: int) -> bool:
    """Return whether "nothing" or "all" lost its "but a few bricks"."""
    return any(kept & word and not kept & part for word, part in _exceptions(tree))


@once
def _exceptions(tree: Tree) -> list[tuple[int, int]]:
    """Return each indefinite word, and the "but" or the clause that restricts it, as masks.

    "Every frame he won" has a clause without a "that".
    """
    found = []
    for node, word in enumerate(tree.lower[:-3]):
        if word in _ALL and tree.lower[node + 1] in ("but", "except", "other", "more", "less"):
            found.append((1 << node, 1 << node + 1))
        elif word in ("every", "all", "any", "everything", "anything", "each"):
            noun = node
            while tree.tags[noun + 1][:2] in ("NN", "JJ") and noun < len(tree.lower) - 3:
                noun += 1
            if tree.tags[noun + 1] == "PRP" and tree.tags[noun + 2] in FINITE:
                found.append((1 << node | 1 << noun, 1 << noun + 2))
    return found


_ALL = frozenset("nothing nobody none all anything everything".split())


def leaves_participle(tree: Tree, kept: int) -> bool:
    """Return whether "produced" after its noun lost its phrase: "film produced [by her] won"."""
    return any(
        kept & participle == participle and not kept & phrase
        for participle, phrase in _participles(tree)
    )


@once
def _participles(tree: Tree) -> list[tuple[int, int]]:
    """Return each noun with a participle directly after it, and the participle's phrase."""
    found = []
    for node in range(1, len(tree.lower) - 2):
        reduced = tree.tags[node] == "VBN" and tree.tags[node - 1] in ("NN", "NNS", "NNP")
        complete = tree.lower[node] in words("self_contained_passives")
        if not reduced or complete or tree.labels[node] not in _REDUCED:
            continue
        if tree.tags[node + 1] in ("IN", "TO", "RP"):
            later = range(node + 1, len(tree.lower))
            end = next((n for n in later if tree.tags[n] in FINITE), len(tree.lower))
            found.append((3 << node - 1, span(node + 1, end - 1)))
    return found


_REDUCED = frozenset("acl relcl amod oprd".split())


def joins_modifier(tree: Tree, kept: int) -> bool:
    """Return whether "and" joins a modifier to the noun: "health and [social] problems"."""
    for before, joint, after, noun in _joined(tree):
        if kept & joint and kept & before and kept & noun and not kept & after:
            return True
    return False


@once
def _joined(tree: Tree) -> list[tuple[int, int, int, int]]:
    """Return each "and" between two modifiers of one noun, as masks.

    The masks contain the word before "and"; "and"; the modifier; and the noun.
    """
    found = []
    for node in range(1, len(tree.lower) - 2):
        if tree.lower[node] not in ("and", "or", "versus"):
            continue
        bare = tree.tags[node - 1] in ("NN", "JJ", "VBG", "VBN") and tree.tags[node + 1] in (
            "NN",
            "JJ",
            "VBG",
        )
        whole = tree.labels[node - 1] in ("dobj", "pobj", "nsubj", "nsubjpass", "attr")
        if bare and not whole and tree.tags[node + 2] in ("NN", "NNS"):
            found.append((1 << node - 1, 1 << node, 1 << node + 1, 1 << node + 2))
    return found


def cuts_speaker(tree: Tree, kept: int) -> bool:
    """Return whether a speaker after a comma lost the verb, or an office lost its complement.

    "shut for years, an engineer [said]", "must close, the president [of the Orme bank] said".
    """
    for first, verb, office in _speakers(tree):
        if kept & span(first, verb - 1) and not kept >> verb & 1:
            return True
        if office and kept >> verb & 1 and kept & office == office & -office:
            return True
    return False


@once
def _speakers(tree: Tree) -> list[tuple[int, int, int]]:
    """Return the first word and the verb of each speaker after a comma at the end.

    The third member is the mask of an office such as "president" with its complement ("of the
    bank"); 0 if the speaker is no office.
    """
    found = []
    for comma in range(3, len(tree.lower) - 3):
        if tree.lower[comma] != "," or tree.tags[comma + 1] in ("IN", "CC", "VBG", "VBN", "WP"):
            continue
        finite = [n for n in range(comma + 1, len(tree.lower)) if tree.tags[n] in FINITE]
        said = words("speech") | words("doubtful_speech")
        if finite and finite[0] > comma + 1 and tree.lower[finite[0]] in said:
            inside = tree.tags[comma + 1 : finite[0]]
            if not any(tag in ("WP", "WDT", ",") for tag in inside):
                found.append((comma + 1, finite[0], _office(tree, comma + 1, finite[0])))
    return found


def ends_on_subject(tree: Tree, kept: int) -> bool:
    """Return whether the last noun lost its verb: "sent aid and officials [in Marl will help]"."""
    last = high(kept)
    first = last
    while first and tree.tags[first] in IN_NOUN and (kept >> first & 1 or tree.tags[first] == "DT"):
        first -= 1
    if tree.tags[last][:2] != "NN" or tree.lower[first] not in ("and", "but", "or"):
        return False
    after = last + 1
    opener = tree.lower[after] if after < len(tree.tags) else ""
    while after < len(tree.tags) and (tree.tags[after] in ("IN", "POS") or _in_noun(tree, after)):
        after += 1
    if opener in words("clause_openers") | words("free_openers"):
        return False
    if opener == "," and tree.tags[last + 2 : last + 3] in (("WP",), ("WDT",)):
        comma = next((n for n in range(last + 2, len(tree.tags)) if tree.lower[n] == ","), 0)
        return bool(comma) and tree.tags[comma + 1] in FINITE  # "and Ann, who left, has won"
    return after < len(tree.tags) and tree.tags[after] in FINITE


def _in_noun(tree: Tree, node: int) -> bool:
    return tree.tags[node] in IN_NOUN and tree.tags[node] != "PRP"


def ends_inside(tree: Tree, kept: int) -> bool:
    """Return whether the last word lost its object: "fend off", "in line [with]", "each [of]"."""
    last = high(kept)
    following = tree.tags[last + 1 : last + 2]
    if tree.tags[last] == "RP" or tree.labels[last] == "prt":
        return following in (("DT",), ("PRP$",), ("JJ",), ("NN",), ("NNS",), ("NNP",), ("CD",))
    if tree.lower[last] in _OF and tree.lower[last + 1 : last + 2] == ["of"]:
        return True
    return tree.lower[last] in ("line", "touch") and tree.lower[last + 1 : last + 2] == ["with"]


_OF = frozenset("each one some any all both either half most many several part sort total".split())


def _office(tree: Tree, first: int, verb: int) -> int:
    """Return the mask of an office with its modifiers, the office as its lowest bit; else 0."""
    noun = next((n for n in range(first, verb) if tree.lower[n] in _OFFICES), -1)
    if noun < 0 or any(tree.tags[n][:3] == "NNP" and n != noun for n in range(first, noun)):
        return 0
    modifiers = mask_of(n for n in range(noun + 1, verb) if tree.tags[n][:2] in ("NN", "CD"))
    return 1 << noun | modifiers if modifiers else 0


_OFFICES = frozenset(
    "president chairman chairwoman chief head director leader staff member owner manager secretary"
    " author founder boss".split()
)

CHECKS = (
    halves_pair,
    loses_basis,
    widens_subject,
    widens_count,
    loses_since,
    loses_exception,
    leaves_participle,
    joins_modifier,
    cuts_speaker,
    ends_on_subject,
    ends_inside,
)
