"""All versions of a sentence that may be a headline: after deletions, or only its beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summkit.shortening.candidates import (
    DETAIL,
    LEAST,
    LEAST_WORDS,
    Shortened,
    candidates,
    without,
    written,
)
from summkit.shortening.checks.governed import finite, lacks_clause, loses_core
from summkit.shortening.checks.meaning import splits_time
from summkit.shortening.checks.required import broken
from summkit.shortening.checks.shapes import SHAPES
from summkit.shortening.deletions.deletion import Deletion, has_object
from summkit.shortening.deletions.parsed import deletions
from summkit.shortening.deletions.surface import BOUNDARY, complete
from summkit.shortening.headlinese import tidy
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, members, span
from summkit.shortening.valency import binds, closes, is_open

CLIPPED = 4.0  # cost of deleting the end of a sentence
DOUBTFUL = 6.0  # cost of deleting the end, if readers may miss it
DEAR = 1.5  # minimum cost of a deletion that readers may miss
_SHAPES = (*(check for check in SHAPES if check not in (lacks_clause, loses_core)), splits_time)
"""The checks of a text without its end. The rules for the end keep the subject and the verb."""
_SUBJECT = 1.0  # maximum cost of deletions before the main verb


def versions(
    tree: Tree, characters: int, worth: Mapping[str, float], place: int = 0
) -> list[Shortened]:
    """Return different shortened versions of a sentence; perhaps none.

    Parameters
    ----------
    characters
        Maximum length of the text.
    worth
        The weight of a lower-case word in the article, 0 if it is missing.
    place
        Number of sentences that rank before this one. Only the best sentence may lose its end; a
        later sentence should be complete.
    """
    offered = deletions(tree)
    shortened = candidates(tree, characters, worth, offered)
    if place == 0:
        shortened += clipped(tree, characters, offered)
    unlike = {each.text: each for each in reversed(shortened)}
    shortened = [each for each in shortened if unlike[each.text] is each]
    choice = [
        each for each in shortened if len(each.text) >= characters // 2 or not _is_missed(each)
    ]
    return choice or shortened


def _is_missed(shortened: Shortened) -> bool:
    """Return whether readers may miss a deletion."""
    return any(each.cost >= DEAR for each in shortened.done)


def clipped(tree: Tree, characters: int, offered: Sequence[Deletion]) -> list[Shortened]:
    """Return the sentence up to each boundary of a phrase that fits, longest first.

    The subject and the verb remain, and every check of `checks.required.CHECKS` passes.
    No end is deleted that contains a condition. If readers may miss the deleted end, the version is
    used only if no other version fits.
    """
    clips: dict[int, Shortened] = {}
    doubtful: dict[int, Shortened] = {}
    places = list(_ends(tree))
    for done in _ways(tree, offered):
        gone = without(tree, done)
        for last, surely in places:
            if gone >> last & 1:
                continue
            kept = tidy(tree, tree.everything & ~gone & span(0, last))
            text = written(tree, kept) if kept else ""
            if LEAST <= len(text) <= characters and _is_complete(tree, kept):
                rest = span(high(kept) + 1, len(tree.tokens) - 1)
                cut = Deletion(rest, "clipped", CLIPPED if surely else DOUBTFUL)
                into = clips if surely else doubtful
                into.setdefault(kept, Shortened(kept, (*done, cut), text))
    return list((clips or doubtful).values())


def _ways(tree: Tree, offered: Sequence[Deletion]) -> Iterator[tuple[Deletion, ...]]:
    """Yield sets of deletions to combine with an end: details, free deletions, modifiers."""
    yield tuple(each for each in offered if each.cost < DETAIL)
    yield tuple(each for each in offered if each.cost < 0)
    yield tuple(
        each
        for each in offered
        if each.cost < (_SUBJECT if high(each.mask) < tree.root else DETAIL)
    )


def _ends(tree: Tree) -> Iterator[tuple[int, bool]]:
    """Yield the last token of each possible beginning, and whether the beginning is complete."""
    if not tree.is_verb(tree.root):
        return
    for last in range(len(tree.tokens) - 1, LEAST_WORDS, -1):
        if not _ends_phrase(tree, last):
            continue
        node = last + 1
        if node >= len(tree.tokens) or tree.lower[node] == "." or complete(tree, node):
            yield last, True
        elif _nearly_complete(tree, node):
            yield last, False


def _is_complete(tree: Tree, kept: int) -> bool:
    """Return whether the beginning of a sentence can be a sentence, as far as words show."""
    last, size = high(kept), len(tree.tokens)
    if not _ends_phrase(tree, last):
        return False
    if any(tree.lower[n] in words("conditions") for n in range(last + 1, size)):
        return False
    if not any(_is_main_verb(tree, kept, verb) for verb in members(kept)):
        return False
    return not broken(tree, kept) and not any(check(tree, kept) for check in _SHAPES)


def _ends_phrase(tree: Tree, last: int) -> bool:
    """Return whether a phrase may end between a token and the next."""
    if tree.tags[last][:2] not in ("NN", "CD"):
        return False
    following = tree.lower[last + 1] if last + 1 < len(tree.lower) else "."
    if following in (".", "prior"):
        return True
    return following != "of" and tree.tags[last + 1] in BOUNDARY


def _nearly_complete(tree: Tree, node: int) -> bool:
    """Return whether no word before a token requires the rest, although readers may miss it."""
    before, word = tree.lower[node - 1], tree.lower[node]
    if word in words("strict_marks") or word in ("of", "between", "or", "than", "to"):
        return False
    if is_open(before) or binds(before, word) or tree.plain[node - 1] in words("function_words"):
        return False
    if not _DENIALS.isdisjoint(tree.lower[:node]):
        return False
    verb = max((each for each in range(node) if tree.is_verb(each)), default=-1)
    if verb < 0 or tree.lower[verb] in words("plain_speech") or binds(tree.lower[verb], word):
        return False
    return has_object(tree, verb) or closes(tree.lower[verb]) or verb < node - 3


_DENIALS = frozenset("not n't n’t never no nor neither either both between".split())


def _is_main_verb(tree: Tree, kept: int, verb: int) -> bool:
    """Return whether a verb is finite, has its subject, and heads a main or reported clause."""
    if not tree.is_verb(verb) or tree.labels[verb] not in ("ROOT", "ccomp", "conj"):
        return False
    subject = tree.subject(verb)
    return subject >= 0 and bool(kept >> subject & 1) and finite(tree, verb)
