"""Notes on texts of other programs whose values are probably misleading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summkit.article import Reference
from summkit.errors import counted
from summkit.evaluation.matching import shortened

FEWEST = 3
"""Minimum number of texts: among fewer texts, an equal text is no sign of a wrong file."""

EQUAL = "has the text of a reference in the article"
MARKUP = "contains HTML, which counts as words, in the article"
"""The remarks on a text of another program. The number of articles replaces "the article"."""

ADVICE = "check that the file contains the texts of the system, not the references"

_MARKUP = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|a|h[1-6]|ul|ol|li|blockquote|sup|sub)(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|amp|quot|apos|lt|gt|[lr]squo|[lr]dquo|[mn]dash|hellip|#[0-9]{1,6}|#x[0-9a-f]{1,5});",
    re.IGNORECASE,
)


def has_markup(parts: Iterable[str]) -> bool:
    """Return whether a text contains an HTML tag or entity, which metrics count as words."""
    return any(_MARKUP.search(part) for part in parts)


def equals_reference(parts: Sequence[str], references: Iterable[Reference]) -> bool:
    """Return whether a text that is not empty is the same as one of its references."""
    text = _words(parts)
    return bool(text) and any(_words(reference) == text for reference in references)


def too_many_equal(equal: int, texts: int) -> bool:
    """Return whether too many texts equal a reference, so that the file is probably wrong."""
    return equal >= FEWEST and 2 * equal > texts


def notes_on_texts(
    texts: Iterable[tuple[str, Sequence[str], Sequence[Reference]]],
) -> list[str]:
    """Return notes on scored texts: HTML in them, and texts that are equal to a reference.

    Parameters
    ----------
    texts
        (id, sentences, references) of each text.
    """
    marked, equal, count = [], 0, 0
    for key, parts, references in texts:
        count += 1
        equal += equals_reference(parts, references)
        if has_markup(parts):
            marked.append(key)
    notes = []
    if marked:
        contain = "contains" if len(marked) == 1 else "contain"
        notes.append(
            f"{counted(len(marked), 'text')} {contain} HTML, which counts as words: remove it: "
            f"{shortened(marked)}"
        )
    if too_many_equal(equal, count):
        notes.append(f"{equal:,} of {counted(count, 'text')} are equal to a reference: {ADVICE}")
    return notes


def _words(parts: Iterable[str]) -> list[str]:
    return " ".join(parts).split()
