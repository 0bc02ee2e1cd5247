"""Checks whether a shortened text was torn out of its sentence, in languages other than English.

These checks compare the shortened text with the whole sentence. They need no parser, so they also
find mistakes of a parser and of the rules on punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summkit.cohesion.openings import openings
from summkit.cohesion.quotations import halves
from summkit.language import Language
from summkit.patterns import regex
from summkit.shortening.universal.tree import is_parsed
from summkit.shortening.unparsed.calls import lacks_preposition
from summkit.shortening.unparsed.cuts import STOPS
from summkit.shortening.unparsed.segments import (
    BRACKET,
    WORD,
    Segment,
    Words,
    depends,
    finite_verbs,
    first_word,
    is_finite,
    segments,
    words_of,
)

_MOST_NAMES = 5
_WEAK = ("ber", "ter")  # prefixes of Indonesian words that may be adjectives or nouns
_ITEM = 5  # maximum words of a part of a list, with the word that joins the last part
_OPENING = 3  # words: "con el cual"
_SHARED = 12  # characters of the text that are looked for in the sentence
_SENTENCE = regex(r"[.!?]\s+[\"“«„]")
"""The end of a sentence before a quotation, which shows that two sentences were not divided."""
_COLON = regex(r":\s*[\"“«„]")
FRAME = regex(
    r"\b(?:habe?n?|hat|hatten?|bin|ist|sind|sei(?:en)?|war(?:en)?|wird|werden?|wurden?|würden?"
    r"|kann|können|könnten?|konnten?|solle?n?|sollten?|will|wolle?n?|wollten?|muss|müssen?"
    r"|mussten?|darf|dürfen?|durften?|möchten?"
    r"|heeft|hebben|hadden?|is|zijn|was|waren|wordt|worden|kan|kon|konden"
    r"|zal|zullen|zouden?|wil|willen|wilden?|moet|moeten|moesten?|mag|mogen|mocht)\b"
)
"""Verbs in German and Dutch whose other half, a participle or an infinitive, ends the clause."""
OTHER_HALF = regex(
    r"(?:\w+(?:en|ern|eln|ert|elt|iert)|ge\w+[dt]|\w+ge\w+[dt]|(?:be|ver|ent|er|zer)\w+[dt])"
)
_PAIRS = tuple(
    (regex(rf"\b{first}\b", re.IGNORECASE), regex(rf"\b{second}\b", re.IGNORECASE))
    for first, second in (
        ("nicht nur", "sondern"), ("weder", "noch"), ("entweder", "oder"),
        ("non seulement", "mais"), ("no (?:solo|sólo)", "sino"), ("não só", "mas"),
        ("non solo", "ma"), ("niet alleen", "maar"), ("không chỉ", "mà còn"),
        ("tidak hanya", "tetapi"), ("не только", "но и"),
    )
)  # fmt: skip
"""Words that require a second word later: "not only ... but"."""
_UNFINISHED = {
    "vi": "ngay|mới đây|gần đây|hiện nay|theo đó|trong đó|tại đây|cho biết|cho rằng|nói rằng"
    "|có đoạn|cụ thể|hướng|(?:cho hay|cho biết|đưa tin) vào(?: \\S+){0,7}",
    "sw": "kuwa|kwamba|kama|ni|si|hii|hiyo",
    "id": "bahwa|yakni|yaitu|antara lain|tersebut kepada",
}
"""Language -> words on which no sentence ends."""


def is_torn(sentence: str, text: str, language: Language) -> bool:
    """Return whether a shortened text has lost the meaning of its sentence.

    Parameters
    ----------
    sentence
        The whole sentence.
    text
        The printed form of the remaining words.
    language
        The language of both.
    """
    known = words_of(language.code)
    return (
        _opens_elsewhere(sentence, text, language.code)
        or (bool(halves(sentence)) and not halves(text))
        or len(_SENTENCE.findall(sentence)) > len(_SENTENCE.findall(text))
        or _loses_first(sentence, text)
        or (known is not None and _loses_speaker(sentence, text, known))
        or (
            known is not None
            and language.spaced
            and not is_parsed(language.code)
            and (
                _lacks_main(text, known, language)
                or (not known.last and _ends_inside(sentence, text, known, language))
            )
        )
    )


def _opens_elsewhere(sentence: str, text: str, code: str) -> bool:
    """Return whether only the shortened text opens on a word that refers back, or on half a name.

    "[This Wednesday] its government has protested": "its" refers to a country in the text before
    it. "[The police of Barru,] South Sulawesi, are asking": the place is not the subject.
    """
    if sentence.casefold().startswith(text[:6].casefold()):
        return False
    begin = openings(code)
    if any(
        pattern.match(text)
        for pattern in (begin.connective, begin.pronoun, begin.demonstrative, begin.dropped)
    ):
        return True
    place = sentence.find(text[1:_SHARED])
    gone = sentence[: place - 1] if place > 0 else ""
    known, first = words_of(code), gone.split(None, 1)[:1]
    if known is not None and first and first[0].lower() in known.speech:
        return False  # "Theo Reuters, ...": according to
    return gone.rstrip().endswith(",") and text[1:2].islower() and _is_name(gone.rstrip(" ,"))


def _is_name(text: str) -> bool:
    """Return whether a text is two to five words with capitals, without a comma."""
    words = BRACKET.sub("", text).split()
    return (
        "," not in text
        and 1 < len(words) <= _MOST_NAMES
        and all(word[:1].isupper() for word in words)
    )


def _loses_first(sentence: str, text: str) -> bool:
    """Return whether the text has the second of two words that belong together, not the first."""
    return any(
        second.search(text) and not first.search(text) and first.search(sentence)
        for first, second in _PAIRS
    )


def _loses_speaker(sentence: str, text: str, known: Words) -> bool:
    """Return whether a quotation has lost its speaker before the verb of saying.

    '"Two of us are safe", [Rena Holm] said': the text does not name the speaker any more.
    """
    for mark in re.finditer(r"[\"”»],?\s+(\w+)(?:\s+(\w+))?", text):
        verb = f"{mark[1]} {mark[2]}".lower() == "cho biết"
        said = text[mark.start() : mark.end(2 if verb else 1)]
        if (verb or mark[1].lower() in known.speech) and said not in sentence:
            return True
    return False


def _lacks_main(text: str, known: Words, language: Language) -> bool:
    """Return whether the text opens on a dependent clause and has no main clause."""
    if known.last:
        return False
    parts = segments(text.rstrip(STOPS), language, known)
    opening = (known.condition | known.opener) - known.articles
    if not parts or first_word(parts[0], language, known) not in opening:
        return False
    if known.second and finite_verbs(parts[0], known, language) == 0:
        return False
    later = [part for part in parts[1:] if part.sign in (",", "،", ":")]
    return not any(finite_verbs(part, known, language) for part in later)


def _ends_inside(sentence: str, text: str, known: Words, language: Language) -> bool:
    """Return whether the text ends inside a clause of its sentence."""
    rest = _omitted_end(sentence, text)
    if rest is None or rest[:1] == "|":  # the bar after a title
        return False
    words = [match.group() for match in WORD.finditer(BRACKET.sub("", text))]
    unfinished = _UNFINISHED.get(language.code)
    if unfinished and re.search(rf"(?<!\w)(?:{unfinished})\W*$", text):
        return True
    if known.second and _frame_ends_later(words, rest, known, language):
        return True
    if rest[:1] in ",،":
        return _clause_continues(rest[1:], known, language)
    if _COLON.search(rest.split(",", 1)[0]):
        return True  # the speaker remains without the statement
    return (
        (known.second and _ends_in_frame(words, rest))
        or lacks_preposition(words, rest, language.code)
        or (_holds_verb(rest, known, language) and not _has_verb(words, known))
    )


def _omitted_end(sentence: str, text: str) -> str | None:
    """Return the end of the sentence that a cut text omits; None if nothing was cut off."""
    tail = text.rstrip(STOPS)[-_SHARED:]
    place = sentence.rfind(tail)
    if place < 0:
        return None
    rest = sentence[place + len(tail) :]
    bare = BRACKET.sub("", rest).strip()
    return bare if bare.strip(STOPS + '"”» ') else None


def _clause_continues(rest: str, known: Words, language: Language) -> bool:
    """Return whether a clause continues after the comma at which the text ends.

    "a remark of the chairman[, Arvid Sollund, on the team has caused a stir]" continues after the
    name, and "the makers of chips, Norvex[, Velora and Sund will stop]" after the list.
    """
    parts = segments(rest.rstrip(STOPS), language, known)
    if not parts:
        return False
    name = rest.split(",", 1)
    if len(name) > 1 and _is_name(name[0]):
        return True
    if re.match(rf"\s*{_NAME}(?:\s{_NAME})*\s(?:{'|'.join(known.join) or '$^'})\s{_NAME}", rest):
        return True
    return _is_list(rest, known) or any(
        _continues(*pair, known, language) for pair in list(pairwise(parts))[:1]
    )


def _is_list(rest: str, known: Words) -> bool:
    """Return whether a list continues after a comma: "sektor transportasi[, gudang, dan toko]"."""
    words = WORD.findall(rest)[:_ITEM]
    joint = next((n for n, word in enumerate(words) if word.lower() in known.join), 0)
    clause = known.opener | known.loose | known.condition | known.complement | known.soft
    if known.articles or not joint or words[0].lower() in clause:
        return False  # with articles: "met Arno Holm[, teacher and writer]"
    return not any(is_finite(words[n - 1] if n else "", words[n], known) for n in range(joint))


_NAME = r"[^\W\d_a-zà-ÿа-яёіїєґα-ωά-ώ]\S*"


def _continues(aside: Segment, then: Segment, known: Words, language: Language) -> bool:
    """Return whether a clause without its verb is followed by the verb of the main clause."""
    if aside.sign.isalpha() or then.sign not in (",", "،") or depends(aside, known, language):
        return False
    if language.code == "ar" and aside.words and aside.words[0].startswith("و"):
        return False  # "and": a clause is complete before it
    if finite_verbs(aside, known, language) or depends(then, known, language):
        return False
    opens = first_word(then, language, known)
    return opens not in known.join and bool(finite_verbs(then, known, language))


def _ends_in_frame(words: Sequence[str], rest: str) -> bool:
    """Return whether a verb at the end of the clause was deleted, and its first half was not.

    "Die Anwälte haben Berufung [gegen das Urteil eingelegt]": "haben" needs "eingelegt".
    """
    if not words or (words[-1].islower() and OTHER_HALF.fullmatch(words[-1])):
        return False
    last = (WORD.findall(rest.split(",", 1)[0]) or [""])[-1]
    return bool(FRAME.search(" ".join(words))) and bool(OTHER_HALF.fullmatch(last))


def _frame_ends_later(words: Sequence[str], rest: str, known: Words, language: Language) -> bool:
    """Return whether the second half of the verb follows a deleted aside.

    "Die Behörde hat gegen zwei Männer[, die geflohen waren, Anklage erhoben]"
    """
    if rest[:1] not in ",–—-" or not words or words[-1].islower():
        return False
    if not FRAME.search(" ".join(words)):
        return False
    for part in segments(rest.lstrip(",–—- ").rstrip(STOPS), language, known)[1:]:
        if not part.words or first_word(part, language, known) in known.opener | known.join:
            continue
        last = part.words[-1]
        if not finite_verbs(part, known, language):
            return last.islower() and bool(OTHER_HALF.fullmatch(last))
    return False


def _has_verb(words: Sequence[str], known: Words) -> bool:
    """Return whether a text in a language like Indonesian certainly has its main verb.

    The relative clauses of the text are checked elsewhere. "berpelat" may be an adjective.
    """
    if not known.states.isdisjoint(word.lower() for word in words):
        return False  # "mencatat produksi [hingga Mei mencapai 40 ton]"
    own = (word for word in words if not word.lower().startswith(_WEAK))
    return bool(known.relative) and any(is_finite("", word, known) for word in own)


def _holds_verb(rest: str, known: Words, language: Language) -> bool:
    """Return whether a deleted phrase, which opens on a preposition, has a finite verb.

    In "people who came from the east [to the border will get no asylum]", the deleted verb belongs
    to the main clause.
    """
    first = next(iter(segments(rest.split(",", 1)[0], language, known)), None)
    opens = {word.lower() for word in first.words[:_OPENING]} if first else set()
    if first is None or not opens.isdisjoint(known.opener | known.join):
        return False
    relative = (n for n, word in enumerate(first.words) if word.lower() in known.relative)
    # After a preposition such as "dalam", the verb is no verb of a main clause: "dalam menjaga".
    start = 2 if known.prefixes else 0
    own = first._replace(words=first.words[start : next(relative, len(first.words))])
    return bool(finite_verbs(own, known, language))
