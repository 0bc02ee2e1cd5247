"""Count which verbs need a complement; write `shortening/universal/data/valency.json`.

A verb that mostly has a phrase with one preposition needs it ("consiste en", "dépend de"); a verb
that often has no object, clause or phrase can stand alone. The counts are from the sentences that
the parsers are trained on (see `tongues_parser.py`); the file contains only stems.

    python benchmarks/tongues_valency.py es=SILVER_ES.jsonl fr=SILVER_FR.jsonl pt= de=
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict

from summkit.shortening.universal.lexicon import bases, valency_key
from tongues_parser import DATA, training_rows

BOUND = 0.3  # a verb with a larger share of its uses with one preposition needs it
OF_PLACE = {"en", "em", "dans", "in"}  # most phrases with these prepositions tell where or when:
BOUND_PLACE = 0.5
ALONE = 0.12  # a verb with a larger share of its uses without a complement can stand alone
LEAST = 3  # how often a verb must be seen
LEAST_BOUND = 5
COMPLEMENTS = {"obj", "ccomp", "xcomp", "obl:arg", "iobj", "cop"}


def counted(code: str, silver: list[str]) -> dict[str, object]:
    seen: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    cases: dict[str, Counter[str]] = defaultdict(Counter)
    contracted = bases(code)
    for row in training_rows(code, silver):
        lower = [word.lower() for word in row["w"]]
        children: list[list[int]] = [[] for _ in lower]
        for child, head in enumerate(row["h"]):
            if head >= 0:
                children[head].append(child)
        for verb, tag in enumerate(row["t"]):
            if tag not in ("VF", "VBN", "VI", "VG"):
                continue
            key = valency_key(code, lower, row["t"], children, verb)
            seen[key] += 1
            labels = {row["l"][child] for child in children[verb]}
            behind = [c for c in children[verb] if row["l"][c][:3] == "obl" and c > verb]
            if not behind and not labels & COMPLEMENTS:
                bare[key] += 1
            for child in behind:
                for each in children[child]:
                    if row["l"][each] == "case":
                        cases[contracted.get(lower[each], lower[each])][key] += 1
    bound = {
        case: " ".join(
            sorted(
                k
                for k, n in verbs.items()
                if n >= LEAST_BOUND and n > seen[k] * (BOUND_PLACE if case in OF_PLACE else BOUND)
            )
        )
        for case, verbs in sorted(cases.items())
        if case.isalpha()
    }
    return {
        "bound": {case: stems for case, stems in bound.items() if stems},
        "alone": " ".join(sorted(k for k, n in bare.items() if n >= LEAST and n > ALONE * seen[k])),
    }


def main(sources: list[str]) -> None:
    path = DATA / "valency.json"
    data = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    for each in sources:
        code, _, silver = each.partition("=")
        data[code] = counted(code, [silver] if silver else [])
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    path.write_text(text, "utf-8")
    print(len(text), {code: len(each["alone"].split()) for code, each in data.items()})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", metavar="CODE=SILVER")
    main(parser.parse_args().sources)
