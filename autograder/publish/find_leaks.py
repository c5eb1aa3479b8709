"""Look for what a course hides from students in the files to publish."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearSolutions

from autograder.course.config import load_config
from autograder.course.errors import CourseError
from autograder.course.public_repository import PublicRepository
from autograder.notebook import markers
from autograder.release.find_secrets import Secrets, as_read, given_texts, secrets_of, visible_texts

_PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PICTURES = {".gif", ".jpeg", ".jpg", ".png"}


def find_secrets(course: Path) -> Secrets:
    """Collect what a course hides from students, from every source notebook and every file in answers/."""
    notebooks = [nbformat.read(path, as_version=4) for path in sorted(course.glob("source/*/*.ipynb"))]
    if not notebooks:
        raise CourseError(
            f"{course} has no source notebooks, so nothing can be checked. Run this in the course folder."
        )
    lines = [line for path in sorted(course.glob("answers/*/**/*.py")) for line in path.read_text().splitlines()]
    # Some answers are wrong, and some are left blank: a text may say the same, and so do the stubs. Others are what the
    # course teaches elsewhere.
    config = load_config(course)
    stubs = ClearSolutions(config=config)
    given = [*given_texts(notebooks), stubs.text_stub, *"\n".join(stubs.code_stub.values()).split("\n")]
    given += taught_code(course, PublicRepository(config=config).package)
    secrets = Secrets.of(lines).without(given)
    for nb in notebooks:
        secrets |= secrets_of(nb)
    return secrets.without_given(notebooks)


def taught_code(course: Path, package: str) -> list[str]:
    """Return the lines of code that a course publishes on purpose: its package, and blocks of Python on its pages."""
    modules = [path.read_text() for path in course.glob(f"{package}/**/*.py")] if package else []
    pages = [path.read_text() for path in course.glob("site/*/*.md")]
    blocks = [block for page in pages for block in _PYTHON_BLOCK.findall(page)]
    return "\n".join([*modules, *blocks]).split("\n")


def find_leaks(tree: Mapping[str, bytes], secrets: Secrets) -> Iterator[str]:
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
