"""The Document: an Article analysed once into sentences with offsets, words and term ids."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from summkit.article import Article
from summkit.errors import ArgumentTypeError
from summkit.language import Language, asked_language, detect, get_language
from summkit.language.sentences import flat_spans
from summkit.language.terms import Terms, spaced_terms, word_terms
from summkit.naming import Attributes, helpful
from summkit.sentence import Sentence, sentences_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Document(Attributes):
    """An Article analysed once. Summarisers and metrics read it instead of splitting text again.

    `analyse` makes a Document. A term is the stem of a word that is not a stop word.

    Attributes
    ----------
    article
        The analysed Article.
    language
        The Language whose rules and data were used.
    sentences
        The sentences in document order. They cover every visible character of the body.
    spans
        Start and end offset of each sentence, one after the other: 2 n numbers for n sentences.
    term_ids
        Id of every term of the body, in order; ids are from 0 to ``term_count - 1``.
    term_offsets
        n + 1 numbers: the terms of sentence i are
        ``term_ids[term_offsets[i]:term_offsets[i + 1]]``.

    `spans`, `term_ids` and `term_offsets` are `array.array` of int32 (type "i"), which numpy and
    compiled code read without a copy.

    Examples
    --------
    >>> document = analyse("A fire broke out on Monday. Nobody was hurt.", "en")
    >>> document.sentences[1].text, list(document.spans)
    ('Nobody was hurt.', [0, 27, 28, 44])
    """

    _synonyms: ClassVar[Mapping[str, str]] = {"text": "body", "title": "headline"}

    def __init__(self, article: Article, language: Language) -> None:
        self.article = article
        self.language = language
        self.spans = flat_spans(article.body, language)
        self.sentences: tuple[Sentence, ...] = sentences_of(article.body, self.spans)

    def __repr__(self) -> str:
        count = len(self.sentences)
        plural = "sentence" if count == 1 else "sentences"
        return f"Document({count} {plural}, {self.language.code}, {self.article!r})"

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def __bool__(self) -> bool:
        return True  # a document without sentences is true, too

    @property
    def body(self) -> str:
        """The article's body, to which all offsets refer."""
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
        """Return the state for a copy, without `memory`, which the copy fills again."""
        return {name: value for name, value in vars(self).items() if name != "memory"}

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """A cache for values that other modules compute from the document, by the function."""
        return {}

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each sentence as in the text, with order, case and repeats unchanged."""
        words = self.language.words
        return tuple([tuple(words(sentence.text)) for sentence in self.sentences])

    @cached_property
    def _lower(self) -> tuple[list[str], list[str]]:
        """All words in lower case, in order, and the distinct words in order of appearance."""
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
        """Index in `term_ids` of each sentence's first term, then the number of terms; int32."""
        return self._terms.flat.offsets

    @property
    def stem_lines(self) -> str:
        """The stem of every term id, each followed by a line feed."""
        return self._terms.flat.stems

    @property
    def term_count(self) -> int:
        """Number of different terms."""
        return self._terms.count

    @cached_property
    def terms(self) -> tuple[tuple[int, ...], ...]:
        """The terms of each sentence: ids of the stems of its words that are not stop words.

        Order and repeats are unchanged. Ids count up from 0 in order of first appearance, and
        ``vocabulary[id]`` is the stem.
        """
        ids = tuple(self.term_ids)
        return tuple([ids[start:end] for start, end in pairwise(self.term_offsets)])

    def terms_of(self, index: int) -> array[int]:
        """Return the `terms` of one sentence without computing the terms of all sentences."""
        flat = self._terms.flat
        return flat.ids[flat.offsets[index] : flat.offsets[index + 1]]

    @property
    def lengths(self) -> list[int]:
        """Number of `terms` of each sentence."""
        return [end - start for start, end in pairwise(self.term_offsets)]

    @property
    def word_lines(self) -> tuple[str, array[int]]:
        """The words that have terms, in lower case, each followed by a line feed; and their ids."""
        flat = self._terms.flat
        return flat.words, flat.word_ids

    @property
    def word_ids(self) -> Mapping[str, int]:
        """Word in lower case -> its term id, for every word that has a term."""
        return self._terms.words

    def word_id(self, word: str) -> int:
        """Return the term id of a word in lower case; -1 if the word has no term."""
        return self._terms.word_id(word)

    @property
    def ids(self) -> Mapping[str, int]:
        """Stem -> its term id, in the order of ids. `term_count` is a faster way to count them."""
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
        """The sentence index and the term id of every term, in order, as two arrays."""
        import numpy as np

        offsets = np.frombuffer(self.term_offsets, np.int32)
        rows = np.repeat(np.arange(len(offsets) - 1), offsets[1:] - offsets[:-1])
        return rows, np.array(self.term_ids, np.intp)

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """The matrix of sentences by terms: the frequency of each term in each sentence.

        The matrix is dense, so it suits only articles of usual size; for long articles use
        `tokens`.
        """
        import numpy as np

        rows, columns = self.tokens
        size, width = len(self.sentences), self.term_count
        flat = np.bincount(rows * width + columns, minlength=size * width)
        return flat.reshape(size, width).astype(np.float64)

    @cached_property
    def headline_terms(self) -> tuple[str, ...]:
        """Stems of the headline's words that are not stop words; () without a headline."""
        language = self.language
        words = [word.lower() for word in language.words(self.article.headline or "")]
        return tuple(language.stem([word for word in words if word not in language.stop_words]))

    @cached_property
    def headline_ids(self) -> tuple[int, ...]:
        """The term id of each of `headline_terms`; -1 if the body does not contain the term."""
        return tuple(map(self._terms.stem_id, self.headline_terms))


@helpful
def analyse(
    article: Article | str | bytes | Mapping[str, Any], language: str | None = None
) -> Document:
    """Return the Document of an article: its sentences, words and terms.

    Parameters
    ----------
    article
        An Article; a record; or a text or HTML, which is cleaned like a scraped text.
    language
        BCP 47 code that overrides the language of the article. If neither exists, the language is
        detected from the body, offline. A language without its own data gets the language-neutral
        rules.

    Raises
    ------
    UsageError
        If `language` is not a language code.
    ArgumentTypeError
        If `article` has another type.

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
    """Return the Documents of several articles. This is faster than a call of `analyse` for each.

    Parameters
    ----------
    articles
        Articles, texts, HTML or records, as `analyse` takes them.
    language
        BCP 47 code that overrides the language of every article; see `analyse`.

    Raises
    ------
    UsageError
        If `language` is not a language code.
    ArgumentTypeError
        If `articles` is not a list or another ordered iterable of articles.

    Examples
    --------
    >>> documents = analyse_many(["A fire broke out. Nobody was hurt.", "It rained."], "en")
    >>> [len(document) for document in documents]
    [2, 1]
    """
    from summkit.reading.objects import articles_of

    several = articles_of(articles, "articles", "a list of Articles", (Article, Document))
    given = [_given(article) for article in several]
    named = [(article, _language(article, language)) for article in given]
    return [Document(article, spoken) for article, spoken in named]


def _given(article: Any) -> Article:
    if isinstance(article, Article):  # avoids importing `summkit.reading`
        return article
    from summkit.reading.objects import article_of, names_a_source

    takes = "an Article, a text or a record"
    if isinstance(article, str) and names_a_source(article):
        advice = "summkit.summarise() takes a path; summkit.read() gives the Articles of a file"
        raise ArgumentTypeError("article", article, takes, advice)
    return article_of(article, "article", takes, several="analyse_many() analyses several")


def _language(article: Article, language: str | None) -> Language:
    if language is not None:
        return asked_language(language)
    return get_language(article.language or detect(article.body))
