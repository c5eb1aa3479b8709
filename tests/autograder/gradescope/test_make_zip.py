"""What the zip for Gradescope holds of the course's code."""

from pathlib import Path

import nbformat
import pytest

from autograder.gradescope.make_zip import _imports, _package
from autograder.grading.pack import Pack
from tests.conftest import code, notebook


def test_every_import_is_found() -> None:
    cells = [
        "%matplotlib inline\nimport numpy, scipy.stats as stats\nif True:\n    from pandas import DataFrame",
        "text = 'import nothing'\nfrom . import sibling",
        "import (",
        "%%time\nimport seaborn",
    ]
    source = nbformat.writes(notebook(*map(code, cells))).encode()
    pack = Pack("unit01", "small", source, files={"helpers.py": b"import networkx", "data.csv": b"import csv"})
    assert {"numpy", "scipy.stats", "pandas", "seaborn", "networkx"} <= {*_imports(pack)}
    assert not {"nothing", "sibling", "csv"} & {*_imports(pack)}


def test_the_courses_package_may_be_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "lessons.py").write_text("x = 1")
    assert [*_package("lessons")] == [("tool/lessons.py", b"x = 1")]
