"""Candidates for a headline: the versions of a sentence that relations or punctuation allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from summkit.language import Language
from summkit.shortening.candidates import joined
from summkit.shortening.parsing.tree import mask_of, members
from summkit.shortening.universal.checks import broken, loses_complement, no_clause
from summkit.shortening.universal.deletions import omissions
from summkit.shortening.universal.lexicon import lexicon
from summkit.shortening.universal.omission import Omission, is_deletable
from summkit.shortening.universal.tree import SentenceTree
from summkit.shortening.universal.versions import Version, versions, written
from summkit.shortening.unparsed.cuts import cuts, loose, says_something
from summkit.shortening.unparsed.soft import soft_cuts

_SHARE = 3  # a headline with deletions must fill at least a third of its budget
_BY_SIGNS = {"apposition": 0.3, "relative": 0.35, "aside": 0.3, "opening": 0.35, "clauses": 0.5}
_BY_SIGNS["tail"] = 0.65
"""Costs of deletions that punctuation marks or clauses indicate."""
_ADJUNCTS = frozenset("obl nmod advcl acl acl:relcl conj appos parataxis punct advmod".split())
"""Relations of phrases that the end of a headline may lose."""


def possible_omissions(tree: SentenceTree, language: Language) -> list[Omission]:
    """Return the omissions that relations allow, or that punctuation and clauses allow.

    The second kind finds deletions that a wrong parse hides.
    """
    found = omissions(tree)
    known = {each.mask for each in found}
    for start, end, kind in loose(tree.text, language):
        mask = mask_within(tree, [(start, end)])
        if mask and tree.whole(mask) and mask not in known and is_deletable(tree, mask):
            node = next((n for n in members(mask) if not mask >> max(tree.heads[n], 0) & 1), 0)
            found.append(Omission(mask, kind, _BY_SIGNS[kind], node))
    return found


def candidates(
    tree: SentenceTree,
    language: Language,
    fits: Callable[[str], bool],
    characters: int,
    *,
    first: bool,
    more: Sequence[Omission] = (),
) -> Iterator[Version]:
    """Yield the whole sentence if it fits; else versions by relations, or else by punctuation."""
    whole = joined([tree.text])
    if fits(whole):
        clause = {*tree.tags} & {"VF", "TF"} or says_something(whole, language)
        if clause and not broken(tree, tree.everything, whole):
            yield Version(tree.everything, whole, (), 0.0, whole=True)
        return
    count = 0
    for each in versions(tree, fits, [*possible_omissions(tree, language), *more]):
        if len(each.text) * _SHARE >= characters:
            count += 1
            yield each
    if count or not first:
        return
    for ways in (cuts, soft_cuts):
        yield from _by_signs(tree, language, fits, characters, ways)


def _by_signs(
    tree: SentenceTree,
    language: Language,
    fits: Callable[[str], bool],
    characters: int,
    ways: Callable[[str, Language], Iterable[tuple[list[tuple[int, int]], tuple[str, ...]]]],
) -> Iterator[Version]:
    """Yield the versions that rules on punctuation allow, if the parse agrees, longest first."""
    found: dict[int, Version] = {}
    for spans, reasons in ways(tree.text, language):
        kept = mask_within(tree, spans)
        if not kept or kept in found:
            continue
        text = written(tree, kept)
        # Punctuation shows the end of a clause well; relations show the end of a phrase better.
        doubted = ways is soft_cuts
        if not fits(text) or broken(tree, kept, text, by_relations=doubted):
            continue
        if len(text) * 2 < characters:
            continue
        if loses_complement(tree, kept):
            continue
        if no_clause(tree, kept) and (doubted or not no_clause(tree, tree.everything)):
            continue  # a parse without any main verb is wrong
        node = (~kept & kept + 1).bit_length() - 1
        done = tuple(Omission(0, reason, 0.6, node) for reason in reasons)
        found[kept] = Version(kept, text, done, 1.0)
    yield from sorted(found.values(), key=lambda each: (-len(each.text), each.kept))


def mask_within(tree: SentenceTree, spans: Iterable[tuple[int, int]]) -> int:
    """Return the mask of the tokens within given stretches of the sentence."""
    places = list(spans)
    return mask_of(
        node
        for node, token in enumerate(tree.tokens)
        if any(a <= token.start and token.end <= b for a, b in places)
    )


def prefixes(tree: SentenceTree, fits: Callable[[str], bool], characters: int) -> Iterator[Version]:
    """Yield the beginnings of a sentence that lose whole adjuncts only, the longest first."""
    for end in range(len(tree.tags) - 1, tree.root + 1, -1):
        kept = (1 << end) - 1
        text = written(tree, kept)
        if not fits(text):
            continue
        if 2 * len(text) < characters:
            return
        gone = tree.everything & ~kept
        crossing = [n for n in members(gone) if kept >> max(tree.heads[n], 0) & 1]
        if not all(tree.labels[n] in _ADJUNCTS for n in crossing) or any(
            gone >> max(tree.heads[n], 0) & 1 for n in members(kept)
        ):
            continue
        if tree.tags[end - 1] == "VBN" and tree.labels[end - 1] in ("acl", "amod"):
            continue  # the participle needs its complement: "un marco basado [en el mercado]"
        if broken(tree, kept, text) or loses_complement(tree, kept) or no_clause(tree, kept):
            continue
        known = lexicon(tree.code)
        phrases = [n for n in crossing if tree.labels[n] != "punct"]
        held = any(known.limits(tree, n, gone) or known.speaks(tree, n) for n in phrases)
        if not held and is_deletable(tree, gone):
            yield Version(kept, text, (Omission(gone, "tail", _BY_SIGNS["tail"], end),), 1.0)
