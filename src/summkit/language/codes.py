"""Check the code of a language that a user gives: a code that does not exist is an error.

The codes in pages and records are not checked: see `summkit.language.language.get_language`.
"""

from __future__ import annotations

from summkit.errors import UsageError
from summkit.language.language import TAKES, Language, get_language

# The two-letter codes of ISO 639-1, including earlier codes. There are thousands of three-letter
# codes (ISO 639-3), so they are not checked.
TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv "
    "kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr "
    "nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
    "yo za zh zu".split()
)

_OF_COUNTRIES = {
    "at": "de", "bd": "bn", "by": "be", "cl": "es", "cn": "zh", "cz": "cs", "dk": "da", "eg": "ar",
    "gb": "en", "gr": "el", "hk": "zh", "ir": "fa", "jp": "ja", "kz": "kk", "mx": "es",
    "np": "ne", "ph": "tl", "pk": "ur", "rs": "sr", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""Country -> the code of its language; users often give the country's code instead."""


def asked_language(code: str) -> Language:
    """Return the language of a code that a user typed.

    Parameters
    ----------
    code
        As in `get_language`. A language without data gets the neutral rules.

    Raises
    ------
    UsageError
        If no language has the two letters, and in the cases of `get_language`.
    """
    language = get_language(code)
    if len(language.code) > 2 or language.code in TWO_LETTERS:
        return language
    likely = _OF_COUNTRIES.get(language.code, "")
    hint = f" (did you mean {likely}, {get_language(likely).name}?)" if likely else ""
    raise UsageError(f"language {code[:40]!r} does not exist{hint}: {TAKES}")
