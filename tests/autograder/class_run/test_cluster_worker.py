"""What a worker of a cluster compares before it grades."""

from pathlib import Path

import pytest

from autograder.class_run import cluster_worker
from autograder.class_run.cluster_worker import UnfitWorker, prepare, setup_from_here
from autograder.grading.pack import Pack

SETUP = setup_from_here({"small": Pack("unit01", "small", b"")})


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with data."""
    monkeypatch.syspath_prepend(tmp_path)
    (folder := tmp_path / "lessons").mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "houses.csv").write_text("1, 2")
    return folder


def fingerprint() -> str:
    return cluster_worker._fingerprint("lessons")


def test_other_code_or_data_has_another_fingerprint(package: Path) -> None:
    found = {fingerprint()}
    for name in ("houses.csv", "__init__.py", "new.py"):
        (package / name).write_text("3")
        found.add(fingerprint())
    assert len(found) == 4


def test_what_no_grade_depends_on_has_not(package: Path) -> None:
    before = fingerprint()
    (package / "pyproject.toml").write_text("")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "new.cpython-311.pyc").write_text("")
    assert fingerprint() == before


def test_a_package_may_be_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "lessons.py").write_text("")
    before = fingerprint()
    (tmp_path / "others.py").write_text("")
    assert fingerprint() == before
    (tmp_path / "lessons.py").write_text("1")
    assert fingerprint() != before


def test_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [each for each in SETUP.versions if not each.startswith("numpy-")]
    monkeypatch.setattr(cluster_worker, "_versions", lambda package: ("numpy-1.0", *versions))
    with pytest.raises(UnfitWorker, match=r"it has numpy-1\.0 in place of numpy-[\d.]+\)\. Install the same Python"):
        prepare(SETUP)
