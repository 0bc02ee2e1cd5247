"""The names of an article's fields in corpora, feeds and CMSs, and of languages: data only."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return a name for comparison: lower case, letters and digits only."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    return "".join(filter(str.isalnum, name.casefold()))


def _names(*lines: str) -> tuple[str, ...]:
    """Return the normalised words of the lines, without repetitions."""
    return tuple(dict.fromkeys(normal(name) for line in lines for name in line.split()))


# Each list begins with the surest names: English, then the other languages of newsrooms' tables.
BODY = _names(
    "body articlebody bodyhtml contenthtml bodyxhtml bodytext article articletext articlehtml",
    "articlecontent ctext fulltext maintext maincontent document content contenttext",
    "contentencoded postcontent storybody storytext text texthtml story news html plaintext",
    "bodymarkdown markdown richtext bodies paragraphs contentelements contentblocks bodyblocks",
    "blocks sections components lexical mobiledoc doc txt copy bodycopy maincopy storycopy",
    # de, nl, da, no, sv, fi
    "artikeltext volltext fließtext fliesstext haupttext inhalt artikel beitrag tekst brødtekst",
    "broodtekst artikeltekst inhoud brødtext brödtext innehåll indhold innhold artikkel teksti",
    "sisältö leipäteksti",
    # fr, es, pt, it, ca, ro
    "texte corps contenu texteintégral textecomplet texto cuerpo contenido textocompleto noticia",
    "conteúdo corpo matéria conteudo materia testo contenuto articolo contingut cos conținut",
    # pl, cs, sk, hu, tr, hr, el, ru, uk
    "treść tresc obsah článek szöveg tartalom metin içerik haber tekstčlanka sadržaj κείμενο",
    "текст содержание статья зміст стаття текстстатьи",
    # ja, zh, ko, ar, fa, he, hi, vi, id, th
    "本文 記事 記事本文 内容 正文 文章 內容 全文 본문 내용 기사",
    "النص المحتوى نصالمقال متن תוכן טקסט सामग्री",
    "nộidung isi isiberita konten เนื้อหา",
)
HEADLINE = _names(
    "headline title headlines headlinetext newstitle articletitle posttitle webtitle storytitle",
    "pagetitle hed heading",
    "überschrift ueberschrift schlagzeile titel artikeltitel kop koptekst",
    "overskrift rubrik otsikko",
    "titre titular título titulo titulares manchete titolo titol títol titlu",
    "tytuł tytul nagłówek nadpis titulek titulok cím főcím başlık başlik baslik naslov τίτλος",
    "заголовок название назва",
    "見出し タイトル 題名 标题 標題 题目 제목 العنوان عنوان כותרת शीर्षक tiêuđề judul หัวข้อ พาดหัว",
    "headlinemain headlinetext headlinehtml head",
)
DEK = _names(
    "dek deck standfirst trailtext subtitle subheadline subheadlines subhead sapo strapline lede",
    "lead teaser customexcerpt description descriptions abstract snippet excerpt postexcerpt",
    "descriptionshort shortdescription metadescription descriptiontext descriptionhtml",
    "alternativeheadline subhed subhedline standfirsttext standfirsthtml dektext deckhtml sub",
    "vorspann untertitel unterzeile unterüberschrift anreißer anreisser teasertext einleitung",
    "ondertitel inleiding chapeau ingress ingressi ingres manchet underrubrik undertitel",
    "underoverskrift alaotsikko",
    "chapô chapo soustitre accroche entradilla bajada copete subtítulo subtitulo entrada",
    "linhafina gravata sottotitolo occhiello sommario subtitlu",
    "podtytuł zajawka perex podtitul alcím altbaşlık spot podnaslov υπότιτλος подзаголовок",
    "лид анонс підзаголовок",
    "リード リード文 サブタイトル 小見出し 副标题 副標題 导语 導語 부제 العنوانالفرعي môtả",
)
# Fields that a CMS fills with the beginning of the body if an editor has written no dek.
AUTOMATIC = frozenset(
    "description abstract snippet excerpt postexcerpt summary metadescription".split()
)
REFERENCES = ("references", "summaries", "referencesummaries", "humansummaries")
REFERENCE = _names(
    "summary highlights reference referencesummary goldsummary humansummary",
    "abstractivesummary summarytext tldr",
    "zusammenfassung kurzfassung samenvatting sammanfattning sammendrag tiivistelmä résumé",
    "resumen",
    "resumo riassunto streszczenie shrnutí összefoglaló özet sažetak περίληψη",
    "резюме 要約 摘要 요약",
    "ملخص सारांश tómtắt ringkasan",
)
LANGUAGE = _names(
    "language lang languagecode langcode locale inlanguage",
    "sprache taal sprog språk kieli langue idioma lingua język jazyk nyelv dil",
    "язык мова 言語 语言 언어",
)
ID = _names(
    "id guid uuid articleid newsid docid documentid postid storyid storyno storynumber articleno",
    "articlenumber url link uri weburl",
    "permalink nid nr kennung artikelid identifiant identificador identificativo",
)
# A record with a `title` and one of these fields is a feed entry or page: its `summary` is a dek.
FEED = frozenset(
    "guid link published updated pubdate datepublished datemodified publishedat contenthtml"
    " contenttext webtitle html".split()
)
# If a record has no body, one of these is the article's only text (AG News, BIGPATENT, feeds).
LAST_BODY = ("leadparagraph", "description", "abstract", "snippet")

# The names under which interfaces return their records, the surest first.
CONTAINERS = _names(
    "articles stories posts items results entries docs documents records hits news newsitems",
    "nodes edges rows data list feed values value content response result objects elements",
    "packageditems associations graph entry page pages response artikel beiträge article post",
    "story item document record node row hit source body",
)
# Inner objects that contain a record's fields: JSON:API and Strapi, Contentful and the Guardian,
# search engines, GraphQL.
NESTED = _names("attributes fields source node properties data row")
# Fields of an article's record that contain no text of the article.
BESIDE = frozenset(
    _names(
        "related relatedarticles relatedcontent links meta metadata includes included comments",
        "author authors creator contributors media images image photos videos tags tag categories",
        "category sections keywords embedded yoastheadjson seo pagination paging facets",
        "aggregations relationships assets attachments site publisher provider promo promoitems",
    )
)

# Names of languages in corpora that do not use BCP 47: English, ISO 639-2/3, the language's own.
LANGUAGE_NAMES = {
    name: code
    for code, names in {
        "am": "amharic amh",
        "ar": "arabic ara العربية",
        "bn": "bengali bangla ben",
        "bg": "bulgarian bul български",
        "cs": "czech ces cze čeština",
        "da": "danish dan dansk",
        "de": "german deu ger deutsch",
        "el": "greek ell gre ελληνικά",
        "en": "english eng",
        "es": "spanish spa español castellano",
        "et": "estonian est eesti",
        "fa": "persian farsi fas per فارسی",
        "fi": "finnish fin suomi",
        "fr": "french fra fre français",
        "ha": "hausa hau",
        "he": "hebrew heb iw עברית",
        "hi": "hindi hin हिन्दी",
        "hr": "croatian hrv hrvatski",
        "hu": "hungarian hun magyar",
        "id": "indonesian ind in indonesia",
        "ig": "igbo ibo",
        "it": "italian ita italiano",
        "ja": "japanese jpn 日本語",
        "ko": "korean kor 한국어",
        "lt": "lithuanian lit lietuvių",
        "lv": "latvian lav latviešu",
        "nl": "dutch nld dut nederlands",
        "no": "norwegian nor norsk",
        "pl": "polish pol polski",
        "pt": "portuguese por português",
        "ro": "romanian ron rum română",
        "ru": "russian rus русский",
        "sk": "slovak slk slo slovenčina",
        "sl": "slovenian slv slovenščina",
        "so": "somali som",
        "sr": "serbian srp srpski",
        "sv": "swedish swe svenska",
        "sw": "swahili swa kiswahili",
        "ta": "tamil tam",
        "te": "telugu tel",
        "th": "thai tha ไทย",
        "ti": "tigrinya tir",
        "tr": "turkish tur türkçe",
        "uk": "ukrainian ukr українська",
        "ur": "urdu urd",
        "vi": "vietnamese vie việt tiếngviệt",
        "yo": "yoruba yor",
        "zh": "chinese zho chi 中文",
    }.items()
    for name in names.split()
}
