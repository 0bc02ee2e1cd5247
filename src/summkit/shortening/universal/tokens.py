"""Tokens of a sentence in the form that the parsers of languages other than English expect.

A contraction is one token ("du", "del", "nas"). In French and Italian, an elided word and a
hyphenated pronoun are separate tokens ("l'" "accord", "dit" "-il").
"""

from __future__ import annotations

import re
from functools import cache

from summkit.patterns import regex
from summkit.shortening.parsing.tokens import Token

_ELIDING = frozenset({"fr", "it"})
_PATTERN = r"""
    EE\.\s?UU\. | (?:[^\W\d_]\.){2,}
    | (?:Sr|Sra|Dr|Dra|St|Mr|M|Mme|Ud|Av|EE|UU|bzw|ca|Nr)\.(?=\s|\w)
    | \d+(?:[.,:]\d+)*(?:[^\W\d_]+)?(?:-[^\W_]+)*
    %s
    | (?:[^\W_]|(?<=[^\W_])[&./'’](?=[^\W_])|(?<=[^\W_])[-‐‑](?=[^\W_]))+
    | \.\.+ | --+ | \S
"""
_CLITICS = r"""
    | -(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|là)(?![\w-])
    | (?:aujourd|quelqu|presqu|entr|prud)['’][^\W_]+
    | (?:[^\W\d_]|qu|lorsqu|puisqu|jusqu|quoiqu|dell|all|dall|nell|sull|un|quest|quell|bell)
        ['’](?=[^\W_])
    | (?:[^\W_]|(?<=[^\W_])[&./](?=[^\W_])
        |(?<=[^\W_])['’](?=[^\W_])
        |(?<=[^\W_])[-‐‑](?!(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce)(?![\w-]))(?=[^\W_]))+
"""


@cache
def _pattern(code: str) -> re.Pattern[str]:
    return regex(_PATTERN % (_CLITICS if code in _ELIDING else ""), re.VERBOSE | re.IGNORECASE)


def tokenise(text: str, code: str) -> list[Token]:
    """Return the tokens of a sentence, in order; together they cover all but white space."""
    return [Token(match.group(), *match.span()) for match in _pattern(code).finditer(text)]
