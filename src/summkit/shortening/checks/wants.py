"""Checks whether a word lost its complement: "the only country [that can]", "banned him [from]".

The parse may be wrong, so these checks use the words as written. As in
`checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, once, span


def loses_limit(tree: Tree, kept: int) -> bool:
    """Return whether "the only country" or "anyone" lost its restrictive clause."""
    return any(kept & noun and not kept & clause for noun, clause in _limited(tree))


@once
def _limited(tree: Tree) -> list[tuple[int, int]]:
    """Return each noun with a restrictive clause after it, as masks."""
    found = []
    for node in range(len(tree.lower) - 2):
        opener = node + 1
        while tree.tags[opener] == "RB" and opener < len(tree.lower) - 2:
            opener += 1
        word, limits = tree.lower[node], tree.tags[opener]
        relative = limits in ("WDT", "WP", "WRB") or tree.lower[opener] == "that"
        if word in _INDEFINITE:
            limited = relative or limits in ("VBG", "JJ")
        elif tree.tags[node][:2] == "NN":
            limited = relative and (word in _SETTINGS or _is_sole(tree, node))
        else:
            continue
        if limited:
            found.append((1 << node, tree.everything & ~span(0, opener - 1)))
    return found


_INDEFINITE = frozenset(
    "anyone anybody someone somebody everyone everybody those anything something everything "
    "nothing nobody".split()
)
_SETTINGS = frozenset("era time moment point situation stage".split())


def _is_sole(tree: Tree, noun: int) -> bool:
    """Return whether a noun is modified by "only", "first" or a superlative."""
    node = noun
    while node and tree.tags[node - 1] in ("JJ", "JJS", "NN", "CD", "NNP", "VBN", "HYPH"):
        node -= 1
        if tree.lower[node] in ("only", "sole", "first", "last") or tree.tags[node] == "JJS":
            return node > 0 and tree.tags[node - 1] in ("DT", "PRP$", "POS")
    return node > 0 and tree.lower[node - 1] in ("only", "sole")


def loses_partner(tree: Tree, kept: int) -> bool:
    """Return whether a verb lost its object or the phrase after it: "kept it [from going]"."""
    return any(
        kept & verb and bool(kept & thing) != bool(kept & phrase)
        for verb, thing, phrase in _governing(tree)
        if kept & (thing | phrase)
    )


@once
def _governing(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each verb, its object and the first words of the phrase after it, as masks."""
    found = []
    for verb in range(len(tree.lower) - 3):
        partners = _BY_FORM.get(tree.lower[verb])
        if partners is None or tree.tags[verb][:2] != "VB":
            continue
        phrase = _phrase_after(tree, verb, partners)
        if phrase:
            found.append((1 << verb, span(verb + 1, phrase - 1), span(phrase, phrase + 1)))
    return found


def _phrase_after(tree: Tree, verb: int, partners: frozenset[str]) -> int:
    """Return the first word of the phrase after a verb's object; 0 without one."""
    thing = False
    for node in range(verb + 1, min(verb + 12, len(tree.lower) - 1)):
        word, tag = tree.lower[node], tree.tags[node]
        if thing and word in partners:
            away = word == "from" and tree.tags[node + 1] not in ("VBG", "PRP$", "DT", "NN")
            return 0 if away else node
        inside = tag != "IN" or word in ("of", "in", "with", "between", "against")
        inside = inside or ("as" in partners and word in ("at", "on", "for", "from"))
        joins = tag == "CC" and tree.tags[node + 1] in IN_NOUN
        if not inside or (tag in (*FINITE, "CC", "WDT", "WP", "WRB", ":", ",") and not joins):
            return 0
        thing |= tag[:2] == "NN" or tag in ("PRP", "CD")
    return 0


def forms(verb: str) -> list[str]:
    """Return the inflected forms of a verb."""
    stem = verb.removesuffix("e")
    double = verb + verb[-1]
    regular = [f"{stem}ed", f"{stem}ing", f"{stem}es", f"{double}ed", f"{double}ing"]
    return [verb, f"{verb}s", *regular, *_IRREGULAR.get(verb, "").split()]


_IRREGULAR = {
    "send": "sent",
    "bring": "brought",
    "drive": "drove driven",
    "keep": "kept",
    "throw": "threw thrown",
    "give": "gave given",
    "deal": "dealt",
    "lead": "led",
}
_BY_FORM = {
    form: frozenset(partners.split())
    for verbs, partners in (
        ("prevent stop keep ban bar deter discourage block spare enjoin prohibit exempt", "from"),
        ("send bring drive limit confine restore", "to into"),
        ("turn hand", "over to into"),
        ("put place throw plunge transform convert", "into onto in on at to"),
        ("give", "to towards as"),
        ("donate", "to towards"),
        ("link attribute", "to with"),
        (
            "describe regard treat portray depict label classify define characterise characterize"
            " dismiss cite",
            "as",
        ),
        ("accuse convict deprive rob remind", "of"),
        ("blame jail", "for"),
        ("supply replace", "with"),
    )
    for verb in verbs.split()
    for form in forms(verb)
}


def leaves_infinitive(tree: Tree, kept: int) -> bool:
    """Return whether "to search" lost its noun and the noun's verb: "[driving firms] to search"."""
    return any(kept & to == to and not kept & before for to, before in _infinitives(tree))


@once
def _infinitives(tree: Tree) -> list[tuple[int, int]]:
    """Return each infinitive after a participle's object, and these two words, as masks."""
    found = []
    for node in range(3, len(tree.lower) - 1):
        infinitive = tree.tags[node] == "TO" and tree.tags[node + 1] in ("VB", "VBP")
        if not infinitive or tree.tags[node - 1][:2] not in ("NN", "PR"):
            continue
        verb = node - 2
        while verb > 0 and tree.tags[verb][:2] not in ("VB", ",", "IN"):
            verb -= 1
        if tree.tags[verb] == "VBG":
            found.append((span(node, node + 1), span(verb, node - 1)))
    return found


def beheads_gerund(tree: Tree, kept: int) -> bool:
    """Return whether the object of a gerund remains alone: "said [encouraging] girls to play"."""
    return any(kept & thing and not kept & gerund for gerund, thing in _gerunds(tree))


@once
def _gerunds(tree: Tree) -> list[tuple[int, int]]:
    """Return each gerund after a verb of saying, "that" or a preposition, and its object."""
    found = []
    for node in range(1, len(tree.lower) - 2):
        before, said = tree.lower[node - 1], tree.lower[node - 1] in words("speech")
        gerund = tree.tags[node] == "VBG" or (said and tree.lower[node].endswith("ing"))
        if not gerund or not (said or before in ("that", "by", "before", "without")):
            continue
        last = node
        while last < len(tree.lower) - 1 and tree.tags[last + 1] in IN_NOUN:
            last += 1
        if last > node:
            found.append((1 << node, span(node + 1, last)))
    return found


IN_NOUN = frozenset({"DT", "PRP$", "PRP", "JJ", "CD", "NN", "NNS", "NNP"})


def lacks_matter(tree: Tree, kept: int) -> bool:
    """Return whether a noun of change lost its complement: "sharp rise [in consumption]"."""
    return any(kept & noun and not kept & phrase for noun, phrase in _changes(tree))


@once
def _changes(tree: Tree) -> list[tuple[int, int]]:
    """Return each noun of change or quantity, and the first words of its complement, as masks."""
    found = []
    for node in range(len(tree.lower) - 3):
        if tree.tags[node][:2] != "NN" or (node and _is_named(tree, node - 1)):
            continue
        wanted = _CHANGES.get(tree.lower[node].removesuffix("s"))
        near = range(node + 2, node + 4)
        when = any(tree.lower[n] in words("time") or tree.tags[n] == "CD" for n in near)
        if tree.lower[node + 1] == wanted and not (when or tree.lower[node + 2] == "fiscal"):
            found.append((1 << node, span(node + 1, node + 3)))
    return found


def _is_named(tree: Tree, node: int) -> bool:
    """Return whether a noun before the noun of change says what changed: "sales growth"."""
    return tree.tags[node][:2] == "NN" and tree.lower[node] not in ("percent", "pct", "%", "cent")


_CHANGES = {
    **dict.fromkeys(
        "rise boom spike surge increase drop fall decline jump growth reduction slump shift "
        "improvement".split(),
        "in",
    ),
    **dict.fromkeys(
        "help victim lack number threat risk series collapse dozen hundred thousand million "
        "score majority couple pair".split(),
        "of",
    ),
}


def loses_than(tree: Tree, kept: int) -> bool:
    """Return whether a comparative lost its "than": "lasting less [than a minute]"."""
    return any(kept >> n & 1 and not kept >> n + 1 & 1 for n in _compared(tree))


@once
def _compared(tree: Tree) -> list[int]:
    """Return the places of "less", "more" and the like directly before "than"."""
    compared = ("less", "more", "fewer", "other", "rather")
    return [
        n
        for n, word in enumerate(tree.lower[:-1])
        if word in compared and tree.lower[n + 1] == "than"
    ]


def loses_range(tree: Tree, kept: int) -> bool:
    """Return whether "the first transplant of a heart" lost its "in Europe"."""
    return any(kept & first == first and not kept & place for first, place in _ranges(tree))


@once
def _ranges(tree: Tree) -> list[tuple[int, int]]:
    """Return each "the first" or superlative with its noun, and the "in" of a place, as masks.

    Only a phrase with "of" may be between the noun and the place.
    """
    found = []
    for node in range(1, len(tree.lower) - 3):
        sole = tree.lower[node] in ("first", "only") or tree.tags[node] in ("JJS", "RBS")
        if not sole or tree.lower[node - 1] not in ("the", "'s", "’s"):
            continue
        noun = last = _noun_phrase(tree, node)
        if tree.lower[last + 1] == "of":
            last = _noun_phrase(tree, last + 1)
        place = last + 1
        named = place + 1 < len(tree.lower) and tree.tags[place + 1] == "NNP"
        dated = named and tree.lower[place + 1] in words("time")
        if noun > node and tree.lower[place] == "in" and named and not dated:
            found.append((1 << node | 1 << noun, 1 << place))
    return found


def _noun_phrase(tree: Tree, node: int) -> int:
    """Return the last word of the noun phrase that follows a word; the word itself without one."""
    last = node
    while last + 2 < len(tree.lower) and tree.tags[last + 1] in (*IN_NOUN, "NNPS", "VBN", "JJS"):
        last += 1
    return last


def loses_statement(tree: Tree, kept: int) -> bool:
    """Return whether "claims" lost its clause: "an inquiry into claims [that they knew]"."""
    return any(kept & noun and not kept & clause for noun, clause in _statements(tree))


@once
def _statements(tree: Tree) -> list[tuple[int, int]]:
    """Return each noun of a statement before "that", and the verb of its clause, as masks."""
    return [
        (1 << noun, 1 << node)
        for node, noun in enumerate(tree.heads)
        if 0 <= noun < node - 1
        and tree.labels[node] == "acl"
        and tree.lower[noun + 1] == "that"
        and tree.lower[noun] in words("statements")
    ]


CHECKS = (
    loses_range,
    loses_statement,
    loses_limit,
    loses_partner,
    leaves_infinitive,
    beheads_gerund,
    lacks_matter,
    loses_than,
)
