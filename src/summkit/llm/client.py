"""A client that sends questions in parallel, each question once, and can cache the answers."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from summkit.errors import InputError, SummkitError, UsageError
from summkit.llm import cache
from summkit.llm.address import endpoint, key_of
from summkit.llm.exchange import Request, exchange
from summkit.llm.reply import Question, Reply, reply_of

_REMEMBERED = 50_000
"""Number of answers, which are short, that a process keeps in memory."""

_FAILED = 10.0
"""Seconds for which a question that failed in `foresee` is not sent again."""


@dataclass(frozen=True, slots=True)
class Client:
    """A server, and the settings for questions to it.

    Attributes
    ----------
    owner
        Name of the method or metric, for messages: "llm" or "judge".
    url
        Address of the server, as the user typed it.
    key
        Name of the environment variable with the key.
    timeout
        Maximum seconds for an answer, including retries and waits.
    retries
        Number of retries after an error that may be temporary.
    concurrency
        Largest number of questions at the same time.
    cache
        Folder in which answers are stored; "" stores none.
    """

    owner: str
    url: str
    key: str
    timeout: float
    retries: int
    concurrency: int
    cache: str = ""

    def ask(self, question: Question) -> Reply:
        """Return the answer to a question. A process sends each question only once.

        Raises
        ------
        InputError
            If there is no answer. The message is only the reason; the caller adds the article.
        UsageError
            If the server will answer no question, for example because the key is wrong.
        """
        (answer,) = self.ask_many([question])
        if isinstance(answer, Reply):
            return answer
        raise answer

    def ask_many(self, questions: Sequence[Question]) -> list[Reply | InputError]:
        """Return the answer to each question, or the error. Questions are sent in parallel.

        Raises
        ------
        UsageError
            If the server will answer no question, for example because the key is wrong.
        """
        url = endpoint(self.owner, self.url)
        digests = [question.digest(url) for question in questions]
        answers: dict[str, Reply | InputError] = {}
        missing: dict[str, Question] = {}
        for digest, question in zip(digests, questions, strict=True):
            known = _recall(digest)
            if known is None and self.cache:
                known = cache.load(self.cache, digest)
            elif isinstance(known, Reply) and self.cache and not cache.holds(self.cache, digest):
                cache.save(self.cache, digest, known)
            if known is not None:
                answers[digest] = known
            else:
                missing[digest] = question
        if missing:
            answers |= _Sender(self, url, key_of(self.owner, self.key), missing).all()
        for digest, answer in answers.items():
            if isinstance(answer, Reply):
                _remember(digest, answer)
        return [answers[digest] for digest in digests]

    def foresee(self, questions: Sequence[Question]) -> None:
        """Send questions in parallel and store the answers and errors for later calls of `ask`.

        Raises
        ------
        UsageError
            If the server will answer no question.
        """
        url = endpoint(self.owner, self.url)
        until = time.monotonic() + _FAILED
        for question, answer in zip(questions, self.ask_many(questions), strict=True):
            if isinstance(answer, InputError):
                with _lock:
                    _failed[question.digest(url)] = answer, until


class _Sender:
    """Sends questions from several threads.

    The threads are daemons, so that an interrupted program does not wait for the server.
    """

    def __init__(self, client: Client, url: str, key: str, questions: dict[str, Question]) -> None:
        self._client, self._url, self._key = client, url, key
        self._todo = list(reversed(questions.items()))
        self._answers: dict[str, Reply | InputError] = {}
        self._fatal: SummkitError | None = None
        self._bug: BaseException | None = None
        self._count = min(client.concurrency, len(questions))

    def all(self) -> dict[str, Reply | InputError]:
        """Return the answers by the digests of their questions."""
        if self._count == 1:
            self._work()
        else:
            threads = [threading.Thread(target=self._work, daemon=True) for _ in range(self._count)]
            for thread in threads:
                thread.start()
            try:
                for thread in threads:
                    thread.join()
            except BaseException:
                self._todo.clear()
                raise
        if self._bug is not None:
            raise self._bug
        if self._fatal is not None:
            raise self._fatal
        return self._answers

    def _work(self) -> None:
        while True:
            try:
                digest, question = self._todo.pop()
            except IndexError:
                return
            try:
                self._answers[digest] = self._ask(digest, question)
            except InputError as error:
                self._answers[digest] = error
            except SummkitError as error:
                self._fatal = error
                self._todo.clear()
            except BaseException as error:
                self._bug = error
                self._todo.clear()

    def _ask(self, digest: str, question: Question) -> Reply:
        client = self._client
        start = time.monotonic()
        request = Request(
            self._url, question.data(), self._key, client.key, client.timeout, client.retries
        )
        try:
            reply = exchange(request, lambda data: reply_of(data, time.monotonic() - start))
        except UsageError as error:
            raise UsageError(f"{client.owner}: {error}") from None
        if client.cache:
            cache.save(client.cache, digest, reply)
        return reply


_known: OrderedDict[str, Reply] = OrderedDict()
_failed: dict[str, tuple[InputError, float]] = {}
_lock = threading.Lock()


def _recall(digest: str) -> Reply | InputError | None:
    with _lock:
        if _failed:
            now = time.monotonic()
            for each in [each for each, (_, until) in _failed.items() if until < now]:
                del _failed[each]
            if digest in _failed:
                return _failed[digest][0]
        return _known.get(digest)


def _remember(digest: str, answer: Reply) -> None:
    with _lock:
        _known[digest] = answer
        _known.move_to_end(digest)
        while len(_known) > _REMEMBERED:
            _known.popitem(last=False)


def forget() -> None:
    """Delete the answers in the memory of this process, but not those in a folder."""
    with _lock:
        _known.clear()
        _failed.clear()
