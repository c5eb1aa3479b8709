"""The public tree, made by the command, of this course and of copies with something wrong in them."""

import gzip
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from autograder.course.config import load_config
from autograder.publish.public_tree import PublishError, publish

NOTEBOOK = "unit04/u04n3-logreg-pytorch.ipynb"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def copy(course: Path, tmp_path: Path) -> Path:
    """A copy of the course with one notebook, as a git checkout of its own."""
    folder = tmp_path / "course"
    names = [
        "LICENSE",
        "pyproject.toml",
        "nbgrader_config.py",
        "autograder",
        "course_utils",
        "source",
        "release",
        "answers",
    ]
    for name in names:
        if (course / name).is_dir():
            shutil.copytree(course / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(course / name, folder / name)
    for path in [*folder.glob("source/*/*.ipynb"), *folder.glob("release/*/*.ipynb")]:
        if path.name != Path(NOTEBOOK).name:  # one notebook shows what there is to show
            path.unlink()
            shutil.rmtree(folder / "answers" / path.parent.name / path.stem, ignore_errors=True)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def run_publish(run: Run, folder: Path, to: Path) -> subprocess.CompletedProcess[str]:
    return run("autograder", "publish", to, cwd=folder, check=False)


@pytest.fixture(scope="module")
def public(course: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This course's public tree."""
    folder = tmp_path_factory.mktemp("published") / "public"
    done = run_publish(run, course, folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.mark.slow
def test_holds_what_students_need_and_nothing_else(course: Path, public: Path) -> None:
    files = {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
    assert {name for name in files if not name.startswith(("course_utils/", "site/"))} == {
        *["README.md", "LICENSE", "pyproject.toml", ".published.json", ".github/workflows/pages.yml"],
        *(path.relative_to(course / "release").as_posix() for path in course.glob("release/*/*.ipynb")),
    }
    assert (public / NOTEBOOK).read_bytes() == (course / "release" / NOTEBOOK).read_bytes()
    assert {"course_utils/data/ames.csv.gz", "course_utils/autograd/tensor.py", "course_utils/softmax_demo.js"} <= files
    assert not any("__pycache__" in name for name in files)
    assert {"site/index.html", "site/unit04/index.html", f"site/{NOTEBOOK}"} <= files
    assert not any(name.endswith((".md", ".py", ".doctree")) for name in files if name.startswith("site/"))


@pytest.mark.slow
def test_colab_addresses_lead_to_files_of_the_public_repository(course: Path, public: Path) -> None:
    config = load_config(course).PublicRepository
    start = f"https://colab.research.google.com/github/{config.name}/blob/{config.branch}/"
    n_addresses = 0
    for path in public.rglob("*"):
        if path.suffix in (".ipynb", ".html", ".md"):
            for address in re.findall(re.escape(start) + r"([^\s\")]+)", path.read_text().replace("\\", "")):
                assert (public / address).is_file(), f"{path}: {address}"
                n_addresses += 1
    notebooks = list(public.glob("unit*/*.ipynb"))
    assert n_addresses > 4 * len(notebooks)  # in each notebook, its preview, the README and the unit's page


@pytest.mark.slow
def test_course_utils_is_installed_from_it(public: Path, run: Run, tmp_path: Path) -> None:
    wheel_in = tmp_path / "wheel"
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", wheel_in, public)
    (wheel,) = wheel_in.glob("course_utils-*.whl")
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--target", tmp_path / "site", wheel)
    assert not (tmp_path / "site" / "autograder").exists()
    command = "import course_utils; print(course_utils.__file__, course_utils.load_ames().shape)"
    environment_first = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {command}"
    assert (
        f"{tmp_path}/site/course_utils/__init__.py (2930, 74)"
        in run(sys.executable, "-c", environment_first, cwd=tmp_path).stdout
    )


LEAKS = {
    "course_utils/notes.py": ("x = 1  # exp_logits / sum_exp_logits\n", "exp_logits / sum_exp_logits"),
    "course_utils/helpers.py": ("expected = log_loss(labels, random_probs, labels=range(n_columns))\n", "log_loss(labels"),
    "release/unit04/notes.md": ("The solution: `loss_per_sample.mean()`\n", "loss_per_sample.mean()"),
    "release/unit04/wrong.txt": ("return np.log(exp_logits / sum_exp_logits)\n", "np.log(exp_logits"),
    "release/unit04/scheme.txt": (
        "- 1 point: a benefit that follows from it, such as: exact gradients at the cost of about one more forward pass; "
        "layers that compose, so that a bigger model is one more line; numerically safe losses; GPUs.\n",
        "a benefit that follows",
    ),
    "release/unit04/spaced.txt": ("exp_logits=np.exp( logits-max_logit )\n", "np.exp(logits - max_logit)"),
    "release/unit04/part.md": (
        "In NumPy we wrote softmax and the loss ourselves, kept the parameters in arrays, and had to flatten them for SciPy, "
        "which finds its gradients by trying small changes.\n",
        "In NumPy we wrote softmax",
    ),
    "release/unit04/helpers.py": ("### BEGIN HIDDEN TESTS\nx = 1\n### END HIDDEN TESTS\n", "BEGIN HIDDEN TESTS"),
}  # fmt: skip


@pytest.mark.parametrize("name", LEAKS)
def test_refuses_where_a_secret_would_get_out(copy: Path, tmp_path: Path, name: str) -> None:
    text, secret = LEAKS[name]
    (copy / name).write_text(text)
    subprocess.run(["git", "add", "--all"], cwd=copy, check=True)
    with pytest.raises(PublishError) as refused:
        publish(copy, tmp_path / "public")
    assert "Nothing was written" in str(refused.value)
    assert name.removeprefix("release/") in str(refused.value) and secret in str(refused.value)
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("place", ["cell", "output", "html", "error", "attachment", "metadata"])
def test_refuses_where_a_release_notebook_shows_a_hidden_test(copy: Path, tmp_path: Path, place: str) -> None:
    path = copy / "release" / NOTEBOOK
    nb = nbformat.read(path, as_version=4)
    hidden = "assert np.allclose(initial_weights, expected_weights), ("
    if place == "cell":
        nb.cells[5].source += "\n" + hidden
    elif place == "output":
        nb.cells[7].outputs = [nbformat.v4.new_output("stream", text=hidden)]
    elif place == "html":
        page = f"<pre><span>{html.escape(hidden[:20])}</span><span>{html.escape(hidden[20:])}</span></pre>"
        nb.cells[7].outputs = [nbformat.v4.new_output("display_data", {"text/html": page})]
    elif place == "error":
        nb.cells[7].outputs = [nbformat.v4.new_output("error", ename="E", evalue="", traceback=["\x1b[0;31m" + hidden])]
    elif place == "attachment":
        nb.cells[4]["attachments"] = {"a.txt": {"text/plain": hidden}}
    else:
        nb.cells[7].metadata["note"] = hidden
    nbformat.write(nb, path)
    with pytest.raises(PublishError, match=f"shows “{re.escape(hidden)}”"):
        publish(copy, tmp_path / "public")
    assert not (tmp_path / "public").exists()


def test_refuses_what_it_cannot_read(copy: Path, tmp_path: Path) -> None:
    (copy / "release" / "unit04" / "notes.bin").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PublishError, match=r"unit04/notes\.bin: can't be read"):
        publish(copy, tmp_path / "public")


def test_looks_into_compressed_files(copy: Path, tmp_path: Path) -> None:
    source = (copy / "source" / NOTEBOOK).read_bytes()
    (copy / "release" / "unit04" / "backup.ipynb.gz").write_bytes(gzip.compress(source))
    with pytest.raises(PublishError, match=r"unit04/backup\.ipynb"):
        publish(copy, tmp_path / "public")


def test_refuses_a_notebook_without_a_source(copy: Path, tmp_path: Path) -> None:
    (copy / "release" / NOTEBOOK).rename(copy / "release" / "unit04" / "old.ipynb")
    with pytest.raises(PublishError, match=r"old\.ipynb: has no source"):
        publish(copy, tmp_path / "public")


def test_refuses_a_course_without_sources(copy: Path, tmp_path: Path) -> None:
    shutil.rmtree(copy / "source")
    shutil.rmtree(copy / "release")
    with pytest.raises(PublishError, match="no source notebooks"):
        publish(copy, tmp_path / "public")


def test_what_git_does_not_know_stays_private(copy: Path, tmp_path: Path) -> None:
    (copy / "course_utils" / "scratch.py").write_text("x = 1\n")
    publish(copy, tmp_path / "public")
    assert not (tmp_path / "public" / "course_utils" / "scratch.py").exists()


def test_publishing_again_removes_what_is_gone_and_keeps_git(copy: Path, tmp_path: Path) -> None:
    public = tmp_path / "public"
    (copy / "release" / "unit04" / "old.txt").write_text("old")
    publish(copy, public)
    assert (public / "unit04" / "old.txt").exists()
    (public / ".git").mkdir()
    (public / ".git" / "HEAD").write_text("ref")
    (copy / "release" / "unit04" / "old.txt").unlink()
    publish(copy, public)
    assert not (public / "unit04" / "old.txt").exists()
    assert (public / ".git" / "HEAD").read_text() == "ref"
    assert "unit04/old.txt" not in json.loads((public / ".published.json").read_text())


@pytest.mark.slow
def test_refuses_a_folder_with_other_files(course: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    done = run_publish(run, course, tmp_path)
    assert done.returncode == 2
    assert "holds other files (thesis.tex)" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
