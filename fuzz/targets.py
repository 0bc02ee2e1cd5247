"""The targets: every reader of the registry, every file that summkit writes, every command."""

from __future__ import annotations

import io
import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import made
import seeds
from mutate import mutated, mutated_json

from summkit import Article, analyse
from summkit.cli.app import main
from summkit.evaluation.baseline import load_baseline
from summkit.evaluation.history import history_of
from summkit.evaluation.outputs import read_candidates, read_references
from summkit.evaluation.plan import plan_of
from summkit.evaluation.saved import load_run
from summkit.modelfile import checksum, parse
from summkit.newsrank.model import KIND
from summkit.reading import Failure, read
from summkit.reading.formats.registry import FORMATS
from summkit.settings import read_configuration

Make = Callable[[random.Random], bytes]


@dataclass(frozen=True)
class Target:
    """A function that reads bytes, with its inputs.

    Attributes
    ----------
    make
        Draws an input.
    check
        Reads the input; may raise only SummkitError, for a refused input.
    file
        The name of the file that contains the input.
    weight
        The target's share of the inputs; commands take a hundred times as long as readers.
    """

    make: Make
    check: Callable[[Path], object]
    file: str = "input"
    weight: float = 1.0


def reader(format_: str) -> Callable[[Path], None]:
    """Return the check of a format: it gives articles with correct offsets, or one-line errors."""

    def check(path: Path) -> None:
        for item in read(path, format=format_, on_error="yield", seconds=0):
            if isinstance(item, Failure):
                assert item.reason and "\n" not in str(item), "no reason of one line"
            else:
                assert isinstance(item, Article) and item.body.strip(), "an empty article"
                for sentence in analyse(item).sentences:
                    part = item.body[sentence.start : sentence.end]
                    assert part == sentence.text, "wrong offsets"

    return check


def command(*words: str) -> Callable[[Path], None]:
    """Return the check of a command in a folder with a corpus, a run and a baseline.

    The command must end with a documented status; with status 2 it prints one line.
    """

    def check(path: Path) -> None:
        kept = {file: file.read_bytes() for file in path.parent.iterdir() if file != path}
        streams, before = (sys.stdout, sys.stderr, sys.argv), Path.cwd()
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
            for _ in range(2)
        )
        sys.argv = ["summkit", *(word.replace("INPUT", path.name) for word in words)]
        os.chdir(path.parent)
        status: object = None
        try:
            main()
        except SystemExit as left:
            status = left.code
        finally:
            out, said = (
                stream.buffer.getvalue().decode("utf-8", "replace")
                for stream in (sys.stdout, sys.stderr)
            )
            (sys.stdout, sys.stderr, sys.argv), _ = streams, os.chdir(before)
            for file in path.parent.iterdir():
                if file != path and kept.get(file) != file.read_bytes():
                    file.unlink()
            for file, data in kept.items():
                if not file.exists():
                    file.write_bytes(data)
        assert status in (0, 1, 2, 3), f"status {status}"
        assert "Traceback" not in said, "a traceback"
        if status == 2:
            assert "summkit: error: " in said.splitlines()[-1], "status 2 without its line"
        if status == 1:
            assert out or said, "status 1 without a word"

    return check


def drawn(texts: Sequence[bytes], how: Callable[[bytes, random.Random], bytes] = mutated) -> Make:
    """Return a function that draws one of the seeds and mutates it."""
    return lambda rng: how(rng.choice(texts), rng)


def archive(parts: dict[str, str]) -> Make:
    """Return a function that mutates an archive: its bytes, or one of its members."""
    members = {name: text.encode() for name, text in parts.items()}
    whole = seeds.zipped(members)

    def make(rng: random.Random) -> bytes:
        if rng.random() < 0.25:
            return mutated(whole, rng)
        name = rng.choice(sorted(members))
        return seeds.zipped({**members, name: mutated(members[name], rng)})

    return make


def sealed(rng: random.Random) -> bytes:
    """Return a mutated model; two in three have a correct checksum, so that they are read."""
    data = mutated_json(seeds.model(), rng)
    if rng.random() < 0.67:
        try:
            found = json.loads(data)
            found.pop("checksum", None)
            found["checksum"] = checksum(found)
            return json.dumps(found).encode()
        except (ValueError, AttributeError, TypeError, RecursionError):
            pass
    return data


def targets() -> dict[str, Target]:
    """Return name -> target."""
    texts = {name: [text.encode() for text in given] for name, given in seeds.TEXTS.items()}
    makes = {name: drawn(given) for name, given in texts.items()}
    makes |= {"docx": archive(seeds.DOCX), "odt": archive(seeds.ODT)}
    makes["parquet"] = drawn(seeds.parquet())
    formats = [each.name for each in FORMATS]
    everything = [makes[name] for name in formats]
    run = drawn([seeds.run()], mutated_json)
    rows = makes["corpus"]
    toml = makes["configuration"]
    found = {name: Target(makes[name], reader(name)) for name in formats}
    found["auto"] = Target(lambda rng: rng.choice(everything)(rng), reader("auto"))
    found |= {
        "candidates": Target(makes["candidates"], lambda path: read_candidates(str(path))),
        "references": Target(makes["references"], lambda path: read_references([str(path)])),
        "configuration": Target(
            toml, lambda path: plan_of(read_configuration(path)), file="summkit.toml"
        ),
        "run": Target(run, load_run, weight=0.5),
        "baseline": Target(run, load_baseline, weight=0.5),
        "history": Target(run, lambda path: history_of([path]), weight=0.5),
        "model": Target(
            sealed, lambda path: parse(path.read_text("utf-8", "replace"), str(path), KIND),
            weight=0.15,
        ),
    }  # fmt: skip
    found["written"] = Target(made.news, made.written, weight=0.5)
    found["scored"] = Target(made.news, made.scored, weight=0.25)
    alone = ("--workers", "1")
    dek = (*alone, "-t", "dek", "--resamples", "20", "-s", "lead")
    for name, make, file, words in (
        ("summarise", toml, "summkit.toml", ("summarise", "a.jsonl", *alone)),
        ("compare", toml, "summkit.toml", ("compare", "a.jsonl", *alone, "--resamples", "20")),
        ("check", toml, "summkit.toml", ("check", *alone)),
        ("check-baseline", run, "base.json", ("check", *alone)),
        ("compare-runs", run, "input", ("compare", "INPUT", "run.json", "--resamples", "20")),
        ("history-files", run, "input", ("history", "INPUT", "run.json", "-f", "json")),
        ("score-candidates", makes["candidates"], "input",
         ("score", "INPUT", "-r", "references.jsonl", "--resamples", "20", *alone)),
        ("score-references", makes["references"], "input",
         ("score", "candidates.jsonl", "-r", "INPUT", "--resamples", "20", *alone)),
        ("score-articles", rows, "input",
         ("score", "candidates.jsonl", "--articles", "INPUT", "--metric", "support", "--metric",
          "readability", "--resamples", "20", *alone)),
        ("train", rows, "input", ("train", "INPUT", "-t", "dek", "-o", "model.json", *alone)),
        ("headline-article", makes["text"], "input",
         ("headline", "INPUT", "-c", "Ferry sails again", "--timeout", "0")),
        ("headline-candidates", makes["candidates"], "input",
         ("headline", "a.txt", "--candidates", "INPUT")),
        ("summarise-model", sealed, "input",
         ("summarise", "a.jsonl", "-t", "summary", "--model", "INPUT", *alone)),
        ("compare-outputs", makes["candidates"], "input",
         ("compare", "a.jsonl", *dek, "--outputs", "theirs=INPUT")),
        ("resume", drawn([seeds.journal()]), "out.json.partial", seeds.RESUMED),
    ):  # fmt: skip
        found[f"{name} (command)"] = Target(make, command(*words), file, weight=0.06)
    return found


def furnish(folder: Path) -> None:
    """Write the files that the commands need in addition to their input."""
    for name, data in {
        "a.jsonl": seeds.ROWS.encode(),
        "a.txt": seeds.TEXT.encode(),
        "run.json": seeds.run(),
        "base.json": seeds.run(),
        "candidates.jsonl": seeds.OUTPUTS.encode(),
        "references.jsonl": seeds.OUTPUTS.replace("prediction", "reference").encode(),
        "summkit.toml": seeds.TOML.encode(),
    }.items():
        (folder / name).write_bytes(data)
