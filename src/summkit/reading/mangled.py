"""Restore text in UTF-8 that a program took for Windows-1252 and stored in this form: "Itâ€™s"."""

from __future__ import annotations

from summkit.patterns import regex

# Signs of such a text: a quotation mark or a dash, or a letter with an accent.
_SIGN = regex(
    r"â€[\u0080-\u009f“”‘’œ™¦š\"]|Ã[©¨¡¢£¤¥¦§ª«®±²³´µ¶¸¹º¼½¾]|Ã[\u0082\u0083]|Ã‚Â|ÃƒÂ|[ÐÑ][\u0080-\u00bf€-™]"
)
_FEWEST = 2  # minimum signs in a text


def unmangled(text: str) -> str:
    """Return a text with the characters that a wrong encoding replaced by two or three others.

    A text with fewer than two signs of this fault is returned unchanged: it may be about the fault.
    """
    if not ("â€" in text or "Ã" in text or "Ð" in text or "Ñ" in text):
        return text
    if len(_SIGN.findall(text)) < _FEWEST:
        return text
    import ftfy  # a rare fault

    lines = text.splitlines(keepends=True)
    return "".join(ftfy.fix_encoding(line) if _SIGN.search(line) else line for line in lines)
