"""The common parts of the DOCX and ODT readers: unpacking within the limit, making the Article.

python-docx 1.2 was considered: it leaves out the text in tracked insertions and content controls.
mammoth and odfpy unpack a zip bomb without a limit, and odfpy is not maintained. lxml, which pages
need anyway, and the standard library's `zipfile` are enough.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.reading.cleaning.characters import clean
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.text import read_body, read_text
from summkit.reading.formats.unmarked import line_of, plain_of
from summkit.reading.formats.xml import code_of, local_name, parse_xml, prepared_xml
from summkit.reading.limits import Limits
from summkit.reading.stream import too_large

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONG = 25  # minimum words in a cell of a layout table; no table of data has as many in a cell
_KINDS = (
    ("xl/", "an Excel workbook: save it as CSV"),
    ("ppt/", "a PowerPoint presentation: save the article as text"),
    ("META-INF/container.xml", "an electronic book (EPUB): save the article as HTML or text"),
    ("Index/Document.iwa", "a Pages document: export it as .docx"),
    ("content.xml", "an OpenDocument file, but no text: save it as .odt or CSV"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document: its text and its role.

    Attributes
    ----------
    role
        "title", "subtitle", "heading", "text", or "cell" in a table.
    """

    text: str
    role: str = "text"


class Package:
    """A zip archive of XML parts.

    Raises
    ------
    InputError
        If the data is no zip archive or is damaged.
    """

    def __init__(self, data: bytes, limits: Limits, source: str) -> None:
        self._limits, self._source = limits, source
        self._left = limits.max_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            struct.error,
        ) as error:
            raise InputError(f"the document is damaged or cut off ({error})", source) from error

    def xml(self, name: str) -> Element | None:
        """Return the first element of a part; None if there is no such part.

        Raises
        ------
        InputError
            If the part is damaged or encrypted, or all parts unpack to more than `max_bytes`.
        """
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except NotImplementedError as error:
            raise InputError(
                f"the document is compressed by an unknown method ({error})", self._source
            ) from error
        except RuntimeError as error:  # zipfile raises RuntimeError if a password is needed
            raise InputError(
                "the document is encrypted: save it without a password", self._source
            ) from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            struct.error,
        ) as error:
            raise InputError(
                f"the document is damaged or cut off ({error})", self._source
            ) from error
        if len(data) > self._left:
            raise InputError(too_large(self._limits.max_bytes, "unpacked "), self._source)
        self._left -= len(data)
        markup = prepared_xml(data, declared=None, where=self._source)
        return parse_xml(markup, self._source, limits=self._limits)

    def refuse(self, wanted: str) -> InputError:
        """Return the error for a zip archive that is no document of the `wanted` kind."""
        for name, kind in _KINDS:
            if any(each.startswith(name) for each in self.names):
                return InputError(f"{kind}; it is not read", self._source)
        return InputError(
            f"a zip archive that is no {wanted}: unpack it and give the folder", self._source
        )


def article_of(
    blocks: Iterable[Block],
    tables: Iterable[list[str]],
    *,
    title: str | None,
    id: str,
    source: str,
    language: str | None,
    kind: str,
) -> Article:
    """Make an Article of a document's paragraphs.

    Parameters
    ----------
    blocks
        The paragraphs.
    tables
        The rows of tables of data, which are left out.
    title
        The title in the document's properties; it is used if the text shows no title.
    id, source, language
        For the Article; `language` None means the language found in the text.
    kind
        The kind of document, for messages and for `Article.read_as`.

    Raises
    ------
    InputError
        If there is no text.
    """
    paragraphs = [block for block in blocks if block.text.strip()]
    if not paragraphs:
        raise InputError(f"the {kind} contains no text", source)
    headline = dek = None
    rest = list(paragraphs)
    if (first := _titled(rest)) is not None:
        headline = line_of(rest.pop(first).text)
        if first < len(rest) and rest[first].role == "subtitle":
            dek = line_of(rest.pop(first).text)
    dropped = tuple(Dropped(" · ".join(filter(None, row)), "table") for row in tables if any(row))
    text = "\n\n".join(block.text for block in rest)
    if headline is not None:
        text, marks = plain_of(text)
        body, dek, more = read_body(text, headline, dek)
        article = Article(body, headline=headline, dek=dek, dropped=(*marks, *more))
    else:
        article = read_text(text)
        headline = article.headline or (title if title and len(title.split()) > 2 else None)
    if not article.body.strip():
        raise InputError(f"the {kind} contains no text below its title", source)
    return Article(
        article.body,
        id=id,
        headline=headline,
        dek=article.dek,
        language=language or article.language,
        source=source,
        dropped=(*article.dropped, *dropped),
        read_as=kind,
    )


def _titled(blocks: list[Block]) -> int | None:
    """Return the place of the title: a paragraph of its style, or a heading above all text."""
    for place, block in enumerate(blocks[:10]):
        if block.role == "title":
            return place
    for place, block in enumerate(blocks[:4]):
        if block.role == "heading":
            return place if len(blocks) > place + 1 else None
        if len(block.text.split()) > _LONG:
            return None
    return None


def row_blocks(cells: list[list[Block]]) -> tuple[list[Block], list[str]]:
    """Return a table's row as paragraphs if the table lays out text, else as one row of data."""
    if any(len(block.text.split()) >= _LONG for cell in cells for block in cell):
        return [block for cell in cells for block in cell], []
    return [], [" ".join(block.text for block in cell) for cell in cells]


def properties(root: Element | None) -> tuple[str | None, str | None]:
    """Return the title and language in a document's properties."""
    values: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        text = " ".join(clean(element.text or "").split())
        if text and local_name(element) in ("title", "language"):
            values.setdefault(local_name(element), text)
    return values.get("title"), code_of(values.get("language"))


def lines_of(text: str) -> list[str]:
    """Return a paragraph's lines; a line break in the middle of a sentence is joined."""
    lines: list[str] = []
    for line in text.split("\n"):
        if not (line := " ".join(clean(line).split())):
            continue
        if lines and line[0].islower() and not ends_sentence(lines[-1]):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines
