"""Check that the addresses in a release lead to the public repository, and to one version of the course's package."""

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat

from autograder.course.errors import CourseError
from autograder.course.public_repository import PublicRepository
from autograder.release.add_colab_setup import colab_cells

PLACEHOLDER = "example-university/ml-course"


def check_release(course: Path, public: PublicRepository) -> None:
    """Refuse an empty release, and release notebooks without a source or made for another public repository."""
    if public.name == PLACEHOLDER or not re.fullmatch(r"[\w.-]+/[\w.-]+", public.name):
        raise CourseError(
            f"nbgrader_config.py: c.PublicRepository.name is “{public.name}”, so nothing was written. Set it to the "
            "owner and the name of your public repository, and release all units again: make release."
        )
    release = course / "release"
    mistakes = []
    notebooks = [path for path in sorted(release.glob("*/**/*.ipynb")) if ".ipynb_checkpoints" not in path.parts]
    if not notebooks:
        raise CourseError(f"{release} has no notebooks, so nothing was written. Release an assignment first.")
    for path in notebooks:
        if not (course / "source" / path.relative_to(release)).exists():
            mistakes.append(f"{path}: has no source, so it can't be checked. Remove it, or run make release.")
        else:
            mistakes += _other_addresses(path, path.parent.relative_to(release).as_posix(), public)
    if mistakes:
        raise CourseError("\n".join(["Nothing was written.", *mistakes]))


def _other_addresses(path: Path, assignment: str, public: PublicRepository) -> Iterator[str]:
    """Yield a line for each of a notebook's Colab cells whose address differs from the settings."""
    expected = {cell.id: cell.source for cell in colab_cells(public, assignment, path.stem)}
    for index, cell in enumerate(nbformat.read(path, as_version=4).cells):
        wanted = expected.get(cell.get("id"), cell.source)
        if cell.source != wanted:
            yield (
                f"{path}, cell {index + 1}: was released for {_address(cell.source)}, but c.PublicRepository in "
                f"nbgrader_config.py says {_address(wanted)}. Release it again: make release."
            )


def _address(text: str) -> str:
    """Return the address at GitHub that a cell for Colab leads to."""
    found = re.search(r"github(?:\.com)?/[^\s)\"]+", text)
    return found[0] if found else "no repository"


def check_tag(tree: Mapping[str, bytes], folder: Path, public: PublicRepository) -> None:
    """Refuse if the public repository has the tag, and the tree no longer holds what the tag installs."""
    tagged = tagged_files(folder, public)
    installed = {name: content for name, content in tree.items() if name.startswith(_installed(public))}
    changed = [name for name in installed.keys() | tagged.keys() if installed.get(name) != tagged.get(name)]
    if tagged and changed:
        raise CourseError(
            f"Nothing was written: setup cells install the tag {public.tag}, which is set in {folder} already, and "
            f"since then {', '.join(sorted(changed))} changed. Raise the version in pyproject.toml and type make "
            "install, or set another c.PublicRepository.tag in nbgrader_config.py. Then release all units again: make "
            "release."
        )


def _installed(public: PublicRepository) -> tuple[str, str]:
    """Return what pip takes from the tag."""
    return (f"{public.package}/", "pyproject.toml")


def tagged_files(folder: Path, public: PublicRepository) -> dict[str, bytes]:
    """Return what pip takes from the tag in a git checkout; nothing where there is no such tag, or no package."""
    if not public.package or not (folder / ".git").exists():
        return {}
    command = ["git", "-C", str(folder), "archive", "--format=tar", f"refs/tags/{public.tag}", *_installed(public)]
    archive = subprocess.run(command, capture_output=True)
    if archive.returncode != 0:
        return {}
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        members = {member.name: files.extractfile(member) for member in files if member.isfile()}
        return {name: file.read() for name, file in members.items() if file}
