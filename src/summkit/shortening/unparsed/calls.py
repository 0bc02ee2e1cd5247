"""Verbs and nouns, and the prepositions that their meaning needs, in languages without a parse."""

from __future__ import annotations

from collections.abc import Sequence

from summkit.shortening.unparsed.segments import WORD

_CALLS = {
    "de": (
        ("sorgt sorgte sorgen sorgten", "für"),
        ("führt führte führen führten", "zu zum zur"),
        ("stößt stieß stoßen stießen", "auf"),
        ("warnt warnte warnen warnten", "vor"),
        ("gilt galt gelten galten", "als für"),
        ("rechnet rechnete rechnen rechneten", "mit"),
        ("droht drohte drohen drohten", "mit"),
        ("setzt setzte setzen setzten", "auf"),
        ("besteht bestand bestehen bestanden", "aus auf"),
        ("reagiert reagierte reagieren reagierten", "auf mit"),
        ("verzichtet verzichtete verzichten verzichteten", "auf"),
        ("verstößt verstieß verstoßen verstießen", "gegen"),
        ("kämpft kämpfte kämpfen kämpften", "um gegen für"),
        ("stimmt stimmte stimmen stimmten", "für gegen"),
    ),
    "id": (
        ("meminta diminta mengajak mendesak mengimbau memerintahkan mendorong", "untuk agar"),
        ("menganggarkan mengalokasikan momentum", "untuk"),
        ("terlibat berpartisipasi ikut bergabung", "dalam dengan"),
        ("dukungan komitmen komitmennya peran perannya", "terhadap dalam untuk"),
        ("terobosan", "dalam"),
        ("berasal terdiri lepas bebas keluar mundur lebih kurang tertinggi terbesar", "dari"),
        (
            "berkunjung pergi datang tiba masuk kembali menuju terbang mengirim dikirim membawa"
            " pindah mengarah naik turun dibawa dilarikan beralih merambah",
            "ke",
        ),
    ),
    "ha": (("daukar dauka", "matsayin"), ("daya ɗaya", "daga"), ("hanyar shirin", "da")),
    "vi": (("hợp đàm mặt", "với"),),  # "phối hợp với", "đàm phán với", "đối mặt với"
    "sw": (
        ("amewaonya ameonya wameonya imeonya anaonya alionya ameonywa", "dhidi kuhusu"),
        ("wito ahadi", "kwa kuhusu ya"),
    ),
}
"""Language -> verbs, and the prepositions that the meaning of these verbs needs."""


def lacks_preposition(words: Sequence[str], rest: str, code: str) -> bool:
    """Return whether a verb has lost the preposition that it requires: "sorgt [für Aufregung]"."""
    low = {word.lower() for word in words}
    gone = [word.lower() for word in WORD.findall(rest.split(",", 1)[0])]
    return any(
        not low.isdisjoint(verbs.split())
        and not set(called.split()).isdisjoint(gone)
        and (gone[0] in called.split() or low.isdisjoint(called.split()))
        for verbs, called in _CALLS.get(code, ())
    )


def calls_for(verb: str, code: str) -> frozenset[str]:
    """Return the prepositions that the meaning of a verb needs."""
    return frozenset(
        word
        for verbs, called in _CALLS.get(code, ())
        if verb in verbs.split()
        for word in called.split()
    )
