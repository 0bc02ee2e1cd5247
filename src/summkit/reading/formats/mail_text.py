"""Remove the parts of a mail around its text: prefixes, headers, greeting, closing, signature."""

from __future__ import annotations

import re
from functools import cache

from summkit.article import Dropped
from summkit.datafiles import read_data
from summkit.patterns import regex
from summkit.reading.formats.markdown import holds_markdown

_LIST = regex(r"^\s*\[[\w .:/-]{1,40}\]\s+(?=\S)")  # the name of a mailing list: "[Press] "
# The label of a press release at the start of a subject: "Press release: ".
_RELEASE = regex(
    r"^\s*(?:(?:press|news|media) release|press(?:emitteilung|einformation|emeldung|emelding"
    r"|emeddelelse|meddelande)|medienmitteilung|communiqué de presse|comunicado de prensa"
    r"|nota de prensa|comunicado de imprensa|comunicato stampa|persbericht|for immediate release)"
    r"\s*[:|–—-]\s*(?=\S)",
    re.IGNORECASE,
)
_SIGNATURE = regex(r"^--[ \t]*$", re.MULTILINE)  # the line "-- " above a signature
# The mark and the headers of a forwarded mail: "--- Forwarded message ---", "From: Ann Smith".
_FORWARDED = regex(
    r"^[ \t>]*(?:-{2,}[^\n]{3,60}?-{2,}|Begin forwarded message:|_{10,})[ \t]*\n(?:[ \t>]*\n)*"
    r"(?:[ \t>]*\*?[\w ]{1,20}\*?:[^\n]*\n(?:[ \t]+[^\n]+\n)*)+",
    re.MULTILINE,
)
# The line above a quoted mail: "On Monday, Ann Smith wrote:".
_ATTRIBUTION = regex(
    r"^(?:On|Am|Le|El|Il|Op|Em) [^\n]{5,200}?:[ \t]*\n(?=(?:[ \t]*\n)*>)", re.MULTILINE
)
_NUMBERED = regex(r"^[ \t]*\[(\d{1,3})\][ \t]*https?://\S+[ \t]*$", re.MULTILINE)  # "[1] https:.."
_LISTED = regex(r"^[ \t]*https?://\S+[ \t]*$", re.MULTILINE)  # a line that is only an address
_ANGLED = regex(r"(?<=\w|[.,;:!?)”\"])[ \t]?<https?://[^\s<>]{1,800}>")  # "the ferry <https://...>"
# The foot of a newsletter: "Unsubscribe here".
_FOOT = regex(
    r"^_{10,}[ \t]*\n[^\n]{1,80}\b(?:mailing list|mailinglist|liste de diffusion)\b[^\n]*$"
    r"|^(?:unsubscribe|to unsubscribe|update your preferences|abmelden|newsletter abbestellen"
    r"|se désabonner|se désinscrire|darse de baja|cancelar (?:la )?suscripción|annulla l'iscrizione"
    r"|cancelar inscrição|uitschrijven|afmelden|avsluta prenumerationen|отписаться)\b[^\n]{0,200}$",
    re.IGNORECASE | re.MULTILINE,
)
# The subject in these headers: "Subject: Ferry runs aground".
_SUBJECT = regex(
    r"^[ \t>]*\*?(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat"
    r"|předmět|predmet|тема|θέμα|konu|件名|主题|主旨|제목)\s?\*?[:：]\*?[ \t]*(\S[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_NOTE = 15  # maximum words; a longer text above a forwarded mail is part of the article
_NARROWEST, _WIDEST = 50, 90  # range of the longest line's characters in a wrapped text
_RAGGED = 6  # maximum characters by which a wrapped line may be shorter than the width


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a reply's or forwarded mail's prefix, a greeting, and a closing."""
    lists = read_data("reading/formats", "mail")
    words = {name: "|".join(each) for name, each in lists.items()}
    return (
        regex(rf"^(?:\s*(?:{words['prefixes']})\s*(?:\[\d+\])?:)+", re.IGNORECASE),
        regex(rf"(?:{words['salutations']})\b[^\n.!?]{{0,60}}[,!:]?", re.IGNORECASE),
        regex(rf"(?:{words['closings']})\b[^\n.!?]{{0,40}}[,!.]?", re.IGNORECASE),
    )


def without_prefixes(subject: str) -> str:
    """Return a subject without "Fwd:", "Re:", "PRESS RELEASE:" and the name of a mailing list."""
    reply = _phrases()[0]
    for _ in range(3):  # "Fwd: [List] Re: ..."
        subject = _RELEASE.sub("", reply.sub("", _LIST.sub("", subject)))
    return subject.strip()


def forwarded(text: str) -> tuple[str, str, list[Dropped]] | None:
    """Return the subject, the text and the dropped parts of a forwarded mail pasted as plain text.

    None if no headers of a forwarded mail with a subject are at the top of the text.
    """
    if ":" not in text[:300] or (header := _FORWARDED.match(text.lstrip())) is None:
        return None
    subject = _SUBJECT.search(header[0])
    if subject is None:
        return None
    rest, dropped = without_surroundings(text)
    return without_prefixes(subject[1].strip(" *")), rest, dropped


def without_surroundings(text: str) -> tuple[str, list[Dropped]]:
    """Remove the signature, forwarded headers, quoted mail, links, greeting and closing."""
    dropped: list[Dropped] = []

    def take(match: re.Match[str], rule: str) -> str:
        dropped.append(Dropped(" ".join(match[0].split()), rule))
        return "\n"

    if (foot := _FOOT.search(text)) and len(text) - foot.start() < foot.start() / 2:
        dropped.append(Dropped(" ".join(text[foot.start() :].split()), "signature"))
        text = text[: foot.start()]
    if (end := _SIGNATURE.search(text)) and len(text) - end.end() < end.start():
        if below := " ".join(text[end.end() :].split()):
            dropped.append(Dropped(below, "signature"))
        text = text[: end.start()]
    if (header := _FORWARDED.search(text)) and len(text[: header.start()].split()) <= _NOTE:
        if above := " ".join(text[: header.start()].split()):
            dropped.append(Dropped(above, "note above a forwarded mail"))
        text = text[header.start() :]
    text = _FORWARDED.sub(lambda match: take(match, "forwarded header"), text)
    text = _ATTRIBUTION.sub(lambda match: take(match, "quoted mail"), text)
    lines = text.split("\n")
    quoted = [line for line in lines if line.startswith(">")]
    written = [line for line in lines if line.strip() and not line.startswith(">")]
    if len("".join(quoted)) > len("".join(written)):
        lines = [re.sub(r"^(?:> ?)+", "", line) for line in lines]  # the whole text is quoted
    elif quoted and not holds_markdown(text):  # Markdown marks its quotations in the same way
        dropped += [Dropped(line, "quoted mail") for line in quoted]
        lines = [line for line in lines if not line.startswith(">")]
    text, links = _without_links("\n".join(lines))
    text, polite = without_politeness(text)
    return text, dropped + links + polite


def _without_links(text: str) -> tuple[str, list[Dropped]]:
    """Remove the addresses of links: "the ferry <https://...>", "[1]" and the list of addresses."""
    if "://" not in text:
        return text, []
    dropped = [Dropped(match[0].strip(), "link") for match in _NUMBERED.finditer(text)]
    for number in dict.fromkeys(_NUMBERED.findall(text)):
        text = text.replace(f" [{number}]", "").replace(f"[{number}] ", "")
    if dropped:
        text = _LISTED.sub("", text)
    return _ANGLED.sub("", text), dropped


def without_politeness(text: str) -> tuple[str, list[Dropped]]:
    """Remove the greeting, and the closing with the name below it."""
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    dropped: list[Dropped] = []
    _, salutation, closing = _phrases()
    if len(blocks) > 1 and salutation.fullmatch(blocks[0]):
        dropped.append(Dropped(blocks.pop(0), "salutation"))
    for place in range(max(1, len(blocks) - 3), len(blocks)):
        first, _, below = blocks[place].partition("\n")
        rest = " ".join([below, *blocks[place + 1 :]])
        if closing.fullmatch(first.strip()) and len(rest.split()) <= 2 * _NOTE:
            dropped.append(Dropped(" ".join(f"{first} {rest}".split()), "closing"))
            del blocks[place:]
            break
    return "\n\n".join(blocks), dropped


def unwrapped(text: str) -> str:
    """Join lines that a mail program wrapped, if the next word did not fit on the line."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    joined = lines[:1]
    last = lines[0]
    for line in lines[1:]:
        word = line.split(" ", 1)[0]
        full = len(last) + 1 + len(word) > width - _RAGGED
        if line[:1].isalnum() | (line[:1] in "\"'“„«(‘") and last.strip() and full:
            joined[-1] = f"{joined[-1].rstrip()} {line}"
        else:
            joined.append(line)
        last = line
    return "\n".join(joined)


def unflowed(text: str, delete: bool) -> str:
    """Join lines by RFC 3676: a line that ends with a space continues on the next line.

    `delete` is the value of the parameter DelSp: whether that space is deleted.
    """
    joined: list[str] = []
    continues = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")  # "space-stuffing" of RFC 3676
        if continues:
            joined[-1] += line
        else:
            joined.append(line)
        continues = line.endswith(" ") and line != "-- "
        if continues and delete:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def without_signature(body: str) -> tuple[str, list[Dropped]]:
    """Remove a paragraph that begins with two hyphens, and the paragraphs below it."""
    paragraphs = body.split("\n\n")
    for place, text in enumerate(paragraphs):
        if place and re.match(r"--(?: |$)", text) and 2 * place >= len(paragraphs) - place:
            return "\n\n".join(paragraphs[:place]), [
                Dropped(each, "signature") for each in paragraphs[place:]
            ]
    return body, []
