"""The article on the page. It is read once and then stored in the form, not in the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from summkit.article import Article, Dropped
from summkit.desk.work import Upload, one_of
from summkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summkit.desk.forms import Form
    from summkit.desk.work import Task
    from summkit.reading import ReadOptions

PASTED = "the pasted text"


class LeftOut(msgspec.Struct, frozen=True, array_like=True):
    """A line that the reader left out.

    Attributes
    ----------
    text, rule
        The line, and the rule that left it out.
    before
        Index of the paragraph before which the line was.
    """

    text: str
    rule: str
    before: int


class FormArticle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data of an article in a hidden field of the form."""

    body: str
    headline: str | None = None
    dek: str | None = None
    language: str | None = None
    source: str = ""
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class PageArticle:
    """An article on the page.

    Attributes
    ----------
    carried
        The data of the article.
    more
        Whether the sent file contains further articles, which are not shown.
    """

    carried: FormArticle
    more: bool = False

    @property
    def article(self) -> Article:
        """The Article."""
        given = self.carried
        return Article(
            given.body,
            headline=given.headline,
            dek=given.dek,
            language=given.language,
            source=given.source,
            dropped=tuple(Dropped(each.text, each.rule) for each in given.left_out),
        )

    @property
    def packed(self) -> str:
        """The data of the article as JSON, for the hidden field of the form."""
        return msgspec.json.encode(self.carried).decode()


def of_form(form: Form, task: Task, options: ReadOptions) -> PageArticle:
    """Return the article of a form: a new text, file or address, or else the previous article.

    Raises
    ------
    InputError
        If there is no article, or if it cannot be read.
    UsageError
        If the data in the hidden field are damaged.
    """
    sent = _sent(form, task)
    if sent is not None:
        article, more = one_of(sent, options)
        return PageArticle(_form_article(article, sent), more)
    text = form.text("article")
    if not text:
        raise InputError("there is no article yet: paste a text, or choose a file")
    try:
        carried = msgspec.json.decode(text.encode("utf-8", "replace"), type=FormArticle)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(
            f"the article in the form is damaged: {error}: paste the text again"
        ) from None
    return PageArticle(_with_restored_line(carried, form))


def _sent(form: Form, task: Task) -> Upload | None:
    if task.page is not None:
        return task.page
    for file in form.files:
        if file.data:
            return file
    text = form.text("text")
    # Browsers end the lines of a form with CR LF.
    data = text.replace("\r\n", "\n").encode("utf-8", "replace")
    return Upload(data, PASTED) if text.strip() else None


def _form_article(article: Article, sent: Upload) -> FormArticle:
    """Return the data of an article, with the place of each line that the reader left out."""
    raw = _squeezed(sent.data.decode("utf-8", "replace"))
    paragraphs = [_squeezed(article.body[start:end]) for start, end in article.paragraphs()]
    places = _places(raw, [paragraph[:60] for paragraph in paragraphs])
    left_out = []
    last = 0
    for dropped in article.dropped:
        found = raw.find(_squeezed(dropped.text), last)
        if found >= 0:
            last = found
        before = sum(place <= found for place in places) if found >= 0 else len(paragraphs)
        left_out.append(LeftOut(dropped.text, dropped.rule, before))
    return FormArticle(
        article.body,
        article.headline,
        article.dek,
        article.language,
        article.source,
        tuple(left_out),
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _places(raw: str, starts: Sequence[str]) -> list[int]:
    """Return the offset of each paragraph. If one is not found, it gets the previous offset."""
    places = []
    last = 0
    for start in starts:
        found = raw.find(start, last)
        last = found if found >= 0 else last
        places.append(last)
    return places


def _with_restored_line(carried: FormArticle, form: Form) -> FormArticle:
    """Return the article with the line restored whose button was pressed."""
    wanted = form.number("back", 0, 100_000, -1) if form.text("back") else -1
    if not 0 <= wanted < len(carried.left_out):
        return carried
    line = carried.left_out[wanted]
    body = Article(carried.body)
    paragraphs = [carried.body[start:end] for start, end in body.paragraphs()]
    before = min(max(0, line.before), len(paragraphs))
    paragraphs.insert(before, line.text)
    rest = [
        msgspec.structs.replace(each, before=each.before + (each.before >= before and n > wanted))
        for n, each in enumerate(carried.left_out)
        if n != wanted
    ]
    return msgspec.structs.replace(carried, body="\n\n".join(paragraphs), left_out=tuple(rest))
