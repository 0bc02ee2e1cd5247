"""How corpora and feeds name what an article has, and how they spell languages: data only."""

from __future__ import annotations

# Names as `fields` compares them (lower case, letters and digits only), the surest first.
BODY = [
    "body",
    "articlebody",
    "bodytext",
    "article",
    "articletext",
    "ctext",
    "fulltext",
    "maintext",
    "document",
    "content",
    "contenttext",
    "text",
    "story",
    "news",
]
HEADLINE = ["headline", "title", "headlines", "headlinetext", "newstitle", "articletitle", "hed"]
DEK = [
    "dek",
    "deck",
    "standfirst",
    "subtitle",
    "subheadline",
    "subhead",
    "sapo",
    "strapline",
    "lede",
    "lead",
    "teaser",
    "description",
    "abstract",
    "snippet",
    "excerpt",
]
REFERENCES = ["references", "summaries", "referencesummaries", "humansummaries"]
REFERENCE = [
    "summary",
    "highlights",
    "reference",
    "referencesummary",
    "goldsummary",
    "humansummary",
    "abstractivesummary",
    "summarytext",
    "tldr",
]
LANGUAGE = ["language", "lang", "languagecode", "langcode", "locale", "inlanguage"]
ID = ["id", "guid", "uuid", "articleid", "newsid", "docid", "documentid", "url", "link", "uri"]
# Who has both `title` and one of these is a feed or a page, whose `summary` is a dek.
FEED = frozenset(["guid", "link", "published", "updated", "pubdate"])
# Without any body these are all there is of the article: AG News, BIGPATENT, feeds.
LAST_BODY = ["description", "abstract", "snippet"]

# How corpora spell languages when they do not use BCP 47: English name, ISO 639-2/3.
LANGUAGE_NAMES = {
    name: code
    for code, names in {
        "am": "amharic amh",
        "ar": "arabic ara",
        "bn": "bengali bangla ben",
        "bg": "bulgarian bul",
        "cs": "czech ces cze",
        "da": "danish dan",
        "de": "german deu ger",
        "el": "greek ell gre",
        "en": "english eng",
        "es": "spanish spa",
        "et": "estonian est",
        "fa": "persian farsi fas per",
        "fi": "finnish fin",
        "fr": "french fra fre",
        "ha": "hausa hau",
        "he": "hebrew heb iw",
        "hi": "hindi hin",
        "hr": "croatian hrv",
        "hu": "hungarian hun",
        "id": "indonesian ind in",
        "ig": "igbo ibo",
        "it": "italian ita",
        "ja": "japanese jpn",
        "ko": "korean kor",
        "lt": "lithuanian lit",
        "lv": "latvian lav",
        "nl": "dutch nld dut",
        "no": "norwegian nor",
        "pl": "polish pol",
        "pt": "portuguese por",
        "ro": "romanian ron rum",
        "ru": "russian rus",
        "sk": "slovak slk slo",
        "sl": "slovenian slv",
        "so": "somali som",
        "sr": "serbian srp",
        "sv": "swedish swe",
        "sw": "swahili swa kiswahili",
        "ta": "tamil tam",
        "te": "telugu tel",
        "th": "thai tha",
        "ti": "tigrinya tir",
        "tr": "turkish tur",
        "uk": "ukrainian ukr",
        "ur": "urdu urd",
        "vi": "vietnamese vie",
        "yo": "yoruba yor",
        "zh": "chinese zho chi",
    }.items()
    for name in names.split()
}
