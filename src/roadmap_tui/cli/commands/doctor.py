"""The command that looks through all of the reader's files: doctor."""

from argparse import Namespace

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_json, print_text
from roadmap_tui.core.text import plural
from roadmap_tui.presentation.commands import USUAL_KEYS
from roadmap_tui.storage.doctor import Checkup, Finding, examine

EXIT_WRONG = 1


def examine_files(context: Context, options: Namespace) -> int:
    """Say what is wrong with the reader's files, and mend what can be; 1 when something stays wrong."""
    checkup = _examine(context, options.roadmap)
    done: dict[Finding, str] = {}
    if options.fix:
        done = _mended(context, checkup)
        after = set(_examine(context, options.roadmap).findings)
    else:
        after = set(checkup.findings)
    if options.json:
        print_json(_entry(checkup, done, after))
    else:
        _print(checkup, done, after)
    return EXIT_WRONG if any(finding.is_wrong for finding in after) else 0


def _examine(context: Context, reference: str | None) -> Checkup:
    return examine(context.locations, context.device, USUAL_KEYS, context.now().timestamp(), reference)


def _mended(context: Context, checkup: Checkup) -> dict[Finding, str]:
    from roadmap_tui.storage.repair import mend

    aside = context.locations.state / f"set-aside-{context.now():%Y%m%dT%H%M%S}"
    said = {finding: mend(finding, aside) for finding in checkup.findings}
    return {finding: sentence for finding, sentence in said.items() if sentence}


def _print(checkup: Checkup, done: dict[Finding, str], after: set[Finding]) -> None:
    for finding in checkup.findings:
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


def _entry(checkup: Checkup, done: dict[Finding, str], after: set[Finding]) -> dict[str, object]:
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
            for finding in checkup.findings
        ],
    }
