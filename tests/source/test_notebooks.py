"""What holds for every source notebook."""

import base64
import json
from pathlib import Path

import nbformat
import pytest

from tests.conftest import COURSE

NOTEBOOKS = sorted(COURSE.glob("source/*/*.ipynb"))
PNG = b"\x89PNG"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_source_notebooks_were_run_from_top_to_bottom_without_warnings(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "run: make outputs"
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name") != "stderr", cell.id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_has_an_id_of_its_own(path: Path) -> None:
    """nbformat would make up new ones at each release, and release/ would never be what source/ generates."""
    ids = [cell["id"] for cell in json.loads(path.read_text())["cells"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_picture_is_described_in_words(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            assert not any(kind.startswith("image/") and kind != "image/png" for kind in data), cell.id
            if "image/png" in data:
                assert len(output.metadata["image/png"]["alt"].split()) > 10, cell.id
                assert base64.b64decode(data["image/png"]).startswith(PNG)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_widget_is_stored(path: Path) -> None:
    nb = nbformat.read(path, as_version=4)
    assert "widgets" not in nb.metadata
    assert "jupyter.widget" not in path.read_text()
