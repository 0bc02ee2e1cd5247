"""The examples in docstrings run, and their results are right."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import summkit

# Left out: pytest imports the plug-in itself, and __main__ is the program.
MODULES = [
    info.name
    for info in pkgutil.walk_packages(summkit.__path__, "summkit.")
    if not info.name.endswith("__main__")
]


@pytest.mark.parametrize("name", ["summkit", *MODULES])
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    failed, _ = doctest.testmod(module, optionflags=flags)
    assert failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    modules = [importlib.import_module(name) for name in ("summkit", *MODULES)]
    examples = sum(len(test.examples) for module in modules for test in finder.find(module))
    assert examples >= 25
