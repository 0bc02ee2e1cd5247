"""Cleaning of a model's answer: remove additions to the text, and reject unusable answers.

The rules, in their order; docs/language-models.md lists them for users:

1. delete the thoughts of the model (``<think>...</think>`` at the start);
2. if the answer is in a code fence, use its content;
3. delete "Here is the headline:" or a label such as "Headline:", if it names the wanted target;
4. delete a mark of Markdown before or around the text (``#``, ``-``, ``**``);
5. delete quotation marks around the whole text, if there are no others within it;
6. delete a count after the text, such as "(72 characters)";
7. replace control characters by white space.

The answer is unusable if it is then empty, declines the task, was cut off by the server, is JSON,
has several lines instead of one headline, or is more than twice as long as the budget.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from summkit.llm.reply import AnswerError, Reply

NOUNS = {
    "headline": ("headline", "title", "heading"),
    "lede": ("lede", "lead", "opening", "intro", "introduction"),
    "dek": ("dek", "deck", "standfirst", "subheading", "subheadline", "subhead", "subtitle"),
    "summary": ("summary", "abstract"),
    "push": ("push alert", "push notification", "alert", "notification", "headline"),
    "social": ("social card", "social post", "social text", "headline", "title"),
}
"""Target -> the names by which models may label it."""

_THOUGHT = re.compile(r"\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_THINKING = re.compile(r"\s*<(?:think|thinking|reasoning)>", re.IGNORECASE)
_FENCE = re.compile(r"(?:[^\n`]{0,200}\n)?\s*```[\w-]*[ \t]*\n(.*?)\n?[ \t]*```\s*", re.DOTALL)
_MARK = re.compile(r"^(?:#{1,6}\s+|>\s+|[-*•]\s+|1[.)]\s+)")
_AROUND = re.compile(r"^(\*\*\*|\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1$", re.DOTALL)
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
_COUNT = re.compile(r"\s*[(\[]\s*\d+\s+(?:words?|characters?|chars?)\b[^()\[\]]{0,30}[)\]]\.?$")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "»": "«", "‘": "’", "'": "'", "「": "」"}
_DECLINES = re.compile(
    r"(?:i['’]?m sorry|i am sorry|sorry,|i apologi[sz]e|as an ai\b|as a language model|"
    r"i (?:can['’]?t|cannot|can not|am unable|['’]?m unable|won['’]?t|will not) )",
    re.IGNORECASE,
)


def text_of(reply: Reply, target: str, *, one_line: bool, too_long: Callable[[str], bool]) -> str:
    """Return the text in a model's answer, without additions.

    Parameters
    ----------
    one_line
        Whether the text must be a single line.
    too_long
        Function that returns whether a text is too long to be used.

    Raises
    ------
    AnswerError
        If the answer is unusable. The message contains the reason.
    """
    text = _body(reply)
    if not text.strip():
        raise _failure(reply, "answered nothing")
    if reply.finish == "content_filter" or _DECLINES.match(text.lstrip("\"'“ \n")):
        raise _failure(reply, "declined", f": {_start(text)}")
    text = _bare(text, target)
    if not text:
        raise _failure(reply, "answered nothing", f" but {_start(reply.text)}")
    if isinstance(json_of(text), dict | list):
        raise _failure(reply, "answered with JSON", f": {_start(text)}")
    lines = [line for line in text.splitlines() if line.strip()]
    if one_line and len(lines) > 1:
        raise _failure(reply, "answered several lines instead of one")
    if too_long(text):
        raise _failure(reply, "answered more than twice the budget", f": {_start(text)}")
    return text


def object_of(reply: Reply) -> dict[str, Any]:
    """Return the JSON object in a model's answer; other text around the object is ignored.

    Raises
    ------
    AnswerError
        If the answer contains no JSON object. The message contains the reason.
    """
    text = _body(reply)
    if reply.finish == "content_filter":
        raise _failure(reply, "declined")
    first, last = text.find("{"), text.rfind("}")
    found = json_of(text[first : last + 1]) if 0 <= first < last else None
    if not isinstance(found, dict):
        raise _failure(reply, "did not answer with JSON", f": {_start(text)}")
    return found


def json_of(text: str) -> Any:
    """Return the value of a JSON text; None if the text is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _body(reply: Reply) -> str:
    """Return an answer without the thoughts of the model.

    Raises
    ------
    AnswerError
        If the server cut the answer off.
    """
    text = _THOUGHT.sub("", reply.text, count=1)
    if reply.finish == "length":
        raise _failure(reply, "was cut off by the server", ": raise parameter max_tokens")
    if _THINKING.match(text):
        raise _failure(reply, "wrote thoughts but no answer", ": raise parameter max_tokens")
    return text


def _bare(text: str, target: str) -> str:
    text = "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " "
        for c in text
    ).strip()
    if match := _FENCE.fullmatch(text):
        text = match[1].strip()
    before = None
    while text != before:
        before = text
        for rule in (_led_in, _marked, _quoted):
            text = rule(text, target).strip()
    return _BOLD.sub(r"\1", text)


def _led_in(text: str, target: str) -> str:
    nouns = "|".join(re.escape(noun) for noun in NOUNS[target])
    label = rf"[*_#\s]*(?:(?:the|a|suggested|proposed|my)\s+)?(?:{nouns})[*_]*\s*:[*_]*\s*(?=\S)"
    opening = (
        r"(?:(?:sure|certainly|of course|okay|ok|absolutely)\b[^\n:]{0,40}?)?"
        rf"(?:here(?:['’]s| is| are)\b)[^\n:]{{0,80}}\b(?:{nouns})\b[^\n:]{{0,80}}:\s*(?=\S)"
    )
    return re.sub(rf"^(?:{opening}|{label})", "", text, count=1, flags=re.IGNORECASE)


def _marked(text: str, target: str) -> str:
    if len([line for line in text.splitlines() if line.strip()]) == 1:
        text = _COUNT.sub("", _MARK.sub("", text))
    match = _AROUND.match(text)
    return match[2] if match and match[1] not in match[2] else text


def _quoted(text: str, target: str) -> str:
    last = _QUOTES.get(text[:1])
    if last is None or len(text) < 3 or not text.endswith(last):
        return text
    inner = text[1:-1]
    return text if text[0] in inner or last in inner.replace("’s", "") else inner


def _start(text: str) -> str:
    """Return the first words of an answer, for a message."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return repr(shown if len(shown) <= 60 else shown[:59] + "…")


def _failure(reply: Reply, kind: str, details: str = "") -> AnswerError:
    return AnswerError.of(kind, reply.usage, details)
