"""Repairs of parses of a sentence whose subject has a long gap, or several verbs, before its verb.

The parser read "A message, lasting a minute and recorded once, cut the number" as "A message
recorded once", "had run two hours, won the race and taken the cup" as a quotation before "won",
and "cut the number of patients who were back by a third" as "back by a third".
"""

from __future__ import annotations

from dataclasses import replace

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.parser import Parse, parse

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset("DT NN NNS NNP NNPS JJ CD IN PRP$ POS CC".split())


def across_gap(whole: Parse) -> Parse:
    """Parse a sentence without the participles between its subject and its verb.

    The participles, which two commas enclose, then modify the subject.
    """
    first = next((n for n, word in enumerate(whole.words) if word == ","), 0)
    if first < 2 or not set(whole.tags[:first]) <= _NOMINAL or whole.tags[0] == "IN":
        return whole
    if whole.tags[first + 1 : first + 2] not in (("VBG",), ("VBN",)):
        return whole
    verb = next((n + 1 for n in range(first + 2, len(whole.words) - 1) if _closes(whole, n)), 0)
    if not verb or whole.heads[verb] < 0:
        return whole
    rest = parse((*whole.words[:first], *whole.words[verb:]))
    top = rest.heads.index(-1)
    subject = next((n for n in range(first) if rest.heads[n] == top and _acts(rest, n)), -1)
    if subject < 0 or (rest.tags[top] not in _FINITE and rest.tags[first] not in _FINITE):
        return whole
    size = verb - first

    def place(node: int) -> int:
        return node if node < first else node + size

    heads, labels = [0] * len(whole.words), [""] * len(whole.words)
    for node, head in enumerate(rest.heads):
        heads[place(node)] = place(head) if head >= 0 else -1
        labels[place(node)] = rest.labels[node]
    for node in range(first, verb):
        head, label = whole.heads[node], whole.labels[node]
        if not first < head < verb or label == "ROOT":
            head, label = first + 1, "punct" if whole.words[node] == "," else "conj"
        heads[node], labels[node] = head, label
    heads[first + 1], labels[first + 1] = subject, "acl"
    tags = (*rest.tags[:first], *whole.tags[first:verb], *rest.tags[first:])
    return Parse(whole.words, tags, tuple(heads), tuple(labels))


def _closes(whole: Parse, node: int) -> bool:
    """Return whether a comma directly precedes a finite verb."""
    return whole.words[node] == "," and whole.tags[node + 1] in _FINITE


def _acts(whole: Parse, node: int) -> bool:
    return whole.labels[node] in ("nsubj", "nsubjpass")


def joined_verbs(whole: Parse) -> Parse:
    """Make the first of several verbs the root: "had run, won and taken", "cut, said it would"."""
    root = whole.heads.index(-1)
    own = [child for child, head in enumerate(whole.heads) if head == root]
    clause = next((n for n in own if n < root and whole.labels[n] == "ccomp"), -1)
    if clause < 0 or any(whole.labels[n][:5] in ("nsubj", "csubj") for n in own):
        return whole
    following = whole.tags[root + 1 : root + 2]
    inverted = following and following[0] in ("DT", "NN", "NNS", "NNP", "PRP$", "CD", "JJ")
    if (whole.words[root].lower() in words("speech") and inverted) or '"' in whole.words:
        return whole
    if not any(head == clause and _acts(whole, n) for n, head in enumerate(whole.heads)):
        return whole
    if whole.tags[root] not in ("VBD", "VBN", "VBZ", "VBP") or whole.words[root - 1] != ",":
        return whole
    heads, labels = list(whole.heads), list(whole.labels)
    heads[clause], labels[clause] = -1, "ROOT"
    heads[root], labels[root] = clause, "conj"
    for child in own:
        if child != clause and child < root:
            heads[child] = clause
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


def relative_verbs(whole: Parse) -> Parse:
    """Make the verb the head of a relative clause whose head is "who": "patients who were back"."""
    heads, labels = list(whole.heads), list(whole.labels)
    for node, tag in enumerate(whole.tags):
        if tag not in ("WP", "WDT") or labels[node] not in ("acl", "relcl") or heads[node] > node:
            continue
        verb = next((n for n in range(node + 1, len(heads)) if heads[n] == node), -1)
        if verb < 0 or whole.tags[verb] not in _FINITE or whole.tags[verb] == "MD":
            continue
        heads[verb], labels[verb] = heads[node], "relcl"
        heads[node], labels[node] = verb, "nsubj"
        for child, head in enumerate(whole.heads):
            if head == node and child != verb:
                heads[child] = verb
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


def by_how_much(whole: Parse) -> Parse:
    """Attach "by a third" and "by 5%" to the verb of change before it."""
    heads = list(whole.heads)
    for node, word in enumerate(whole.words):
        if word != "by" or whole.labels[node] not in ("prep", "agent") or heads[node] < 0:
            continue
        amount = whole.words[node + 1 : node + 3]
        share = {each.lower() for each in amount} & _SHARES
        if not share and not (amount and whole.tags[node + 1] == "CD" and "%" in amount):
            continue
        above = heads[node]
        while above >= 0 and whole.words[above].lower() not in _CHANGE:
            above = heads[above]
        if 0 <= above < node and above != heads[node]:
            heads[node] = above
            for later in range(node + 1, len(heads)):
                if above < heads[later] < node:
                    heads[later] = above
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads))


def past_auxiliaries(whole: Parse) -> Parse:
    """Attach a subject to the verb, not to its auxiliary: "Firefighters were still battling"."""
    heads = list(whole.heads)
    for node in range(len(heads)):
        auxiliary = heads[node]
        if not _acts(whole, node) or not node < auxiliary < heads[auxiliary]:
            continue
        if whole.labels[auxiliary] in ("aux", "auxpass"):
            heads[node] = heads[auxiliary]
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads))


def shared_subjects(whole: Parse) -> Parse:
    """Give one of two subjects to the next verb: "Hikers who were missing have been found".

    The next verb is the head of the verb of "who", or its first later clause without a subject.
    """
    heads, labels = list(whole.heads), list(whole.labels)
    for pronoun in range(1, len(heads) - 1):
        noun, verb = pronoun - 1, heads[pronoun]
        if whole.tags[pronoun] not in ("WP", "WDT") or not _acts(whole, pronoun):
            continue
        if heads[noun] != verb or not _acts(whole, noun) or not pronoun < verb:
            continue
        top = heads[verb]
        if top < 0:
            later = (n for n in range(verb + 1, len(heads)) if heads[n] == verb)
            top = next((n for n in later if labels[n] == "ccomp"), -1)
        if top < verb or any(heads[n] == top and _acts(whole, n) for n in range(len(heads))):
            continue
        if heads[verb] < 0:
            heads[top], labels[top] = -1, "ROOT"
            for child in range(top, len(heads)):
                if heads[child] == verb:
                    heads[child] = top
        heads[noun], heads[verb], labels[verb] = top, noun, "relcl"
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


def lost_subjects(whole: Parse) -> Parse:
    """Make the noun before the main verb its subject: "Nearly half of adults have"."""
    root = whole.heads.index(-1)
    own = [child for child, head in enumerate(whole.heads) if head == root]
    finite = any(whole.tags[n] in _FINITE and n <= root for n in (*own, root))
    if not finite or any(whole.labels[n][:5] in ("nsubj", "csubj", "expl") for n in own):
        return whole
    before = [n for n in own if n < root and whole.labels[n] not in ("aux", "auxpass", "neg")]
    noun = before[0] if before else 0
    named = whole.tags[noun] in ("NN", "NNS", "NNP", "NNPS", "PDT", "CD", "DT", "PRP")
    if not before or not named or whole.labels[noun] in ("npadvmod", "punct", "prep", "advmod"):
        return whole
    if {",", ":", '"', "“"} & set(whole.words[:root]):
        return whole
    labels = list(whole.labels)
    labels[noun] = "nsubj"
    return replace(whole, labels=tuple(labels))


def objects_of_prepositions(whole: Parse) -> Parse:
    """Give a preposition its object, which the parse made a subject of the next verb.

    "A trial of patients in France suggests" has another subject for "suggests", and in "People who
    fell ill after floods will each receive" the subject is the root of the parse.
    """
    heads, labels = list(whole.heads), list(whole.labels)
    root = heads.index(-1)
    for node in range(2, len(heads)):
        verb, before = heads[node], node - 1
        while before and heads[before] == node:
            before -= 1
        if not _acts(whole, node) or verb < node or whole.tags[before] != "IN":
            continue
        if whole.labels[before] != "prep" or before in heads:
            continue
        others = [n for n in range(before) if heads[n] == verb and _acts(whole, n)]
        if others or (root < before and whole.tags[root][:2] == "NN"):
            heads[node], labels[node] = before, "pobj"
            for each in range(node + 1, verb):
                if heads[each] == verb and whole.words[each] in ("each", "all", "both"):
                    labels[each] = "advmod"
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


def joined_names(whole: Parse) -> Parse:
    """Join a name to the name before "and": "wind across Scotland and northern England"."""
    heads = list(whole.heads)
    for sign in range(1, len(heads) - 1):
        first = sign - 1
        names = [n for n in range(sign + 1, min(sign + 4, len(heads))) if heads[n] == heads[sign]]
        second = next((n for n in names if whole.labels[n] == "conj"), -1)
        if whole.tags[sign] != "CC" or second < 0 or whole.labels[first] != "pobj":
            continue
        common = whole.tags[heads[sign]] in ("NN", "NNS") and heads[sign] < first
        if common and whole.tags[first] == whole.tags[second] == "NNP":
            heads[sign] = heads[second] = first
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads))


def aims_of_relatives(whole: Parse) -> Parse:
    """Attach an aim to the verb after "who": "a man who set out to walk the length of Britain"."""
    heads, labels = list(whole.heads), list(whole.labels)
    for verb, label in enumerate(whole.labels):
        noun = heads[verb]
        if label != "acl" or whole.tags[verb] != "VB" or whole.words[verb - 1] != "to":
            continue
        clauses = [n for n in range(noun, verb) if heads[n] == noun and labels[n] == "relcl"]
        if clauses and "," not in whole.words[clauses[-1] : verb]:
            heads[verb], labels[verb] = clauses[-1], "xcomp"
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


def clauses_of_nouns(whole: Parse) -> Parse:
    """Attach a clause to the noun before its "that": "claims that ministers ignored warnings"."""
    heads, labels = list(whole.heads), list(whole.labels)
    for node in range(1, len(heads)):
        noun, verb = node - 1, heads[node]
        if whole.words[node] != "that" or labels[node] != "mark" or heads[verb] == noun:
            continue
        if whole.words[noun] in words("statements") and node < verb and 0 <= heads[verb] < noun:
            heads[verb], labels[verb] = noun, "acl"
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads), labels=tuple(labels))


_SHARES = frozenset("third quarter half fifth tenth thirds quarters".split())
_CHANGE = frozenset(
    "cut cuts reduced reduces reduce raised raises raise lowered lowers lower increased increases"
    " increase rose rise rises fell fall falls grew grow grows shrank shrink dropped drop drops"
    " exceeded exceed lifted lift".split()
)


def after_joint(whole: Parse) -> Parse:
    """Attach a phrase between "and," and a verb to that verb: "and, for once, found it"."""
    heads = list(whole.heads)
    for node in range(1, len(whole.words) - 3):
        if whole.tags[node] != "CC" or whole.words[node + 1] != ",":
            continue
        close = next((n for n in range(node + 2, len(heads) - 1) if whole.words[n] == ","), 0)
        if not close or whole.tags[close + 1] not in _FINITE - {"MD"}:
            continue
        verb = close + 1
        if whole.labels[verb] != "conj" or not heads[verb] < node:
            continue
        for child in range(node + 2, close + 1):
            if heads[child] < node:
                heads[child] = verb
    if heads == list(whole.heads):
        return whole
    return replace(whole, heads=tuple(heads))


REPAIRS = (
    relative_verbs,
    joined_verbs,
    by_how_much,
    past_auxiliaries,
    shared_subjects,
    joined_names,
    aims_of_relatives,
    clauses_of_nouns,
    lost_subjects,
    after_joint,
)
