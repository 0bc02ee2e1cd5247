"""Shorter versions of a parsed sentence that fit a budget and are complete sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from summkit.shortening.candidates import best_of_lengths, joined
from summkit.shortening.parsing.tree import members
from summkit.shortening.universal.checks import broken, no_clause
from summkit.shortening.universal.deletions import omissions
from summkit.shortening.universal.omission import Omission
from summkit.shortening.universal.tree import SentenceTree

_DEPTH = 8  # number of states stored for each length
_MOST = 120  # maximum number of versions that are checked
_ENOUGH = 8  # number of complete versions after which the search ends
_LOST = 0.008  # cost of each deleted character


class Version(NamedTuple):
    """A version of a sentence after deletions.

    Attributes
    ----------
    kept
        Mask of the remaining tokens.
    text
        The printed form.
    done
        The omissions.
    cost
        The sum of the omissions' costs.
    whole
        Whether the version is the whole sentence, with the text that is no part of its tree.
    """

    kept: int
    text: str
    done: tuple[Omission, ...]
    cost: float
    whole: bool = False


_State = tuple[float, int, int, tuple[int, ...]]


def versions(
    tree: SentenceTree, fits: Callable[[str], bool], offered: list[Omission] | None = None
) -> list[Version]:
    """Return complete versions of a sentence that fit, the cheapest first; perhaps none."""
    offered = omissions(tree) if offered is None else offered
    if not (offered or tree.dropped) or no_clause(tree, tree.everything):
        return []
    found: list[Version] = []
    for cost, _, mask, numbers in _states(tree, offered):
        if not mask and not tree.dropped:
            continue  # the unchanged sentence
        kept = tree.everything & ~mask
        text = written(tree, kept)
        if not fits(text) or broken(tree, kept, text):
            continue
        found.append(Version(kept, text, tuple(offered[n] for n in numbers), round(cost, 4)))
        if len(found) == _ENOUGH:
            break
    return found


def _states(tree: SentenceTree, offered: list[Omission]) -> list[_State]:
    """Return states as (cost, remaining characters, deleted tokens, omissions), cheapest first."""
    sizes = [
        token.end - token.start + (place > 0 and tree.tokens[place - 1].end < token.start)
        for place, token in enumerate(tree.tokens)
    ]
    length = sum(sizes)
    states: dict[int, tuple[float, int, int, tuple[int, ...]]] = {0: (0.0, 0, length, ())}
    for number, each in enumerate(offered):
        for cost, mask, left, done in list(states.values()):
            lost = each.mask & ~mask
            if not lost:
                continue
            # An omission inside a larger one has no cost in addition.
            inside = tuple(n for n in done if not offered[n].mask & ~each.mask)
            spared = sum([offered[n].cost for n in inside])
            less = sum([sizes[node] for node in members(lost)])
            price = round(cost - spared + each.cost + _LOST * less, 6)
            known = states.get(mask | lost)
            if known is None or price < known[0]:
                made = tuple(n for n in done if n not in inside)
                states[mask | lost] = price, mask | lost, left - less, (*made, number)
        states = best_of_lengths(states, 2, _DEPTH)
    return sorted((cost, left, mask, done) for cost, mask, left, done in states.values())


def stretches(tree: SentenceTree, kept: int) -> list[tuple[int, int]]:
    """Return (start, end) in the sentence of each stretch of tokens without a gap."""
    found: list[tuple[int, int]] = []
    last = -2
    for node in members(kept):
        token = tree.tokens[node]
        between = tree.text[found[-1][1] : token.start] if found else ""
        if node == last + 1 and not between.strip():
            found[-1] = found[-1][0], token.end
        else:
            found.append((token.start, token.end))
        last = node
    return found


def written(tree: SentenceTree, kept: int) -> str:
    """Return the remaining stretches as one line."""
    return joined([tree.text[a:b] for a, b in stretches(tree, kept)])
