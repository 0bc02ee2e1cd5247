"""The parse of a sentence with queries for deletion rules; sets of tokens are bit masks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property, wraps
from typing import Any, TypeVar

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.parser import Parse
from summkit.shortening.parsing.repairs import parsed as parse
from summkit.shortening.parsing.tokens import Token, outside_brackets, tokenise

_OPEN = {"“": "”", "(": ")", "[": "]", "{": "}", "«": "»", "„": "“"}
_DASHES = frozenset("-–—―") | {"--"}
COMMAS = frozenset({",", ";", ":", "...", "…"}) | _DASHES
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs and modals."""


class Tree:
    """A sentence: tokens, parse, subtrees and quotations.

    Attributes
    ----------
    text
        The sentence.
    tokens, parse
        The tokens outside brackets and their parse: see `summkit.shortening.parsing.tokens` and
        `summkit.shortening.parsing.parser`.
    asides
        Kinds of brackets that were left out.
    lower
        The tokens in lower case.
    children
        The dependents of each token, in order.
    subtrees
        For each token, the mask of the token and all its dependents, direct or indirect. It has no
        gap, since the parse is projective.
    memory
        Stored results of functions of the sentence: see `once`.
    versions
        Stored results of functions of the sentence and a part of it: see `once_each`. Code that
        stores a tree should clear this dictionary, since it grows large.
    """

    def __init__(
        self, text: str, tokens: Sequence[Token] | None = None, parsed: Parse | None = None
    ):
        self.text = text
        self.tokens, self.asides = outside_brackets(tokenise(text) if tokens is None else tokens)
        self.parse = parsed or parse([token.text for token in self.tokens])
        self.lower = [token.text.lower() for token in self.tokens]
        self.tags = self.parse.tags
        self.labels, self.heads = list(self.parse.labels), list(self.parse.heads)
        self._relabel()
        self._rehead_companies()
        self._rehead_described()
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for child, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(child)
        self.root = self.heads.index(-1)
        self.subtrees = [0] * len(self.tokens)
        self._fill(self.root)
        self.memory: dict[Callable[..., Any], Any] = {}
        self.versions: dict[Any, Any] = {}

    def _relabel(self) -> None:
        """Correct labels that contradict the tag."""
        for node, head in enumerate(self.heads):
            if head > node and self.tags[node] == "MD" and self.is_verb(head):
                self.labels[node] = "aux"
            elif head >= 0 and self.tags[node] == "EX":
                self.labels[node] = "expl"
        for node in range(len(self.heads) - 2):
            self._join_description(node)

    def _join_description(self, node: int) -> None:
        """Attach "maker" to "Ann Vogel" if the parse made it a subject of the verb or the name."""
        name = node + 1
        if self.labels[node][:5] != "nsubj" or self.tags[node] not in ("NN", "NNS"):
            return
        while name < len(self.heads) - 1 and self.heads[name] == name + 1:
            name += 1
        same = self.heads[name] == self.heads[node] and self.labels[name][:5] == "nsubj"
        if (same or self.heads[node] == name) and all(
            self.tags[each] == "NNP" for each in range(node + 1, name + 1)
        ):
            self.heads[node], self.labels[node] = name, "compound"

    def _rehead_companies(self) -> None:
        """Make "Norvex" the head of "Norvex Corp", so that "Corp" can be deleted alone."""
        for node in range(1, len(self.tokens)):
            before = node - 1
            while before > 0 and self.lower[before].rstrip(".") in words("company_suffixes"):
                before -= 1  # "Norvex Co Ltd"
            if (
                self.lower[node].rstrip(".") in words("company_suffixes")
                and self.heads[before] == node
                and self.tags[before] in ("NNP", "NNPS")
                and self.tokens[node].text[0].isupper()
            ):
                for child, head in enumerate(self.heads):
                    if head == node:
                        self.heads[child] = before
                self.heads[before], self.labels[before] = self.heads[node], self.labels[node]
                self.heads[node], self.labels[node] = before, "compound"

    def _rehead_described(self) -> None:
        """Make "China" the head of "The world's biggest consumer, China, has said".

        Then the description can be deleted, and the name stays.
        """
        for name in range(2, len(self.tokens) - 1):
            node, comma = self.heads[name], name - 1
            if self.labels[name] != "appos" or self.tags[name] != "NNP" or not 0 <= node < name:
                continue
            while comma > node and self.tags[comma] == "NNP":
                comma -= 1
            enclosed = self.lower[comma] == self.lower[name + 1] == "," and comma > node
            described = any(self.tags[n] in ("POS", "JJS") for n in range(node))
            subject = self.labels[node][:5] == "nsubj" and self.tags[node] in ("NN", "NNS")
            if not (enclosed and described and subject):
                continue
            for child, head in enumerate(self.heads):
                if head == node and child >= comma:
                    self.heads[child] = name
            self.heads[name], self.labels[name] = self.heads[node], self.labels[node]
            self.heads[node], self.labels[node] = name, "appos"

    def _fill(self, top: int) -> None:
        """Set the subtree masks, dependents first."""
        order = [top]
        for node in order:
            order += self.children[node]
        for node in reversed(order):
            mask = 1 << node
            for child in self.children[node]:
                mask |= self.subtrees[child]
            self.subtrees[node] = mask

    @cached_property
    def plain(self) -> list[str]:
        """The words in lower case, but names as written: "May" is no "may", "WHO" no "who".

        In a sentence in capitals, names cannot be recognised, so all words are in lower case.
        """
        if self.text.isupper():
            return self.lower
        return [
            token.text if tag[:3] == "NNP" or (word[1:] and token.text.isupper()) else word
            for token, tag, word in zip(self.tokens, self.tags, self.lower, strict=True)
        ]

    @cached_property
    def everything(self) -> int:
        """Mask of all tokens."""
        return (1 << len(self.tokens)) - 1

    @cached_property
    def verbs(self) -> int:
        """Mask of the verb forms and modals."""
        return mask_of(node for node in range(len(self.tags)) if self.is_verb(node))

    @cached_property
    def end(self) -> int:
        """Mask of the sentence's final punctuation mark; 0 without one."""
        last = len(self.lower) - 1
        return 1 << last if self.lower[last] in ".!?" else 0

    def find(self, node: int, *labels: str) -> int:
        """Return the first dependent with one of the labels; -1 without one."""
        for child in self.children[node]:
            if self.labels[child] in labels:
                return child
        return -1

    def subject(self, node: int) -> int:
        """Return the subject of a verb; -1 without one."""
        return self.find(node, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl")

    def is_verb(self, node: int) -> bool:
        """Return whether a token is a verb form or a modal."""
        return self.tags[node][0] == "V" or self.tags[node] == "MD"

    def is_time(self, node: int) -> bool:
        """Return whether a phrase is a time expression: its head, or its preposition's object."""
        if self.tags[node] in ("IN", "TO"):
            return self.lower[node] in words("time_prepositions") and any(
                self.labels[child] == "pobj" and self.is_time(child)
                for child in self.children[node]
            )
        word = self.lower[node]
        if self.tags[node] == "CD" and len(word) == 4 and word[:2] in ("19", "20"):
            return not self.children[node]
        # "the months following the strike", "years of growth"
        described = any(
            child > node and self.tags[child] not in ("CD", ",") and not self.is_time(child)
            for child in self.children[node]
        )
        return word in words("time") and self.tags[node][:2] in ("NN", "RB") and not described

    def is_measure(self, node: int) -> bool:
        """Return whether a word is a measure of time: the "hours" of "hours after it sank"."""
        return self.lower[node] in words("units") and self.is_time(node)

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Quotations and brackets as (first, last) token; a mark without partner is its own."""
        pairs, waiting = [], []  # type: ignore[var-annotated]
        for index, word in enumerate(self.lower):
            single = any(self.lower[each] in ("'", "‘") for each in waiting)
            straight = word in ('"', "''", "``") or (
                word in ("'", "‘", "’") and self._is_quote(index, single)
            )
            closing = next(
                (i for i in range(len(waiting) - 1, -1, -1) if self._closes(waiting[i], index)), -1
            )
            if closing >= 0 and (straight or word in _OPEN.values()):
                pairs.append((waiting[closing], index))
                del waiting[closing:]
            elif straight or word in _OPEN:
                waiting.append(index)
            elif word in (")", "]", "}", "”", "»"):
                pairs.append((index, index))
        return sorted(pairs + [(index, index) for index in waiting])

    def _is_quote(self, index: int, waiting: bool) -> bool:
        """Return whether a single mark is a quotation mark, and not an apostrophe."""
        token = self.tokens[index]
        before = token.start == 0 or self.text[token.start - 1] in ' \n(“"-–—'
        after = token.end == len(self.text) or not self.text[token.end].isalnum()
        # Without an opening mark before it, the mark in "Jones' house" is an apostrophe.
        return before or (waiting and after and self.tags[index] != "POS")

    def _closes(self, first: int, index: int) -> bool:
        """Return whether the token at `index` closes the mark at `first`."""
        opening, word = self.lower[first], self.lower[index]
        if opening in ("‘", "'"):
            return word in ("’", "'") and opening + word in ("‘’", "''")
        return word == _OPEN.get(opening, opening if opening in ('"', "''") else "''")

    @cached_property
    def quoted(self) -> int:
        """Mask of the tokens inside quotation marks. No such token may be deleted alone."""
        mask = 0
        for first, last in self.pairs:
            if self.lower[first] not in "([{":
                mask |= span(first, last)
        return mask

    def whole(self, mask: int) -> bool:
        """Return whether each quotation or bracket is wholly inside or wholly outside a mask."""
        for first, last in self.pairs:
            inside = mask & span(first, last)
            if inside and inside != span(first, last) and not self._within(mask, first, last):
                return False
        return True

    def _within(self, mask: int, first: int, last: int) -> bool:
        """Return whether a mask is inside a bracket (not a quotation) whose marks remain."""
        return not mask >> first & 1 and not mask >> last & 1 and self.lower[first] in "([{"


def span(first: int, last: int) -> int:
    """Return the mask of the tokens from `first` to `last`, both included."""
    return (1 << last + 1) - (1 << first)


def low(mask: int) -> int:
    """Return the first token of a non-empty mask."""
    return (mask & -mask).bit_length() - 1


def high(mask: int) -> int:
    """Return the last token of a non-empty mask."""
    return mask.bit_length() - 1


def members(mask: int) -> list[int]:
    """Return the tokens of a mask, in order."""
    nodes = []
    while mask:
        bit = mask & -mask
        nodes.append(bit.bit_length() - 1)
        mask ^= bit
    return nodes


def mask_of(nodes: Iterable[int]) -> int:
    """Return the mask of some tokens."""
    mask = 0
    for node in nodes:
        mask |= 1 << node
    return mask


Made = TypeVar("Made")
Of = TypeVar("Of", bound=Hashable)


def once(function: Callable[[Tree], Made]) -> Callable[[Tree], Made]:
    """Store a function's result for each sentence.

    Thousands of versions of a sentence are checked. A check should compute all values that depend
    only on the sentence in such a function.
    """

    @wraps(function)
    def remembered(tree: Tree) -> Made:
        made: Made
        try:
            made = tree.memory[function]
        except KeyError:
            made = tree.memory[function] = function(tree)
        return made

    return remembered


def once_each(function: Callable[[Tree, Of], Made]) -> Callable[[Tree, Of], Made]:
    """Store a function's result for each sentence and each value of a second argument.

    The second argument is a token, a pair of tokens, or a version as a mask of tokens.
    """

    @wraps(function)
    def remembered(tree: Tree, of: Of) -> Made:
        made: Made
        try:
            made = tree.versions[function, of]
        except KeyError:
            made = tree.versions[function, of] = function(tree, of)
        return made

    return remembered
