"""A pattern that is compiled at first use equals the pattern of `re.compile`."""

from __future__ import annotations

import ast
import copy
import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]

import pytest

import summkit
from summkit.patterns import regex


def test_a_late_pattern_matches_like_a_compiled_pattern() -> None:
    late, now = regex(r"(?P<a>b+)|C", re.IGNORECASE), re.compile(r"(?P<a>b+)|C", re.IGNORECASE)
    text = "abBc bb"
    assert late.search(text)["a"] == "bB"
    assert late.findall(text) == now.findall(text) == ["bB", "", "bb"]
    assert late.sub("-", text) == now.sub("-", text) == "a-- -"
    assert late.split(text) == now.split(text)
    assert [m.span() for m in late.finditer(text)] == [(1, 3), (3, 4), (5, 7)]
    assert (late.match(text), late.fullmatch("bb")["a"]) == (None, "bb")
    assert (late.pattern, late.flags, late.groups) == (now.pattern, now.flags, now.groups)
    assert late.groupindex == {"a": 1}
    assert regex(rb"\d").sub(b"", b"a1") == b"a"


def test_nothing_is_compiled_before_the_first_use() -> None:
    wrong = regex("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("x")


def test_a_late_pattern_can_be_pickled_and_copied() -> None:
    late = regex("a+", re.IGNORECASE)
    for other in (pickle.loads(pickle.dumps(late)), copy.deepcopy(late)):
        assert other.findall("aAb") == ["aA"]
    with pytest.raises(AttributeError):
        _ = late.missing


_SOURCES = sorted(Path(summkit.__file__).parent.rglob("*.py"))
_TABLES = sorted(Path(summkit.__file__).parent.rglob("*.json"))
_SIGNS = re.compile(r"[*+?}]\+|\(\?>")
_NAMES = {"++", "+++"}


def _atomic(source: str | bytes) -> bool:
    """Return whether a pattern (or a part of it) has a possessive quantifier or atomic group."""
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    if not _SIGNS.search(text):
        return False
    try:
        parsed = str(_parser.parse(text))
    except re.error:  # a piece of a pattern, or no pattern
        return True
    return "POSSESSIVE" in parsed or "ATOMIC" in parsed


def _strings(node: ast.AST) -> Iterator[str | bytes]:
    """Yield the strings of a module, without docstrings; f-strings in one piece."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        yield "".join(map(str, parts))
    elif isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        yield node.value
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from _strings(child)


def _patterns(value: object, depth: int = 0) -> Iterator[str | bytes]:
    """Yield the patterns in a module, also in lists and tables."""
    if isinstance(value, (re.Pattern, type(regex("a")))):
        yield value.pattern
    elif depth < 4 and isinstance(value, dict):
        for each in value.values():
            yield from _patterns(each, depth + 1)
    elif depth < 4 and isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _patterns(each, depth + 1)


@pytest.mark.parametrize("atomic", [r"[a-z]*+b", r"(?:a|b){1,2}+", r"(?>a)", r"x?+", rb"\s++"])
def test_the_search_for_possessive_patterns_works(atomic: str | bytes) -> None:
    assert _atomic(atomic)
    assert not any(map(_atomic, [r"[*+-]", r"a\++", r"[?+]+", "a+b*?"]))


def test_no_pattern_is_possessive_or_atomic() -> None:
    """Python before 3.11.5 has a fault in them (gh-106052), which changed a dek on 3.11.2."""
    found = [
        (path.name, text)
        for path in _SOURCES
        for text in _strings(ast.parse(path.read_text(encoding="utf-8")))
        if text.strip() not in _NAMES and "chrF++" not in str(text) and _atomic(text)
    ]
    found += [(path.name, "") for path in _TABLES if _atomic(path.read_text(encoding="utf-8"))]
    assert not found
    for module in pkgutil.walk_packages(summkit.__path__, "summkit."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in _patterns(value):
                    assert not _atomic(pattern), f"{module.name}.{name}"
