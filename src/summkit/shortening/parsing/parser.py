"""A fast tagger and dependency parser for English news: greedy averaged perceptrons.

The tags come from the Penn Treebank, the relations from ClearNLP (``nsubj``, ``relcl``, ...). The
tagger follows Collins (2002, Discriminative Training Methods for Hidden Markov Models, section 2)
without the search. The parser is the arc-hybrid system of Kuhlmann, Gómez-Rodríguez and Satta
(2011, Dynamic Programming Algorithms for Transition-Based Dependency Parsers, section 3) without
labels, trained with the oracle of Goldberg and Nivre (2013, Training Deterministic Parsers with
Non-Deterministic Oracles). A third perceptron labels each arc. `benchmarks/headline_parser.py`
trains the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summkit import core
from summkit.shortening.parsing.model import ParserModel, best, best_move, normal, shape, shipped

SHIFT, RIGHT, LEFT = range(3)
SIGNS = frozenset({",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH"})


@dataclass(frozen=True)
class Parse:
    """The parse of one sentence: four sequences of equal length.

    Attributes
    ----------
    words
        The tokens as written in the text.
    tags
        Penn Treebank tags.
    heads
        Index of each token's head; -1 for the root, of which there is exactly one.
    labels
        Relation of each token to its head; "ROOT" for the root.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


def parse(words: Sequence[str], model: ParserModel | None = None) -> Parse:
    """Return tags, heads and relations of the tokens of one sentence.

    Parameters
    ----------
    words
        The tokens that `summkit.shortening.parsing.tokens.tokenise` returns.
    model
        The model; None for the shipped one.
    """
    model = model or shipped()
    tags = tag(words, model)
    forms = [normal(word, model.vocabulary) for word in words]
    heads = attach(forms, tags, model)
    labels = name_arcs(forms, tags, heads, model)
    return Parse(tuple(words), tuple(tags), tuple(heads), tuple(labels))


# -- tags ------------------------------------------------------------------------------------


def tag(words: Sequence[str], model: ParserModel) -> list[str]:
    """Return a Penn Treebank tag for each token."""
    if core.compiled:
        lower = [word.lower() for word in words]
        fixed = [
            model.fixed.get(word if word[0].isupper() and index else low)
            for index, (word, low) in enumerate(zip(words, lower, strict=True))
        ]
        numbers = core.native.tag_words(
            model.tables["tagger"],
            model.tags,
            lower,
            [shape(word) for word in words],
            [-1 if each is None else model.numbers[each] for each in fixed],
        )
        return [model.tags[number] for number in numbers]
    tags: list[str] = []
    lower = ["", "", *(word.lower() for word in words), "", ""]
    before, last = "", ""
    for index, word in enumerate(words):
        found = model.fixed.get(word if word[0].isupper() and index else lower[index + 2])
        if found is None:
            features = tag_features(index, word, lower, last, before)
            found = model.tags[best(model.tagger, features, model.tags)]
        tags.append(found)
        before, last = last, found
    return tags


def tag_features(
    index: int, word: str, lower: Sequence[str], last: str, before: str
) -> tuple[str, ...]:
    """Return the features of a token; `lower` is padded by two at either end."""
    low = lower[index + 2]
    previous, following = lower[index + 1], lower[index + 3]
    form = shape(word)
    return (
        f"b{form}{not index}",
        f"w{low}",
        f"3{low[-3:]}",
        f"2{low[-2:]} {last}",
        f"1{low[:1]}{form}",
        f"t{last}",
        f"u{last} {before}",
        f"v{last} {low}",
        f"p{previous}",
        f"q{lower[index]}",
        f"n{following}",
        f"m{following[-3:]}",
        f"o{lower[index + 4]}",
        f"x{last} {following}",
        f"y{form} {last}",
    )


# -- heads -----------------------------------------------------------------------------------


class State:
    """The stack, the next token and the arcs so far; index `n` is the root."""

    __slots__ = ("heads", "left", "next", "right", "stack")

    def __init__(self, size: int) -> None:
        self.stack: list[int] = []
        self.next = 0
        self.heads = [-1] * size
        self.left: list[list[int]] = [[] for _ in range(size + 1)]
        self.right: list[list[int]] = [[] for _ in range(size + 1)]

    def attach(self, child: int, head: int) -> None:
        """Add an arc."""
        if head < len(self.heads):
            self.heads[child] = head
        (self.left if child < head else self.right)[head].append(child)

    def move(self, action: int) -> None:
        """Make a transition."""
        if action == SHIFT:
            self.stack.append(self.next)
            self.next += 1
        elif action == RIGHT:
            child = self.stack.pop()
            self.attach(child, self.stack[-1])
        else:
            self.attach(self.stack.pop(), self.next)

    def valid(self, size: int) -> list[int]:
        """Return the possible transitions; an empty list at the end."""
        moves = []
        if self.next < size:
            moves.append(SHIFT)
        if len(self.stack) >= 2:
            moves.append(RIGHT)
        if self.stack and (self.next < size or len(self.stack) == 1):
            moves.append(LEFT)
        return moves


def attach(forms: Sequence[str], tags: Sequence[str], model: ParserModel) -> list[int]:
    """Return the head of every token; -1 for the root."""
    if core.compiled:
        return core.native.attach_words(model.tables["parser"], padded(forms), padded(tags))
    size = len(forms)
    state = State(size)
    padded_forms, padded_tags = padded(forms), padded(tags)
    while moves := state.valid(size):
        moves = without_signs(state, padded_tags, moves)
        if len(moves) == 1:
            state.move(moves[0])
        else:
            features = arc_features(state, padded_forms, padded_tags)
            state.move(best_move(model.parser, features, moves))
    return state.heads


def without_signs(state: State, tags: Sequence[str], moves: list[int]) -> list[int]:
    """Return the moves that attach no word to a punctuation mark, if there are any."""
    good = [
        move
        for move in moves
        if move == SHIFT or tags[state.next if move == LEFT else state.stack[-2]] not in SIGNS
    ]
    return good or moves


def padded(sequence: Sequence[str]) -> list[str]:
    """Return forms or tags with the root after them, and empty strings after the root."""
    return [*sequence, "$", "", "", ""]


def arc_features(state: State, forms: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Return the features of a state; forms and tags are padded by three at the end."""
    stack, n0 = state.stack, state.next
    s0 = stack[-1]
    s1 = stack[-2] if len(stack) > 1 else -1
    s2 = stack[-3] if len(stack) > 2 else -1
    w0, t0 = forms[s0], tags[s0]
    w1, t1 = forms[s1], tags[s1]
    t2 = tags[s2]
    v0, u0, u1, u2 = forms[n0], tags[n0], tags[n0 + 1], tags[n0 + 2]
    left0, right0 = state.left[s0], state.right[s0]
    first0 = tags[left0[0]] if left0 else ""
    last0 = tags[right0[-1]] if right0 else ""
    right1 = state.right[s1] if s1 >= 0 else ()
    last1 = tags[right1[-1]] if right1 else ""
    leftn = state.left[n0]
    lastn = tags[leftn[-1]] if leftn else ""
    gap = min(n0 - s0, 6)
    return (
        f"a{w0} {t0}",
        f"b{t0} {u0}",
        f"c{v0} {u0}",
        f"d{w0} {u0}",
        f"e{t0} {v0}",
        f"f{w0} {v0}",
        f"g{t0} {u0} {u1}",
        f"h{t1} {t0} {u0}",
        f"i{t0} {u0} {u1} {u2}",
        f"j{t2} {t1} {t0} {u0}",
        f"k{t1} {t0}",
        f"l{w1} {w0}",
        f"m{w1} {t1} {u0}",
        f"n{t1} {w0}",
        f"o{w1} {t0}",
        f"p{t0} {u0} {first0}",
        f"q{t0} {u0} {last0}",
        f"r{t0} {u0} {lastn}",
        f"s{t1} {t0} {last0}",
        f"t{t1} {t0} {last1} {u0}",
        f"u{t0} {u0} {gap}",
        f"v{w0} {gap}",
        f"w{t0} {u0} {len(left0)}{len(right0)}",
        f"x{t0} {u0} {len(leftn)}",
        f"y{w0} {u0} {u1}",
        f"z{t0} {w0} {last0} {v0}",
    )


# -- relations -------------------------------------------------------------------------------


def name_arcs(
    forms: Sequence[str], tags: Sequence[str], heads: Sequence[int], model: ParserModel
) -> list[str]:
    """Return the relation of every token to its head."""
    if core.compiled:
        numbers = core.native.label_arcs(model.tables["labeller"], forms, tags, list(heads))
        known = (*model.labels, "punct", "ROOT")  # -2 and -1
        return [known[number] for number in numbers]
    children: list[list[int]] = [[] for _ in forms]
    for child, head in enumerate(heads):
        if head >= 0:
            children[head].append(child)
    labels = []
    for child, head in enumerate(heads):
        if head < 0:
            labels.append("ROOT")
        elif tags[child] in SIGNS:
            labels.append("punct")
        else:
            features = label_features(child, head, forms, tags, children)
            labels.append(model.labels[best(model.labeller, features, model.labels)])
    return labels


def label_features(
    child: int,
    head: int,
    forms: Sequence[str],
    tags: Sequence[str],
    children: Sequence[Sequence[int]],
) -> tuple[str, ...]:
    """Return the features of an arc."""
    side = "<" if child < head else ">"
    tag, over = tags[child], tags[head]
    word, above = forms[child], forms[head]
    own = children[child]
    first = forms[own[0]] if own else ""
    inside = " ".join(sorted({tags[each] for each in own if tags[each][:1] in "VTWIMP"}))
    siblings = children[head]
    place = siblings.index(child)
    before = tags[siblings[place - 1]] if place else ""
    after = tags[siblings[place + 1]] if place + 1 < len(siblings) else ""
    previous = tags[child - 1] if child else ""
    pair = f"{side}{tag} {over}"
    return (
        f"a{pair}",
        f"b{side}{word} {tag}",
        f"c{side}{above} {tag}",
        f"d{pair} {first}",
        f"e{pair} {inside}",
        f"f{pair} {before}",
        f"g{pair} {after}",
        f"h{pair} {min(abs(child - head), 5)}",
        f"i{pair} {previous}",
        f"j{word} {above}",
        f"k{pair} {any(tags[each] in ('VBN', 'VBD') for each in siblings)}{len(siblings[place:])}",
        f"l{pair} {'be' if any(forms[each] in _BE for each in siblings) else ''} {before}",
    )


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s"})
