"""Which notebook a file is, whatever students do to its name and its content."""

import json
from pathlib import Path

import nbformat
import pytest

from autograder.collect.hand_in import UnusableError
from autograder.collect.notebooks import Known, check_kind, copy_number, read_known, rest_of_name, tell, tell_by_name
from autograder.course.errors import CourseError
from tests.autograder.collect.conftest import FIRST, answered

NAMES = ["u01n1-by-hand", "u01n2-softmax", "lab-1", "lab-2"]
KNOWN = [Known(name, frozenset(), frozenset()) for name in NAMES]


@pytest.mark.parametrize(
    "name, copy",
    [
        ("u01n2-softmax.ipynb", 0),
        ("Copy of u01n2-softmax.ipynb", 0),
        ("Copy of Copy of u01n2-softmax.ipynb", 0),
        ("Copy_of_u01n2-softmax.ipynb", 0),
        ("Kopie von u01n2-softmax.ipynb", 0),
        ("u01n2-softmax (1).ipynb", 1),
        ("u01n2-softmax(12).ipynb", 12),
        ("u01n2-softmax-1.ipynb", 1),
        ("u01n2-softmax_2.ipynb", 2),
        ("u01n2-softmax-Copy3.ipynb", 3),
        ("u01n2-softmax - Copy (2).ipynb", 2),
        ("u01n2-softmax - Copy.ipynb", 0),
        ("U01N2-Softmax.IPYNB", 0),
        ("u01n2_softmax.ipynb", 0),
        ("u01n2 softmax.ipynb", 0),
        ("u01n2softmax.ipynb", 0),
        ("u01n2\N{EN DASH}softmax.ipynb", 0),
        ("u01n2-softmax.ipynb.txt", 0),
        ("u01n2-softmax.ipynb.json", 0),
        ("u01n2-softmax.ipynb.ipynb", 0),
        ("u01n2-softmax", 0),
        ("u01n2-softmax-1 (3).ipynb", 3),
        ("u01n2-softmax final.ipynb", 0),
        ("ada_u01n2-softmax_1.ipynb", 1),
    ],
)
def test_a_renamed_file_is_told_by_its_name(name: str, copy: int) -> None:
    found = tell_by_name(name, KNOWN)
    assert found and found.name == "u01n2-softmax"
    assert copy_number(name, found) == copy


@pytest.mark.parametrize(
    "name, notebook",
    [
        ("lab-1.ipynb", "lab-1"),
        ("lab-2.ipynb", "lab-2"),
        ("lab-1-1.ipynb", "lab-1"),
        ("Lab 2 (1).ipynb", "lab-2"),
        ("lab1.ipynb", "lab-1"),
        ("lab-12.ipynb", None),
        ("lab.ipynb", None),
        ("Untitled.ipynb", None),
        ("", None),
    ],
)
def test_numbers_that_belong_to_a_name(name: str, notebook: str | None) -> None:
    found = tell_by_name(name, KNOWN)
    assert (found and found.name) == notebook


def test_the_rest_of_a_name_says_who() -> None:
    names = ["ada_lovelace_lab-1.ipynb", "Copy of lab-1 Ada (2).ipynb", "1815-lab_1.ipynb", "lab-1 (2).ipynb"]
    assert [rest_of_name(name, KNOWN[2]) for name in names] == ["ada_lovelace", "Ada", "1815", ""]


@pytest.fixture
def known(tmp_path: Path) -> list[Known]:
    for step in ("source", "release"):
        (tmp_path / step).mkdir()
        for name in ("first", "second"):
            (tmp_path / step / f"{name}.ipynb").write_bytes(answered(name, "..."))
    return read_known(tmp_path / "source", tmp_path / "release")


def told(name: str, content: bytes, known: list[Known]) -> str | None:
    found = tell(name, check_kind(name, content), known)
    return found.name if found else None


def test_an_untitled_notebook_is_told_by_its_content(known: list[Known]) -> None:
    for name in ("first", "second"):
        assert told("Untitled.ipynb", answered(name, "hers"), known) == name  # by its ids
        assert told("Untitled.ipynb", answered(name, "hers", ids=False), known) == name  # by its text
    nothing = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print('hello, world')")]))
    assert told("Untitled.ipynb", nothing.encode(), known) is None


def test_colabs_own_ids_tell_a_notebook(known: list[Known]) -> None:
    content = json.loads(answered("second", "hers", ids=False))
    content["cells"][1]["metadata"]["id"] = "second-1"
    content["cells"][0]["source"] = "# another"
    assert told("Untitled0.ipynb", json.dumps(content).encode(), known) == "second"


def test_content_goes_before_a_wrong_name(known: list[Known]) -> None:
    assert told("first.ipynb", answered("second", "hers"), known) == "second"
    both = json.loads(answered("first", "hers"))
    both["cells"] += json.loads(answered("second", "pasted"))["cells"]
    assert told("first.ipynb", json.dumps(both).encode(), known) == "first"
    assert told("second.ipynb", b'{"cells": [], "nbformat": 4}', known) == "second"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_and_cut_off_files(known: list[Known], encoding: str) -> None:
    content = FIRST.decode().replace("\n", "\r\n").encode(encoding)
    assert told("Untitled.ipynb", content, known) == "first"
    assert told("Untitled.ipynb", content[: len(content) // 2], known) == "first"


def test_a_deep_file_is_looked_at_all_the_same(known: list[Known]) -> None:
    deep = b'{"cell_type": ' + b"[" * 500_000
    assert told("first.ipynb", deep, known) == "first"


@pytest.mark.parametrize(
    "name, content, why",
    [
        ("first.pdf", b"%PDF-1.7", "is a PDF, not a notebook"),
        ("first.ipynb", b'%PDF-1.7 "cell_type": ', "is a PDF, not a notebook"),
        ("first.docx", b"PK\3\4rest", "is a Word document, not a notebook"),
        ("first.ipynb", b"PK\3\4rest", "is an archive or a Word document, not a notebook"),
        ("first.html", FIRST, "is an HTML page, not a notebook"),
        ("first.ipynb", b"\n <!DOCTYPE html><html>", "is an HTML page, not a notebook"),
        ("first.ipynb", b" \n", "is empty"),
        ("first.ipynb", b"import numpy", "is not a notebook"),
        ("first.png", b"\x89PNG", "is a picture, not a notebook"),
        ("first.ipynb", b"\xff\xfe", "is not a notebook"),
    ],
)
def test_says_what_a_file_is(name: str, content: bytes, why: str) -> None:
    with pytest.raises(UnusableError, match=f"^{why}$"):
        check_kind(name, content)


def test_a_course_without_the_assignment(tmp_path: Path) -> None:
    (tmp_path / "unit01").mkdir()
    with pytest.raises(CourseError, match="unit01 has no notebooks"):
        read_known(tmp_path / "unit01", tmp_path)
