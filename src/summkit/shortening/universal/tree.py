"""The parse of a sentence in a language that has a Universal Dependencies parser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

from summkit.shortening.parsing.model import ParserModel, load
from summkit.shortening.parsing.parser import parse
from summkit.shortening.parsing.tokens import Token
from summkit.shortening.parsing.tree import mask_of, span
from summkit.shortening.universal.tokens import tokenise
from summkit.shortening.unparsed.days import days
from summkit.shortening.unparsed.heads import Head
from summkit.shortening.unparsed.parentheses import parentheses
from summkit.shortening.unparsed.segments import BRACKET, quoted

DATA = Path(__file__).parent / "data"
LONGEST = 80  # maximum tokens of a sentence; a longer one is a list or a table
_LEAST = 4


@cache
def model_of(code: str) -> ParserModel:
    """Return the parser model of a language; it is read on first use."""
    return load(DATA / f"{code}.tables")


@cache
def is_parsed(code: str) -> bool:
    """Return whether summkit has a parser for a language."""
    return (DATA / f"{code}.tables").is_file()


def tree_of(text: str, code: str, head: Head | None = None) -> SentenceTree | None:
    """Return the parse of a sentence; None if the sentence is too short or too long.

    Brackets, days, and phrases between a verb and its object are always deleted. So they are no
    part of the tree: the parse of the remaining words is better without them.
    """
    tokens = tokenise(text, code)
    gone: list[tuple[int, int]] = []
    kinds: list[str] = []
    said = quoted(text)
    for kind, places in (
        ("bracket", _brackets(text)),
        ("time", days(text, code)),
        ("aside", parentheses(text, code)),
    ):
        outside = [(a, b) for a, b in places if not any(c < a < d for c, d in said)]
        gone += outside
        kinds += [kind] * bool(outside)
    if head is not None:
        gone += head.spans
        kinds += [kind for kind in head.kinds if kind not in kinds]
    left = [t for t in tokens if not any(a <= t.start and t.end <= b for a, b in gone)]
    if not _LEAST <= len(left) <= LONGEST:
        return None
    return SentenceTree(text, code, left, dropped=tuple(kinds))


def _brackets(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in BRACKET.finditer(text) if match.start()]


class SentenceTree:
    """Tokens, tags, heads and relations of a sentence.

    Parameters
    ----------
    text
        The sentence.
    code
        Its language.
    tokens
        Its words and punctuation marks.
    dropped
        Kinds of the text parts that are no tokens: "bracket", "time", "aside".
    """

    def __init__(
        self, text: str, code: str, tokens: Sequence[Token], dropped: tuple[str, ...] = ()
    ) -> None:
        self.text = text
        self.code = code
        self.tokens = tuple(tokens)
        self.dropped = dropped
        found = parse([token.text for token in tokens], model_of(code))
        self.tags, self.heads, self.labels = found.tags, found.heads, found.labels
        self.lower = tuple(token.text.lower() for token in tokens)
        self.root = self.heads.index(-1)
        self.everything = (1 << len(self.tokens)) - 1
        children: list[list[int]] = [[] for _ in self.tokens]
        for node, head in enumerate(self.heads):
            if head >= 0:
                children[head].append(node)
        self.children = tuple(map(tuple, children))

    @cached_property
    def subtrees(self) -> tuple[int, ...]:
        """For each token, the mask of the token and all its direct and indirect dependents."""
        masks = [1 << node for node in range(len(self.tokens))]
        done = [False] * len(masks)
        order = [self.root]
        for node in order:
            order += self.children[node]
        for node in reversed(order):
            done[node] = True
            if self.heads[node] >= 0:
                masks[self.heads[node]] |= masks[node]
        return tuple(masks)

    @cached_property
    def phrases(self) -> tuple[int, ...]:
        """For each token, its subtree without commas, dashes and full stops at the edges."""
        return tuple(map(self._without_edges, self.subtrees))

    def _without_edges(self, mask: int) -> int:
        """Return a mask without punctuation marks at its first and last token."""
        while mask and self.tags[mask.bit_length() - 1] in (",", ":", "."):
            mask ^= 1 << mask.bit_length() - 1
        while mask and self.tags[(mask & -mask).bit_length() - 1] in (",", ":", "."):
            mask &= mask - 1
        return mask

    @cached_property
    def closed_spans(self) -> tuple[int, ...]:
        """Masks of the quotations, with their marks."""
        return tuple(
            mask_of(n for n, t in enumerate(self.tokens) if a <= t.start and t.end <= b)
            for a, b in quoted(self.text)
        )

    def child(self, node: int, *labels: str) -> int:
        """Return the first dependent with one of the relations; -1 without one."""
        return next((c for c in self.children[node] if self.labels[c] in labels), -1)

    def whole(self, mask: int) -> bool:
        """Return whether a mask is one stretch of tokens without a gap."""
        return bool(mask) and mask == span((mask & -mask).bit_length() - 1, mask.bit_length() - 1)

    def is_finite(self, node: int) -> bool:
        """Return whether a word is a finite verb, or has a finite auxiliary or copula."""
        if self.tags[node] in ("VF", "TF"):
            return True
        return any(
            self.tags[c] in ("TF", "VF") and self.labels[c] in ("aux", "cop")
            for c in self.children[node]
        )

    def case(self, node: int) -> str:
        """Return the preposition of a phrase in lower case; "" without one."""
        return next((self.lower[c] for c in self.children[node] if self.labels[c] == "case"), "")

    def mark(self, node: int) -> str:
        """Return the words that mark a clause as subordinate, joined by spaces."""
        return " ".join(
            self.lower[each]
            for c in self.children[node]
            if self.labels[c] == "mark"
            for each in (c, *self.children[c])
        )
