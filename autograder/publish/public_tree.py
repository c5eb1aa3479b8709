"""Write the public tree: what students see, and nothing else.

It is what the public repository holds: release notebooks, course_utils, the course site, a README and the licence. Push
it: Colab and pip take it from there. If anything of a solution, a hidden test, a mark scheme or answers/ would get out,
nothing is written.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat

from autograder.course.config import load_config
from autograder.course.errors import CourseError
from autograder.course.public_repository import PublicRepository
from autograder.notebook import markers
from autograder.release.find_secrets import Secrets, as_read, public_lines_of, secrets_of, visible_texts

# Lists the files that were published into a folder, so that the next time those that are gone can be removed.
MANIFEST = ".published.json"
PICTURES = {".gif", ".jpeg", ".jpg", ".png"}

README = """\
# Course notebooks

Open a notebook in Google Colab, run its first cell, and work through it. Nothing has to be installed. The course site
is in `site/`.

{notebooks}

On a computer of your own, install what the notebooks import, then open them in Jupyter:

    pip install "course-utils[notebooks] @ {url}"
"""


class PublishError(CourseError):
    """Why the public tree was not written; the message says what to fix."""


def plan(course: Path) -> dict[str, bytes]:
    """Return the public tree of a course folder: the content of each file, by its path in the tree."""
    tree = {name: (course / name).read_bytes() for name in ("LICENSE", "pyproject.toml")}
    for path in _git_files(course, "course_utils"):
        tree[path.as_posix()] = (course / path).read_bytes()
    release = course / "release"
    for notebook in release.glob("*/**/*.ipynb"):
        if not (course / "source" / notebook.relative_to(release)).exists():
            raise PublishError(f"{notebook}: has no source, so it can't be checked. Remove it, or run make release.")
    for file in sorted(release.glob("*/**/*")):
        if file.is_file() and ".ipynb_checkpoints" not in file.parts:
            tree[file.relative_to(release).as_posix()] = file.read_bytes()
    tree |= _site(course)
    tree["README.md"] = _readme(course, [Path(name) for name in tree if name.endswith(".ipynb")]).encode()
    return tree


def _git_files(course: Path, folder: str) -> list[Path]:
    """List a folder's files as git has them: what lies about beside them stays private."""
    listing = subprocess.run(["git", "ls-files", "-z", folder], cwd=course, capture_output=True, text=True)
    if listing.returncode != 0:
        raise PublishError(f"{course} must be a git checkout, to know which files are the course's: {listing.stderr}")
    return [Path(name) for name in listing.stdout.split("\0") if name]


def _site(course: Path) -> dict[str, bytes]:
    """Build the course site, and what puts it on the web; a course that has none publishes none."""
    if not (course / "site" / "build.py").exists():
        return {}
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "site/build.py", "--to", temporary]
        build = subprocess.run(command, cwd=course, capture_output=True, text=True)
        if build.returncode != 0:
            raise PublishError(build.stderr)
        files = [path for path in sorted(Path(temporary).rglob("*")) if path.is_file()]
        tree = {f"site/{path.relative_to(temporary).as_posix()}": path.read_bytes() for path in files}
    return {".github/workflows/pages.yml": (course / "site" / "pages.yml").read_bytes(), **tree}


def _readme(course: Path, notebooks: list[Path]) -> str:
    public = PublicRepository(config=load_config(course))
    lines = [f"- `{path}` {public.colab_badge(path.parent.as_posix(), path.stem)}" for path in notebooks]
    return README.format(notebooks="\n".join(lines), url=public.requirement().split(" @ ")[1])


def find_leaks(tree: dict[str, bytes], secrets: Secrets) -> Iterator[str]:
    """Yield a line for each secret or mark that a file of the tree shows, and for each file that can't be read."""
    for name, content in tree.items():
        try:
            for place, text in _texts(name, content):
                if not name.endswith(".html"):  # the site teaches instructors what marks are
                    marks = [line for line in text.split("\n") if markers.parse_mark(line) or markers.parse_blank(line)]
                    yield from (f"{place}: has a mark, {mark.strip()}" for mark in marks)
                for secret in secrets.found_in(text):
                    yield f"{place}: shows “{secret}”"
        except (UnicodeDecodeError, nbformat.reader.NotJSONError, gzip.BadGzipFile):
            yield f"{name}: can't be read, so it can't be checked. Remove it, or store it as text or a picture."


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield each text in a file, with the place where it is; pictures have none."""
    suffix = Path(name).suffix
    if suffix == ".ipynb":
        nb = nbformat.reads(content.decode(), as_version=4)
        for index, text in visible_texts(nb):
            yield f"{name}, cell {index + 1}", text
        yield f"{name}, metadata", json.dumps(nb.metadata, ensure_ascii=False)
    elif suffix == ".gz":
        yield from _texts(name.removesuffix(".gz"), gzip.decompress(content))
    elif suffix not in PICTURES:
        for text in as_read(content.decode()):
            yield name, text


def find_secrets(course: Path) -> Secrets:
    """Collect what a course keeps from students: of every source notebook, and of every file in answers/."""
    notebooks = [nbformat.read(path, as_version=4) for path in sorted(course.glob("source/*/*.ipynb"))]
    answers = [line for path in sorted(course.glob("answers/*/**/*.py")) for line in path.read_text().splitlines()]
    public = [line for nb in notebooks for line in public_lines_of(nb)]
    if not notebooks:
        raise PublishError(
            f"{course} has no source notebooks, so nothing can be checked. Run this in the course folder."
        )
    secrets = Secrets.of(answers)
    for nb in notebooks:
        secrets |= secrets_of(nb)
    return secrets.without_public(public)


def write_tree(tree: dict[str, bytes], folder: Path) -> None:
    """Make a folder hold the tree and nothing that an earlier one left; a `.git` in it is left alone."""
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
        raise PublishError(
            f"{folder} holds other files ({', '.join(sorted(others)[:5])}), so nothing was written. "
            "Name a new or empty folder, or one that was published to before."
        )
    return []


def publish(course: Path, folder: Path) -> dict[str, bytes]:
    """Write the public tree of a course into a folder, or raise a `PublishError` and write nothing."""
    _published_before(folder)  # refuses what can't be written to, before anything is built
    tree = plan(course)
    leaks = list(find_leaks(tree, find_secrets(course)))
    if leaks:
        raise PublishError(
            "\n".join(
                ["Nothing was written: a solution, a hidden test, a mark scheme or an answer would get out.", *leaks]
            )
        )
    write_tree(tree, folder)
    return tree
