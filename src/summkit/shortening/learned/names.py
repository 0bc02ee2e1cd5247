"""Names of the features that rank headlines; trained weights refer to them."""

from __future__ import annotations

VERSION = "headline-2"
"""The version of these features, of `summkit.shortening.learned.keep` and of the candidates."""

KEEP = ("keep_f1", "keep_recall", "keep_precision", "keep_lost")
PLAIN = (
    "sentence",
    "second",
    "characters",
    "characters2",
    "over60",
    "under25",
    "words",
    "cost",
    "runs",
    "worth",
    "worth_kept",
    "worth_mean",
    "names",
    "numbers",
    "quote",
    "comma",
    "speech",
    "pronoun",
    "subject_first",
    "object",
    "ends_on_noun",
    "ends_on_verb",
    "prepositions",
    "verbs",
    "late",
    "hedges",
    "copula",
)
KINDS = (
    "opener bracket ticker angle dashes attribution-tail attribution-head said-it relative "
    "relative-restrictive participle participle-restrictive apposition adverbial-clause according "
    "time verb-phrase noun-phrase of-phrase adverb adjective adjective-phrase possessive title "
    "description suffix clause-tail verb-tail noun-tail list-tail infinitive set-off agent "
    "equivalent comparison tail modifier clipped"
).split()
FEATURES = (*KEEP, *PLAIN, *KINDS)
