"""The choice between a short headline and a longer one with the same beginning.

The judge (`learned.judging`) rates short headlines too high. For 45 graded headlines of
at most 55 characters there was a longer headline that began with the same words: 14 of the short
headlines and 19 of the longer headlines were printable (cross-validated; see
`benchmarks/headlines.md`).
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.result import Shortening

_WORTH = ((0.6, 4.0), (0.67, 2.0), (0.74, 1.0))
"""Share of the budget below which a headline is short; maximum lead of its score over the longer
headline.
"""
_FULL = 0.8
"""Minimum share of the budget of a longer headline that replaces a short one."""

_GAPS = 2
"""Maximum number of additional gaps of a longer headline."""


def fullest_first(headlines: list[Shortening], characters: int) -> list[Shortening]:
    """Return headlines, the best first. If the best is short, a longer headline is first.

    The longer headline must contain every word of the short one and continue it, by more than a
    time ("on Friday") or a source ("officials say"). A headline is also replaced if the only
    addition is the study that it comes from: "Naps lower blood pressure, study shows".

    Parameters
    ----------
    characters
        The maximum length of a headline.
    """
    if not headlines:
        return headlines
    best = headlines[0]
    sourced = [place for place, each in enumerate(headlines) if _adds_study(each, best)]
    if sourced:
        place = sourced[0]
        return [headlines[place], *headlines[:place], *headlines[place + 1 :]]
    length = len(best.text) / characters
    worth = next((worth for limit, worth in _WORTH if length < limit), 0.0)
    for place, each in enumerate(headlines):
        if best.score - each.score > worth:
            break
        if len(each.text) >= _FULL * characters and _continues(each, best):
            return [each, *headlines[:place], *headlines[place + 1 :]]
    return headlines


_STUDIES = frozenset("study survey poll trial analysis research review report".split())


def _adds_study(longer: Shortening, short: Shortening) -> bool:
    """Return whether a headline is another headline with its study: "..., study shows"."""
    added = longer.text.removeprefix(f"{short.text}, ")
    source = added.lower().split()
    verb = source[-1] in words("speech")
    return added != longer.text and verb and len(source) < _SOURCE and bool(_STUDIES & {*source})


_SOURCE = 6  # maximum words of a study and its verb, plus one


def _continues(longer: Shortening, short: Shortening) -> bool:
    """Return whether a headline consists of the words of a shorter one and of later words."""
    known = set(short.pieces)
    more = [piece for piece in longer.pieces if piece not in known]
    apart = len(longer.runs) - len(short.runs) > _GAPS
    if not known < set(longer.pieces) or more[0] < short.pieces[-1] or apart:
        return False
    added = longer.text.lower().split()[-len(more) :]
    said = words("plain_speech").intersection(added)
    return not said and not words("time").issuperset(set(added) - words("function_words"))
