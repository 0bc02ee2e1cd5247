"""The site builds in strict mode: every link has a target, every public name has a page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import summkit

ROOT = Path(__file__).parents[1]


@pytest.mark.once
def test_the_site_builds_strictly(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the extra docs is not installed")
    done = subprocess.run(
        # Not --quiet: warnings that are not printed are not counted, and --strict would pass.
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    python = (tmp_path / "reference" / "python" / "index.html").read_text("utf-8")
    for name in set(summkit.__all__) - {"__version__", "summarize"}:
        assert re.search(rf'id="summkit\.[\w.]+\.{name}"', python), name
    commands = (tmp_path / "reference" / "commands" / "index.html").read_text("utf-8")
    assert "Compare summarisers; test which differences are significant" in commands
    gate = (tmp_path / "guide" / "gate" / "index.html").read_text("utf-8")
    assert "samples/ci/README.md" in gate and 'href="../../samples' not in gate
    plots = (tmp_path / "benchmarks" / "index.html").read_text("utf-8")
    assert plots.count("<svg viewBox") == 2 and plots.count("<circle") == 2 * (2 + 4) + 10
    configuration = (tmp_path / "reference" / "configuration" / "index.html").read_text("utf-8")
    assert "Largest drop of a mean" in configuration
    # No page sends a request to another server.
    for page in tmp_path.rglob("*.html"):
        asked = re.findall(
            r'<(?:script|link|img)[^>]+(?:src|href)="(https?://[^"]+)', page.read_text("utf-8")
        )
        assert not asked, (page, asked)
