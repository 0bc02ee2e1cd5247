"""Llm: a language model behind an OpenAI-compatible server as a summariser."""

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
    """Asks a language model on any server that speaks OpenAI's protocol (chat completions).

    Which one is the user's to say: no address, model or vendor is built in, and nothing is sent
    anywhere else. The text is the model's own: it has no place in the article.

    What stands around the text in an answer (quotation marks, "Here is the headline:", Markdown)
    is left out by the rules of `summkit.llm.cleaning`. An answer that is still no text (empty,
    declined, cut off, several lines for a headline, more than twice the budget) is an error of
    that article where texts are written, and counts as an empty text where systems are compared.

    Raises
    ------
    UsageError
        If the address, the key or the prompt is none, or the server would answer no question.
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

    url: str = parameter("", "Address of the server, as in http://localhost:8000/v1.")
    model: str = parameter("", "Model, as the server calls it.")
    prompt: str = parameter(
        "", "Template with {article}, or the file of one; by default one for each target."
    )
    temperature: float = parameter(0.0, "How freely it writes.", low=0.0, high=2.0)
    seed: int = parameter(12345, "Seed that the server is given.", low=0, high=2**31 - 1)
    max_tokens: int = parameter(1024, "Longest answer in tokens; 0: the server's own.", low=0)
    key: str = parameter(KEY, "Environment variable that holds the server's key.")
    timeout: float = parameter(
        120.0, "Seconds an answer may take, retries included.", low=0.01, high=86400.0
    )
    retries: int = parameter(
        3, "Further tries after a 429, a 5xx or no connection.", low=0, high=20
    )
    concurrency: int = parameter(8, "Most questions at once.", low=1, high=64)
    cache: str = parameter("", "Folder that keeps answers, so that nothing is asked twice.")

    def __post_init__(self) -> None:
        super().__post_init__()
        endpoint(self.name, self.url)
        if not self.model.strip():
            raise UsageError(
                "llm: parameter model is empty: give the model's name, as the server has it"
            )
        key_of(self.name, self.key)
        cache.check(self.name, self.cache)
        # Read once, so that all articles are asked the same, in every process.
        self._template = self.prompt and template_of(
            self.name, self.prompt, PLACES, needed=("article",)
        )

    @property
    def together(self) -> int:
        """As many articles as are asked about at once."""
        return self.concurrency

    def described(self) -> dict[str, Any]:
        """Return which prompt it is, so that runs with other prompts do not look the same."""
        return {"prompt": version_of(self._template or repr(TEMPLATES))}

    def write(self, document: Document, target: str, budget: Budget) -> Answer:
        """Return what the model writes.

        Raises
        ------
        AnswerError
            If its answer is no text to publish.
        InputError
            If there is no answer.
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
        """Refuse: a text of its own ranks no sentence, so that nothing is asked."""
        raise InputError("llm: it writes a text and scores no sentence", document.article.source)

    def foresee(self, documents: Sequence[Document], target: str, budget: Budget) -> None:
        """Ask about all documents, several at once; `write` then has the answers."""
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
