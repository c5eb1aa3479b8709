"""Take the pictures that pages show, in a light browser. Run: `make picture`.

- `docs/unit-page.png`, for README.md: the page of Unit 4.
- `site/instructors/see-*`, for the guide *What you see*: the example class, from collecting to grades.

The guide is public, and publishing can't read what is in a PNG. So this script reads the text of each page before it
takes its picture, and stops if the text has anything that the course hides from students. (Publishing reads the SVGs by
itself.) Mark schemes and students' answers are shown of a made-up notebook, the one that `autograder new-unit` writes.
"""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

SITE = Path(__file__).parent
COURSE = SITE.parent
sys.path[:0] = [str(COURSE), str(COURSE / "tests" / "site")]

import chromium  # noqa: E402

from autograder.answers.answer import fill, solutions_of  # noqa: E402
from autograder.publish.find_leaks import find_secrets  # noqa: E402
from examples.make_class import as_handed_in, make_class  # noqa: E402
from tests.conftest import copy_course  # noqa: E402
from tests.site.jupyter_lab import open_lab  # noqa: E402

GUIDE = SITE / "instructors"
LATE, ABSENT, HALF = "s1007-shapes", "s1011-absent", "s1002-half-done"
MADE_UP = "u05n1-first-notebook"
WRITTEN = "No, because the mean lies between the smallest and the largest number: it balances them."
COLUMNS = 90
# A line of a progress bar, which a terminal draws over the last one.
PROGRESS = re.compile(r"\x1b\[2K(.* running, .*)\n")


def main() -> None:
    """Take them all."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        take_unit_page(browser)
        course = Path(temporary, "ml-course")
        copy_course(course)
        picture_week(course, browser)
        browser.close()


def take_unit_page(browser: Browser) -> None:
    """Open the built page and take its picture."""
    page = browser.new_page(viewport={"width": 1440, "height": 1080}, reduced_motion="reduce")
    page.goto((SITE / "_build" / "unit04" / "index.html").as_uri())
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    page.locator("#try-it").evaluate("section => scrollTo(0, section.offsetTop - 40)")
    page.wait_for_timeout(500)  # for what is drawn after scrolling
    page.screenshot(path=COURSE / "docs" / "unit-page.png")


# --- The guide's ---


def picture_week(course: Path, browser: Browser) -> None:
    """Go through an instructor's week in a copy of the course, and picture what is to be seen."""
    type_(course, "nbgrader generate_assignment unit04")
    hand_in(course)
    type_(course, "autograder roster downloaded/roster.csv")
    picture_terminal("collect", type_(course, "autograder collect unit04 downloaded/unit04"))
    graded = type_(course, "autograder grade unit04")
    frames = PROGRESS.findall(graded)
    picture_terminal("progress", f"$ autograder grade unit04\n{frames[len(frames) // 2]}")
    picture_terminal("grade", f"$ autograder grade unit04\n{frames[-1]}\n{PROGRESS.split(graded)[-1]}")
    report = type_(course, "autograder report unit04 --notebook u04n3-logreg-pytorch", columns=100)
    picture_terminal("report", re.split(r".*unit04: points so far", report)[0], columns=100)
    type_(course, "autograder report unit04 --html")
    type_(course, "autograder objectives unit04 --picture see-objectives.svg")
    (GUIDE / "see-objectives.svg").write_bytes((course / "see-objectives.svg").read_bytes())
    answer_made_up(course)
    with open_lab(course) as lab:
        context = browser.new_context(
            viewport={"width": 1000, "height": 460}, device_scale_factor=1.5, extra_http_headers=lab.headers
        )
        with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
            submission = gradebook.find_submission_notebook(MADE_UP, "unit05", HALF).id
        picture_formgrader(context.new_page(), f"{lab.address}/submissions/{submission}/")
    for unit in ("unit04", "unit05"):
        type_(course, f"nbgrader generate_feedback {unit}")
    picture_pages(course, browser)
    picture_terminal("export", type_(course, "autograder export unit04 --for canvas --column 'Unit 4 (4314282)'"))


def type_(course: Path, command: str, columns: int = COLUMNS) -> str:
    """Type a command in the course; return what the terminal shows."""
    environment = os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(columns), "TERM": "xterm-256color"}
    run = subprocess.run(
        command, shell=True, cwd=course, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if run.returncode not in (0, command.startswith("autograder")):  # whose 1 says that something needs a person
        raise SystemExit(f"{command}\n{run.stdout}")
    return f"$ {command}\n{run.stdout}"


def hand_in(course: Path) -> None:
    """Put a roster and an archive, as Canvas makes them, where the guide says: one is late, one is not a notebook."""
    class_ = make_class()
    numbers = {student: 1000 + n for n, student in enumerate(sorted({ABSENT, *(each for each, _ in class_)}), start=1)}
    folder = course / "downloaded" / "unit04"
    folder.mkdir(parents=True)
    with (course / "downloaded" / "roster.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section"])
        table.writerows([student, numbers[student], "", student, "1"] for student in numbers)
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        for number, ((student, name), nb) in enumerate(class_.items(), start=5001):
            late = "LATE_" if student == LATE else ""
            archive.writestr(f"{student}_{late}{numbers[student]}_{number}_{name}.ipynb", nbformat.writes(nb))
        archive.writestr(f"{HALF}_{numbers[HALF]}_{number + 1}_my answers.pdf", "%PDF-1.7")


def answer_made_up(course: Path) -> None:
    """Release, answer and grade a notebook whose solutions are nobody's secret."""
    type_(course, "autograder new-unit unit05")
    type_(course, "nbgrader generate_assignment unit05")
    release = nbformat.read(course / "release" / "unit05" / f"{MADE_UP}.ipynb", as_version=4)
    solutions = solutions_of(nbformat.read(course / "source" / "unit05" / f"{MADE_UP}.ipynb", as_version=4))
    wrong = (course / "answers" / "unit05" / MADE_UP / "mean" / "wrong-middle.py").read_text()
    answers = {"mean": as_handed_in(wrong) + "\n\nprint(mean(temperatures))", "meaning": WRITTEN}
    for student, answered in {"s1001-perfect": solutions, HALF: answers}.items():
        path = course / "submitted" / student / "unit05" / f"{MADE_UP}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(fill(release, answered), path)
    type_(course, "autograder grade unit05")


def picture_terminal(name: str, said: str, columns: int = COLUMNS) -> None:
    """Write what a terminal shows, in light colours. The fonts are the reader's own; rich's are in the network."""
    console = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(said.rstrip()))
    svg = console.export_svg(title="Terminal", theme=DEFAULT_TERMINAL_THEME, unique_id=name)
    (GUIDE / f"see-{name}.svg").write_text(re.sub(r"@font-face {.*?}\s*", "", svg, flags=re.DOTALL))


def picture_formgrader(page: Page, address: str) -> None:
    """Show the written answer below its mark scheme, being graded."""
    page.goto(address)
    page.locator("input.score").last.fill("1")
    page.locator("textarea.comment").last.fill("Right. Say also why it can't: what would the differences from it be?")
    page.locator("textarea.comment").last.evaluate("text => text.blur()")
    page.locator("textarea.comment").last.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(1500)  # for what is drawn after scrolling
    take(page, "formgrader")


def picture_pages(course: Path, browser: Browser) -> None:
    """Picture what is written as pages: the report, and what students read."""
    page = browser.new_page(viewport={"width": 1000, "height": 100}, device_scale_factor=1.5)
    report = (course / "report-unit04.html").as_uri()
    page.goto(report)
    hide(page, "h2 ~ *:not(#u04n3-logreg-pytorch, #u04n3-logreg-pytorch + *), h2 ~ h2, tr:nth-child(n + 4)")
    take(page, "report-questions", full_page=True)
    page.goto(report)
    hide(page, "h1, h1 + p, h2:first-of-type, h2:first-of-type + p, h3, h3 + *, details *:not(summary)")
    take(page, "report-students", full_page=True)
    feedback = course / "feedback" / HALF
    page.goto((feedback / "unit05" / f"{MADE_UP}.html").as_uri())
    hide(page, "article ~ .screen")
    take(page, "feedback-desktop", full_page=True)
    phone = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=1.5)
    phone.goto((feedback / "unit04" / "u04n3-logreg-pytorch.html").as_uri())
    hide(phone, "table ~ *, tr:nth-child(n + 9)")
    take(phone, "feedback-phone")


def hide(page: Page, selector: str) -> None:
    """Leave parts of a page out of its picture, and of the text that is searched for secrets."""
    page.add_style_tag(content=f"{selector} {{ display: none !important }}")


def take(page: Page, name: str, *, full_page: bool = False) -> None:
    """Take a picture of a page, or of what is in the window, unless its text has a secret."""
    text = page.locator("body").inner_text()
    if secrets := sorted(find_secrets(COURSE).found_in(text)):
        raise SystemExit(f"see-{name}.png would show what students must not see: {secrets}")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=full_page))).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(GUIDE / f"see-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
