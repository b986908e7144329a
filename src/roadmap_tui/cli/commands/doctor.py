"""`doctor`: look through all files of this user, and repair what can be repaired."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json, add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_json, print_text
from roadmap_tui.core.text import plural
from roadmap_tui.presentation.commands import DEFAULT_KEYS
from roadmap_tui.storage.doctor import Diagnosis, Issue, diagnose
from roadmap_tui.storage.repair import repair

EXIT_WRONG = 1


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("--fix", action="store_true", help="mend what is safe to mend, after a copy")
    add_roadmap(command)
    add_json(command)


def run(context: Context, options: Namespace) -> int:
    """Say what is wrong with the user's files, and mend what can be; 1 when something stays wrong."""
    checkup = _diagnose(context, options.roadmap)
    done: dict[Issue, str] = {}
    if options.fix:
        done = _repaired(context, checkup)
        after = set(_diagnose(context, options.roadmap).issues)
    else:
        after = set(checkup.issues)
    if options.json:
        print_json(_entry(checkup, done, after))
    else:
        _print(checkup, done, after)
    return EXIT_WRONG if any(finding.is_wrong for finding in after) else 0


def _diagnose(context: Context, reference: str | None) -> Diagnosis:
    return diagnose(context.locations, context.own, DEFAULT_KEYS, context.now().timestamp(), reference)


def _repaired(context: Context, checkup: Diagnosis) -> dict[Issue, str]:
    aside = context.locations.state / f"set-aside-{context.now():%Y%m%dT%H%M%S}"
    said = {finding: repair(finding, aside) for finding in checkup.issues}
    return {finding: sentence for finding, sentence in said.items() if sentence}


def _print(checkup: Diagnosis, done: dict[Issue, str], after: set[Issue]) -> None:
    for finding in checkup.issues:
        print_text(finding.message)
        if finding in done:
            print_text(f"  {done[finding]}")
    marks, logs, roadmaps = (
        plural(count, word)
        for count, word in ((checkup.marks, "mark"), (checkup.logs, "log"), (checkup.roadmaps, "roadmap"))
    )
    wrong = sum(finding.is_wrong for finding in after)
    verdict = f"{plural(wrong, 'thing')} to look at" if wrong else "nothing is wrong"
    print_text(f"{marks} in {logs}, {roadmaps}: {verdict}.")


def _entry(checkup: Diagnosis, done: dict[Issue, str], after: set[Issue]) -> dict[str, object]:
    """`doctor --json`."""
    return {
        "marks": checkup.marks,
        "logs": checkup.logs,
        "roadmaps": checkup.roadmaps,
        "findings": [
            {
                "kind": finding.kind,
                "message": finding.message,
                "file": str(finding.path) if finding.path else None,
                "wrong": finding.is_wrong,
                "fix": done.get(finding),
                "fixed": finding not in after,
            }
            for finding in checkup.issues
        ],
    }
