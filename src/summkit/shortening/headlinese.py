"""The small words that headlines omit: articles, auxiliaries, the "that" of a clause.

An auxiliary is omitted only if this cannot reverse the meaning. "Has" is omitted before a
participle that is also a past tense ("has dropped"), and never before any other participle ("has
given": "given" alone would be passive). "Is" is omitted before "to", before a participle in -ing,
and in a passive without an object.
"""

from __future__ import annotations

from summkit.shortening.checks.complements import articles_of_rates
from summkit.shortening.deletions.copulas import copulas
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, mask_of, once, span


def small_words(tree: Tree, gone: int = 0) -> int:
    """Return the mask of the small words that may all be deleted together.

    Parameters
    ----------
    gone
        Tokens that are deleted in any case. If the pronoun of "said it" is deleted, the auxiliary
        after it follows the speaker.
    """
    mask, auxiliaries = _small_words(tree)
    for auxiliary, subject, with_subject in auxiliaries:
        if (gone >> subject & 1) == with_subject:
            mask |= auxiliary
    for commas, name in _named_offices(tree):
        if not gone & name:
            mask |= commas
    return mask


@once
def _named_offices(tree: Tree) -> list[tuple[int, int]]:
    """Return the commas around the name in "The mayor, Ann Vogel, resigned", and the name.

    Without "The", a headline has no commas: "Mayor Ann Vogel resigned".
    """
    found: list[tuple[int, int]] = []
    if tree.lower[0] != "the":
        return found
    comma = next((n for n, word in enumerate(tree.lower) if word == ","), 0)
    office = comma - 1
    bare = comma and all(tree.tags[n] in ("NN", "JJ") for n in range(1, comma))
    if not bare or not (tree.lower[office] in words("offices") or _is_agent(tree.lower[office])):
        return found
    last = comma
    while tree.tags[last + 1 : last + 2] == ("NNP",) and last - comma < _LONGEST_NAME:
        last += 1
    if last > comma + 1 and tree.lower[last + 1 : last + 2] == [","]:
        found.append((1 << comma | 1 << last + 1, span(comma + 1, last)))
    return found


_LONGEST_NAME = 4  # words


def _is_agent(word: str) -> bool:
    return word.endswith(("er", "or", "ist", "ian")) or word in ("victim", "suspect", "judge")


@once
def _small_words(tree: Tree) -> tuple[int, list[tuple[int, int, bool]]]:
    """Return the mask of the small words that may always be deleted, and some auxiliaries.

    Each of these auxiliaries is a mask with its subject, and with whether it may be deleted only if
    the subject is deleted (True) or only if the subject remains (False).
    """
    mask, some = 0, []
    for copula in copulas(tree):
        if copula.free:
            mask |= copula.verb
    for node, label in enumerate(tree.labels):
        if tree.quoted >> node & 1:
            continue
        subject = tree.subject(tree.heads[node]) if label in ("aux", "auxpass") else -1
        goes = subject >= 0 and _auxiliary(tree, node, 1 << subject)
        stays = subject >= 0 and _auxiliary(tree, node, 0)
        if (
            (goes and stays)
            or (label == "det" and _article(tree, node))
            or (tree.is_verb(node) and _be_to(tree, node))
            or (label == "mark" and _that(tree, node))
        ):
            mask |= 1 << node
        elif goes or stays:
            some.append((1 << node, subject, goes))
    return mask & ~articles_of_rates(tree), some


def _article(tree: Tree, node: int) -> bool:
    """Return whether a headline may omit an article."""
    word, head = tree.lower[node], tree.heads[node]
    if word not in ("a", "an", "the") or head < node or node + 1 >= len(tree.lower):
        return False
    if tree.tokens[node].end == tree.tokens[node + 1].start:
        return False  # A$100m
    if node and tree.tokens[node].text[0].isupper() and tree.tokens[node + 1].text[0].isupper():
        return False  # The Hague
    if (
        node > 1
        and tree.tokens[node - 1].text[0].isupper()
        and tree.tokens[node + 1].text[0].isupper()
    ):
        return False  # a title: Gone with the Wind, I Kissed a Girl
    following = tree.lower[node + 1]
    if node > 1 and tree.lower[node - 1] == "of" and tree.lower[node - 2] in _SHARES:
        return False  # none of the royals
    if (
        node > 1
        and tree.lower[node - 1] == "of"
        and tree.tokens[node - 2].text[0].isupper()
        and tree.tokens[node + 1].text[0].isupper()
    ):
        return False  # Fruit of the Loom
    if following in _MEASURES - {"age"} and tree.lower[node + 2 : node + 3] == ["of"]:
        return False  # a comet the size of a city, a hole of the depth of a house
    if node > 1 and tree.lower[node - 1] == "of" and tree.lower[node - 2] in _MEASURES:
        return False
    if word != "the" and following in _FRACTIONS and tree.lower[node + 2 : node + 3] == ["of"]:
        return False  # lost a fifth of its value
    if word != "the" and following in ("few", "lot", "little", "number", "total", "bit", "couple"):
        return False
    if node and (tree.lower[node - 1], word, following) in _IDIOMS:
        return False
    if following == "half" and node and tree.lower[node - 1] == "and":
        return False  # six and a half years
    if tree.labels[head] in ("npadvmod", "quantmod", "advmod"):
        return False  # 50 pence a share
    if tree.tags[head][:2] not in ("NN", "VB") and head == node + 1:
        return False  # the poor
    return following not in (",", "'", '"') or node + 2 < len(tree.lower)


_IDIOMS = frozenset({("in", "a", "row"), ("at", "a", "time"), ("for", "a", "while")})
_FRACTIONS = frozenset("half third quarter fifth sixth seventh eighth ninth tenth".split())
_MEASURES = frozenset("size length height width depth weight shape colour color age".split())
_SHARES = frozenset("all none some any each both most many several half one two three".split())


def _auxiliary(tree: Tree, node: int, gone: int) -> bool:
    """Return whether a headline may omit an auxiliary; `gone` are the deleted tokens."""
    verb = tree.heads[node]
    subject = tree.subject(verb)
    if tree.tokens[node].text[0] in "'’" or subject < 0 or not subject < node < verb:
        return False
    if tree.find(verb, "neg") >= 0 or tree.labels[verb] == "relcl":
        return False
    if _deictic(tree, subject) and not gone >> subject & 1:
        return False
    auxiliaries = [c for c in tree.children[verb] if tree.labels[c] in ("aux", "auxpass")]
    if any(tree.tags[c] in ("MD", "TO") for c in auxiliaries):
        return False
    if tree.lower[node] == "had" and tree.tags[verb] == "VBN" and gone >> subject & 1:
        # "said it had won": without the attribution, the past perfect becomes the past tense.
        return len(auxiliaries) == 1 and _both_forms(tree, verb)
    return _loses_nothing(tree, tree.lower[node], verb, auxiliaries)


def _loses_nothing(tree: Tree, word: str, verb: int, auxiliaries: list[int]) -> bool:
    """Return whether the verb's form alone expresses the meaning of the auxiliary `word`."""
    passive = any(tree.labels[each] == "auxpass" for each in auxiliaries)
    given = tree.find(verb, "dobj")
    telling = tree.lower[verb] in words("irregular_participles")  # "given", never "gave"
    if passive and given >= 0 and tree.tags[given] != "CD" and not telling:
        return False
    if tree.tags[verb] == "VBG" and any(tree.lower[each] == "been" for each in auxiliaries):
        # "Judges [have been] hearing evidence", but "who have been searching"
        relative = tree.tags[auxiliaries[0] - 1] in ("WP", "WDT")
        perfect = {tree.lower[each] for each in auxiliaries} in ({"has", "been"}, {"have", "been"})
        return perfect and not relative
    if word in ("has", "have", "had"):
        if passive:
            state = tree.lower[verb] in words("states")
            return not state and any(tree.lower[each] == "been" for each in auxiliaries)
        return tree.tags[verb] == "VBN" and _both_forms(tree, verb) and word != "had"
    if tree.tags[verb] == "VBG":
        return word in ("is", "are")
    be = word in ("is", "are", "was", "were", "been")
    if tree.lower[verb] in words("states"):
        return False  # "had been awake": the word is an adjective of state, no participle
    return be and passive and tree.tags[verb] in ("VBN", "VBD")


def _deictic(tree: Tree, subject: int) -> bool:
    """Return whether a subject is a pronoun or a demonstrative."""
    return tree.tags[subject] in ("PRP", "WP", "WDT", "EX", "DT")


def _both_forms(tree: Tree, verb: int) -> bool:
    """Return whether the participles of a verb and its conjuncts are past tenses, too."""
    verbs, place = [verb], 0
    while place < len(verbs):
        verbs += [
            c
            for c in tree.children[verbs[place]]
            if tree.labels[c] == "conj" and tree.tags[c] == "VBN" and tree.subject(c) < 0
        ]
        place += 1
    return not any(tree.lower[each] in words("irregular_participles") for each in verbs)


def _be_to(tree: Tree, node: int) -> bool:
    """Return whether a verb is the "is" of "is to cut", "is set to cut" or "is due to start"."""
    subject = tree.subject(node)
    if tree.lower[node] not in ("is", "are", "was", "were") or subject < 0 or subject > node:
        return False
    if _deictic(tree, subject) or tree.find(node, "neg") >= 0 or tree.labels[node] == "relcl":
        return False
    following = tree.lower[node + 1 : node + 3]
    return (
        bool(following)
        and tree.lower[node] in ("is", "are")
        and (
            following[0] == "to"
            or (
                following[0] in ("set", "due", "likely", "unlikely", "ready")
                and following[1:] == ["to"]
            )
        )
    )


def _that(tree: Tree, node: int) -> bool:
    """Return whether a word is the "that" of a complement clause."""
    return tree.lower[node] == "that" and tree.labels[tree.heads[node]] == "ccomp"


def tidy(tree: Tree, kept: int) -> int:
    """Delete punctuation marks that no longer separate words, and the final full stop."""
    signs, opening = _signs(tree)
    left = kept & signs
    while left:
        sign = left & -left
        left ^= sign
        before = kept & sign - 1
        if not before or (signs | opening) >> before.bit_length() - 1 & 1:
            kept ^= sign
    while kept:
        node = kept.bit_length() - 1
        if tree.lower[node] in _SEPARATORS or tree.lower[node] == ".":
            kept &= span(0, node) & ~(1 << node)
        else:
            break
    return kept


@once
def _signs(tree: Tree) -> tuple[int, int]:
    """Return the masks of the separating marks, and of the marks that open a quotation."""
    return (
        mask_of(node for node, word in enumerate(tree.lower) if word in _SEPARATORS),
        mask_of(node for node, word in enumerate(tree.lower) if word in ("(", "“")),
    )


_SEPARATORS = frozenset({",", ";", ":", "-", "–", "—", "--", "...", "…", ".", "/"})
