# The tasks of this project: `uv run just` lists them, and .ci/run calls them.

_list:
    @just --list --unsorted

# The checks that every commit must pass
check: lint format types layers dependencies

# Lint
lint:
    ruff check .

# Check the format of the code; `uv run ruff format .` formats it
format:
    ruff format --check .

# Check the types
types:
    mypy

# Check the imports between layers
layers:
    lint-imports

# Find packages that are imported but not declared, or declared but not imported
dependencies:
    deptry src

# Run the tests; arguments go to pytest, as in `just test tests/test_cli.py -k help`
[positional-arguments]
test *arguments:
    pytest "$@"

# Compare the quality with the baseline; takes another configuration as argument
gate config="benchmarks/gate/summkit.toml":
    summkit check --config {{ config }}

# Compare the speed with another program's
speed:
    python benchmarks/speed_gate.py

# Try the wheel in an empty environment; `just smoke` also tries the sdist and every Python
[positional-arguments]
smoke *arguments:
    python .ci/smoke.py "$@"

# Build the site in strict mode
site:
    mkdocs build --strict

# Rewrite the outputs in README.md and docs/guide
readme:
    SUMMKIT_UPDATE_README=1 pytest -n 0 tests/test_readme.py -k update

# Report the lines that the tests run
coverage:
    bash .ci/coverage

# Everything that CI runs
ci:
    bash .ci/run
