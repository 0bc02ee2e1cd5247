"""Phrases at the end of a clause that an editor deletes: aims, further complements, second objects.

The offers use words and tags more than relations, since the parse often attaches these phrases to
the wrong noun. `summkit.shortening.universal.checks` rejects an offer that breaks the
sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.parsing.tree import high, low, members, span
from summkit.shortening.universal.lexicon import Lexicon, lexicon
from summkit.shortening.universal.omission import Omission, is_allowed, is_named
from summkit.shortening.universal.tree import SentenceTree

_NOUNS = ("N", "NP")
_VERBS = ("VF", "TF")
_AIMS = frozenset("para pour afin".split())
_NEED_AIMS = (
    "sirv serv suffi bast usa usó utilis utiliz suficient assez trop demasiad bastant oportun"
    " occasion tiempo temps tempo moyen manera forma façon capaci plaz prêt list pront"
    " cours marcha curso qued falta faltan rest".split()
)
"""Stems of words that need the aim after them: "sirve [para crecer]"."""
_ALSO = (
    ("así", "como"),
    ("ainsi", "que"),
    ("ainsi", "qu'"),
    ("tout", "comme"),
    ("de", "même"),
    ("bem", "como"),
    ("assim", "como"),
    ("además", "de"),
    ("además", "del"),
    ("en", "plus"),
    ("además",),
    ("além", "de"),
    ("além", "da"),
    ("além", "do"),
    ("entre", "ellos"),
    ("entre", "ellas"),
    ("dont",),
    ("parmi", "lesquels"),
    ("incluido",),
    ("incluida",),
    ("incluidos",),
    ("incluidas",),
)
"""Words that open an addition: "[así como a la construcción de tres puentes]"."""
_FROM = (("a", "partir"), ("à", "partir"), ("à", "compter"))
_OCCASIONS = tuple(
    tuple(line.split())
    for line in (
        "à l' issue",
        "à l’ issue",
        "à la suite",
        "au terme",
        "à l' occasion",
        "à l’ occasion",
        "dans le cadre",
        "en marge",
        "en pleine",
        "en plein",
        "al término",
        "a raíz",
        "en el marco",
        "con motivo",
        "en medio de",
        "en plena",
        "en pleno",
        "ao fim",
        "ao término",
        "no âmbito",
        "por ocasião",
        "em meio",
        "em plena",
        "em pleno",
    )
)
_BOTH = frozenset("entre tanto ambos ambas both deux dos dois duas ni sea soit ya".split())
_MODIFIERS = ("nmod", "amod", "acl", "flat", "appos")
_NAME = 0.3  # additional cost of a phrase with a name
_ALIKE = frozenset("mismo misma même mesmo mesma igual tal tel".split())


def further(tree: SentenceTree) -> list[Omission]:
    """Return the omissions in the news sentence that other sentences do not make."""
    known = lexicon(tree.code)
    return [each for each in _offered(tree, known) if is_allowed(tree, each, known)]


def _offered(tree: SentenceTree, known: Lexicon) -> Iterator[Omission]:
    last = len(tree.tokens) - 1
    while last > 0 and tree.tags[last] in (".", ","):
        last -= 1
    verb = _main_verb(tree)
    if verb < 0:
        return
    for node in range(verb + 2, last):
        found = (
            _aim(tree, known, node)
            or _addition(tree, node)
            or _means(tree, known, node)
            or _occasion(tree, known, node)
            or _participle(tree, known, node)
        )
        if found:
            start = node - (tree.lower[node - 1] == ",")
            yield Omission(span(start, last), found[0], found[1], node)
        if tree.lower[node - 1 : node + 2] in (
            ("millones", "de", "euros"),
            ("millón", "de", "euros"),
        ):
            yield Omission(span(node, node + 1), "unit", 0.2, node)
        later = _start_of_plan(tree, known, node)
        if later:
            yield Omission(span(node, later), "time", 0.3, node)
        second = _second_object(tree, known, node, verb)
        if second:
            yield Omission(span(node, last), "second", second, node)
    yield from _dash(tree, verb, last)
    yield from _part_of_day(tree)
    yield from _complements(tree, known, verb)


def _main_verb(tree: SentenceTree) -> int:
    """Return the place of the main verb, or of its auxiliary; -1 without one."""
    verbs = [tree.root, *(c for c in tree.children[tree.root] if tree.labels[c] in ("aux", "cop"))]
    return min((n for n in verbs if tree.tags[n] in _VERBS), default=-1)


def _denied(tree: SentenceTree, known: Lexicon, end: int) -> bool:
    return any(word in known.denial for word in tree.lower[:end])


def _aim(tree: SentenceTree, known: Lexicon, node: int) -> tuple[str, float] | None:
    """Return the kind and the cost of an aim: "bloquent le port [pour protester contre ...]"."""
    word = tree.lower[node]
    if word not in _AIMS or tree.tags[node - 1] not in (*_NOUNS, "J", "VBN", ",", "R", "C"):
        return None
    following = node + 1 + (tree.lower[node + 1] in ("de", "d'", "d’", "que", "no", "ne"))
    following += tree.lower[following] in known.clitics | {"se", "s'", "s’", "pas"}
    if {"avoir", "être", "haber", "ter"} & {*tree.lower[node + 1 : node + 4]}:
        return None  # a reason: "critiquée pour avoir insulté un juge"
    if following >= len(tree.tags) or tree.tags[following] not in ("VI", "TF", "VF", "TI"):
        return None
    if tree.lower[following][-1:] != "r" and not tree.lower[following].endswith(("re", "se")):
        return None
    before = tree.lower[max(0, node - 7) : node]
    if any(each.startswith(tuple(_NEED_AIMS)) for each in before) or _denied(tree, known, node):
        return None
    if tree.tags[node - 1] == "VBN" and tree.tags[node - 2] == "TF":
        return None
    return "clause", 0.5


def _means(tree: SentenceTree, known: Lexicon, node: int) -> tuple[str, float] | None:
    """Return the kind and the cost of a means: "a divisé le coût [en brûlant le bois]"."""
    word, following = tree.lower[node], tree.lower[node + 1]
    gerund = tree.code == "fr" and word == "en" and following.endswith("ant") and len(following) > 4
    apart = tree.lower[node - 1] == ","
    gerund = gerund or (apart and word.endswith(("ando", "endo")) and tree.tags[node] == "VG")
    if not gerund or _denied(tree, known, node) or "vie" in tree.lower[node - 3 : node]:
        return None
    return "clause", 0.4 if apart else 0.5


def _occasion(tree: SentenceTree, known: Lexicon, node: int) -> tuple[str, float] | None:
    """Return the kind and the cost of an occasion: "ont comparu [à l'issue d'une opération]"."""
    if _denied(tree, known, node) or tree.tags[node - 1] not in (*_NOUNS, "J", "VBN", ","):
        return None
    for words in _OCCASIONS:
        if tree.lower[node : node + len(words)] == words:
            return "phrase", 0.5
    return None


def _participle(tree: SentenceTree, known: Lexicon, node: int) -> tuple[str, float] | None:
    """Return the kind and the cost of a participle: "a tres hombres [acusados de robar]"."""
    noun = node - 1
    if tree.tags[node] != "VBN" or tree.tags[noun] != "N" or tree.tags[node + 1] != "I":
        return None
    counted = any(
        tree.tags[n] == "C" or tree.lower[n] in known.indefinite for n in (noun - 1, noun - 2)
    )
    if not counted or tree.child(noun, "cop") >= 0 or _denied(tree, known, node):
        return None
    return "participle", 0.6


def _start_of_plan(tree: SentenceTree, known: Lexicon, node: int) -> int:
    """Return the last token of "a partir del viernes"; 0 if none begins here."""
    if tree.lower[node : node + 2] not in _FROM:
        return 0
    end = node + 2
    while end + 1 < len(tree.tokens) and (
        tree.lower[end] in known.times
        or tree.tags[end] in ("C", "D", "J")
        or known.bases.get(tree.lower[end], tree.lower[end]) == "de"
    ):
        end += 1
    named = any(word in known.times for word in tree.lower[node + 2 : end])
    following = tree.lower[end]
    return end - 1 if named and following in (",", ".", "y", "et", "e") else 0


def _addition(tree: SentenceTree, node: int) -> tuple[str, float] | None:
    """Return the kind and the cost of an addition: "[así como a la construcción ...]"."""
    for words in _ALSO:
        if tree.lower[node : node + len(words)] == words:
            if len(words) == 1 and tree.lower[node - 1] != ",":
                return None
            return "aside", 0.35
    return None


def _second_object(tree: SentenceTree, known: Lexicon, node: int, verb: int) -> float:
    """Return the cost of deleting "and" with the rest of the sentence; 0 if that is not possible.

    "achaca el descenso a los cambios regulatorios [y a la depreciación]"
    """
    if tree.tags[node] != "K" or tree.lower[node] not in ("y", "e", "et"):
        return 0.0
    before, following = tree.tags[node - 1], tree.tags[node + 1]
    if before not in (*_NOUNS, "J", "VBN", "''", "C") or following not in (*_NOUNS, "D", "I", "C"):
        return 0.0
    words = tree.lower[verb:node]
    if {*words} & (_BOTH | _ALIKE) or _denied(tree, known, node):
        return 0.0
    if following in ("NP",) and before == "NP" and tree.lower[node + 1] not in known.definite:
        return 0.0  # "Iberdrola y Ascom", "Economía y Hacienda"
    if tree.lower[node + 1][:1] != tree.tokens[node + 1].text[:1]:
        return 0.0
    nouns = [n for n in range(verb + 1, node) if tree.tags[n] in _NOUNS]
    if not nouns or "," in tree.lower[node + 1 : node + 3]:
        return 0.0
    # The first object must be complete: the same preposition or article opens both.
    opener = tree.lower[node + 1]
    if following in ("I", "D"):
        return (
            0.55
            if any(
                tree.tags[n] == following and _alike(known, tree.lower[n], opener)
                for n in range(max(verb, node - 9) + 1, node)
            )
            else 0.0
        )
    single = before == "N" and tree.tags[node - 2] in ("I", "D", "VF", "VI", "J")
    return 0.6 if single and following == "N" else 0.0


def _alike(known: Lexicon, one: str, other: str) -> bool:
    """Return whether two openers are forms of the same preposition or both definite articles."""
    if one in known.definite and other in known.definite:
        return True
    return known.bases.get(one, one) == known.bases.get(other, other)


def _dash(tree: SentenceTree, verb: int, last: int) -> Iterator[Omission]:
    """Yield the text after the only dash of a sentence: "[- c'est le deuxième pays à le faire]"."""
    dashes = [n for n, word in enumerate(tree.lower) if word in ("–", "—", "-", "--")]
    if len(dashes) == 1 and verb + 1 < dashes[0] < last:
        yield Omission(span(dashes[0], last), "clauses", 0.3, dashes[0] + 1)


def _part_of_day(tree: SentenceTree) -> Iterator[Omission]:
    """Yield "de la mañana" after "entre las once de la noche y las seis"."""
    lower = tree.lower
    for node in range(4, len(lower) - 1):
        part = 2 if lower[node] == "da" else 3
        night = {*lower[max(0, node - 7) : node - 2]} & {"noche", "noite"}
        if (
            night
            and lower[node] in ("de", "da")
            and lower[node + part - 1 : node + part] in (("mañana",), ("manhã",), ("madrugada",))
            and {"y", "e"} & {*lower[node - 3 : node]}
        ):
            yield Omission(span(node, node + part - 1), "time", 0.1, node)


def _complements(tree: SentenceTree, known: Lexicon, verb: int) -> Iterator[Omission]:
    """Yield complements of a noun after its first: "la decisión de la Comisión [de Economía]"."""
    for noun in range(len(tree.tokens)):
        if tree.tags[noun] not in _NOUNS:
            continue
        if tree.child(noun, "cop") >= 0:
            continue  # "es una crisis con rostro de mujer"
        after = [c for c in tree.children[noun] if c > noun and tree.labels[c] in _MODIFIERS]
        if not after:
            continue
        described = tree.child(noun, "nummod") >= 0 or any(
            tree.labels[c] == "amod" and not _is_degree(tree, c) for c in tree.children[noun]
        )
        for node in after[0 if described else 1 :]:
            mask = tree.phrases[node]
            if not tree.whole(mask) or tree.labels[node] == "amod":
                continue
            acl = tree.labels[node] == "acl"
            if acl and tree.tags[node] in ("VI",):
                continue  # "la decisión de suprimir"
            if is_named(tree, known, noun) and not acl:
                continue  # other rules offer these
            if _in_name(tree, mask) or tree.tokens[noun].text[0].isupper():
                continue  # "el Banco Europeo de Inversiones"
            named = any(tree.tags[n] == "NP" for n in members(mask))
            cost = (1.25 if acl else 1.2) + (_NAME if named else 0.0)
            yield Omission(mask, "participle" if acl else "phrase", cost, node)


def _in_name(tree: SentenceTree, mask: int) -> bool:
    """Return whether a stretch begins or ends between two words with a capital."""
    first, last = low(mask), high(mask)
    capitals = [bool(token.text[:1].isupper()) for token in tree.tokens]
    of_name = tree.tags[first] == "I" and any(capitals[first + 1 : first + 3])
    return (first > 0 and capitals[first - 1] and (capitals[first] or of_name)) or (
        last + 1 < len(capitals) and capitals[last] and capitals[last + 1]
    )


def _is_degree(tree: SentenceTree, node: int) -> bool:
    return tree.lower[node] in _ALIKE
