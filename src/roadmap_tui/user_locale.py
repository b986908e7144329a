"""The character set of the user's locale, from the environment alone (POSIX, "Internationalization Variables").

Python's own encoding says less: without a locale Python takes UTF-8 all the same (PEP 538, PEP 540), while a terminal
or a tmux without one shows other characters or none. Loads nothing.
"""

from collections.abc import Iterator, Mapping

VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")
"""The first one that is not empty decides."""

_COERCED = {"C.UTF-8", "C.utf8", "UTF-8"}
"""The values that Python itself gives to LC_CTYPE when there is no locale (PEP 538)."""


def charset(environment: Mapping[str, str]) -> str:
    """The character set that the locale names, small and without hyphens: `utf8`, `iso88591`.

    Args:
        environment: The variables of the locale are looked at.

    Returns:
        `ascii` where there is no locale; empty where the locale does not name its character set.
    """
    name = next(filter(None, map(environment.get, VARIABLES)), "C").partition("@")[0]
    language, _, codeset = name.partition(".")
    if language in ("C", "POSIX") and not codeset:
        return "ascii"
    if language == "UTF-8":  # the name of a locale on macOS
        return "utf8"
    return codeset.lower().replace("-", "").replace("_", "")


def user_charset(environment: Mapping[str, str]) -> str:
    """The same for the environment that the user gave to this program, before Python changed it.

    Args:
        environment: The environment of this process.
    """
    is_odd = not environment.get("LC_ALL") and environment.get("LC_CTYPE") in _COERCED
    if is_odd and charset({"LANG": environment.get("LANG", "")}) == "ascii":
        environment = _initial() or environment
    return charset(environment)


_initial_environment: dict[str, str] | None = None


def _initial() -> dict[str, str]:
    """The environment that the process began with; empty on systems that do not tell."""
    global _initial_environment
    if _initial_environment is None:
        _initial_environment = dict(_read_initial())
    return _initial_environment


def _read_initial() -> Iterator[tuple[str, str]]:
    try:
        with open("/proc/self/environ", encoding="ascii", errors="replace") as file:
            for variable in file.read().split("\0"):
                name, _, value = variable.partition("=")
                yield name, value
    except OSError:
        pass
