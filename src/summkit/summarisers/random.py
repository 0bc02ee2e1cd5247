"""Random: the floor any method must beat."""

from __future__ import annotations

import random
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter


class Random(Summariser):
    """Random scores that depend on the seed and the body alone.

    An article gets the same scores whatever was summarised before it.
    """

    name: ClassVar[str] = "random"
    paper: ClassVar[str] = "a baseline"

    seed: int = parameter(0, "Another seed makes another choice.", low=0)

    def score(self, document: Document) -> list[float]:
        """Return independent uniform numbers in 0..1."""
        # Python hashes a text seed with SHA-512, the same on every machine and version.
        generator = random.Random(f"{self.seed}\n{document.article.body}")  # noqa: S311 - no secret
        return [generator.random() for _ in document.sentences]
