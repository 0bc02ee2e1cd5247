"""Shorten a sentence that is longer than its budget, so that it does not end in "…"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summkit.cohesion.completion import completions
from summkit.document import Document
from summkit.shortening import prose
from summkit.shortening.full_names import Named, named
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front

LEAST = 0.45
"""Minimum probability that a shortening did no harm. Below it, another sentence is better."""

TRIED = 3
"""Maximum number of sentences that are tried, since each has to be parsed."""


def fit(
    document: Document,
    order: Sequence[int],
    fits: Callable[[str], bool],
    *,
    complete: bool = False,
) -> Shortening | None:
    """Return the first sentence that can be shortened to fit; None without one.

    Parameters
    ----------
    order
        Indices of sentences, best first.
    fits
        Returns whether a text is within the budget.
    complete
        Whether to print the full name of a person whom the sentence does not name in full.
    """
    code = document.language.code
    shorten = prose.shortened
    if code != "en":
        # Imported here, since the modules for other languages take 4% of the start of a process.
        from summkit.shortening.universal import writing as universal
        from summkit.shortening.universal.tree import is_parsed
        from summkit.shortening.unparsed import clauses
        from summkit.shortening.unparsed.colons import after_colon

        shorten = universal.shortened if is_parsed(code) else clauses.shortened
    for index in order[:TRIED]:
        names = completions(document, [index]) if complete and index else []
        name = names[0] if len(names) == 1 else None
        allows = fits if code == "en" else _Untorn(document, index, fits)
        if name is None:
            found = shorten(document, index, allows)
        else:
            found = shorten(document, index, Named(document, index, name, allows))
            found = named(document, found, name) if found else None
        if found is None and code != "en":
            found = after_colon(document, index, allows)
        if found is not None and found.chance >= LEAST:
            return found
    return None


class _Untorn:
    """The test whether a text is within the budget and is not torn out of its sentence."""

    def __init__(self, document: Document, index: int, fits: Callable[[str], bool]) -> None:
        self._sentence = document.sentences[index].text[front(document, index)[0] :]
        self._language, self._fits = document.language, fits

    def __call__(self, text: str) -> bool:
        from summkit.shortening.unparsed.torn import is_torn

        return self._fits(text) and not is_torn(self._sentence, text, self._language)
