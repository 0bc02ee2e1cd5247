"""The signs that end sentences, close what they end and open what follows."""

from __future__ import annotations

import re

# What these mean depends on the words around them.
WEAK = ".!?…"
# These end a sentence wherever they stand. "፡፡" is how "።" is typed on some keyboards.
STRONG = (
    *"。！？｡．؟۔।॥።፧፨։။។៕\u037e‼⁉",
    "፡፡",
)
QUOTES = "\"'”’»›」』》«‹“‘`"
CLOSERS = "\"'”’»›」』》)]}】）〉"
OPENERS = "\"'`“‘„‚«‹»›([{¿¡「『【（《〈-–—*#$£€¥₦₹ \u00a0\u202f\n•▪●◦■‣⁃"
DASHES = "-–—"
BULLETS = "•▪●◦■‣⁃"
# What opens a quotation in one language closes it in another: these close where they stand
# at once after a stop and nothing does after them.
_TURNED = r"[“‘«‹`](?=[\s,.;:!?)\]]|$)"
# Behind a space: more stops, as in ". . ." and "! ?", a closing mark, what shows a feeling.
_SPACED = (
    r"[ \u00a0\u202f](?:(?<=[.!?…].)\.(?:[ \u00a0]\.)+"
    r"|(?<=[!?…].)(?:[!?]+(?![!?\w\"'])|\.(?=\s|$)|\.{3})"
    r"|[»”](?=\s|$)|[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u26ff\u2702-\u2712\u2715-\u2793⭐⭕])"
)
# Marks of footnotes: "[13]", "²", "consultation.11".
_NOTES = (
    r"\[(?:[^\W\d_]|\d{1,3}|(?:nb|note|Note) ?\d{1,2})\]|[¹²³⁰⁴-⁹]|[*†‡](?=\s|$)"
    r"|\d(?<=[a-zà-ÿ)]\.\d)\d?(?:[ ,–-]\d{1,2})*(?= [\"“A-Z])"
)
# What belongs to a sentence behind its stop. Not possessive as a whole: Python 3.11's matcher
# then depends on what it matched before. Nothing is tried again all the same, since what
# follows it in a pattern may be empty.
TAIL = (
    rf"(?:[.!?…。！？｡؟۔।॥።{re.escape(CLOSERS)}\U0001f000-\U0001faff\ufe0f\u200d♀♂]"
    rf"|{_TURNED}|{_SPACED}|{_NOTES})*"
)
WORD = re.compile(r"[^\W\d_]+")
