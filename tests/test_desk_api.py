"""The API of the desk: its rows are the command line's, its errors are problems."""

from __future__ import annotations

import dataclasses
import html
import json
import re
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from desk_app import ADDRESS, ARTICLE, TOKEN, Opened
from report_pages import COLUMNS, run_of
from summkit.cli import main
from summkit.desk.problems import MEDIA
from summkit.desk.settings import DeskSettings
from summkit.errors import UsageError
from summkit.evaluation.run import Row

pytestmark = pytest.mark.once

PAGE = f"<html><body><article><h1>Fire in Ostrava</h1><p>{'A mill burned on Monday. ' * 20}</p>"


@pytest.fixture(scope="module")
def desk() -> Opened:
    return Opened(max_bytes=200_000)


@pytest.fixture
def printed(monkeypatch: Any, capsys: Any) -> Any:
    """Return the output of a command."""

    def run(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["summkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 0
        return str(capsys.readouterr().out)

    return run


@pytest.mark.parametrize(
    ("request_", "options"),
    [
        ({"target": "lede"}, ("--target", "lede")),
        (
            {"target": "dek", "words": 20, "explain": True},
            ("-t", "dek", "--words", 20, "--explain"),
        ),
        ({"target": "headline", "alternatives": 3}, ("-t", "headline", "--alternatives", 3)),
        ({"target": "all", "include_body": True}, ("-t", "all", "--include-body")),
        (
            {"method": "lexrank", "sentences": 2, "redundancy": "mmr", "language": "en"},
            ("-m", "lexrank", "--sentences", 2, "--redundancy", "mmr", "--language", "en"),
        ),
    ],
)
def test_a_summary_is_the_row_of_the_command(
    desk: Any, printed: Any, tmp_path: Path, request_: Any, options: Any
) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    row = printed("summarise", path, *options, "--format", "json")
    about = {"text": ARTICLE, "id": "bridge", "source": str(path)}
    answer = desk.post("/api/summarise", about | request_)
    assert answer.status_code == 200, answer.text
    assert answer.text == row
    assert answer.headers["content-type"] == "application/json"


def test_pages_and_records_are_read_as_the_command_reads_them(
    desk: Any, printed: Any, tmp_path: Path
) -> None:
    page, record = tmp_path / "page.html", tmp_path / "news.jsonl"
    page.write_text(PAGE, encoding="utf-8")
    fields = {"id": "7", "title": "Fire", "content": {"rendered": "<p>A mill burned.</p>"}}
    record.write_text(json.dumps(fields) + "\n", encoding="utf-8")
    about = {"id": "page", "source": str(page), "html": PAGE}
    assert desk.post("/api/summarise", about).text == printed("summarise", page, "-f", "json")
    about = {"record": fields, "source": f"{record}:1"}
    assert desk.post("/api/summarise", about).text == printed("summarise", record, "-f", "json")


def test_headlines_are_the_rows_of_the_command(desk: Any, printed: Any, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    texts = ["Bridge in Westport to close", "Mayor Jane Doe closes bridge for 12 months"]
    rows = printed("headline", path, "-c", texts[0], "-c", texts[1], "-f", "json").splitlines()
    answer = desk.post("/api/headline", {"text": ARTICLE, "candidates": texts})
    assert answer.json()["rows"] == [json.loads(row) for row in rows]
    assert answer.text == f'{{"rows": [{", ".join(rows)}]}}\n'  # byte for byte


def test_scores_are_what_the_command_prints(desk: Any, printed: Any, tmp_path: Path) -> None:
    names = {"candidates": ["A fire broke out.", "Rain fell."], "references": ["A fire.", "Rain."]}
    for name, texts in names.items():
        (tmp_path / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
    options = ("--references", tmp_path / "references", "--language", "en", "-f", "json")
    wanted = printed("score", tmp_path / "candidates", *options)
    assert desk.post("/api/score", {**names, "language": "en"}).text == wanted
    article = {"id": "a", "text": "A mill burned in Ostrava on Monday."}
    asked = {"candidates": {"a": "Mill in Prague burns"}, "articles": [article]}
    answer = desk.post("/api/score", {**asked, "metrics": ["support"]}).json()
    assert answer["columns"]["support.unsupported"]["mean"] == 1  # Prague


@pytest.mark.parametrize(
    ("status", "path", "body", "words"),
    [
        (400, "summarise", b'{"text": "A fire', "not valid JSON"),
        (400, "summarise", b'{"record": {"a": ' + b"[" * 90_000, "not valid JSON"),
        (400, "summarise", b'{"targt": "dek"} {}', "not valid JSON"),
        (400, "score", b'{"candidates": 5, "references": ', "not valid JSON"),
        (422, "summarise", b'{"text": "A fire broke out.", "words": 1e400}', "out of range"),
        (422, "score", b'{"candidates": [-1e999], "references": ["a"]}', "out of range"),
        (422, "summarise", b"{}", "exactly one of text, html, record, url"),
        (422, "summarise", b'{"text": "a", "html": "b"}', "exactly one"),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "words": 0}',
            "words 0 is not allowed: takes a whole number from 1 to 1,000,000",
        ),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "words": "30"}',
            'words "30" is not allowed: takes a wh',
        ),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "worlds": 3}',
            "field worlds does not exist (did you mean words?): choose one of ",
        ),
        (422, "summarise", b'{"text": "A fire.", "title": "A"}', "(did you mean headline?)"),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "method": "command"}',
            'method "command" does not exist: choose one of centroid, ',
        ),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "target": "title"}',
            'target "title" does not exist (did you mean headline?): choose one of ',
        ),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "ratio": 2}',
            "ratio 2 is not allowed: takes a number above 0 and at most 1",
        ),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "explain": 1}',
            "explain 1 is not allowed: takes true or false",
        ),
        (
            422,
            "summarise",
            b'{"text": "A fire.", "language": "--"}',
            'language "--" is not allowed: takes a language code',
        ),
        (422, "summarise", b'{"record": []}', "record [] is not allowed: takes an object"),
        (422, "summarise", b"[]", "send a JSON object"),
        (
            422,
            "summarise",
            b'{"text": "p1.txt"}',
            "text is the name of a file or an address, but the desk reads no files",
        ),
        (422, "summarise", b'{"text": "https://example.org/a"}', "or the address as url"),
        (
            422,
            "headline",
            b'{"text": "A fire."}',
            "field candidates is missing: it takes a list of 1 to 100, each a text",
        ),
        (422, "summarise", b'{"text": " "}', "there is nothing to read"),
        (422, "summarise", b'{"url": "https://example.org/"}', "--allow-urls"),
        (
            422,
            "headline",
            b'{"text": "A fire.", "candidates": []}',
            "candidates [] is not allowed: takes a list of 1 to 100",
        ),
        (422, "score", b'{"candidates": ["a"]}', "are both missing"),
        (422, "score", b'{"candidates": ["a"], "references": ["a", "b"]}', "references"),
        (
            422,
            "score",
            b'{"candidates": ["a"], "references": ["a"], "metrics": ["command"]}',
            'metrics ["command"] is not allowed: takes a list of 1 to 10, each one of rouge, ',
        ),
        (413, "summarise", b'{"text": "' + b"a" * 200_000 + b'"}', "--max-bytes"),
        (404, "nothing", b"{}", "This address does not exist"),
    ],
)
def test_errors_are_problems(desk: Any, status: int, path: str, body: Any, words: str) -> None:
    answer = desk.client.post(
        f"/api/{path}", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA
    found = answer.json()
    assert found["status"] == status
    assert found["type"] == "about:blank"
    assert words in found["detail"]
    assert "`" not in found["detail"]


def test_other_types_and_methods_are_refused(desk: Any) -> None:
    answer = desk.client.post(
        "/api/summarise", content=b"{}", headers={"content-type": "text/plain"}
    )
    assert answer.status_code == 415
    answer = desk.client.get("/api/summarise")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == MEDIA
    assert answer.headers["allow"] == "POST"


def test_a_busy_desk_answers_with_retry_after() -> None:
    desk = Opened()
    desk.crew.busy = True
    answer = desk.post("/api/summarise", {"text": "A fire."})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert answer.headers["content-type"] == MEDIA
    desk.crew.busy, desk.crew.late = False, True
    answer = desk.post("/api/summarise", {"text": "A fire."})
    assert answer.status_code == 504
    assert "--article-seconds" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {}),
        (200, {"origin": ADDRESS}),
        (200, {"host": "localhost:8765", "origin": "http://localhost:8765"}),
        (200, {"host": "[::1]:8765"}),
        (403, {"origin": "https://evil.example"}),
        (403, {"origin": "http://127.0.0.1:3000"}),  # another program on this machine
        (403, {"origin": "null"}),
        (403, {"sec-fetch-site": "cross-site"}),
        (403, {"sec-fetch-site": "same-site", "origin": ADDRESS}),
        # A browser behind a TLS proxy: it sends the proxy's address, the desk knows only its own.
        (200, {"sec-fetch-site": "same-origin", "origin": "https://desk.example"}),
        (421, [("host", "evil.example"), ("host", "127.0.0.1:8765")]),
        (421, {"host": "evil.example"}),  # a foreign name that resolves to this server
        (421, {"host": "evil.example:8765", "origin": "http://evil.example:8765"}),
        (421, {"host": "127.0.0.1.evil.example"}),
        (421, {"host": "evil@127.0.0.1"}),
        (421, {"host": ""}),
    ],
)
def test_host_and_origin_are_checked(desk: Any, status: int, headers: Any) -> None:
    answer = desk.post("/api/summarise", {"text": "A fire broke out."}, headers=headers)
    assert answer.status_code == status
    if "host" in dict(headers):
        assert desk.client.get("/", headers=headers).status_code == status


def test_every_answer_carries_the_policy(desk: Any) -> None:
    for answer in (desk.client.get("/"), desk.client.get("/nothing"), desk.post("/api/score", {})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert desk.client.get("/nothing").headers["content-type"].startswith("text/html")


def test_the_access_log_has_no_texts() -> None:
    desk = Opened()
    desk.post("/api/summarise", {"text": "A secret fire.", "source": "secret.txt"})
    desk.client.get("/api/secret?secret=1", headers={"user-agent": "secret"})
    desk.client.post("/", data={"text": "A secret fire broke out."})
    assert [(line["path"], line["status"]) for line in desk.log] == [
        ("/api/summarise", 200),
        ("-", 404),
        ("/", 200),
    ]
    assert all(line["bytes_out"] > 0 and line["ms"] >= 0 for line in desk.log)
    assert "secret" not in "".join(desk.lines)


def test_requests_from_other_machines_need_the_token() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.7", "news.example"):
        with pytest.raises(UsageError, match="`token`"):
            DeskSettings(host=host)
    with pytest.raises(UsageError, match="too short"):
        DeskSettings(token="short")
    desk = Opened(host="192.0.2.7", token=TOKEN)
    asked = {"text": "A fire broke out."}
    answer = desk.post("/api/summarise", asked)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    wrong = {"authorization": "Bearer sixteen characterz"}
    assert desk.post("/api/summarise", asked, headers=wrong).status_code == 401
    right = {"authorization": f"Bearer {TOKEN}"}
    assert desk.post("/api/summarise", asked, headers=right).status_code == 200
    assert desk.client.get("/").headers["location"] == "/sign-in"
    assert desk.client.post("/", data=asked).status_code == 401
    assert desk.client.post("/sign-in", data={"token": "no"}).status_code == 403
    entered = desk.client.post("/sign-in", data={"token": TOKEN})
    cookie = entered.headers["set-cookie"].lower()
    assert TOKEN not in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert desk.client.get("/").status_code == 200
    assert desk.post("/api/summarise", asked).status_code == 200
    assert TOKEN not in "".join(desk.lines)


def test_addresses_are_fetched_only_if_allowed_and_public() -> None:
    desk = Opened(allow_urls=True)
    for url in (
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://localhost/",
    ):
        answer = desk.post("/api/summarise", {"url": url})
        assert answer.status_code == 422
        assert "a private address is not fetched" in answer.json()["detail"]
    answer = desk.post("/api/summarise", {"url": "file:///etc/passwd"})
    assert "only http and https" in answer.json()["detail"]
    assert 'name="address"' in desk.client.get("/").text
    assert 'name="address"' not in Opened().client.get("/").text


def test_health(desk: Any) -> None:
    found = desk.client.get("/api/health").json()
    assert (found["status"], found["workers"], found["waiting"]) == ("ok", 1, 0)


def test_the_openapi_document_matches_the_checks() -> None:
    """Allowed requests are answered, others are refused, and answers match the document."""
    schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis (extra: dev)")
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis import checks

    operations = [
        found.ok()
        for found in schemathesis.openapi.from_asgi(
            "/api/openapi.json", Opened().app, headers={"host": "localhost"}
        ).get_all_operations()
    ]
    modes = schemathesis.GenerationMode
    # Faults that the document cannot express (a text of blanks has no sentence) are refused with
    # 422.
    excluded = [checks.positive_data_acceptance]
    statuses = set()
    for operation in operations:
        for mode in (
            (modes.POSITIVE, modes.NEGATIVE) if operation.method == "post" else [modes.POSITIVE]
        ):

            @settings(
                max_examples=10,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(operation.as_strategy(generation_mode=mode))
            def check(case: Any) -> None:
                answer = case.call_and_validate(
                    headers={"host": "localhost"}, excluded_checks=excluded
                )
                statuses.add((case.operation.path, answer.status_code))

            check()
    posts = [path for path, status in statuses if status == 422]
    assert sorted(posts) == ["/api/headline", "/api/score", "/api/summarise"]
    assert {path for path, status in statuses if status == 200} >= {
        operation.path for operation in operations if "score" not in operation.path
    }


def test_a_proposal_that_is_no_text_is_not_judged(desk: Any) -> None:
    """A thousand numbers in a proposal are judged quickly; longer texts are only counted."""
    lines = ["Bridge to close", "1 " * 1_000, "2 " * 1_001, *["Bridge"] * 60]
    files = {"text": (None, ARTICLE), "candidates": (None, "\n".join(lines))}
    page = desk.client.post("/judge", files=files).text
    assert page.count('class="verdict"') == 50
    assert "13 proposals were not judged" in page


def test_the_page_of_runs(desk: Any, tmp_path: Path) -> None:
    names = [f"article-{number:02}" for number in range(12)]

    def saved(date: str, text: str, value: float, texts: int = 12) -> tuple[str, bytes]:
        rows = []
        for number, name in enumerate(names):
            lead, last = (tuple(each + number / 100 for _ in COLUMNS) for each in (0.3, value))
            rows.append(Row(name, "lead", "The same.", (), 2, lead))
            rows += [Row(name, "last", f"{text} {number}", (), 3, last)] * (number < texts)
        run = run_of(rows, ("lead", "last"))
        header = dataclasses.replace(run.header, date=date)
        dataclasses.replace(run, header=header).save(tmp_path / "run.json")
        return "run.json", (tmp_path / "run.json").read_bytes()

    def page(status: int, *files: tuple[str, bytes], **fields: str) -> str:
        sent = [("file", file) for file in files]
        more = [(name, (None, text)) for name, text in fields.items()]
        answer = desk.client.post("/runs", files=[*sent, *more])
        assert answer.status_code == status
        return answer.text

    old, new = saved("2026-10-01", "A first text.", 0.5), saved("2026-11-01", "<b>A text", 0.2)
    both = page(200, new, old)
    # The older run comes first in any order; two runs of one name are two runs.
    assert "run.json (2) → run.json" in both and 'id="history-title"' in both
    assert "12 texts changed, 12 did not" in both
    assert "&lt;b&gt;A text 3" in both and "<b>A text" not in both
    assert "missing now" not in both
    fewer = page(200, old, saved("2026-12-01", "A text.", 0.5, texts=8))
    assert "last: 4 of 12 texts of run.json are missing now" in fewer
    one = page(200, new)
    assert 'class="gate"' not in one and 'id="history-title"' not in one
    lines = "".join(json.dumps({"id": name, "body": ARTICLE}) + "\n" for name in names[:2])
    corpus = page(200, new, ("corpus.jsonl", lines.encode()))
    assert "corpus.jsonl: 2 articles" in corpus
    other = page(200, new, ("corpus.jsonl", b'{"id": "x", "body": "Snow fell."}\n{"id": 1}\n'))
    assert "the corpus contains none of the run’s articles" in other
    assert "1 article, 1 could not be read" in other
    assert "there is no saved run" in page(422, ("corpus.jsonl", lines.encode()))
    assert "there is no run named x.json" in page(422, new, old, baseline="x.json")
    assert "is a damaged run" in page(422, ("run.json", b'{"summkit_run": 2}'))
    assert "neither a saved run nor a corpus" in page(422, new, ("a.json", b"{}"))


def test_a_port_that_is_taken_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setattr(sys, "argv", ["summkit", "desk", "--port", port])
        with pytest.raises(SystemExit) as left:
            main()
    said = capsys.readouterr().err
    assert left.value.code == 2 and said.count("\n") == 1
    assert f"cannot listen on 127.0.0.1:{port}" in said and "another --port or --host" in said


def test_a_removed_line_can_be_restored_and_a_damaged_form_is_reported(desk: Any) -> None:
    def page(status: int, **fields: str) -> str:
        answer = desk.client.post("/", files={name: (None, text) for name, text in fields.items()})
        assert answer.status_code == status
        return answer.text

    def carried(text: str) -> dict[str, Any]:
        (value,) = re.findall(r'id="carried" value="([^"]*)"', text)
        return json.loads(html.unescape(value))

    first = carried(page(200, text=ARTICLE.replace("\n", "\r\n")))
    assert [line[0] for line in first["left_out"]] == ["By Ann Lee", "Share this article"]
    back = carried(page(200, article=json.dumps(first), back="1"))
    assert [line[0] for line in back["left_out"]] == ["By Ann Lee"]
    assert back["body"].split("\n\n")[2] == "Share this article"  # at its place in the article
    for number in ("7", "-1", "x"):
        assert carried(page(200, article=json.dumps(first), back=number)) == first
    assert "there is no article yet" in page(422, text=" ")
    for article in ("{", "[]", json.dumps(first | {"more": 1})):
        assert "the article in the form is damaged" in page(422, article=article)
    headers = {"content-type": "multipart/form-data; boundary=x"}
    damaged = desk.client.post("/", content=b"y", headers=headers)
    assert (damaged.status_code, "The form is damaged" in damaged.text) == (400, True)
