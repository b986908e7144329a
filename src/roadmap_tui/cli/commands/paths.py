"""`paths`: where the files of this user are."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_json, print_text


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(command)


def run(context: Context, options: Namespace) -> int:
    """Where this user's files are, whether or not they exist yet."""
    places = context.locations
    paths = {
        "data": places.data,
        "progress": places.progress,
        "roadmaps": places.roadmaps,
        "settings": places.settings,
        "log": places.log,
    }
    if options.json:
        print_json({name: str(path) for name, path in paths.items()})
    else:
        for name, path in paths.items():
            print_text(f"{name:<9} {path}")
    return 0
