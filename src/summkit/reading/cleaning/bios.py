"""Remove the lines below a story: its author's work and address, and numbered notes."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases

_LONGEST = 400  # maximum characters of such a line
_MOST = 3  # maximum number of such lines below a story
_LEAST = 2  # minimum paragraphs of the story above them
_NAME = 4  # maximum words of a name
_ROLE = 14  # number of words after the name among which the role is searched
_TOKEN = regex(r"[^\W_]+(?:[-'’][^\W_]+)*")  # a word: "Anne-Marie"
_NUMBERED = regex(r"\[(\d{1,2})\]\s+(?=\S)")  # "[1] "
_ADDRESS = regex(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w{3,}|https?://\S"
)  # "ann@echo.example", "@annsmith"


def without_bios(paragraphs: Sequence[str]) -> tuple[list[str], list[Dropped]]:
    """Return the paragraphs of a story without lines about its author at the end, and these lines.

    A line is about the author in two cases. It gives a way to reach the author: a phrase such as
    "Contact" and an address. Or it begins with the name of a person whom the story does not
    mention, and gives the person's work for the paper: "Jane Doe covers the courts".
    """
    last = len(paragraphs)
    while last > max(_LEAST, len(paragraphs) - _MOST):
        line = paragraphs[last - 1]
        if len(line) > _LONGEST or not (_reaches(line) or _is_bio(line, paragraphs[: last - 1])):
            break
        last -= 1
    dropped = [Dropped(line, "below the story") for line in paragraphs[last:]]
    return list(paragraphs[:last]), dropped


def _reaches(line: str) -> bool:
    """Return whether a line gives an author's address: "Contact Jane Doe at jdoe@echo.example."."""
    return (
        ("@" in line or "://" in line)
        and phrases().opening("reach", line) is not None
        and bool(_ADDRESS.search(line))
    )


def _is_bio(line: str, story: Sequence[str]) -> bool:
    """Return whether a line gives the work of a person whom the story does not mention."""
    words = _TOKEN.findall(line[:_LONGEST])
    size = next((n for n, word in enumerate(words) if not word[0].isupper()), len(words))
    if not 2 <= size <= _NAME or len(words) <= size + 1:
        return False
    table = phrases()
    rest = line[line.index(words[size - 1]) + len(words[size - 1]) :].strip()
    works = words[size] in table.bio_verbs and _has_role(words[size + 1 : size + 1 + _ROLE])
    if not works and table.opening("coverage", rest) is None:
        return False
    surname = words[size - 1].removesuffix("’s").removesuffix("'s")
    return not any(surname in _TOKEN.findall(paragraph) for paragraph in story)


def _has_role(words: Sequence[str]) -> bool:
    """Return whether words contain a role at a paper and no relative clause begins after it.

    A participle such as "held" or "jailed" counts as a relative clause, because such a line is
    news.
    """
    table = phrases()
    roles = [n for n, word in enumerate(words) if word.casefold() in table.bio_roles]
    return bool(roles) and table.relatives.isdisjoint(words[roles[0] :])


def without_numbered_notes(paragraphs: Sequence[str]) -> tuple[list[str], list[Dropped]]:
    """Return the paragraphs without numbered notes at the end ("[1] Minutes, page 4"); the notes.

    The numbers must begin with 1 and be complete: a story may end with a numbered paragraph.
    """
    first = len(paragraphs)
    while first > _LEAST and _NUMBERED.match(paragraphs[first - 1]):
        first -= 1
    numbers = [int(_NUMBERED.match(line)[1]) for line in paragraphs[first:]]  # type: ignore[index]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        return list(paragraphs), []
    return list(paragraphs[:first]), [Dropped(line, "footnote") for line in paragraphs[first:]]
