"""Repairs of parses of a sentence whose subject is a gerund with its own clause.

The parser read "Letting nurses decide when they work cut sick leave" as "Letting nurses" that
"cut". A gerund is a singular subject. So its verb is the first finite verb that agrees with it and
that has no subject inside the gerund's phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.parser import Parse, parse

_SINGULAR = frozenset({"VBD", "VBZ", "MD"})
_SAME_FORMS = frozenset("cut put set let shut hurt cost hit spread".split())
"""Verbs whose past has the form of the infinitive: the tagger may miss that they are finite."""
_CLAUSE = frozenset({"WDT", "WP", "WP$", "WRB"})
_SUBJECTS = frozenset({"PRP", "EX"})
_REFLEXIVE = frozenset("itself himself herself themselves ourselves yourself myself".split())
_ENDS = frozenset(',;:–—"“”')
_PLACEHOLDER = "Practice"
"""A singular noun that replaces the gerund's phrase while the rest is parsed."""
_LEAST = 3  # minimum tokens of the gerund's phrase


def gerund_subject(whole: Parse) -> Parse:
    """Make a gerund at the head of a sentence the subject of the verb that agrees with it."""
    if whole.tags[0] != "VBG" or len(whole.words) < _LEAST + 2:
        return whole
    verb = _verb(whole)
    if verb < _LEAST or _is_subject(whole, verb):
        return whole
    rest = parse((_PLACEHOLDER, *whole.words[verb:]))
    own = rest.heads[0]
    if rest.labels[0] not in ("nsubj", "nsubjpass") or rest.tags[own][0] != "V":
        return whole
    inner = parse(whole.words[:verb])
    return _combined(inner, rest)


def _verb(whole: Parse) -> int:
    """Return the main verb of a sentence that opens on a gerund; -1 without one.

    Each clause inside the gerund's phrase ("when they work", "who left") has one finite verb.
    """
    inside = 0
    for node in range(1, len(whole.words)):
        word, tag = whole.words[node].lower(), whole.tags[node]
        if word in _ENDS:
            return -1
        if tag in _CLAUSE or word in words("subordinators") or word == "that":
            inside += whole.tags[node + 1 : node + 2] != ("TO",)
        elif tag in _SUBJECTS and word not in _REFLEXIVE and not inside:
            inside += _finite(whole, node + 1)  # "the books [that] they liked"
        elif _finite(whole, node) and node >= _LEAST - 1:
            if not inside:
                agrees = tag in _SINGULAR or word in _SAME_FORMS
                if agrees and whole.tags[node - 1] != "TO":
                    return node
            else:
                inside -= 1
    return -1


def _finite(whole: Parse, node: int) -> bool:
    if node >= len(whole.words):
        return False
    return whole.tags[node] in (*_SINGULAR, "VBP") or (
        whole.words[node].lower() in _SAME_FORMS and whole.tags[node][0] == "V"
    )


def _is_subject(whole: Parse, verb: int) -> bool:
    """Return whether the parse already has a subject for the verb, at the head of the sentence."""
    head = whole.heads[verb] if whole.labels[verb] in ("aux", "auxpass") else verb
    subjects = ("csubj", "csubjpass", "nsubj", "nsubjpass")
    own = [n for n in range(verb) if whole.heads[n] == head and whole.labels[n] in subjects]
    main = whole.labels[head] == "ROOT" or whole.heads[head] > head
    return bool(own) and main and _top(whole, own[0], verb)


def _top(whole: Parse, subject: int, verb: int) -> bool:
    """Return whether a subject's phrase contains every word before the verb."""
    for node in range(verb):
        above: int = node
        while above >= 0 and above != subject and whole.heads[above] < verb:
            above = whole.heads[above]
        if above != subject and whole.labels[node] not in ("aux", "auxpass", "advmod"):
            return False
    return True


def _combined(inner: Parse, rest: Parse) -> Parse:
    """Return the parse of a sentence from those of its gerund phrase and of the words after it."""
    size = len(inner.words)

    def place(node: int) -> int:
        return node + size - 1 if node > 0 else node

    top = inner.heads.index(-1)
    heads, labels = list(inner.heads), list(inner.labels)
    if top:
        heads[top], heads[0] = 0, -1
        labels[top] = "ccomp"
    heads = [0 if head < 0 else head for head in heads]
    heads[0] = place(rest.heads[0])
    labels[0] = "csubj" if rest.labels[0] == "nsubj" else "csubjpass"
    heads += [place(head) for head in rest.heads[1:]]
    labels += list(rest.labels[1:])
    tags: Sequence[str] = (*inner.tags, *rest.tags[1:])
    return Parse((*inner.words, *rest.words[1:]), tuple(tags), tuple(heads), tuple(labels))
