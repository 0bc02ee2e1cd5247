"""What every headline made by deletion must satisfy, as code that filters and that measures.

Each check takes the tree of the source sentence and the mask of the tokens that are kept, and
tells whether the headline breaks it. `broken` names the checks that one breaks.
"""

from __future__ import annotations

from collections.abc import Callable

from summkit.headline.lexicon import words
from summkit.headline.tree import Tree, high, low, members, span
from summkit.headline.valency import is_open


def ends_on_function_word(tree: Tree, kept: int) -> bool:
    """Whether the last word calls for another: "the", "of", "and", "is"."""
    last = high(kept)
    while last > 0 and tree.lower[last] in ('"', "”", "’", "'", ")"):
        last -= 1
    if tree.labels[last] == "prt" or (
        tree.tags[last] == "RB" and tree.lower[last] not in ("as", "so", "not")
    ):
        return False
    if last == len(tree.lower) - 1 or (last == len(tree.lower) - 2 and tree.lower[-1] == "."):
        return False  # the article's own sentence ends there
    return tree.lower[last] in words("function_words")


def ends_on_comma(tree: Tree, kept: int) -> bool:
    """Whether the last sign is a comma, colon, semicolon or dash."""
    return tree.lower[high(kept)] in (",", ";", ":", "-", "–", "—", "--", "/", "&", "(", "$", "£")


def splits_pair(tree: Tree, kept: int) -> bool:
    """Whether a quotation mark or bracket has lost its partner, or a quotation a word."""
    for first, last in tree.pairs:
        left, right = kept >> first & 1, kept >> last & 1
        if left != right or (first == last and left):
            return True
        inside = kept & span(first, last)
        if tree.lower[first] not in "([{" and inside and inside != span(first, last):
            return True
    return False


def loses_hedge(tree: Tree, kept: int) -> bool:
    """Whether a negation, modal or hedge is gone while what it governs is kept."""
    for node, word in enumerate(tree.lower):
        if kept >> node & 1 or word not in words("hedges"):
            continue
        head = tree.heads[node]
        if head >= 0 and tree.is_verb(head) and word in words("approximators"):
            continue  # "rose 5% in March, up from 4%"
        governed = tree.labels[node] in (
            "neg",
            "aux",
            "amod",
            "advmod",
            "quantmod",
            "det",
            "mark",
            "compound",
            "nmod",
            "cc",
            "preconj",
            "nummod",
        )
        if governed and head >= 0 and kept >> head & 1:
            return True
        # "plans to cut", "not only": the hedge is the head, and its complement is kept.
        if tree.is_verb(node) and any(
            kept >> child & 1 and tree.labels[child] in ("xcomp", "ccomp", "dobj")
            for child in tree.children[node]
        ):
            return True
    return False


def parts_number(tree: Tree, kept: int) -> bool:
    """Whether a number stands without its unit, or a unit without its number."""
    for node, tag in enumerate(tree.tags):
        if tag not in ("CD", "$") and tree.lower[node] not in "%$£€#":
            continue
        here = kept >> node & 1
        for other in (node - 1, node + 1):
            if not 0 <= other < len(tree.tags):
                continue
            joined = _unit(tree, node, other) or _unit(tree, other, node)
            if joined and here != kept >> other & 1:
                return True
    return False


def _unit(tree: Tree, number: int, unit: int) -> bool:
    if tree.tags[number] != "CD" and not tree.tokens[number].text[0].isdigit():
        return False
    if unit == number - 1:
        return (
            tree.lower[unit] in "$£€#"
            or tree.tags[unit] == "$"
            or tree.lower[unit] in words("units") & {"nothing"}
        )
    return unit == number + 1 and (tree.lower[unit] in words("units") or tree.tags[unit] == "CD")


def splits_name(tree: Tree, kept: int) -> bool:
    """Whether part of a name is gone; a title or "Inc" in front of or behind it may go."""
    loose = words("company_suffixes") | words("titles")
    node, size = 0, len(tree.tags)
    while node < size:
        end = node
        while end + 1 < size and _joined(tree, end):
            end += 1
        if end > node:
            core = [i for i in range(node, end + 1) if tree.lower[i].rstrip(".") not in loose]
            states = {kept >> i & 1 for i in core}
            if len(states) > 1:
                return True
            if core and states == {0} and kept & span(node, end):
                return True
        node = end + 1
    return False


def _joined(tree: Tree, node: int) -> bool:
    """Whether a token and the next belong to one name."""
    names = ("NNP", "NNPS")
    if tree.tags[node] not in names or not tree.tokens[node].text[0].isupper():
        return False
    following = node + 1
    if tree.tags[following] not in names or not tree.tokens[following].text[0].isupper():
        return False
    # "in London on Monday": only names that hang together are one.
    return (
        tree.heads[node] == following
        or tree.heads[following] == node
        or (tree.heads[node] == tree.heads[following])
    )


def lacks_verb(tree: Tree, kept: int) -> bool:
    """Whether no verb is left though the sentence has one."""
    verbs = [node for node, tag in enumerate(tree.tags) if tag[:2] == "VB"]
    return bool(verbs) and not any(kept >> node & 1 for node in verbs)


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
            told = tree.labels[head] == "ccomp" and tree.tags[node] == "PRP"
            speaker = tree.subject(tree.heads[head]) if told else -1
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
        if tree.labels[node] != "punct" and (tree.heads[node] < 0 or not kept >> tree.heads[node] & 1)
    ]
    verbs = [node for node in tops if tree.is_verb(node)]
    others = [node for node in tops if not tree.is_verb(node)]
    if len(verbs) != 1 or len(others) > 1:
        return True
    verb = verbs[0]
    if others:
        return tree.heads[others[0]] != tree.root or others[0] > verb
    subject = tree.subject(verb)
    if verb != tree.root and not finite(tree, verb) and tree.tags[verb] != "VB":
        return True
    if verb == tree.root:
        return subject < 0 and tree.tags[verb] != "VB"
    return subject < 0 or not kept >> subject & 1 or tree.labels[verb] not in ("ccomp", "conj")


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
        if not tree.is_verb(node):
            continue
        speaks = tree.lower[node] in words("plain_speech")
        clauses = [c for c in tree.children[node] if tree.labels[c] in ("ccomp", "xcomp")]
        for child in tree.children[node]:
            label = tree.labels[child]
            if label == "ccomp" and any(kept >> c & 1 for c in clauses if c != child):
                continue
            if kept >> child & 1:
                if label == "ccomp" and speaks and not finite(tree, child):
                    return True
                continue
            controlled = label in ("xcomp", "oprd") and tree.lower[node] in words("control_verbs")
            told = label == "ccomp" and (child <= node + 4 or tree.find(node, "dobj") < 0)
            if told or controlled or (label == "xcomp" and child == node + 2):
                return True
        told = tree.lower[node] in words("tellers")
        if (told or tree.lower[node] in words("speech")) and not any(
            other != node
            and tree.is_verb(other)
            and (finite(tree, other) or (other > node and _infinitive(tree, other, kept)))
            and tree.labels[other] not in ("aux", "auxpass", "relcl")
            for other in members(kept)
        ):
            if told or tree.find(node, "dobj", "prep") < 0:
                return True
    return any(  # "after gold objects" without "were stolen"
        tree.labels[node] == "mark" and not kept >> tree.heads[node] & 1 for node in members(kept)
    )


_NOUN_PHRASE = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "CD", "$", "PRP", "RP"})
_BEFORE_NOUN = frozenset({"NN", "JJ", "NNP", "CD", "VBN", "VBG", "JJR", "JJS"})


def _wants(tree: Tree, kept: int, last: int) -> bool:
    """Whether the last verb is bound to the phrase behind what is left: "enabled the firm [to]"."""
    following = tree.tags[last + 1] if last + 1 < len(tree.tags) else ""
    if following not in ("TO", "IN"):
        return False
    verb = max((n for n in members(kept) if tree.is_verb(n)), default=-1)
    bound = words("control_verbs") if following == "TO" else words("placing_verbs")
    loose = words("loose_prepositions") | words("free_openers") - {"as"}
    return verb >= 0 and tree.lower[verb] in bound and tree.lower[last + 1] not in loose


def leaves_stump(tree: Tree, kept: int) -> bool:
    """Whether a phrase behind the last comma, or "hours" before "after", has lost its head."""
    last = high(kept)
    following = tree.lower[last + 1] if last + 1 < len(tree.lower) else ""
    if tree.is_measure(last) and following in ("after", "before", "ago", "later", "earlier", "since"):
        return True
    if any(tree.lower[node] == "." for node in members(kept)) or _wants(tree, kept, last):
        return True
    after = last + 1
    while after < len(tree.lower) and tree.lower[after].rstrip(".") in words("company_suffixes"):
        after += 1
    if after < len(tree.lower) and tree.tags[after] in ("DT", "PRP$"):
        return not any(tree.is_time(n) for n in range(after, min(after + 4, len(tree.lower))))
    if following and tree.tags[last + 1] in ("VBZ", "VBD", "VBP", "MD"):
        return True  # what is left last is the subject of what is gone
    if following and tree.is_verb(last) and tree.tags[last + 1] in _NOUN_PHRASE:
        return not tree.is_time(last + 1)  # a verb without its object
    if following and tree.tags[last + 1][:2] in ("NN", "JJ") and tree.tags[last] in _BEFORE_NOUN:
        suffix = words("company_suffixes")
        if following.rstrip(".") not in suffix and tree.lower[last].rstrip(".") not in suffix:
            return not tree.is_time(last + 1)  # half of "futures markets"
    commas = [n for n in range(last) if kept >> n & 1 and tree.lower[n] in (",", "-", "–", "—")]
    if not commas or any(tree.is_verb(n) for n in range(commas[-1], last + 1) if kept >> n & 1):
        return False
    single = bool(following) and following not in (".", ",", "!", "?") and commas[-1] == last - 1
    return single or not kept >> commas[-1] - 1 & 1


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
    named = subject >= 0 and tree.tags[subject] in ("NNP", "NNPS")
    for node, tag in enumerate(tree.tags):
        own = named and node > subject and tree.lower[node] in ("it", "he", "she", "they")
        if tag == "PRP" and not own:
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


CHECKS: dict[str, Callable[[Tree, int], bool]] = {
    "ends on a function word": ends_on_function_word,
    "ends on a comma": ends_on_comma,
    "quote or bracket split": splits_pair,
    "negation, modal or hedge lost": loses_hedge,
    "number parted from its unit": parts_number,
    "name split": splits_name,
    "no verb": lacks_verb,
}
"""By the name that benchmarks print."""


def broken(tree: Tree, kept: int) -> list[str]:
    """Return the names of the checks that a headline breaks."""
    if not kept:
        return ["empty"]
    return [name for name, check in CHECKS.items() if check(tree, kept)]
