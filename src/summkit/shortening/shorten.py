"""`shorten` returns ranked headlines for the sentences of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from summkit.cohesion.completion import completed
from summkit.document import Document
from summkit.shortening import prose
from summkit.shortening.candidates import joined, runs
from summkit.shortening.checks.claims import states_claim
from summkit.shortening.checks.partners import loses_governed
from summkit.shortening.checks.stumps import stumps
from summkit.shortening.deletions.predicates import sets_scene
from summkit.shortening.emptiness import is_empty
from summkit.shortening.fuller import fullest_first
from summkit.shortening.learned import judging, pruning, rank
from summkit.shortening.learned.keep import chances, word_features
from summkit.shortening.learned.weights import Weights
from summkit.shortening.lexicon import words
from summkit.shortening.offers import Offer, by_pruning, by_rules, of_whole
from summkit.shortening.parsing.tree import Tree, members
from summkit.shortening.readings import SENTENCES, Reading, first_of_text, readings
from summkit.shortening.references import described_subject, references
from summkit.shortening.result import Shortening

HARM = 1.2
"""Penalty of one unit of harm in the score of a headline by trained weights."""
CLAIM = 3.3
"""Penalty for a headline that states a claim without its source ("fares may rise")."""
PLUPERFECT = 3.0
"""Penalty for a headline such as "Ann Vogel had run two hours": news has another tense."""
STUMP = 2.5
"""Penalty for each word that lost the phrase directly after it ("will buy a fifth")."""
PARTNER = 4.0
"""Penalty for a headline in which a word lost the word that it governs ("plans [to buy]")."""
SCENE = 4.0
"""Penalty for the first predicate of a chain without the last: "Ann stepped into the road"."""


def shorten(
    document: Document,
    sentences: Iterable[int],
    characters: int = 75,
    weights: Weights | None = None,
) -> list[Shortening]:
    """Return headlines of at most `characters` code points, best first; perhaps none.

    Parameters
    ----------
    sentences
        Indices of the sentences to shorten, the best first. If summkit has a parser for the
        language, the sentences are parsed; otherwise they are shortened by clauses.
    weights
        Weights, trained on an archive, that rank the headlines that rules make of an English
        sentence. If None, learned choices make headlines too, and the shipped judge ranks them.
    """
    code = document.language.code
    if code != "en":
        # Imported here, since the modules for other languages take 4% of the start of a process.
        from summkit.shortening.universal import writing as universal
        from summkit.shortening.universal.tree import is_parsed
        from summkit.shortening.unparsed import clauses

        write = universal.headlines if is_parsed(code) else clauses.headlines
        return write(document, sentences, characters)
    worth = rank.worths(document)
    later: list[Shortening] = []
    tried: list[Reading] = []
    for reading in readings(document, islice(sentences, SENTENCES)):
        if is_empty(reading.tree):
            # A headline with a noun without its antecedent ("vote against the bridge") is better
            # than a headline without the news.
            for other in tried:
                loose = _ranked(document, other, characters, worth, weights, alone=False)
                if made := _distinct(list(loose)):
                    return made
            tried = []
        tried.append(reading)
        made = _distinct(list(_ranked(document, reading, characters, worth, weights)))
        if weights is None:
            made = fullest_first(made, characters)
        reading.tree.versions.clear()
        best = _readable(document, made)
        if best is not None:
            # A later sentence is used only if the better sentences cannot be shortened. Headlines
            # with a higher score that are no clause are left out.
            return made[best:]
        later += made
    for other in () if later or weights is not None else tried:
        # Better a claim without its source than a text that is cut.
        if made := _distinct(list(_ranked(document, other, characters, worth, None, claims=True))):
            return made
    return later


def _ranked(
    document: Document,
    reading: Reading,
    characters: int,
    worth: Mapping[str, float],
    weights: Weights | None,
    *,
    alone: bool = True,
    claims: bool = False,
) -> Iterator[Shortening]:
    """Yield the headlines of a sentence with their scores.

    Parameters
    ----------
    alone
        Whether headlines with a noun that needs an antecedent are left out.
    claims
        Whether headlines may state a claim as a fact; see `summkit.shortening.checks.claims`.
    """
    index, offset = reading.sentence, reading.offset
    body, first = document.article.body, first_of_text(document)
    known = described_subject(document, index) if index > first else None
    # A name leaves more room if it replaces "34-year-old nurse", and less if it replaces "It".
    article = len("The ") * reading.tree.text.startswith("The ")
    spare = known.end - article - len(known.text) if known else 0
    scored = _scored(reading, characters + spare, worth, weights, claims=claims)
    for (part, version, _, chance), score in scored:
        stretches = tuple((offset + a, offset + b) for a, b in runs(part, version.kept))
        names = references(document, index, part, version.kept, stretches) if index > first else ()
        if names is None and alone:
            continue
        names = names or ()
        text = version.text
        if names:
            text = joined(
                [
                    completed(body[a:b], [n for n in names if n.sentence == place_of])
                    for place_of, (a, b) in enumerate(stretches)
                ]
            )
        if len(text) > characters:
            continue
        yield Shortening(
            text,
            tuple(
                (offset + part.tokens[node].start, offset + part.tokens[node].end)
                for node in members(version.kept)
            ),
            stretches,
            index,
            score,
            (*reading.tree.asides, *(done.kind for done in version.done)),
            round(chance, 4),
            names,
            score if weights is None else None,
        )


def _scored(
    reading: Reading,
    characters: int,
    worth: Mapping[str, float],
    weights: Weights | None,
    *,
    claims: bool = False,
) -> Iterator[tuple[Offer, float]]:
    """Yield the versions of a sentence with their scores, by the weights or by the judge."""
    place, tree = reading.place, reading.tree
    offers = by_rules(tree, characters, worth, place, claims=claims or weights is not None)
    if weights is not None:
        known: dict[int, list[float]] = {}
        for each in offers:
            part = each.tree
            if id(part) not in known:
                known[id(part)] = chances(word_features(part, worth, place), weights.words)
            keep = known[id(part)]
            numbers = rank.features(part, each.version, worth, place, characters, keep)
            yield each, rank.score(numbers, weights.ranker) - HARM * each.harm
        return
    harms: dict[int, float] = {}
    for each in offers:
        kept = of_whole(tree, each.tree, each.version.kept)
        harms[kept] = min(each.harm, harms.get(kept, each.harm))
    phrases = pruning.decided(tree)
    learned = by_pruning(tree, characters, phrases)
    every = [*offers, *(one for one in learned if one.version.kept not in harms)]
    for each in every:
        kept = of_whole(tree, each.tree, each.version.kept)
        text = each.version.text
        facts = judging.features(tree, kept, phrases, text, characters, harms.get(kept))
        yield each, judging.judged(facts) - penalties(tree, kept)


def penalties(tree: Tree, kept: int) -> float:
    """Return what is subtracted from the judge's score, for faults that few graded texts have."""
    found = CLAIM * states_claim(tree, kept) + PLUPERFECT * _is_pluperfect(tree, kept)
    found += PARTNER * loses_governed(tree, kept)
    return found + STUMP * stumps(tree, kept) + SCENE * sets_scene(tree, kept)


def _is_pluperfect(tree: Tree, kept: int) -> bool:
    """Return whether the main verb has the auxiliary "had"."""
    root = tree.root
    return any(tree.lower[n] == "had" and n < root and kept >> n & 1 for n in tree.children[root])


def _distinct(headlines: list[Shortening]) -> list[Shortening]:
    """Return the different headlines, best first."""
    headlines.sort(key=lambda each: -each.score)
    unlike = {each.text: each for each in reversed(headlines)}
    return [each for each in headlines if unlike[each.text] is each]


READ = 4
"""Maximum number of headlines that are parsed again."""


def _readable(document: Document, headlines: list[Shortening]) -> int | None:
    """Return the place of the first of the best headlines whose own parse is a clause.

    Deleted small words are inserted for the parse, since the parser was trained on running text.
    Only a headline that opens like a subordinate clause is parsed: parsing takes as long as all
    other steps.
    """
    body = document.article.body
    for place, each in enumerate(headlines[:READ]):
        start = document.sentences[each.sentence].start
        first = each.text.partition(" ")[0].lower()
        plain = len(each.runs) < 2 or first not in words("subordinators")
        if plain or prose.parses_as_clause(_with_small_words(body, start, each)):
            return place
    return None


def _with_small_words(body: str, start: int, headline: Shortening) -> str:
    """Return the stretches of a headline, with the deleted text between them if it is short."""
    text, last = "", start
    for first, end in headline.runs:
        between = " ".join(body[last:first].split())
        text += f" {between} " if len(between) <= 4 else " "
        text += body[first:end]
        last = end
    return " ".join(text.split()) + "."
