"""The course site as it is built: links, formulas, previews, lists from notebooks, and mistakes that stop the build."""

import ast
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from IPython.core.inputtransformer2 import TransformerManager

from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository
from autograder.notebook.cells import is_test, title_of
from course_utils.softmax_demo import MODULE_FILES
from course_utils.widget import read
from tests.conftest import COURSE
from tests.site.conftest import NOTEBOOKS, UNIT_PAGE, build_site, pages_of

pytestmark = pytest.mark.slow

PUBLIC = PublicRepository(config=load_config(COURSE))
CODE_STUB, TEXT_STUB = "# your code here", "*your thoughtful answer here*"


def soup_of(path: Path) -> Any:
    return BeautifulSoup(path.read_text(), "html.parser")


def release_of(notebook: Path) -> Any:
    return nbformat.read(COURSE / "release" / notebook, as_version=4)


def settings_of(cell: Any) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


# --- Every page ---


def test_every_link_leads_somewhere(site: Path) -> None:
    ids = {name: {tag["id"] for tag in soup_of(site / name).find_all(id=True)} for name in pages_of(site)}
    broken, elsewhere = [], set()
    for name in ids:
        for tag in soup_of(site / name).find_all(["a", "link", "script", "img", "use"]):
            target = tag.get("href") or tag.get("src") or "#"
            path, _, anchor = target.partition("#")
            path = path.partition("?")[0]
            if re.match(r"[a-z]+:", target):
                elsewhere.add(target)
                continue
            file = ((site / name).parent / path).resolve() if path else (site / name).resolve()
            known = ids.get(file.relative_to(site.resolve()).as_posix())
            if not file.is_file() or (anchor and known is not None and anchor not in known):
                broken.append(f"{name}: {target}")
    assert broken == []
    assert all(target.startswith(("https://", "data:")) for target in elsewhere)


def test_every_formula_is_drawn_by_the_browser(site: Path) -> None:
    formulas = [formula for name in pages_of(site) for formula in soup_of(site / name).find_all("math")]
    assert len(formulas) > 10
    assert [str(formula) for formula in formulas if "\\" in formula.get_text()] == []


def test_the_demo_is_the_widgets_module(site: Path) -> None:
    module = read(*MODULE_FILES)
    for name in (UNIT_PAGE, "demo.html", "softmax-demo.html"):
        assert module in (site / name).read_text()
    assert read("widget_parts.js", "logistic_map.js") in (site / UNIT_PAGE).read_text()


# --- Previews ---


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_a_preview_marks_every_blank(site: Path, notebook: Path) -> None:
    solutions = [cell for cell in release_of(notebook).cells if settings_of(cell).get("solution")]
    expected = []
    for cell in solutions:
        if cell.cell_type == "code":
            tree = ast.parse(TransformerManager().transform_cell(cell.source.replace(CODE_STUB, "...")))
            expected += [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value is ...]
    soup = soup_of(site / notebook.with_suffix(".html"))
    marked = soup.select(".tag_answer .highlight .c-Blank")
    assert {mark.get_text() for mark in marked} <= {"...", CODE_STUB}
    assert len(marked) == len(expected)
    assert len(soup.select(".blank")) == sum(cell.source.strip() == TEXT_STUB for cell in solutions)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_a_preview_shows_the_whole_notebook(site: Path, notebook: Path) -> None:
    soup = soup_of(site / notebook.with_suffix(".html"))
    page = re.sub(r"\s+", "", soup.get_text())
    pictures, widgets = [], 0
    for cell in release_of(notebook).cells:
        texts = [cell.source] if cell.cell_type == "code" else []
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if data.get("text/plain", "").startswith(("softmax_demo(", "logistic_map(")):  # it is there itself
                widgets += 1
                continue
            pictures += [output.metadata["image/png"]["alt"]] if "image/png" in data else []
            texts += [output.text] if "text" in output else []
            texts += [data["text/plain"]] if set(data) == {"text/plain"} else []
        for text in texts:
            assert re.sub(r"\s+", "", text) in page
    titles = [title for cell in release_of(notebook).cells if is_test(cell) and (title := title_of(cell.source))]
    assert [summary.get_text() for summary in soup.select("details.hide .collapsed")] == titles != []
    assert len(soup.select("article .widget")) == widgets
    shown_pictures = [image["alt"] for image in soup.select("article img")]
    assert shown_pictures == pictures
    assert all((site / notebook.parent / image["src"]).is_file() for image in soup.select("article img"))


# --- What is read from notebooks ---


def test_each_objective_names_all_its_questions(site: Path) -> None:
    soup = soup_of(site / "objectives.html")
    for notebook in NOTEBOOKS:
        source = nbformat.read(COURSE / "source" / notebook, as_version=4)
        for cell in source.cells:
            for tag in cell.metadata.get("tags", []):
                kind, _, objective = tag.partition(":")
                if kind == "objective":
                    section = soup.find(id=f"objective-{objective.lower()}").find_parent("section")
                    anchor = f"{notebook.stem}-{settings_of(cell)['grade_id']}"
                    assert section.find("a", href=f"{notebook.with_suffix('.html').as_posix()}#{anchor}")


def test_a_units_page_has_its_notebooks_with_time_objectives_and_links(site: Path) -> None:
    for notebook in NOTEBOOKS:
        soup = soup_of(site / notebook.parent / "index.html")
        entry = soup.find(id=f"notebook-{notebook.stem}")
        text = "\n".join(cell.source for cell in release_of(notebook).cells if cell.cell_type == "markdown")
        time = re.search(r"\*\*Time:\*\* (about \d+ minutes)", text)
        assert time and time[1] in entry.get_text()
        objectives = re.findall(r"^- \*\*([A-Z]+-[\w-]+)\*\*: ", text, flags=re.MULTILINE)
        assert all(objective in entry.get_text() for objective in objectives)
        assert [link["href"] for link in entry.select("a.button")] == [
            f"../{notebook.with_suffix('.html').as_posix()}",
            PUBLIC.colab_url(notebook.parent.as_posix(), notebook.stem),
            f"../{notebook.as_posix()}",
        ]


# --- For instructors alone ---


def test_answers_are_in_the_instructors_site_alone(site: Path, tmp_path: Path) -> None:
    answers = ["(100, 2)", "0.349", "as if it weren", "10.475"]
    for file in site.rglob("*"):
        if file.suffix in (".html", ".js", ".txt"):
            assert not any(answer in file.read_text() for answer in answers), file
    built = build_site(tmp_path / "instructor", "--instructor")
    assert built.returncode == 0, built.stderr
    folded = soup_of(tmp_path / "instructor" / UNIT_PAGE).select("details.answer:not([open])")
    told = " ".join(details.get_text() for details in folded)
    assert all(answer in told for answer in answers)


# --- Mistakes ---


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The course folder, as far as the site is built from it."""
    folder = tmp_path / "course"
    for name in ("site", "release", "autograder", "course_utils"):
        ignored = shutil.ignore_patterns("__pycache__", "_build*")
        shutil.copytree(COURSE / name, folder / name, ignore=ignored)
    shutil.copy(COURSE / "nbgrader_config.py", folder)
    return folder


def test_a_broken_link_stops_the_build_and_keeps_the_last_one(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # the message is plain text even so
    page = copy / "site" / "unit04" / "index.md"
    page.write_text(page.read_text().replace("# Unit 4", "[nowhere](/unit04/u04n9.ipynb)\n\n# Unit 4", 1))
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "index.html").write_text("the last one")
    built = build_site(tmp_path / "built", course=copy)
    assert built.returncode == 1
    assert re.search(r"^site/unit04/index.md:1: .*u04n9.ipynb", built.stderr, flags=re.MULTILINE)
    assert (tmp_path / "built" / "index.html").read_text() == "the last one"


def test_a_unit_without_a_page_stops_the_build(copy: Path, tmp_path: Path) -> None:
    shutil.copytree(copy / "release" / "unit04", copy / "release" / "unit99")
    built = build_site(tmp_path / "built", course=copy)
    assert built.returncode == 1
    assert "site/unit99/index.md is missing" in built.stderr


def test_a_notebook_without_its_time_stops_the_build(copy: Path, tmp_path: Path) -> None:
    path = copy / "release" / NOTEBOOKS[0]
    path.write_text(path.read_text().replace("**Time:**", "Time:"))
    built = build_site(tmp_path / "built", course=copy)
    assert built.returncode == 1
    assert f"{NOTEBOOKS[0].name}: needs a title (# …) and a line that begins with **Time:**" in built.stderr
