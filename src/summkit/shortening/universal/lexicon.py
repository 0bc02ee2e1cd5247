"""Word lists by language for the rules on relations, and the valency of verbs.

``data/words.json`` was written by hand. `benchmarks/tongues_valency.py` counts
``data/valency.json`` in parsed sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summkit.datafiles import read_data
from summkit.language import get_language
from summkit.shortening.parsing.tree import low, members
from summkit.shortening.unparsed.soft import LIMITED

if TYPE_CHECKING:
    from summkit.shortening.universal.tree import SentenceTree

_COMPLEMENTS = ("obj", "iobj", "ccomp", "xcomp", "obl:arg", "cop", "prt", "compound:prt")
_COUNTED = ("prime", "premi", "primei")  # "primer" in the title "primer ministro" is no ordinal


@dataclass(frozen=True)
class Lexicon:
    """The word lists of a language.

    Attributes
    ----------
    bound
        Preposition -> stems of verbs that take a complement with it.
    alone
        Stems of verbs that need no complement.
    """

    code: str
    verb_second: bool
    prodrop: bool
    definite: frozenset[str]
    indefinite: frozenset[str]
    plain_adverbs: frozenset[str]
    loose: frozenset[str]
    places: frozenset[str]
    times: frozenset[str]
    until: frozenset[str]
    conditions: tuple[str, ...]
    lacking: frozenset[str]
    contrast: frozenset[str]
    pairs: tuple[str, ...]
    claiming: frozenset[str]
    speech: tuple[str, ...]
    denial: frozenset[str]
    being: frozenset[str]
    first_person: frozenset[str]
    expletive: frozenset[str]
    possessives: frozenset[str]
    demonstratives: frozenset[str]
    occasions: frozenset[str]
    open_words: frozenset[str]
    linking: frozenset[str]
    timely: frozenset[str]
    years: frozenset[str]
    own: frozenset[str]
    persons: frozenset[str]
    clitics: frozenset[str]
    strict: frozenset[str]
    to_words: frozenset[str]
    from_words: frozenset[str]
    impersonal: frozenset[str]
    relatives: frozenset[str]
    describing: frozenset[str]
    bases: Mapping[str, str]
    leading: frozenset[str]
    manner: tuple[str, ...]
    hedges: tuple[str, ...]
    periods: frozenset[str]
    causes: tuple[str, ...]
    deeds: tuple[str, ...]
    bound: Mapping[str, frozenset[str]]
    alone: frozenset[str]

    def stem(self, tree: SentenceTree, verb: int) -> str:
        """Return the stem of a verb, with a final "@" if the verb is reflexive."""
        return valency_key(self.code, tree.lower, tree.tags, tree.children, verb)

    def is_time(self, tree: SentenceTree, node: int) -> bool:
        """Return whether a word and its dependents are an expression of time."""
        if tree.labels[node] not in ("obl", "advmod", "nmod"):
            return False
        words = [tree.lower[each] for each in members(tree.subtrees[node])]
        if (
            len(words) > 7
            or (tree.case(node) and tree.case(node) not in self.timely)
            or any(word in self.until for word in words[:1])
        ):
            return False
        if any(tree.tags[each] in ("VF", "TF", "NP") for each in members(tree.subtrees[node])):
            return False
        nouns = [each for each in members(tree.subtrees[node]) if tree.tags[each] == "N"]
        if any(tree.lower[each] not in self.times for each in nouns):
            return False
        case = tree.case(node)
        if tree.labels[node] == "nmod" and (not case or case not in self.places):
            return False
        head = tree.lower[node]
        if head in self.times:
            return True
        month = any(tree.lower[c] in self.times for c in tree.children[node])
        year = len(head) == 4 and head.isdigit() and head[:2] in ("19", "20")
        return (head.isdigit() and month) or (year and case in self.places)

    def is_manner(self, tree: SentenceTree, node: int) -> bool:
        """Return whether an adverb is one of manner, not of certainty or degree."""
        word = tree.lower[node]
        return (
            bool(self.manner)
            and word.endswith(self.manner)
            and len(word) > 7
            and tree.tags[node] == "R"
            and tree.tags[tree.heads[node]][:1] == "V"
            and not word.startswith(self.hedges)
        )

    def claims(self, tree: SentenceTree, mask: int) -> bool:
        """Return whether a stretch contains the source of a claim."""
        nodes = members(mask)
        return any(
            tree.lower[n] in self.claiming
            or (tree.tags[n][:1] in "VT" and tree.lower[n].startswith(self.speech))
            for n in nodes
        )

    def speaks(self, tree: SentenceTree, node: int) -> bool:
        """Return whether a phrase or clause attributes the text around it to a source."""
        if tree.labels[node] in ("acl", "appos", "conj"):
            return False
        first = tree.lower[low(tree.subtrees[node])]
        if first in ("para", "pour") and tree.mark(node):
            return False  # an aim: "para crecer"
        if first in self.claiming or tree.case(node) in self.claiming:
            opening = low(tree.subtrees[node]) == 0
            return opening or tree.case(node) not in ("para", "pour")
        return tree.tags[node][:1] in "VT" and tree.lower[node].startswith(self.speech)

    def binds(self, tree: SentenceTree, verb: int, case: str) -> bool:
        """Return whether a verb may require a complement with a preposition."""
        stem = self.stem(tree, verb)
        bound = self.bound.get(self.bases.get(case, case), frozenset())
        if stem in bound or stem.rstrip("@") in bound or f"{stem}@" in bound:
            return True
        if any(
            tree.labels[c] in _COMPLEMENTS and tree.tags[c] != "PR" for c in tree.children[verb]
        ):
            return False
        if tree.tags[verb] == "VI":
            return True
        if any(
            tree.labels[c] == "aux" and tree.lower[c] in self.being for c in tree.children[verb]
        ):
            return False
        if tree.tags[verb] == "VBN" and tree.labels[verb] in ("acl", "amod"):
            return True
        return stem not in self.alone

    def limits(self, tree: SentenceTree, node: int, mask: int) -> bool:
        """Return whether a phrase restricts the statement: a condition, denial or comparison."""
        words = [tree.lower[each] for each in members(mask) if tree.tags[each] not in (",", ":")]
        if not words:
            return True
        opening = " ".join(words[:3]) + " "
        relation, head = tree.labels[node], tree.heads[node]
        relative = relation == "acl" and words[0] in self.relatives
        if opening.startswith(self.conditions) and not relative:
            return True
        if words[0] in self.lacking or tree.case(node) in self.lacking:
            return True
        first = (mask & -mask).bit_length() - 1
        if relation == "advcl" and head >= 0 and tree.tags[head] in ("N", "NP"):
            head = tree.root  # the parse wrongly attaches the clause to a noun
        apart = tree.lower[first] == "," or (first and tree.lower[first - 1] == ",")
        kept = [tree.lower[n] for n in members(tree.everything & ~mask) if n < first]
        line = " ".join(kept) + " "
        if relation in ("conj", "advcl", "obl", "parataxis") and any(
            f" {each}" in f" {line}" for each in self.pairs
        ):
            return True
        if relation == "appos" or (apart and relation == "acl"):
            return False
        over = [tree.lower[c] for c in tree.children[head]]
        if head >= 0 and any(word in self.denial for word in over) and not self.is_time(tree, node):
            return True
        if apart:
            return False
        near = [*over, tree.lower[head]]
        return any(word.startswith(LIMITED) and not word.startswith(_COUNTED) for word in near)


def valency_key(
    code: str,
    lower: tuple[str, ...] | list[str],
    tags: tuple[str, ...] | list[str],
    children: tuple[tuple[int, ...], ...] | list[list[int]],
    verb: int,
) -> str:
    """Return the key under which the complements of a verb are counted."""
    stem = get_language(code).stem([lower[verb]])[0]
    return stem + "@" * any(tags[child] == "PR" for child in children[verb])


@cache
def bases(code: str) -> Mapping[str, str]:
    """Return the preposition in each contraction or other form: "na" is mapped to "em"."""
    listed = read_data("shortening/universal", "words")[code]["bases"]
    return {form: base for base, forms in listed.items() for form in forms.split()}


@cache
def lexicon(code: str) -> Lexicon:
    """Return the word lists of a language that has a parser."""
    lists = read_data("shortening/universal", "words")
    data = lists[code]
    counted = read_data("shortening/universal", "valency")[code]

    def words(name: str) -> frozenset[str]:
        return frozenset(data[name].split())

    def phrases(name: str) -> tuple[str, ...]:
        return tuple(each.replace("|", " ") + " " for each in data[name].split())

    return Lexicon(
        code=code,
        verb_second=code in ("de", "nl"),
        prodrop=data["prodrop"],
        definite=words("definite"),
        indefinite=words("indefinite"),
        plain_adverbs=words("plain_adverbs"),
        loose=words("loose"),
        places=words("places"),
        times=words("times"),
        until=words("until"),
        conditions=phrases("conditions"),
        lacking=words("lacking"),
        contrast=words("contrast"),
        pairs=phrases("pairs"),
        claiming=words("claims"),
        speech=tuple(data["speech"].split()),
        denial=words("denial"),
        being=words("being"),
        first_person=words("first_person"),
        expletive=words("expletive"),
        possessives=words("possessives"),
        demonstratives=words("demonstratives"),
        occasions=words("occasions"),
        open_words=words("open_words"),
        linking=words("linking"),
        timely=words("timely"),
        years=words("years"),
        own=words("own"),
        persons=words("persons"),
        clitics=words("clitics"),
        strict=words("strict"),
        to_words=words("to_words"),
        from_words=words("from_words"),
        impersonal=words("impersonal"),
        relatives=words("relatives"),
        describing=words("describing"),
        bases=bases(code),
        leading=words("leading"),
        manner=tuple(data["manner"].split()),
        hedges=tuple(lists["all"]["hedges"].split()),
        periods=frozenset(each.replace("|", " ") for each in data["periods"].split()),
        causes=phrases("causes"),
        deeds=tuple(data["deeds"].split()),
        bound={case: frozenset(stems.split()) for case, stems in counted["bound"].items()},
        alone=frozenset(counted["alone"].split()),
    )
