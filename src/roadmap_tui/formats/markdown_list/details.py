"""`<details>` and `<summary>`: HTML in which lists hide their answers, as blocks with a title and children.

markdown-it ends a piece of HTML at an empty line, so one element may be several blocks with Markdown between them. Tags
are found by a pattern that looks at every character once; nothing else of HTML is understood.
"""

import re
from html import unescape

from roadmap_tui.formats.markdown_list.blocks import Block

MAX_DETAILS = 16
"""Elements in elements; what is deeper stands at the last level."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>|<!--")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LINES = {"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"}

_GENERIC = re.compile(
    r"(?:click|tap|show|toggle|reveal|hide|expand)\b.*"
    r"|(?:see|view|open|read|check|get)\b(?: the| an?)?(?: suggested| possible| sample)?"
    r" (?:answers?|solutions?|more|details|code|hints?|here|explanations?|results?|outputs?)\b.*"
    r"|(?:the |my |suggested |possible |sample )?(?:answers?|solutions?|hints?|explanations?|details|spoilers?|code"
    r"|examples?|outputs?|results?|more|summary|translations?|notes?|why|responses?)(?: \d+)?\W*",
    re.IGNORECASE,
)


def is_generic(summary: str) -> bool:
    """Whether a summary names nothing: `Answer`, `Click to see more`."""
    words = summary.strip(" \t*_:.!▶👉⬇🔽")
    return not words or (len(words) < 60 and _GENERIC.fullmatch(words) is not None)


def fold_details(document: Block) -> None:
    """Replace the HTML of details by blocks of kind `details`, whose text is their summary, in every container."""
    for block in [document, *document.walk()]:
        if any(child.kind == "html_block" and _has_details(child.text) for child in block.children):
            block.children = _Folder().fold(block.children)


def _has_details(html: str) -> bool:
    lower = html.lower()
    return "<details" in lower or "<summary" in lower


class _Folder:
    """Puts what stands between two tags under the first."""

    def __init__(self) -> None:
        self.top = Block("document", 0, 0)
        self.stack = [self.top]
        self.depth = 0
        self.summary: list[str] | None = None

    def fold(self, children: list[Block]) -> list[Block]:
        for child in children:
            if child.kind == "html_block" and (self.depth or _has_details(child.text)):
                self._html(child)
            elif self.summary is not None:
                self.summary.append(child.text)
            else:
                self.stack[-1].children.append(child)
        return self.top.children

    def _html(self, block: Block) -> None:
        html, place, line = block.text, 0, block.first
        found = _TAG.search(html)
        start = 0
        while found:
            name, is_end = (found[2] or "").lower(), found[1] == "/"
            after = found.end()
            if found[0] == "<!--":
                end = html.find("-->", after)
                after = len(html) if end < 0 else end + 3
                self._text(html[start : found.start()], line)
                start = after
            elif name in ("details", "summary"):
                self._text(html[start : found.start()], line)
                line += html.count("\n", place, after)
                place = start = after
                self._tag(name, line, is_end=is_end)
            found = _TAG.search(html, after)
        self._text(html[start:], line)

    def _tag(self, name: str, line: int, *, is_end: bool) -> None:
        if name == "summary":
            if not is_end:
                self.summary = []
            elif self.summary is not None:
                title = " ".join(" ".join(self.summary).split())
                self.stack[-1].text = self.stack[-1].text or title
                self.summary = None
        elif is_end:
            self._close(line)
        else:
            self.depth += 1
            if self.depth <= MAX_DETAILS:
                block = Block("details", line, line + 1)
                self.stack[-1].children.append(block)
                self.stack.append(block)

    def _close(self, line: int) -> None:
        self.summary = None
        if self.depth and self.depth <= MAX_DETAILS:
            self.stack.pop().end = line + 1
        self.depth = max(self.depth - 1, 0)

    def _text(self, html: str, line: int) -> None:
        if self.summary is not None:
            self.summary.append(_words(html))
        elif text := html_to_markdown(html):
            kind = "html_text" if self.depth else "html_block"
            self.stack[-1].children.append(Block(kind, line, line + 1, text=text))


def _words(html: str) -> str:
    """Without tags; what is written as an entity stays one, since Markdown reads it, too."""
    return _TAG.sub(" ", html)


def html_to_markdown(html: str) -> str:
    """The words of HTML, with its links, code and items as Markdown has them."""
    parts: list[str] = []
    place, is_code, is_pre, url = 0, False, False, ""
    for found in _TAG.finditer(html):
        piece = html[place : found.start()]
        parts.append(unescape(piece) if is_code or is_pre else piece)
        place = found.end()
        name, is_end = (found[2] or "").lower(), found[1] == "/"
        if name == "pre":
            is_pre = not is_end
            parts.append("\n```\n")
        elif name == "code" and not is_pre:
            is_code = not is_end
            parts.append("`")
        elif name == "a":
            address = _HREF.search(found[3]) if not is_end else None
            parts.append("[" if address else f"]({url})" if url else "")
            url = next(filter(None, address.groups()), "") if address else ""
        elif name == "li" and not is_end:
            parts.append("\n- ")
        elif name == "br":
            parts.append("\n")
        elif name in _LINES:
            parts.append("\n\n")
    parts.append(html[place:])
    text = "\n".join(line.strip() if not is_pre else line for line in "".join(parts).splitlines())
    return re.sub(r"\n{3,}", "\n\n", text).strip()
