"""Whether what is left of a sentence hangs together: checks that hold no promise, only taste.

As in `summkit.shortening.checks`, each takes the tree of the source sentence and the mask of the
tokens that are kept, and tells whether the headline breaks it.
"""

from __future__ import annotations

from collections.abc import Callable

from summkit.shortening.joints import (
    breaks_phrase,
    joins_nothing,
    leaves_comma,
    leaves_unclosed,
    loses_question,
    opens_dependent,
    runs_on,
)
from summkit.shortening.lexicon import words
from summkit.shortening.tree import Tree, high, low, members
from summkit.shortening.valency import is_open

_GOVERNED = frozenset(
    "pobj dobj amod compound det poss nummod case attr acomp pcomp oprd appos relcl acl".split()
)


def loses_core(tree: Tree, kept: int) -> bool:
    """Whether a phrase has lost the word it hangs on, or a finite verb its subject."""
    kept |= silent(tree, kept)
    for node, label in enumerate(tree.labels):
        head = tree.heads[node]
        if head < 0:
            continue
        if kept >> node & 1:
            hangs = label in _GOVERNED or (label == "prep" and tree.tags[head][:2] == "NN")
            if hangs and not kept >> head & 1:
                return True
        elif label in ("nsubj", "nsubjpass", "csubj") and kept >> head & 1:
            reports = tree.labels[head] == "ccomp" and tree.tags[node] == "PRP"
            speaker = tree.subject(tree.heads[head]) if reports else -1
            if speaker < 0 or not kept >> speaker & 1:
                return True
    return False


def silent(tree: Tree, kept: int) -> int:
    """Return the mask of each "is" that headlines leave out: "council (is) to close pool"."""
    mask = 0
    for node, word in enumerate(tree.lower):
        if word in ("is", "are") and not kept >> node & 1:
            subject, complement = tree.subject(node), tree.find(node, "xcomp", "acomp")
            if 0 <= subject < node < complement and kept >> subject & kept >> complement & 1:
                mask |= 1 << node
    return mask


def lacks_clause(tree: Tree, kept: int) -> bool:
    """Whether what is left hangs together in no clause, though the sentence is one.

    Of the words whose heads are gone one may be left: a verb with its subject; and the subject
    of a verb that is gone, if it stands in for the pronoun of "it said it".
    """
    if not tree.is_verb(tree.root):
        return False
    kept |= silent(tree, kept)
    tops = [
        node
        for node in members(kept)
        if tree.labels[node] != "punct"
        and (tree.heads[node] < 0 or not kept >> tree.heads[node] & 1)
    ]
    verbs = [node for node in tops if tree.is_verb(node)]
    others = [node for node in tops if not tree.is_verb(node)]
    if len(verbs) != 1 or len(others) > 1:
        return True
    if others:
        return tree.heads[others[0]] != tree.root or others[0] > verbs[0]
    return not _heads_clause(tree, kept, verbs[0])


def _heads_clause(tree: Tree, kept: int, verb: int) -> bool:
    """Whether a verb that has lost its own head makes a clause: the sentence's, or what is said."""
    subject = tree.subject(verb)
    if verb == tree.root:
        return subject >= 0 or tree.tags[verb] == "VB"
    if not finite(tree, verb) and tree.tags[verb] != "VB":
        return False
    return subject >= 0 and bool(kept >> subject & 1) and tree.labels[verb] in ("ccomp", "conj")


def _infinitive(tree: Tree, verb: int, kept: int) -> bool:
    return any(kept >> child & 1 and tree.tags[child] == "TO" for child in tree.children[verb])


def finite(tree: Tree, verb: int) -> bool:
    """Whether a verb has a tense, by its form or by its auxiliary."""
    return tree.tags[verb] in ("VBD", "VBZ", "VBP", "MD") or any(
        tree.tags[child] == "MD" or tree.lower[child] in words("copulas") | words("haves")
        for child in tree.children[verb]
        if child < verb and tree.tags[child] != "TO"
    )


def loses_complement(tree: Tree, kept: int) -> bool:
    """Whether a verb is left without the clause it governs: "he said", "ordered the firm"."""
    kept |= silent(tree, kept)
    for node in members(kept):
        if tree.is_verb(node) and (
            _loses_clause(tree, kept, node) or _says_nothing(tree, kept, node)
        ):
            return True
    return any(  # "after gold objects" without "were stolen"
        tree.labels[node] == "mark" and not kept >> tree.heads[node] & 1 for node in members(kept)
    )


def _loses_clause(tree: Tree, kept: int, verb: int) -> bool:
    """Whether a clause or infinitive that a verb governs is gone, and none takes its place."""
    governed = [c for c in tree.children[verb] if tree.labels[c] in ("ccomp", "xcomp")]
    for child in tree.children[verb]:
        label = tree.labels[child]
        if label == "ccomp" and any(kept >> c & 1 for c in governed if c != child):
            continue
        if kept >> child & 1:
            said = label == "ccomp" and tree.lower[verb] in words("plain_speech")
            if said and not finite(tree, child):
                return True
        elif _is_complement(tree, verb, child):
            return True
    return False


def _is_complement(tree: Tree, verb: int, child: int) -> bool:
    """Whether a verb cannot do without a clause, infinitive or predicate."""
    label = tree.labels[child]
    if label == "ccomp":
        return child <= verb + 4 or tree.find(verb, "dobj") < 0
    if label == "xcomp" and child == verb + 2:
        return True
    if label == "advcl":  # "voted, after nine hours, to close": read as a purpose
        alone = tree.find(verb, "dobj", "xcomp", "ccomp", "oprd") < 0
        purpose = alone and _infinitive(tree, child, tree.everything)
        return purpose and tree.lower[verb] in words("control_verbs") - {"used"}
    return label in ("xcomp", "oprd") and tree.lower[verb] in words("control_verbs")


def _says_nothing(tree: Tree, kept: int, verb: int) -> bool:
    """Whether a verb of speech is left without a verb that could be what is said."""
    tells = tree.lower[verb] in words("tellers")
    if not tells and tree.lower[verb] not in words("speech"):
        return False
    if not tells and tree.find(verb, "dobj", "prep") >= 0:
        return False
    return not any(
        other != verb
        and tree.is_verb(other)
        and (finite(tree, other) or (other > verb and _infinitive(tree, other, kept)))
        and tree.labels[other] not in ("aux", "auxpass", "relcl")
        for other in members(kept)
    )


_NOUN_PHRASE = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "CD", "$", "PRP", "RP"})
_BEFORE_NOUN = frozenset({"NN", "JJ", "NNP", "CD", "VBN", "VBG", "JJR", "JJS"})


def _wants(tree: Tree, kept: int, last: int) -> bool:
    """Whether the last verb is bound to the phrase behind what is left: "enabled the firm [to]"."""
    following = tree.tags[last + 1] if last + 1 < len(tree.tags) else ""
    if following not in ("TO", "IN"):
        return False
    verb = max((n for n in members(kept) if tree.is_verb(n)), default=-1)
    if following == "IN" and any(tree.tags[n] == "IN" for n in range(verb + 1, last)):
        return False  # "provided the market with assistance"
    bound = words("control_verbs") if following == "TO" else words("placing_verbs")
    loose = words("loose_prepositions") | words("free_openers") - {"as"}
    return verb >= 0 and tree.lower[verb] in bound and tree.lower[last + 1] not in loose


def leaves_stump(tree: Tree, kept: int) -> bool:
    """Whether a phrase behind the last comma, or "hours" before "after", has lost its head."""
    last = high(kept)
    if last + 1 < len(tree.lower) and _counts(tree, last) and tree.lower[last + 1] in _WHEN:
        return True
    if any(tree.lower[node] == "." for node in members(kept)) or _wants(tree, kept, last):
        return True
    after = last + 1
    while after < len(tree.lower) and tree.lower[after].rstrip(".") in words("company_suffixes"):
        after += 1
    if after < len(tree.lower) and tree.tags[after] in ("DT", "PRP$"):
        return not any(tree.is_time(n) for n in range(after, min(after + 4, len(tree.lower))))
    if last + 1 < len(tree.lower):
        if tree.tags[last + 1] in ("VBZ", "VBD", "VBP", "MD"):
            return True  # what is left last is the subject of what is gone
        if _parts_phrase(tree, last):
            return not tree.is_time(last + 1)
    return _leaves_tail(tree, kept, last)


def _counts(tree: Tree, last: int) -> bool:
    """Whether a measure belongs to what follows: "hours" before "after", not "in three months"."""
    head = tree.heads[last]
    return tree.is_measure(last) and not (0 <= head < last and tree.lower[head] in ("in", "for"))


_WHEN = frozenset({"after", "before", "ago", "later", "earlier", "since"})


def _parts_phrase(tree: Tree, last: int) -> bool:
    """Whether a verb is parted from its object, or "futures" from "markets"."""
    following = tree.tags[last + 1]
    if tree.is_verb(last) and following in _NOUN_PHRASE:
        return True
    if tree.lower[last + 1] in ("due", "worth", "available"):
        return False
    if following[:2] not in ("NN", "JJ") or tree.tags[last] not in _BEFORE_NOUN:
        return False
    pair = (tree.lower[last].rstrip("."), tree.lower[last + 1].rstrip("."))
    return words("company_suffixes").isdisjoint(pair)


def _leaves_tail(tree: Tree, kept: int, last: int) -> bool:
    """Whether what is left behind the last comma has no verb and is but a part of a phrase."""
    commas = [n for n in range(last) if kept >> n & 1 and tree.lower[n] in (",", "-", "–", "—")]
    if not commas or any(tree.is_verb(n) for n in range(commas[-1], last + 1) if kept >> n & 1):
        return False
    ends = last + 1 >= len(tree.lower) or tree.lower[last + 1] in (".", ",", "!", "?")
    return (not ends and commas[-1] == last - 1) or not kept >> commas[-1] - 1 & 1


def leaves_open(tree: Tree, kept: int) -> bool:
    """Whether a word that calls for another ("portion", "prime") has lost what followed it."""
    size = len(tree.lower)
    for node in range(size - 1):
        if not kept >> node & 1 or kept >> node + 1 & 1 or not is_open(tree.lower[node]):
            continue
        if tree.lower[node + 1].rstrip(".") in words("company_suffixes"):
            continue
        right = [child for child in tree.children[node] if child > node]
        if kept >> node == 1 or (right and not any(kept >> child & 1 for child in right)):
            return tree.lower[node + 1] not in (".", "!", "?")
    return False


def leans_on_context(tree: Tree) -> bool:
    """Whether a sentence points back: a pronoun, or "the company" for its subject."""
    subject = tree.subject(tree.root)
    named = subject >= 0 and any(
        tree.tags[node] in ("NNP", "NNPS")
        for node in (subject, *tree.children[subject])
        if node <= subject
    )
    for node, tag in enumerate(tree.tags):
        names_subject = named and node > subject and tree.lower[node] in ("it", "he", "she", "they")
        if tag == "PRP" and not names_subject:
            return True
    return subject < 0 or (
        tree.tags[subject] in ("NN", "NNS", "DT")
        and any(
            tree.lower[child] in ("the", "this", "that", "these", "those", "both")
            for child in (subject, *tree.children[subject])
        )
    )


def opens_subordinate(tree: Tree, kept: int) -> bool:
    """Whether it opens with "when" or "after" and no main clause follows behind a comma."""
    first = low(kept)
    return tree.lower[first] in words("subordinators") and not any(
        kept >> node & 1 and tree.lower[node] == "," for node in range(first, len(tree.lower))
    )


SHAPES: tuple[Callable[[Tree, int], bool], ...] = (
    loses_core,
    lacks_clause,
    loses_complement,
    leaves_stump,
    leaves_open,
    opens_subordinate,
    leaves_comma,
    leaves_unclosed,
    loses_question,
    breaks_phrase,
    joins_nothing,
    runs_on,
    opens_dependent,
)
