"""A System is a method with its parameters, target and budget under a name; it writes Summaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from os import PathLike
from typing import Any, Literal, overload

from summkit.arguments import whole
from summkit.budget import Budget, budget_of
from summkit.choosing import chosen, rankings
from summkit.composing import headed
from summkit.cutting import marked
from summkit.document import Document
from summkit.errors import ArgumentTypeError, InputError, UsageError
from summkit.inputs import ArticleLike, articles_from, as_document, is_source_name
from summkit.jobs import Engine, engine_of
from summkit.naming import Attributes, helpful
from summkit.reading import Failure, read
from summkit.selection import Rules, candidates, rank
from summkit.summarisers.base import Answer, Ranked, Summariser, Writer, scores_of
from summkit.summarisers.registry import method_of
from summkit.summary import Summary
from summkit.targets import TARGETS, check_target


@dataclass(frozen=True, init=False, repr=False)
class System(Attributes):
    """A method with a target and a budget: it writes summaries, and `compare` compares it.

    Parameters
    ----------
    method
        The name of a method ("newsrank", see `summkit methods`), with parameters as in
        "lexrank:threshold=0.2"; a method (``LexRank(threshold=0.2)``); or a function: see
        `summkit.summarisers.wrapped.Function`. By default the method of the target: see
        `summkit.targets.Target`.
    target
        "headline", "lede", "dek", "summary", "push" or "social".
    budget
        The maximum length of a summary. By default the budget of the target: 75 characters for a
        headline, one sentence of at most 40 words for a lede, 30 words for a dek, three sentences
        for a summary, 50 characters for a push alert, 70 for a social card.
    sentences, words, characters, ratio
        Short forms of ``budget=Budget(...)``.
    redundancy
        "none", "trigrams" or "mmr": see `summkit.selection.Rules`.
    name
        The name in tables; by default the name of the method.

    Raises
    ------
    UsageError
        If the method, target or redundancy does not exist, or if the budget is not valid. The
        subclass ArgumentTypeError is raised if a value has the wrong type.

    Examples
    --------
    >>> from summkit import System
    >>> system = System("lead", target="dek", words=15)
    >>> str(system.summarise("A fire broke out in Ostrava on Monday. Nobody was hurt there."))
    'A fire broke out in Ostrava on Monday. Nobody was hurt there.'
    """

    summariser: Summariser
    target: str
    budget: Budget | None
    rules: Rules
    name: str

    @helpful
    def __init__(
        self,
        method: str | Summariser | type[Summariser] | Callable[..., Any] | None = None,
        target: str = "summary",
        budget: Budget | None = None,
        rules: Rules | None = None,
        *,
        sentences: int | None = None,
        words: int | None = None,
        characters: int | None = None,
        ratio: float | None = None,
        redundancy: str | None = None,
        name: str = "",
    ) -> None:
        check_target(target)
        budget = budget_of(
            budget, sentences=sentences, words=words, characters=characters, ratio=ratio
        )
        if rules is not None and not isinstance(rules, Rules):
            raise ArgumentTypeError("rules", rules, "Rules")
        if rules is not None and redundancy is not None:
            raise UsageError("`rules` and `redundancy` are both given: give one of them")
        if not isinstance(name, str):
            raise ArgumentTypeError("name", name, "a text")
        values = {
            "summariser": method_of(TARGETS[target].method if method is None else method),
            "target": str.__str__(target),  # plain, for a member of an Enum too
            "budget": budget,
            "rules": rules or (Rules(redundancy) if redundancy is not None else Rules()),
            "name": name,
        }
        for key, value in values.items():
            object.__setattr__(self, key, value)

    def __repr__(self) -> str:
        bounds = repr(self.effective_budget).removeprefix("Budget(").removesuffix(")")
        named = f", name={self.name!r}" if self.name else ""
        return f"System({self.summariser!r}, {self.target!r}, {bounds}{named})"

    @property
    def label(self) -> str:
        """The name of the system, or the name of its method."""
        return self.name or self.summariser.name

    @property
    def effective_budget(self) -> Budget:
        """The budget of the system, or the default budget of its target."""
        return self.budget or TARGETS[self.target].budget

    @helpful
    def summarise(self, article: ArticleLike) -> Summary:
        """Write one summary.

        Parameters
        ----------
        article
            A Document, an Article, a record, or a text, which is cleaned like scraped text.

        Raises
        ------
        InputError
            If there is no sentence to choose from.
        ArgumentTypeError
            If the article has another type.

        Examples
        --------
        >>> System("lead", sentences=1).summarise("A fire broke out. Nobody was hurt.").text
        'A fire broke out.'
        """
        return self.summarise_many((as_document(article),))[0]

    @helpful
    def summarise_many(self, articles: Sequence[ArticleLike]) -> list[Summary]:
        """Write one summary of each article, the same that `summarise` writes.

        Each step is done for all articles before the next step. With about 10 to 50 articles, the
        data of a step stay in the processor's caches, which saves a quarter of the time.

        Raises
        ------
        InputError
            If an article cannot be summarised, see `summarise`. Then no summary is returned.

        Examples
        --------
        >>> system = System("lead", sentences=1)
        >>> texts = ["A fire broke out. Nobody was hurt.", "Talks began today. They are secret."]
        >>> [summary.text for summary in system.summarise_many(texts)]
        ['A fire broke out.', 'Talks began today.']
        """
        documents = [as_document(article) for article in articles_from(articles)]
        for document in documents:
            if not document.sentences:
                raise InputError("the body is empty", document.article.source)
        if not documents:
            return []
        allowed = [candidates(document, self.rules.min_words) for document in documents]
        method = self.summariser
        if isinstance(method, Writer):
            self.foresee(documents)
            return [
                self.hold(document, method.write(document, self.target, self.effective_budget), own)
                for document, own in zip(documents, allowed, strict=True)
            ]
        return [
            chosen(self, document, ranked)
            for document, ranked in zip(documents, rankings(self, documents, allowed), strict=True)
        ]

    @helpful
    def alternatives(self, article: ArticleLike, count: int) -> list[Summary]:
        """Return up to `count` different summaries; the first is the one that `summarise` writes.

        For a headline the others are the other candidates, see `Summary.headlines`. For any other
        text, each further summary omits the best sentence of every summary before it. A Writer
        returns a single summary.

        Raises
        ------
        InputError
            See `summarise`.

        Examples
        --------
        >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
        >>> [summary.text for summary in System("lead", sentences=1).alternatives(body, 2)]
        ['A fire broke out in Ostrava on Monday.', 'It began in a mill.']
        """
        whole("count", count, 1)
        document = as_document(article)
        if isinstance(self.summariser, Writer) or not document.sentences:
            return [self.summarise(document)]
        allowed = candidates(document, self.rules.min_words)
        ranked = rankings(self, (document,), [allowed])[0]
        first = chosen(self, document, ranked)
        found = [first]
        if first.headlines:
            rivals = (first.headlines[place:] for place in range(1, len(first.headlines)))
            return found + [
                headed(self, document, one, ranked) for one in islice(rivals, count - 1)
            ]
        while len(found) < count:
            last = found[-1]
            indices = [sentence.index for sentence in last.sentences]
            best = min(zip(last.ranks, indices, strict=True), default=(0, -1))[1]
            allowed = [index for index in allowed if index != best]
            if best < 0 or not allowed:
                break
            other = chosen(self, document, rankings(self, (document,), [allowed])[0])
            if other.text in [each.text for each in found]:
                break
            found.append(other)
        return found

    def foresee(self, documents: Sequence[Document]) -> None:
        """Let a Writer send the requests for several documents together.

        The summaries are the same.
        """
        method = self.summariser
        documents = [document for document in documents if document.sentences]
        if isinstance(method, Writer) and len(documents) > 1:
            method.foresee(documents, self.target, self.effective_budget)

    @overload
    def stream(
        self,
        articles: str | PathLike[str] | Iterable[ArticleLike | Failure],
        *,
        workers: int = 1,
        engine: Engine | None = None,
        on_error: Literal["raise", "skip"] = "raise",
    ) -> Iterator[Summary]: ...

    @overload
    def stream(
        self,
        articles: str | PathLike[str] | Iterable[ArticleLike | Failure],
        *,
        workers: int = 1,
        engine: Engine | None = None,
        on_error: Literal["yield"],
    ) -> Iterator[Summary | Failure]: ...

    @helpful
    def stream(
        self,
        articles: str | PathLike[str] | Iterable[ArticleLike | Failure],
        *,
        workers: int = 1,
        engine: Engine | None = None,
        on_error: str = "raise",
    ) -> Iterator[Summary | Failure]:
        """Yield the summary of each article, in order, as it is written.

        Parameters
        ----------
        articles
            The name of a file or folder, or an address, see `read`; the result of `read`, which
            also accepts a mapping; Documents, Articles, records and texts, read one by one; or a
            table of pandas or polars, with one article per row.
        workers, engine
            Number of processes; or an engine from `summkit.jobs.make_engine`. The summaries are
            the same.
        on_error
            How to treat an article that cannot be summarised: "raise" an InputError, "skip" it
            with a warning at the end, or "yield" a Failure in its place.

        Raises
        ------
        InputError
            If an article cannot be read or summarised. The error is raised when the iteration
            reaches this article.
        UsageError
            If `on_error` has another value. The subclass ArgumentTypeError is raised if `articles`
            has the wrong type.

        Examples
        --------
        >>> system = System("lead", target="lede")
        >>> for summary in system.stream(["A fire broke out on Monday.", "Rain fell all day."]):
        ...     print(summary)
        A fire broke out on Monday.
        Rain fell all day.
        """
        from summkit.streaming import stream

        if is_source_name(articles):
            read_or_given: Iterable[Any] = read(articles, on_error="yield")
        else:
            read_or_given = articles_from(articles)
        return stream(self, read_or_given, engine_of(engine, workers), on_error)

    def hold(
        self, document: Document, answer: Answer, allowed: Sequence[int] | None = None
    ) -> Summary:
        """Return a Writer's answer as a Summary within the budget.

        Parameters
        ----------
        allowed
            The indices of the sentences that may be chosen; by default all but repeats and
            fragments.
        """
        if answer.text is not None:
            # A lone surrogate becomes "?", so that every text can be written in UTF-8.
            text = answer.text.encode("utf-8", "replace").decode("utf-8")
            return self._free(document, " ".join(text.split()), answer)
        if allowed is None:
            allowed = candidates(document, self.rules.min_words)
        scores = scores_of(answer, len(document.sentences))
        within = set(allowed)
        order = [index for index in answer.indices or () if index in within]
        return chosen(self, document, Ranked(order or rank(scores, allowed), scores))

    def _free(self, document: Document, text: str, answer: Answer) -> Summary:
        """Return the Summary for a Writer's free text, which has no place in the body."""
        language, budget = document.language, self.effective_budget
        long = not budget.fits(language, text)
        if long:
            text = marked(budget.cut(language, text))
        return Summary(
            document=document,
            system=self,
            text=text,
            sentences=(),
            words=language.count_words(text),
            characters=len(text),
            truncated=long,
            scores=(),
            passed=(),
            remarks=answer.remarks,
            usage=answer.usage,
        )
