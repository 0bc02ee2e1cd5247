"""Checks whether a list, or a pair of figures or names, lost a conjunct or its conjunction.

The parse may be wrong, so these checks use the words as written. As in
`checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.checks.gaps import lexical
from summkit.shortening.checks.wants import IN_NOUN
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, mask_of, once, span


def loses_comma(tree: Tree, kept: int) -> bool:
    """Return whether a final attribution lost its comma: "continue its rise[,] analysts said"."""
    for first, verb in _speakers(tree):
        before, speaker = kept & span(0, first - 1), kept & span(first, verb)
        if not before or not kept >> verb & 1:
            continue
        last = high(before)
        inside = span(last, low(speaker)) & kept
        if tree.lower[last] not in ",;:–—\"”’'" and inside.bit_count() == 2:
            return True
    return False


@once
def _speakers(tree: Tree) -> list[tuple[int, int]]:
    """Return the first word after the comma, and the verb, of each attribution at the end."""
    size = len(tree.lower)
    found = []
    for comma in range(3, size - 2):
        if tree.lower[comma] != "," or tree.tags[comma + 1] in ("IN", "CC", "VBG", "VBN", "WP"):
            continue
        verb = next((n for n in range(comma + 1, size) if tree.tags[n] in FINITE), -1)
        alone = not any(tree.tags[n] in FINITE for n in range(verb + 1, size))
        says = verb > 0 and tree.lower[verb] in words("speech") | words("doubtful_speech")
        ends = verb + 1 == size or tree.lower[verb + 1] in _BEHIND or tree.is_time(verb + 1)
        if alone and says and ends:
            found.append((comma + 1, verb))
    return found


_BEHIND = (".", "on", "at", "in")


def splits_title(tree: Tree, kept: int) -> bool:
    """Return whether a name with a small word lost its first part: "[Passport] to Paradise"."""
    return any(kept & rest == rest and not kept & first for first, rest in _titles(tree))


@once
def _titles(tree: Tree) -> list[tuple[int, int]]:
    """Return the first word of a name such as "Passport to Paradise", and the rest, as masks."""
    found = []
    for node in range(2, len(tree.lower) - 1):
        if tree.lower[node] not in ("to", "of", "for") or tree.tags[node - 1] == "CD":
            continue
        capital = [tree.tokens[each].text[0].isupper() for each in (node - 1, node, node + 1)]
        company = tree.lower[node - 1].rstrip(".") in words("company_suffixes")
        if capital == [True, False, True] and not company:
            found.append((1 << node - 1, span(node, node + 1)))
    return found


def halves_company(tree: Tree, kept: int) -> bool:
    """Return whether a name lost its second half: "Federal Savings [and Loan Association]"."""
    return any(kept & first and not kept & rest for first, rest in _joined_names(tree))


@once
def _joined_names(tree: Tree) -> list[tuple[int, int]]:
    """Return the word before "and" and the word after it, in names of organisations, as masks."""
    found = []
    for node in range(1, len(tree.lower) - 2):
        if tree.lower[node] != "and" or not tree.tokens[node - 1].text[0].isupper():
            continue
        last = node
        while last + 1 < len(tree.lower) and tree.tokens[last + 1].text[0].isupper():
            last += 1
        if last > node + 1 and tree.lower[last].rstrip(".") in _BODIES:
            found.append((1 << node - 1, 1 << node + 1))
    return found


_BODIES = frozenset(
    "association commission department committee council board union service services "
    "administration agency authority office ministry".split()
)


def loses_opener(tree: Tree, kept: int) -> bool:
    """Return whether a clause lost its "why" or its verb: "tuner [who asked why] sounded dull"."""
    return any(bool(kept & opener) != bool(kept & verbs) for opener, verbs in _opened(tree))


@once
def _opened(tree: Tree) -> list[tuple[int, int]]:
    """Return each "why" or "where" and its clause's finite and main verb, as masks."""
    found, openers = [], []
    for node, tag in enumerate(tree.tags):
        if tree.quoted >> node & 1:
            continue
        if tag in ("WP", "WDT", "WRB"):
            if tree.tags[node + 1 : node + 2] != ("TO",):  # "how to use it" has no finite verb
                openers.append(node)
        elif tag in FINITE and openers:
            opener = openers.pop()
            if tree.tags[opener] == "WRB" or tree.lower[opener] == "what":
                last = lexical(tree, node, len(tree.tags))
                found.append((1 << opener, 1 << node | (1 << last if last > 0 else 0)))
        elif tree.lower[node] in (",", ";", ":"):
            openers = []
    return found


def halves_figures(tree: Tree, kept: int) -> bool:
    """Return whether one of two figures is deleted: "cut leave by 29% and errors [by 22%]"."""
    return any(
        kept & joint and kept & pair and kept & pair != pair for joint, pair in _figures(tree)
    )


@once
def _figures(tree: Tree) -> list[tuple[int, int]]:
    """Return the word after each "and" between two figures, and their prepositions, as masks.

    Both figures have the same preposition.
    """
    found = []
    for node in range(4, len(tree.lower) - 3):
        if tree.lower[node] != "and" or tree.tags[node + 1] in ("CD", *FINITE, "IN"):
            continue
        before = [n for n in range(max(node - 5, 0), node - 1) if _figure(tree, n)]
        behind = [
            n for n in range(node + 2, min(node + 9, len(tree.lower) - 1)) if _figure(tree, n)
        ]
        for first in before:
            second = next((n for n in behind if tree.lower[n] == tree.lower[first]), -1)
            if second > 0:
                pair = 1 << first | 1 << second
                found.append((1 << node + 1, pair))
    return found


def _figure(tree: Tree, node: int) -> bool:
    return tree.lower[node] in ("by", "to", "for", "at", "from") and tree.tags[node + 1] == "CD"


def loses_and(tree: Tree, kept: int) -> bool:
    """Return whether a list with a comma lost its "and": "a pub, a shop [and a roof]"."""
    for comma, joint in _commas(tree):
        pair = 1 << comma - 1 | 1 << comma | 1 << joint - 1
        if kept & pair == pair and not kept >> joint & 1:
            behind = kept >> joint
            following = joint + low(behind) if behind else -1
            if following < 0 or tree.lower[following] != ",":  # "Ann Lee, a pilot, resigned"
                return True
    return False


@once
def _commas(tree: Tree) -> list[tuple[int, int]]:
    """Return each comma between two nouns, with the conjunction after the second noun."""
    found = []
    for comma in range(1, len(tree.lower) - 3):
        if tree.lower[comma] != "," or tree.tags[comma - 1][:2] != "NN":
            continue
        joint = comma + 1
        while joint < len(tree.lower) - 2 and tree.tags[joint] in IN_NOUN:
            joint += 1
        alike = tree.tags[comma - 1][:3] == tree.tags[joint - 1][:3]
        if joint > comma + 1 and tree.tags[joint] == "CC" and alike:
            found.append((comma, joint))
    return found


def lists_verbs(tree: Tree, kept: int) -> bool:
    """Return whether verbs with a comma lost their "and": "stepped up, raised a sign [and ...]"."""
    for comma, before, behind in _verb_lists(tree):
        both = kept >> comma & 3 == 3 and kept & before
        if both and not kept & behind:
            return True
    return False


@once
def _verb_lists(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each comma between two verbs, the verbs before it and the conjunctions after it.

    The verbs and the conjunctions are masks. Only the first comma of the sentence counts.
    """
    found = []
    for comma in range(2, len(tree.lower) - 1):
        if tree.lower[comma] != "," or tree.tags[comma + 1] not in FINITE:
            continue
        before = [n for n in range(comma) if tree.tags[n] == tree.tags[comma + 1]]
        behind = [n for n in range(comma + 2, len(tree.lower)) if tree.tags[n] == "CC"]
        if before and behind and "," not in tree.lower[:comma]:
            found.append((comma, mask_of(before), mask_of(behind)))
    return found


def promotes_second(tree: Tree, kept: int) -> bool:
    """Return whether a relative clause lost only its pronoun: "Rovers, [who play] lower, won"."""
    return any(kept & second and not kept & first for first, second in _second_verbs(tree))


@once
def _second_verbs(tree: Tree) -> list[tuple[int, int]]:
    """Return "who" with its verb, and the second verb of its clause, as masks.

    For a relative clause between commas, the second mask is all of the clause but "who".
    """
    found = []
    for node in range(len(tree.lower) - 4):
        if tree.tags[node] not in ("WP", "WDT") or tree.tags[node + 1] not in FINITE:
            continue
        end = next((n for n in range(node, len(tree.lower) - 2) if tree.lower[n] == ","), 0)
        light = tree.lower[node + 1] in words("copulas") | words("haves")
        if end and tree.lower[node - 1] == "," and not light:  # "[who was] sacked for theft"
            found.append((1 << node, span(node + 1, end - 1)))
        for joint in range(node + 2, len(tree.lower) - 1):
            if tree.lower[joint] in (",", ";") or tree.tags[joint] in ("WP", "WDT", "WRB"):
                break
            if tree.tags[joint] == "CC" and tree.tags[joint + 1] in FINITE:
                found.append((span(node, node + 1), 1 << joint + 1))
    return found


def disagrees(tree: Tree, kept: int) -> bool:
    """Return whether a plural verb has lost one of its two subjects: "it [and others] are"."""
    return any(
        kept & verb and kept & pronoun and not kept & between
        for pronoun, between, verb in _plurals(tree)
    )


@once
def _plurals(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each "it" that is joined to another subject, the tokens up to the verb, the verb."""
    found = []
    for verb, word in enumerate(tree.lower):
        if word not in ("are", "have", "were"):
            continue
        for pronoun in range(max(0, verb - 8), verb - 1):
            single = tree.lower[pronoun] in ("it", "he", "she")
            if single and tree.lower[pronoun + 1] == "and":
                found.append((1 << pronoun, span(pronoun + 1, verb - 1), 1 << verb))
    return found


CHECKS = (
    disagrees,
    lists_verbs,
    promotes_second,
    loses_comma,
    splits_title,
    halves_company,
    loses_opener,
    halves_figures,
    loses_and,
)
