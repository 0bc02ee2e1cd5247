"""Sentences whose deleted words are in square brackets."""

from __future__ import annotations

from summkit.shortening.parsing.tree import Tree


def parsed(marked: str) -> tuple[Tree, int]:
    """Return the parse of a sentence such as "Dogs may swim [on Monday] ." and its kept words."""
    kept, words, inside = 0, [], False
    for word in marked.split():
        inside = inside or word.startswith("[")
        words.append(word.strip("[]"))
        if not inside:
            kept |= 1 << len(words) - 1
        inside = inside and not word.endswith("]")
    tree = Tree(" ".join(words))
    assert len(tree.lower) == len(words)
    return tree, kept
