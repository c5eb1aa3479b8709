"""What is installed where: little for students, exact versions for instructors."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import COURSE, Run

TOML = tomllib.loads((COURSE / "pyproject.toml").read_text())
PROJECT = TOML["project"]
BASE = {Requirement(line).name: Requirement(line) for line in PROJECT["dependencies"]}
GROUPS = {group: [Requirement(line) for line in lines] for group, lines in TOML["dependency-groups"].items()}
COLAB = {line.name: str(line.specifier) for line in [*GROUPS["colab"], *GROUPS["colab-jupyter"]]}  # "==" and a version
# What the default build of PyTorch for Linux brings along, and a CPU build does not.
CUDA = re.compile(r"cuda-|nvidia-|triton$")
LOCK = dict(
    re.findall(r"^([\w.-]+)==(\S+)", (COURSE / "requirements.lock").read_text(), flags=re.MULTILINE)
)  # fmt: skip


def imported_by(folder: Path) -> set[str]:
    """Return the top-level names that a package's modules import."""
    names: set[str] = set()
    for path in [*folder.glob("*.py"), *folder.glob("autograd/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names)


def test_course_utils_needs_just_what_it_imports() -> None:
    imports = {name.lower() for name in imported_by(COURSE / "course_utils")}
    assert imports - {"course_utils"} == set(BASE)


@pytest.mark.parametrize("name", BASE)
def test_what_colab_ships_is_good_enough(name: str) -> None:
    assert BASE[name].specifier.contains(COLAB[name].removeprefix("=="))


def test_grading_computes_with_the_versions_that_colab_ships() -> None:
    for line in GROUPS["colab"]:
        assert f"=={LOCK[line.name]}" == COLAB[line.name], "run make lock"
        assert f"=={version(line.name).partition('+')[0]}" == COLAB[line.name], "run make install"


def test_colabs_versions_stand_in_one_place() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=COURSE, capture_output=True, text=True, check=True).stdout
    texts = [
        name for name in tracked.split("\0") if Path(name).suffix in (".cfg", ".md", ".py", ".toml", ".txt", ".yml")
    ]
    pins = re.compile(rf"\b(?:{'|'.join(COLAB)})\W*==\s*\d")
    assert {name for name in texts if pins.search((COURSE / name).read_text())} == {"pyproject.toml"}


def test_lock_pins_everything_that_instructors_need() -> None:
    tool = tomllib.loads((COURSE / "autograder" / "pyproject.toml").read_text())["project"]
    tools = [*tool["dependencies"], *tool["optional-dependencies"]["cluster"]]
    needed = [*BASE.values(), *map(Requirement, tools), *GROUPS["colab"], *GROUPS["site"], *GROUPS["dev"]]
    for requirement in needed:
        assert requirement.specifier.contains(LOCK[canonicalize_name(requirement.name)], prereleases=True), (
            f"{requirement}: run make lock"
        )


def test_lock_pins_what_they_need_in_turn_but_for_cuda() -> None:
    missing = {
        f"{name} needs {needed.name}"
        for name in LOCK
        for needed in map(Requirement, requires(name) or [])
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
        if canonicalize_name(needed.name) not in LOCK and not CUDA.match(needed.name)
    }
    assert missing == set(), "run make lock"
    assert not any(map(CUDA.match, LOCK))


def test_lock_names_no_index_and_no_machine() -> None:
    lock = (COURSE / "requirements.lock").read_text()
    assert not re.search(r"https?:|file:/|--|\+cpu", lock)


def built(tmp_path: Path, run: Run, *folders: str) -> zipfile.ZipFile:
    """Build a wheel from a copy of what a distribution consists of."""
    for name in folders:
        ignored = shutil.ignore_patterns("__pycache__", "build", "*.egg-info")
        shutil.copytree(COURSE / name, tmp_path / "course" / name, ignore=ignored)
    for name in ("LICENSE", "pyproject.toml"):
        shutil.copy(COURSE / name, tmp_path / "course")
    project = tmp_path / "course" / ("autograder" if folders == ("autograder",) else "")
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, project)
    (wheel,) = tmp_path.glob("*.whl")
    return zipfile.ZipFile(wheel)


@pytest.mark.slow
def test_students_wheel_has_what_they_need_and_nothing_else(tmp_path: Path, run: Run) -> None:
    wheel = built(tmp_path, run, "course_utils", "autograder")
    names = set(wheel.namelist())
    data = {"data/ames.csv.gz", "py.typed", "widget_parts.css", "logistic_map.js", "data/ames_map.json"}
    assert {f"course_utils/{name}" for name in data} <= names
    info = {name.split("/")[-1] for name in names if not name.startswith("course_utils/")}
    assert info == {"LICENSE", "METADATA", "RECORD", "WHEEL", "top_level.txt"}  # no entry points
    metadata = wheel.read(next(name for name in names if name.endswith("METADATA"))).decode()
    assert re.findall(r"^Provides-Extra: (.*)$", metadata, flags=re.MULTILINE) == ["notebooks"]


@pytest.mark.slow
def test_instructors_wheel_has_every_module(tmp_path: Path, run: Run) -> None:
    names = set(built(tmp_path, run, "autograder").namelist())
    modules = {path.relative_to(COURSE).as_posix() for path in COURSE.glob("autograder/**/*.py")}
    assert modules == {name for name in names if name.endswith(".py")}
    assert {path.relative_to(COURSE).as_posix() for path in COURSE.glob("autograder/*/*.html*")} <= names


@pytest.mark.parametrize("folder", ["course_utils", "source"])
def test_nothing_that_students_run_imports_autograder(folder: str) -> None:
    for path in [*COURSE.glob(f"{folder}/**/*.py"), *COURSE.glob(f"{folder}/**/*.ipynb")]:
        assert "autograder" not in path.read_text(), path
