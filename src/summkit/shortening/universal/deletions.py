"""The phrases that may be deleted by their Universal Dependencies relations, with their costs.

https://universaldependencies.org/u/dep/ explains the relations. The core of a sentence is never
offered: subjects, objects, complement clauses, copulas, negations, the complements of nouns ("el
acuerdo de paz") and prepositional arguments.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.parsing.tree import high, low, members, span
from summkit.shortening.universal.lexicon import Lexicon, lexicon
from summkit.shortening.universal.omission import (
    Omission,
    is_allowed,
    is_deletable,
    is_name,
    is_named,
    with_commas,
)
from summkit.shortening.universal.tree import SentenceTree

_NOUNS = ("N", "NP", "S", "X", "C")
_AUTHORITIES = frozenset(
    "tribunal cour parquet police gendarmerie préfecture mairie pompiers juzgado audiencia policía"
    " fiscalía ayuntamiento bomberos polícia prefeitura promotoria bombeiros".split()
)
_PLACES = frozenset({"obl", "nmod", "advmod", "obl:agent"})


def omissions(tree: SentenceTree) -> list[Omission]:
    """Return the possible omissions in the order of the sentence."""
    known = lexicon(tree.code)
    best: dict[int, Omission] = {}
    for each in _offered(tree, known):
        if is_allowed(tree, each, known) and (
            each.mask not in best or each.cost < best[each.mask].cost
        ):
            best[each.mask] = each
    return sorted(best.values(), key=lambda each: (low(each.mask), each.mask))


def _offered(tree: SentenceTree, known: Lexicon) -> Iterator[Omission]:
    yield from _dashed(tree)
    for node in range(2, len(tree.tokens) - 1):  # "La société, elle, devra"
        if (
            tree.lower[node] in known.persons
            and tree.lower[node - 1] == tree.lower[node + 1] == ","
        ):
            yield Omission(span(node - 1, node + 1), "aside", -0.2, node)
    yield from _relative_by_words(tree, known)
    yield from _periods(tree, known)
    for node, label in enumerate(tree.labels):
        head = tree.heads[node]
        if head < 0 or label == "punct":
            continue
        mask = tree.phrases[node]
        if not tree.whole(mask):
            continue
        before = head > node
        if before:
            yield from _opening(tree, known, node, label)
        if label == "acl" or (label == "amod" and tree.tags[node] == "VBN" and tree.children[node]):
            yield from _clause_of_noun(tree, known, node)
        elif label in ("appos", "parataxis", "nmod", "amod", "obl") and not before:
            yield from _aside(tree, known, node, label)
            if label == "nmod" and tree.lower[head] == "%" and high(mask) > head:
                yield Omission(mask, "phrase", 0.7, node)
        if label in ("appos", "flat") and not before:
            yield from _description(tree, node, label)
        if label == "advcl" and not before:
            yield from _clause(tree, known, node)
        elif label == "conj":
            yield from _second(tree, known, node)
        elif label == "amod":
            yield from _adjective(tree, known, node)
        if _claims(tree, known, node):
            yield from _according(tree, node)
        elif label in _PLACES:
            yield from _phrase(tree, known, node, label)


def official_places(tree: SentenceTree) -> list[Omission]:
    """Return the places after authorities: "le tribunal correctionnel [de Lorme]"."""
    return [
        Omission(tree.phrases[node], "place", 0.5, node)
        for node, head in enumerate(tree.heads)
        if tree.labels[node] == "nmod"
        and tree.tags[node] == "NP"
        and tree.lower[head] in _AUTHORITIES
        and tree.case(node) in ("de", "d'", "d’", "da", "do", "del")
        and is_deletable(tree, tree.phrases[node])
    ]


# -- kinds -----------------------------------------------------------------------------------


def _dashed(tree: SentenceTree) -> Iterator[Omission]:
    """Yield text between two dashes."""
    places = [n for n, word in enumerate(tree.lower) if word in ("–", "—", "-", "--")]
    for first, last in zip(places[::2], places[1::2], strict=False):
        if last - first > 1 and first and last + 1 < len(tree.tokens):
            yield Omission(span(first, last), "aside", 0.2, first + 1)


def _periods(tree: SentenceTree, known: Lexicon) -> Iterator[Omission]:
    """Yield the deletion of each time phrase such as "el año pasado"; the parse is not used."""
    for length in (2, 3):
        for first in range(len(tree.tokens) - length + 1):
            phrase = " ".join(tree.lower[first : first + length])
            before = tree.tags[first - 1] if first else ","
            following = tree.tags[first + length] if first + length < len(tree.tags) else "."
            if phrase in known.periods and before not in ("I", "K", "D") and following != "I":
                yield Omission(span(first, first + length - 1), "time", 0.15, first + length - 1)


def _relative_by_words(tree: SentenceTree, known: Lexicon) -> Iterator[Omission]:
    """Yield the deletion of ", que ..., " before a verb; the parse is not used."""
    commas = [n for n, word in enumerate(tree.lower) if word == ","]
    for place, first in enumerate(commas):
        opening = tree.lower[first + 1 : first + 3]
        if not opening or not (opening[0] in known.relatives or opening[-1] in known.strict):
            continue
        for last in commas[place + 1 :]:
            after = tree.tags[last + 1] if last + 1 < len(tree.tags) else "."
            verbs = [n for n in range(first, last) if tree.tags[n] in ("VF", "TF")]
            if verbs and after in ("VF", "TF", "PR", "RN"):
                yield Omission(span(first, last), "relative", 0.3, verbs[0])
                break


def _opening(tree: SentenceTree, known: Lexicon, node: int, label: str) -> Iterator[Omission]:
    """Yield a phrase or clause at the head of the sentence that ends at a comma."""
    mask = tree.phrases[node]
    last = high(mask)
    if known.verb_second or label not in ("obl", "advcl", "advmod", "parataxis", "discourse"):
        return
    if low(mask) != 0 or last + 1 >= len(tree.tokens) or tree.lower[last + 1] != ",":
        return
    said = tree.case(node) or tree.mark(node) or tree.tags[node] in ("VBN", "VG", "VI", "R")
    if not said and not known.is_time(tree, node):
        return  # the phrase may be the subject
    if tree.heads[node] == tree.root or tree.labels[tree.heads[node]] in ("ccomp", "conj"):
        cost = 0.1 if known.is_time(tree, node) else 0.3
        yield Omission(mask | 1 << last + 1, "opening", cost, node)


def _clause_of_noun(tree: SentenceTree, known: Lexicon, node: int) -> Iterator[Omission]:
    """Yield a relative clause, or a participle with its dependents."""
    head = tree.heads[node]
    mask = tree.phrases[node]
    if node < head:
        return
    while tree.lower[head] in known.times and tree.labels[head] == "nmod":
        # In "un homme de 45 ans qui", the clause describes the man, not the years.
        head = tree.heads[head]
    if tree.lower[head] in known.times | known.occasions:
        return
    relative = tree.is_finite(node)
    kind = "relative" if relative else "participle"
    set_off = with_commas(tree, mask)
    if set_off is not None:
        yield Omission(set_off, kind, 0.25, node)
        return
    mask |= _before_verb(tree, mask) if relative else 0
    if is_named(tree, known, head):
        yield Omission(mask, kind, 0.55, node)
    elif any(tree.labels[c] in ("nmod", "flat") and c < node for c in tree.children[head]):
        yield Omission(mask, kind, 0.8, node)


def _before_verb(tree: SentenceTree, mask: int) -> int:
    """Return the phrases between a relative clause and the verb of the main clause.

    They belong to the relative clause, whatever the parse says: "[que no se veía] [desde 1974]
    fue hallada".
    """
    after = high(mask) + 1
    finite = (n for n in range(after, len(tree.tags)) if tree.tags[n] in ("VF", "TF"))
    verb = next(finite, 0)
    if verb <= after or "," in tree.lower[after:verb]:
        return 0
    if not lexicon(tree.code).denial.isdisjoint(tree.lower[after:verb]):
        return 0  # "La ley [que estudia el Gobierno] no permite"
    return span(after, verb - 1) if tree.labels[after] in ("case", "advmod") else 0


def _aside(tree: SentenceTree, known: Lexicon, node: int, label: str) -> Iterator[Omission]:
    """Yield an apposition, parenthesis or modifier between commas."""
    set_off = with_commas(tree, tree.phrases[node])
    if set_off is None:
        return
    apart = tree.lower[low(tree.phrases[node]) - 1] == ";"
    if label == "parataxis" and (
        known.claims(tree, tree.phrases[node]) or (tree.is_finite(node) and not apart)
    ):
        return
    costs = {"appos": 0.25, "parataxis": 0.35, "nmod": 0.3, "amod": 0.3, "obl": 0.35}
    yield Omission(set_off, "apposition" if label == "appos" else "aside", costs[label], node)


def _description(tree: SentenceTree, node: int, label: str) -> Iterator[Omission]:
    """Yield the description before a name: "[La empresa] Enel"."""
    noun = tree.heads[node]
    name, whole = tree.phrases[node], tree.phrases[noun]
    if tree.tags[noun] != "N" or tree.tags[node] != "NP" or tree.labels[noun] != "nsubj":
        return
    if (
        name.bit_count() < 1 + (label == "flat")
        or not tree.whole(whole)
        or high(whole) != high(name)
    ):
        return
    first = low(name)
    mask = whole & ~name
    if tree.lower[first - 1] != ",":
        yield Omission(mask, "description", 0.35, noun)
        return
    after = high(name) + 1
    if after < len(tree.tokens) and tree.lower[after] == ",":
        yield Omission(mask | 1 << first - 1 | 1 << after, "description", 0.45, noun)


def _clause(tree: SentenceTree, known: Lexicon, node: int) -> Iterator[Omission]:
    """Yield an adverbial clause of time, cause or purpose."""
    mask = tree.phrases[node]
    while low(mask) > 1 and tree.lower[low(mask) - 1] in known.leading:
        mask |= 1 << low(mask) - 1  # "después [de que]", if the parse separates the words
    if tree.lower[low(mask)] in ("para", "pour"):
        return  # an aim: see `summkit.shortening.universal.more`
    set_off = with_commas(tree, mask)
    if set_off is not None:
        yield Omission(set_off, "clause", 0.4, node)
        return
    if tree.lower[high(mask) + 1 : high(mask) + 2] == (",",) and _joins(tree, high(mask) + 2):
        mask |= 1 << high(mask) + 1
    first = low(mask)
    if tree.lower[high(mask) + 1 : high(mask) + 2] == (",",) and tree.tags[first - 1] == "M":
        mask |= 1 << high(mask) + 1  # "que, [tras ...,] esperará"
    opens = tree.mark(node) or tree.tags[node] == "VG"
    verb = tree.heads[node]
    while tree.tags[verb][:1] not in "VT" and tree.heads[verb] >= 0:
        verb = tree.heads[verb]
    reflexive = any(tree.tags[c] == "PR" for c in tree.children[verb])
    if opens and (reflexive or not known.binds(tree, verb, "")):
        yield Omission(mask, "clause", 0.55, node)


def _joins(tree: SentenceTree, node: int) -> bool:
    return node < len(tree.tags) and tree.tags[node] == "K"


def _second(tree: SentenceTree, known: Lexicon, node: int) -> Iterator[Omission]:
    """Yield the second of two coordinated clauses, or of two verbs with one subject."""
    head = tree.heads[node]
    alike = tree.tags[node] == tree.tags[head] and tree.tags[node] in ("VBN", "VI")
    if not (alike or (tree.is_finite(node) and tree.is_finite(head))) or node < head:
        return
    mask = tree.phrases[node]
    first = low(mask)
    if first and tree.lower[first - 1] in (",", ";"):
        mask |= 1 << first - 1
    following = tree.tags[high(mask) + 1] if high(mask) + 1 < len(tree.tags) else "."
    if following not in (",", ".", ":", "''", "K"):
        return  # the next words depend on both verbs, or the parse is wrong
    joint = known.contrast & {tree.lower[c] for c in tree.children[node]}
    if joint or tree.child(node, "cc") >= 0 or tree.lower[max(first - 1, 0)] in (",", ";"):
        yield Omission(mask, "second", 0.7 if joint else 0.45, node)


def _phrase(tree: SentenceTree, known: Lexicon, node: int, label: str) -> Iterator[Omission]:
    """Yield a time, a place or another phrase that is no complement of its verb or noun."""
    head, mask = tree.heads[node], tree.phrases[node]
    if known.is_time(tree, node):
        yield Omission(mask, "time", 0.1 if mask.bit_count() < 5 else 0.25, node)
        return
    if label == "advmod":
        if tree.children[node]:
            return
        if tree.lower[node] in known.plain_adverbs:
            yield Omission(mask, "adverb", 0.1, node)
        elif known.is_manner(tree, node):
            yield Omission(mask, "adverb", 0.2, node)
        return
    case = tree.case(node)
    line = " ".join(tree.lower[each] for each in members(mask)[:3]) + " "
    if node > head and line.startswith(known.causes):
        yield Omission(mask, "phrase", 0.52, node)
    if node < head or not case or case not in known.loose:
        return
    if label in ("obl", "obl:agent") and tree.tags[head] in ("VF", "VBN", "VI", "VG", "J"):
        if known.binds(tree, head, case):
            return
        yield Omission(mask, "phrase", 0.52, node)
    elif label == "nmod" and _is_bound_noun(tree, known, head):
        return
    elif label == "nmod" and case in known.places and not is_name(tree, head):
        yield Omission(mask, "phrase", 0.65, node)
    elif label == "nmod" and case in known.describing and is_named(tree, known, head):
        yield Omission(mask, "phrase", 0.75, node)


def _claims(tree: SentenceTree, known: Lexicon, node: int) -> bool:
    """Return whether a phrase attributes a statement to its source: "según la policía"."""
    case = tree.case(node)
    return bool(case) and case in known.claiming and case not in known.loose


def _according(tree: SentenceTree, node: int) -> Iterator[Omission]:
    """Yield the attribution "..., según la policía" at the end of a sentence."""
    mask = tree.phrases[node]
    last = high(mask) + 1
    if last < len(tree.tokens) and tree.tags[last] != ".":
        return
    set_off = with_commas(tree, mask)
    yield Omission(mask if set_off is None else set_off, "according", 0.35, node)


def _adjective(tree: SentenceTree, known: Lexicon, node: int) -> Iterator[Omission]:
    """Yield an adjective after an indefinite noun: "um ônibus [escolar]"."""
    noun = tree.heads[node]
    articles = [c for c in tree.children[noun] if tree.lower[c] in known.indefinite]
    held = tree.labels[noun] not in ("nsubj", "obj", "obl") or tree.child(noun, "cop") >= 0
    if (
        articles
        and not held
        and node > noun
        and not tree.children[node]
        and tree.tags[node] in ("J", "VBN")
    ):
        yield Omission(tree.phrases[node], "adjective", 0.6, node)


def _is_bound_noun(tree: SentenceTree, known: Lexicon, noun: int) -> bool:
    """Return whether a noun requires a complement: "su participación [en la empresa]"."""
    return tree.lower[noun].endswith(known.deeds)
