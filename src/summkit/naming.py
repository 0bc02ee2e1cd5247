"""Suggestions for callers of the library who use a name that does not exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from summkit.errors import ArgumentTypeError

C = TypeVar("C", bound=Callable[..., Any])
T = TypeVar("T")

_CALLED = {
    "words": ("max_words", "n_words", "num_words", "word_count", "word_limit", "length",
              "max_length", "max_len", "limit_words", "size"),
    "sentences": ("max_sentences", "n_sentences", "num_sentences", "sentence_count",
                  "sentences_count", "n", "k", "top_n", "count"),
    "characters": ("chars", "max_chars", "max_characters", "num_chars", "n_chars"),
    "ratio": ("fraction", "share", "percent", "compression", "proportion"),
    "language": ("lang", "locale"),
    "method": ("model", "algorithm", "algo", "summarizer", "summariser", "system", "ranker"),
    "target": ("kind", "type", "style", "mode", "task", "what"),
    "article": ("text", "document", "doc", "source", "url", "path", "file", "body", "input"),
    "body": ("text", "content", "article", "document"),
    "headline": ("title", "heading", "head", "hed"),
    "dek": ("standfirst", "subtitle", "deck", "description", "subhead", "subheading", "blurb",
            "abstract"),
    "lede": ("lead", "intro", "introduction", "opening", "teaser"),
    "summary": ("abstract", "tldr", "tl;dr", "highlights", "synopsis", "text", "body"),
    "push": ("alert", "notification", "push alert"),
    "social": ("tweet", "social card", "card"),
    "references": ("reference", "refs", "ref", "targets", "gold", "labels", "summary",
                   "summaries", "highlights", "truth"),
    "candidates": ("predictions", "preds", "predicted", "hypotheses", "hyps", "outputs",
                   "generated", "summaries", "candidate", "systems", "texts"),
    "corpus": ("articles", "dataset", "data", "documents", "file", "path", "source", "texts"),
    "systems": ("methods", "models", "summarisers", "summarizers", "system", "method", "names"),
    "metrics": ("metric", "measures", "scores", "scorer"),
    "source": ("path", "file", "folder", "url", "corpus", "filename"),
    "mapping": ("map", "fields", "columns", "field_map", "rename"),
    "margin": ("threshold", "tolerance", "max_drop", "drop", "delta", "epsilon"),
    "baseline": ("against", "reference", "before", "old"),
    "workers": ("n_jobs", "jobs", "processes", "num_workers", "n_workers", "threads", "num_proc"),
    "output": ("out", "save", "output_file", "file"),
    "resamples": ("bootstrap", "n_resamples", "iterations", "n_bootstrap"),
    "seed": ("random_state", "random_seed", "rng"),
    "budget": ("limit", "max"),
    "redundancy": ("diversity", "mmr", "dedup"),
    "types": ("rouge_types", "type", "rouges", "n", "order"),
    "stem": ("use_stemmer", "stemmer", "stemming"),
    "summarise": ("summary", "sum", "run", "write", "generate"),
    "compare": ("evaluate", "eval", "benchmark", "significance", "test"),
    "check": ("gate", "verify", "ci", "validate"),
    "score": ("rouge", "measure"),
    "desk": ("serve", "server", "ui", "web", "gui", "api"),
    "train": ("fit", "learn", "finetune"),
    "alternatives": ("candidates", "nbest", "count"),
}  # fmt: skip
"""Parameter, target or command -> its names in other programs."""

_INSTEAD = {
    ("summarise()", "alternatives"): "summkit.System(target=target).alternatives(article, 3) "
    "writes several",
    ("summarise()", "workers"): "summkit.System(target=target).stream(articles, workers=2) has it",
    ("System()", "alternatives"): "System(...).alternatives(article, 3) writes several",
    ("System()", "language"): "summkit.analyse(article, language) makes the Document to summarise",
}
"""(Function, parameter that the function does not have) -> the expression to write instead."""

_WRITES = "summkit.summarise(text, target) writes one"
_COMPARES = "summkit.compare() compares systems, summkit.score() scores texts"
_LISTS = "`summkit methods` lists them, summkit.create(name) makes one"
_NAMES = {
    **dict.fromkeys(("headline", "lede", "dek", "push", "social"), _WRITES),
    **dict.fromkeys(("summariser", "summarizer"), "Summariser"),
    **dict.fromkeys(("evaluate", "benchmark"), _COMPARES),
    **dict.fromkeys(("rougescore", "rougescorer", "computerouge"), "score"),
    **dict.fromkeys(("load", "readfile", "readjson", "loadcorpus", "corpus"), "read"),
    **dict.fromkeys(("gate", "test", "assertquality"), "check"),
    **dict.fromkeys(("methods", "summarisers", "summarizers"), _LISTS),
    "metrics": "`summkit metrics` lists them",
    "significance": "summkit.compare() tests differences",
    "fit": "train",
    "llm": "LanguageModel",
    "tokenize": "analyse",
    "analyze": "analyse",
    "sentences": "summkit.analyse(text).sentences has them",
}
"""Name that a caller may expect in summkit, in lower case -> the right name or an instruction."""


class UnknownAttributeError(AttributeError):
    """Raised for an attribute that does not exist; the message contains a suggestion.

    The suggestion is computed only when the message is read, because `hasattr` and
    ``from summkit import`` raise many such errors and discard them. `obj` is None; otherwise
    Python would add its own suggestion.

    Parameters
    ----------
    hint
        Function that returns the suggestion; "" for no suggestion.
    """

    def __init__(self, message: str, name: str, hint: Callable[[], str]):
        super().__init__(message, name=name, obj=None)
        self._hint = hint

    def __str__(self) -> str:
        hint = "" if str(self.name).startswith("_") else self._hint()
        return f"{self.args[0]}: {hint}" if hint else str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return AttributeError, (str(self),)


def unknown_name(name: str, known: Iterable[str]) -> AttributeError:
    """Return the error for a name that the module summkit does not have."""

    def hint() -> str:
        suggestion = _NAMES.get(name.lower().replace("_", ""), "") or nearest(name, known)
        return (
            suggestion
            if not suggestion or " " in suggestion
            else f"did you mean summkit.{suggestion}?"
        )

    return UnknownAttributeError(f"module 'summkit' has no attribute {name!r}", name, hint)


def helpful(function: C) -> C:
    """Decorate a function so that its error for an unknown parameter suggests the right one.

    The decorated function raises ArgumentTypeError instead of TypeError in this case.
    """

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except TypeError as error:
            at_call = error.__traceback__ is not None and error.__traceback__.tb_next is None
            if at_call and (message := _mistake(function, given, named)):
                raise ArgumentTypeError(message) from None
            raise

    return cast(C, call)


def helpful_constructor(cls: type[T]) -> type[T]:
    """Decorate a class so that its constructor behaves as by `helpful`."""
    cls.__init__ = helpful(cls.__init__)  # type: ignore[method-assign]
    return cls


def _mistake(function: Callable[..., Any], given: tuple[Any, ...], named: Mapping[str, Any]) -> str:
    """Return the message for a wrong call; "" if the call has none of these mistakes.

    The mistakes are an unknown parameter, a missing argument, and too many unnamed arguments.
    """
    import inspect

    called = function.__qualname__.removesuffix(".__init__") + "()"
    parameters = inspect.signature(function).parameters
    known = [name for name in parameters if name not in ("self", "cls")]
    open_ended = any(each.kind == each.VAR_KEYWORD for each in parameters.values())
    for name in named:
        if name not in known and not open_ended:
            if instead := _INSTEAD.get((called, name)):
                return f"{called} has no parameter `{name}`: {instead}"
            suggestion = nearest(name, known)
            hint = (
                f"did you mean `{suggestion}`?"
                if suggestion
                else f"it has {', '.join(known) or 'none'}"
            )
            return f"{called} has no parameter `{name}`: {hint}"
    by_place = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    unnamed = [name for name, each in parameters.items() if each.kind in by_place]
    if len(given) <= len(unnamed):
        return _lacking(called, parameters, {*unnamed[: len(given)], *named})
    first = [f"`{name}`" for name in unnamed if name != "self"]
    example = next((name for name in known if name not in unnamed), "")
    more = f": name the others, as in {example}=..." if example else ""
    return f"{called} takes {' and '.join(first) or 'nothing'} without a name{more}"


def _lacking(called: str, parameters: Mapping[str, Any], filled: Collection[str]) -> str:
    """Return the message for missing arguments; "" if none is missing."""
    variable = ("VAR_POSITIONAL", "VAR_KEYWORD")
    needed = {
        name: each
        for name, each in parameters.items()
        if each.default is each.empty and each.kind.name not in variable and name != "self"
    }
    missing = [f"`{name}`" for name in needed if name not in filled]
    if not missing:
        return ""
    write = ", ".join(
        f"{name}=..." if each.kind.name == "KEYWORD_ONLY" else name for name, each in needed.items()
    )
    function = called.removesuffix("()").rpartition(".")[2]
    return f"{called} needs {' and '.join(missing)}: write {function}({write})"


def nearest(name: str, known: Iterable[str], cutoff: float = 0.75) -> str:
    """Return the known name that is nearest to a name; "" if no known name is near.

    Case is ignored, and an option such as "--max-words" equals the parameter "max_words".

    Parameters
    ----------
    cutoff
        Smallest similarity of the letters of a near name, from 0 to 1.
    """
    import difflib

    names = {_plain(each): each for each in reversed(list(known))}
    plain = _plain(name)
    for each, shown in names.items():
        if each == plain or plain in _CALLED.get(each, ()):
            return shown
    near = difflib.get_close_matches(plain, names, n=1, cutoff=cutoff)
    return names[near[0]] if near else ""


def _plain(name: str) -> str:
    return name.lower().lstrip("-").replace("-", "_")


class Attributes:
    """Base class whose error for an unknown attribute suggests the right attribute."""

    __slots__ = ()

    _synonyms: ClassVar[Mapping[str, str]] = {}
    """Attribute that a caller may expect -> the right attribute or an instruction."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            raise unknown_attribute(self, name, self._synonyms)


def unknown_attribute(
    owner: object, name: str, synonyms: Mapping[str, str], otherwise: str = ""
) -> AttributeError:
    """Return the error for an attribute that an object does not have.

    Parameters
    ----------
    owner
        The object.
    synonyms
        Attribute that a caller may expect -> the right attribute or an instruction.
    otherwise
        The suggestion if no attribute is near.
    """

    def hint() -> str:
        public = [each for each in dir(owner) if not each.startswith("_")]
        known = synonyms.get(name, "") or nearest(name, public)
        return f"did you mean {known}?" if known and " " not in known else known or otherwise

    message = f"{type(owner).__name__!r} object has no attribute {name!r}"
    return UnknownAttributeError(message, name, hint)
