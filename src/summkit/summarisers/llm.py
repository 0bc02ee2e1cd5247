"""Llm: a language model on an OpenAI-compatible server as a summariser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from summkit.budget import Budget
from summkit.document import Document
from summkit.errors import InputError, UsageError
from summkit.llm import cache
from summkit.llm.address import KEY, endpoint, key_of
from summkit.llm.cleaning import text_of
from summkit.llm.client import Client
from summkit.llm.prompts import NAMES, TEMPLATES, fenced, filled, template_of, version_of
from summkit.llm.reply import AnswerError, Question, Reply
from summkit.summarisers.base import Answer, Writer, parameter
from summkit.targets import TARGETS

PLACES = ("article", "headline", "dek", "language", "target", "limit", "noun")

CUT = "was longer than the budget, and is cut, in the article"


class LanguageModel(Writer):
    """Asks a language model on any server with OpenAI's protocol (chat completions).

    The user chooses the server and the model; none is built in, and the articles are sent to no
    other address. The text is in the model's own words, without offsets into the article.

    The rules of `summkit.llm.cleaning` remove additions around the text (quotation marks, "Here is
    the headline:", Markdown). An answer is unusable if it is empty, declines the task, is cut off,
    has several lines for a headline, or is more than twice as long as the budget. When texts are
    written, such an answer is an error of its article; when systems are compared, it counts as an
    empty text.

    Raises
    ------
    UsageError
        If the address, the key or the prompt is wrong, or if the server answers no question.

    Examples
    --------
    >>> import summkit as sk
    >>> method = sk.LanguageModel(url="http://localhost:8000/v1", model="small")
    >>> method
    LanguageModel(url='http://localhost:8000/v1', model='small')

    ``sk.summarise("article.txt", "dek", method=method)`` then sends the article to the server.
    """

    name: ClassVar[str] = "llm"
    paper: ClassVar[str] = "a language model of the user's choice"
    unnamed: ClassVar[tuple[str, ...]] = (
        "url",
        "key",
        "timeout",
        "retries",
        "concurrency",
        "cache",
        "max_tokens",
    )

    url: str = parameter("", "Address of the server, such as http://localhost:8000/v1.")
    model: str = parameter("", "Name of the model on the server.")
    prompt: str = parameter(
        "", "Template with {article}, or a file with it; the default has one for each target."
    )
    temperature: float = parameter(
        0.0, "Sampling temperature; 0 gives the most probable text.", low=0.0, high=2.0
    )
    seed: int = parameter(12345, "Seed that is sent to the server.", low=0, high=2**31 - 1)
    max_tokens: int = parameter(
        1024, "Largest number of tokens of an answer; 0 takes the server's default.", low=0
    )
    key: str = parameter(KEY, "Environment variable that contains the server's key.")
    timeout: float = parameter(
        120.0, "Maximum seconds for an answer, including retries.", low=0.01, high=86400.0
    )
    retries: int = parameter(
        3,
        "Number of retries after status 429, a status 5xx or a failed connection.",
        low=0,
        high=20,
    )
    concurrency: int = parameter(8, "Largest number of questions at the same time.", low=1, high=64)
    cache: str = parameter("", "Folder that stores the answers, so that no question is sent twice.")

    def __post_init__(self) -> None:
        super().__post_init__()
        endpoint(self.name, self.url)
        if not self.model.strip():
            raise UsageError(
                "llm: parameter model is empty: give the name of the model on the server"
            )
        key_of(self.name, self.key)
        cache.check(self.name, self.cache)
        # The file is read once, so that every article and every process gets the same prompt.
        self._template = self.prompt and template_of(
            self.name, self.prompt, PLACES, needed=("article",)
        )

    @property
    def together(self) -> int:
        """Number of articles that are sent to the server at the same time."""
        return self.concurrency

    def described(self) -> dict[str, Any]:
        """Return the version of the prompt, which distinguishes runs with different prompts."""
        return {"prompt": version_of(self._template or repr(TEMPLATES))}

    def write(self, document: Document, target: str, budget: Budget) -> Answer:
        """Return the text of the model.

        Raises
        ------
        AnswerError
            If the answer is unusable: see the class.
        InputError
            If the server gives no answer.
        """
        article = document.article
        where = article.source or article.id
        try:
            reply = self._client().ask(self._question(document, target, budget))
            return self._read(reply, document, target, budget)
        except AnswerError as error:
            raise error.about(f"llm {self.model}", where) from None
        except InputError as error:
            raise InputError(f"llm {self.model}: {error.reason}", where) from None

    def score(self, document: Document) -> Sequence[float]:
        """Raise InputError without a question to the server: the method scores no sentences."""
        raise InputError(
            "llm: this method writes a text and does not score sentences", document.article.source
        )

    def foresee(self, documents: Sequence[Document], target: str, budget: Budget) -> None:
        """Send the questions about all documents, several at a time, and store the answers."""
        self._client().foresee([self._question(each, target, budget) for each in documents])

    def _client(self) -> Client:
        return Client(
            self.name,
            self.url,
            self.key,
            self.timeout,
            self.retries,
            self.concurrency,
            self.cache,
        )

    def _question(self, document: Document, target: str, budget: Budget) -> Question:
        article = document.article
        values = {
            "article": fenced(article.body),
            "headline": fenced(article.headline or "(none)"),
            "dek": fenced(article.dek or "(none)"),
            "language": document.language.code,
            "target": target,
            "limit": limit_of(budget, document),
            "noun": NAMES[target],
        }
        prompt = filled(self._template or TEMPLATES[target], values)
        return Question(self.model, prompt, self.temperature, self.seed, self.max_tokens)

    def _read(self, reply: Reply, document: Document, target: str, budget: Budget) -> Answer:
        language = document.language

        def too_long(text: str) -> bool:
            words, characters = budget.size(language, text)
            return not budget.holds(words / 2, characters / 2)

        one_line = TARGETS[target].headline or target == "lede"
        text = text_of(reply, target, one_line=one_line, too_long=too_long)
        remarks = () if budget.fits(language, text) else (CUT,)
        return Answer(text=text, remarks=remarks, usage=reply.usage)


def limit_of(budget: Budget, document: Document) -> str:
    """Return a budget in words: "at most 30 words"."""
    bounds = []
    if budget.sentences is not None or budget.ratio is not None:
        count = budget.limit(document)
        bounds.append("one sentence" if count == 1 else f"{count} sentences")
    if budget.words is not None:
        bounds.append(f"{budget.words} words")
    if budget.characters is not None:
        bounds.append(f"{budget.characters} characters")
    return "at most " + " and ".join(bounds)
