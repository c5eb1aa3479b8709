"""The course site as its readers meet it: in a real browser, on a phone and at a desk, by keyboard and in the dark."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib.path import Path as Polygon
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect
from scipy.special import log_softmax, softmax

from course_utils.logistic_map import START
from course_utils.widget import read
from tests.conftest import COURSE
from tests.site.conftest import NOTEBOOKS, UNIT_PAGE, pages_of
from tests.site.softmax_demo.conftest import set_logits, shown

pytestmark = pytest.mark.slow

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


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
