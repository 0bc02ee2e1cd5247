"""Article -> Document: sentences with offsets, words and term ids, made once and shared by all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from summkit.article import Article
from summkit.language import Language, detect, get_language, sentence_spans
from summkit.language.vocabulary import Vocabulary, numbered

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


class Numbered(NamedTuple):
    """What stands in a document's sentences, as numbers.

    Attributes
    ----------
    shared
        What the numbers of tokens and stems stand for; other documents may share it.
    codes, lengths
        All tokens in order; how many each sentence has.
    rows, columns
        The sentence and the term id of every term, in order.
    stems, headline
        The stem of each term id; the stems of the headline's terms, in order.
    """

    shared: Vocabulary
    codes: NDArray[np.intp]
    lengths: NDArray[np.intp]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    stems: NDArray[np.intp]
    headline: NDArray[np.intp]


class Document:
    """An Article analysed once. Every summariser and metric reads it; none splits text again.

    Attributes
    ----------
    article
        What was analysed.
    language
        The Language whose rules and data were used.
    sentences
        In document order; together they cover every visible character of the body.
    """

    def __init__(self, article: Article, language: Language) -> None:
        self.article = article
        self.language = language
        self.sentences: tuple[Sentence, ...] = tuple(_sentences(article, language))

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
    def numbered(self) -> Numbered:
        """The terms as numbers."""
        number_many((self,))
        found: Numbered = self.__dict__["numbered"]
        return found

    @cached_property
    def terms(self) -> tuple[tuple[int, ...], ...]:
        """Each sentence's terms: ids of the stems of its words that are not stop words.

        Order and repeats kept. Ids count up from 0 in order of first appearance and
        index `vocabulary`.
        """
        found = iter(self.numbered.columns.tolist())
        return tuple([tuple(islice(found, length)) for length in self.lengths])

    @cached_property
    def lengths(self) -> list[int]:
        """How many `terms` each sentence has."""
        import numpy as np

        rows = self.numbered.rows
        lengths: list[int] = np.bincount(rows, minlength=len(self.sentences)).tolist()
        return lengths

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """The stem of every term id."""
        found = self.numbered
        return tuple(map(found.shared.stems.__getitem__, found.stems.tolist()))

    @property
    def width(self) -> int:
        """How many terms there are: the length of `vocabulary`."""
        return len(self.numbered.stems)

    @cached_property
    def stems(self) -> tuple[tuple[str, ...], ...]:
        """The stem of every word of each sentence, stop words included, in order."""
        lower, distinct = self._lower
        stems = dict(zip(distinct, self.language.stem(distinct), strict=True))
        found = map(stems.__getitem__, lower)
        return tuple(tuple(islice(found, len(words))) for words in self.words)

    @property
    def tokens(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """`terms` as two flat arrays: the sentence and the term id of every term, in order."""
        return self.numbered.rows, self.numbered.columns

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """Sentences x vocabulary: how often each term stands in each sentence.

        Dense, so that it is only for articles of usual size; long ones go through `tokens`.
        """
        import numpy as np

        rows, columns = self.tokens
        size, width = len(self.sentences), self.width
        flat = np.bincount(rows * width + columns, minlength=size * width)
        return flat.reshape(size, width).astype(np.float64)

    @cached_property
    def headline_terms(self) -> tuple[str, ...]:
        """Stems of the headline's words that are not stop words; empty without a headline."""
        found = self.numbered
        return tuple(map(found.shared.stems.__getitem__, found.headline.tolist()))


def analyse(article: Article, language: str | None = None) -> Document:
    """Analyse an article.

    Parameters
    ----------
    article
        What to analyse.
    language
        BCP 47 code that overrides the article's own; where both are missing the
        language is detected from the body, offline.

    Raises
    ------
    UsageError
        If `language` is not a code at all. A code without data of its own gets the
        language-neutral rules.
    """
    return Document(article, get_language(_code(article, language)))


def analyse_many(articles: Iterable[Article], language: str | None = None) -> list[Document]:
    """Analyse articles as `analyse` does, one step for all before the next, which is faster."""
    named = [(article, _code(article, language)) for article in articles]
    return [Document(article, get_language(code)) for article, code in named]


def number_many(documents: Sequence[Document]) -> None:
    """Make `numbered` of documents, those of a language at once, which is faster."""
    groups: dict[int, list[Document]] = {}
    for document in documents:
        if "numbered" not in document.__dict__:
            groups.setdefault(id(document.language), []).append(document)
    for group in groups.values():
        _number(group)


def _number(group: Sequence[Document]) -> None:
    """Make `numbered` of documents of one language."""
    import numpy as np

    sizes = [len(document.sentences) for document in group]
    texts = [sentence.text for document in group for sentence in document.sentences]
    texts += [document.article.headline or "" for document in group]
    shared, codes, lengths = numbered(texts, group[0].language)
    stems, counts = shared.terms(codes)
    everyone, sentences = np.arange(len(group)), sum(sizes)
    token_row = np.repeat(np.arange(len(lengths)), lengths)
    row = np.repeat(token_row, counts)
    # Of each sentence, then of each headline.
    article = np.concatenate([np.repeat(everyone, sizes), everyone])
    body = int(np.searchsorted(row, sentences))
    # Ids by article and first appearance.
    _, first, places = np.unique(
        article[row[:body]] * len(shared.stems) + stems[:body],
        return_index=True,
        return_inverse=True,
    )
    order = first.argsort()
    ids = np.empty_like(order)
    ids[order] = np.arange(len(order))
    first, column = first[order], ids[places]
    ends = (
        np.cumsum(sizes),
        np.searchsorted(token_row, np.cumsum(sizes)),
        np.searchsorted(row, np.cumsum(sizes)),
        np.searchsorted(article[row[first]], everyone, side="right"),
        np.searchsorted(row, sentences + everyone, side="right"),
    )
    a = b = c = d = 0
    e = body
    for document, to_a, to_b, to_c, to_d, to_e in zip(
        group, *(end.tolist() for end in ends), strict=True
    ):
        document.numbered = Numbered(
            shared,
            codes[b:to_b],
            lengths[a:to_a],
            row[c:to_c] - a,
            column[c:to_c] - d,
            stems[first[d:to_d]],
            stems[e:to_e],
        )
        a, b, c, d, e = to_a, to_b, to_c, to_d, to_e


def _code(article: Article, language: str | None) -> str:
    return language or article.language or detect(article.body)


def _sentences(article: Article, language: Language) -> list[Sentence]:
    body = article.body
    # Without the class's own __new__: a Python function that would take half of the time.
    new = tuple.__new__
    sentences: list[Sentence] = []
    paragraph = before = 0
    for index, (start, end) in enumerate(sentence_spans(body, language)):
        # Only white space stands between sentences.
        if start - before > 1 and index and body.count("\n", before, start) > 1:
            paragraph += 1
        sentences.append(new(Sentence, (index, start, end, body[start:end], paragraph)))
        before = end
    return sentences
