"""Articles in, rendered summaries out, on any engine: what `summkit summarise` runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.document import Document, analyse_many
from summkit.errors import InputError
from summkit.files import replacing, write_atomically
from summkit.jobs import Engine, Plan, Result, Source, Step, no_step, provenance
from summkit.reading import Failure, Unread
from summkit.report.pieces import Piece, RenderOptions, joined, rendered
from summkit.summarisers.base import Writer
from summkit.summarisers.wrapped import Function
from summkit.system import System

Item = Failure | Unread


@dataclass(frozen=True)
class Writing:
    """Summarises articles and writes each in a format: the work of `summkit summarise`.

    Attributes
    ----------
    systems
        By target, as they stand on a card.
    language
        Overrides the articles' own.
    options
        How each article's summaries are rendered.
    """

    systems: Mapping[str, System]
    language: str | None = None
    options: RenderOptions = field(default_factory=RenderOptions)

    @property
    def batch(self) -> int:
        """So many articles at a time; one where another program writes, which may take long."""
        return min(self._writers, default=16)

    @property
    def together(self) -> int:
        """So many articles are asked about at once; 1 where nothing waits for a server."""
        return min(self._writers, default=1)

    @property
    def _writers(self) -> list[int]:
        methods = [system.summariser for system in self.systems.values()]
        return [method.together for method in methods if isinstance(method, Writer)]

    @property
    def brisk(self) -> bool:
        """Whether only methods of summkit's own write, which neither hang nor end a process."""
        methods = [system.summariser for system in self.systems.values()]
        ours = all(type(each).__module__.startswith("summkit.") for each in methods)
        return ours and self.batch > 1 and not any(isinstance(each, Function) for each in methods)

    def start(self) -> Callable[[Sequence[Item]], list[Piece]]:
        """Return the function from what was read to pieces.

        It raises UsageError if no article could be written: a program that cannot be started.
        """
        return self._pieces

    def _pieces(self, items: Sequence[Item]) -> list[Piece]:
        """Read, analyse, summarise and write articles, one step for all before the next."""
        read = [item.read() if isinstance(item, Unread) else item for item in items]
        articles = [each for each in read if isinstance(each, Article)]
        texts = iter(self._texts(analyse_many(articles, self.language)))
        return [
            next(texts) if isinstance(each, Article) else Piece("", failure=str(each))
            for each in read
        ]

    def _texts(self, documents: Sequence[Document]) -> list[Piece]:
        """Summarise and write documents; one that cannot be costs the others their block only."""
        try:
            written = [system.summarise_many(documents) for system in self.systems.values()]
        except InputError as error:
            if len(documents) == 1:
                return [Piece("", failure=str(error))]
            return [piece for document in documents for piece in self._texts([document])]
        return [
            rendered(dict(zip(self.systems, each, strict=True)), self.options)
            for each in zip(*written, strict=True)
        ]


def piece_of(result: Result[Item, Piece]) -> Piece:
    """Return what an engine made of an item, or that it failed there."""
    if result.value is not None:
        return result.value
    return Piece("", failure=f"{result.item.where}: {result.failure}")


def summaries(
    source: Source[Item],
    writing: Writing,
    engine: Engine,
    *,
    output: Path | None = None,
    header: Any = None,
    resume: bool = False,
    step: Step = no_step,
) -> Iterator[Piece]:
    """Yield each article's piece, in order, as it is finished; write `output` after the last.

    The pieces and the file are the same bytes on any engine, kills and resumes included.
    Where every article failed, no file is made.

    Parameters
    ----------
    output
        Replaced when all of it is there; what is finished stands beside it until then.
    header
        What the source is, as JSON data: a run that is resumed must have the same.
    resume
        Go on with what a run that was killed has finished.
    step
        Called as articles are finished.

    Raises
    ------
    UsageError
        As `Engine.run`.
    """
    described = None
    if output is not None:  # where nothing can be resumed nothing needs a digest of the package
        described = {"summkit_summaries": 3, **_described(writing), "of": header}
    plan = Plan(writing, source, row, output, described, resume)
    written = False
    with engine.run(plan, step) as job:
        for each in job:
            piece = Piece(*each)
            written = written or not piece.failure
            yield piece
        if output is None:
            return
        if written:
            write_pieces(output, (Piece(*each) for each in job.again()), writing)
        job.remove()


def _described(writing: Writing) -> dict[str, Any]:
    """Return what a run that is resumed must have in common with the one before."""
    settings = {"language": writing.language, **asdict(writing.options)}
    systems = {
        target: {
            "method": repr(system.summariser),
            "budget": asdict(system.effective_budget),
            "rules": asdict(system.rules),
        }
        for target, system in writing.systems.items()
    }
    methods = [system.summariser for system in writing.systems.values()]
    named = [method.changed_parameters() for method in methods]
    return {"systems": systems, **settings, "made_by": provenance(named, *methods)}


def row(result: Result[Item, Piece]) -> list[str]:
    """Return what became of an article as JSON data."""
    return list(piece_of(result))


def write_pieces(path: Path, pieces: Iterator[Piece], writing: Writing) -> None:
    """Put all pieces into the file at once, in the format wanted."""
    parts = joined(pieces, writing.options.format)
    if writing.options.format != "parquet":
        write_atomically(path, parts)
        return
    from summkit.report.parquet import write_parquet

    with replacing(path) as file:
        include_body = writing.options.include_body
        write_parquet(file, parts, list(writing.systems), include_body=include_body)
