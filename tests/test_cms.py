"""Records as content management systems and news interfaces give them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

import summkit as sk
from summkit import Article, InputError, UsageError
from summkit.reading import Failure, ReadOptions, parse_mapping
from summkit.reading.formats.fragment import field_text
from summkit.reading.formats.paths import MISSING, value_at
from summkit.reading.formats.records import articles, json_rows, jsonl_rows
from summkit.reading.formats.truncation import whole_sentences

HEADLINE = "Night ferry returns"
DEK = "Boats will run until one in the morning"
FIRST = "The harbour board voted on Monday to bring back the night ferry."
SECOND = "A ticket will cost four pounds, said Imogen Vale."
BODY = f"{FIRST}\n\n{SECOND}"
HTML = f"<p>{FIRST}</p>\n<p>A ticket will cost four pounds, said <em>Imogen Vale</em>.</p>"


def made(document: Any, mapping: str = "", *, lines: bool = False) -> list[Article | Failure]:
    rows = (
        jsonl_rows([document], 10_000_000)
        if lines
        else json_rows([json.dumps(document).encode()], 10_000_000, "n.json")
    )
    options = ReadOptions(mapping=parse_mapping(mapping))
    found = articles(rows, options, where="n.json", stem="n")
    return [item if isinstance(item, Failure) else item.read() for item in found]


def one(document: Any, mapping: str = "") -> Article:
    (article,) = made(document, mapping)
    assert isinstance(article, Article), article
    return article


def paragraph(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "paragraph", "children": [{"type": "text", "text": text, **more}]}


# Answer of a web API -> id and dek; headline and body are always the same.
ANSWERS: dict[str, tuple[Any, str, str | None]] = {
    "WordPress": (
        [
            {
                "id": 7,
                "title": {"rendered": HEADLINE},
                "content": {"rendered": HTML, "protected": False},
                "excerpt": {"rendered": f"<p>{DEK}</p>"},
                "guid": {"rendered": "https://x.example/?p=7"},
                "author": 3,
                "tags": [1, 2],
                "_links": {"self": [{"href": "https://x.example"}]},
            }
        ],
        "7",
        DEK,
    ),
    "WordPress, as edited": (
        {
            "id": 8,
            "title": {"raw": HEADLINE},
            "content": {
                "raw": f"<!-- wp:paragraph -->\n<p>{FIRST}</p>\n<!-- /wp:paragraph -->\n\n"
                '<!-- wp:image {"id":5} --><figure class="wp-block-image"><img src="x"/>'
                f"<figcaption>A boat</figcaption></figure><!-- /wp:image --><p>{SECOND}</p>"
            },
        },
        "8",
        None,
    ),
    "NewsAPI": (
        {
            "status": "ok",
            "totalResults": 1,
            "articles": [
                {
                    "source": {"id": None, "name": "X"},
                    "title": HEADLINE,
                    "description": DEK,
                    "url": "u",
                    "publishedAt": "2026",
                    "content": f"{FIRST}\r\n{SECOND} The old boat was wi… [+1234 chars]",
                }
            ],
        },
        "u",
        DEK,
    ),
    "Guardian": (
        {
            "response": {
                "status": "ok",
                "results": [
                    {
                        "id": "uk/1",
                        "type": "article",
                        "webTitle": "On the web",
                        "fields": {
                            "headline": HEADLINE,
                            "trailText": DEK,
                            "bodyText": f"{FIRST} {SECOND}",
                            "body": HTML,
                        },
                    }
                ],
            }
        },
        "uk/1",
        DEK,
    ),
    "Guardian, one item": (
        {
            "response": {
                "content": {
                    "id": "uk/1",
                    "webTitle": HEADLINE,
                    "fields": {"trailText": DEK, "body": HTML},
                }
            }
        },
        "uk/1",
        DEK,
    ),
    "Guardian, blocks": (
        {
            "response": {
                "content": {
                    "id": "uk/1",
                    "webTitle": HEADLINE,
                    "blocks": {"body": [{"id": "b", "bodyHtml": HTML, "bodyTextSummary": "x"}]},
                }
            }
        },
        "uk/1",
        None,
    ),
    "JSON Feed": (
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "A site",
            "description": "About it",
            "items": [
                {
                    "id": "1",
                    "url": "u",
                    "title": HEADLINE,
                    "summary": DEK,
                    "content_html": HTML,
                    "date_published": "2026",
                }
            ],
        },
        "1",
        DEK,
    ),
    "ninjs": (
        {"uri": "urn:1", "headline": HEADLINE, "description_text": DEK, "body_xhtml": HTML},
        "urn:1",
        DEK,
    ),
    "ninjs 2": (
        {
            "uri": "urn:1",
            "headlines": [
                {"role": "short", "value": "Ferry"},
                {"role": "main", "value": HEADLINE},
            ],
            "bodies": [{"role": "main", "contentType": "text/html", "value": HTML}],
        },
        "urn:1",
        None,
    ),
    "Ghost": (
        {
            "posts": [
                {
                    "id": "g",
                    "title": HEADLINE,
                    "html": f'{HTML}<div class="kg-card kg-signup-card">Subscribe now</div>',
                    "plaintext": "x",
                    "custom_excerpt": DEK,
                    "excerpt": DEK,
                }
            ],
            "meta": {"pagination": {}},
        },
        "g",
        DEK,
    ),
    "Ghost, its own excerpt": (
        {"posts": [{"id": "g", "title": HEADLINE, "html": HTML, "excerpt": f"{FIRST} A ticket"}]},
        "g",
        None,
    ),
    "Contentful": (
        {
            "sys": {"type": "Array"},
            "items": [
                {
                    "sys": {"id": "c1"},
                    "fields": {
                        "title": HEADLINE,
                        "subtitle": DEK,
                        "body": {
                            "nodeType": "document",
                            "content": [
                                {
                                    "nodeType": "paragraph",
                                    "content": [
                                        {"nodeType": "text", "value": FIRST[:27]},
                                        {
                                            "nodeType": "hyperlink",
                                            "content": [
                                                {"nodeType": "text", "value": FIRST[27:33]}
                                            ],
                                        },
                                        {"nodeType": "text", "value": FIRST[33:]},
                                    ],
                                },
                                {"nodeType": "embedded-asset-block", "content": []},
                                {
                                    "nodeType": "paragraph",
                                    "content": [{"nodeType": "text", "value": SECOND}],
                                },
                            ],
                        },
                    },
                }
            ],
            "includes": {"Asset": [{"fields": {"title": "Boat", "description": "x"}}]},
        },
        "c1",
        DEK,
    ),
    "Contentful, by language": (
        {
            "items": [
                {
                    "sys": {"id": "c1"},
                    "fields": {
                        "title": {"de": "Nachts zur See", "en-US": HEADLINE},
                        "body": {"en-US": BODY},
                    },
                }
            ]
        },
        "c1",
        None,
    ),
    "Strapi 4": (
        {
            "data": [
                {
                    "id": 1,
                    "attributes": {
                        "title": HEADLINE,
                        "description": DEK,
                        "content": f"**{FIRST}**\n\n{SECOND[:16]}[{SECOND[16:]}](https://x.example)",
                    },
                }
            ],
            "meta": {},
        },
        "1",
        DEK,
    ),
    "Strapi 5, blocks": (
        {
            "data": [
                {
                    "documentId": "abc",
                    "title": HEADLINE,
                    "body": [
                        {
                            "type": "paragraph",
                            "children": [
                                {"type": "text", "text": FIRST[:20]},
                                {"type": "text", "text": FIRST[20:], "bold": True},
                            ],
                        },
                        {"type": "image", "image": {"url": "x", "caption": "A boat"}},
                        paragraph(SECOND),
                    ],
                }
            ]
        },
        "abc",
        None,
    ),
    "Strapi, dynamic zone": (
        {
            "data": {
                "id": 1,
                "title": HEADLINE,
                "description": DEK,
                "blocks": [
                    {"__component": "shared.media", "file": {}},
                    {"__component": "shared.rich-text", "body": FIRST},
                    {"__component": "shared.quote", "title": "Vale", "body": SECOND},
                ],
            }
        },
        "1",
        DEK,
    ),
    "Sanity": (
        {
            "result": [
                {
                    "_id": "s",
                    "_type": "post",
                    "title": HEADLINE,
                    "body": [
                        {
                            "_type": "block",
                            "children": [
                                {"_type": "span", "text": FIRST[:30]},
                                {"_type": "span", "marks": ["em"], "text": FIRST[30:]},
                            ],
                        },
                        {"_type": "image", "asset": {}},
                        {"_type": "block", "children": [{"_type": "span", "text": SECOND}]},
                    ],
                }
            ]
        },
        "s",
        None,
    ),
    "Drupal": (
        {
            "jsonapi": {},
            "data": [
                {
                    "type": "node--article",
                    "id": "d1",
                    "attributes": {
                        "title": HEADLINE,
                        "body": {"value": "x", "processed": HTML, "summary": ""},
                    },
                }
            ],
            "included": [{"type": "media", "attributes": {"title": "Boat", "body": "No."}}],
        },
        "d1",
        None,
    ),
    "Arc": (
        {
            "_id": "a",
            "type": "story",
            "headlines": {"basic": HEADLINE},
            "subheadlines": {"basic": DEK},
            "description": {"basic": "x"},
            "content_elements": [
                {"type": "text", "content": FIRST},
                {"type": "image", "caption": "A boat"},
                {"type": "raw_html", "content": "<script>x()</script>"},
                {"type": "text", "content": SECOND.replace("Imogen", "<b>Imogen</b>")},
            ],
        },
        "a",
        DEK,
    ),
    "Elasticsearch": (
        {
            "hits": {
                "total": {"value": 1},
                "hits": [
                    {
                        "_index": "n",
                        "_id": "e1",
                        "_source": {"title": HEADLINE, "standfirst": DEK, "text": BODY},
                    }
                ],
            }
        },
        "e1",
        DEK,
    ),
    "GraphQL": (
        {
            "data": {
                "posts": {
                    "edges": [
                        {"cursor": "x", "node": {"id": "q", "title": HEADLINE, "content": HTML}}
                    ]
                }
            }
        },
        "q",
        None,
    ),
    "Editor.js": (
        {
            "id": "j",
            "title": HEADLINE,
            "content": {
                "time": 1,
                "blocks": [
                    {"type": "paragraph", "data": {"text": FIRST}},
                    {"type": "image", "data": {"caption": "A boat"}},
                    {"type": "paragraph", "data": {"text": SECOND}},
                ],
            },
        },
        "j",
        None,
    ),
    "ProseMirror": (
        {
            "id": "m",
            "title": HEADLINE,
            "content": {
                "type": "doc",
                "content": [
                    {"type": "paragraph", "content": [{"type": "text", "text": FIRST}]},
                    {"type": "paragraph", "content": [{"type": "text", "text": SECOND}]},
                ],
            },
        },
        "m",
        None,
    ),
    "Lexical, as a text": (
        {
            "id": "l",
            "title": HEADLINE,
            "lexical": json.dumps(
                {"root": {"type": "root", "children": [paragraph(FIRST), paragraph(SECOND)]}}
            ),
        },
        "l",
        None,
    ),
    "Slate": (
        {
            "id": "t",
            "title": HEADLINE,
            "body": [
                {"children": [{"text": FIRST[:10]}, {"text": FIRST[10:], "bold": True}]},
                {"children": [{"text": SECOND}]},
            ],
        },
        "t",
        None,
    ),
    "Quill": (
        {
            "id": "k",
            "title": HEADLINE,
            "body": {
                "ops": [
                    {"insert": FIRST[:10]},
                    {"attributes": {"bold": True}, "insert": FIRST[10:]},
                    {"insert": f"\n{SECOND}\n"},
                ]
            },
        },
        "k",
        None,
    ),
    "Prismic": (
        {
            "results": [
                {
                    "id": "p",
                    "type": "post",
                    "data": {
                        "title": [{"type": "heading1", "text": HEADLINE, "spans": []}],
                        "body": [
                            {"type": "paragraph", "text": FIRST, "spans": []},
                            {"type": "paragraph", "text": SECOND, "spans": []},
                        ],
                    },
                }
            ]
        },
        "p",
        None,
    ),
    "Wagtail": (
        {
            "meta": {"total_count": 1},
            "items": [
                {
                    "id": 3,
                    "title": HEADLINE,
                    "body": [
                        {"type": "paragraph", "value": f"<p>{FIRST}</p>", "id": "x"},
                        {"type": "image", "value": 12},
                        {"type": "paragraph", "value": f"<p>{SECOND}</p>"},
                    ],
                }
            ],
        },
        "3",
        None,
    ),
    "Event Registry": (
        {"articles": {"results": [{"uri": "1", "title": HEADLINE, "body": BODY, "lang": "eng"}]}},
        "1",
        None,
    ),
    "an article in an object": (
        {"article": {"headline": HEADLINE, "paragraphs": [FIRST, SECOND]}},
        "n:1",
        None,
    ),
    "articles by id": (
        {
            "articles": {
                "17": {"title": HEADLINE, "text": BODY},
                "18": {"title": "Other", "text": "Other text."},
            }
        },
        "17",
        None,
    ),
    "linked data": (
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "S"},
                {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": BODY, "@id": "z"},
            ],
        },
        "z",
        None,
    ),
    "Firestore": (
        {
            "documents": [
                {
                    "uid": "f",
                    "fields": {"title": {"stringValue": HEADLINE}, "body": {"stringValue": BODY}},
                }
            ]
        },
        "n:1",
        None,
    ),
    "a feed as JSON": (
        {
            "status": "ok",
            "feed": {"title": "S", "description": "x"},
            "items": [
                {
                    "title": HEADLINE,
                    "guid": "r",
                    "description": f"<p>{DEK}</p>",
                    "content": HTML,
                }
            ],
        },
        "r",
        DEK,
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_of_web_apis(name: str) -> None:
    document, id, dek = ANSWERS[name]
    article = made(document)[0]
    assert isinstance(article, Article), article
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert (article.id, article.dek) == (id, dek)


@pytest.mark.parametrize(
    "key", ["articles", "items", "results", "data", "posts", "entries", "docs", "hits", "stories"]
)
@pytest.mark.parametrize("lines", [False, True])
def test_any_list_under_a_usual_name(key: str, lines: bool) -> None:
    answer = {"total": 2, key: [{"text": FIRST}, {"id": "b", "text": SECOND}]}
    found = made(json.dumps(answer).encode() if lines else answer, lines=lines)
    assert [(item.id, item.body) for item in found] == [("n:1", FIRST), ("b", SECOND)]
    assert [item.source for item in found] == ["n.json:1", "n.json:1#2"]


def test_a_bad_record_is_reported_and_the_others_are_read() -> None:
    answer = {
        "articles": [
            {"id": 1, "title": "A", "content": FIRST},
            {"id": "b-2", "title": "B", "content": ""},
            "C",
            {"title": "D", "content": 4},
            {"id": 5, "title": "E", "content": SECOND},
        ]
    }
    found = made(answer)
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "5"]
    assert [str(item) for item in found if isinstance(item, Failure)] == [
        "n.json:1#2: record 2, id 'b-2': the body, 'content', is empty",
        "n.json:1#3: record 3: not a JSON object but a text",
        "n.json:1#4: record 4: 'content' contains a number, but a text is needed",
    ]


def test_several_records_on_a_line_have_different_ids() -> None:
    assert [item.id for item in made([{"text": FIRST}, {"text": SECOND}])] == ["n:1", "n:1#2"]


def test_answers_on_one_line_and_articles_by_id_alone() -> None:
    pages = [{"items": [{"text": FIRST}, {"text": SECOND}]}, {"items": [{"text": SECOND}]}]
    assert [item.id for item in made(pages)] == ["n:1", "n:1#2", "n:1#3"]
    by_id = {"a": {"title": "A", "text": FIRST}, "b": {"title": "B", "text": SECOND}}
    assert [(item.id, item.headline) for item in made(by_id)] == [("a", "A"), ("b", "B")]


def test_records_of_json_lines_are_numbered_by_their_lines() -> None:
    line = json.dumps({"items": [{"text": FIRST}, {"text": ""}]}).encode()
    failures = [str(item) for item in made(line + b"\n" + line, lines=True) if not item_body(item)]
    assert failures == [f"n.json:{n}#2: record 2: the body, 'text', is empty" for n in (1, 2)]


def item_body(item: Article | Failure) -> str:
    return item.body if isinstance(item, Article) else ""


def test_an_answer_without_articles() -> None:
    assert made({"status": "ok", "totalResults": 0, "articles": []}) == []
    (failure,) = made({"status": "error", "code": "apiKeyInvalid", "message": "The key is wrong."})
    assert "an error message: 'The key is wrong.'" in failure.reason


def test_related_stories_are_not_the_article() -> None:
    (failure,) = made({"title": HEADLINE, "readAlso": [{"title": "Other", "text": FIRST}]})
    assert "no field is recognised as the body" in failure.reason
    article = one({"title": HEADLINE, "text": BODY, "items": [{"title": "Other", "text": "No."}]})
    assert article.body == BODY


# Paths


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.b", 1),
        ("a.c[0]", 2),
        ("a.c.1", 3),
        ("a.c[-1]", 3),
        ("d[].e", [4, 5]),
        ("d.*.e", [4, 5]),
        ("d.e", [4, 5]),
        ("x.y", 6),
        ("a.z", MISSING),
        ("a.c[7]", MISSING),
        ("a.b.c", MISSING),
    ],
)
def test_values_at_paths(path: str, expected: Any) -> None:
    record = {"a": {"b": 1, "c": [2, 3]}, "d": [{"e": 4}, {"e": 5}, {}], "x.y": 6}
    assert value_at(record, path) == expected


WEIRD = {
    "uuid": "w",
    "head": {"long": HEADLINE},
    "slots": {"main": [{"kicker": "x", "prose": FIRST}, {"prose": SECOND}]},
}


def test_a_mapping_takes_paths() -> None:
    mapping = "headline=head.long, body=slots.main[].prose, dek=slots.main[0].kicker"
    article = one(WEIRD, mapping)
    assert (article.headline, article.dek, article.body) == (HEADLINE, "x", BODY)
    assert one({"answer": {"list": [WEIRD]}}, f"items=answer.list,{mapping}").body == BODY
    in_library = Article.from_dict(
        {"answer": {"list": [WEIRD]}},
        mapping={"items": "answer.list", "body": "slots.main.0.prose"},
    )
    assert in_library.body == FIRST


def test_a_path_that_leads_nowhere_names_those_that_there_are() -> None:
    with pytest.raises(
        UsageError, match=r"no column 'slots.text' to map: .*'slots.main\[0\].prose'"
    ):
        made(WEIRD, "body=slots.text")
    with pytest.raises(UsageError, match=r"no list of records at 'answer\.list' but nothing"):
        made({"answer": {"rows": [WEIRD]}}, "items=answer.list")
    long = {"slots": {"main": FIRST * 3}, "n": "x"}
    assert "as in body=slots.main" in made(long)[0].reason
    with pytest.raises(InputError, match=r"as in body=slots\.main"):
        Article.from_dict(long)


def test_from_dict_takes_the_answer_of_a_web_api() -> None:
    assert Article.from_dict(ANSWERS["WordPress"][0][0]).body == BODY
    assert Article.from_dict(ANSWERS["Guardian"][0]).headline == HEADLINE
    with pytest.raises(InputError, match=r"^not a JSON object but a text$"):
        Article.from_dict({"articles": ["A fire broke out."]}, mapping={"items": "articles"})
    with pytest.raises(InputError, match="contains 2 records: give them one by one"):
        Article.from_dict({"items": [{"text": FIRST}, {"text": SECOND}]})


# HTML in fields


@pytest.mark.parametrize(
    "html",
    [
        HTML,
        f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;",
        f"<![CDATA[{HTML}]]>",
        f"{FIRST}<br /><br />{SECOND}",
        f"{FIRST}\n\n{SECOND.replace('Imogen', '<em>Imogen</em>')}",
        f"<p hidden>No.</p><iframe allowfullscreen src='x'></iframe><p>{FIRST}</p>"
        f'<p data-x=\'{{"a":"<b>"}}\'>{SECOND}</p>',
        f"<p>{FIRST}</p><script async>if (a<b) {{}}</script><p>{SECOND}<script>x",
        f"<p>{FIRST.replace('Monday to ', 'Monday to<br />' + chr(10))}</p><p>{SECOND}</p>",
        f"<p>{FIRST.replace(' ', chr(10) + '  ')}</p>"
        f"<p>{SECOND}<sup><a href='#n1'>[1]</a></sup></p>",
        f"<style>p{{}}</style><p>{FIRST}</p><figure><img src='x'><figcaption>A boat</figcaption>"
        f"</figure><aside>Related: fares rise</aside><p>{SECOND}</p>",
        f"<p>{FIRST}</p><blockquote class='twitter-tweet'><p>Wow</p>Ann (@ann)</blockquote>"
        f"<p style='display: none'>No.</p><p>{SECOND}</p><gu-atom data-x='1'></gu-atom>",
        f'[caption id="a" width="3"]<img src="x"> A boat[/caption]{FIRST}\n\n'
        f'[vc_row]{SECOND}[/vc_row]\n[embed]https://x.example/z[/embed][gallery ids="1,2"]',
        f"{HTML}\n<p>The post {HEADLINE} appeared first on The Courier.</p>",
    ],
)
def test_html_in_a_field_becomes_text(html: str) -> None:
    assert one({"title": HEADLINE, "content": html}).body == BODY


@pytest.mark.parametrize(
    "text",
    [
        'He said "It [the boat] were [sic] late," and a [re-elected] mayor agreed.',
        "Oldhaven Boats <OHB.L> and Northern Ferries <P> rose by 5 < 6 per cent.",
        "<Name withheld> told the court of 3 * 4 metres and an a**hole* in row #1 today.",
    ],
)
def test_text_that_only_looks_like_markup_stays(text: str) -> None:
    assert one({"text": text}).body == text


def test_a_name_in_angle_brackets_stays_beside_html() -> None:
    text = "<p>The shares of Northern Ferries <NFE.L> rose on <b>Monday</b>.</p>"
    assert one({"text": text}).body == "The shares of Northern Ferries <NFE.L> rose on Monday."


def test_a_whole_page_in_a_field_is_read_as_a_page() -> None:
    page = (
        f"<!doctype html><html><head><title>{HEADLINE}</title></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{HEADLINE}</h1><p>{FIRST} It will leave at "
        f"midnight from the old quay.</p><p>{SECOND}</p></article></body></html>"
    )
    article = one({"url": "https://x.example/1", "html": page})
    assert article.id == "https://x.example/1"
    assert article.headline == HEADLINE
    assert article.body.startswith(FIRST)
    assert "Home" not in article.body


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "<div>" * 30_000,
        "<b>" * 30_000 + "</b>",
        "</p>" * 100_000,
        "<p " * 50_000 + "</p>",
        "[embed]" * 50_000 + "[/x]",
        "[caption " * 50_000 + "[/",
        "<!--" * 50_000 + "</p>",
        "&lt;" * 100_000 + "/p&gt;",
        "<p>x<br>" * 30_000 + "</p>",
    ],
)
def test_no_field_is_slow(text: str) -> None:
    start = time.process_time()
    field_text(text)
    assert time.process_time() - start < 4


def test_a_tree_of_any_depth_ends() -> None:
    tree: Any = "Too deep."
    for _ in range(100):
        tree = {"type": "doc", "content": [tree]}
    (failure,) = made({"title": HEADLINE, "content": tree})
    assert isinstance(failure, Failure)


# Cut off by the source


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"{FIRST} The old boat was wi… [+1234 chars]", FIRST),
        (f"{FIRST} Their spokesman, Dr. [+88 chars]", FIRST),
        (f"{FIRST} The old boat... [2183 chars]", FIRST),
        (f"{FIRST}\r\nThe old boat [...]", FIRST),
        (f"{FIRST} The old boat … Continue reading Night ferry returns →", FIRST),
        (f"{FIRST} Das alte Boot … Weiterlesen", FIRST),
        (f"{FIRST} […]", FIRST),
    ],
)
def test_a_body_that_is_cut_off_ends_with_its_last_whole_sentence(text: str, whole: str) -> None:
    article = one({"title": HEADLINE, "content": text})
    assert article.body == whole
    assert all(dropped.rule == "cut off by its source" for dropped in article.dropped)


@pytest.mark.parametrize(
    "text", [FIRST, f"{FIRST}..", "She waited…", "Rows [1234 characters] of it.", "He is [sic]"]
)
def test_a_whole_text_is_not_cut_off(text: str) -> None:
    assert whole_sentences(text) is None


def test_a_body_that_is_cut_off_in_its_first_sentence() -> None:
    stub = "The harbour board voted on Monday to bring back the ni… [+1734 chars]"
    article = one({"title": HEADLINE, "description": SECOND, "content": stub})
    assert (article.body, article.dek) == (SECOND, None)
    article = one({"title": HEADLINE, "content": stub})
    assert article.body == "The harbour board voted on Monday to bring back the ni…"
    assert [dropped.text for dropped in article.dropped] == ["… [+1734 chars]"]


@pytest.mark.parametrize(
    "notice", ["[Removed]", "ONLY AVAILABLE IN PAID PLANS", "Only available for Corporate plans."]
)
def test_a_body_that_is_withheld(notice: str) -> None:
    article = one({"title": HEADLINE, "description": SECOND, "content": notice})
    assert (article.body, article.dek) == (SECOND, None)
    (failure,) = made({"title": "[Removed]", "description": "[Removed]", "content": notice})
    assert isinstance(failure, Failure)
    assert f"the body, 'content', is withheld by its source: {notice!r}" in failure.reason


def test_line_ends_that_were_escaped_once_too_often() -> None:
    assert one({"text": f"{FIRST}\\n\\n{SECOND}"}).body == BODY
    assert one({"text": "It lies in C:\\new\\names."}).body == "It lies in C:\\new\\names."


def test_records_with_a_description_alone() -> None:
    (article,) = made({"value": [{"name": "x", "url": "u", "description": FIRST}]})
    assert (article.id, article.body) == ("u", FIRST)


def test_a_summary_as_an_object_of_sentences() -> None:
    article = one({"title": HEADLINE, "body": BODY, "summary": {"sentences": ["A.", "B."]}})
    assert article.references == (("A.", "B."),)


@pytest.mark.parametrize(
    ("excerpt", "dek"),
    [
        (f"{FIRST[:40]} [&hellip;]", None),
        (f"{' '.join(['Boats will run'] * 19)} [&hellip;]", None),  # of 55 words and more
        (f"{DEK} with a [&hellip;]", None),
        (f"<p>{FIRST[:40]}&#8230; <a href='x'>Continue reading <span>→</span></a></p>", None),
        (FIRST, None),
        (f"{DEK}.", f"{DEK}."),
        (f"{DEK}. The post {HEADLINE} appeared first on The Courier.", f"{DEK}."),
    ],
)
def test_an_excerpt_made_by_a_machine_is_no_dek(excerpt: str, dek: str | None) -> None:
    article = one(
        {
            "title": {"rendered": HEADLINE},
            "content": {"rendered": HTML},
            "excerpt": {"rendered": excerpt},
        }
    )
    assert (article.dek, article.body) == (dek, BODY)


@pytest.mark.parametrize(
    ("excerpt", "dek"),
    [
        (f"{DEK} [&hellip;]", DEK),
        (f"{DEK}. [&hellip;]", f"{DEK}."),
        (f"{DEK}. A few of the older captains [&hellip;]", f"{DEK}."),
        (f"{DEK} &hellip; Continue reading", DEK),
    ],
)
def test_an_excerpt_that_is_not_in_the_body_is_the_dek(excerpt: str, dek: str) -> None:
    article = one(
        {
            "title": {"rendered": HEADLINE},
            "content": {"rendered": HTML},
            "excerpt": {"rendered": f"<p>{excerpt}</p>"},
        }
    )
    assert (article.dek, article.body) == (dek, BODY)


def test_an_id_beside_an_article_is_its_id() -> None:
    inner = {"headline": HEADLINE, "body": BODY}
    assert one({"id": 7, "article": inner}).id == "7"
    assert one({"articles": [{"guid": "g", "article": inner}]}).id == "g"
    assert one({"id": 7, "article": {"id": "own", **inner}}).id == "own"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        # A tag without an end: a parser reads the text after it as attributes.
        (
            "<p>A mill burned.</p><p>It was <a href='http://x.y' insured, he said.</p><p>Yes.</p>",
            "A mill burned.\n\nIt was insured, he said.\n\nYes.",
        ),
        (
            "It heard that &lt;img src=x onerror='a = 1' was found. It said so.",
            "It heard that was found. It said so.",
        ),
        ("<p>One.</p><p Two follows <b>three</b>.</p>", "One.\n\nTwo follows three."),
        ("<p>If a <b, he said, it burns.</p><p>Yes.</p>", "If a <b, he said, it burns.\n\nYes."),
        # A quotation mark without a closing mark.
        ('<p>A <a href="x>link</a> is here.</p><p>Yes.</p>', "A link is here.\n\nYes."),
        # A field that was cut off within a tag.
        ('<p>A mill burned.</p><p>It was <a href="https://exam', "A mill burned.\n\nIt was"),
        ("<p>A mill burned.</p><p>It was <a hre", "A mill burned.\n\nIt was"),
        ("<p>A mill burned.</p><p>It was insured.</p", "A mill burned.\n\nIt was insured."),
        # Signs within values end no tag.
        ("<p class=\"a>b\">One <em title='<x>'>two</em> three</p>", "One two three"),
        ("<p>Prices were <10 and >5.</p>", "Prices were <10 and >5."),
    ],
)
def test_a_tag_without_an_end_loses_no_text(field: str, text: str) -> None:
    assert field_text(field) == text


@pytest.mark.parametrize("piece", ['<a b="', "<a b='x", "<a ", "<a '\"", "<p x=y ", "<a b=' \" "])
def test_tags_without_an_end_take_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        field_text("<p>x</p>" + piece * times)
        return time.process_time() - start

    seconds(100)
    assert seconds(40_000) < 2


# Names of newsrooms' own tables


SHEDS = "Sixty weavers lose their work when the sheds close"


@pytest.mark.parametrize("body", ["copy", "body_copy", "story_body_html", "main_body_text"])
@pytest.mark.parametrize("dek", ["sub", "subhed", "standfirst_text", "dek_text"])
def test_short_names_of_a_desk(body: str, dek: str) -> None:
    article = one({"story_no": 4711, "hed": HEADLINE, dek: SHEDS, body: BODY})
    assert (article.id, article.headline, article.dek) == ("4711", HEADLINE, SHEDS)
    assert article.body == BODY


def test_a_page_with_two_bodies_is_no_single_article() -> None:
    (failure,) = made({"hed": HEADLINE, "story_body_html": BODY, "author_body_html": FIRST})
    assert "no field is recognised as the body" in failure.reason
    assert "headline=FIELD and dek=FIELD" in failure.reason


# Buttons in the running text


@pytest.mark.parametrize(
    "button",
    [
        '<p><a class="button" href="/s">Back the ferry</a></p>',
        '<p><strong><a class="c-btn c-btn--red" href="/s">Back the ferry</a></strong></p>',
        '<div class="wp-block-buttons"><div class="wp-block-button">'
        '<a class="wp-block-button__link" href="/s">Back the ferry</a></div></div>',
        '<p><a href="/s">Subscribe now</a></p>',
        '<p><a href="/s">Jetzt abonnieren</a></p>',
    ],
)
def test_a_button_alone_in_its_block_is_no_text(button: str) -> None:
    html = f"<p>{FIRST}</p>{button}<p>{SECOND}</p>"
    assert one({"title": HEADLINE, "content": html}).body == BODY


def test_a_button_within_a_sentence_is_its_text() -> None:
    html = f'<p>{FIRST}</p><p>A ticket will cost <a class="btn">four pounds</a>, she said.</p>'
    article = one({"title": HEADLINE, "content": html})
    assert article.body == f"{FIRST}\n\nA ticket will cost four pounds, she said."


@pytest.mark.parametrize(
    "record",
    [
        {  # Apple News
            "title": "Library reopens",
            "components": [
                {"role": "title", "text": "Library reopens"},
                {"role": "intro", "text": "Readers queue in the rain"},
                {"role": "byline", "text": "By Tomas Reyl"},
                {"role": "photo", "URL": "x", "caption": "The shelves"},
                {"role": "body", "text": "The library reopened.\n\nIt rained.", "format": "none"},
                {"role": "caption", "text": "Shelf 41"},
            ],
        },
        {  # the rows of a data set
            "features": [],
            "rows": [
                {
                    "row_idx": 0,
                    "row": {
                        "title": "Library reopens",
                        "description": "Readers queue in the rain",
                        "article": "The library reopened.\n\nIt rained.",
                    },
                }
            ],
        },
        {  # an archive that gives only the first paragraph
            "response": {
                "docs": [
                    {
                        "headline": {"main": "Library reopens"},
                        "abstract": "Readers queue in the rain",
                        "lead_paragraph": "The library reopened.\n\nIt rained.",
                    }
                ]
            }
        },
    ],
)
def test_parts_with_roles_rows_and_first_paragraphs(tmp_path: Path, record: Any) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record), encoding="utf-8")
    (article,) = sk.read(tmp_path / "a.json")
    assert article.headline == "Library reopens"
    assert article.dek == "Readers queue in the rain"
    assert article.body == "The library reopened.\n\nIt rained."


def test_the_sign_of_a_missing_value_in_mysql(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,title,dek,body\n1,Library reopens,\\N,It rained.\n")
    (article,) = sk.read(tmp_path / "a.csv")
    assert article.dek is None
