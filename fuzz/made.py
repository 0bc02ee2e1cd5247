"""Check texts of every method and target, and values of every metric, on mutated news."""

from __future__ import annotations

import math
import random
import zlib
from pathlib import Path

from summkit import Article, Budget, UsageError, analyse, create, score
from summkit.summarisers.registry import METHODS
from summkit.system import System
from summkit.targets import TARGETS

# Some sentences per language, with quotations, names, numbers, abbreviations and brackets.
NEWS = {
    "en": "Nine ferries stayed in port on Monday after a storm closed the strait, the operator "
    "said. “We will not sail before Tuesday,” said Dr. Ann Lee, 54, who runs the harbour. She "
    "added that 1,200 travellers (most of them islanders) had been given beds. He did not say "
    "who pays. The storm, which began on Saturday, is the third since Oct. 3, according to the "
    "weather office. However, the U.K. service expects calm seas by 6 p.m.",
    "de": "Neun Fähren blieben am Montag im Hafen, weil ein Sturm die Enge sperrte, teilte die "
    "Reederei mit. „Vor Dienstag fahren wir nicht“, sagte Dr. Anna Lenz (54), die den Hafen "
    "leitet. Rund 1.200 Reisende, z. B. Inselbewohner, bekamen Betten. Der Sturm hatte am 3. "
    "Oktober begonnen. Wer zahlt, ist offen.",
    "fr": "Neuf ferries sont restés à quai lundi, a annoncé la compagnie. « Nous ne partirons pas "
    "avant mardi », a déclaré Mme Anne Leroy, 54 ans, qui dirige le port. Quelque 1 200 voyageurs "
    "ont été logés. La tempête, qui a commencé samedi, est la troisième depuis le 1er octobre.",
    "es": "Nueve barcos se quedaron en el puerto el lunes, según la empresa. «No saldremos antes "
    "del martes», dijo la directora, Ana León, de 54 años. Unos 1.200 viajeros recibieron camas. "
    "¿Quién paga? La tormenta empezó el sábado y es la tercera desde el 3 de octubre.",
    "pt": "Nove barcos ficaram no porto na segunda-feira, informou a empresa. “Não sairemos antes "
    "de terça”, disse Ana Leão, de 54 anos, que dirige o porto. Cerca de 1.200 passageiros "
    "receberam camas. A tempestade, que começou no sábado, é a terceira desde 3 de outubro.",
    "ru": "Девять паромов остались в порту в понедельник, сообщила компания. «Раньше вторника не "
    "выйдем», — сказала Анна Лебедева, которая руководит портом. Ок. 1200 пассажиров получили "
    "ночлег. Шторм начался в субботу, 3 окт. 2026 г.",
    "ar": "بقيت تسع عبارات في الميناء يوم الاثنين بسبب العاصفة. وقالت المديرة: «لن نبحر قبل "
    "الثلاثاء». هل يدفع أحد؟ حصل ١٢٠٠ مسافر على أسرّة؛ وبدأت العاصفة يوم السبت.",
    "hi": "तूफ़ान के कारण सोमवार को नौ नावें बंदरगाह पर रहीं। निदेशक ने कहा, “मंगलवार से पहले हम नहीं "
    "जाएँगे।” लगभग 1,200 यात्रियों को बिस्तर मिले। कौन भुगतान करेगा?",
    "zh": "受风暴影响，九艘渡轮周一停留在港口。港口主管李安说：“周二之前我们不会出航。”"
    "约1200名旅客获得了床位。谁来付钱？风暴于周六开始。",
    "ja": "暴風のため、月曜日に九隻のフェリーが港にとどまった。港の責任者は「火曜日まで"
    "は出航しない」と述べた。約1200人の旅行者に寝床が用意された。だれが払うのか？",
    "tr": "Fırtına nedeniyle dokuz feribot pazartesi günü limanda kaldı. Müdür Dr. Ayşe Işık, "
    "“Salıdan önce çıkmayız” dedi. 1.200 yolcuya yatak verildi. İstanbul'a seferler durdu.",
    "ko": "폭풍 때문에 여객선 아홉 척이 월요일에 항구에 남았다. 책임자는 “화요일 전에는 "
    "떠나지 않는다”고 말했다. 승객 1,200명이 잠자리를 얻었다.",
    "th": "เรือเก้าลำจอดอยู่ที่ท่าเรือในวันจันทร์เพราะพายุ "
    "ผู้จัดการกล่าวว่า “เราจะไม่ออกก่อนวันอังคาร” ผู้โดยสาร 1,200 คนได้ที่นอน",
    "und": "⸮ ª º 🚢 ⛴️ A.B.C. … ... .. ?! «‹›» ‘’ “” „ ‚ — – - 1.2.3 №5 §7 ½ ¾ @a #b $1 €2 %3",
}
_SIGNS = [
    *("\n\n", "\n", " ", "  ", ". ", "! ", "? ", "… ", "... ", ", ", "; ", ": ", " – ", "—", " - "),
    *("“", "”", '"', "«", "»", "„", "‘", "’", "'", "(", ")", "[", "]", "Dr. ", "Mr. ", "St. "),
    *("1", "1,000", "3.5", "%", "$5m", "No. 4", "@a", "#b", "He said ", "She ", "It ", "who "),
    *("that ", "However, ", "and ", "because ", "if ", "A", "\u0301", "\u200d", "🚢", "İ", "ß"),
    *("\u00a0", "\u202e", "\ufeff", "\ud800", "\0", "•", "- ", "> ", "By Ann Lee\n", "(AP) — "),
]  # fmt: skip
_METHODS = [name for name in METHODS.names() if name not in ("command", "llm") and ":" not in name]
_REDUNDANCIES = ("none", "trigrams")
METRICS = (
    *("rouge", "chrf", "fragments", "position", "length", "redundancy", "support", "readability"),
)


def news(rng: random.Random) -> bytes:
    """Return news in one or two languages with words and marks moved, copied or inserted."""
    words = [word for _ in range(rng.choice((1, 1, 1, 2))) for word in _words(rng)]
    for _ in range(rng.choice((1, 2, 4, 8, 16))):
        start = rng.randrange(len(words) + 1)
        end = min(len(words), start + rng.choice((1, 1, 2, 5, 20)))
        kind = rng.randrange(5)
        if kind == 0:
            del words[start:end]
        elif kind == 1:
            words[start:start] = [rng.choice(_SIGNS)] * rng.choice((1, 1, 1, 2, 40))
        elif kind == 2:
            words[start:start] = words[start:end] * rng.choice((1, 2, 8))
        elif kind == 3:
            at = rng.randrange(len(words) + 1)
            words[at:at] = words[start:end]
        else:
            words[start:end] = ["".join(rng.sample(word, len(word))) for word in words[start:end]]
    return "".join(words)[:6_000].encode("utf-8", "surrogatepass")


def _words(rng: random.Random) -> list[str]:
    """Return the pieces of a text; joined, they are the text."""
    text = NEWS[rng.choice(sorted(NEWS))]
    if rng.random() < 0.3:
        text = text.replace(" ", "\n\n", rng.choice((1, 3)))
    size = rng.choice((3, 8))
    if " " not in text:
        return [text[at : at + size] for at in range(0, len(text), size)]
    return [word + " " for word in text.split(" ")]


def written(path: Path) -> None:
    """Check a method's text of an article drawn by the bytes: offsets, budget, same text twice."""
    rng, article = _drawn(path)
    if not article.body.strip():
        return
    target = rng.choice(sorted(TARGETS))
    method = "newsrank" if rng.random() < 0.6 else rng.choice(_METHODS)
    limit: dict[str, int] = rng.choice(
        ({}, {}, {"words": rng.choice((1, 5, 20))}, {"characters": rng.choice((5, 40, 120))})
    )
    budget = Budget(**limit) if limit else None
    system = System(create(method), target, budget, redundancy=rng.choice(_REDUNDANCIES))
    document = analyse(article)
    made = system.summarise(document)
    assert made.text.strip() or not document.sentences, "an empty text"
    assert "\n\n\n" not in made.text, "a text with gaps"
    if "characters" in limit:
        assert len(made.text) <= limit["characters"], f"{len(made.text)} characters of {limit}"
    for start, end in made.spans:
        assert 0 <= start < end <= len(article.body), "a place outside of the body"
    for sentence in made.to_dict()["sentences"]:
        part = article.body[sentence["start"] : sentence["end"]]
        assert part == sentence["text"] or sentence["text"] not in article.body, "a wrong place"
    made.explain()
    assert system.summarise(document).to_dict() == made.to_dict(), "another text the second time"
    assert made.confidence is None or 0 <= made.confidence <= 1, "no confidence"


def scored(path: Path) -> None:
    """Check that every metric has finite or missing values for two texts drawn by the bytes."""
    rng, article = _drawn(path)
    paragraphs = article.body.split(". ")
    rng.shuffle(paragraphs)
    half = len(paragraphs) // 2 or 1
    candidate, reference = ". ".join(paragraphs[:half]), ". ".join(paragraphs[half:])
    if not article.body.strip():
        return
    made = score(
        {"a": candidate},
        {"a": reference},
        articles=[article],
        metrics=METRICS,
        resamples=10,
    )
    for name, column in made.to_dict()["columns"].items():
        value = column["mean"]
        assert value is None or math.isfinite(value), f"{name} is {value}"
        share = name.startswith(("rouge", "chrf"))
        assert value is None or not share or -1e-9 <= value <= 1 + 1e-9, f"{name} is {value}"


def _drawn(path: Path) -> tuple[random.Random, Article]:
    data = path.read_bytes()
    rng = random.Random(zlib.crc32(data))
    text = data.decode("utf-8", "replace")
    headline, _, body = text.partition(" ") if rng.random() < 0.5 else ("", "", text)
    language = rng.choice((None, None, rng.choice([*NEWS])))
    try:
        return rng, Article(body, id="a", headline=headline or None, language=language)
    except UsageError as error:
        raise AssertionError(str(error)) from error
