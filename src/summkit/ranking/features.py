"""What the ranker sees of each sentence: language-neutral numbers, vectorised over an article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summkit.cutting import cut as cut_text
from summkit.document import Document
from summkit.ranking.limits import Limits
from summkit.ranking.surface import surface_of, terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Held = Floats | Bools

VERSION = 2
"""Changes with anything that changes a value below: a model is for one version only."""

HEAD = 250
"""So many sentences from the start are ranked; a news article of more is a page of something."""

FEATURES = {
    "first": "it opens the article",
    "second": "it is the second sentence",
    "third": "it is the third sentence",
    "fourth": "it is the fourth sentence",
    "early": "it stands early",
    "closeness": "it stands near the start",
    "depth": "it stands deep in the article",
    "relative": "it stands late in relation to the whole",
    "last": "it ends the article",
    "before": "much text stands before it",
    "paragraph": "it stands in a late paragraph",
    "paragraph_start": "it starts a paragraph",
    "paragraph_alone": "it is a paragraph of its own",
    "length": "it is long",
    "size": "it takes much of the budget",
    "short": "it is very short",
    "over": "it alone is longer than the budget",
    "half": "it takes more than half the budget",
    "word_length": "its words are long",
    "content": "few of its words are stop words",
    "frequency": "its terms are frequent in the article",
    "top_terms": "it holds the article's most frequent terms",
    "centroid": "it resembles the article as a whole",
    "degree": "it resembles many sentences",
    "nearest": "another sentence says much the same",
    "forward": "what follows takes up its words",
    "backward": "it repeats what came before",
    "to_first": "it resembles the opening sentence",
    "to_lead": "it resembles the first three sentences",
    "rarity": "its terms stand nowhere else in the article",
    "introduced": "it brings terms that come back later",
    "new": "its terms are new at this place",
    "numbers": "it gives numbers",
    "names": "it names people or places",
    "main_names": "it names those the article is about",
    "capitals": "it is written in capitals",
    "quotes": "it quotes",
    "quote_start": "it begins with a quotation",
    "half_quote": "it holds one half of a quotation",
    "question": "it asks",
    "exclamation": "it exclaims",
    "unfinished": "it does not end like a sentence",
    "colon": "it ends in a colon",
    "commas": "it has many commas",
    "brackets": "it has brackets",
    "dangling": "its first word points back",
    "stop_start": "it begins with a function word",
    "speech": "it attributes words to somebody",
    "person": "it speaks as I, we or you",
    "important": "its words are those that editors take up",
    "important_share": "it holds much of what editors take up",
    "important_most": "it holds a word that editors nearly always take up",
    "headline_cosine": "it resembles the headline",
    "headline_recall": "it takes up the headline's words",
    "headline_precision": "little in it is not in the headline",
    "headline_names": "it takes up the headline's rare words",
}
"""Every feature and, in words, what a high value says of a sentence."""

NAMES = tuple(FEATURES)
IMPORTANT = NAMES.index("important")
"""From here on three features that `weigh` fills in."""

HEADLINED = NAMES.index("headline_cosine")
"""Features from here on are 0 where the headline is unknown or not to be used."""


@dataclass(frozen=True)
class View:
    """One article as the ranker sees it under one budget.

    Attributes
    ----------
    features
        Sentences x features, float64, finite. Sentences beyond `HEAD` are not in it.
    similar
        Tf-idf cosine of every pair of sentences, 0 on the diagonal.
    held
        Sentences x terms: 1.0 where the sentence holds the term.
    weight
        What of the article each term stands for: its share of all tf-idf.
    headline
        Terms' share in the headline; all 0 without one.
    words, characters
        Size of each sentence as budgets count; characters with what joins it to the next.
    paragraph
        In which paragraph each sentence stands.
    joiner
        Characters between two sentences.
    terms
        Terms x `TERMS`.
    importance
        How likely each term is to be in what an editor writes, 0 to 1; `weigh` sets it.
    cut
        Whether a sentence is longer than the whole budget and can only be had cut: its
        size, and what it holds, are then those of what is kept.
    """

    features: Floats
    similar: Floats
    held: Held
    weight: Floats
    headline: Floats
    words: Floats
    characters: Floats
    paragraph: Floats
    joiner: int
    terms: Floats
    importance: Floats
    cut: Bools


def view(document: Document, bounds: Limits, *, headline: bool = True) -> View:
    """Look at a document.

    Parameters
    ----------
    document
        At least one sentence.
    bounds
        The budget.
    headline
        Whether the article's own headline may be looked at.
    """
    import numpy as np

    sentences = document.sentences[:HEAD]
    size = len(sentences)
    room = bounds.room
    surface, named = surface_of(document, size)
    words = surface[:, 0]
    rows, columns = document.tokens
    if len(document.sentences) > size:
        columns = columns[rows < size]
        rows = rows[rows < size]
    width = int(columns.max(initial=-1)) + 1
    flat = np.bincount(rows * width + columns, minlength=size * width)
    counts: Floats = flat.reshape(size, width).astype(np.float64)
    held = (counts > 0).astype(np.float64)
    total, spread = counts.sum(axis=0), held.sum(axis=0)
    idf = np.log1p(size / np.maximum(spread, 1.0))
    weighted = counts * idf
    norms = np.sqrt((weighted * weighted).sum(axis=1))
    unit = weighted / np.where(norms > 0.0, norms, 1.0)[:, None]
    similar = unit @ unit.T
    similar.flat[:: size + 1] = 0.0
    middle = unit.sum(axis=0)
    middle_norm = float(np.sqrt(middle @ middle)) or 1.0

    terms = np.maximum(counts.sum(axis=1), 1.0)
    place = np.arange(size, dtype=np.float64)
    out = np.zeros((size, len(NAMES)))
    paragraph = np.array([s.paragraph for s in sentences], dtype=np.float64)
    starts = np.ones(size)
    starts[1:] = paragraph[1:] != paragraph[:-1]
    ends = np.ones(size)
    ends[:-1] = starts[1:]
    before = np.cumsum(words) - words
    below = (similar * (place[:, None] > place)).sum(axis=1)
    above = similar.sum(axis=1) - below
    frequent = np.log(np.maximum(total, 1.0))
    recurring = spread > 1
    seen_first = held * (np.argmax(held, axis=0) == place[:, None])
    kinds = np.maximum(held.sum(axis=1), 1.0)
    top = np.zeros(width)
    if width:
        top[np.argsort(-total, kind="stable")[:10]] = 1.0
    values = (
        place == 0,
        place == 1,
        place == 2,
        place == 3,
        (place >= 4) & (place < 8),
        1.0 / (1.0 + place),
        np.log1p(place),
        place / size,
        (place == size - 1) & (size > 3),
        np.log1p(before / 50.0),
        np.log1p(paragraph),
        starts,
        starts * ends,
        np.log1p(words),
        np.minimum(words / room, 2.0),
        words < 8,
        words > room,
        words > room / 2.0,
        surface[:, 1],
        np.minimum(terms / np.maximum(words, 1.0), 1.5),
        counts @ frequent / terms,
        held @ top / 10.0,
        unit @ middle / middle_norm,
        similar.sum(axis=1) / max(size - 1, 1),
        similar.max(axis=1),
        above / np.maximum(size - 1 - place, 1.0),
        below / np.maximum(place, 1.0),
        similar[:, 0],
        similar[:, :3].sum(axis=1) / 3.0,
        held @ (spread == 1) / kinds,
        np.log1p(seen_first @ (recurring * frequent)),
        seen_first.sum(axis=1) / kinds,
        *surface[:, 2:-1].T,
    )
    for column, value in enumerate(values):
        out[:, column] = value
    places = {term: index for index, term in enumerate(document.vocabulary[:width])}
    wanted = np.zeros(width)
    if headline:
        title = document.headline_terms
        for term in title:
            if term in places:
                wanted[places[term]] += 1.0 / len(title)
    if wanted.any():
        square = wanted * idf
        length = float(np.sqrt(square @ square)) or 1.0
        out[:, HEADLINED] = unit @ square / length
        out[:, HEADLINED + 1] = held @ wanted
        out[:, HEADLINED + 2] = held @ (wanted > 0) / kinds
        out[:, HEADLINED + 3] = held @ (wanted * idf) / float((wanted * idf).sum())
    mass = total * idf
    joiner = len(document.language.joiner)
    characters = surface[:, -1] + joiner
    weight = mass / max(float(mass.sum()), 1e-9)
    known = terms_of(document, counts, held, named, places, wanted)
    cut = (words > bounds.words) | (characters - joiner > bounds.characters)
    if cut.any():
        held, words, characters = held.copy(), words.copy(), characters.copy()
        for index in np.flatnonzero(cut).tolist():
            kept = kept_of(document, index, bounds)
            left = document.language.count_words(kept)
            own = columns[rows == index]
            held[index] = 0.0
            held[index, own[: round(len(own) * left / max(words[index], 1.0))]] = 1.0
            words[index], characters[index] = left, len(" ".join(kept.split())) + 1 + joiner
    return View(
        out, similar, held, weight, wanted, words, characters, paragraph, joiner, known, weight, cut
    )


def kept_of(document: Document, index: int, bounds: Limits) -> str:
    """Return what is kept of a sentence that is longer than the budget; see `cutting.cut`."""
    words, characters = bounds.words, bounds.characters
    return cut_text(
        document.sentences[index].text,
        document.language,
        None if words == float("inf") else int(words),
        None if characters == float("inf") else int(characters),
    )


def weigh(seen: View, importance: Floats) -> View:
    """Return the view with the importance of its terms, and the features that rest on it."""
    import numpy as np

    features = seen.features.copy()
    sums = seen.held @ importance
    features[:, IMPORTANT] = sums / np.maximum(seen.words, 1.0)
    features[:, IMPORTANT + 1] = sums / max(float(importance.sum()), 1e-9)
    if len(importance):
        features[:, IMPORTANT + 2] = (seen.held * importance).max(axis=1)
    return replace(seen, features=features, importance=importance)
