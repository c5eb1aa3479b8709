"""What students read: pages of a small class, graded and made by the commands that an instructor types."""

import csv
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from playwright.sync_api import sync_playwright

from autograder.answers.answer import fill, solutions_of
from autograder.notebook.new_cells import text
from autograder.report.scores import read_assignment
from tests.conftest import Run, graded, make_small_course, notebook, solution
from tests.site import chromium

Pages = Callable[[str], BeautifulSoup]
SECRET = "one and one are two, secretly"
SOURCE = notebook(
    text("# Small sums\n\n## 1. Adding\n\n**Add one and one**, for a [sum](../../site/glossary.md#term-sum): $\\frac{a}{b}$."),
    solution("# BLANK: total = ...\ntotal = 1 + 1\nprint('total:', total)", "total"),
    graded(
        "# Test: one and one\nassert total == 2, 'Add the two ones: `total` should be 2.'\n"
        f"### BEGIN HIDDEN TESTS\nassert total * 2 == 4, {SECRET!r}\n### END HIDDEN TESTS",
        "total-test",
        2,
    ),
    text("## Doubling\n\n**Double** a number."),
    solution("def twice(x):\n    # BLANK: return ...\n    return 2 * x", "twice"),
    graded("# Test: two times three\nassert twice(3) == 6, 'Twice 3 is 6.'", "twice-test"),
    graded("# Test: two times four\nassert twice(4) == 8, 'Twice 4 is 8.'", "twice-more-test"),
    text("**Add one more** to the total."),
    solution("# BLANK: more = total + ...\nmore = total + 1", "more"),
    graded("# Test: one more\nassert more == 3, 'One more than 2 is 3.'", "more-test"),
    text(
        "**Why** does it work?\n\n=== BEGIN MARK SCHEME ===\n\nOne point for counting.\n\n=== END MARK SCHEME ===",
        "why-question",
        locked=True,
    ),
    text("Because one counts on.", "why", grade=True, solution=True, points=3, tags=("objective:TM-Softmax",)),
)  # fmt: skip
SOURCE.cells[2].outputs = [new_output("stream", text="total: 2\n")]
RIGHT = solutions_of(SOURCE)
CLASS = {
    "perfect": RIGHT,
    "half": {"total": RIGHT["total"]},
    "wrong": RIGHT | {"total": "totals = 1 + 1", "twice": "def twice(x):\n    return 3 * x"},
    "untouched": {},
    "hostile": RIGHT
    | {
        "total": "import sys\ntotal = 2\nprint(sys.prefix + '/lib/my.py', '<script>alert(1)</script>' * 9999)",
        "twice": "import os\nos._exit(1)",
        "why": "<script>alert(1)</script> $\\text{<img src=x onerror=alert(1)>}$ ![x](https://elsewhere.example/x.png)",
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, empty_gradebook: Path, run: Run) -> Path:
    """A small course whose class is graded, with its pages."""
    folder = make_small_course(tmp_path_factory.mktemp("course"), SOURCE, empty_gradebook)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    release = nbformat.read(folder / "release" / "unit01" / "small.ipynb", as_version=4)
    for student, answers in CLASS.items():
        path = folder / "submitted" / student / "unit01" / "small.ipynb"
        path.parent.mkdir(parents=True)
        nb = fill(release, answers)
        nb.cells.insert(-2, text("# Mine\n\n**Notes** of my own."))
        nbformat.write(nb, path)
    run("autograder", "grade", "unit01", cwd=folder, check=False)
    graded_path = folder / "autograded" / "wrong" / "unit01" / "small.ipynb"
    nb = nbformat.read(graded_path, as_version=4)
    for cell in nb.cells:  # as a diagnosis marks it
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "twice-test":
            cell.metadata["misconception"] = {
                "question": "twice",
                "name": "triples",
                "hint": "Twice is not three times.",
            }
    graded_path.chmod(0o644)
    nbformat.write(nb, graded_path)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:  # as a person writes it in the formgrader
        gradebook.find_comment("why", "small", "unit01", "wrong").manual_comment = "Yes, *and* why?\n\n- Count."
        gradebook.db.commit()
    run("nbgrader", "generate_feedback", "unit01", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Pages:
    return lambda name: BeautifulSoup((folder / "feedback" / name / "unit01" / "small.html").read_text(), "html.parser")


def words(part: object) -> str:
    assert isinstance(part, Tag)
    return " ".join(part.get_text(" ").split())


def test_results_come_first_and_what_waits_is_not_zero(page: Pages) -> None:
    said = words(page("perfect").main)
    assert said.startswith("Small sums 5 of 5 points so far. 3 more wait for your instructor. 4 of 4 tests passed.")
    assert "Why does it work? waits for your instructor · Doubling ? of 3" in said
    assert "… met ; 1 answer waits for your instructor 5 of 5" in said.partition("By objective")[2]
    assert "What to look at" not in said and "Mine" not in said.partition("Your notebook")[0]


def test_one_failure_is_told_once_with_hint_answer_and_reference(page: Pages) -> None:
    wrong = page("wrong")
    assert "Begin with this: Add one and one, for a sum" in words(wrong.main)
    assert "✗ 0 of 1 tests passed · 1. Adding" in words(wrong.main) and not wrong.select("article ol")
    first, second, in_words = wrong.find_all("article")
    assert "Nothing" not in words(second)
    assert "Double a number." in words(second) and "0 of 2 points, 0 of 2 tests passed" in words(second)
    assert words(second.find(class_="what")) == "Twice 3 is 6."
    assert words(second.find(class_="hint")) == "Hint: Twice is not three times."
    assert "return 3 * x" in words(second) and second.details and "Twice 4 is 8." in words(second.details)
    assert "Nothing has defined total yet." in words(first.find(class_="what"))
    assert "What a right answer shows total: 2" in words(first)
    assert first.find("a", href=re.compile(r"https://.*/glossary\.html#term-sum$"))
    assert "Your instructor says: Yes, and why? Count." in words(in_words) and in_words.em and in_words.li
    # What follows is folded under its cause, and nowhere else told.
    assert words(first.find_all("details")[-1].summary) == "1 more follows from it"
    assert "Add one more to the total." in words(first.find_all("details")[-1])
    assert "more-test" not in words(wrong)


def test_blanks_are_no_failures(page: Pages) -> None:
    for name, passed, blanks in (("untouched", "0 of 4", 4), ("half", "1 of 4", 3)):
        said = words(page(name).main)
        assert f"{passed} tests passed" in said and said.count("not answered · ") == blanks
        assert "What to look at" not in said and len(said) < 3000
    assert page("untouched").select_one("small a[href$=term-sum]")


def test_nothing_of_hidden_tests_schemes_and_the_graders_machine(folder: Path) -> None:
    for path in folder.glob("feedback/*/unit01/small.html"):
        html = path.read_text()
        for secret in (
            SECRET,
            "total * 2",
            "counting",
            str(folder),
            sys.prefix,
            "Traceback",
            "elsewhere.example/x.png",
        ):
            assert secret not in html, f"{path}: {secret}"
        assert len(html) < 300_000


def test_a_hostile_page_runs_nothing_and_says_where_the_notebook_stopped(page: Pages) -> None:
    hostile = page("hostile")
    assert not hostile.find("script") and not hostile.find(onerror=True)
    assert "your notebook stopped at this cell" in words(hostile.main)
    assert words(hostile.main).count("could not run: your notebook had stopped") == 2
    assert hostile.find("meta", content=re.compile("default-src 'none'"))
    assert not hostile.find("img", src=re.compile("^http"))


def test_formulas_are_mathml_and_links_lead_to_cells_of_the_page(page: Pages) -> None:
    wrong = page("wrong")
    assert wrong.find("mfrac") and "$" not in words(wrong)
    ids = {tag["id"] for tag in wrong.find_all(id=True)}
    assert {tag["href"][1:] for tag in wrong.find_all("a", href=re.compile("^#"))} <= ids


def test_after_the_due_date_solutions_show_if_the_course_says_so(folder: Path, run: Run) -> None:
    path = folder / "feedback" / "half" / "unit01" / "small.html"
    command = (
        "nbgrader",
        "generate_feedback",
        "unit01",
        "--student=half",
        "--force",
        "--TellResults.show_solutions=True",
    )
    for due, shows in ((datetime(2999, 1, 1), False), (datetime(2020, 1, 1), True)):
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
            gradebook.find_assignment("unit01").duedate = due
            gradebook.db.commit()
        run(*command, cwd=folder)
        said = words(BeautifulSoup(path.read_text(), "html.parser"))
        assert ("return 2 * x" in said, "One point for counting." in said) == (shows, shows)
        assert SECRET not in said


def test_a_late_hand_in_costs_what_report_and_export_say(folder: Path, run: Run) -> None:
    def set_penalty(points: float | None) -> None:
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
            gradebook.find_submission_notebook("small", "unit01", "perfect").late_submission_penalty = points
            gradebook.db.commit()

    set_penalty(1.5)
    elsewhere = "--CourseDirectory.feedback_directory=late"  # other tests read the page that is not
    run("nbgrader", "generate_feedback", "unit01", "--student=perfect", elsewhere, cwd=folder)
    run("autograder", "export", "unit01", "--for", "csv", "--so-far", "--to", "grades.csv", cwd=folder, check=False)
    (scores,) = read_assignment("unit01", f"sqlite:///{folder}/gradebook.db", only="perfect")
    set_penalty(None)
    with (folder / "grades.csv").open(newline="") as file:
        (exported,) = (row for row in csv.DictReader(file) if row["student_id"] == "perfect")
    late = BeautifulSoup((folder / "late" / "perfect" / "unit01" / "small.html").read_text(), "html.parser")
    said = words(late.main)
    assert said.startswith("Small sums 3.5 of 5 points so far. 3 more wait for your instructor. ")
    assert (
        "You handed this in late, which takes off 1.5 points. The points by question, below, are not affected. 4 of 4 tests"
        in said
    )
    assert scores.rows[0].total == float(exported["unit01"]) == 3.5 and exported["late_penalty"] == "1.5"


def test_pages_are_accessible_and_fit(folder: Path) -> None:
    browser_path = chromium.find()
    if browser_path is None:
        pytest.fail(chromium.MISSING)
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=chromium.ARGUMENTS)
        for name, width, scheme in (("wrong", 390, "light"), ("hostile", 1280, "dark")):
            shown = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            shown.goto((folder / "feedback" / name / "unit01" / "small.html").as_uri())
            shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            found[name] = [rule["id"] for rule in Axe().run(shown).response["violations"]]
            if shown.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                found[name].append("wider than the screen")
        browser.close()
    assert found == {"wrong": [], "hostile": []}
