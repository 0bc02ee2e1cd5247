"""Checks whether the end of a shortened Romance sentence needs the words after it.

The checks look at words and tags, not at relations, so that they find mistakes of the parse.
"""

from __future__ import annotations

from summkit.patterns import regex
from summkit.shortening.parsing.tree import members
from summkit.shortening.universal.lexicon import Lexicon, lexicon
from summkit.shortening.universal.tree import SentenceTree
from summkit.shortening.unparsed.segments import words_of

_MOST = frozenset("plus moins más menos mais".split())
_RELATIVE_TO = frozenset("après avant plus después antes más tras após depois".split())
_MORE = frozenset({"más", "plus", "mais"})
_JOINING = frozenset("por par a à en de".split())
_BARE = frozenset("en à a por em con com par sous sur bajo sob".split())
_AFTER_NOUN = frozenset(
    "a à al au aux ao à às aos de del du des d' d’ do da dos das con com".split()
)
_REFLEXIVE = regex(
    r"(?:déroul|situ|trouv|rend|compos|encuentr|encontr|ubic|sitú|rend|titul|llam|cham|intitul)\w*"
)
"""Reflexive verbs that need a complement: "La cérémonie devrait se dérouler [à Londres]"."""
_ABOUT = frozenset("concernant impliquant visant relative relatif relativa relativo".split())
_AMOUNTS = frozenset(
    "cantidad cantidades quantité quantités quantidade quantidades gama gamme gamas serie série"
    " séries falta manque tipo tipos type types forma formas forme formes número nombre parte"
    " partie miembro miembros membre membres membro membros autor autora auteur auteure autrice"
    " trozo morceau pedaço litro litros litre litres kilo kilos tonelada toneladas tonne tonnes"
    " conjunto ensemble centenar centenares centaine centaines docena decenas dizaine dizaines"
    " million millions milliard milliards milhão milhões".split()
)
"""Nouns that need "of" after them: "pequeñas cantidades [de café]"."""
_TO = frozenset("a al à au aux ao para".split())
_GIVING = regex(r"(?:destin|dedic|consacr|consagr|obligu|oblig|somet|somm)\w*")
"""Verbs that need a phrase with "to": "destinará 40 millones [a la reparación]"."""
_DATIVE = frozenset("a al à au aux ao".split())
_LIGHT = frozenset("pris prise mis mise hecho hecha puesto puesta posto posta".split())
"""Participles that mean little without their complement: "a été pris [par la ferveur]"."""
_HUNDRED = (("ciento",), ("cent",), ("cento",))
_ADJECTIVES = tuple(
    "provenient procedent pertenec pertenc pendient conscient relativ contrari similar superior"
    " inferior igual capa suscept digne digno apte apto inhérent correspond équival équiva".split()
)
"""Beginnings of adjectives that need a complement: "trigo proveniente [de Turquía]"."""
_HOURS = frozenset("hora horas heure heures h noche nuit noite madrugada soir mañana manhã".split())
_CLOCK = frozenset("entre desde de durante pendant por todas chaque cada todos toda".split())
_SINCE = frozenset({"hace", "hacía", "faz", "há"})  # "desde hace meses"
_HAVING = frozenset("a ont ha han tem têm avait avaient había habían avoir haber".split())
_FUTURE = regex(r"\w{2,}(?:rá|rán|rão|ra|ront|rei|remos)")
_PLANS = frozenset("va van vai vão vont doit doivent debe deben deve devem".split())


def loses_end(tree: SentenceTree, kept: int) -> bool:
    """Return whether the deleted end has words that the remaining text needs."""
    last = max((n for n in members(kept) if tree.tags[n] not in (".", ",", ":")), default=0)
    return (
        ends_badly(tree, kept, last)
        or loses_object(tree, kept, last)
        or loses_condition(tree, kept)
        or loses_hours(tree, kept)
        or loses_receiver(tree, kept)
    )


def ends_badly(tree: SentenceTree, kept: int, last: int) -> bool:
    """Return whether the last word of a shortened sentence needs the deleted word after it.

    Parameters
    ----------
    last
        The last remaining word.
    """
    after = tree.lower[last + 1 : last + 4]
    if not after or kept >> last + 1 & 1:
        return False
    low, known = tree.lower[last], lexicon(tree.code)
    before = tree.lower[last - 1] if last else ""
    if tree.tags[last] == "C" and (tree.tags[last + 1] == "N" or after[1:2] in _HUNDRED):
        return True  # "corrieron dos [semanas]", "un 12 [por ciento]"
    if low in known.open_words and after[0] in known.linking:
        return True  # the last word needs its complement: "la mise [en place]"
    if tree.tags[last] in ("N", "NP"):
        if _superlative(tree, last) or (after[0] in _MORE and before in known.definite):
            return True  # "la personne [la plus riche du monde]"
        if low in _AMOUNTS and _is_of(known, after[0]):
            return True
        if before in _BARE and after[0] in _AFTER_NOUN and tree.tags[last] == "N":
            return True  # "en apoyo [a una declaración]"
        if after[1:2] and after[1] in _MOST:
            return True  # "el valor [con más posiciones cortas]"
        over = tree.lower[last - 2] if last > 1 else ""
        of_noun = _is_of(known, before) or _is_of(known, over)
        if not of_noun and _is_of(known, after[0]) and tree.tags[last + 2] == "VI":
            return True  # "la permission [de tuer]", but not "la decisión del Gobierno [de ...]"
        governed = last > 1 and tree.tags[last - 2] == "I" and not of_noun
        if governed and before in known.indefinite and after[0] in _DATIVE:
            return True  # "tras una defensa [a los colonos]"
        if after[0] in _ABOUT and (before in known.definite or tree.tags[last - 1] == "J"):
            return True
    if len(after) > 1 and after[0] in _JOINING and after[1] == low:
        return True  # "caso [por caso]"
    if low in known.times and after[0] in _RELATIVE_TO:
        return True  # "quelques minutes [avant]"
    if low in _LIGHT and tree.tags[last + 1] == "I":
        return True
    if tree.tags[last] == "J" and low.startswith(_ADJECTIVES) and after[0] in _AFTER_NOUN:
        return True
    if tree.tags[last] == "VBN" and tree.labels[last] in ("acl", "amod"):
        return tree.tags[last + 1] == "I"  # "la prison inaugurée [en 2011]"
    reflexive = {before, tree.lower[last - 2] if last > 1 else ""} & {"se", "s'", "s’"}
    return bool(reflexive) and _REFLEXIVE.fullmatch(low) is not None


def _is_of(known: Lexicon, word: str) -> bool:
    return known.bases.get(word, word) in ("de", "d'", "d’")


def _superlative(tree: SentenceTree, last: int) -> bool:
    """Return whether a superlative follows: "un des marchands [d'armes les plus connus]"."""
    definite = lexicon(tree.code).definite
    for node in range(last + 1, min(last + 6, len(tree.tags) - 1)):
        if tree.tags[node] in ("VF", "TF", ",", "W", "M", "K"):
            return False
        if tree.lower[node] in definite and tree.lower[node + 1] in _MOST:
            return True
    return False


def loses_object(tree: SentenceTree, kept: int, last: int) -> bool:
    """Return whether the deleted end has the object of the last verb: "valora [ahora el acuerdo]".

    The deleted text opens a noun phrase without a preposition before any comma or conjunction, and
    the last verb of the remaining text has no noun phrase of this kind after it.
    """
    verb = _last_verb(tree, last)
    if verb < 0 or any(kept >> n & 1 for n in range(last + 1, len(tree.tags) - 1)):
        return False
    if _bare_noun(tree, verb + 1, last + 1):
        return False
    return _bare_noun(tree, last + 1, len(tree.tags))


def _last_verb(tree: SentenceTree, last: int) -> int:
    """Return the last verb that may have an object; -1 without it or in a passive."""
    being = lexicon(tree.code).being
    for node in range(last, -1, -1):
        if tree.tags[node] in ("VF", "VI", "VG"):
            return node
        if tree.tags[node] != "VBN":
            continue
        if _is_perfect(tree, node):
            return node
        if not being.isdisjoint(tree.lower[max(0, node - 2) : node]):
            return -1
    return -1


def _is_perfect(tree: SentenceTree, verb: int) -> bool:
    before = tree.lower[max(0, verb - 3) : verb]
    return bool(
        {*before} & {"a", "ont", "ha", "han", "tem", "têm", "avait", "había", "avoir", "haber"}
    )


def _bare_noun(tree: SentenceTree, start: int, end: int) -> bool:
    """Return whether a noun phrase without a preposition opens before a comma or conjunction."""
    times = lexicon(tree.code).times
    for node in range(start, end):
        tag = tree.tags[node]
        if tree.lower[node] in _SINCE:
            continue
        if tree.lower[node] == "," or tag in ("W", "M", ".", ":", "K", "VF", "TF"):
            return False
        before = tree.tags[node - 1] if node else ""
        if node > start and ((tag == "VI" and before == "I") or tag in ("VBN", "VG")):
            return False  # "queda en libertad [tras pagar una multa]": the noun is its object
        inside = before in ("I", "D", "C") and (tag, before) != ("D", "C")  # "par deux le coût"
        if tag not in ("D", "C", "N", "NP") or inside:
            continue
        if tag in ("N", "NP") and before in ("N", "NP", "J"):
            continue
        row = range(node, min(node + 4, len(tree.tags)))
        noun = next((n for n in row if tree.tags[n] in ("N", "NP")), -1)
        if noun >= 0 and tree.lower[noun] not in times:
            return True
    return False


def loses_condition(tree: SentenceTree, kept: int) -> bool:
    """Return whether a condition was deleted: "puede crecer [si apuesta por la industria]"."""
    listed = words_of(tree.code)
    if listed is None:
        return False
    return any(
        not kept >> node & 1
        and tree.tags[node] == "M"
        and word in listed.condition
        and (node == 0 or tree.tags[node - 1] not in ("VF", "VI"))
        for node, word in enumerate(tree.lower)
    )


def loses_receiver(tree: SentenceTree, kept: int) -> bool:
    """Return whether a verb of giving lost its phrase with "to": "destinará dinero [a obras]"."""
    left = members(kept)
    verb = next((n for n in left if _GIVING.fullmatch(tree.lower[n])), -1)
    if verb < 0 or tree.tags[verb] not in ("VF", "VI", "VBN", "VG"):
        return False
    gone = any(not kept >> n & 1 and tree.lower[n] in _TO for n in range(verb, len(tree.tags)))
    return gone and not any(n > verb and tree.lower[n] in _TO for n in left)


def loses_hours(tree: SentenceTree, kept: int) -> bool:
    """Return whether a plan lost its hours: "cortará el agua [entre las once y las seis]"."""
    words = [tree.lower[node] for node in members(kept)]
    if not any(word in _PLANS or _FUTURE.fullmatch(word) for word in words):
        return False
    return any(
        not kept >> node & 1
        and word in _CLOCK
        and not _ends_hours(tree, kept, node)
        and any(
            other in _HOURS and not kept >> place & 1
            for place, other in enumerate(tree.lower[node + 1 : node + 6], node + 1)
        )
        for node, word in enumerate(tree.lower)
    )


def _ends_hours(tree: SentenceTree, kept: int, node: int) -> bool:
    """Return whether only the part of the day is deleted: "y las seis [de la mañana]"."""
    if node < 2 or tree.lower[node] not in ("de", "da"):
        return False
    return bool(kept >> node - 1 & 1) and tree.lower[node - 2] in ("las", "la", "as", "à")
