"""HTML: one page that needs nothing else, works without scripts, on a phone, in the dark and on paper."""

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import assert_never

from markdown_it import MarkdownIt

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.links import TopicLink
from roadmap_tui.core.marks import Status
from roadmap_tui.core.text import clean, clean_line, plural
from roadmap_tui.formats.exports.outline import links_of

_STYLE = """
:root{color-scheme:light dark;--ink:#1f2328;--mute:#59636e;--line:#d0d7de;--done:#1a7f37;--doing:#8a6d00;--back:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--mute:#9198a1;--line:#3d444d;--done:#3fb950;--doing:#d29922;
--back:#0d1117}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back);max-width:50rem;margin:0 auto;
padding:1rem;overflow-wrap:anywhere}
a{color:inherit}
h1{font-size:1.6rem;margin:.5rem 0}
main>ul,details>ul{list-style:none;margin:0;padding:0}
main>ul>li{margin-top:.8rem}
details>ul{padding-left:1.2rem}
summary{cursor:pointer;padding:.25rem 0 .25rem 1rem;text-indent:-1rem}
.topic{padding-left:1.6rem}
.topic>.box{margin-left:-1.6rem}
.topic>.text{margin-left:0}
.name{font-weight:600}
.count,.kind,.word{color:var(--mute);font-size:.875rem}
.text{margin:.1rem 0 .3rem 1rem;font-size:.9375rem}
.text :is(h1,h2,h3,h4,h5,h6){font-size:1rem;margin:.4rem 0 .2rem}
.text :is(p,ul,ol,pre,blockquote){margin:.2rem 0}
.text :is(ul,ol){padding-left:1.4rem}
.text table{display:block;overflow-x:auto;border-collapse:collapse}
.text :is(td,th){padding:.1rem .8rem .1rem 0;border-bottom:1px solid var(--line);text-align:left;overflow-wrap:normal}
.text blockquote{padding-left:.6rem;border-left:3px solid var(--line)}
.note{border-left:3px solid var(--line);padding-left:.6rem}
.box{display:inline-block;width:1.6rem;text-indent:0}
.done.box{color:var(--done)}
.doing.box{color:var(--doing)}
.skipped.box+.title{color:var(--mute);text-decoration:line-through}
progress{width:100%;height:.6rem;accent-color:var(--done)}
pre{overflow-x:auto}
@media print{:root{font-size:10pt}body{max-width:none}.topic{break-inside:avoid}summary{break-after:avoid}
summary{list-style:none}pre{white-space:pre-wrap}}
"""


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the page."""
    title, root = _line(tally.roadmap.title), tally.roadmap.nodes[0]
    language = f' lang="{escape(clean_line(tally.roadmap.language))}"' if tally.roadmap.language else ""
    lines = [
        f"<!DOCTYPE html>\n<html{language}>\n<head>\n"
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
        f"<p>{_words(tally.overall)}</p>",
        _progress(tally.overall),
        _markdown(root.about),
        *map(_link, links_of(tally, root, with_notes=with_notes)),
        *_tree(tally, with_notes=with_notes),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _tree(tally: Tally, *, with_notes: bool) -> Iterator[str]:
    """Lists in lists; a stack of what is to be closed, since there may be many levels."""
    nodes, open_ = tally.roadmap.nodes, [(len(tally.roadmap.nodes), "</ul>")]
    yield "<ul>"
    for index in range(1, len(nodes)):
        while open_[-1][0] <= index:
            yield open_.pop()[1]
        has_children = nodes[index].end > index + 1
        yield from _node(tally, index, with_notes=with_notes, has_children=has_children)
        if has_children:
            open_.append((nodes[index].end, "</ul></details></li>"))
    yield from (close for _, close in reversed(open_))


def _node(tally: Tally, index: int, *, with_notes: bool, has_children: bool) -> Iterator[str]:
    node = tally.roadmap.nodes[index]
    note = tally.progress.note(node.id) if with_notes else ""
    links = links_of(tally, node, with_notes=with_notes)
    text = f'<div class="text">{_markdown(node.about)}{"".join(map(_link, links))}</div>' if node.about or links else ""
    text += f'<div class="text note">{_markdown(note)}</div>' if note else ""
    if has_children:
        yield f"<li><details open><summary>{_head(tally, index)}</summary>{text}\n<ul>"
    else:
        yield f'<li class="topic">{_head(tally, index)}{text}</li>'


def _head(tally: Tally, index: int) -> str:
    node, status = tally.roadmap.nodes[index], tally.statuses[index]
    summary = tally.summaries[index]
    box = f'<span class="box {status}" role="img" aria-label="{status.label}">{_box(status)}</span>'
    count = f' <span class="count">{summary.done}/{summary.counted}</span>' if node.end > index + 1 else ""
    kind = "title" if node.is_topic else "name"
    return f'{box if node.is_topic else ""}<span class="{kind}">{_line(node.title)}</span>{count}'


def _box(status: Status) -> str:
    match status:
        case Status.TODO:
            return "☐"
        case Status.DOING:
            return "◐"
        case Status.DONE:
            return "☑"
        case Status.SKIPPED:
            return "⊘"
        case _:
            assert_never(status)


def _words(overall: Summary) -> str:
    done = f"{overall.done} of {plural(overall.counted, 'topic')} done ({overall.percent}%)"
    return ", ".join([done, *overall.other_counts()])


def _progress(overall: Summary) -> str:
    return f'<progress max="{overall.counted or 1}" value="{overall.done}">{overall.percent}%</progress>'


def _link(each: TopicLink) -> str:
    link, read = each.link, ' <span class="word">read</span>' if each.is_read else ""
    by = f" by {_line(link.by)}" if link.by else ""
    kind = "" if link.kind == "other" else f' <span class="kind">{link.kind}</span>'
    return f'<div><a href="{escape(link.url)}" rel="noopener noreferrer">{_line(link.title)}</a>{by}{kind}{read}</div>'


def _line(text: str) -> str:
    return escape(clean_line(text))


@cache
def _renderer() -> MarkdownIt:
    """No raw HTML, no pictures from elsewhere, and links to the web only."""
    found = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    found.validateLink = _is_web  # type: ignore[method-assign]
    return found


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _markdown(text: str) -> str:
    rendered: str = _renderer().render(clean(text)) if text.strip() else ""
    return rendered.strip()
