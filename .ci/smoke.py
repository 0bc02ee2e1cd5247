"""Install the built packages into empty environments and use them as a new user would.

python .ci/smoke.py                     build, then try the wheel and the sdist on this Python
python .ci/smoke.py --dist dist         try what is in that folder
python .ci/smoke.py --python /usr/bin/python3.13 --extras

Each environment is new, without development packages, and every command runs in an empty
folder, so that nothing of the clone is imported. The steps of the GitHub sample and of
action.yml are run as GitHub runs them: bash, the variables of the step, their own folder.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXTRAS = "chrf,dask,desk,documents,llm,pandas,parquet,zstd"


def run(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command; its output is shown only if it fails."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=600, **options
    )
    if done.returncode not in (0, 1):
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def environment(folder: Path, python: str, package: str, **variables: str) -> Path:
    """Make an environment that contains only the package; return its folder of programs."""
    run("uv", "venv", "--quiet", "--python", python, folder)
    interpreter = folder / "bin" / "python"
    run(
        *("uv", "pip", "install", "--quiet", "--python", interpreter, package),
        env=os.environ | variables,
    )
    packages = list(folder.glob("lib/*/site-packages/*.dist-info"))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{package}: {len(packages)} packages, {size / 1e6:.0f} MB")
    return folder / "bin"


def use(programs: Path, folder: Path) -> None:
    """Summarise, score, then run the gate: a build that passes, and one that fails."""
    folder.mkdir()
    summkit = programs / "summkit"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    print(" ", run(summkit, "--version", cwd=folder, env=env).stdout.strip())
    text = (ROOT / "samples" / "strait-patrols.txt").read_text("utf-8")
    dek = run(summkit, "summarise", "--target", "dek", "-", cwd=folder, env=env, input=text).stdout
    assert 3 < len(dek.split()) <= 30, dek
    page = ROOT / "samples" / "nurse-messages.html"
    row = run(summkit, "summarise", "--format", "json", str(page), cwd=folder, env=env).stdout
    assert json.loads(row)["text"], row
    (folder / "a.txt").write_text("A fire broke out.\n", "utf-8")
    scored = run(summkit, "score", "a.txt", "-r", "a.txt", cwd=folder, env=env).stdout
    assert "100.00" in scored, scored
    run(summkit, "init", cwd=folder, env=env)
    green = run(summkit, "check", cwd=folder, env=env)
    assert green.returncode == 0, green.stdout + green.stderr
    configuration = folder / "summkit.toml"
    steps(programs, folder, env, wanted=0)
    worse = re.sub(
        r'^method = "newsrank"', 'method = "random"', configuration.read_text(), flags=re.M
    )
    assert worse != configuration.read_text()
    configuration.write_text(worse)
    red = run(summkit, "check", cwd=folder, env=env)
    assert red.returncode == 1, red.stdout + red.stderr
    steps(programs, folder, env, wanted=1)
    print("  summarised, scored, gated green and red, by hand and by the steps for GitHub")


def serve(programs: Path, folder: Path) -> None:
    """Start the desk and send requests; use a language model that tests/llm_server.py imitates."""
    summkit = programs / "summkit"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    started = [summkit, "desk", "--port", "0", "--workers", "1"]
    with subprocess.Popen(started, cwd=folder, env=env, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr is not None
        desk.stderr.readline()  # the line that reports the start
        line = desk.stderr.readline()
        address = re.search(r"http://\S+", line)
        assert address, line
        body = json.dumps({"text": "A fire broke out in Ostrava on Monday.", "target": "lede"})
        kind = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{address[0]}/api/summarise", body.encode(), kind)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            assert json.load(answer)["text"].startswith("A fire"), "the desk"
        with urllib.request.urlopen(f"{address[0]}/", timeout=60) as answer:
            assert b'id="text"' in answer.read(), "the page"
        desk.terminate()
        assert desk.wait(30) == 0
    sys.path.insert(0, str(ROOT / "tests"))
    from llm_server import serving

    with serving() as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        given = ("--param", f"url={url}", "--param", "model=small")
        page = ROOT / "samples" / "strait-patrols.txt"
        asked_for = ("summarise", "--target", "dek", "--method", "llm", *given, page)
        written = run(summkit, *asked_for, cwd=folder, env=env)
        assert written.returncode == 0 and written.stdout.strip(), written.stderr
    print("  the desk served, a language model asked")


def steps(programs: Path, folder: Path, env: dict[str, str], wanted: int) -> None:
    """Run the `run` steps of the sample workflow and of the action that compare."""
    sample = (ROOT / "samples" / "ci" / "github-workflow.yml").read_text("utf-8")
    action = (ROOT / "action.yml").read_text("utf-8")
    workflow = re.search(r"run: >-\n((?: {10}.*\n)+)", sample)
    composite = re.search(r"run: \|\n((?: {8}.*\n?)+)", action)
    assert workflow and composite
    for script in (" ".join(workflow[1].split()), composite[1]):
        summary = folder / "step-summary.md"
        given = {
            "PATH": f"{programs}:{env['PATH']}",
            "GITHUB_STEP_SUMMARY": str(summary),
            "CONFIG": "summkit.toml",
            "ARGUMENTS": "",
            "REPORT": "summaries",
        }
        done = run("bash", "-e", "-o", "pipefail", "-c", script, cwd=folder, env=env | given)
        assert done.returncode == wanted, done.stdout + done.stderr
        for suffix in ("xml", "json", "html"):
            assert (folder / f"summaries.{suffix}").stat().st_size
        assert summary.stat().st_size


def main() -> None:
    """Build unless a folder is given, and try every requested combination."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dist", type=Path, help="folder with an sdist and wheels; default: build")
    parser.add_argument("--python", action="append", help="a Python; default: this one")
    parser.add_argument("--extras", action="store_true", help="also with every extra")
    parser.add_argument("--wheel", action="store_true", help="the wheel alone, not the sdist")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        dist = options.dist
        if dist is None:
            dist = made / "dist"
            for python in options.python or [sys.executable]:
                run("uv", "build", "--quiet", "--python", python, "--out-dir", dist, ROOT)
        sdist = next(dist.glob("*.tar.gz"))
        for number, python in enumerate(options.python or [sys.executable]):
            minor = run(
                python, "-c", "import sys; print(*sys.version_info[:2], sep='')"
            ).stdout.strip()
            wheels = [*dist.glob(f"*-cp{minor}-*.whl"), *dist.glob("*-none-any.whl")]
            if not wheels:
                sys.exit(f"{dist} has no wheel for Python 3.{minor[1:]}")
            kinds: list[tuple[str, dict[str, str]]] = [(str(wheel), {}) for wheel in wheels[:1]]
            if not options.wheel:
                kinds.append((str(sdist), {"SUMMKIT_BUILD": "pure"}))
            if options.extras:
                kinds += [(f"{package}[{EXTRAS}]", variables) for package, variables in kinds]
            for kind, (package, variables) in enumerate(kinds):
                programs = environment(made / f"{number}-{kind}", python, package, **variables)
                use(programs, made / f"folder-{number}-{kind}")
                if package.endswith("]"):
                    serve(programs, made / f"folder-{number}-{kind}")


if __name__ == "__main__":
    main()
