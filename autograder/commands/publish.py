"""`autograder publish FOLDER`: write what students see into the public repository's folder."""

import argparse
from pathlib import Path

from traitlets.config import Config

from autograder.publish.public_tree import publish


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, help="where it goes: a new folder, or one that was published to before")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Publish the course in the current folder."""
    tree = publish(Path.cwd(), arguments.folder)
    print(f"Wrote {len(tree)} files into {arguments.folder}. Commit and push them to the public repository.")
    return 0
