"""Subtitles (SubRip, WebVTT, SBV) -> what is said in them, as paragraphs."""

from __future__ import annotations

from summkit.article import Dropped
from summkit.patterns import regex

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_CUE = regex(rf"[ \t]*({_TIME})[ \t]*(?:-->|,)[ \t]*({_TIME})(?:[ \t]+[^\n]*)?")
_TAG = regex(r"</?(?:[biucv]|ruby|rt|lang|font)\b[^<>\n]{0,200}>|<\d[\d:.]*>|\{\\[^{}\n]{1,40}\}")
_VOICE = regex(r"<v(?:\.[\w.]+)? ([^<>\n]{1,80})>")
_SPEAKS = regex(r"(?:[-–—]\s*|>>>?\s*)(?=\S)")
# What is heard and not said: "[MUSIC]", "(applause)", "♪ la la ♪".
_SOUND = regex(r"[\[(（【][^\[\]()（）【】\n]{1,60}[\])）】]|♪.*|♫.*|#[^#\n]*#")
_STOPS = tuple('.!?…。！？।؟۔"”’»)')
_BLOCKS = ("NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")
_FEWEST = 2
_PAUSE = 2.0  # seconds of silence behind a sentence that part paragraphs


def without_cues(text: str) -> tuple[str, list[Dropped]]:
    """Return what subtitles say, without their numbers, times and signs; other text as it is.

    Lines run on until somebody else speaks, or a sentence ends before a pause.
    """
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
        if wait or place + 1 in cues:  # a header, a note, a number or a name of the next cue
            dropped.append(Dropped(line, "subtitle"))
            continue
        spoken = _VOICE.match(line)
        dropped += [Dropped(tag[0], "subtitle") for tag in _TAG.finditer(line)]
        line = _TAG.sub("", line).strip()
        if _SOUND.fullmatch(line):
            dropped.append(Dropped(line, "subtitle"))
            continue
        if not line or line == said:  # captions that roll up show a line twice
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


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds
