"""The requests of the API, each declared once for its check and for the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import UNSET, Meta, UnsetType

from summkit.reading.objects import looks_like_a_source

METRICS = ("rouge", "fragments", "support", "readability", "redundancy", "length", "position")
"""The metrics that the API offers: built-in metrics that run no program and contact no server."""

Target = Literal["headline", "lede", "dek", "summary", "push", "social", "all"]
Method = Literal[
    "newsrank",
    "lead",
    "luhn",
    "edmundson",
    "lsa",
    "textrank",
    "lexrank",
    "sumbasic",
    "kl",
    "reduction",
    "centroid",
    "submodular",
    "pacsum",
    "random",
]
METHODS: tuple[str, ...] = get_args(Method)
"""The methods that the API offers: built-in methods that run no program and contact no server."""

LANGUAGE = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
METRIC = f"^({'|'.join(METRICS)})(:[A-Za-z0-9_=,.-]+)?$"

Short = Annotated[str, Meta(max_length=2_000)]
Language = Annotated[str, Meta(pattern=LANGUAGE, max_length=35)]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]

SOURCES = ("text", "html", "record", "url")
"""A request about an article contains exactly one of these fields."""


class ArticleRequest(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """An article: exactly one of text, html, record and url.

    Attributes
    ----------
    text
        A scraped text. Headline and dek are recognised, and page furniture is left out.
    html
        A page.
    record
        A record, whose fields are recognised as in a corpus.
    url
        An address to fetch. The desk must have been started with --allow-urls.
    headline, dek
        Headline and dek of `text`, if the client knows them.
    id, source
        Id and source of the article in the answer.
    language
        Language code such as en. By default, it is the language of the article, or else it is
        detected.
    """

    text: str | UnsetType = UNSET
    html: str | UnsetType = UNSET
    record: dict[str, Any] | UnsetType = UNSET
    url: Annotated[str, Meta(max_length=4_000)] | UnsetType = UNSET
    headline: Short | UnsetType = UNSET
    dek: Short | UnsetType = UNSET
    id: Short = ""
    source: Short = ""
    language: Language | None = None

    def __post_init__(self) -> None:
        given = [name for name in SOURCES if getattr(self, name) is not UNSET]
        if len(given) != 1:
            raise ValueError(f"exactly one of {', '.join(SOURCES)} is needed, not {len(given)}")
        if given == ["text"] and looks_like_a_source(str(self.text)):
            raise ValueError(
                "text is the name of a file or an address, but the desk reads no files: send the "
                "content of the file as text, or the address as url"
            )
        if given != ["text"] and not (self.headline is UNSET and self.dek is UNSET):
            raise ValueError("headline and dek are allowed only together with text")


class Summarise(ArticleRequest):
    """A request to write; the answer is the row of `summkit summarise --format json`."""

    target: Target = "summary"
    method: Method | None = None
    sentences: Count | None = None
    words: Count | None = None
    characters: Annotated[int, Meta(ge=2, le=1_000_000)] | None = None
    ratio: Annotated[float, Meta(gt=0, le=1)] | None = None
    redundancy: Literal["none", "trigrams", "mmr"] = "none"
    alternatives: Annotated[int, Meta(ge=1, le=20)] = 1
    explain: bool = False
    include_body: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.target == "all" and any(
            bound is not None for bound in (self.sentences, self.words, self.characters, self.ratio)
        ):
            raise ValueError(
                "target all uses the budget of each target: leave out sentences, words, characters "
                "and ratio"
            )
        if self.alternatives > 1 and self.target not in ("headline", "push", "social"):
            raise ValueError("alternatives needs target headline, push or social")


class Headline(ArticleRequest):
    """A request to judge headlines; the answer contains the rows of `summkit headline`."""

    candidates: Annotated[
        list[Annotated[str, Meta(max_length=2_000, pattern=r"\S")]],
        Meta(min_length=1, max_length=100),
    ]


Texts = (
    Annotated[list[str], Meta(min_length=1, max_length=10_000)]
    | Annotated[dict[str, str], Meta(min_length=1, max_length=10_000)]
)
References = (
    Annotated[list[str | list[str]], Meta(min_length=1, max_length=10_000)]
    | Annotated[dict[str, str | list[str]], Meta(min_length=1, max_length=10_000)]
)


class Score(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A request to score texts; the answer is the output of `summkit score --format json`.

    Attributes
    ----------
    candidates, references
        Lists in the same order, or mappings with the same ids. A text may have several references.
    articles
        Records of the articles of the texts, matched by id.
    metrics
        Names of metrics, with parameters as in rouge:types=1,L.
    """

    candidates: Texts
    references: References | UnsetType = UNSET
    articles: Annotated[list[dict[str, Any]], Meta(min_length=1, max_length=1_000)] | UnsetType = (
        UNSET
    )
    metrics: Annotated[
        list[Annotated[str, Meta(pattern=METRIC, max_length=100)]],
        Meta(min_length=1, max_length=10),
    ] = msgspec.field(default_factory=lambda: ["rouge"])
    language: Language | None = None
    resamples: Annotated[int, Meta(ge=1, le=10_000)] = 10_000
    seed: Annotated[int, Meta(ge=0, le=2**32 - 1)] = 12345

    def __post_init__(self) -> None:
        if self.references is UNSET and self.articles is UNSET:
            raise ValueError("references and articles are both missing: send one of them")


SUMMARISE = msgspec.json.Decoder(Summarise)
HEADLINE = msgspec.json.Decoder(Headline)
SCORE = msgspec.json.Decoder(Score)
