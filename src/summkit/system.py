"""A System is a method with its parameters, target and budget under a name; it writes Summaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from os import PathLike
from typing import Any, Literal, overload

from summkit.arguments import whole
from summkit.budget import Budget
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
        `summkit.summarisers.wrapped.Function`. By default the target's, see
        `summkit.targets.Target`.
    target
        "headline", "lede", "dek", "summary", "push" or "social".
    budget
        How long a summary may be; by default the target's: 75 characters for a headline, one
        sentence of at most 40 words for a lede, 30 words for a dek, three sentences for a
        summary, 50 characters for a push alert, 70 for a social card.
    sentences, words, characters, ratio
        The same as ``budget=Budget(...)``, in fewer letters.
    redundancy
        "none", "trigrams" or "mmr": see `summkit.selection.Rules`.
    name
        What tables call it; by default the method's name.

    Raises
    ------
    UsageError
        For a method, target or redundancy that does not exist, or a budget that is not
        possible; ArgumentTypeError, a subclass, for values of the wrong type.

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
        bounds = {"sentences": sentences, "words": words, "characters": characters, "ratio": ratio}
        given: dict[str, Any] = {key: bound for key, bound in bounds.items() if bound is not None}
        if budget is not None and not isinstance(budget, Budget):
            raise ArgumentTypeError("budget", budget, "a Budget such as Budget(words=30)")
        if budget is not None and given:
            raise UsageError(f"`budget` and `{next(iter(given))}` are both given: give one of them")
        if rules is not None and not isinstance(rules, Rules):
            raise ArgumentTypeError("rules", rules, "Rules")
        if rules is not None and redundancy is not None:
            raise UsageError("`rules` and `redundancy` are both given: give one of them")
        if not isinstance(name, str):
            raise ArgumentTypeError("name", name, "a text")
        values = {
            "summariser": method_of(TARGETS[target].method if method is None else method),
            "target": target,
            "budget": Budget(**given) if given else budget,
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
        """The system's name, else its method's."""
        return self.name or self.summariser.name

    @property
    def effective_budget(self) -> Budget:
        """The budget that holds: the one given, else the target's."""
        return self.budget or TARGETS[self.target].budget

    def summarise(self, article: ArticleLike) -> Summary:
        """Write one summary.

        Parameters
        ----------
        article
            A Document, an Article, a record, or a text, which is cleaned as a scraped one.

        Raises
        ------
        InputError
            If there is no sentence to choose from.
        ArgumentTypeError
            For anything else.
        """
        return self.summarise_many((as_document(article),))[0]

    def summarise_many(self, articles: Sequence[ArticleLike]) -> list[Summary]:
        """Write one summary of each article, the same as `summarise` writes.

        It takes one step for all articles before the next: with some 10 to 50 of them the
        processor's caches hold what a step needs, which is worth a quarter of the time.

        Raises
        ------
        InputError
            As `summarise`, for the first article that cannot be summarised; there are then
            no summaries at all.
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

    def alternatives(self, article: ArticleLike, count: int) -> list[Summary]:
        """Return up to `count` different summaries, the one that `summarise` writes first.

        The others of a headline are its rivals, see `Summary.headlines`. Of another text each
        does without the best sentence of every one before it. A program writes one alone.

        Raises
        ------
        InputError
            As `summarise` does.
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
        """Let a Writer ask about several documents at once; the summaries are the same."""
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
            A file, a folder or an address, by name as of `read`; what `read` gives, which also
            takes a mapping; Documents, Articles, records and texts, read as they are needed; or
            a table of pandas or polars, a row an article.
        workers, engine
            Processes; or what `summkit.jobs.make_engine` gives. The summaries are the same.
        on_error
            What becomes of an article that cannot be summarised: "raise" an InputError, "skip"
            it with a warning at the end, or "yield" a Failure in its place.

        Raises
        ------
        InputError
            Where an article cannot be read or summarised; as it is met, not before.
        UsageError
            For another `on_error`; ArgumentTypeError, a subclass, for what is no list of articles.

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
            The indices that may be chosen; by default all but repeats and fragments.
        """
        if answer.text is not None:
            return self._free(document, " ".join(answer.text.split()), answer)
        if allowed is None:
            allowed = candidates(document, self.rules.min_words)
        scores = scores_of(answer, len(document.sentences))
        within = set(allowed)
        order = [index for index in answer.indices or () if index in within]
        return chosen(self, document, Ranked(order or rank(scores, allowed), scores))

    def _free(self, document: Document, text: str, answer: Answer) -> Summary:
        """Return a text in a Writer's own words: it has no place in the body."""
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
