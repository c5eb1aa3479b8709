"""This course's public tree: what it holds, where its addresses lead, and that what its README says works."""

import re
import shutil
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository
from tests.conftest import Run

pytestmark = pytest.mark.slow


def test_holds_what_students_need_and_nothing_else(own_course: Path, public: Path) -> None:
    files = {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
    notebooks = {path.relative_to(own_course / "release").as_posix() for path in own_course.glob("release/*/*.ipynb")}
    assert {name for name in files if not name.startswith(("course_utils/", "site/"))} == {
        *["README.md", "LICENSE", "pyproject.toml", ".published.json", ".github/workflows/pages.yml"],
        *notebooks,
    }
    assert {"course_utils/data/ames.csv.gz", "course_utils/autograd/tensor.py", "course_utils/softmax_demo.js"} <= files
    assert not any("__pycache__" in name for name in files)
    assert {"site/index.html", "site/unit04/index.html", *(f"site/{name}" for name in notebooks)} <= files
    assert not any(name.endswith((".md", ".py", ".doctree")) for name in files if name.startswith("site/"))


def test_colab_addresses_lead_to_files_of_the_public_repository(own_course: Path, public: Path) -> None:
    config = PublicRepository(config=load_config(own_course))
    start = f"https://colab.research.google.com/github/{config.name}/blob/{config.branch}/"
    n_addresses = 0
    for path in public.rglob("*"):
        if path.suffix in (".ipynb", ".html", ".md"):
            for address in re.findall(re.escape(start) + r"([^\s\")]+)", path.read_text().replace("\\", "")):
                assert (public / address).is_file(), f"{path}: {address}"
                n_addresses += 1
    notebooks = list(public.glob("unit*/*.ipynb"))
    assert n_addresses > 4 * len(notebooks)  # in each notebook, its preview, the README and the unit's page


def test_course_utils_is_installed_from_it(public: Path, run: Run, tmp_path: Path) -> None:
    wheel_in, built_in = tmp_path / "wheel", tmp_path / "public"
    shutil.copytree(public, built_in)  # pip leaves files there
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", wheel_in, built_in)
    (wheel,) = wheel_in.glob("course_utils-*.whl")
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--target", tmp_path / "site", wheel)
    assert not (tmp_path / "site" / "autograder").exists()
    command = "import course_utils; print(course_utils.__file__, course_utils.load_ames().shape)"
    environment_first = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {command}"
    assert (
        f"{tmp_path}/site/course_utils/__init__.py (2930, 74)"
        in run(sys.executable, "-c", environment_first, cwd=tmp_path).stdout
    )


def test_what_the_readme_says_to_type_is_there_after_what_it_says_to_install(public: Path) -> None:
    commands = re.findall(r"^ {4}(.+)$", (public / "README.md").read_text(), flags=re.MULTILINE)
    install, *typed = [command.split() for command in commands]
    assert install[:2] == ["pip", "install"]
    requirement = Requirement(" ".join(install[2:]).strip('"'))
    project = tomllib.loads((public / "pyproject.toml").read_text())["project"]
    assert requirement.name == project["name"]
    brought = [
        Requirement(line).name for extra in requirement.extras for line in project["optional-dependencies"][extra]
    ]
    scripts = {
        script.name for name in brought for script in distribution(name).entry_points.select(group="console_scripts")
    }
    assert typed and all("-".join(words) in scripts for words in typed)  # `jupyter lab` looks for jupyter-lab
