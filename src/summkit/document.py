"""Article -> Document: sentences with offsets, words and term ids, made once and shared by all."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from summkit import core
from summkit.article import Article
from summkit.errors import ArgumentTypeError
from summkit.language import Language, asked_language, detect, get_language
from summkit.language.sentences import flat_spans
from summkit.language.terms import Terms, spaced_terms, word_terms
from summkit.naming import Attributes, helpful

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Sentence(NamedTuple):
    """A sentence and its place: ``body[start:end] == text``, always.

    Attributes
    ----------
    index
        Position among the document's sentences, from 0.
    start, end
        Code point offsets into the article's body; no surrounding white space.
    paragraph
        Index of the paragraph it stands in, from 0.
    """

    index: int  # type: ignore[assignment]  # hides tuple.index(), which means nothing here
    start: int
    end: int
    text: str
    paragraph: int

    def __str__(self) -> str:
        return self.text


class Document(Attributes):
    """An Article analysed once. Every summariser and metric reads it; none splits text again.

    Attributes
    ----------
    article
        What was analysed.
    language
        The Language whose rules and data were used.
    sentences
        In document order; together they cover every visible character of the body.

    The same as buffers of int32 (`array.array` of type "i"), for numpy and for compiled code,
    which read them without a copy:

    `spans`
        Start and end of each sentence in the body, in a row: twice as many as sentences.
    `term_ids`
        The id of every term of the body, in order.
    `term_offsets`
        One more than sentences: the terms of sentence i are
        ``term_ids[term_offsets[i]:term_offsets[i + 1]]``.

    Ids are below `term_count`.
    """

    _meant: ClassVar[Mapping[str, str]] = {"text": "body", "title": "headline"}

    def __init__(self, article: Article, language: Language) -> None:
        self.article = article
        self.language = language
        self.spans = flat_spans(article.body, language)
        self.sentences: tuple[Sentence, ...] = _sentences(article.body, self.spans)

    def __repr__(self) -> str:
        count = len(self.sentences)
        plural = "sentence" if count == 1 else "sentences"
        return f"Document({count} {plural}, {self.language.code}, {self.article!r})"

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def __bool__(self) -> bool:
        return True  # a document without a sentence is a document

    @property
    def body(self) -> str:
        """The article's body, into which all offsets index."""
        return self.article.body

    @property
    def headline(self) -> str | None:
        """The article's own headline, or None."""
        return self.article.headline

    @property
    def dek(self) -> str | None:
        """The article's own dek, or None."""
        return self.article.dek

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: what higher rooms keep on a document is made again."""
        return {name: value for name, value in vars(self).items() if name != "memory"}

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What higher rooms keep on a document, by what makes it."""
        return {}

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """Each sentence's words as they stand in the text: order, case and repeats kept."""
        words = self.language.words
        return tuple([tuple(words(sentence.text)) for sentence in self.sentences])

    @cached_property
    def _lower(self) -> tuple[list[str], list[str]]:
        """All words in lower case, in order, and the distinct ones in order of appearance."""
        lower = [word.lower() for word in chain.from_iterable(self.words)]
        return lower, list(dict.fromkeys(lower))

    @cached_property
    def _terms(self) -> Terms:
        if self.language.spaced and self.language.code != "und":
            return spaced_terms(self.article.body, self.spans, self.language)
        return word_terms(self.words, self.language)

    @property
    def term_ids(self) -> array[int]:
        """The id of every term of the body, in order; int32."""
        return self._terms.flat.ids

    @property
    def term_offsets(self) -> array[int]:
        """Where the terms of each sentence begin in `term_ids`, and their end; int32."""
        return self._terms.flat.offsets

    @property
    def stem_lines(self) -> str:
        """The stem of every term id, each with a line feed behind it."""
        return self._terms.flat.stems

    @property
    def term_count(self) -> int:
        """How many different terms there are."""
        return self._terms.count

    @cached_property
    def terms(self) -> tuple[tuple[int, ...], ...]:
        """Each sentence's terms: ids of the stems of its words that are not stop words.

        Order and repeats kept. Ids count up from 0 in order of first appearance and
        index `vocabulary`.
        """
        ids = tuple(self.term_ids)
        return tuple([ids[start:end] for start, end in pairwise(self.term_offsets)])

    def terms_of(self, index: int) -> array[int]:
        """Return `terms` of one sentence, without making those of all."""
        flat = self._terms.flat
        return flat.ids[flat.offsets[index] : flat.offsets[index + 1]]

    @property
    def lengths(self) -> list[int]:
        """How many `terms` each sentence has."""
        return [end - start for start, end in pairwise(self.term_offsets)]

    @property
    def word_lines(self) -> tuple[str, array[int]]:
        """The words that have terms, lower-cased, each with a line feed behind it; their ids."""
        flat = self._terms.flat
        return flat.words, flat.word_ids

    @property
    def word_ids(self) -> Mapping[str, int]:
        """The term id of every word that has one, lower-cased."""
        return self._terms.words

    def word_id(self, word: str) -> int:
        """Return the term id of a word in lower case, -1 where it has none."""
        return self._terms.word_id(word)

    @property
    def ids(self) -> Mapping[str, int]:
        """The term id of every stem, in the order of ids; to count them take `term_count`."""
        return self._terms.stems

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """The stem of every term id."""
        return tuple(self.ids)

    @cached_property
    def stems(self) -> tuple[tuple[str, ...], ...]:
        """The stem of every word of each sentence, stop words included, in order."""
        lower, distinct = self._lower
        stems = dict(zip(distinct, self.language.stem(distinct), strict=True))
        found = map(stems.__getitem__, lower)
        return tuple(tuple(islice(found, len(words))) for words in self.words)

    @cached_property
    def tokens(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """`terms` as two flat arrays: the sentence and the term id of every term, in order."""
        import numpy as np

        offsets = np.frombuffer(self.term_offsets, np.int32)
        rows = np.repeat(np.arange(len(offsets) - 1), offsets[1:] - offsets[:-1])
        return rows, np.array(self.term_ids, np.intp)

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """Sentences x vocabulary: how often each term stands in each sentence.

        Dense, so that it is only for articles of usual size; long ones go through `tokens`.
        """
        import numpy as np

        rows, columns = self.tokens
        size, width = len(self.sentences), self.term_count
        flat = np.bincount(rows * width + columns, minlength=size * width)
        return flat.reshape(size, width).astype(np.float64)

    @cached_property
    def headline_terms(self) -> tuple[str, ...]:
        """Stems of the headline's words that are not stop words; empty without a headline."""
        language = self.language
        words = [word.lower() for word in language.words(self.article.headline or "")]
        return tuple(language.stem([word for word in words if word not in language.stop_words]))

    @cached_property
    def headline_ids(self) -> tuple[int, ...]:
        """The term id of each of `headline_terms`, -1 of those that are not in the body."""
        return tuple(map(self._terms.stem_id, self.headline_terms))


@helpful
def analyse(
    article: Article | str | bytes | Mapping[str, Any], language: str | None = None
) -> Document:
    """Analyse an article: its sentences, words and terms, made once for all that read them.

    Parameters
    ----------
    article
        An Article; a record; or a text or HTML, which is cleaned as a scraped one.
    language
        BCP 47 code that overrides the article's own; where both are missing the
        language is detected from the body, offline.

    Raises
    ------
    UsageError
        If `language` is not the code of a language. One without data of its own gets the
        language-neutral rules. ArgumentTypeError, a subclass, for what holds no article.

    Examples
    --------
    >>> document = analyse("A fire broke out on Monday. Nobody was hurt.", "en")
    >>> document
    Document(2 sentences, en, Article(44 characters))
    >>> [(sentence.start, sentence.end) for sentence in document.sentences]
    [(0, 27), (28, 44)]
    """
    given = _given(article)
    return Document(given, _language(given, language))


@helpful
def analyse_many(
    articles: Iterable[Article | str | bytes | Mapping[str, Any]], language: str | None = None
) -> list[Document]:
    """Analyse articles as `analyse` does, one step for all before the next, which is faster."""
    from summkit.reading.objects import articles_of

    several = articles_of(articles, "articles", "a list of Articles", (Article, Document))
    given = [_given(article) for article in several]
    named = [(article, _language(article, language)) for article in given]
    return [Document(article, spoken) for article, spoken in named]


def _given(article: Any) -> Article:
    if isinstance(article, Article):  # without the import of what reads
        return article
    from summkit.reading.objects import article_of, names_a_source

    takes = "an Article, a text or a record"
    if isinstance(article, str) and names_a_source(article):
        advice = "summkit.summarise() takes a path; summkit.read() gives the Articles of a file"
        raise ArgumentTypeError("article", article, takes, advice)
    return article_of(article, "article", takes, several="analyse_many() analyses several")


def _language(article: Article, language: str | None) -> Language:
    if language:
        return asked_language(language)
    return get_language(article.language or detect(article.body))


def _sentences(body: str, spans: array[int]) -> tuple[Sentence, ...]:
    if core.compiled:
        return core.native.sentences(Sentence, body, spans)
    # Without the class's own __new__: a Python function that would take half of the time.
    new = tuple.__new__
    sentences: list[Sentence] = []
    paragraph = before = 0
    places = iter(spans)
    for index, (start, end) in enumerate(zip(places, places, strict=True)):
        # Only white space stands between sentences.
        if start - before > 1 and index and body.count("\n", before, start) > 1:
            paragraph += 1
        sentences.append(new(Sentence, (index, start, end, body[start:end], paragraph)))
        before = end
    return tuple(sentences)
