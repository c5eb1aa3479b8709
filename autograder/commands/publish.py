"""`autograder publish FOLDER`: write what students see into the public repository's folder."""

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path

from traitlets.config import Config

from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository
from autograder.publish.check_addresses import tagged_files
from autograder.publish.public_tree import publish


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, help="the folder to write: a new one, or one that was published to before")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Publish the course in the current folder, and say what to type next."""
    course, folder = Path.cwd(), arguments.folder
    tree = publish(course, folder)
    public = PublicRepository(config=load_config(course))
    print(f"Wrote {len(tree)} files into {folder}.")
    if (folder / ".git").exists():
        print("Put them on the web:", *_commands(folder, public), sep="\n    ")
    else:
        print(f"To put them on the web, clone the public repository, {public.name}, and publish into the clone.")
    return 0


def _commands(folder: Path, public: PublicRepository) -> Iterator[str]:
    """Yield what puts a folder's content on the web; the tag is set once and stays."""
    git = f"git -C {shlex.quote(str(folder))}"
    yield f"{git} add --all"
    yield f"{git} commit --message Publish"
    if public.package and not tagged_files(folder, public):
        yield f"{git} tag {public.tag}"
    yield f"{git} push origin HEAD:{public.branch} {public.tag if public.package else ''}".rstrip()
