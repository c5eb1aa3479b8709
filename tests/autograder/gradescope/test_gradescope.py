"""`autograder gradescope`: its zip, unpacked in a clean folder as Gradescope does, grades what students hand in."""

import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import nbformat
import pytest

from autograder.answers.answer import fill, solutions_of
from autograder.gradescope import container
from autograder.gradescope.container import COURSE, Course, main
from autograder.notebook.new_cells import text
from autograder.processes.fork_server import fork_server
from autograder.release.find_secrets import secrets_of
from autograder.sandbox.provisioner import SandboxProvisioner
from tests.conftest import Run, graded, make_small_course, notebook, solution

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

SCHEMA = json.loads((Path(__file__).parent / "results.schema.json").read_text())
SECRET = "secretly_doubled"
SOURCE = notebook(
    text("# Small sums\n\n## Adding\n\n**Add one and one.**"),
    solution("# BLANK: total = ...\ntotal = 1 + 1", "total"),
    graded(
        "# Test: one and one\nassert total > 0, f'Add the two ones: `total` should be positive, not {total}.'\n"
        f"### BEGIN HIDDEN TESTS\n{SECRET} = total * 2\nassert {SECRET} == 4, 'Count again.'\n### END HIDDEN TESTS",
        "total-test",
        2,
    ),
    text("## Doubling\n\n**Double** a number."),
    solution("def twice(x):\n    y = None\n    ### BEGIN SOLUTION\n    y = 2 * x\n    ### END SOLUTION\n    return y", "twice"),
    graded("# Test: two times three\nassert twice(3) == 6, 'Twice 3 is 6.'", "twice-test"),
    text(
        "**Why** does it work?\n\n=== BEGIN MARK SCHEME ===\n\nOne point for counting.\n\n=== END MARK SCHEME ===",
        "why-question",
        locked=True,
    ),
    text("Because one counts on, and on.", "why", grade=True, solution=True, points=3, tags=("objective:TM-Softmax",)),
)  # fmt: skip
RIGHT = solutions_of(SOURCE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, empty_gradebook: Path, run: Run) -> Path:
    """A small course with a release."""
    folder = make_small_course(tmp_path_factory.mktemp("course"), SOURCE, empty_gradebook)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    return folder


class Container:
    """Gradescope's folder /autograder, with the zip in source/, as its documentation says."""

    def __init__(self, root: Path, made: Path, folder: Path) -> None:
        self.root, self._course = root, folder
        with zipfile.ZipFile(made) as archive:
            archive.extractall(root / "source")
        shutil.copy(root / "source" / "run_autograder", root)
        (root / "run_autograder").chmod(0o755)  # as Gradescope's Dockerfile does
        (root / "submission").mkdir()
        (root / "results").mkdir()

    def hand_in(self, **answers: str) -> None:
        """Put a notebook in place of all that was handed in."""
        release = nbformat.read(self._course / "release" / "unit01" / "small.ipynb", as_version=4)
        self.put({"Copy of small (1).ipynb": nbformat.writes(fill(release, answers)).encode()})

    def put(self, files: dict[str, bytes]) -> None:
        """Put files in place of all that was handed in."""
        shutil.rmtree(self.root / "submission")
        (self.root / "submission").mkdir()
        for name, content in files.items():
            (self.root / "submission" / name).write_bytes(content)

    def results(self) -> Any:
        """Return what Gradescope reads."""
        said = (self.root / "results" / "results.json").read_text()
        assert SECRET not in said and "counts on" not in said
        found = json.loads(said)
        jsonschema.validate(found, SCHEMA)
        return found

    def grade(self, **answers: str) -> Any:
        """Grade a notebook in this process, which shares its fork server."""
        if answers:
            self.hand_in(**answers)
        main(self.root)
        return self.results()


@pytest.fixture(scope="module")
def made(folder: Path, run: Run) -> Path:
    said = run("autograder", "gradescope", "unit01/small", cwd=folder).stdout
    assert "gradescope-small.zip" in said and "for 3 autograder points, and 3 that a person gives." in said
    assert "keep it private" in said
    return folder / "gradescope-small.zip"


@pytest.fixture(scope="module")
def box(made: Path, folder: Path) -> Iterator[Container]:
    with tempfile.TemporaryDirectory(dir="/var/tmp") as root:  # submissions have a /tmp of their own
        Path(root).chmod(0o755)  # as /autograder is
        yield Container(Path(root), made, folder)
        fork_server.close()


@pytest.fixture
def no_isolation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a container that allows no namespaces."""
    monkeypatch.setattr(SandboxProvisioner, "_refusal", "bwrap: No permissions to create new namespace")


def test_its_scripts_grade_a_right_notebook_whatever_its_name(box: Container) -> None:
    (box.root / "venv").symlink_to(sys.prefix)  # installing it again takes minutes; nothing may be fetched
    environment = {"PATH": os.environ["PATH"], "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        ["bash", "source/setup.sh"], cwd=box.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout.decode()
    box.hand_in(**RIGHT)
    done = subprocess.run(
        [box.root / "run_autograder"], cwd="/", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout.decode()
    found = box.results()
    assert found["score"] == 3 and found["extra_data"]["outcome"] == "waits for a person", done.stdout.decode()
    assert found["extra_data"]["isolation"].startswith("bubblewrap")
    assert found["output"].startswith("3 of 3 points so far. 3 more wait for your instructor.")
    adding, doubling, why = found["tests"]
    assert adding == {
        **{"name": "Add one and one.", "score": 2, "max_score": 2, "status": "passed"},
        "output": "Adding: ✓ right\n\n✓ one and one",
    }
    assert (doubling["score"], doubling["max_score"]) == (1, 1)
    assert why == {
        "name": "Why does it work?",
        "output": "Doubling: waits for your instructor\nA person grades this: up to 3 points.",
    }


def test_if_grading_is_ended_the_results_say_so(made: Path, folder: Path, tmp_path: Path) -> None:
    box = Container(tmp_path / "autograder", made, folder)
    (box.root / "venv" / "bin").mkdir(parents=True)
    (box.root / "venv" / "bin" / "python").symlink_to("/bin/false")
    assert subprocess.run([box.root / "run_autograder"]).returncode == 0
    assert "not your fault: the autograder was ended before it was done" in box.results()["output"]


def test_what_is_wrong_and_what_is_blank_is_told_as_on_the_feedback_page(box: Container) -> None:
    found = box.grade(twice="def twice(x):\n    return 3 * x")
    assert found["score"] == 0 and "Begin with this: Add one and one." in found["output"]
    adding, doubling, _ = found["tests"]
    assert (adding["status"], adding["output"]) == ("failed", "Adding: not answered")
    assert doubling["output"] == "Doubling: ✗ 0 of 1 tests passed\n\nTwice 3 is 6.\n\n✗ two times three"
    found = box.grade(**RIGHT | {"total": "total = 3"})
    assert found["tests"][0]["output"] == "Adding: ✗ 0 of 1 tests passed\n\nCount again.\n\n✗ one and one"


def test_a_hostile_notebook_finds_neither_the_course_nor_its_results(box: Container) -> None:
    look = (
        f"from pathlib import Path\nroot = Path({str(box.root)!r})\ntotal = len([*root.glob('*')])\n"
        "try:\n    (root / 'results' / 'results.json').write_text('{\"score\": 3}')\n    total += 1\n"
        "except OSError:\n    pass"
    )
    found = box.grade(**RIGHT | {"total": look, "twice": "import os\nos._exit(0)"})
    assert "`total` should be positive, not 0." in found["tests"][0]["output"]
    assert found["score"] == 0 and "your notebook stopped" in found["output"]


def test_what_is_no_notebook_gets_no_points_and_what_to_do(
    box: Container, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nb = (folder / "release" / "unit01" / "small.ipynb").read_bytes()
    monkeypatch.setattr(container, "MAX_BYTES", len(nb) + 10)
    for files, why in [
        ({}, "there is no file"),
        ({"essay.docx": b"PK\3\4"}, "essay.docx is a Word document, not a notebook"),
        ({"small.ipynb": b"%PDF-1.7"}, "small.ipynb is a PDF, not a notebook"),
        ({"small.ipynb": nb[:40]}, "it is a notebook that is cut off"),
        ({"small.ipynb": nb, "small (1).ipynb": nb + b" "}, "there are 2 versions of small: small"),
        ({"small.ipynb": nb, "large.csv": b"0" * 11}, "the notebook and the files beside it are larger than"),
    ]:
        box.put(files)
        main(box.root)
        found = box.results()
        assert found["score"] == 0 and why in found["output"], found
        assert "Please hand in the notebook itself" in found["output"]


def test_without_isolation_nothing_is_run_and_the_instructor_reads_why(
    box: Container, no_isolation: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = box.grade(**RIGHT)
    assert found["score"] == 0 and "that is not your fault: submissions can't be isolated here" in found["output"]
    said = capsys.readouterr().out
    assert "No permissions to create new namespace" in said and "--without-isolation" in said

    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(container, "grade", fails)
    found = box.grade(**RIGHT)
    assert "that is not your fault: the autograder stopped with an error of its own" in found["output"]
    assert "MemoryError" in capsys.readouterr().err and "MemoryError" not in found["output"]


def test_a_zip_without_isolation_holds_what_students_have_and_says_so(
    folder: Path, run: Run, no_isolation: None, tmp_path: Path
) -> None:
    made = tmp_path / "made.zip"
    said = run("autograder", "gradescope", "unit01/small", "--without-isolation", "--to", made, cwd=folder).stdout
    assert "WARNING: where Gradescope can't isolate submissions" in said
    open_box = Container(tmp_path / "autograder", made, folder)
    course: Course = pickle.loads((open_box.root / "source" / COURSE).read_bytes())
    held = "\n".join([course.pack.source.decode(), *(f"{each.ids} {each.lines}" for each in course.known)])
    assert "twice" in held and not [*secrets_of(SOURCE).found_in(held)]
    assert SECRET not in str(course) and "counting" not in str(course)
    found = open_box.grade(**RIGHT)
    assert found["score"] == 3 and found["extra_data"]["isolation"].startswith("none")
    assert "Only the tests that you see in your notebook were run here." in found["output"]
    found = open_box.grade(twice=RIGHT["twice"])
    assert [(test["status"], test["score"]) for test in found["tests"]] == [("failed", 0), ("passed", 1), ("failed", 0)]


def test_the_zip_is_made_only_of_what_is_there_and_released(folder: Path, run: Run, made: Path) -> None:
    def refusal(*words: str) -> str:
        done = run("autograder", "gradescope", *words, cwd=folder, check=False)
        assert done.returncode == 2
        return done.stdout

    assert "unit01 has no notebook other. It has small." in refusal("unit01/other")
    assert "small is no notebook of an assignment" in refusal("small")
    released = folder / "release" / "unit01" / "small.ipynb"
    kept = released.read_bytes()
    released.unlink()
    assert "small isn't released. Run: nbgrader generate_assignment unit01" in refusal("unit01/small")
    released.write_bytes(kept)
    with zipfile.ZipFile(io.BytesIO(made.read_bytes())) as archive:
        assert {"setup.sh", "run_autograder"} <= {
            info.filename for info in archive.infolist() if info.external_attr >> 16 & 0o111
        }
        assert any(name.startswith("tool/course_utils/") for name in archive.namelist())
        assert b"nbgrader==" in archive.read("constraints.txt")


def test_a_course_may_have_no_package_and_another_index(folder: Path, run: Run, tmp_path: Path) -> None:
    made, index = tmp_path / "made.zip", "https://packages.example/simple"
    words = ["--PublicRepository.package=", "--extra-index-url", index, "--to", made]
    run("autograder", "gradescope", "unit01/small", *words, cwd=folder)
    with zipfile.ZipFile(made) as archive:
        assert not any("course_utils" in name for name in archive.namelist())
        assert "numpy" not in archive.read("requirements.txt").decode().split()
        assert f" PIP_EXTRA_INDEX_URL={index}\n" in archive.read("setup.sh").decode()
