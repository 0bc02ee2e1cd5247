"""The signs that end sentences, the signs that close them, and the signs that open the next."""

from __future__ import annotations

import re

# The meaning of these stops depends on the words around them.
WEAK = ".!?…"
# These stops always end a sentence. On some keyboards, "።" is typed as "፡፡".
STRONG = (
    *"。！？｡．؟۔।॥።፧፨։။។៕\u037e‼⁉",
    "፡፡",
)
QUOTES = "\"'”’»›」』》«‹“‘`"
CLOSERS = "\"'”’»›」』》)]}】）〉"
OPENERS = "\"'`“‘„‚«‹»›([{¿¡「『【（《〈-–—*#$£€¥₦₹ \u00a0\u202f\n•▪●◦■‣⁃"
DASHES = "-–—"
BULLETS = "•▪●◦■‣⁃"
# Marks that open a quotation in one language and close it in another. They close a quotation if
# they directly follow a stop and no word follows them.
_TURNED = r"[“‘«‹`](?=[\s,.;:!?)\]]|$)"
# Signs after a space: further stops as in ". . ." and "! ?", a closing mark, or an emoji.
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
# The signs after a stop that belong to its sentence. The group is not possessive as a whole,
# because with a possessive group Python 3.11's matcher gives results that depend on earlier
# matches. There is no backtracking, because the part of a pattern after the group may be empty.
TAIL = (
    rf"(?:[.!?…。！？｡؟۔।॥።{re.escape(CLOSERS)}\U0001f000-\U0001faff\ufe0f\u200d♀♂]"
    rf"|{_TURNED}|{_SPACED}|{_NOTES})*"
)
WORD = re.compile(r"[^\W\d_]+")  # a word of letters
