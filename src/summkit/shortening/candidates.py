"""Many shortened versions of one sentence: subsets of its deletions, under a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summkit.shortening.checks import broken
from summkit.shortening.deletion import Deletion
from summkit.shortening.deletions import deletions
from summkit.shortening.headlinese import small_words, tidy
from summkit.shortening.lexicon import words
from summkit.shortening.meaning import leaves_opener, loses_antecedent, parts_time
from summkit.shortening.shapes import (
    SHAPES,
    finite,
    leaves_open,
    leaves_stump,
    loses_complement,
    opens_subordinate,
)
from summkit.shortening.surface import BOUNDARY, complete
from summkit.shortening.tree import Tree, high, members, span

_MEANING = (loses_antecedent, parts_time, leaves_opener)
WIDTH = 5  # characters in which two states count as equally long
DEPTH = 6  # states kept of each length
MOST = 60  # candidates of a sentence
LEAST_WORDS = 3
LEAST = 30  # characters of what has lost more than a detail
DETAIL = 0.65  # cost of what is no more than a detail
DEAR = 1.5  # cost of what the reader may miss
CLIPPED = 4.0  # cost of cutting a sentence short


class Shortened(NamedTuple):
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


def versions(
    tree: Tree, characters: int, worth: Mapping[str, float], place: int = 0
) -> list[Shortened]:
    """Return shortened versions of a sentence that differ; perhaps none.

    Parameters
    ----------
    characters
        Largest length of the text.
    worth
        What a lower-cased word counts for in the article, 0 where it is missing.
    place
        How many sentences were thought better than this one: only the best may be cut short,
        a later one should stand in its own right.
    """
    offered = deletions(tree)
    shortened = candidates(tree, characters, worth, offered)
    if place == 0:
        shortened += clipped(tree, characters, offered)
    unlike = {each.text: each for each in reversed(shortened)}
    shortened = [each for each in shortened if unlike[each.text] is each]
    choice = [each for each in shortened if len(each.text) >= characters // 2 or not _dear(each)]
    return choice or shortened


def _dear(shortened: Shortened) -> bool:
    """Whether what is left out may be missed."""
    return any(each.cost >= DEAR for each in shortened.done)


def candidates(
    tree: Tree,
    characters: int,
    worth: Mapping[str, float],
    offered: Sequence[Deletion] | None = None,
) -> list[Shortened]:
    """Return those that pass every check, cheapest first; see `versions`.

    Parameters
    ----------
    offered
        What may be left out, as `summkit.shortening.deletions.deletions` tells.
    """
    offered = deletions(tree) if offered is None else offered
    always = tuple(each for each in offered if each.cost < 0)
    choices = [each for each in offered if each.cost >= 0]
    states = _subsets(tree, worth, _gone(tree, always), choices)
    cheapest = sorted(
        (cost, length, mask, done)
        for mask, (cost, length, done) in states.items()
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
        # What lost nothing hangs together, whatever the parser made of it.
        if numbers and any(check(tree, kept) for check in SHAPES):
            continue
        if broken(tree, kept) or any(check(tree, kept) for check in _MEANING):
            continue
        result.append(Shortened(kept, (*always, *done), text))
        if len(result) == MOST:
            break
    return result


def _is_long_enough(text: str, characters: int, done: Sequence[Deletion]) -> bool:
    """Whether a text fills half its budget or a decent line, or has lost no more than details."""
    detailed = all(each.cost <= DETAIL - 0.1 for each in done)
    return detailed or len(text) >= min(LEAST, characters // 2)


def _gone(tree: Tree, done: Sequence[Deletion]) -> int:
    """Return the mask of what some deletions leave out, with the small words that go then."""
    gone = 0
    for each in done:
        gone |= each.mask
    return gone | small_words(tree, gone)


_State = tuple[float, int, tuple[int, ...]]
"""Cost, characters that are left, and the places of the deletions that were made."""


def _subsets(
    tree: Tree, worth: Mapping[str, float], gone: int, choices: Sequence[Deletion]
) -> dict[int, _State]:
    """Return the cheapest ways to leave out more than `gone`, by what is left out."""
    size = [
        len(token.text) + (token.start > 0 and tree.text[token.start - 1].isspace())
        for token in tree.tokens
    ]
    value = [worth.get(word, 0.0) for word in tree.lower]
    states: dict[int, _State] = {
        gone: (0.0, sum(size[i] for i in members(tree.everything & ~gone)), ())
    }
    for number, each in enumerate(choices):
        for mask, (cost, length, done) in list(states.items()):
            lost = each.mask & ~mask
            if not lost:
                continue
            less, more = 0, 0.0
            for node in members(lost):
                less += size[node]
                more += value[node]
            known = states.get(mask | lost)
            price = cost + each.cost + 0.15 * more
            if known is None or price < known[0]:
                states[mask | lost] = price, length - less, (*done, number)
        states = _pruned(states)
    return states


def clipped(
    tree: Tree, characters: int, offered: Sequence[Deletion] | None = None
) -> list[Shortened]:
    """Return the sentence up to each boundary of a phrase that fits, longest first.

    Subject and verb are kept, every check of `summkit.shortening.checks.CHECKS` holds, and
    nothing is left out that makes what is said a condition or a denial.
    """
    offered = deletions(tree) if offered is None else offered
    clips: dict[int, Shortened] = {}
    for dearest in (DETAIL, 0.0):
        done = tuple(each for each in offered if each.cost < dearest)
        gone = _gone(tree, done)
        for end in range(len(tree.tokens) - 1, LEAST_WORDS, -1):
            if gone >> end & 1 or not _ends_phrase(tree, end):
                continue
            kept = tidy(tree, tree.everything & ~gone & span(0, end))
            text = written(tree, kept) if kept else ""
            if LEAST <= len(text) <= characters and _stands_alone(tree, kept):
                cut = Deletion(span(high(kept) + 1, len(tree.tokens) - 1), "clipped", CLIPPED)
                clips.setdefault(kept, Shortened(kept, (*done, cut), text))
    return list(clips.values())


def _stands_alone(tree: Tree, kept: int) -> bool:
    """Whether the beginning of a sentence can stand alone, as far as can be told."""
    last, size = high(kept), len(tree.tokens)
    following = tree.lower[last + 1] if last + 1 < size else "."
    if not _ends_phrase(tree, last):
        return False
    if last + 1 < size and following != "." and not complete(tree, last + 1):
        return False
    if any(tree.lower[n] in words("conditions") for n in range(last + 1, size)):
        return False
    verbal = tree.is_verb(tree.root)
    if verbal and not any(_is_main_verb(tree, kept, verb) for verb in members(kept)):
        return False
    shape = (leaves_open, leaves_stump, loses_complement, opens_subordinate)
    return not broken(tree, kept) and not any(check(tree, kept) for check in shape)


def _ends_phrase(tree: Tree, last: int) -> bool:
    """Whether a token and the next are of the kinds that a phrase ends between."""
    if tree.tags[last][:2] not in ("NN", "CD"):
        return False
    following = tree.lower[last + 1] if last + 1 < len(tree.lower) else "."
    return following == "." or (following != "of" and tree.tags[last + 1] in BOUNDARY)


def _is_main_verb(tree: Tree, kept: int, verb: int) -> bool:
    """Whether a word is a finite verb of the main clause, or of what is said, with its subject."""
    if not tree.is_verb(verb) or tree.labels[verb] not in ("ROOT", "ccomp", "conj"):
        return False
    subject = tree.subject(verb)
    return subject >= 0 and bool(kept >> subject & 1) and finite(tree, verb)


def _pruned(states: dict[int, _State]) -> dict[int, _State]:
    """Return the cheapest `DEPTH` states of each length."""
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
    stretches: list[tuple[int, int]] = []
    last = -2
    for node in members(kept):
        token = tree.tokens[node]
        if stretches and last == node - 1 and not tree.text[stretches[-1][1] : token.start].strip():
            stretches[-1] = stretches[-1][0], token.end
        else:
            stretches.append((token.start, token.end))
        last = node
    return stretches


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
