"""Random: a baseline that every method must beat."""

from __future__ import annotations

import random
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter


class Random(Summariser):
    """Random scores that depend only on the seed and the body.

    An article gets the same scores, no matter which articles were summarised before.

    Examples
    --------
    >>> import summkit as sk
    >>> document = sk.analyse("A fire broke out. Nobody was hurt.", "en")
    >>> sk.Random(seed=1).score(document) == sk.Random(seed=1).score(document)
    True
    """

    name: ClassVar[str] = "random"
    paper: ClassVar[str] = "a baseline"

    seed: int = parameter(0, "Seed; another seed gives other scores.", low=0)

    def score(self, document: Document) -> list[float]:
        """Return an independent uniform number from 0 to 1 for each sentence."""
        # Python hashes a text seed with SHA-512, with the same result on every machine and version.
        generator = random.Random(f"{self.seed}\n{document.article.body}")  # noqa: S311 - no secret
        return [generator.random() for _ in document.sentences]
