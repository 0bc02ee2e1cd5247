"""Shortened versions of one sentence: subsets of its deletions that fit a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from summkit.shortening.checks.complements import loses_object
from summkit.shortening.checks.governed import lacks_clause, loses_complement, loses_core
from summkit.shortening.checks.meaning import leaves_opener, loses_antecedent, splits_time
from summkit.shortening.checks.required import EVERY
from summkit.shortening.checks.shapes import SHAPES, leaves_open, leaves_stump
from summkit.shortening.deletions.deletion import Deletion
from summkit.shortening.deletions.parsed import deletions
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.parsing.tree import Tree, low, mask_of, members, once, once_each
from summkit.sums import running_sum

_MEANING = (loses_antecedent, splits_time, leaves_opener)
_BY_PARSE = {lacks_clause, loses_complement, loses_core}
"""Checks that may fail because the parse of the sentence is wrong."""
_ANYHOW = (*EVERY, *_MEANING)
"""Checks that apply even if only deletions without cost were made."""
_BY_READING = [check for check in (*_ANYHOW, *SHAPES) if check not in _BY_PARSE]
_OFTEN = (lacks_clause, leaves_open, loses_core, leaves_stump, loses_complement, loses_object)
_ALL = tuple(dict.fromkeys((*_OFTEN, *_ANYHOW, *SHAPES)))
"""All checks. The checks that fail most often come first, only for speed."""
WIDTH = 5  # versions count as equally long if they differ by fewer characters
DEPTH = 6  # number of states stored for each length
MOST = 60  # maximum number of candidates of a sentence
LEAST_WORDS = 3
LEAST = 30  # minimum characters of a version that lost more than details
DETAIL = 0.65  # cost above which a deletion is more than a detail


class Shortened(NamedTuple):
    """A shortened sentence.

    Attributes
    ----------
    kept
        Mask of the remaining tokens.
    done
        The deletions.
    text
        The printed form.
    """

    kept: int
    done: tuple[Deletion, ...]
    text: str


def candidates(
    tree: Tree,
    characters: int,
    worth: Mapping[str, float],
    offered: Sequence[Deletion] | None = None,
    doubted: list[Shortened] | None = None,
) -> list[Shortened]:
    """Return the shortened versions that pass every check, the cheapest first.

    See `summkit.shortening.versions.versions` for the other parameters.

    Parameters
    ----------
    offered
        The possible deletions; by default those of `summkit.shortening.deletions.deletions`.
    doubted
        A list to which versions are added that fail only checks by the parse.
    """
    offered = deletions(tree) if offered is None else offered
    always = tuple(each for each in offered if each.cost < 0)
    choices = [each for each in offered if each.cost >= 0]
    states = _subsets(tree, worth, without(tree, always), choices)
    cheapest = sorted(
        (cost, length, mask, done)
        for cost, mask, length, done in states
        if length <= characters + 4
    )
    result: list[Shortened] = []
    seen = set()
    for _, _, mask, numbers in cheapest:
        kept = tidy(tree, tree.everything & ~mask)
        if not kept or kept in seen or kept.bit_count() < LEAST_WORDS:
            continue
        seen.add(kept)
        done = [choices[number] for number in numbers]
        text = written(tree, kept)
        if not _is_long_enough(text, characters, done) or len(text) > characters:
            continue
        version = Shortened(kept, (*always, *done), text)
        # A sentence without deletions is complete, even if its parse is wrong.
        if not (passes_checks(tree, kept) if numbers else not _fails(tree, kept, _ANYHOW)):
            if doubted is not None and numbers and not _fails(tree, kept, _BY_READING):
                doubted.append(version)
            continue
        result.append(version)
        if len(result) == MOST:
            break
    return result


@once_each
def passes_checks(tree: Tree, kept: int) -> bool:
    """Return whether a headline passes every check."""
    return not _fails(tree, kept, _ALL)


def _fails(tree: Tree, kept: int, checks: Iterable[Callable[[Tree, int], bool]]) -> bool:
    for check in checks:  # noqa: SIM110 - `any` with a generator takes longer
        if check(tree, kept):
            return True
    return False


def _is_long_enough(text: str, characters: int, done: Sequence[Deletion]) -> bool:
    """Return whether a text is long enough for its budget, or has lost only details."""
    detailed = all(each.cost <= DETAIL - 0.1 for each in done)
    return detailed or len(text) >= min(LEAST, characters // 2)


def without(tree: Tree, done: Sequence[Deletion]) -> int:
    """Return the mask of deleted tokens, with the small words that can be deleted in addition."""
    gone = 0
    for each in done:
        gone |= each.mask
    return gone | small_words(tree, gone)


_S = TypeVar("_S", bound=tuple[Any, ...])
_State = tuple[float, int, int, tuple[int, ...]]
"""Cost, deleted tokens, remaining characters, the places of the deletions."""


def _subsets(
    tree: Tree, worth: Mapping[str, float], gone: int, choices: Sequence[Deletion]
) -> Iterable[_State]:
    """Return the cheapest ways to delete more than `gone`."""
    size = [
        len(token.text) + (token.start > 0 and tree.text[token.start - 1].isspace())
        for token in tree.tokens
    ]
    value = [worth.get(word, 0.0) for word in tree.lower]
    length = sum(size[i] for i in members(tree.everything & ~gone))
    states: dict[int, _State] = {gone: (0.0, gone, length, ())}
    for number, each in enumerate(choices):
        losses: dict[int, tuple[int, float]] = {}
        for cost, mask, length, done in list(states.values()):
            lost = each.mask & ~mask
            if not lost:
                continue
            if lost not in losses:
                nodes = members(lost)
                worth_lost = running_sum([value[node] for node in nodes])
                losses[lost] = sum([size[node] for node in nodes]), 0.15 * worth_lost
            less, more = losses[lost]
            known = states.get(mask | lost)
            price = cost + each.cost + more
            if known is None or price < known[0]:
                states[mask | lost] = price, mask | lost, length - less, (*done, number)
        states = best_of_lengths(states, 2, DEPTH)
    return states.values()


def best_of_lengths(states: dict[int, _S], length: int, depth: int) -> dict[int, _S]:
    """Return the best `depth` states of each length, by their deleted tokens.

    Parameters
    ----------
    states
        Tuples that sort by cost, the cheapest first, then by the deleted tokens.
    length
        The place in the tuple of the number of remaining characters.
    """
    if len(states) <= depth * 2:
        return states
    counts: dict[int, int] = {}
    result = {}
    for state in sorted(states.values()):
        place = state[length] // WIDTH
        count = counts.get(place, 0)
        if count < depth:
            counts[place] = count + 1
            result[state[1]] = state
    return result


@once_each
def runs(tree: Tree, kept: int) -> tuple[tuple[int, int], ...]:
    """Return (start, end) in the sentence of each stretch of tokens without a gap."""
    follows = kept & kept << 1 & ~_apart(tree)  # tokens that continue a stretch
    starts = kept & ~follows
    stretches = []
    while starts:
        first = low(starts)
        starts &= starts - 1
        last = first + low(~(follows >> first + 1))
        stretches.append((tree.tokens[first].start, tree.tokens[last].end))
    return tuple(stretches)


@once
def _apart(tree: Tree) -> int:
    """Return the mask of the tokens that follow a deleted bracket."""
    tokens, text = tree.tokens, tree.text
    return mask_of(
        node
        for node in range(1, len(tokens))
        if tokens[node].start > tokens[node - 1].end
        and text[tokens[node - 1].end : tokens[node].start].strip()
    )


@once_each
def written(tree: Tree, kept: int) -> str:
    """Return the remaining text on one line, white space folded, with a capital as first letter."""
    return joined([tree.text[a:b] for a, b in runs(tree, kept)])


def _spaced(text: str) -> str:
    """Return a text with single spaces between its words, and none around it."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # the common case: the only white space that is printable is a space
    return " ".join(text.split())


def _is_unspaced(before: str, after: str) -> bool:
    """Return whether two characters belong to Chinese, Japanese or Thai, written without spaces."""
    return before > "\u0e00" and all(
        "\u0e00" < each < "\u0f00" or "\u3000" < each < "\ua000" or "\uff00" < each < "\uffef"
        for each in (before, after)
    )


def joined(stretches: Sequence[str]) -> str:
    """Return stretches of text as one line whose first letter is a capital."""
    line = ""
    for stretch in stretches:
        glued = (
            not line
            or stretch[0] in ",.;:)]}%!?”،؛"
            or line[-1] in "([{“$£€"
            or (stretch[:2] in ("'s", "’s") and not stretch[2:3].isalnum())
            or _is_unspaced(line[-1], stretch[0])
        )
        line += ("" if glued else " ") + _spaced(stretch)
    if line[:1].isupper() and line[0].isalpha():
        return line  # the common case
    for place, character in enumerate(line):
        if character.isalpha():
            # iPhone and eBay keep their lower-case first letter.
            if not line[place + 1 : place + 2].isupper():
                line = line[:place] + character.upper() + line[place + 1 :]
            break
        if character.isdigit():
            break
    return line
