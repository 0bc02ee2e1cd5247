"""The files of `summkit check`: written whatever ends the run, so that no old verdict stays."""

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
    """Where a check writes what it found.

    Attributes
    ----------
    shown
        The format on standard output, one of `FORMATS`.
    markdown, junit, json, report
        Files; None where none is wanted.
    name
        Of the configuration, for headings; "" for that of the whole repository.
    """

    shown: str
    markdown: str | None
    junit: str | None
    json: str | None
    report: str | None
    name: str

    def begin(self) -> None:
        """Replace what an earlier run wrote: a killed run leaves no verdict but this."""
        from summkit.evaluation.advice import Ended

        self._end(Ended("unfinished", "the check was started and has not finished"), begun=True)

    def verdict(self, verdict: Verdict, advice: Advice, baseline: Path, page: str = "") -> None:
        """Write and print a verdict; `page` is the report."""
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
        """Write and print how a check ended that came to no verdict."""
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
        """Write all that can be written, and only then raise about what cannot."""
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
        """Put the text into a file in place of that of an earlier run; what others wrote stays.

        A step of GitHub Actions collects its summary: there the text is added.
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
        raise UsageError(f"{path}: cannot be read, to add to it: {reason}") from error


def _is_step_summary(path: str) -> bool:
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    return bool(summary) and os.path.realpath(path) == os.path.realpath(summary or "")


def repository(folder: Path) -> Path | None:
    """Return the repository that a folder is in: the workspace of GitHub Actions, or git's."""
    here = folder.resolve()
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and here.is_relative_to(Path(workspace).resolve()):
        return Path(workspace).resolve()
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), None)


def in_repository(path: Path) -> str:
    """Return a path as annotations need it: relative to the repository, where it is in one."""
    root = repository(path.parent)
    return path.resolve().relative_to(root).as_posix() if root else path.as_posix()


def name_of(config: str | None) -> str:
    """Return the name of a configuration: its folder in the repository, "" for the top one.

    Parameters
    ----------
    config
        As typed after --config. A file that is not called as usual is part of the name.
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
