"""Tokens of an English sentence, in the form that the tagger and the parser expect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Clitics are separate tokens ("does" "n't", "firm" "'s"); hyphens stay inside a word. A currency
# sign and a per cent sign are tokens, so that a number and its unit are adjacent tokens.
_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                              # U.S.
    | (?:Mr|Mrs|Ms|Dr|St|Sir|Sen|Gov|Gen|Rep|Lt|Col|Sgt|Capt|Prof|Rev|Hon|No|Jr|Sr|vs|Inc|Corp
        |Co|Ltd|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.(?=\s)
    | (?<![^\W_])[^\W\d_a-z]\.(?=\s[^\W\d_a-z])      # Martin T. Sosnoff
    | \d+(?:[.,:]\d+)*(?:[^\W\d_]+)?(?:-[^\W_]+)*    # 1,000.5  5bn  10-year-old
    | n['’]t(?![^\W_])
    | ['’](?:s|S|re|ve|ll|d|m)(?![^\W_])
    | [^\W\d_](?=[^\W\d_]*n['’]t(?![^\W_]))(?:[^\W\d_](?!['’]t))*?(?=n['’]t(?![^\W_]))
    | (?:[^\W_]|(?<=[^\W_])[&./](?=[^\W_])
        |(?<=[^\W_])['’](?!(?:s|S|re|ve|ll|d|m)(?![^\W_]))(?=[^\W_])
        |(?<=[^\W_])[-‐‑](?=[^\W_]))+
    | \.\.+ | --+ | \S
    """,
    re.VERBOSE,
)


SYMBOL = (
    r"[A-Z]{2,5}\.(?:A[SX]?|B[OR]|CO|DE|F|H[EK]|IS|KS|LS?|M[CIX]|NS?|O[BLQ]?|P[AK]|S[AISTWZ]?"
    r"|T[AOW]?|VI?|WA)"
)
"""The pattern of a stock symbol with the code of its exchange: "BRL.OB"."""


class Token(NamedTuple):
    """A word or punctuation mark with its span in the sentence's text."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the tokens of a sentence, in order; together they cover all but white space."""
    return [Token(match.group(), *match.span()) for match in _TOKEN.finditer(text)]


def outside_brackets(tokens: Sequence[Token]) -> tuple[list[Token], tuple[str, ...]]:
    """Return the tokens without brackets, and the kinds of brackets that were left out.

    Text in round or square brackets is left out, and a ticker symbol ("<NVX.L>"). Of a bracket at
    the head of the sentence, and of one around a name ("<Norvex Inc>"), only the marks are left
    out. Brackets inside quotation marks stay.
    """
    gone: set[int] = set()
    kinds: list[str] = []
    quoted, waiting = False, -1
    for index, token in enumerate(tokens):
        text = token.text
        if waiting >= 0 and text == _BRACKETS[tokens[waiting].text]:
            sign = index == waiting + 2 and tokens[waiting + 1].text.isupper()
            name = waiting == 0 or (text == ">" and not sign)
            kinds.append("angle" if name else "ticker" if text == ">" else "bracket")
            gone |= {waiting, index} if name else set(range(waiting, index + 1))
            waiting = -1
        elif waiting < 0 and index and "." in text and _is_symbol(tokens[index - 1].text, text):
            gone.add(index)
            kinds.append("ticker")
        elif text in _QUOTES and waiting < 0:
            quoted = not quoted or text == "“"
        elif text in _BRACKETS and not quoted:
            waiting = index
    return [t for index, t in enumerate(tokens) if index not in gone], tuple(kinds)


def _is_symbol(before: str, text: str) -> bool:
    """Return whether a token is a stock symbol after a name: "Brill BRL.OB"."""
    return (before[0].isupper() or before == "&") and re.fullmatch(SYMBOL, text) is not None


_BRACKETS = {"(": ")", "[": "]", "<": ">"}
_QUOTES = frozenset({'"', "“", "”", "''", "``"})
