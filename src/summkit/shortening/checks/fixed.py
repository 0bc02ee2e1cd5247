"""Checks whether a fixed expression or an opening phrase lost a word.

"The longest queue [to date]" may lose "to date", but "The queue to date" is no English; "Not since
1962 has it rained [so much]" is false. The parse may be wrong, so these checks use the words as
written. As in `summkit.shortening.checks.required`, each takes the tree of the source sentence and
the mask of the remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, mask_of, once, span


def splits_expression(tree: Tree, kept: int) -> bool:
    """Return whether a word lost a word that it needs: "looks [like]", "[soon] being sent"."""
    return any(kept & word and kept & needed != needed for word, needed in _expressions(tree))


@once
def _expressions(tree: Tree) -> list[tuple[int, int]]:
    """Return words, each with the words that it needs, as masks."""
    found = []
    for node in range(1, len(tree.lower)):
        before, word = tree.lower[node - 1 : node + 1]
        if word == "like" and before in _SEEMING:
            found.append((1 << node - 1, 1 << node))
        elif before == "soon" and tree.tags[node] in ("VBG", "TO"):
            found.append((1 << node, 1 << node - 1))  # "data is [soon] being sent"
        elif word in _KINDS and tree.tags[node - 1] in ("JJ", "VBN") and node > 1:
            found.append((1 << node, 1 << node - 1))
        elif (before in _MILLIONS and word in _CURRENCIES) or (before, word) == ("go", "ahead"):
            found.append((1 << node - 1, 1 << node))  # "75 mln [dlr] program", "the go [ahead]"
        elif (before, word) in _RECORD_TIMES:
            found += [(1 << node, 1 << superlative) for superlative in _superlative(tree, node)]
    return found


_SEEMING = frozenset("look looks looked looking sound sounds sounded feel feels felt".split())
_KINDS = frozenset("version versions copy copies goods practice practices behaviour means".split())
"""Nouns that need the adjective before them: "people with [pirated] copies"."""
_MILLIONS = frozenset({"mln", "bln", "billion", "million"})
_CURRENCIES = frozenset({"dlr", "dlrs", "stg", "marks", "yen"})
_RECORD_TIMES = frozenset({("to", "date"), ("on", "record"), ("in", "history"), ("all", "time")})
_BEFORE = 12  # maximum tokens from a superlative to the "to date" that limits it


def _superlative(tree: Tree, node: int) -> Iterator[int]:
    """Yield the superlative or number before "to date", if there is one."""
    for before in range(node - 2, max(-1, node - _BEFORE), -1):
        if tree.tags[before] in ("JJS", "RBS") or tree.lower[before] in ("first", "only", "record"):
            yield before
            return


def splits_inversion(tree: Tree, kept: int) -> bool:
    """Return whether a clause after "Not since" lost a word: "Not since 1962 has it rained so"."""
    clause = _inverted(tree)
    return bool(kept & clause) and kept & clause != clause


@once
def _inverted(tree: Tree) -> int:
    """Return the mask of the clause after a negative opening, without articles; 0 without one."""
    first, second = tree.lower[:2]
    if first not in _NEGATIVE or (first in ("not", "only") and second not in _AFTER_NEGATIVE):
        return 0
    ends = range(2, len(tree.lower))
    end = next((n for n in ends if tree.lower[n] in (",", ".", ";", ":")), len(tree.lower))
    return mask_of(n for n in range(end) if tree.tags[n] not in ("DT", "PRP$"))


_NEGATIVE = frozenset("not never rarely seldom hardly only nowhere neither".split())
_AFTER_NEGATIVE = frozenset("since only until once after when in for".split())


def splits_opening(tree: Tree, kept: int) -> bool:
    """Return whether a phrase before the subject lost its comma, or all words but its first one.

    "Due to open in May[,] the bridge is red", "Due [to open in May], the bridge is red".
    """
    comma = _opening(tree)
    if not comma or not kept & span(0, comma - 1) or not kept >> comma + 1:
        return False
    inside = kept & span(0, comma - 1)
    return not kept >> comma & 1 or (inside.bit_count() == 1 and comma > 1)


@once
def _opening(tree: Tree) -> int:
    """Return the comma after a phrase of several words before the subject; 0 without one."""
    comma = next((n for n, word in enumerate(tree.lower) if word == ","), 0)
    subject = tree.subject(tree.root)
    if not 1 < comma < subject or tree.tags[0] not in ("JJ", "VBN", "VBG", "IN"):
        return 0
    if tree.tags[0] != "IN" and tree.tags[1][:2] in ("NN", "JJ", "VB"):
        return 0  # "Central bankers from Spain, Norway and Chile will meet"
    return 0 if any(tree.tags[n] in FINITE for n in range(comma)) else comma


def leaves_dash(tree: Tree, kept: int) -> bool:
    """Return whether one of two dashes remains: "on her blog [- a diary] - has been fired".

    The text may end before the second dash.
    """
    for first, second in _dashes(tree):
        if kept >> second & 1 and not kept >> first & 1:
            return True
        if kept >> first & 1 and not kept >> second & 1 and kept >> second + 1:
            return True
    return False


@once
def _dashes(tree: Tree) -> list[tuple[int, int]]:
    """Return the two dashes of a sentence; nothing if it has another number of dashes."""
    found = [n for n, word in enumerate(tree.lower) if word in ("-", "–", "—", "--")]
    return [(found[0], found[1])] if len(found) == 2 else []


def leaves_question(tree: Tree, kept: int) -> bool:
    """Return whether a clause with "how" lost its "was": "choose how the money [was] spent"."""
    return any(kept & verb and kept & how and not kept & aux for how, aux, verb in _asked(tree))


@once
def _asked(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each "how", and the auxiliary and the participle of its clause, as masks."""
    found = []
    for node, tag in enumerate(tree.tags[:-2]):
        if tag != "WRB" and tree.lower[node] not in ("whether", "what", "who"):
            continue
        later = range(node + 1, len(tree.tags) - 1)
        verb = next((n for n in later if tree.tags[n] in FINITE), -1)
        if verb > node + 1 and tree.lower[verb] in _BEING and tree.tags[verb + 1] == "VBN":
            found.append((1 << node, 1 << verb, 1 << verb + 1))
    return found


_BEING = frozenset({"is", "are", "was", "were"})


def loses_order(tree: Tree, kept: int) -> bool:
    """Return whether "ordered" lost its infinitive: "ordered the firm that lost it [to pay]"."""
    return any(
        kept & verb and kept & whom and not kept & infinitive
        for verb, whom, infinitive in _orders(tree)
    )


@once
def _orders(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each verb of ordering, the words after it, and the infinitive, as masks."""
    found = []
    for verb in range(len(tree.lower) - 4):
        if tree.lower[verb] not in _ORDERING or tree.tags[verb + 1] not in _WHOM:
            continue
        for node in range(verb + 2, len(tree.lower) - 1):
            if tree.lower[node] in (",", ";", '"'):
                break
            if tree.tags[node] == "TO" and tree.tags[node + 1] == "VB":
                found.append((1 << verb, span(verb + 1, node - 1), 1 << node + 1))
                break
    return found


_ORDERING = frozenset(
    "ordered orders told tells urged urges forced forces instructed compelled obliged persuaded"
    " invited encouraged allowed allows enabled enables required requires".split()
)
_WHOM = frozenset("DT NN NNS NNP NNPS PRP PRP$ CD JJ".split())


def ends_on_modifier(tree: Tree, kept: int) -> bool:
    """Return whether two adjectives lost their noun: "claims of rude [and bad jokes]"."""
    last = kept.bit_length() - 1
    if last + 3 >= len(tree.tags) or tree.tags[last] not in ("JJ", "NN", "VBN", "VBG"):
        return False
    joint, second, noun = tree.tags[last + 1 : last + 4]
    bare = tree.tags[last] == "JJ" or tree.lower[last].endswith(_ADJECTIVE)
    return joint == "CC" and bare and second in ("JJ", "VBG", "VBN") and noun[:2] == "NN"


_ADJECTIVE = ("iate", "ous", "ive", "ful", "able", "ible", "less", "ish")


def splits_ratio(tree: Tree, kept: int) -> bool:
    """Return whether a ratio lost a word: "nine [in ten children]", "[three times] as fast as"."""
    return any(kept & part and kept & whole != whole for part, whole in _ratios(tree))


@once
def _ratios(tree: Tree) -> list[tuple[int, int]]:
    """Return the part that a ratio must not leave alone, and the whole ratio, as masks."""
    found = []
    for node in range(len(tree.lower) - 3):
        first, word, second = tree.tags[node], tree.lower[node + 1], tree.tags[node + 2]
        number = first == second == "CD" and not tree.lower[node + 2].isdecimal()
        if number and word == "in":
            whole = span(node, node + 2)
            found.append((1 << node, whole))
        if tree.lower[node] == "times" and word == "as" and node and tree.tags[node - 1] == "CD":
            found.append((1 << node + 1, span(node - 1, node + 1)))
        if tree.lower[node] == "twice" and word == "as":
            found.append((1 << node + 1, span(node, node + 1)))
    return found


def loses_agent(tree: Tree, kept: int) -> bool:
    """Return whether "lets" lost the one who acts: "a treaty that lets [fishermen work] again"."""
    return any(kept & verb and not kept & actor for verb, actor in _causing(tree))


@once
def _causing(tree: Tree) -> list[tuple[int, int]]:
    """Return each form of "let", and the last noun before the infinitive after it, as masks."""
    found = []
    for verb in range(len(tree.lower) - 3):
        if tree.lower[verb] not in ("let", "lets", "letting") or tree.tags[verb + 1] not in _WHOM:
            continue
        later = range(verb + 1, min(verb + 9, len(tree.lower)))
        end = next((n for n in later if tree.tags[n] in ("VB", "VBP", "IN")), 0)
        if end > verb + 1:
            found.append((1 << verb, span(verb + 1, end - 1)))
    return found


def ends_before_verb(tree: Tree, kept: int) -> bool:
    """Return whether "and, to their surprise, fell" lost its verb."""
    return any(kept & joint == joint and not kept & verb for joint, verb in _interrupted(tree))


@once
def _interrupted(tree: Tree) -> list[tuple[int, int]]:
    """Return each "and" before a comma, and the verb after the next comma, as masks."""
    found = []
    for node in range(1, len(tree.lower) - 3):
        if tree.tags[node] != "CC" or tree.lower[node + 1] != ",":
            continue
        later = range(node + 2, len(tree.lower) - 1)
        comma = next((n for n in later if tree.lower[n] == ","), 0)
        if comma and tree.tags[comma + 1] in FINITE:
            found.append((1 << node, 1 << comma + 1))
    return found


def loses_exempted(tree: Tree, kept: int) -> bool:
    """Return whether "no reason to dismiss her" lost its "without a warning"."""
    return any(kept & no and not kept & limit for no, limit in _exempted(tree))


@once
def _exempted(tree: Tree) -> list[tuple[int, int]]:
    """Return each "no" and negation, with a "without" in the same clause, as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        if word not in ("no", "not", "n't", "n’t", "never", "cannot"):
            continue
        for after in range(node + 1, len(tree.lower)):
            if tree.lower[after] in (",", ".", ";"):
                break
            if tree.lower[after] == "without":
                found.append((1 << node, 1 << after))
    return found


def leaves_speaker(tree: Tree, kept: int) -> bool:
    """Return whether a speaker with a clause lost the verb: "teachers [who had the idea say]"."""
    return any(kept & speaker and not kept & verb for speaker, verb in _described_speakers(tree))


@once
def _described_speakers(tree: Tree) -> list[tuple[int, int]]:
    """Return the speaker after the last comma, and the verb of saying at the end, as masks."""
    verb = len(tree.lower) - 1 - (tree.end > 0)
    comma = next((n for n in range(verb, 0, -1) if tree.lower[n] == ","), 0)
    inside = tree.tags[comma + 1 : verb]
    said = tree.lower[verb] in words("plain_speech") and tree.tags[verb] in FINITE
    if not comma or not said or not {"WP", "WDT"} & set(inside):
        return []
    return [(span(comma + 1, verb - 1), 1 << verb)]


def loses_name(tree: Tree, kept: int) -> bool:
    """Return whether a definite noun lost its name: "the [Harwick] dam has burst"."""
    return any(kept & noun and not kept & others for noun, others in _named_nouns(tree))


@once
def _named_nouns(tree: Tree) -> list[tuple[int, int]]:
    """Return each common noun after "the" and a name, and all its modifiers, as masks."""
    found = []
    for node, label in enumerate(tree.labels):
        noun = tree.heads[node]
        named = label in ("compound", "nmod") and tree.tags[node] == "NNP" and noun > node
        if not named or tree.tags[noun] not in ("NN", "NNS"):
            continue
        own = tree.children[noun]
        if any(tree.lower[child] == "the" for child in own):
            modifiers = [c for c in own if tree.labels[c] not in ("det", "punct", "cc", "conj")]
            found.append((1 << noun, mask_of(modifiers)))
    return found


CHECKS = (
    loses_name,
    splits_ratio,
    loses_agent,
    ends_before_verb,
    loses_exempted,
    leaves_speaker,
    splits_expression,
    splits_inversion,
    splits_opening,
    leaves_dash,
    leaves_question,
    loses_order,
    ends_on_modifier,
)
