"""The character set of the user's locale."""

import subprocess
import sys

import pytest

from roadmap_tui.user_locale import charset

PRINT = "import os; from roadmap_tui.user_locale import user_charset; print(user_charset(os.environ))"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "ascii"),
        ({"LANG": ""}, "ascii"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "POSIX"}, "ascii"),
        ({"LANG": "C.UTF-8"}, "utf8"),
        ({"LANG": "en_US.utf8"}, "utf8"),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, "iso885915"),
        ({"LANG": "de_DE"}, ""),
        ({"LANG": "de_DE@euro"}, ""),
        ({"LC_CTYPE": "UTF-8"}, "utf8"),
        ({"LC_ALL": "C", "LC_CTYPE": "C.UTF-8", "LANG": "C.UTF-8"}, "ascii"),
        ({"LC_ALL": "", "LC_CTYPE": "C", "LANG": "C.UTF-8"}, "ascii"),
        ({"LC_ALL": "C.UTF-8", "LC_CTYPE": "C", "LANG": "C"}, "utf8"),
        ({"LC_MESSAGES": "C", "LANG": "C.UTF-8"}, "utf8"),
    ],
)
def test_the_first_variable_that_is_not_empty_decides(environment: dict[str, str], expected: str) -> None:
    """As POSIX says, and without one there is no locale."""
    assert charset(environment) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process began with")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "ascii"),
        ({"LANG": "C"}, "ascii"),
        ({"LC_CTYPE": "C", "PYTHONUTF8": "1"}, "ascii"),
        ({"LC_CTYPE": "C.UTF-8"}, "utf8"),
        ({"LANG": "C.UTF-8", "PYTHONUTF8": "0"}, "utf8"),
    ],
)
def test_the_locale_that_python_makes_up_does_not_count(environment: dict[str, str], expected: str) -> None:
    """Python sets LC_CTYPE to C.UTF-8 where there is no locale (PEP 538)."""
    ran = subprocess.run([sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == expected
