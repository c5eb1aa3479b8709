"""A course of two notebooks, and archives as the LMSs make them."""

import io
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.record.records import Record, Records, Student
from tests.conftest import code, graded, notebook, solution


def answered(name: str, answer: str, *, ids: bool = True) -> bytes:
    """A student's notebook; without ids, as after copying its cells into a new one."""
    text = f"# {name}: a cell that only this notebook has, and a student runs as it is"
    nb = notebook(
        code(text), solution(f"{name}_answer = {answer!r}", name), graded(f"assert {name}_answer", f"{name}-test")
    )
    for index, cell in enumerate(nb.cells):
        cell.id = f"{name}-{index}" if ids else f"new-{index}"
        if not ids:
            cell.metadata.clear()
    return nbformat.writes(nb).encode()


@dataclass
class Course:
    """A course folder, in which commands are typed."""

    folder: Path
    type_: Callable[..., tuple[int, str]]

    def collect(self, *archives: Path | str, lms: str | None = None) -> tuple[int, str]:
        """Collect archives; return the exit status and what was printed."""
        return self.type_("collect", "unit01", *map(str, archives), *(["--lms", lms] if lms else []))

    def submitted(self) -> dict[str, bytes]:
        """Everything in submitted/, by path."""
        root = self.folder / "submitted"
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def notebooks(self) -> dict[str, bytes]:
        """The notebooks in submitted/, by path."""
        return {path: content for path, content in self.submitted().items() if path.endswith(".ipynb")}

    def record(self, student: str, name: str = "first") -> Record:
        with Records(self.db_url) as records:
            record = records.get("unit01", name, student)
        assert record
        return record

    def students(self) -> list[Student]:
        with Records(self.db_url) as records:
            return records.students()

    @property
    def db_url(self) -> str:
        return f"sqlite:///{self.folder}/gradebook.db"

    def archive(self, name: str, files: Mapping[str, bytes]) -> Path:
        """Make an archive, a .zip or a .tar.gz by its name, or else a folder. A path that ends in / is a folder."""
        path = self.folder / name
        if name.endswith(".zip"):
            path.write_bytes(zipped(files))
        elif name.endswith(".tar.gz"):
            with tarfile.open(path, "w:gz") as tar:
                for inner, content in files.items():
                    info = tarfile.TarInfo(inner)
                    info.size = len(content)
                    info.type = tarfile.DIRTYPE if inner.endswith("/") else tarfile.REGTYPE
                    tar.addfile(info, io.BytesIO(content))
        else:
            for inner, content in files.items():
                (path / inner).parent.mkdir(parents=True, exist_ok=True)
                if inner.endswith("/"):
                    (path / inner).mkdir(exist_ok=True)
                else:
                    (path / inner).write_bytes(content)
        return path


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Make a .zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new gradebook: nbgrader takes seconds to make one."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}"):
        pass
    return path


@pytest.fixture
def course(
    tmp_path: Path, empty_gradebook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Course:
    """A course folder with two notebooks in unit01, first and second."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    for step in ("source", "release"):
        (tmp_path / step / "unit01").mkdir(parents=True)
        for name in ("first", "second"):
            (tmp_path / step / "unit01" / f"{name}.ipynb").write_bytes(answered(name, "..."))
    shutil.copy(empty_gradebook, tmp_path / "gradebook.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def type_(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        status = main(words)
        said = capsys.readouterr()
        return status, said.out + said.err

    return Course(tmp_path, type_)


FIRST, SECOND = answered("first", "hers"), answered("second", "hers")
