"""What a student writes can't run in the browser of the person who grades it."""

import time

import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_output

from autograder.course.config import load_config
from autograder.grading.disarm_html import DisarmHTML, disarm
from tests.conftest import COURSE, code, notebook

ATTACKS = [
    "<script>steal()</script>",
    "<scr<script>ipt>steal()</script>",
    "<!-- --><script>steal()</script>",
    "<img src=x onerror=steal()>",
    "<svg/onload=steal()>",
    "<iframe src='javascript:steal()'></iframe>",
    "[look](javascript:steal())",
    "[look](JavaScript :steal())",
    '<a href="java&#115;cript:steal()">look</a>',
    "<style>@import 'https://example.org'</style>",
    "<form action=https://example.org><input name=a></form>",
]


def dangers(page: str) -> list[str]:
    """List what would run `steal`, or fetch from elsewhere."""
    soup = BeautifulSoup(page, "html.parser")
    found = [f"<{tag.name}>" for tag in soup.find_all(["script", "iframe", "form"]) if "steal" in str(tag)]
    found += [tag.name for tag in soup.find_all("form")]
    for tag in soup.find_all():
        found += [name for name, value in tag.attrs.items() if "steal" in str(value) and name != "id"]
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_pages_run_nothing_of_a_student(attack: str) -> None:
    outputs = [
        new_output("display_data", {"text/html": attack}),
        new_output("display_data", {"text/markdown": attack}),
        new_output("display_data", {"application/javascript": "steal()"}),
        new_output("display_data", {"text/vnd.mermaid": attack}),
        new_output("display_data", {"text/latex": attack}),
        new_output("display_data", {"image/png": f'"{attack}'}),
        new_output("display_data", {"image/svg+xml": f"<svg>{attack}</svg>"}),
        new_output(
            "display_data",
            {"image/png": "iVBORw0KGgo="},
            metadata={"image/png": {"alt": f'">{attack}', "width": '1" onload="steal()'}},
        ),
        new_output("error", ename=attack, evalue=attack, traceback=[attack]),
    ]
    cell = code("1")
    cell.outputs = outputs
    nb = notebook(cell, new_markdown_cell(f"An answer. {attack}"))
    for index, each in enumerate(nb.cells):
        DisarmHTML().preprocess_cell(each, {}, index)
    page, _ = HTMLExporter(config=load_config(COURSE)).from_notebook_node(nb)
    assert "An answer." in page
    assert dangers(page) == []


@pytest.mark.parametrize(
    "text",
    [
        "> a quote, and `a < b && c > d`",
        "$x < y$ and the data: two rows",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "> Two lines, <br> <b>bold</b>, H<sub>2</sub>O & more",
        '<img src="plot.png" alt="A plot.">',
        "<details><summary>Hint 1: a nudge</summary>\n\nA *hint*.\n\n</details>",
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
    ],
)
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert disarm(text) == text


def test_a_tag_that_is_left_open_or_badly_written_shows_as_text_or_is_closed() -> None:
    assert disarm("<b>bold") == "<b>bold\n</b>"
    assert disarm("<ul><li>one<li>two</ul>") == "<ul><li>one<li>two</li></li></ul>"
    assert disarm("</div></div>") == "&lt;/div>&lt;/div>"
    assert disarm("<img src=plot.png width='30' onerror=\"x\">") == '<img src="plot.png" width="30">'
    assert disarm('<a href="java&#115;cript&colon;x" title="here">') == '<a title="here">\n</a>'
    assert disarm("<b>" * 60).count("&lt;b>") == 10


NESTED = [
    "<b>",
    "<b id=1><p>",
    "<b></i>",
    "<a ",
    "<a b='",
    '<a href="',
    "<",
    "<!--",
    "javascript ",
    "data : ",
    "<b   ",
    "[",
]


@pytest.mark.parametrize("piece", NESTED)
def test_six_hundred_kilobytes_take_no_more_than_their_share(piece: str) -> None:
    for kind in ("markdown", "text/html", "text/markdown"):
        _growth_is_linear(kind, piece)


def _growth_is_linear(kind: str, piece: str) -> None:
    """Disarm a text and one twice as long: time is at most a few times as much."""

    def seconds(size: int) -> float:
        cell = new_markdown_cell(piece * (size // len(piece)))
        if kind != "markdown":
            cell = code("1")
            cell.outputs = [new_output("display_data", {kind: piece * (size // len(piece))})]
        began = time.process_time()
        DisarmHTML().preprocess_cell(cell, {}, 0)
        return time.process_time() - began

    base = max(min(seconds(290_000) for _ in range(3)), 0.05)
    assert seconds(580_000) < 8 * base
    assert min(seconds(18_000) for _ in range(3)) < base  # what is short enough to be cleaned


@pytest.mark.parametrize("piece", ["<b id=1><p>", "[", "![a]("])
def test_pages_are_made_of_what_takes_libraries_minutes(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    cell = code("1")
    cell.outputs = [new_output("display_data", {kind: text}) for kind in ("text/html", "text/markdown")]
    nb = notebook(cell, new_markdown_cell(text), new_markdown_cell("after"))
    for index, each in enumerate(nb.cells):
        DisarmHTML().preprocess_cell(each, {}, index)
    began = time.process_time()
    page, _ = HTMLExporter(config=load_config(COURSE)).from_notebook_node(nb)
    assert "after" in page
    assert time.process_time() - began < 30  # without: from a minute to an hour
