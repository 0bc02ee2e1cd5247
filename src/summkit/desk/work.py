"""The work of the worker processes: from a checked request to the body of its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from msgspec import UNSET

from summkit.article import Article
from summkit.desk.problems import MEDIA, problem, worded
from summkit.errors import InputError, SummkitError
from summkit.reading import Failure, Limits, ReadOptions, Unread

if TYPE_CHECKING:
    from summkit.desk.requests import ArticleRequest, Headline, Score, Summarise
    from summkit.summarising import Writing

_FIRST = (
    "A fire broke out in Ostrava on Monday, police said.\n\n"
    "Nobody was hurt, but 40 families left their homes in Nova Street."
)

JSON, HTML = "application/json", "text/html; charset=utf-8"


class Upload(NamedTuple):
    """An uploaded file, a pasted text or a fetched page.

    Attributes
    ----------
    data, name
        The bytes and the name or address.
    named
        Format by the content type of the fetched page, or None.
    declared
        Encoding by the content type of the fetched page, or None.
    """

    data: bytes
    name: str
    named: str | None = None
    declared: str | None = None


class Task(NamedTuple):
    """A request for the workers.

    Attributes
    ----------
    kind
        "summarise", "headline", "score", or a page: "write", "judge", "runs".
    request
        The checked request. It is pickled for the worker.
    page
        The page fetched for the request, or None.
    """

    kind: str
    request: Any
    page: Upload | None = None


class Answer(NamedTuple):
    """The answer over HTTP: status, body and media type."""

    status: int
    body: bytes
    media: str = JSON


@dataclass(frozen=True)
class DeskWork:
    """The work that the worker processes of the desk do.

    Attributes
    ----------
    max_bytes
        Largest size of an article.
    """

    max_bytes: int
    batch: ClassVar[int] = 16

    def start(self) -> Callable[[Sequence[Task]], list[Answer]]:
        """Load models, language data and templates before the first request; return `answer`."""
        from summkit.desk.forms import Form

        self._one(Task("write", Form({"text": _FIRST})))
        return self.answer

    def answer(self, tasks: Sequence[Task]) -> list[Answer]:
        """Return the answers to tasks; tasks with the same settings are summarised together."""
        answers: list[Answer | None] = [None] * len(tasks)
        groups: dict[tuple[Any, ...], list[int]] = {}
        for place, task in enumerate(tasks):
            if task.kind == "summarise":
                groups.setdefault(_key(task.request), []).append(place)
            else:
                answers[place] = self._one(task)
        for places in groups.values():
            found = self._summarise([tasks[place] for place in places])
            for place, answer in zip(places, found, strict=True):
                answers[place] = answer
        return [answer for answer in answers if answer is not None]

    def _options(self) -> ReadOptions:
        # No time limit for reading: the page is parsed in this process, which the server ends if
        # it takes too long.
        return ReadOptions(limits=Limits(max_bytes=self.max_bytes, seconds=0))

    def _one(self, task: Task) -> Answer:
        from summkit.desk import judging, running, writing

        doers: dict[str, Callable[[Task, ReadOptions], Answer]] = {
            "headline": _headline,
            "score": _score,
            "write": writing.answer,
            "judge": judging.answer,
            "runs": running.answer,
        }
        try:
            return doers[task.kind](task, self._options())
        except SummkitError as error:
            return refused(str(error))

    def _summarise(self, tasks: Sequence[Task]) -> list[Answer]:
        try:
            writing = _writing(_key(tasks[0].request))
        except SummkitError as error:
            return [refused(str(error))] * len(tasks)
        items = [_item(task, self._options()) for task in tasks]
        return [
            refused(piece.failure) if piece.failure else Answer(200, piece.text.encode())
            for piece in writing.start()(items)
        ]


def refused(message: str) -> Answer:
    """Return the answer to a request that cannot be carried out."""
    return Answer(422, problem(422, worded(message)), MEDIA)


def _key(request: Summarise) -> tuple[Any, ...]:
    return (
        *(request.target, request.method, request.language, request.redundancy),
        *(request.sentences, request.words, request.characters, request.ratio),
        *(request.alternatives, request.explain, request.include_body),
    )


@lru_cache(maxsize=64)
def _writing(key: tuple[Any, ...]) -> Writing:
    from summkit.budget import budget_of
    from summkit.language import asked_language
    from summkit.report.pieces import RenderOptions
    from summkit.report.summaries import CARD
    from summkit.summarising import Writing
    from summkit.system import System

    target, method, language, redundancy, sentences, words, characters, ratio, *rest = key
    count, explain, include_body = rest
    budget = budget_of(sentences=sentences, words=words, characters=characters, ratio=ratio)
    targets = CARD if target == "all" else (target,)
    return Writing(
        {each: System(method, each, budget, redundancy=redundancy) for each in targets},
        asked_language(language).code if language else None,
        RenderOptions("json", explain=explain, include_body=include_body, count=count),
    )


@dataclass(frozen=True, slots=True)
class _RequestedArticle(Unread):
    """The article of a request, not yet read."""

    request: ArticleRequest
    page: Upload | None
    options: ReadOptions

    @property
    def where(self) -> str:  # type: ignore[override]
        """The name of the article in messages: its source or id in the request."""
        return self.request.source or self.request.id or "the article"

    def read(self) -> Article | Failure:
        """Return the article, or a Failure with the reason."""
        try:
            return self._article()
        except InputError as error:
            return Failure(error.where or self.where, error.reason)

    def _article(self) -> Article:
        from summkit.reading.memory import article_from_html

        asked = self.request
        known: dict[str, Any] = {
            "id": asked.id,
            "source": asked.source,
            "language": asked.language,
        }
        if self.page is not None:
            return one_of(self.page, self.options)[0]
        if asked.html is not UNSET:
            return article_from_html(asked.html, **known, limits=self.options.limits)
        if asked.record is not UNSET:
            return Article.from_dict(asked.record, **known)
        headline = None if asked.headline is UNSET else asked.headline
        dek = None if asked.dek is UNSET else asked.dek
        return Article.from_text(str(asked.text), headline=headline, dek=dek, **known)


def _item(task: Task, options: ReadOptions) -> Failure | Unread:
    return _RequestedArticle(task.request, task.page, options)


def one_of(sent: Upload, options: ReadOptions) -> tuple[Article, bool]:
    """Return the first article of a file or page, and whether it contains further articles.

    Raises
    ------
    InputError
        If there is no article, or if it cannot be read.
    """
    from summkit.reading.formats.registry import by_name, stem
    from summkit.reading.sources.source import in_memory

    items = in_memory(
        sent.data,
        options,
        where=sent.name,
        name=stem(sent.name),
        named=sent.named or by_name(sent.name),
        declared=sent.declared,
    )
    first = next(items, None)
    article = first.read() if isinstance(first, Unread) else first
    if article is None:
        raise InputError("contains no article", sent.name)
    if isinstance(article, Failure):
        raise InputError(article.reason, article.where)
    return article, next(items, None) is not None


def _headline(task: Task, options: ReadOptions) -> Answer:
    from summkit.document import analyse
    from summkit.evaluation.headlines import judge
    from summkit.report.escape import to_json

    request: Headline = task.request
    article = _RequestedArticle(request, task.page, options)._article()
    judged = judge(analyse(article, request.language), request.candidates)
    rows = [{"rank": rank, **each.to_dict()} for rank, each in enumerate(judged, 1)]
    return Answer(200, to_json({"rows": rows}).encode() + b"\n")


def _score(task: Task, options: ReadOptions) -> Answer:
    from summkit.evaluation.scoring import score
    from summkit.report.escape import to_json

    request: Score = task.request
    articles = None
    if request.articles is not UNSET:
        articles = [Article.from_dict(record) for record in request.articles]
    scored = score(
        request.candidates,
        None if request.references is UNSET else request.references,
        articles=articles,
        metrics=request.metrics,
        language=request.language,
        resamples=request.resamples,
        seed=request.seed,
    )
    return Answer(200, to_json(scored.to_dict()).encode() + b"\n")
