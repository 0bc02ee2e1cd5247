"""Build the compiled core, `summkit._core`, where a C compiler is found.

Hatchling calls this for a wheel and for an editable install. Where the compiler is missing or
fails, the package is built without the core: pure Python, which gives the same bytes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path("src") / "_core"
# No `-march` and no fused multiply-add: every processor computes the same bits.
FLAGS = (
    []
    if sys.platform == "win32"
    else ["-O2", "-std=c11", "-ffp-contract=off", "-fvisibility=hidden", "-g0"]
)


class Core(BuildHookInterface):  # type: ignore[misc]
    """Compiles the core and puts it into the wheel, or beside the sources of an editable one."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build for `version`, "standard" or "editable"."""
        # SUMMKIT_BUILD is "pure" to build no core, "core" to fail where none can be built.
        wish = os.environ.get("SUMMKIT_BUILD", "")
        if self.target_name != "wheel" or wish == "pure":
            return
        root = Path(self.root)
        folder = root / "src" if version == "editable" else root / "build" / "core"
        try:
            made = compile_core(root, folder)
        except Exception as error:  # whatever a compiler or its absence raises
            if wish == "core":
                raise
            self.app.display_warning(f"summkit is built without its compiled core: {error}")
            return
        # The wheel fits this Python and platform only.
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        if version != "editable":
            build_data["force_include"][str(made)] = f"summkit/{made.name}"


def compile_core(root: Path, folder: Path) -> Path:
    """Compile the core into `folder`/summkit and return the file."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    class Build(build_ext):
        """Compiles the stemmers once: they are large, never change, and know no Python."""

        def build_extension(self, ext: Any) -> None:
            stemmers = [str(path) for path in sorted((SOURCES / "snowball").rglob("*.c"))]
            objects = self.compiler.object_filenames(stemmers, output_dir=self.build_temp)
            for source, made in zip(stemmers, objects, strict=True):
                if not Path(made).exists() or Path(made).stat().st_mtime < newest:
                    self.compiler.compile([source], self.build_temp, extra_postargs=FLAGS)
            ext.extra_objects = objects
            super().build_extension(ext)

    before = Path.cwd()
    os.chdir(root)  # paths of sources are relative, so that objects stay under build/
    try:
        newest = max(path.stat().st_mtime for path in (SOURCES / "snowball").rglob("*.[ch]"))
        extension = Extension(
            "summkit._core",
            [str(path) for path in sorted(SOURCES.glob("*.c"))],
            include_dirs=[str(SOURCES)],
            depends=[str(path) for path in SOURCES.rglob("*.[ch]")],
            extra_compile_args=FLAGS,
        )
        command = Build(Distribution({"name": "summkit", "ext_modules": [extension]}))
        command.build_lib = str(folder)
        command.build_temp = str(Path("build") / "objects")
        command.ensure_finalized()
        command.run()
        return Path(command.get_ext_fullpath("summkit._core")).resolve()
    finally:
        os.chdir(before)
