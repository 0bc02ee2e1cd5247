"""Map Universal Dependencies to the tags and relations of the parsers outside English.

A tag begins with V, T, W, I, M or P if the labeller of the English parser uses it as a
feature of a word's children. Punctuation marks have the tags of the Penn Treebank.
"""

from __future__ import annotations

SIGNS = {
    **dict.fromkeys(",،", ","),
    **dict.fromkeys(".?!…", "."),
    **dict.fromkeys("“«„‘", "``"),
    **dict.fromkeys("”»’\"'", "''"),
    **dict.fromkeys("([{", "-LRB-"),
    **dict.fromkeys(")]}", "-RRB-"),
}
_PLAIN = {
    "NOUN": "N",
    "PROPN": "NP",
    "ADJ": "J",
    "NUM": "C",
    "DET": "D",
    "ADP": "I",
    "SCONJ": "M",
    "CCONJ": "K",
    "SYM": "S",
}
_VERBS = {"Fin": "F", "Inf": "I", "Ger": "G", "Part": "P"}


def tag_of(word: str, kind: str, features: str) -> str:
    """Return the tag of a word by its part of speech and features in Universal Dependencies."""
    if kind == "PUNCT" or (not any(letter.isalnum() for letter in word) and kind != "SYM"):
        return SIGNS.get(word[0], ":")
    known = dict(each.split("=", 1) for each in features.split("|") if "=" in each)
    if kind == "AUX":
        return "T" + _VERBS.get(known.get("VerbForm", "Fin"), "F")
    form = known.get("VerbForm", "")
    if form == "Part" and kind in ("VERB", "ADJ"):
        return "VBN"
    if kind == "VERB":
        return "V" + _VERBS.get(form or "Fin", "F")
    if kind == "PRON":
        if known.get("PronType", "").startswith(("Rel", "Int")):
            return "W"
        if known.get("Reflex") == "Yes":
            return "PR"
        if known.get("Case") == "Nom":
            return "PS"
        return "PO" if known.get("PronType") == "Prs" else "P"
    if kind in ("ADV", "PART"):
        return "RN" if known.get("Polarity") == "Neg" else "R" if kind == "ADV" else "RP"
    return _PLAIN.get(kind, "X")


_KEPT = frozenset({"obl:arg", "obl:agent", "compound:prt"})


def plain_label(label: str) -> str:
    """Return a relation without the subtypes that no rule uses; "ROOT" for the root's."""
    if label.lower() == "root":
        return "ROOT"
    if label == "nsubj:pass":
        return "nsubj"
    return label if label in _KEPT else label.partition(":")[0]
