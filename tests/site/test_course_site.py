"""The course site as its readers meet it: in a real browser, on a phone and at a desk, by keyboard and in the dark."""

import ast
import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from IPython.core.inputtransformer2 import TransformerManager
from matplotlib.path import Path as Polygon
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect
from scipy.special import log_softmax, softmax

from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository
from autograder.notebook.cells import is_test, title_of
from course_utils.logistic_map import START
from course_utils.widget import read
from tests.conftest import COURSE
from tests.site.conftest import build_site
from tests.site.test_softmax_demo import set_logits, shown

pytestmark = pytest.mark.slow

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
NOTEBOOKS = sorted(path.relative_to(COURSE / "release") for path in (COURSE / "release").glob("*/*.ipynb"))
PUBLIC = PublicRepository(config=load_config(COURSE))
UNIT_PAGE = "unit04/index.html"
CODE_STUB, TEXT_STUB = "# your code here", "*your thoughtful answer here*"


class Silent(http.server.SimpleHTTPRequestHandler):
    """A web server that does not tell what it serves."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address that a web server has the site at."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def expected() -> list[str]:
    """Patterns of what a page may complain of, whenever it does."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, expected: list[str]) -> Iterator[Page]:
    """A page at a desk. It may ask the site for files, nobody else; and it may not complain."""
    page = browser.new_page(viewport=DESKTOP)
    page.set_default_timeout(20_000)
    troubles: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:", "file:")):
            troubles.append(f"asked for {request.url}")

    page.on("request", note_request)
    page.on("console", lambda message: troubles.append(f"{message.text} ({message.location['url']})"))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    page.close()
    assert [trouble for trouble in troubles if not any(re.search(pattern, trouble) for pattern in expected)] == []


def pages_of(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def soup_of(path: Path) -> Any:
    return BeautifulSoup(path.read_text(), "html.parser")


def release_of(notebook: Path) -> Any:
    return nbformat.read(COURSE / "release" / notebook, as_version=4)


def settings_of(cell: Any) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


# --- Every page ---

# Thousands of words of code look alike: of each kind of word in each kind of box, axe has to see one.
UNWRAP_REPEATED_TOKENS = """() => {
  const seen = new Set()
  for (const token of document.querySelectorAll(".highlight span")) {
    const kind = `${token.className} in ${token.closest(".cell_input, .cell_output, article").className}`
    if (seen.has(kind)) token.replaceWith(...token.childNodes)
    seen.add(kind)
  }
}"""


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits(
    page: Page, site: Path, address: str, viewport: ViewportSize, scheme: Any
) -> None:
    """All pages fit both. Axe takes seconds for a page: it sees the units' pages in both, the others in one."""
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    found: dict[str, list[str]] = {}
    for number, name in enumerate(pages_of(site)):
        page.goto(address + name)
        found[name] = []
        if name.endswith("/index.html") or number % 2 == (viewport is PHONE):
            page.evaluate(UNWRAP_REPEATED_TOKENS)
            violations = Axe().run(page).response["violations"]
            found[name] += [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in violations]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found[name].append("wider than the screen")
    assert len(found) > len(NOTEBOOKS)
    assert {name: problems for name, problems in found.items() if problems} == {}


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


def test_the_unit_page_is_light(page: Page, address: str) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.goto(address + UNIT_PAGE, wait_until="networkidle")
    assert len(sizes) > 3
    assert sum(sizes.values()) < 500_000


@pytest.mark.parametrize("from_disk", [False, True], ids=["from a server", "from disk"])
def test_search_works_offline(page: Page, site: Path, address: str, expected: list[str], from_disk: bool) -> None:
    if from_disk:
        # A browser lets no page read other files, so results are without excerpts.
        expected += ["file://", "^Failed to fetch$"]
    page.goto(site.as_uri() + "/index.html" if from_disk else address)
    page.get_by_role("searchbox").or_(page.locator("input.sidebar-search")).first.fill("rectifier")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results").get_by_role("link", name=re.compile("Unit 4")).first).to_be_visible()


# --- By keyboard, on a narrow page ---


def test_menus_open_and_close_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address + UNIT_PAGE)
    menu = page.get_by_role("button", name="Pages")
    inside = page.get_by_role("link", name="Objectives", exact=True)
    expect(inside).to_be_hidden()
    for _ in range(5):
        page.keyboard.press("Tab")
        if menu.evaluate("button => button === document.activeElement"):
            break
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(inside).to_be_visible()
    assert page.evaluate("document.getElementById('site-pages').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(inside).to_be_hidden()
    expect(menu).to_be_focused()


def test_wide_code_can_be_scrolled_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address + UNIT_PAGE)
    wide = page.locator("pre").evaluate_all("all => all.filter(box => box.scrollWidth > box.clientWidth)")
    assert wide
    assert page.locator("pre").evaluate_all(
        "all => all.every(box => box.scrollWidth <= box.clientWidth || box.tabIndex === 0)"
    )


# --- The demo inside the unit page ---


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_demo_works_inside_the_page(page: Page, address: str, viewport: ViewportSize) -> None:
    page.set_viewport_size(viewport)
    page.goto(address + UNIT_PAGE)
    set_logits(page, [0.0, 0.0])
    assert shown(page, "prob") == [0.5, 0.5]
    page.get_by_role("button", name="Add a class").click()
    assert len(shown(page, "prob")) == 3


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_demo_follows_the_pages_own_switch(page: Page, address: str, system: Any) -> None:
    page.emulate_media(color_scheme=system)
    page.goto(address + UNIT_PAGE)
    for theme in ("light", "dark"):
        page.evaluate(f"document.body.dataset.theme = '{theme}'")
        assert page.locator(".softmax-demo").evaluate("demo => getComputedStyle(demo).colorScheme") == theme


def test_the_demo_is_the_widgets_module(site: Path) -> None:
    module = read("widget_parts.js", "softmax_demo.js")
    for name in (UNIT_PAGE, "demo.html", "softmax-demo.html"):
        assert module in (site / name).read_text()
    assert read("widget_parts.js", "logistic_map.js") in (site / UNIT_PAGE).read_text()


STYLES = """() => [...document.querySelectorAll(".softmax-demo, .softmax-demo *:not(.unseen)")].map((node) => {
  const { fontSize, fontWeight, lineHeight, margin, padding, textAlign, color } = getComputedStyle(node)
  return [node.tagName, node.className, fontSize, fontWeight, lineHeight, margin, padding, textAlign, color].join(" ")
})"""


def test_the_pages_style_does_not_leak_into_the_demo(page: Page, address: str) -> None:
    page.goto(address + UNIT_PAGE)
    width = page.locator(".softmax-demo").evaluate("demo => demo.offsetWidth")
    styles = page.evaluate(STYLES)
    page.goto(address + "softmax-demo.html")
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(STYLES) == styles


# --- The map inside the unit page ---


def numpys(houses: Any, weights: Any, bias: Any) -> tuple[float, float, Any, Any]:
    """Return the loss, the accuracy and the gradients of logistic regression."""
    places, classes = houses[:, :2], houses[:, 2].astype(int)
    logits = places @ weights + bias
    probs = softmax(logits, axis=1)
    push = (probs - np.eye(3)[classes]) / len(houses)
    loss = -log_softmax(logits, axis=1)[np.arange(len(houses)), classes].mean()
    return loss, (logits.argmax(axis=1) == classes).mean(), places.T @ push, push.sum(axis=0)


def test_the_map_computes_as_numpy_does(page: Page, address: str) -> None:
    page.goto(address + UNIT_PAGE)
    rng = np.random.default_rng(6)
    houses = np.array(START["houses"])
    cases = [*rng.normal(scale=2, size=(20, 3, 3)), np.zeros((3, 3)), 1000 * np.eye(3)]
    results = page.evaluate(
        """async ([source, houses, cases]) => {
            const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
            return cases.map(([one, two, bias]) => ({
                ...module.evaluate(houses, [one, two], bias),
                polygons: module.regions([one, two], bias),
                trained: module.train(houses, [one, two], bias, 1),
            }));
        }""",
        [read("widget_parts.js", "logistic_map.js"), START["houses"], [case.tolist() for case in cases]],
    )
    for case, result in zip(cases, results, strict=True):
        weights, bias = case[:2], case[2]
        loss, accuracy, by_weights, by_bias = numpys(houses, weights, bias)
        assert result["loss"] == pytest.approx(loss, rel=1e-9)
        assert result["accuracy"] == pytest.approx(accuracy)
        np.testing.assert_allclose(result["trained"]["weights"], weights - 0.1 * by_weights, atol=1e-9)
        np.testing.assert_allclose(result["trained"]["bias"], bias - 0.1 * by_bias, atol=1e-9)
        # Each house lies in the region of the class that is predicted for it, and in no other.
        predicted = (houses[:, :2] @ weights + bias).argmax(axis=1)
        for label, polygon in enumerate(result["polygons"]):
            inside = Polygon(polygon).contains_points(houses[:, :2]) if polygon else np.zeros(len(houses), dtype=bool)
            assert (inside == (predicted == label)).mean() > 0.995  # but for one on the border


def test_the_map_follows_its_sliders_and_trains(page: Page, address: str) -> None:
    page.goto(address + UNIT_PAGE)
    chart = page.locator(".logistic-map")
    houses, weights, bias = np.array(START["houses"]), np.array(START["weights"]), np.array(START["bias"], dtype=float)

    def expect_numpys() -> None:
        loss, accuracy, *_ = numpys(houses, weights, bias)
        expect(chart.locator(".loss dd")).to_have_text(f"{loss:.4f}")
        expect(chart.locator(".accuracy dd")).to_have_text(f"{100 * accuracy:.1f} %")

    before = chart.locator("polygon.class-0").get_attribute("points")
    chart.get_by_role("radio", name="low").check()
    chart.get_by_role("spinbutton", name="weight for longitude").fill("1,5")
    weights[0, 0] = 1.5
    chart.get_by_role("slider", name="bias, slider").press("Shift+ArrowRight")
    bias[0] += 0.01
    expect_numpys()
    assert chart.locator("polygon.class-0").get_attribute("points") != before
    chart.get_by_role("button", name="1 training step", exact=True).click()
    _, _, by_weights, by_bias = numpys(houses, weights, bias)
    weights, bias = weights - 0.1 * by_weights, bias - 0.1 * by_bias
    expect_numpys()


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


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_a_notebook_is_downloaded_as_released(page: Page, site: Path, address: str, notebook: Path) -> None:
    page.goto(address + notebook.with_suffix(".html").as_posix())
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Download {notebook.stem}").click()
    assert download.value.suggested_filename == notebook.name
    assert download.value.path().read_bytes() == (COURSE / "release" / notebook).read_bytes()


def test_a_printed_preview_is_the_notebook_alone(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + NOTEBOOKS[0].with_suffix(".html").as_posix())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("ul.buttons")).to_be_hidden()
    expect(page.locator(".sidebar-drawer")).to_be_hidden()


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
