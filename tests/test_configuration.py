"""summkit.toml in every wrong shape: one line that names the key, never a traceback."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summkit.cli.config import load
from summkit.errors import UsageError
from summkit.evaluation.plan import plan_of
from summkit.schema import SECTIONS, SETTINGS, Setting
from summkit.settings import Configuration, Section, find_configuration

WHOLE = """\
[summarise]
method = "lexrank"
target = "lede"
redundancy = "trigrams"
language = "en"

[compare]
target = "dek"
against = ["dek"]
systems = ["lexrank", "textrank:damping=0.9"]
metrics = ["rouge"]
budget = {words = 30}

[method.lexrank]
threshold = 0.2

[check]
corpora = ["news.jsonl"]
target = "summary"
against = ["summary"]
metrics = ["rouge:types=1,2"]
columns = ["rouge1.f"]
margin = 5
baseline = "base.json"
texts = true
not_enough_data = "warn"
alpha = 0.05
language = "en"
map = "body=text"
limit = 9

[check.margins]
"rouge1.f" = 2

[check.guard]
drop = 40
allowed = 1

[check.guard.drops]
"rouge1.f" = 30

[check.budget]
sentences = 3

[check.systems.production]
method = "lexrank"
redundancy = "none"
parameters = {threshold = 0.1}

[check.systems.service]
command = "cat"
timeout = 3
"""

LEAVES = (
    st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.text(max_size=8)
    | st.datetimes().map(lambda time: time.replace(microsecond=0))
    | st.sampled_from(["rouge", "lead", "headline", "summary", "mmr", "a=b", "body=x", "\0", "-"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["word", *SETTINGS]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(data: dict[str, object], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in data.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += places(value, (*above, key))
    return found


PLACES = places(tomllib.loads(WHOLE))


def used(path: Path) -> None:
    """Do all that commands do with a configuration before they read an article."""
    plan_of(load(str(path)))


def test_the_whole_file_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "summkit.toml").write_text(WHOLE)
    configuration = load(str(tmp_path / "summkit.toml"))
    plan = plan_of(configuration)
    assert configuration.notes == []
    assert [contender.name for contender in plan.job.contenders] == ["production", "service"]
    assert (plan.rules.margins, plan.rules.drops) == ({"rouge1.f": 2}, {"rouge1.f": 30})


@given(place=st.sampled_from(PLACES), value=VALUES, extra=st.none() | st.sampled_from([*SETTINGS]))
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_value_in_any_place_is_right_or_one_line(
    tmp_path: Path, place: Any, value: Any, extra: Any
) -> None:
    data = tomllib.loads(WHOLE)
    table = data
    for key in place[:-1]:
        table = table[key]
    table[place[-1]] = value
    if extra:
        table[extra] = value
    file = tmp_path / "summkit.toml"
    configuration = Configuration(data, file, WHOLE)
    try:
        for name in ("summarise", "compare"):
            Section(configuration, (name,), SECTIONS[name])
        plan_of(configuration)
    except UsageError as error:
        assert str(error).startswith(str(file))


@given(st.data())
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_mutated_document_is_right_or_one_line(tmp_path: Path, data: Any) -> None:
    lines = WHOLE.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        lines[place] = data.draw(
            st.sampled_from(
                [
                    line.replace("[", "[[").replace("]", "]]"),
                    line.replace('"', ""),
                    line.replace("=", "= ["),
                    line.replace("= ", '= "') + '"',
                    line.replace("=", ".x ="),
                    line.replace("check", "tool"),
                    line + line,
                    "",
                    "\x00",
                    "a = " + "[" * 5000,
                    "a = " + "9" * 5000,
                    f"{line}\nword = 30",
                ]
            )
        )
    path = tmp_path / "summkit.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        used(path)
    except UsageError as error:
        assert str(error).startswith(f"{path}:")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("budget = {words = 30}", "budget = {word = 30}", "12: compare.budget.word does not exist"),
        ("budget = {words = 30}", 'budget = {words = "30"}', "compare.budget.words = '30' is not"),
        ("budget = {words = 30}", "budget = 30", "takes a table of sentences, words"),
        ("[check.budget]", "[[check.budget]]", "check.budget"),
        ("[check]", "[[check]]", "17: [check] must be a table"),
        ('corpora = ["news.jsonl"]', "corpora.a = 1", "check.corpora = {'a': 1} is not allowed"),
        ('against = ["dek"]', 'against = "dek"', "takes a list of headline, dek, summary"),
        ("alpha = 0.05", "alpha = 1", "takes a number above 0 and below 1"),
        ('command = "cat"', "command = 3", "takes a program and its arguments"),
        ("[method.lexrank]", "[[method.lexrank]]", "method.lexrank is not a method"),
        (
            "[method.lexrank]",
            "[method.lexrnk]",
            "method.lexrnk does not exist (did you mean lexrank?): see `summkit methods`",
        ),
        (
            "[method.lexrank]",
            "[method.mmr]",
            "method.mmr does not exist (it is now submodular): see `summkit methods`",
        ),
        (
            "[method.lexrank]\nthreshold",
            "[method.lexrank]\nthreshhold",
            "method.lexrank.threshhold does not exist (did you mean threshold?): choose one of "
            "threshold",
        ),
        (
            "[method.lexrank]\nthreshold = 0.2",
            "[method.lexrank]\nthreshold = 7",
            "method.lexrank.threshold = 7 is not allowed: parameter threshold takes a number from "
            "0 to 1 (default 0.1)",
        ),
        (
            "[method.lexrank]\nthreshold = 0.2",
            "[method.lead]\nthreshold = 0.2",
            "method.lead.threshold does not exist: lead has no parameters",
        ),
        ('language = "en"\nmap', 'language = "?"\nmap', "check.language is not allowed: language"),
        ("body=text", "body", "check.map is not allowed"),
    ],
)
def test_wrong_shapes(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "summkit.toml"
    assert WHOLE.count(old) == 1
    path.write_text(WHOLE.replace(old, new))
    with pytest.raises(UsageError) as caught:
        used(path)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["[[tool.summkit]]\n", "tool = 3\n", "[tool]\nsummkit = 1\n"])
def test_a_project_whose_table_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(UsageError, match="must be a table"):
        find_configuration(tmp_path)


def test_old_spellings_of_the_configuration_are_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "summkit.toml"
    path.write_text(
        WHOLE.replace('target = "lede"', 'for = "lede"').replace('"lexrank"', '"mmr"', 1)
    )
    configuration = load(str(path))
    section = Section(configuration, ("summarise",), SECTIONS["summarise"])
    assert (section.get("target"), section.get("method")) == ("lede", "submodular")
    assert configuration.notes == [
        f'{path}:2: summarise.method = "mmr" is now "submodular"',
        f"{path}:3: summarise.for is now target",
    ]
    path.write_text('[summarise]\nfor = "lede"\ntarget = "dek"\n')
    with pytest.raises(UsageError, match=r"2: summarise\.for and target are the same"):
        load(str(path))


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_describes_and_checks_its_values(name: Any) -> None:
    setting = SETTINGS[name]
    words = setting.words()
    assert words
    taken = [value for value in (True, 1, 0.5, "x", ["x"], {"x": 1}) if setting.accepts(value)]
    assert len({type(value) for value in taken} - {int}) <= 1
    if setting.choices:
        assert all(choice in words for choice in setting.allowed())


def test_bounds_of_settings() -> None:
    assert Setting("number", low=0, high=1, beyond=True).words() == "a number above 0, at most 1"
    share = SETTINGS["ratio"]
    assert [share.accepts(value) for value in (0, 1e-9, 1, 1.1, float("nan"))] == [
        *(False, True, True, False, False)
    ]
    assert not SETTINGS["limit"].accepts(True)
    assert not SETTINGS["alpha"].accepts(1.0)
