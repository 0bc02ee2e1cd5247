"""A linear model that scores the headlines of one sentence by their deletions and gaps.

It was fitted to grades by a language model, from 0 (broken or false) to 3 (printable as it is), by
minimum risk (Smith and Eisner 2006, Minimum Risk Annealing, section 3). The features of the gaps
follow McDonald (2006, Discriminative Sentence Compression with Soft Syntactic Evidence, section
3.2). See `benchmarks/headlines.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from summkit.shortening.candidates import runs
from summkit.shortening.checks.claims import states_claim
from summkit.shortening.learned.kinds import kinds_of
from summkit.shortening.learned.pruning import PhraseProbabilities, decisions
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, once, once_each
from summkit.shortening.valency import binds, is_open
from summkit.sums import running_sum

MODEL = Path(__file__).parents[2] / "models" / "judging.json"


@cache
def shipped() -> Mapping[str, float]:
    """Return the weights that summkit ships."""
    weights: dict[str, float] = json.loads(MODEL.read_text("utf-8"))["weights"]
    return weights


def judged(numbers: Mapping[str, float]) -> float:
    """Return the score of a headline.

    Only the scores of one sentence's headlines are comparable.
    """
    weights = shipped()
    # A feature without a weight adds nothing.
    return running_sum([weights[name] * numbers[name] for name in numbers if name in weights])


def features(
    tree: Tree,
    kept: int,
    phrases: PhraseProbabilities,
    text: str,
    characters: int,
    harm: float | None,
) -> dict[str, float]:
    """Return the features of a headline by name; a missing name means 0.

    Parameters
    ----------
    tree, kept
        The sentence, and the tokens of the headline.
    phrases
        The possible deletions in the sentence.
    text, characters
        The printed form of the headline, and its maximum length.
    harm
        See `summkit.shortening.harm`; None if the rules do not make this headline.
    """
    found: dict[str, float] = {}
    if harm is not None:
        found["ruled"] = 1.0
        found["harm"] = harm / 3
    made = decisions(phrases.choices, kept)
    _length(found, text, characters)
    _likelihood(found, phrases, made)
    for each in (phrases.choices[place] for place, left_out in made if left_out):
        for rule in each.rules:
            _add(found, f"k {rule}", 0.5)
        if not each.rules:
            _add(found, f"s {each.shape}", 0.5)
    _gaps(found, tree, kept)
    _heads(found, tree, kept)
    _clause(found, tree, kept)
    found["runs"] = len(runs(tree, kept)) / 5
    return found


@once
def _words(tree: Tree) -> list[int]:
    """Return the tokens that are neither punctuation marks nor articles."""
    return [
        node
        for node in range(len(tree.tokens))
        if tree.labels[node] != "punct" and tree.lower[node] not in ("a", "an", "the")
    ]


def _add(found: dict[str, float], name: str, number: float = 1.0) -> None:
    found[name] = found.get(name, 0.0) + number


def _length(found: dict[str, float], text: str, characters: int) -> None:
    """Add features of the headline's length."""
    length = len(text)
    found["length"] = length / characters
    found["length2"] = (length / characters) ** 2
    found["short"] = max(0, 40 - length) / 15
    found["long"] = max(0, length - 66) / 9


def _likelihood(
    found: dict[str, float], phrases: PhraseProbabilities, made: Sequence[tuple[int, bool]]
) -> None:
    """Add features of the probabilities of the choices made."""
    likelihood = phrases.likelihood(made)
    found["likelihood"] = likelihood / 5
    found["likelihood, mean"] = likelihood / max(1, len(made))
    goes = [phrases.log_left_out[place] for place, left_out in made if left_out]
    stays = [phrases.log_kept[place] for place, left_out in made if not left_out]
    found["least likely to go"] = min(goes, default=0.0)
    found["least likely to stay"] = min(stays, default=0.0)


def _gaps(found: dict[str, float], tree: Tree, kept: int) -> None:
    """Add features of the gaps, and of the first and the last word of the headline."""
    places = [place for place, node in enumerate(_words(tree)) if kept >> node & 1]
    if not places:
        return
    for name in _begins(tree, places[0]):
        _add(found, name)
    gaps = [pair for pair in pairwise(places) if pair[1] != pair[0] + 1]
    for pair in gaps:
        for name in _gap(tree, pair):
            _add(found, name)
    found["gaps"] = len(gaps) / 3
    for name in _ends(tree, places[-1]):
        _add(found, name)


@once_each
def _begins(tree: Tree, place: int) -> list[str]:
    """Return the features of the headline's first word, by its place in `_words`."""
    first = _words(tree)[place]
    names = [f"begins {tree.tags[first]}"]
    if place:
        names += [f"begins late {tree.tags[first]}", f"begins late {tree.labels[first]}"]
    return names


@once_each
def _gap(tree: Tree, places: tuple[int, int]) -> list[str]:
    """Return the features of a gap, by the places in `_words` of the words beside it."""
    tags, labels, tokens = tree.tags, tree.labels, _words(tree)
    before, after = places
    left, right = tokens[before], tokens[after]
    return [
        f"gap {tags[left][:3]} {tags[right][:3]}",
        f"gap of {labels[left]} {labels[right]}",
        f"gap from {tags[left][:2]} {tags[tokens[before + 1]]}",
        f"gap to {tags[tokens[after - 1]]} {tags[right][:3]}",
        f"gap {_relation(tree, left, right)} {labels[right]}",
    ]


@once_each
def _ends(tree: Tree, place: int) -> list[str]:
    """Return the features of the headline's last word, by its place in `_words`."""
    tags, labels, tokens = tree.tags, tree.labels, _words(tree)
    last = tokens[place]
    names = [f"ends {tags[last]}", f"ends {labels[last]}"]
    open_end = is_open(tree.lower[last])
    if open_end:
        names.append("ends open")
    if place + 1 < len(tokens):
        following = tokens[place + 1]
        names += [
            f"ends before {tags[last][:2]} {tags[following]}",
            f"ends before {labels[following]}",
            f"ends {open_end:d} before {labels[following]}",
        ]
        if binds(tree.lower[last], tree.lower[following]):
            names.append("ends bound")
    return names


def _relation(tree: Tree, left: int, right: int) -> str:
    """Return the relation of the words on both sides of a gap."""
    if tree.heads[right] == left:
        return "to child"
    if tree.heads[left] == right:
        return "to head"
    return "to sister" if tree.heads[left] == tree.heads[right] else "to other"


def _heads(found: dict[str, float], tree: Tree, kept: int) -> None:
    """Add features of words with a deleted head, and of heads with a deleted dependent."""
    for node, head in _hanging(tree):
        stays, over = kept >> node & 1, kept >> head & 1
        if stays != over:
            for name, number in _orphaned(tree, node) if stays else _lost_dependents(tree, node):
                _add(found, name, number)


@once
def _hanging(tree: Tree) -> list[tuple[int, int]]:
    """Return the words that have a head, with their heads."""
    return [(node, tree.heads[node]) for node in _words(tree) if tree.heads[node] >= 0]


@once_each
def _orphaned(tree: Tree, node: int) -> list[tuple[str, float]]:
    """Return the features of a remaining word whose head was deleted."""
    label, names = tree.labels[node], []
    if label not in ("det", "punct", "aux"):
        names.append(f"orphan {label}")
    if label == "ccomp" and tree.is_verb(tree.heads[node]):
        modal = any(tree.tags[child] == "MD" for child in tree.children[node])
        names.append(f"unsaid {tree.tags[node]} {modal:d}")
    return [(name, 1.0) for name in names]


@once_each
def _lost_dependents(tree: Tree, node: int) -> list[tuple[str, float]]:
    """Return the features of a remaining head whose dependent was deleted."""
    label, head = tree.labels[node], tree.heads[node]
    names = [(f"lost {label}", 0.5), (f"lost {label} {tree.tags[head][:2]}", 0.5)]
    if is_open(tree.lower[head]):
        names.append((f"lost {label} of open", 1.0))
    if label == "prep" and binds(tree.lower[head], tree.lower[node]):
        names.append(("lost bound", 1.0))
    if label in ("xcomp", "ccomp", "acl"):
        names.append((f"lost {label} {tree.tags[node]} {tree.tags[head][:2]}", 1.0))
    return names


def _clause(found: dict[str, float], tree: Tree, kept: int) -> None:
    """Add features of the remaining clause: verbs, subject, and words after the last verb."""
    kinds = kinds_of(tree)
    verbs = kept & tree.verbs
    _add(found, f"verbs {min(verbs.bit_count(), 3)}")
    found["names"] = (kept & kinds.names).bit_count() / kept.bit_count()
    for name, mask in (
        ("number", kinds.numbers),
        ("quotation", tree.quoted),
        ("speech", kinds.speech),
        ("pronoun", kinds.pronouns),
        ("root", 1 << tree.root),
    ):
        if kept & mask:
            found[name] = 1.0
    if states_claim(tree, kept):
        found["claim"] = 1.0
    subject = tree.subject(tree.root)
    if subject >= 0:
        if _is_bare(tree, subject, kept):
            found["subject bare"] = 1.0
        stays = kept >> subject & 1
        alone = (tree.subtrees[subject] & kept).bit_count() <= 1
        _add(found, f"subject {tree.tags[subject][:3]} {stays}")
        _add(found, f"subject alone {tree.tags[subject][:3]} {alone:d}")
    if verbs:
        last = high(verbs)
        behind = (kept >> last + 1).bit_count()
        _add(found, f"behind verb {min(behind, 4)}")
        _add(found, f"last verb {tree.tags[last]} {min(behind, 2)}")
        _add(found, f"last verb open {is_open(tree.lower[last]):d} {min(behind, 2)}")
    end = high(kept)
    for kind in ("bound_nouns", "vague_nouns"):
        if tree.lower[end] in words(kind):
            _add(found, f"ends {kind}")


def _is_bare(tree: Tree, subject: int, kept: int) -> bool:
    """Return whether a common noun lost every phrase that describes it: "A fire [in Marl]"."""
    if tree.tags[subject] not in ("NN", "NNS") or not kept >> subject & 1:
        return False
    own = [n for n in tree.children[subject] if tree.labels[n] not in ("det", "punct")]
    return bool(own) and not any(kept >> n & 1 for n in own)
