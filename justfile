# The tasks of this project: `uv run just` lists them, and .ci/run calls them.

_list:
    @just --list --unsorted

# What every commit must pass
check: lint format types layers dependencies

# Lint
lint:
    ruff check .

# Whether the code is formatted; `uv run ruff format .` does it
format:
    ruff format --check .

# Types
types:
    mypy

# Who may import whom
layers:
    lint-imports

# Packages that are imported and not declared, or declared and not imported
dependencies:
    deptry src

# Tests; what follows goes to pytest, as in `just test tests/test_cli.py -k help`
[positional-arguments]
test *arguments:
    pytest "$@"

# Quality beside the baseline; another configuration may be named
gate config="benchmarks/gate/summkit.toml":
    summkit check --config {{ config }}

# Speed beside another program
speed:
    python benchmarks/speed_gate.py

# The wheel in an empty environment; `just smoke` tries the sdist and every Python too
[positional-arguments]
smoke *arguments:
    python .ci/smoke.py "$@"

# The site, strictly
site:
    mkdocs build --strict

# The outputs in README.md and docs/guide, made anew
readme:
    SUMMKIT_UPDATE_README=1 pytest -n 0 tests/test_readme.py -k update

# Lines that the tests run
coverage:
    bash .ci/coverage

# All that CI does
ci:
    bash .ci/run
