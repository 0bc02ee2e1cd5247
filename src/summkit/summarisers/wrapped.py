"""Methods that do not derive from Summariser: objects with `score`, and functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, ClassVar

from summkit.arguments import number_of
from summkit.article import Article
from summkit.budget import Budget
from summkit.document import Document
from summkit.errors import ArgumentTypeError, InputError, UsageError, described
from summkit.parameters import parameters_of
from summkit.summarisers.base import Answer, Summariser, Writer

TAKES = "the name of a method, a method such as LexRank(), or a function"

_NEEDED = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.KEYWORD_ONLY,
)
_TEXTS = ("text", "body", "string", "s", "source")


def wrapped(method: object, name: str = "") -> Summariser:
    """Return a Summariser that calls an object or a function.

    Parameters
    ----------
    method
        A Summariser, which is returned unchanged; an object with a method
        ``score(document)``, or its class; or a function (see `Function`).
    name
        Name of the method. By default, it is the attribute `name` of the object, or else the name
        of its class or of the function.

    Raises
    ------
    ArgumentTypeError
        If `method` has another type.
    """
    if isinstance(method, Summariser):
        return method
    if isinstance(method, type) and callable(getattr(method, "score", None)):
        return Scorer(method(), name or _name(method))
    if not isinstance(method, type) and callable(getattr(method, "score", None)):
        return Scorer(method, name or _name(method))
    if callable(method) and not isinstance(method, type):
        return Function(method, name or _name(method))
    raise ArgumentTypeError("method", method, TAKES)


def _name(method: Any) -> str:
    named = getattr(method, "name", None)
    if isinstance(named, str) and named:
        return named
    kind = type(method)
    text = getattr(method, "__name__", None) or kind.__name__
    return "function" if text == "<lambda>" else str(text)


class Scorer(Summariser, name="scorer"):
    """A method from an object whose ``score(document)`` returns a finite number per sentence."""

    paper: ClassVar[str] = "a method of the user's"

    scorer: Any
    called: str

    def __post_init__(self) -> None:
        self.__dict__["name"] = self.called  # each instance has its own name

    def score(self, document: Document) -> Sequence[float]:
        """Return the scores of the object."""
        scores: Sequence[float] = self.scorer.score(document)
        return scores

    def changed_parameters(self) -> dict[str, Any]:
        """Return the parameters of the object; {} if it is not a dataclass."""
        kind = type(self.scorer)
        return {each.name: getattr(self.scorer, each.name) for each in parameters_of(kind)}


class Function(Writer):
    """A method from a Python function of the user.

    The annotation or the name of the function's first parameter decides what the function gets: an
    Article for the annotation `Article` or the name "article"; the body as a string for the
    annotation `str` or the names "text" and "body"; otherwise a Document. The function returns one
    of

    * a string: a summary in its own words; "" is an empty answer;
    * a list of strings: the sentences of such a summary;
    * a list of numbers: the score of each sentence of the document.
    """

    paper: ClassVar[str] = "a function of the user's"

    function: Callable[..., Any]
    called: str

    def __post_init__(self) -> None:
        self.__dict__["name"] = self.called

    def changed_parameters(self) -> dict[str, Any]:
        """Return the name of the function."""
        return {"function": getattr(self.function, "__qualname__", self.called)}

    def write(self, document: Document, target: str, budget: Budget) -> Answer:
        """Return the answer of the function. Its exceptions are not caught.

        Raises
        ------
        UsageError
            If the function returns another value, or treats the Document as a text.
        """
        try:
            answer = self.function(self._argument(document))
        except (TypeError, AttributeError) as error:
            name = _unclear_name(self.function)
            if name and "'Document'" in str(error):
                raise UsageError(
                    f"{self.name}: {error}: the function got a Document; to get the text, name its "
                    f"parameter {name!r} `text`, or annotate it as `{name}: str`"
                ) from error
            raise
        return self._read(answer, document)

    def _argument(self, document: Document) -> Document | Article | str:
        kind = _argument_kind(self.function)
        if kind == "text":
            return document.article.body
        return document.article if kind == "article" else document

    def _read(self, value: Any, document: Document) -> Answer:
        if isinstance(value, str):
            return Answer(text=value)
        if inspect.iscoroutine(value):
            value.close()  # otherwise Python would warn that nobody awaited it
            raise UsageError(
                f"{self.name}: the function is asynchronous and returned a coroutine: give a "
                "function that returns the text, as in lambda text: asyncio.run(f(text))"
            )
        unordered = isinstance(value, bytes | dict | set | frozenset)
        items = None if unordered else _listed(value)
        if items and all(isinstance(item, str) for item in items):
            return Answer(text=document.language.joiner.join(items))
        if items is not None and len(items) == len(document.sentences) and items:
            return Answer(scores=checked_scores(self.name, items, document))
        raise UsageError(
            f"{self.name}:{_named(document)} returned {described(value)}: the function must "
            "return a text, a list of sentences, or a number for each of the "
            f"{len(document.sentences)} sentences"
        )


def _named(document: Document) -> str:
    return f" article {document.article.id!r}:" if document.article.id else ""


def _listed(value: Any) -> list[Any] | None:
    try:
        return list(value)
    except TypeError:
        return None


def _argument_kind(function: Callable[..., Any]) -> str:
    """Return the kind of argument that a function takes: "document", "article" or "text"."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):  # some built-in functions have no signature
        return "text"
    required = [each for each in parameters if each.default is each.empty and each.kind in _NEEDED]
    if not parameters or len(required) > 1:
        raise UsageError(
            f"{_name(function)}: a function takes one argument, a document, an article or a text"
            + (f", and this one takes {len(required)}" if required else "")
        )
    first = parameters[0]
    annotation = getattr(first.annotation, "__name__", str(first.annotation)).rpartition(".")[2]
    by_annotation = {"str": "text", "Article": "article", "Document": "document"}
    if annotation in by_annotation:
        return by_annotation[annotation]
    if first.name in _TEXTS:
        return "text"
    return "article" if first.name == "article" else "document"


def _unclear_name(function: Callable[..., Any]) -> str:
    """Return the name of a first parameter that does not select the kind of argument; else ""."""
    try:
        first = next(iter(inspect.signature(function).parameters.values()))
    except (TypeError, ValueError, StopIteration):
        return ""
    said = first.annotation is not first.empty or first.name in ("document", "doc", "article")
    return "" if said or first.name in _TEXTS else first.name


def checked_scores(name: str, scores: Sequence[Any], document: Document) -> tuple[float, ...]:
    """Return sentence scores as floats.

    Raises
    ------
    InputError
        If there is not exactly one finite number for each sentence. The message contains the name
        of the method.
    """
    where = document.article.source
    count = len(document.sentences)
    floats = type(scores) is list and len(scores) == count and {*map(type, scores)} == {float}
    if floats and all(map(isfinite, scores)):  # the usual case, in a fifth of the time
        return tuple(scores)
    unordered = isinstance(scores, str | bytes | Mapping | set | frozenset)
    items = None if unordered else _listed(scores)
    if items is None:
        raise InputError(
            f"method {name}: score() returned {described(scores)}: it must return a number for "
            f"each of the {count} sentences",
            where,
        )
    numbers = tuple(number_of(each) for each in items)
    wrong = next((each for each, number in zip(items, numbers, strict=True) if number is None), 0)
    if None in numbers:
        raise InputError(
            f"method {name}: score() returned a value that is not a number: {described(wrong)}",
            where,
        )
    if len(numbers) != count:
        raise InputError(
            f"method {name}: score() returned {len(numbers)} numbers for {count} sentences", where
        )
    finite = tuple(number for number in numbers if number is not None and isfinite(number))
    if len(finite) != count:
        raise InputError(f"method {name}: score() returned a number that is not finite", where)
    return finite
