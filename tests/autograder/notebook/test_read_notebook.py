"""Whatever editors, mail and students do to a notebook's file: what is in it is read, or it is said why not."""

import io
import json
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook.read_notebook import UnreadableError, read_notebook
from tests.conftest import code, notebook, solution


def handed_in() -> Any:
    nb = notebook(solution("def area(r):\n    # größer\n    return 3 * r * r"), code("area(2)"), code("'é'"))
    return nb


NB = handed_in()
WRITTEN = nbformat.writes(NB)
SOURCES = [cell.source for cell in NB.cells]


def old_format() -> bytes:
    cells = [{"cell_type": "code", "input": cell.source.splitlines(keepends=True), "outputs": []} for cell in NB.cells]
    cells[0] = {"cell_type": "markdown", "source": SOURCES[0]}
    heading = {"cell_type": "heading", "level": 2, "source": ["Part", "one"]}
    nb = {"nbformat": 3, "metadata": {"name": ""}, "worksheets": [{"cells": [*cells, heading]}]}
    return json.dumps(nb).encode()


@pytest.mark.parametrize(
    ("content", "repair"),
    [
        (WRITTEN.encode(), None),
        (WRITTEN.encode("utf-8-sig"), "UTF-8 with a byte order mark"),
        (WRITTEN.encode("utf-16"), "UTF-16"),
        (WRITTEN.encode("utf-16-le"), "UTF-16-LE"),
        (WRITTEN.encode("utf-16-be"), "UTF-16-BE"),
        (WRITTEN.encode("utf-32"), "UTF-32"),
        (WRITTEN.replace("“…”", "").encode("latin-1"), "not in UTF-8"),
        (WRITTEN.replace("\n", "\r\n").encode(), None),
        (WRITTEN.replace("\\n", "\\r\\n").encode(), "Windows line endings"),
        (f"{WRITTEN}\n<html>".encode(), "6 more characters"),
        (json.dumps(WRITTEN).encode(), "wrapped"),
        (json.dumps({"name": "x.ipynb", "type": "notebook", "content": json.loads(WRITTEN)}).encode(), None),
        (json.dumps({"content": WRITTEN}).encode(), "wrapped"),
        (old_format(), "old format"),
        (WRITTEN.replace('"metadata": {}', '"metadata": null').encode(), None),
        (WRITTEN.replace('"outputs": [],\n', "").replace('"execution_count": null,\n', "").encode(), None),
    ],
)
def test_a_notebook_is_read_however_it_was_stored(content: bytes, repair: str | None) -> None:
    nb, repairs = read_notebook(content)
    nbformat.validate(nbformat.from_dict(nb | {"cells": [cell | {"id": str(n)} for n, cell in enumerate(nb.cells)]}))
    read = [cell.source for cell in nb.cells][: len(SOURCES)]
    assert read[1:] == SOURCES[1:]
    assert (repair in "; ".join(repairs)) if repair else repairs == []
    if repair != "old format":
        assert nb.cells[1].metadata.nbgrader.grade_id == "answer"
    else:
        assert nb.cells[-1].source == "## Part one"


def test_odd_fields_are_put_right() -> None:
    cells: list[Any] = [{"cell_type": "code", "source": None}, {"source": ["a = 1", "b = 2"], "outputs": []}, 7]
    cells += [{"cell_type": "html", "source": ["x\n", 3, "y"], "metadata": []}, {"cell_type": ["code"]}]
    nb, repairs = read_notebook(json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert [(cell.cell_type, cell.source) for cell in nb.cells] == [
        ("code", ""), ("code", "a = 1\nb = 2"), ("markdown", "x\ny"), ("raw", "")
    ]  # fmt: skip
    assert repairs == [
        "cell 1 had no text",
        "cell 2 had an unknown type; it is read as a code cell",
        "cell 3 was not a cell; it is left out",
        "cell 4 had lines that are not text; they are left out",
        "cell 5 had an unknown type; it is read as a raw cell",
        "cell 5 had no text",
    ]


@pytest.mark.parametrize("cut", range(1, len(WRITTEN), 7))
def test_a_file_that_is_cut_off_is_read_up_to_there(cut: int) -> None:
    try:
        nb, repairs = read_notebook(WRITTEN[:cut].encode())
    except UnreadableError as error:
        assert cut < WRITTEN.index("def area") or "[" not in WRITTEN[:cut]
        assert "cut off" in str(error) or "text" in str(error)
        return
    assert len(repairs) == 1 and "cut off" in repairs[0]
    sources = [cell.source for cell in nb.cells]
    assert sources[:-1] == SOURCES[: len(sources) - 1]
    assert SOURCES[len(sources) - 1].startswith(sources[-1])
    ends = [WRITTEN.index(text) for text in ("größer", "area(2)", '"nbformat"')]
    assert len(sources) >= 1 + sum(cut > end + 20 for end in ends[:2]) or cut < ends[0]


def test_a_cell_that_is_cut_off_keeps_its_name_and_its_whole_lines() -> None:
    cut = WRITTEN.index("return 3") + 4
    nb, repairs = read_notebook(WRITTEN[:cut].encode())
    assert nb.cells[-1].source == "def area(r):\n    # größer\n"
    assert nb.cells[-1].metadata.nbgrader.grade_id == "answer"
    assert repairs == ["the file was cut off or damaged in cell 2; 1 cells are whole"]
    in_one = json.dumps(json.loads(WRITTEN) | {"cells": [{"cell_type": "code", "source": SOURCES[1]}]})
    nb, _ = read_notebook(in_one[: in_one.index("return 3") + 4].encode())
    assert nb.cells[0].source == "def area(r):\n    # gr\xf6\xdfer"


def test_a_damage_costs_one_cell() -> None:
    damaged = WRITTEN.replace("    # größer", '<<<<<<< "HEAD"')
    nb, repairs = read_notebook(damaged.encode())
    assert [cell.source for cell in nb.cells][2:] == SOURCES[2:]
    assert "damaged in cell 2; 3 cells are whole" in repairs[0]


def zipped(name: str) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is an empty file"),
        (b"\0" * 100, "it is an empty file"),
        (b"%PDF-1.7 ...", "it is a PDF, not a notebook"),
        (zipped("word/document.xml"), "it is a Word document, not a notebook"),
        (zipped("lab.ipynb"), "it is an archive, not a notebook"),
        (b"PK\3\4", "it is a damaged archive or Word document, not a notebook"),
        (b"\x89PNG\r\n", "it is a picture, not a notebook"),
        (b"<!DOCTYPE html><html>", "it is a web page, not a notebook"),
        ("<html>".encode("utf-16"), "it is a web page, not a notebook"),
        (b"import math\n\ndef area(r):\n", "it is a Python script, not a notebook"),
        (b"My answer is 3.", "it is a text, not a notebook"),
        (b"[1, 2]", "it is data (JSON), not a notebook"),
        (b"{}", "it is data (JSON), not a notebook"),
        (b'{"nbformat": 4, "cells": null}', "it is a notebook without any cells"),
        (b"[" * 100_000, "its data is nested too deeply for a notebook"),
        (b'{"cells": [' + b"[" * 100_000, "its data is nested too deeply for a notebook"),
        (b'{"cells": [{"cell_t', "it is a notebook that is cut off before the end of its first cell"),
        (b"[" + b"[]," * 2_000_000, "it holds more than 3 million values"),
        (b"\x93NUMPY\x01\0v\0{}\0", "it is a file of an unknown kind, not a notebook"),
        (b'{"cells": [' + b"{}," * 5000 + b"{}]}", "it has more than 5000 cells"),
        (b'{"nbformat": 4, "metadata": {"a', "it is a notebook that is cut off before its first cell"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_notebook(content)
    assert str(error.value) == reason


DEEP = '{"a": ' * 900 + "1" + "}" * 900


def test_deep_metadata_are_left_out() -> None:
    cell = f'{{"cell_type": "code", "source": "1", "metadata": {DEEP}}}'
    nb, _ = read_notebook(f'{{"nbformat": 4, "metadata": {DEEP}, "cells": [{cell}]}}'.encode())
    assert (nb.metadata, nb.cells[0].metadata, nb.cells[0].source) == ({}, {}, "1")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["code", "1\r\n2"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "metadata", "id", "attachments", "worksheets", "content"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
cells = st.dictionaries(
    st.sampled_from(["cell_type", "source", "input", "metadata", "id", "attachments", "outputs", "level"]),
    json_values | st.sampled_from(["code", "markdown", "heading"]),
)


@given(
    st.fixed_dictionaries({"nbformat": json_values, "cells": st.lists(cells | json_values, max_size=4)}) | json_values
)
def test_any_json_is_a_notebook_or_says_why_not(value: Any) -> None:
    for content in (json.dumps(value).encode(), json.dumps(value).encode()[:-9]):
        try:
            nb, _ = read_notebook(content)
        except UnreadableError as error:
            assert str(error).startswith(("it is", "its data"))
        else:
            assert all(isinstance(cell.source, str) for cell in nb.cells)


@given(st.binary(max_size=200))
def test_any_bytes_say_why_not(content: bytes) -> None:
    for start in (b"", b'{"cells": [{"cell_type": "code", "source": ["1'):
        with suppress(UnreadableError):
            read_notebook(start + content)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: b'{"cells": [' + b'{"id":' * (n // 6),
        lambda n: b'{"cells": [' + b'{"cell_type": "code", "source": ["' + b"a\\n" * (n // 3),
        lambda n: b'{"cells": [' + b'{"cell_type": "code", "source": ["' + b'a\\n", "' * (n // 7),
        lambda n: b'{"cells": [' + b'{"id": 1' * (n // 8),
        lambda n: b'"cells"' + b" " * n,
        lambda n: b"<?xml " * (n // 6),
        lambda n: b"import" * (n // 6),
        lambda n: b'{"cells": [' + b'{"cell_type":"code"},{"cell_type"' * (n // 33),
    ],
)
def test_reading_takes_time_in_proportion(make: Callable[[int], bytes]) -> None:
    def seconds(size: int) -> float:
        began = time.process_time()
        with suppress(UnreadableError):
            read_notebook(make(size))
        return time.process_time() - began

    base = max(min(seconds(300_000) for _ in range(2)), 0.02)
    assert seconds(600_000) < 8 * base
