"""The work of `summkit summarise`: from articles to rendered summaries, on any engine."""

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


@dataclass(frozen=True, eq=False)
class Writing:
    """Summarises articles and renders each in a format.

    Attributes
    ----------
    systems
        Target -> its System, in the order of the output.
    language
        Language code that overrides the language of every article.
    options
        The format of the output and its details; see `RenderOptions`.
    """

    systems: Mapping[str, System]
    language: str | None = None
    options: RenderOptions = field(default_factory=RenderOptions)

    @property
    def batch(self) -> int:
        """Number of articles in a batch; fewer if a method calls a program or server."""
        return min(self._writers, default=16)

    @property
    def together(self) -> int:
        """Number of articles that the method sends to a server together; 1 for other methods."""
        return min(self._writers, default=1)

    @property
    def _writers(self) -> list[int]:
        methods = [system.summariser for system in self.systems.values()]
        return [method.together for method in methods if isinstance(method, Writer)]

    @property
    def brisk(self) -> bool:
        """Whether all methods are built in, so that none hangs or crashes the process."""
        methods = [system.summariser for system in self.systems.values()]
        ours = all(type(each).__module__.startswith("summkit.") for each in methods)
        return ours and self.batch > 1 and not any(isinstance(each, Function) for each in methods)

    def start(self) -> Callable[[Sequence[Item]], list[Piece]]:
        """Return the function that makes the pieces of a batch.

        The function raises UsageError if no article can be summarised, for example because a
        program cannot be started.
        """
        return self._pieces

    def _pieces(self, items: Sequence[Item]) -> list[Piece]:
        """Return the pieces of a batch. Each step is done for all articles before the next step."""
        read = [item.read() if isinstance(item, Unread) else item for item in items]
        articles = [each for each in read if isinstance(each, Article)]
        texts = iter(self._texts(analyse_many(articles, self.language)))
        return [
            next(texts) if isinstance(each, Article) else Piece("", failure=str(each))
            for each in read
        ]

    def _texts(self, documents: Sequence[Document]) -> list[Piece]:
        """Return the pieces of documents; if a document fails, each is summarised on its own."""
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
    """Return the piece of a result, or a piece with the failure of the engine."""
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
    """Yield the piece of each article, in order, and write `output` after the last piece.

    The bytes of the pieces and of the file do not depend on the engine, nor on interruptions. If
    every article fails, no file is written.

    Parameters
    ----------
    output
        The output file, replaced when it is complete. Until then, finished articles are in a
        temporary file next to it.
    header
        Description of the source, as JSON data. A resumed run must have the same description.
    resume
        Whether to continue an interrupted run.
    step
        Function that is called when articles are finished.

    Raises
    ------
    UsageError
        If the run cannot start or be resumed: see `Engine.run`.
    """
    described = None
    if output is not None:  # only a run with an output can be resumed and needs a digest
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
    """Return the settings that a resumed run must share with the interrupted run."""
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
    """Return the piece of an article as JSON data."""
    return list(piece_of(result))


def write_pieces(path: Path, pieces: Iterator[Piece], writing: Writing) -> None:
    """Write the file with all pieces, in the format of `writing`."""
    parts = joined(pieces, writing.options.format)
    if writing.options.format != "parquet":
        write_atomically(path, parts)
        return
    from summkit.report.parquet import write_parquet

    with replacing(path) as file:
        include_body = writing.options.include_body
        write_parquet(file, parts, list(writing.systems), include_body=include_body)
