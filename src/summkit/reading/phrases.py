"""What pages in different languages say around an article: read once from ``data/*.json``.

Every rule looks for the phrases of all languages at once, since the language of a text
is not known while it is being read, and saved pages mix languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")
_GLUE = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sets hold casefolded phrases; patterns are compiled to match whole phrases."""

    labels: dict[str, str]
    share_words: frozenset[str]
    read_more: re.Pattern[str]
    read_more_colon_only: frozenset[str]
    newsletter: re.Pattern[str]
    newsletter_words: tuple[str, ...]
    by: re.Pattern[str]
    sign_off: re.Pattern[str]
    roles: frozenset[str]
    joiners: frozenset[str]
    photo_prefix: re.Pattern[str]
    photo_suffix: re.Pattern[str]
    photo_words: frozenset[str]
    reserved: tuple[str, ...]
    calendar: frozenset[str]
    stamp: re.Pattern[str]
    time_words: frozenset[str]
    headline_label: re.Pattern[str]
    dek_label: re.Pattern[str]
    determiners: frozenset[str]
    agencies: frozenset[str]
    caption_wires: frozenset[str]
    photo_agencies: frozenset[str]
    colon_cities: frozenset[str]
    openers: dict[str, tuple[str, ...]]


def label_key(line: str) -> str:
    """Return what two spellings of a page's label share: letters, with 0 for any number."""
    return _NUMBER.sub("0", _GLUE.sub("", line.casefold()))


@cache
def phrases() -> Phrases:
    """Return the phrases of every language, compiled."""
    folder = files("summkit.reading") / "data"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    tables = [json.loads((folder / name).read_text(encoding="utf-8")) for name in names]

    def every(kind: str) -> list[str]:
        return list(dict.fromkeys(item for table in tables for item in table.get(kind, ())))

    def folded(*kinds: str) -> frozenset[str]:
        return frozenset(item.casefold() for kind in kinds for item in every(kind))

    def words(*kinds: str) -> frozenset[str]:
        return frozenset(word for item in folded(*kinds) for word in _WORD.findall(item))

    # What may stand before a colon, or opens a line: looked up by its first characters.
    opening = [*every("read_more"), *every("newsletter"), *every("photo")]
    opening += [*every("copyright"), *every("sign_off"), "©", "c)", "℗"]
    starts = {re.split("['’]", item.casefold())[0][:12].rstrip() for item in opening}
    return Phrases(
        labels={
            **{label_key(item): "timestamp" for item in every("stamp")},
            **{
                label_key(item.replace("{n}", "0")): "page label"
                for item in [*every("share"), *every("advert")]
            },
            **{
                label_key(item.replace("{n}", "0")): "reading time"
                for item in every("reading_time")
            },
        },
        share_words=folded("brands") | words("share"),
        read_more=_pattern(every("read_more"), r"[^\w]{{0,4}}({})(?!\w)"),
        read_more_colon_only=folded("read_more_colon_only"),
        newsletter=_pattern(every("newsletter"), r"[^\w]{{0,4}}({})"),
        newsletter_words=tuple(sorted(folded("newsletter_words"))),
        by=_pattern(every("by"), r"({})(?:\s*[:：]\s*|\s+)", flags=0),
        sign_off=_pattern(every("sign_off"), r"\b({})\b[:：]?"),
        roles=folded("roles"),
        joiners=folded("joiners"),
        photo_prefix=_pattern(every("photo"), r"[\[(]?({})\s*[:：/]\s*", flags=0),
        photo_suffix=_pattern(
            every("photo"),
            r"(?:^|[.!?。»”\")\]|]\s*|[(\[])({})\s?[:：/]\s?([^.:：|]{{2,50}})[.)\]]{{0,2}}$",
            flags=0,
        ),
        photo_words=folded("photo"),
        reserved=tuple(sorted(folded("copyright") - {"copyright"})),
        calendar=folded("months", "weekdays"),
        stamp=_pattern(every("stamp"), r"[^\w]{{0,3}}({})(?![^\W\d_])"),
        time_words=words("months", "weekdays", "stamp", "time_words"),
        headline_label=_pattern(every("headline"), r"({})\s*[:：]\s*"),
        dek_label=_pattern(every("dek"), r"({})\s*[:：]\s*"),
        determiners=frozenset(every("determiners")),
        agencies=folded("agencies", "photo_agencies"),
        caption_wires=frozenset(every("caption_wires")),
        photo_agencies=frozenset(every("photo_agencies")),
        colon_cities=frozenset(every("colon_cities")),
        openers={
            first: tuple(sorted(word for word in starts if word[0] == first))
            for first in sorted({word[0] for word in starts})
        },
    )


def _pattern(items: Iterable[str], frame: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compile phrases, longest first, into `frame`."""
    alternatives = []
    for item in sorted(set(items), key=lambda phrase: (-len(phrase), phrase)):
        pattern = re.escape(item).replace(r"\ ", r"\s*")
        alternatives.append(pattern.replace("'", "['’]"))
    return re.compile(frame.format("|".join(alternatives)), flags)
