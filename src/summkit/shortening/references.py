"""References of a later sentence's headline to earlier sentences: "the plan", a surname alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summkit.cohesion.completion import Completion, completions, in_full, is_certain
from summkit.cohesion.names import mentions
from summkit.cohesion.openings import openings
from summkit.cohesion.quotations import unquoted
from summkit.document import Document
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, members

_KNOWN = frozenset({"the", "this", "that", "these", "those", "such", "both", "another", "its"})
_INSTITUTIONS = frozenset(
    "assembly parliament council senate congress cabinet ministry army navy university hospital"
    " mayor jury opposition parties lawmakers authorities airport election budget economy"
    " researchers scientists engineers astronomers archaeologists biologists".split()
)
"""Nouns that a headline may use without an antecedent: "Council approves bridge"."""
_TELLS = ("prep", "relcl", "acl", "appos", "conj")


def references(
    document: Document, index: int, tree: Tree, kept: int, runs: Sequence[tuple[int, int]]
) -> tuple[Completion, ...] | None:
    """Return the names to be printed in full in a shortened sentence.

    Return None if the shortened sentence refers back and no full name resolves the reference.

    Parameters
    ----------
    runs
        The remaining stretches of the body.
    """
    body, start = document.article.body, document.sentences[index].start
    subject = _named_subject(document, index, start, runs)
    head = document.sentences[index].text.rindex(tree.text) if subject else 0
    if any(
        _needs_antecedent(tree, kept, node)
        for node in members(kept)
        if subject is None
        or (head + tree.tokens[node].start >= subject[1] and not _is_owned(tree, node))
    ):
        return None
    names = [subject[0]] if subject else []
    for mention in mentions(document, index):
        first, last = start + mention.start, start + mention.end
        if not any(a < last and first < b for a, b in runs):
            continue
        place = next((n for n, (a, b) in enumerate(runs) if a <= first and last <= b), -1)
        if place < 0 or mention.full is None or not is_certain(document, mention):
            return None
        text = in_full(body, body[first:last], mention)
        begin = runs[place][0]
        names.append(Completion(place, first - begin, last - begin, text, mention.full))
    return tuple(names)


def described_subject(document: Document, index: int) -> Completion | None:
    """Return the full name for the subject at the head of a sentence: "The 34-year-old nurse".

    A pronoun ("It") is such a subject, too. None without a certain name, or if the sentence begins
    with another word.
    """
    if not document.sentences[index].text.startswith(("The ", "It ", "He ", "She ", "They ")):
        return None
    return next((each for each in completions(document, [index]) if not each.start), None)


def _named_subject(
    document: Document, index: int, start: int, runs: Sequence[tuple[int, int]]
) -> tuple[Completion, int] | None:
    """Return the full name that replaces the description at the head of a sentence.

    "The 34-year-old nurse had run" becomes "Adaeze Morrow had run". The second member is the end of
    the description in the sentence. None without such a name, or if the headline does not begin
    inside of the description, or has lost words inside of it.
    """
    known = described_subject(document, index)
    if known is None or not runs:
        return None
    begin, end = runs[0]
    last = start + known.end
    if not begin < last <= end:
        return None
    return Completion(0, 0, last - begin, known.text, known.taken_from), known.end


def is_team_of_science(tree: Tree, node: int) -> bool:
    """Return whether "the team" made or found a thing: an editor prints "Team has made glue"."""
    verb = tree.heads[node]
    return tree.lower[node] == "team" and verb >= 0 and tree.lower[verb] in _FINDING


_FINDING = frozenset(
    "made built found discovered developed designed created identified mapped measured tested"
    " analysed grew decoded detected observed".split()
)


def refers_back(document: Document, index: int, *, nouns: bool = True) -> bool:
    """Return whether a sentence refers back by its opening ("Instead", "She") or by "y", "en".

    Parameters
    ----------
    nouns
        Whether a definite noun such as "The company" counts, too.
    """
    text, begin = document.sentences[index].text, openings(document.language.code)
    patterns = [begin.connective, begin.pronoun, begin.demonstrative]
    patterns += [begin.elliptic, begin.anaphor]
    if any(pattern.match(text) for pattern in patterns + [begin.definite] * nouns):
        return True
    return begin.refers.search(unquoted(text)) is not None


def background_last(document: Document, order: Iterable[int]) -> list[int]:
    """Return the sentences in the same order, except that background sentences are at the end.

    The first sentence stays first. A background sentence is in the pluperfect. It may replace the
    news only if no other sentence can.
    """
    listed = [*order]
    background = openings(document.language.code).background
    behind = sorted(listed[1:], key=lambda n: bool(background.match(_text(document, n))))
    return listed[:1] + behind


def _text(document: Document, index: int) -> str:
    return unquoted(document.sentences[index].text)


def _is_owned(tree: Tree, node: int) -> bool:
    """Return whether a noun has "its", "her", "his" or "their" before it: the subject's."""
    return any(tree.tags[child] == "PRP$" for child in tree.children[node] if child < node)


def _needs_antecedent(tree: Tree, kept: int, node: int) -> bool:
    """Return whether a noun needs an antecedent: "the plan", "this idea"."""
    if tree.tags[node] not in ("NN", "NNS") or tree.lower[node] in openings("en").unique:
        return False
    if tree.lower[node] in _INSTITUTIONS or is_team_of_science(tree, node):
        return False
    if tree.labels[node] in ("compound", "nmod") or tree.lower[node] in words("time"):
        return False
    before = [child for child in tree.children[node] if child < node]
    if not any(tree.lower[child] in _KNOWN for child in before):
        return False
    if any(tree.tags[child] in ("NNP", "JJS", "RBS", "CD", "POS") for child in before):
        return False
    if any(tree.lower[child] in ("first", "last", "only", "next", "same") for child in before):
        return False
    if kept >> node + 1 & 1 and tree.tags[node + 1] == "IN":
        return False  # "the ward at Ashcombe", even if the parse attaches "at" to the verb
    return not any(
        child > node and kept >> child & 1 and tree.labels[child] in _TELLS
        for child in tree.children[node]
    )
