"""Which headline of a sentence reads best: a linear model of how it was made and where it has gaps.

It was fitted to grades that a language model gave, from 0 (broken or false) to 3 (printed as it
is), by minimum risk (Smith and Eisner 2006, Minimum Risk Annealing, section 3); the features at
the gaps go back to McDonald (2006, Discriminative Sentence Compression with Soft Syntactic
Evidence, section 3.2). See `benchmarks/headlines.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from summkit.shortening.candidates import runs
from summkit.shortening.lexicon import words
from summkit.shortening.pruning import Decided, decisions
from summkit.shortening.tree import Tree, members
from summkit.shortening.valency import binds, is_open
from summkit.sums import running_sum

MODEL = Path(__file__).parents[1] / "models" / "judging.json"


@cache
def shipped() -> Mapping[str, float]:
    """Return the weights that come with summkit."""
    weights: dict[str, float] = json.loads(MODEL.read_text("utf-8"))["weights"]
    return weights


def judged(numbers: Mapping[str, float]) -> float:
    """Return the score of a headline by its features; comparable within a sentence."""
    weights = shipped()
    return running_sum(weights.get(name, 0.0) * number for name, number in numbers.items())


def features(
    tree: Tree, kept: int, phrases: Decided, text: str, characters: int, harm: float | None
) -> dict[str, float]:
    """Return what is so of a headline, by name; what is not so is not named.

    Parameters
    ----------
    tree, kept
        The sentence, and the tokens of the headline.
    phrases
        What the sentence may leave out.
    text, characters
        The headline as it would be printed, and how long it may be.
    harm
        See `summkit.shortening.harm`; None where no rule makes the headline.
    """
    found: dict[str, float] = {}
    if harm is not None:
        found["ruled"] = 1.0
        found["harm"] = harm / 3
    made = decisions(phrases.choices, kept)
    _length(found, text, characters)
    _likelihood(found, phrases, kept, made)
    for each in (phrases.choices[place] for place, left_out in made if left_out):
        for rule in each.rules:
            _add(found, f"k {rule}", 0.5)
        if not each.rules:
            _add(found, f"s {each.shape}", 0.5)
    words_kept = [
        node
        for node in range(len(tree.tokens))
        if tree.labels[node] != "punct" and tree.lower[node] not in ("a", "an", "the")
    ]
    _gaps(found, tree, kept, words_kept)
    _heads(found, tree, kept, words_kept)
    _clause(found, tree, kept)
    found["runs"] = len(runs(tree, kept)) / 5
    return found


def _add(found: dict[str, float], name: str, number: float = 1.0) -> None:
    found[name] = found.get(name, 0.0) + number


def _length(found: dict[str, float], text: str, characters: int) -> None:
    length = len(text)
    found["length"] = length / characters
    found["length2"] = (length / characters) ** 2
    found["short"] = max(0, 40 - length) / 15
    found["long"] = max(0, length - 66) / 9


def _likelihood(
    found: dict[str, float], phrases: Decided, kept: int, made: Sequence[tuple[int, bool]]
) -> None:
    likelihood = phrases.likelihood(kept)
    found["likelihood"] = likelihood / 5
    found["likelihood, mean"] = likelihood / max(1, len(made))
    goes = [phrases.goes[place] for place, left_out in made if left_out]
    stays = [phrases.stays[place] for place, left_out in made if not left_out]
    found["least likely to go"] = min(goes, default=0.0)
    found["least likely to stay"] = min(stays, default=0.0)


def _gaps(found: dict[str, float], tree: Tree, kept: int, tokens: Sequence[int]) -> None:
    """Say between which words something was left out, and where the headline begins and ends."""
    tags, labels = tree.tags, tree.labels
    places = [place for place, node in enumerate(tokens) if kept >> node & 1]
    if not places:
        return
    first, last = tokens[places[0]], tokens[places[-1]]
    _add(found, f"begins {tags[first]}")
    if places[0]:
        _add(found, f"begins late {tags[first]}")
        _add(found, f"begins late {labels[first]}")
    gaps = 0
    for before, after in pairwise(places):
        if after == before + 1:
            continue
        left, right = tokens[before], tokens[after]
        gaps += 1
        _add(found, f"gap {tags[left][:3]} {tags[right][:3]}")
        _add(found, f"gap of {labels[left]} {labels[right]}")
        _add(found, f"gap from {tags[left][:2]} {tags[tokens[before + 1]]}")
        _add(found, f"gap to {tags[tokens[after - 1]]} {tags[right][:3]}")
        _add(found, f"gap {_relation(tree, left, right)} {labels[right]}")
    found["gaps"] = gaps / 3
    _add(found, f"ends {tags[last]}")
    _add(found, f"ends {labels[last]}")
    if is_open(tree.lower[last]):
        _add(found, "ends open")
    if places[-1] + 1 < len(tokens):
        following = tokens[places[-1] + 1]
        _add(found, f"ends before {tags[last][:2]} {tags[following]}")
        _add(found, f"ends before {labels[following]}")
        _add(found, f"ends {is_open(tree.lower[last]):d} before {labels[following]}")
        if binds(tree.lower[last], tree.lower[following]):
            _add(found, "ends bound")


def _relation(tree: Tree, left: int, right: int) -> str:
    if tree.heads[right] == left:
        return "to child"
    if tree.heads[left] == right:
        return "to head"
    return "to sister" if tree.heads[left] == tree.heads[right] else "to other"


def _heads(found: dict[str, float], tree: Tree, kept: int, tokens: Sequence[int]) -> None:
    """Say which words lost their heads, and which heads lost what hung on them."""
    for node in tokens:
        head = tree.heads[node]
        if head < 0:
            continue
        label, stays, over = tree.labels[node], kept >> node & 1, kept >> head & 1
        if stays and not over and label not in ("det", "punct", "aux"):
            _add(found, f"orphan {label}")
        if over and not stays:
            _add(found, f"lost {label}", 0.5)
            _add(found, f"lost {label} {tree.tags[head][:2]}", 0.5)
            if is_open(tree.lower[head]):
                _add(found, f"lost {label} of open")
            if label == "prep" and binds(tree.lower[head], tree.lower[node]):
                _add(found, "lost bound")
            if label in ("xcomp", "ccomp", "acl"):
                _add(found, f"lost {label} {tree.tags[node]} {tree.tags[head][:2]}")
        if stays and not over and label == "ccomp" and tree.is_verb(head):
            modal = any(tree.tags[child] == "MD" for child in tree.children[node])
            _add(found, f"unsaid {tree.tags[node]} {modal:d}")


def _clause(found: dict[str, float], tree: Tree, kept: int) -> None:
    """Say what kind of clause is left: verbs, subject, what stands behind the last verb."""
    nodes = list(members(kept))
    verbs = [node for node in nodes if tree.is_verb(node)]
    _add(found, f"verbs {min(len(verbs), 3)}")
    tags = [tree.tags[node] for node in nodes]
    found["names"] = sum(tag[:3] == "NNP" for tag in tags) / len(nodes)
    for name, holds in (
        ("number", "CD" in tags),
        ("quotation", bool(kept & tree.quoted)),
        ("speech", any(tree.lower[node] in words("speech") for node in nodes)),
        ("pronoun", "PRP" in tags),
        ("root", bool(kept >> tree.root & 1)),
    ):
        if holds:
            found[name] = 1.0
    subject = tree.subject(tree.root)
    if subject >= 0:
        stays = kept >> subject & 1
        alone = (tree.subtrees[subject] & kept).bit_count() <= 1
        _add(found, f"subject {tree.tags[subject][:3]} {stays}")
        _add(found, f"subject alone {tree.tags[subject][:3]} {alone:d}")
    if verbs:
        behind = sum(node > verbs[-1] for node in nodes)
        _add(found, f"behind verb {min(behind, 4)}")
        _add(found, f"last verb {tree.tags[verbs[-1]]} {min(behind, 2)}")
        _add(found, f"last verb open {is_open(tree.lower[verbs[-1]]):d} {min(behind, 2)}")
    end = nodes[-1]
    for kind in ("bound_nouns", "vague_nouns"):
        if tree.lower[end] in words(kind):
            _add(found, f"ends {kind}")
