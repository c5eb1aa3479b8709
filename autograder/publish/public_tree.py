"""Write the public tree: what students see, and nothing else.

It is what the public repository holds: release notebooks, the course's package, the course site, a README and the
licence. Push it: Colab and pip take it from there. If anything of a solution, a hidden test, a mark scheme or answers/
would get out, or an address in it would lead nowhere, nothing is written.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from autograder.course.config import load_config
from autograder.course.errors import CourseError
from autograder.course.public_repository import PublicRepository
from autograder.publish.check_addresses import check_release, check_tag
from autograder.publish.find_leaks import find_leaks, find_secrets

# Lists the files that were published into a folder, so that the next time those that are gone can be removed.
MANIFEST = ".published.json"

README = """\
# Course notebooks

Open a notebook in Google Colab, run its first cell, and work through it. Nothing has to be installed.

{notebooks}
"""
PACKAGE = """
The folder `{package}` holds what the notebooks import, and `site` the course's pages, if it has any.

On a computer of your own, install JupyterLab and what the notebooks import, then open the notebooks in it:

    pip install "{requirement}"
    jupyter lab
"""


def publish(course: Path, folder: Path) -> dict[str, bytes]:
    """Write the public tree of a course into a folder, or raise a `CourseError` and write nothing."""
    _published_before(folder)  # refuses what can't be written to, before anything is built
    public = PublicRepository(config=load_config(course))
    check_release(course, public)
    tree = plan(course, public)
    check_tag(tree, folder, public)
    leaks = list(find_leaks(tree, find_secrets(course)))
    if leaks:
        raise CourseError(
            "\n".join(
                ["Nothing was written: a solution, a hidden test, a mark scheme or an answer would get out.", *leaks]
            )
        )
    write_tree(tree, folder)
    return tree


def plan(course: Path, public: PublicRepository) -> dict[str, bytes]:
    """Return the public tree of a course folder: the content of each file, by its path in the tree."""
    release = course / "release"
    released = [path for path in sorted(release.glob("*/**/*")) if ".ipynb_checkpoints" not in path.parts]
    notebooks = {path.relative_to(release).as_posix(): path.read_bytes() for path in released if path.is_file()}
    names = ["LICENSE"] if (course / "LICENSE").exists() else []
    if public.package:
        names += ["pyproject.toml", *_git_files(course, public.package)]
    tree = {name: (course / name).read_bytes() for name in names}
    return {**tree, **notebooks, **_site(course), "README.md": _readme(notebooks, public)}


def _git_files(course: Path, folder: str) -> list[str]:
    """List a folder's files in git; any other files stay private."""
    listing = subprocess.run(["git", "ls-files", "-z", folder], cwd=course, capture_output=True, text=True)
    if listing.returncode != 0:
        raise CourseError(f"{course} must be a git checkout, to know which files are the course's: {listing.stderr}")
    return [name for name in listing.stdout.split("\0") if name]


def _site(course: Path) -> dict[str, bytes]:
    """Build the course site, and what puts it on the web; a course that has none publishes none."""
    if not (course / "site" / "build.py").exists():
        return {}
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "site/build.py", "--to", temporary]
        build = subprocess.run(command, cwd=course, capture_output=True, text=True)
        if build.returncode != 0:
            raise CourseError(build.stderr)
        files = [path for path in sorted(Path(temporary).rglob("*")) if path.is_file()]
        tree = {f"site/{path.relative_to(temporary).as_posix()}": path.read_bytes() for path in files}
    return {".github/workflows/pages.yml": (course / "site" / "pages.yml").read_bytes(), **tree}


def _readme(released: Iterable[str], public: PublicRepository) -> bytes:
    paths = [Path(name) for name in released if name.endswith(".ipynb")]
    lines = [f"- `{path}` {public.colab_badge(path.parent.as_posix(), path.stem)}" for path in paths]
    readme = README.format(notebooks="\n".join(lines))
    if public.package:
        readme += PACKAGE.format(package=public.package, requirement=public.requirement("[notebooks]"))
    return readme.encode()


def write_tree(tree: dict[str, bytes], folder: Path) -> None:
    """Make a folder hold exactly the tree; leave a `.git` in it alone."""
    for name in _published_before(folder):
        (folder / name).unlink(missing_ok=True)
    for name, content in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / MANIFEST).write_text(json.dumps(sorted(tree), indent=1) + "\n")


def _published_before(folder: Path) -> Iterable[str]:
    """Return the files of an earlier public tree; refuse a folder that holds something else."""
    manifest = folder / MANIFEST
    if manifest.exists():
        return json.loads(manifest.read_text())
    others = [path.name for path in folder.iterdir() if path.name != ".git"] if folder.exists() else []
    if others:
        raise CourseError(
            f"{folder} holds other files ({', '.join(sorted(others)[:5])}), so nothing was written. "
            "Name a new or empty folder, or one that was published to before."
        )
    return []
