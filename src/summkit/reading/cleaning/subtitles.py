"""Read subtitles (SubRip, WebVTT, SBV) as paragraphs of the spoken words."""

from __future__ import annotations

from summkit.article import Dropped
from summkit.patterns import regex

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
# The times of a subtitle: "00:00:01,000 --> 00:00:04,000".
_CUE = regex(rf"[ \t]*({_TIME})[ \t]*(?:-->|,)[ \t]*({_TIME})(?:[ \t]+[^\n]*)?")
# Styles and times within a line: "<i>", "<00:00:02.000>", "{\an8}".
_TAG = regex(r"</?(?:[biucv]|ruby|rt|lang|font)\b[^<>\n]{0,200}>|<\d[\d:.]*>|\{\\[^{}\n]{1,40}\}")
_ASS_TAG = regex(r"\{[^{}\n]{0,400}\}")  # "{\\an8}", "{\\i1}"
_NEW_LINE = regex(r"\\[Nnh]")  # "\\N"
_VOICE = regex(r"<v(?:\.[\w.]+)? ([^<>\n]{1,80})>")  # "<v Jane Doe>"
_SPEAKS = regex(r"(?:[-–—]\s*|>>>?\s*)(?=\S)")  # "- " or ">> " before another speaker's words
# Sounds that are not speech: "[MUSIC]", "(applause)", "♪ la la ♪".
_SOUND = regex(r"[\[(（【][^\[\]()（）【】\n]{1,60}[\])）】]|♪.*|♫.*|#[^#\n]*#")
_STOPS = tuple('.!?…。！？।؟۔"”’»)')
_FEWEST = 2  # minimum number of subtitles
_PAUSE = 2.0  # seconds of silence after a sentence, from which a new paragraph begins


def without_cues(text: str) -> tuple[str, list[Dropped]]:
    """Return the spoken words of subtitles; any other text is returned unchanged.

    A paragraph ends if the speaker changes, or if a sentence ends before a pause.
    """
    if "[Script Info]" in text[:200] and "Dialogue:" in text:
        text = _as_cues(text)
    if (">" not in text or "-->" not in text) and not (text[:1].isdigit() and _CUE.match(text)):
        return text, []
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    cues = {
        place: match
        for place, line in enumerate(lines)
        if ":" in line and (match := _CUE.fullmatch(line))
    }
    if len(cues) < _FEWEST and not (cues and text.lstrip("\ufeff \n").startswith("WEBVTT")):
        return text, []
    dropped: list[Dropped] = []
    paragraphs: list[list[str]] = []
    spoke, ended, said = "", -_PAUSE, ""
    begin, wait = 0, True
    for place, line in enumerate(lines):
        line = line.strip()
        if place in cues:
            dropped.append(Dropped(line, "subtitle"))
            begin, wait = place, False
            continue
        if not line:
            wait = True
            continue
        if wait or place + 1 in cues:  # a header, a note, or the next subtitle's number
            dropped.append(Dropped(line, "subtitle"))
            continue
        spoken = _VOICE.match(line)
        dropped += [Dropped(tag[0], "subtitle") for tag in _TAG.finditer(line)]
        line = _TAG.sub("", line).strip()
        if _SOUND.fullmatch(line):
            dropped.append(Dropped(line, "subtitle"))
            continue
        if not line or line == said:  # rolling captions repeat a line
            if line:
                dropped.append(Dropped(line, "subtitle"))
            continue
        said = line
        turn = _SPEAKS.match(line)
        if turn:
            dropped.append(Dropped(turn[0].strip(), "subtitle"))
            line = line[turn.end() :]
        start, stop = (_seconds(cues[begin][side]) for side in (1, 2))
        whole = bool(paragraphs) and paragraphs[-1][-1].endswith(_STOPS)
        other = turn is not None or (spoken is not None and spoken[1] != spoke)
        if not paragraphs or other or (whole and start - ended >= _PAUSE):
            paragraphs.append([])
        paragraphs[-1].append(line)
        spoke, ended = spoken[1] if spoken else spoke, stop
    if not paragraphs:
        return text, []
    return "\n\n".join(" ".join(each) for each in paragraphs), dropped


def _as_cues(text: str) -> str:
    """Return the lines of Advanced SubStation (.ass, .ssa) in SubRip's format, without headers."""
    cues: list[str] = []
    names: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        kind, _, rest = line.partition(":")
        if kind == "Format":
            names = [name.strip().lower() for name in rest.split(",")]
        elif kind == "Dialogue" and {"start", "end", "text"} <= set(names):
            cells = rest.strip().split(",", len(names) - 1)
            if len(cells) == len(names):
                found = dict(zip(names, cells, strict=True))
                words = _NEW_LINE.sub(" ", _ASS_TAG.sub("", found["text"])).strip()
                cues.append(f"{found['start'].strip()} --> {found['end'].strip()}\n{words}\n")
    return "\n".join(cues) or text


def _seconds(time: str) -> float:
    """Return a time such as "00:01:02,500" in seconds."""
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds
