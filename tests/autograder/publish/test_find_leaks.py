"""Nothing that a course keeps from students is published, whatever file it is in."""

import gzip
import html
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from autograder.course.errors import CourseError
from autograder.publish.find_leaks import find_secrets, taught_code
from autograder.publish.public_tree import publish

NOTEBOOK = "unit01/small.ipynb"
LEAKS = {
    "course_utils/notes.py": ("x = 1  # probs = exps / exps.sum()\n", "probs = exps / exps.sum()"),
    "course_utils/helpers.py": ("assert probs.sum() == 1\n", "assert probs.sum() == 1"),
    "release/unit01/notes.md": ("It is `logits - max_logit`.\n", "logits - max_logit"),
    "release/unit01/answer.txt": ("exps = np.exp(logits - np.max(logits))\n", "np.max(logits)"),
    "release/unit01/scheme.txt": ("- 1 point: large powers overflow.\n", "large powers overflow"),
    "release/unit01/spaced.txt": ("exps=np.exp( logits-max_logit )\n", "exps = np.exp(logits - max_logit)"),
    "release/unit01/part.md": ("The power of a large number is infinite.\n", "The power of a large number"),
    "release/unit01/helpers.py": ("### BEGIN HIDDEN TESTS\nx = 1\n### END HIDDEN TESTS\n", "BEGIN HIDDEN TESTS"),
}


@pytest.mark.parametrize("name", LEAKS)
def test_refuses_where_a_secret_would_get_out(course: Path, tmp_path: Path, name: str) -> None:
    text, secret = LEAKS[name]
    (course / name).write_text(text)
    subprocess.run(["git", "add", "course_utils"], cwd=course, check=True)
    with pytest.raises(CourseError) as refused:
        publish(course, tmp_path / "public")
    assert "Nothing was written" in str(refused.value)
    assert name.removeprefix("release/") in str(refused.value) and secret in str(refused.value)
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("place", ["text", "cell", "output", "html", "error", "attachment", "metadata"])
def test_refuses_where_a_release_notebook_shows_a_secret(course: Path, tmp_path: Path, place: str) -> None:
    path = course / "release" / NOTEBOOK
    nb = nbformat.read(path, as_version=4)
    secret = "assert probs.sum() == 1"
    text_cell = next(cell for cell in nb.cells[2:] if cell.cell_type == "markdown")
    code_cell = next(cell for cell in nb.cells[2:] if cell.cell_type == "code")
    if place == "text":
        text_cell.source += f"\nHint: `{secret}`"
    elif place == "cell":
        code_cell.source += "\n" + secret
    elif place == "output":
        code_cell.outputs = [nbformat.v4.new_output("stream", text=secret)]
    elif place == "html":
        page = f"<pre><span>{html.escape(secret[:9])}</span><span>{html.escape(secret[9:])}</span></pre>"
        code_cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": page})]
    elif place == "error":
        code_cell.outputs = [nbformat.v4.new_output("error", ename="E", evalue="", traceback=["\x1b[0;31m" + secret])]
    elif place == "attachment":
        text_cell["attachments"] = {"a.txt": {"text/plain": secret}}
    else:
        code_cell.metadata["note"] = secret
    nbformat.write(nb, path)
    with pytest.raises(CourseError, match=f"shows “{re.escape(secret)}”"):
        publish(course, tmp_path / "public")
    assert not (tmp_path / "public").exists()


def test_refuses_a_solution_in_a_text_of_its_own_notebook(course: Path, tmp_path: Path) -> None:
    for folder in ("source", "release"):
        path = course / folder / NOTEBOOK
        nb = nbformat.read(path, as_version=4)
        nb.cells.append(nbformat.v4.new_markdown_cell("Then `probs = exps / exps.sum()` sums to 1."))
        nbformat.write(nb, path)
    with pytest.raises(CourseError, match=r"small\.ipynb, cell \d+: shows “probs = exps / exps\.sum\(\)”"):
        publish(course, tmp_path / "public")


def test_what_answers_leave_blank_is_no_secret(course: Path, tmp_path: Path) -> None:
    assert "# your code here" in (course / "release" / NOTEBOOK).read_text()  # and in an answer
    publish(course, tmp_path / "public")


def test_an_answer_that_says_what_the_course_teaches_elsewhere_is_no_secret(course: Path, tmp_path: Path) -> None:
    (course / "answers" / "unit01" / "small" / "answer" / "right-taught.py").write_text(
        "answer = 42\nmodel = Model()\n"
    )
    (course / "release" / "unit01" / "notes.md").write_text("model = Model()\n")
    with pytest.raises(CourseError, match="model = Model"):
        publish(course, tmp_path / "public")
    (course / "site" / "unit01").mkdir(parents=True)
    (course / "site" / "unit01" / "index.md").write_text("# A unit\n\n```python\nmodel = Model()\n```\n")
    assert "model = Model()" in taught_code(course, "course_utils")
    assert not list(find_secrets(course).found_in("answer = 42\nmodel = Model()"))
    assert list(find_secrets(course).found_in("probs = exps / exps.sum()"))


def test_refuses_what_it_cannot_read(course: Path, tmp_path: Path) -> None:
    (course / "release" / "unit01" / "notes.bin").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CourseError, match=r"unit01/notes\.bin: can't be read"):
        publish(course, tmp_path / "public")


def test_looks_into_compressed_files(course: Path, tmp_path: Path) -> None:
    source = (course / "source" / NOTEBOOK).read_bytes()
    (course / "release" / "unit01" / "backup.ipynb.gz").write_bytes(gzip.compress(source))
    with pytest.raises(CourseError, match=r"unit01/backup\.ipynb"):
        publish(course, tmp_path / "public")


def test_refuses_a_course_without_sources(course: Path, tmp_path: Path) -> None:
    shutil.rmtree(course / "source")
    shutil.rmtree(course / "release")
    with pytest.raises(CourseError, match="has no notebooks"):
        publish(course, tmp_path / "public")
