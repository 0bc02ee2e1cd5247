"""The output files of `summkit check`. Every run replaces them, even if it fails."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summkit.cli.output import write
from summkit.errors import SummkitError, UsageError

if TYPE_CHECKING:
    from summkit.evaluation.advice import Advice, Ended
    from summkit.evaluation.verdict import Verdict

FORMATS = ("text", "markdown", "json", "junit", "github")
_MARK, _END = "<!-- summkit check {} -->\n", "<!-- end of summkit check {} -->\n"


@dataclass(frozen=True)
class Files:
    """The places to which a check writes its verdict.

    Attributes
    ----------
    shown
        The format on standard output, one of `FORMATS`.
    markdown, junit, json, report
        Paths of the files; None for a file that is not wanted.
    name
        Name of the configuration, for headings; "" for the configuration of the whole repository.
    """

    shown: str
    markdown: str | None
    junit: str | None
    json: str | None
    report: str | None
    name: str

    def begin(self) -> None:
        """Write "unfinished" to the files, so that a killed run leaves no verdict of an older run.

        Raises
        ------
        SummkitError
            If a file cannot be written.
        """
        from summkit.evaluation.advice import Ended

        self._end(Ended("unfinished", "the check was started and has not finished"), begun=True)

    def verdict(self, verdict: Verdict, advice: Advice, baseline: Path, page: str = "") -> None:
        """Write and print a verdict; `page` is the HTML of the report."""
        from summkit.report import verdict as people
        from summkit.report import verdict_ci as programs

        name, place = self.name, in_repository(baseline)
        self._write(
            {
                "text": lambda: people.verdict_text(verdict, advice),
                "markdown": lambda: people.verdict_markdown(verdict, advice, name),
                "json": lambda: programs.verdict_json(verdict, advice, name),
                "junit": lambda: programs.verdict_junit(verdict, advice, name),
                "github": lambda: programs.verdict_annotations(verdict, advice, name, place),
                "report": lambda: page,
            }
        )

    def ended(self, ended: Ended) -> None:
        """Write and print why a check ended without a verdict."""
        self._end(ended)

    def _end(self, ended: Ended, *, begun: bool = False) -> None:
        from summkit.report import verdict as people
        from summkit.report import verdict_ci as programs

        name = self.name
        self._write(
            {
                "text": lambda: "",
                "markdown": lambda: people.ended_markdown(ended, name=name),
                "json": lambda: programs.ended_json(ended, name),
                "junit": lambda: programs.ended_junit(ended, name),
                "github": lambda: programs.ended_annotations(ended, name),
                "report": lambda: people.ended_html(ended),
            },
            begun=begun,
        )

    def _write(self, draw: dict[str, Callable[[], str]], *, begun: bool = False) -> None:
        """Write every file that can be written.

        Then raise the error of the first file that cannot.
        """
        from summkit.files import write_atomically

        errors: list[SummkitError] = []
        for path, kind in ((self.junit, "junit"), (self.json, "json"), (self.report, "report")):
            try:
                if path:
                    write_atomically(Path(path), [draw[kind]()])
            except SummkitError as error:
                errors.append(error)
        try:
            if self.markdown and not (begun and _is_step_summary(self.markdown)):
                self._put_markdown(Path(self.markdown), draw["markdown"]())
        except SummkitError as error:
            errors.append(error)
        if not begun:
            write(draw[self.shown](), commands=self.shown == "github")
        if errors:
            raise errors[0]

    def _put_markdown(self, path: Path, text: str) -> None:
        """Replace the text of an earlier run in a Markdown file. The rest of the file stays.

        In the summary file of a GitHub Actions step, append the text.
        """
        from summkit.files import unwritable, write_atomically

        if _is_step_summary(str(path)):
            try:
                with path.open("a", encoding="utf-8", newline="\n") as file:
                    file.write(text + "\n")
            except OSError as error:
                raise unwritable(path, error) from error
            return
        before = _read(path)
        label = self.name.replace("--", "- -")
        start, end = _MARK.format(label), _END.format(label)
        head, found, tail = before.partition(start)
        if found and end in tail:
            tail = tail.partition(end)[2]
        else:
            head, tail = before, ""
            head += "\n" if head and not head.endswith("\n\n") else ""
        write_atomically(path, [head, start, text, end, tail])


def _read(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: the verdict cannot be added to this file: {reason}") from error


def _is_step_summary(path: str) -> bool:
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    return bool(summary) and os.path.realpath(path) == os.path.realpath(summary or "")


def repository(folder: Path) -> Path | None:
    """Return the root of the repository that contains a folder; None outside a repository.

    The root is the workspace of GitHub Actions, or the nearest folder that contains `.git`.
    """
    here = folder.resolve()
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and here.is_relative_to(Path(workspace).resolve()):
        return Path(workspace).resolve()
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), None)


def in_repository(path: Path) -> str:
    """Return a path relative to its repository, as annotations need it; else unchanged."""
    root = repository(path.parent)
    return path.resolve().relative_to(root).as_posix() if root else path.as_posix()


def name_of(config: str | None) -> str:
    """Return the name of a configuration: its folder in the repository, "" for the top folder.

    Parameters
    ----------
    config
        The path after `--config`. If the file is neither summkit.toml nor pyproject.toml, its
        stem is part of the name.
    """
    from summkit.settings import NAME, PROJECT

    path = Path(config or NAME)
    folder = path.parent.resolve()
    root = repository(path.parent)
    name = folder.relative_to(root).as_posix() if root else folder.name
    parts = [
        *([] if name == "." else [name]),
        *([] if path.name in (NAME, PROJECT) else [path.stem]),
    ]
    return "/".join(parts)
