"""Make the zip that Gradescope's autograder takes: scripts, tool, lists of packages, and one notebook of the course."""

import ast
import io
import json
import pickle
import re
import shlex
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, distributions, packages_distributions, requires
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

import autograder
from autograder.collect.notebooks import read_known
from autograder.course.errors import CourseError
from autograder.course.public_repository import PublicRepository
from autograder.examiner.names import parse_cell
from autograder.gradescope import container
from autograder.gradescope.results import broken
from autograder.gradescope.visible_part import visible_part
from autograder.grading.pack import Pack, read_packs

# Gradescope ends a container after ten minutes, by default, and shows no results: cells and tests each get less,
# since a cell that can't be interrupted, and telling what is wrong with answers, take up to two minutes more.
_SECONDS = 210
_HERE = Path(__file__).parent
_LEFT_OUT = re.compile(r"__pycache__|build|.*\.egg-info")


@dataclass(frozen=True)
class Zip:
    """A zip for Gradescope, and the points that it can give."""

    content: bytes
    points: float  # by tests
    by_hand: float  # for answers that a person grades


def make_zip(config: Config, assignment: str, notebook: str, *, isolated: bool = True, index: str = "") -> Zip:
    """Make the zip for one notebook.

    Parameters
    ----------
    config : Config
        The course's settings.
    assignment, notebook : str
        The notebook, which has been released.
    isolated : bool
        Whether the container must isolate submissions. If not, the zip holds only what students have.
    index : str
        The address of another index of packages for pip.

    Raises
    ------
    CourseError
        If there is no such notebook, if the assignment isn't released, or if the course's package isn't installed.
    """
    config.SandboxProvisioner.allow_no_isolation = not isolated
    config.ExecuteAndExamine.setdefault("notebook_timeout", _SECONDS)
    course = CourseDirectory(config=config)
    packs = read_packs(config, assignment)
    if notebook not in packs:
        raise CourseError(f"{assignment} has no notebook {notebook}. It has {', '.join(packs)}.")
    source, release = (
        Path(course.format_path(step, ".", assignment)) for step in (course.source_directory, course.release_directory)
    )
    if missing := [name for name in packs if not (release / f"{name}.ipynb").is_file()]:
        raise CourseError(f"{missing[0]} isn't released. Run: nbgrader generate_assignment {assignment}")
    pack, public = packs[notebook], PublicRepository(config=config)
    if not isolated:
        pack = replace(pack, source=visible_part(pack.source), misconceptions="")
    unfinished = broken("the autograder was ended before it was done, say for its time or memory")
    files = {
        "setup.sh": _setup(index).encode(),
        "run_autograder": (_HERE / "run_autograder").read_bytes(),
        "requirements.txt": "\n".join(_requirements(pack, public, config.SandboxProvisioner.preload)).encode(),
        "constraints.txt": "\n".join(_installed()).encode(),
        container.COURSE: pickle.dumps(container.Course(pack, read_known(source, release), isolated)),
        "unfinished.json": json.dumps(unfinished).encode(),
        **dict(_package(autograder.__name__)),
        **dict(_package(public.package)),
    }
    cells = [cell for cell in nbformat.reads(pack.source.decode(), as_version=4).cells if utils.is_grade(cell)]
    by_hand = sum(cell.metadata.nbgrader.points for cell in cells if utils.is_solution(cell))
    return Zip(_zip(files), sum(cell.metadata.nbgrader.points for cell in cells) - by_hand, by_hand)


def _setup(index: str) -> str:
    """Return setup.sh for this Python."""
    environment = f" PIP_EXTRA_INDEX_URL={shlex.quote(index)}" if index else ""
    version = "{}.{}".format(*sys.version_info)
    return (_HERE / "setup.sh").read_text().replace("{index}", environment).replace("{version}", version)


def _requirements(pack: Pack, public: PublicRepository, preload: Iterable[str]) -> list[str]:
    """List what the tool, the course's package and the notebook need, except the first two."""
    own = {"autograder", public.distribution} - {""}
    found = set()
    for name in own:
        with suppress(PackageNotFoundError):  # a package that pip hasn't installed
            found |= {line for line in requires(name) or [] if "extra ==" not in line}
    modules = {name.partition(".")[0] for name in [*preload, *_imports(pack)]}
    providers = packages_distributions()
    return sorted(found | {name for module in modules for name in providers.get(module, [])} - own)


def _imports(pack: Pack) -> Iterator[str]:
    """Yield the modules that a notebook imports, and the Python files beside it."""
    cells = nbformat.reads(pack.source.decode(), as_version=4).cells
    sources = [cell.source for cell in cells if cell.cell_type == "code"]
    sources += [content.decode(errors="replace") for name, content in pack.files.items() if name.endswith(".py")]
    for source in sources:
        if source.startswith("%%"):  # to IPython, what follows a cell's magic is a text
            source = source.partition("\n")[2]
        with suppress(SyntaxError):
            for node in ast.walk(parse_cell(source)):
                if isinstance(node, ast.Import):
                    yield from (each.name for each in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module


def _installed() -> list[str]:
    """List the version of every package here, as every index has it: without what a local build adds to it."""
    versions: dict[str, str] = {}
    for each in distributions():
        versions.setdefault(each.name, each.version.partition("+")[0])  # the first of a name is the one in use
    return [f"{name}=={version}" for name, version in sorted(versions.items())]


def _package(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a package, by their paths in the zip."""
    if not name:
        return
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CourseError(f"{name} isn't installed here, so Gradescope can't get it. Install it: pip install .")
    if not spec.submodule_search_locations:
        yield f"tool/{Path(spec.origin).name}", Path(spec.origin).read_bytes()
        return
    folder = Path(spec.submodule_search_locations[0])
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(map(_LEFT_OUT.fullmatch, parts)):
            yield "/".join(["tool", name, *parts]), path.read_bytes()


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files; the scripts at the top are executable."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)  # of a fixed time, so that the same course makes the same zip
            info.external_attr = (0o100755 if name in ("setup.sh", "run_autograder") else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
