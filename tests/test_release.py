"""The files for releases and CI jobs match their schemas and each other."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (
            "github-workflows",
            [
                ".github/workflows/tests.yml",
                ".github/workflows/release.yml",
                "samples/ci/github-workflow.yml",
            ],
        ),
        ("github-actions", ["action.yml"]),
        ("github-issue-forms", [".github/ISSUE_TEMPLATE/bug.yml"]),
        ("gitlab-ci", ["samples/ci/gitlab-ci.yml"]),
        ("citation-file-format", ["CITATION.cff"]),
    ],
)
def test_fits_its_schema(schema: str, files: list[str]) -> None:
    """The schemas come with check-jsonschema: nothing is fetched."""
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"),
            *transform,
            *(str(ROOT / file) for file in files),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schema_check_can_fail(tmp_path: Path) -> None:
    (tmp_path / "action.yml").write_text("name: x\nruns: {using: nothing}\n", "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-actions", str(tmp_path / "action.yml")),
        ],
        capture_output=True,
    )
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("CITATION.cff", r"^version: (\S+)$"),
        ("samples/ci/github-workflow.yml", r"summkit-(\d[\w.]*)-py3"),
        ("samples/ci/gitlab-ci.yml", r"summkit-(\d[\w.]*)-py3"),
    ],
)
def test_one_version_everywhere(file: str, pattern: str) -> None:
    found = re.search(pattern, (ROOT / file).read_text("utf-8"), re.M)
    assert found, f"no version in {file}"
    assert found[1] == PROJECT["version"]


def test_options_of_the_action_exist() -> None:
    """action.yml and the samples name only options that `summkit check` has."""
    help_text = subprocess.run(
        [sys.executable, "-m", "summkit", "check", "--help"], capture_output=True, text=True
    ).stdout
    for file in ("action.yml", "samples/ci/github-workflow.yml", "samples/ci/gitlab-ci.yml"):
        text = (ROOT / file).read_text("utf-8")
        command = text[text.index("summkit check --") :]
        options = set(re.findall(r"(?<!\w)--[a-z-]+", command.split("\n  artifacts")[0]))
        assert options
        assert {option for option in options if option not in help_text} == set()


@pytest.mark.parametrize(
    ("page", "sample"),
    [
        ("github", "github-workflow.yml"),
        ("gitlab", "gitlab-ci.yml"),
        ("pre-commit", "pre-commit-config.yaml"),
    ],
)
def test_a_how_to_shows_the_sample(page: str, sample: str) -> None:
    """The sample is the file that is checked by its schema and run by .ci/smoke.py."""
    text = (ROOT / "docs" / "how-to" / f"{page}.md").read_text("utf-8")
    assert f"\n{(ROOT / 'samples' / 'ci' / sample).read_text('utf-8')}```" in text


def test_the_page_of_installing_lists_every_dependency_and_extra() -> None:
    page = (ROOT / "docs" / "install.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `?([\w-]+)`? \|", page, re.M)) - {"---", "extra", "dependency"}
    named = {re.split(r"[^\w-]", each)[0] for each in PROJECT["dependencies"]}
    assert named | set(PROJECT["optional-dependencies"]) == rows
