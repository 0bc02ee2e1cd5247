"""Deletion of the first predicates of a chain: "[stepped into the road, raised her sign and] fell".

The last predicate of a chain often contains the news; the first ones set the scene.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.deletions.deletion import Deletion
from summkit.shortening.parsing.tree import FINITE, Tree, once, span

_COST = 1.2


def first_predicates(tree: Tree) -> Iterator[Deletion]:
    """Delete all predicates but the last one: the main verb, its dependents and the joined verbs.

    Words such as "for the first time" between "and" and the last verb remain.
    """
    root, _, joint = _chain(tree)
    if joint and (not tree.quoted & span(root, joint) or tree.whole(span(root, joint))):
        yield Deletion(span(root, joint), "first-predicates", _COST)


def sets_scene(tree: Tree, kept: int) -> bool:
    """Return whether a headline has the first predicate of a chain, but not the last, the news."""
    root, last, joint = _chain(tree)
    return bool(joint and kept >> root & 1 and not kept >> last & 1)


@once
def _chain(tree: Tree) -> tuple[int, int, int]:
    """Return the main verb, the last verb of its chain, and the "and"; zeros without a chain.

    The subject precedes the main verb, and the last verb has the same form and no other subject.
    The last predicate must be the news: a clause is its object ("found that nobody came"), and a
    third predicate or a phrase between commas comes before it.
    """
    root = tree.root
    subject = tree.subject(root)
    last = _last_verb(tree, root) if 0 <= subject < root and tree.tags[root] in FINITE else -1
    joint = next((n for n in range(last - 1, root, -1) if tree.tags[n] == "CC"), -1)
    if joint < 0 or any(tree.tags[n] in FINITE for n in range(joint + 1, last)):
        return 0, 0, 0
    own = [n for n in tree.children[root] if subject < n < root]
    if any(tree.labels[n] in ("aux", "auxpass", "neg") for n in own):
        return 0, 0, 0
    news = "," in tree.lower[joint:last] or _has_more(tree, root, joint)
    return (root, last, joint) if news and tree.find(last, "ccomp") >= 0 else (0, 0, 0)


def _has_more(tree: Tree, root: int, joint: int) -> bool:
    """Return whether another predicate is between the main verb and the conjunction."""
    return any(
        tree.tags[n] == tree.tags[root] and tree.subject(n) < 0 and tree.lower[n - 1] == ","
        for n in range(root + 2, joint)
    )


def _last_verb(tree: Tree, root: int) -> int:
    """Return the last verb that shares the subject of the main verb; -1 without one."""
    last = -1
    for verb in range(root + 1, len(tree.tags)):
        if tree.tags[verb] != tree.tags[root] or tree.subject(verb) >= 0:
            continue
        head = tree.heads[verb]
        while head > root and tree.labels[head] in ("conj", "advcl"):
            head = tree.heads[head]
        if head == root and tree.labels[verb] in ("conj", "advcl"):
            last = verb
    return last
