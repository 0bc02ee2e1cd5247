"""Many shortened versions of one sentence: subsets of its deletions, under a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summkit.headline.checks import (
    broken,
    lacks_clause,
    leaves_open,
    leaves_stump,
    loses_complement,
    loses_core,
    opens_subordinate,
)
from summkit.headline.deletion import Deletion
from summkit.headline.deletions import deletions
from summkit.headline.headlinese import small_words, tidy
from summkit.headline.tree import Tree, members

WIDTH = 5  # characters in which two states count as equally long
DEPTH = 6  # states kept of each length
MOST = 60  # candidates of a sentence
LEAST_WORDS = 3
LEAST = 30  # characters of what has lost more than a detail
_SHAPE = (
    loses_core,
    lacks_clause,
    loses_complement,
    leaves_stump,
    leaves_open,
    opens_subordinate,
)


class Candidate(NamedTuple):
    """A shortened sentence.

    Attributes
    ----------
    kept
        Mask of the tokens that are left.
    done
        The deletions that made it.
    text
        As it would be printed.
    """

    kept: int
    done: tuple[Deletion, ...]
    text: str


def candidates(
    tree: Tree, characters: int, worth: Mapping[str, float], start: int = 0
) -> list[Candidate]:
    """Return shortened versions that pass every check, cheapest first; perhaps none.

    Parameters
    ----------
    characters
        Largest length of the text.
    worth
        What a lower-cased word counts for in the article, 0 where it is missing.
    start
        Mask of tokens that are left out in any case (a dateline).
    """
    offered = deletions(tree)
    always = tuple(each for each in offered if each.cost < 0)
    gone = start
    for each in always:
        gone |= each.mask
    gone |= small_words(tree, gone)
    size = [
        len(token.text) + (token.start > 0 and tree.text[token.start - 1].isspace())
        for token in tree.tokens
    ]
    value = [worth.get(word, 0.0) for word in tree.lower]
    states: dict[int, tuple[float, int, tuple[int, ...]]] = {
        gone: (0.0, sum(size[i] for i in members(tree.everything & ~gone)), ())
    }
    choices = [each for each in offered if each.cost >= 0]
    for number, each in enumerate(choices):
        for mask, (cost, length, done) in list(states.items()):
            lost = each.mask & ~mask
            if not lost:
                continue
            less = more = 0.0
            for node in members(lost):
                less += size[node]
                more += value[node]
            found = states.get(mask | lost)
            price = cost + each.cost + 0.15 * more
            if found is None or price < found[0]:
                states[mask | lost] = price, length - int(less), (*done, number)
        states = _pruned(states)
    fitting = sorted(
        (cost, length, mask, done)
        for mask, (cost, length, done) in states.items()
        if length <= characters + 4
    )
    result: list[Candidate] = []
    seen = set()
    for _, _, mask, done in fitting:
        kept = tidy(tree, tree.everything & ~mask)
        if not kept or kept in seen or kept.bit_count() < LEAST_WORDS:
            continue
        seen.add(kept)
        text = written(tree, kept)
        short = len(text) < min(LEAST, characters // 2) and any(choices[i].cost > 1 for i in done)
        if len(text) > characters or short or any(check(tree, kept) for check in _SHAPE):
            continue
        if broken(tree, kept):
            continue
        result.append(Candidate(kept, (*always, *(choices[i] for i in done)), text))
        if len(result) == MOST:
            break
    return result


def _pruned(
    states: dict[int, tuple[float, int, tuple[int, ...]]],
) -> dict[int, tuple[float, int, tuple[int, ...]]]:
    if len(states) <= DEPTH * 2:
        return states
    places: dict[int, int] = {}
    result = {}
    for mask, state in sorted(states.items(), key=lambda item: (item[1][0], item[0])):
        place = state[1] // WIDTH
        if places.get(place, 0) < DEPTH:
            places[place] = places.get(place, 0) + 1
            result[mask] = state
    return result


def runs(tree: Tree, kept: int) -> list[tuple[int, int]]:
    """Return (start, end) in the sentence of each stretch that is kept without a gap."""
    found: list[tuple[int, int]] = []
    last = -2
    for node in members(kept):
        token = tree.tokens[node]
        if found and last == node - 1 and not tree.text[found[-1][1] : token.start].strip():
            found[-1] = found[-1][0], token.end
        else:
            found.append((token.start, token.end))
        last = node
    return found


def written(tree: Tree, kept: int) -> str:
    """Return the kept stretches as one line: white space folded, first letter a capital."""
    return joined([tree.text[a:b] for a, b in runs(tree, kept)])


def joined(stretches: Sequence[str]) -> str:
    """Return stretches of text as one line, its first letter a capital."""
    line = ""
    for stretch in stretches:
        glued = (
            not line
            or stretch[0] in ",.;:)]}%!?”"
            or line[-1] in "([{“$£€"
            or stretch[:2] in ("'s", "’s")
        )
        line += ("" if glued else " ") + " ".join(stretch.split())
    for place, character in enumerate(line):
        if character.isalpha():
            # iPhone and eBay keep their small letter.
            if not line[place + 1 : place + 2].isupper():
                line = line[:place] + character.upper() + line[place + 1 :]
            break
        if character.isdigit():
            break
    return line
