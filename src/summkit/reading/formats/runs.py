"""Make paragraphs of text that is in no paragraph, or that is only divided by <br><br>."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import ends_sentence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_HOLDERS = frozenset(
    {
        *("article", "blockquote", "body", "center", "div", "main", "section", "p", "td", "dd"),
        *("b", "em", "font", "i", "span", "strong", "details", "form", "header", "li"),
    }
)
_INLINE = frozenset({"b", "em", "font", "i", "span", "strong"})
_SECTIONS = ("section", "article", "main", "center")
_MIXED = frozenset({"li", "header", "dd"})  # elements whose text is only divided by <br><br>
_FEWEST_WORDS = 5
_FEWEST_PREFORMATTED = 40  # words
_BLANK = regex(r"\n[^\S\n]*\n\s*")  # a blank line
_FEWEST_WIDE = 12  # characters, in scripts without spaces
_MOST_LINKED = 0.5  # maximum share of link characters in a run
_FEWEST_DEFINED = 3  # minimum sentences in a list of paragraphs
_LABEL_TAGS = frozenset({"span", "time"})
_MOST_LABELS = 6
_LABEL = regex(r"[A-ZÀ-Þ\d](?=[^.!?]{2,60}$).*[^\s,;:(-]")  # "Ann Holt", "12 views"
# The white space that begins a paragraph: two no-break spaces, or one space as wide as a letter.
_INDENT = regex(r"[ \t\r\n]*(?:\u00a0{2}|[\u2003\u3000])[\s]*\S")


def separate_lines(tree: HtmlElement) -> None:
    """Put a space into each <br>, and make paragraphs of lines that begin with an indent.

    The space keeps the words before and after the <br> apart: "reopens<br>after flood". Old pages
    mark a paragraph by one <br> and no-break spaces, or by a <dd> without its <dt>.
    """
    from lxml.html import Element

    for br in list(tree.iter("br")):
        if _INDENT.match(br.tail or ""):
            br.addprevious(Element("br"))
        br.tail = f" {br.tail or ''}"
    for element in list(tree.iter("dl")):
        _open_definitions(element)
    for element in list(tree.iter("div", "section", "header", "li")):
        _part_labels(element)


def _part_labels(element: HtmlElement) -> None:
    """Make lines of the labels in an element, which a style sheet sets apart: a name and a date.

    In "<div><span>Ann Holt</span><span>4 March</span></div>", no space separates the labels.
    """
    children = list(element)
    if not 2 <= len(children) <= _MOST_LABELS or (element.text or "").strip():
        return
    if any(c.tag not in _LABEL_TAGS or len(c) > 1 or c.tail for c in children):
        return
    texts = [c.text_content().strip() for c in children]
    if all(_LABEL.fullmatch(text) for text in texts):
        for child in children:
            child.tag = "div"


def _open_definitions(element: HtmlElement) -> None:
    """Make paragraphs of the <dd>s of a list that has no <dt>."""
    paragraphs = list(element.iter("dd"))
    if len(paragraphs) < _FEWEST_DEFINED or next(element.iter("dt"), None) is not None:
        return
    for paragraph in paragraphs:
        around = paragraph.getparent()
        if around.tag == "dd":  # the parser puts a <dd> into the unclosed <dd> before it
            around.addnext(paragraph)
    texts = ["".join(paragraph.itertext()).strip() for paragraph in paragraphs]
    if sum(map(ends_sentence, texts)) < _FEWEST_DEFINED:
        return  # wikis indent a quotation and its source by a <dd> each
    element.tag = "div"
    for paragraph in paragraphs:
        paragraph.tag = "div" if _holds_block(paragraph) else "p"


def make_paragraphs(tree: HtmlElement) -> None:
    """Wrap each run of text between blocks, or between <br><br>, into a <p>.

    Browsers show such a run as a paragraph. Extractors expect a <p> and lose the run, which often
    is the lede. A run of few words, or mostly of links, stays unchanged.
    """
    for element in list(tree.iter("pre")):
        _open_preformatted(element)
    holders: dict[HtmlElement, bool] = {}
    for element in tree.iter(*BLOCKS):
        parent = element.getparent()
        if parent is not None and parent.tag in _HOLDERS and parent.tag not in _MIXED:
            holders[parent] = True
    for element in tree.iter(*_SECTIONS):
        holders.setdefault(element, False)  # trafilatura reads plain text in a <div>, not in these
    for br in tree.iter("br"):
        if not (br.tail or "").strip() and (after := br.getnext()) is not None:
            parent = br.getparent()
            if after.tag == "br" and parent.tag in _HOLDERS:
                holders.setdefault(parent, False)
    # The paragraphs within "<font>One<br><br>Two</font>" are made before those around the element.
    for holder in sorted(holders, key=lambda each: each.tag not in _INLINE):
        _wrap_runs(holder)
    for element in list(tree.iter("p")):
        if len(element) and _is_only_paragraphs(element):
            element.tag = "div"  # "<p><font>One<p>Two</font>", as old pages have it


def _is_only_paragraphs(element: HtmlElement) -> bool:
    """Return whether an element contains paragraphs, and no text outside them."""
    inner = [p for p in element.iterdescendants("p") if p.find(".//p") is None]
    size = sum(len("".join(p.text_content().split())) for p in inner)
    return bool(inner) and size == len("".join(element.text_content().split()))


def _open_preformatted(element: HtmlElement) -> None:
    """Make paragraphs of a <pre> of running text, as old archives have it; code stays."""
    from lxml.html import Element

    text = element.text_content()
    if element.find(".//code") is not None or len(text.split()) < _FEWEST_PREFORMATTED:
        return
    for child in list(element):
        element.remove(child)
    element.tag, element.text = "div", None
    for part in _BLANK.split(text.strip("\n")):
        paragraph = Element("p")
        first, *rest = part.split("\n")
        paragraph.text = first
        for line in rest:
            br = Element("br")
            br.tail = f" {line}"
            paragraph.append(br)
        element.append(paragraph)


class _Run(NamedTuple):
    """Text and inline elements that follow one another in an element.

    Attributes
    ----------
    before
        The block or <br> before the run; None for the first run of the element.
    text
        The text before the run's first inline element.
    elements
        The inline elements, with the text after each.
    """

    before: HtmlElement | None
    text: str
    elements: list[HtmlElement]


def _wrap_runs(holder: HtmlElement) -> None:
    """Wrap the runs of one element; a <p> with several runs becomes a <div> of paragraphs."""
    from lxml.html import Element

    if not _has_text(holder):
        return
    runs = _runs_of(holder)
    if holder.tag == "p" and len(runs) < 2:
        return
    if holder.tag != "p" and not any(_is_prose(run) for run in runs):
        return
    for run in runs:
        if not _is_prose(run, fewest=1):
            continue
        paragraph = Element("p")
        paragraph.text = run.text
        if run.before is None:
            holder.text = None
            holder.insert(0, paragraph)
        else:
            run.before.tail = None
            run.before.addnext(paragraph)
        paragraph.tail = None
        paragraph.extend(run.elements)
    if holder.tag == "p":
        holder.tag = "div"


def _runs_of(holder: HtmlElement) -> list[_Run]:
    """Return the runs of an element; blocks and <br><br> separate them."""
    runs: list[_Run] = []
    children = list(holder)
    run = _Run(None, holder.text or "", [])
    for place, child in enumerate(children):
        double = (
            child.tag == "br"
            and not (child.tail or "").strip()
            and place + 1 < len(children)
            and children[place + 1].tag == "br"
        )
        if child.tag in BLOCKS or double or _holds_block(child):
            runs.append(run)
            run = _Run(child, child.tail or "", [])
        elif (
            child.tag == "br"
            and run.before is not None
            and run.before.tag == "br"
            and not (run.elements or run.text.strip())
        ):
            run = _Run(child, child.tail or "", [])  # the second of two <br>, or a further one
        else:
            run.elements.append(child)
    return [*runs, run]


def _has_text(holder: HtmlElement) -> bool:
    """Return whether an element contains text directly or in inline elements."""
    if holder.text and not holder.text.isspace():
        return True
    for child in holder:
        if child.tag not in BLOCKS or (child.tail and not child.tail.isspace()):
            return True
    return False


def _holds_block(element: HtmlElement) -> bool:
    return len(element) > 0 and next(element.iter(*BLOCKS), None) is not None


def _is_prose(run: _Run, fewest: int = _FEWEST_WORDS) -> bool:
    """Return whether a run has enough words and is not mostly links."""
    parts = [run.text]
    linked = 0
    for element in run.elements:
        within = element.text_content()
        parts += (within, element.tail or "")
        if element.tag == "a":
            linked += len(within.strip())
        elif len(element):
            linked += sum(len(a.text_content().strip()) for a in element.iter("a"))
    words = " ".join(parts).split()
    size = sum(map(len, words))
    wide = not "".join(words[:3]).isascii() and size >= _FEWEST_WIDE and size > 8 * len(words)
    return (len(words) >= fewest or wide) and linked <= _MOST_LINKED * size
