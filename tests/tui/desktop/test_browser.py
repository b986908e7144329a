"""The one door to the browser: what goes through is one argument that begins with http, and nothing else does."""

import sys
from pathlib import Path
from queue import Queue

import pytest

from roadmap_tui.errors import UsageError
from roadmap_tui.tui.desktop.browser import Browser, command, find_browser, start

GOOD = ["https://example.org/", "http://example.org/a?b=c&d=%20#e", "HTTPS://Example.org", "https://bücher.example/ä"]
HOSTILE = [
    "",
    " ",
    "-flag",
    "--help",
    " -flag",
    "%action--x",
    "%s",
    "example.org",
    "//example.org",
    "\\\\example.org\\share",
    "/etc/passwd",
    "file:///etc/passwd",
    "file:/etc/passwd",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "about:blank",
    "ftp://example.org",
    "ssh://-oProxyCommand=x/",
    "smb://example.org/share",
    "ms-msdt:/id",
    "mailto:a@example.org",
    "tel:1",
    "chrome://settings",
    "view-source:https://example.org",
    "ttps://example.org",
    "https:example.org",
    "https:/example.org",
    "https://",
    "https:///path",
    "https://?q",
    "https://:80",
    "https://user@example.org",
    "https://user:password@example.org/",
    "https://good.example\\@evil.example",
    "https://example.org/a b",
    " https://example.org",
    "https://example.org\n--flag",
    "https://example.org/\x1b]8;;",
    "https://example.org/\x00",
    "https://example.org/\u202etxt",
    "https://exa\u200bmple.org",
    "https://example.org/\ud800",
    "https://example.org/" + "x" * 100_000,
]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all there is on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, code: str) -> Path:
    """A program in Python, which finds its interpreter without a path."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys\n{code}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("url", HOSTILE)
def test_no_other_address_goes_through(url: str) -> None:
    """Whatever the browser is."""
    for browser in (Browser(("x",)), Browser(("x", "--url=%s"))):
        with pytest.raises(UsageError, match="not opened"):
            command(browser, url)


@pytest.mark.parametrize("url", GOOD)
def test_an_address_is_one_argument(url: str) -> None:
    """At the end, or in the place that the user chose."""
    assert command(Browser(("x", "-a")), url) == ["x", "-a", url]
    assert command(Browser(("x", "--url=%s", "-b")), url) == ["x", f"--url={url}", "-b"]


@pytest.mark.parametrize(
    ("environment", "platform", "there", "expected"),
    [
        ({"BROWSER": "mine"}, "linux", ["mine"], ("mine",)),
        ({"BROWSER": "mine -a '%s' &"}, "linux", ["mine"], ("mine", "-a", "%s")),
        ({"BROWSER": "gone:mine"}, "linux", ["mine"], ("mine",)),
        ({"BROWSER": "mine", "SSH_TTY": "x"}, "linux", ["mine"], ("mine",)),
        ({"BROWSER": "gone"}, "linux", ["xdg-open"], None),
        ({"BROWSER": "'"}, "linux", [], None),
        ({}, "linux", ["xdg-open"], None),
        ({"DISPLAY": ":0"}, "linux", ["xdg-open"], ("xdg-open",)),
        ({"DISPLAY": ""}, "linux", ["xdg-open"], None),
        ({"WAYLAND_DISPLAY": "w"}, "linux", ["gio"], ("gio", "open")),
        ({"WSL_DISTRO_NAME": "d"}, "linux", ["wslview"], ("wslview",)),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "a b"}, "linux", ["xdg-open"], None),
        ({}, "darwin", [], ("open",)),
        ({"SSH_CONNECTION": "a b"}, "darwin", [], None),
    ],
)
def test_the_browser_is_the_readers(
    environment: dict[str, str], platform: str, there: list[str], expected: tuple[str, ...] | None, programs: Path
) -> None:
    """Whom `BROWSER` names, else the desktop's; at another machine a window would open where nobody sees it."""
    for name in there:
        install(programs, name, "")
    assert find_browser(environment, platform) == (expected and Browser(expected))


@pytest.mark.parametrize(("path", "is_text"), [("/usr/bin/w3m", True), ("lynx", True), ("firefox", False)])
def test_browsers_that_draw_in_the_terminal_are_known(path: str, is_text: bool) -> None:
    """They need it for themselves."""
    assert Browser((path,)).is_text is is_text


def test_the_browser_gets_the_address_and_no_terminal(programs: Path, tmp_path: Path) -> None:
    """One argument; what it writes goes nowhere."""
    told: Queue[str] = Queue()
    code = f"print('noise'); open({str(tmp_path / 'got')!r}, 'w').write('|'.join(sys.argv[1:])); sys.exit(3)"
    start(Browser((str(install(programs, "mine", code)),)), GOOD[1], told.put)
    assert told.get(timeout=10) == "mine could not open the link (exit code 3)."
    assert (tmp_path / "got").read_text() == GOOD[1]


def test_a_browser_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    """With the reason."""
    told: Queue[str] = Queue()
    start(Browser((str(tmp_path / "gone"),)), GOOD[0], told.put)
    assert "could not be started: No such file" in told.get(timeout=10)
