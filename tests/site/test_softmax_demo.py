"""The softmax demo as its users meet it: in a real browser, with mouse and keyboard, on phones and desktops."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from includes import with_includes
from playwright.sync_api import Browser, Locator, Page, Request, ViewportSize, expect
from scipy.special import log_softmax, softmax

from course_utils.widget import read
from tests.conftest import COURSE

pytestmark = pytest.mark.slow

MODULE = read("widget_parts.js", "softmax_demo.js")
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
Open = Callable[..., Page]


class Watched(NamedTuple):
    """A page, and what it should not do: ask for anything but itself, or complain."""

    page: Page
    troubles: list[str]

    @classmethod
    def of(cls, page: Page, url: str) -> "Watched":
        """Watch a page from now on."""
        troubles: list[str] = []

        def note_request(request: Request) -> None:
            if request.url != url and not request.url.startswith(("data:", "blob:")):
                troubles.append(request.url)

        page.set_default_timeout(5000)
        page.on("request", note_request)
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        return cls(page, troubles)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, which is one file."""
    file = tmp_path_factory.mktemp("demo") / "softmax-demo.html"
    file.write_text(with_includes(COURSE / "site" / "softmax-demo.html"))
    return file


@pytest.fixture(scope="module")
def url(file: Path) -> str:
    return file.as_uri()


@pytest.fixture(scope="module")
def shared(browser: Browser, url: str) -> Watched:
    """A page on a desktop, for all tests: to load it again is quicker than to open a new one."""
    return Watched.of(browser.new_page(viewport=DESKTOP, reduced_motion="reduce"), url)


@pytest.fixture
def page(shared: Watched, url: str) -> Iterator[Page]:
    """The page on a desktop, freshly loaded from its file."""
    shared.page.set_viewport_size(DESKTOP)
    shared.page.goto(url)
    yield shared.page
    assert shared.troubles == []


@pytest.fixture
def open_page(browser: Browser, url: str) -> Iterator[Open]:
    """Open the page as another device or another user would have it."""
    opened: list[Watched] = []

    def open_page(**options: Any) -> Page:
        opened.append(Watched.of(browser.new_page(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options}), url))
        opened[-1].page.goto(url)
        return opened[-1].page

    yield open_page
    for watched in opened:
        watched.page.close()
        assert watched.troubles == []


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("spinbutton", name=f"logit of {label}", exact=True)


def fact(page: Page, name: str) -> Locator:
    return page.locator("dl.facts div", has=page.get_by_text(name, exact=True)).locator("dd")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(force=True)  # whether or not there is room for a class


def note(page: Page) -> Locator:
    return page.locator(".note")


def set_logits(page: Page, logits: list[float]) -> None:
    numbers = page.locator("tbody input[type=text]")
    while numbers.count() < len(logits):
        press(page, "Add a class")
    while numbers.count() > len(logits):
        page.locator("button.remove").last.click()
    for i, logit in enumerate(logits):
        numbers.nth(i).fill(repr(logit))


def number(text: str) -> float:
    """Read a number as the page writes it: "0.0351", "−3.2 × 10⁻⁵", "1 − 3.2 × 10⁻⁵"."""
    text = text.replace("\u00a0", " ")
    if text.startswith("1 − "):
        return 1 - number(text.removeprefix("1 − "))
    text = re.sub(r"\s[→←][\s\S]*", "", text)
    digits, times, power = text.replace("−", "-").partition(" × 10")
    return float(digits) * 10.0 ** int(power.translate(SUPERSCRIPTS)) if times else float(digits)


def shown(page: Page, column: str) -> list[float]:
    texts = page.locator(f"tbody .{column} .value").all_inner_texts()
    return [number(text.split(", too")[0]) for text in texts]


def said_and_written(page: Page) -> str:
    """Everything that a page says: its text, and its attributes."""
    return page.evaluate("document.querySelector('main').outerHTML") + page.evaluate("document.body.innerText")


# --- Numbers ---


def test_starts_with_three_classes(page: Page) -> None:
    assert page.locator("tbody .name").all_inner_texts() == ["low", "medium", "high"]
    assert shown(page, "prob") == pytest.approx([0.0900, 0.6652, 0.2447], abs=1e-12)
    assert shown(page, "push") == pytest.approx([0.0900, -0.3348, 0.2447], abs=1e-12)
    assert page.locator(".bar.push.up").count() == 1
    assert fact(page, "true class").inner_text() == "medium"
    assert fact(page, "its log-prob").inner_text() == "−0.4076"
    assert fact(page, "loss = −log-prob").inner_text() == "0.4076"
    assert page.locator("tbody .one-hot").all_inner_texts() == ["0", "1", "0"]


def test_shows_scipys_numbers(page: Page) -> None:
    rng = np.random.default_rng(4)
    for n in (2, 3, 3, 4, 5, 6, 6, 2):
        logits = np.round(rng.normal(scale=rng.choice([1, 5, 50]), size=n), 3)
        set_logits(page, logits.tolist())
        true_class = int(rng.integers(n))
        page.get_by_role("radio").nth(true_class).check()
        loss = -log_softmax(logits)[true_class]
        np.testing.assert_allclose(shown(page, "prob"), softmax(logits), rtol=6e-3, atol=5.1e-5)
        exps = [number(text.split(",")[0]) for text in page.locator("tbody .exp .value").all_inner_texts()]
        np.testing.assert_allclose(exps, np.exp(logits), rtol=6e-3, atol=5.1e-5)
        assert number(fact(page, "its prob").inner_text()) == pytest.approx(np.exp(-loss), rel=6e-3, abs=5.1e-5)
        assert number(fact(page, "loss = −log-prob").inner_text()) == pytest.approx(loss, rel=6e-3, abs=5.1e-5)
        pushes = softmax(logits) - np.eye(n)[true_class]
        np.testing.assert_allclose(shown(page, "push"), pushes, rtol=6e-3, atol=5.1e-5)
        widths = page.locator(".fill.prob").evaluate_all("all => all.map(bar => parseFloat(bar.style.width))")
        np.testing.assert_allclose(widths, 100 * softmax(logits), atol=1e-3)


def test_computes_as_scipy_does(page: Page) -> None:
    rng = np.random.default_rng(5)
    cases = [(rng.normal(scale=10.0 ** rng.integers(-2, 4), size=rng.integers(2, 7)).tolist(), 1) for _ in range(200)]
    results = page.evaluate(
        """async ([source, cases]) => {
            const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
            return cases.map(([logits, trueClass]) => module.compute(logits, trueClass));
        }""",
        [MODULE.replace("export default", "export const demo ="), cases],
    )
    for (logits, true_class), result in zip(cases, results, strict=True):
        np.testing.assert_allclose(result["probs"], softmax(logits), rtol=1e-12, atol=1e-300)
        np.testing.assert_allclose(result["logProbs"], log_softmax(logits), rtol=1e-12, atol=1e-12)
        # SciPy's own number is off by rounding where the loss is nearly 0: what is left for the others is exact.
        others = np.delete(softmax(logits), true_class).sum()
        expected = -np.log1p(-others) if others < 0.5 else -log_softmax(logits)[true_class]
        assert result["loss"] == pytest.approx(expected, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    "logits",
    [
        [1000, -1000, 0.5],
        [1000, 1000, 1000, -1000, -999, 0],
        [1e300, -1e300, 2],
        [-1e300, 1e300],
        [1.7e308, -1.7e308, 0],
        [5e-324, -5e-324],
        [-100, -200],
    ],
    ids=str,
)
def test_extreme_logits_give_finite_numbers(page: Page, logits: list[float]) -> None:
    set_logits(page, logits)
    for i in range(len(logits)):
        page.get_by_role("radio").nth(i).check()
        everything = said_and_written(page)
        for bad in ("NaN", "Infinity", "undefined", "null"):
            assert bad not in everything
        texts = [*page.locator("tbody .prob .value").all_inner_texts(), fact(page, "its prob").inner_text()]
        assert not {"0", "1", "0.0000", "1.0000", "-0"} & set(texts)
        assert fact(page, "loss = −log-prob").inner_text() not in ("0", "0.0000")
        assert [
            float(value)
            for value in page.locator("tbody input[type=text]").evaluate_all("all => all.map(f => f.value)")
        ] == logits
    for button in ("Add a constant", "Scale"):
        press(page, button)
        assert "NaN" not in said_and_written(page) and "Infinity" not in said_and_written(page)


def test_too_large_to_draw_says_so(page: Page) -> None:
    set_logits(page, [1000, 2, -1000])
    texts = [text.replace("\u00a0", " ") for text in page.locator("tbody .exp .value").all_inner_texts()]
    assert texts == ["1.97 × 10⁴³⁴, too large to draw", "7.3891", "5.08 × 10⁻⁴³⁵, too small to draw"]
    assert page.locator("thead .scale").nth(2).inner_text() == "full bar = 10"
    assert page.locator(".fill.exp").evaluate_all("all => all.map(bar => bar.style.width)") == [
        "100%",
        "73.8906%",
        "0%",
    ]
    assert fact(page, "loss = −log-prob").inner_text() == "998"
    expect(page.locator(".steps")).to_contain_text("float32 has no room")


def test_formulas_have_the_numbers_in_them(page: Page) -> None:
    formulas = [text.replace("\u00a0", " ") for text in page.locator(".formula").all_inner_texts()]
    assert formulas == [
        "exp(1) ≈ 2.7183",
        "exp(3) ≈ 20.0855",
        "exp(2) ≈ 7.3891",
        "2.7183 + 20.0855 + 7.3891 ≈ 30.1929",
        "exp(3) / sum ≈ 20.0855 / 30.1929 ≈ 0.6652",
        "−log(0.6652) ≈ 0.4076",
        "0.0900 − 0 ≈ 0.0900",
        "0.6652 − 1 ≈ −0.3348",
        "0.2447 − 0 ≈ 0.2447",
    ]


# --- What somebody can do ---


def test_chooses_the_true_class_by_radio_button_row_and_bar(page: Page) -> None:
    page.get_by_role("radio", name="true class: low").check()
    assert fact(page, "true class").inner_text() == "low"
    page.locator("tbody tr").nth(2).locator(".one-hot").click()
    assert fact(page, "true class").inner_text() == "high"
    page.locator(".bar").nth(3).click()
    assert fact(page, "true class").inner_text() == "medium"
    assert fact(page, "loss = −log-prob").inner_text() == "0.4076"


def test_moves_a_logit_by_slider(page: Page) -> None:
    slider = page.get_by_role("slider", name="logit of low, slider")
    slider.fill("3.5")
    assert field(page, "low").input_value() == "3.5"
    slider.press("ArrowRight")
    assert field(page, "low").input_value() == "3.6"
    slider.press("Shift+ArrowLeft")
    assert field(page, "low").input_value() == "3.59"
    field(page, "low").press("ArrowUp")
    assert field(page, "low").input_value() == "3.69"


@pytest.mark.parametrize("width", [768, 1280, 1440])
def test_sliders_are_wide_enough_for_their_numbers(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    assert page.get_by_role("slider").first.evaluate("slider => slider.offsetWidth") >= 200


def test_a_number_stays_as_it_was_typed(page: Page) -> None:
    for typed, kept in {"7,5": "7.5", "−0.1234567": "-0.1234567", "12.345678901": "12.345678901"}.items():
        field(page, "low").fill(typed)
        assert shown(page, "exp")[0] == pytest.approx(np.exp(float(kept)), rel=6e-3)
        field(page, "low").press("Tab")
        assert field(page, "low").input_value() == kept
        assert f"exp({kept.replace('-', '−')})" in page.locator(".steps").inner_text()


def test_slider_stops_at_its_end_but_the_logit_does_not(page: Page) -> None:
    field(page, "low").fill("1000")
    slider = page.get_by_role("slider", name="logit of low, slider")
    assert slider.input_value() == "10"
    assert slider.get_attribute("aria-valuetext") == "1000, beyond the slider's end"
    page.get_by_role("radio").nth(2).check()
    assert field(page, "low").input_value() == "1000"


@pytest.mark.parametrize("text", ["", "-", "1e999"])
def test_what_is_no_number_keeps_the_last_good_one_and_says_so(page: Page, text: str) -> None:
    field(page, "high").fill("-2.5")
    field(page, "high").press("Control+a")
    field(page, "high").press("Delete")
    field(page, "high").press_sequentially(text)
    message = page.locator("tbody .message").nth(2)
    if text != "1e999":  # 1e9 on the way to it is a number
        expect(message).to_have_text("Not a number, so it is still −2.5.", timeout=3000)
        assert field(page, "high").get_attribute("aria-invalid") == "true"
    field(page, "high").press("Tab")
    assert "Not a number" in message.inner_text()
    assert np.isfinite(float(field(page, "high").input_value()))
    field(page, "high").fill("4")
    assert message.inner_text() == ""


def test_a_constant_changes_nothing_but_the_exps(page: Page) -> None:
    before = shown(page, "prob")
    page.get_by_role("spinbutton", name="constant").fill("-3.5")
    press(page, "Add a constant")
    assert field(page, "low").input_value() == "-2.5"
    assert shown(page, "prob") == before
    assert "stay the same" in note(page).inner_text()
    page.get_by_role("spinbutton", name="constant").fill("1e300")
    press(page, "Add a constant")
    assert "by rounding" in note(page).inner_text()


@pytest.mark.parametrize(
    ("factor", "says"),
    [
        ("2", "temperature 0.5"),
        ("0.1", "temperature 10"),
        ("0", "all are equal"),
        ("-1", "turned around"),
        ("1", "nothing changes"),
    ],
)
def test_scaling_is_a_temperature(page: Page, factor: str, says: str) -> None:
    page.get_by_role("spinbutton", name="factor").fill(factor)
    page.get_by_role("spinbutton", name="factor").press("Enter")
    np.testing.assert_allclose(
        shown(page, "prob"), softmax(float(factor) * np.array([1, 3, 2])), rtol=6e-3, atol=5.1e-5
    )
    assert says in note(page).inner_text()


@pytest.mark.parametrize(
    ("logits", "says"),
    [
        ([2, 2, 2], "the probs stay equal"),
        ([2, 2, 1], "the 2 largest probs go towards 1/2 each"),
        ([3, 2, 1], "goes towards 1."),
    ],
)
def test_says_where_scaling_leads_also_for_equal_logits(page: Page, logits: list[float], says: str) -> None:
    set_logits(page, logits)
    press(page, "Scale")
    assert says in note(page).inner_text()


def test_a_logit_can_not_be_made_infinite(page: Page) -> None:
    field(page, "low").fill("1e308")
    page.get_by_role("spinbutton", name="factor").fill("100")
    press(page, "Scale")
    assert "Nothing was changed" in note(page).inner_text()
    assert float(field(page, "low").input_value()) == 1e308


def test_situations(page: Page) -> None:
    press(page, "All equal")
    assert number(fact(page, "loss = −log-prob").inner_text()) == pytest.approx(np.log(3), abs=5e-5)
    press(page, "One much bigger")
    assert number(fact(page, "loss = −log-prob").inner_text()) < 0.001
    press(page, "One much smaller")
    assert number(fact(page, "loss = −log-prob").inner_text()) > 8


def test_adds_and_removes_classes(page: Page) -> None:
    for _ in range(5):
        press(page, "Add a class")
    assert page.locator("tbody .name").all_inner_texts() == ["low", "medium", "high", "class 3", "class 4", "class 5"]
    assert "room for 6 classes" in note(page).inner_text()
    press(page, "remove low")
    assert fact(page, "true class").inner_text() == "medium"
    press(page, "remove medium")
    assert fact(page, "true class").inner_text() == "high"
    assert "true class is now high" in note(page).inner_text()
    for _ in range(3):
        page.locator("button.remove").first.click(force=True)
    assert page.locator("tbody tr").count() == 2
    assert "must be 2 classes" in note(page).inner_text()
    press(page, "Reset")
    assert page.locator("tbody .name").all_inner_texts() == ["low", "medium", "high"]
    assert fact(page, "loss = −log-prob").inner_text() == "0.4076"


# --- For everybody ---


def test_all_of_it_by_keyboard(page: Page) -> None:
    focused = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    reached = []
    for _ in range(18):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(focused))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid", f"{reached[-1]} shows no focus"
    rows = [[f"logit of {name}, slider", f"logit of {name}", f"remove {name}"] for name in ("low", "medium", "high")]
    assert reached == [
        *rows[0],
        "true class: medium",  # the three radio buttons are one stop
        *rows[1],
        *rows[2],
        "Add a class", "Reset", "constant", "Add a constant", "factor", "Scale",
        "All equal", "One much bigger",
    ]  # fmt: skip
    page.keyboard.press("Enter")
    assert number(fact(page, "loss = −log-prob").inner_text()) < 0.001

    page.get_by_role("radio").nth(1).focus()
    page.keyboard.press("ArrowDown")
    assert fact(page, "true class").inner_text() == "high"
    page.get_by_role("button", name="remove low").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "remove medium"


def test_every_control_has_a_name(page: Page) -> None:
    snapshot = page.locator("main").aria_snapshot()
    controls = re.findall(r"- '?(radio|slider|spinbutton|button)\b(?: \"(.*?)\")?", snapshot)
    assert len(controls) == 3 * 4 + 2 + 2 * 2 + 3
    assert all(name for _, name in controls), snapshot
    assert len({name for role, name in controls}) == len(controls)
    for part in (
        "table",
        'columnheader "logits any numbers"',
        'rowheader "medium"',
        "region",
        'heading "Try"',
    ):
        assert part in snapshot, snapshot


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_numbers_are_cells_of_a_table(open_page: Open, viewport: Any) -> None:
    """On a phone each row is shown as a block; it is a row of the table all the same."""
    page = open_page(viewport=viewport)
    cells = page.get_by_role("table").get_by_role("row").nth(2).get_by_role("cell").all_inner_texts()
    assert [cell.split()[0] for cell in cells[1:5]] == ["20.0855", "0.6652", "−0.3348", "1"]


def test_says_a_change_once_it_is_over(page: Page) -> None:
    page.evaluate(
        """() => { window.said = [];
        const status = document.querySelector("[role=status]");
        new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true }); }"""
    )
    for _ in range(5):
        page.get_by_role("slider", name="logit of medium, slider").press("ArrowRight")
    page.wait_for_function("window.said.length > 0")
    assert page.evaluate("window.said") == ["True class medium: prob 0.7662, loss 0.2664."]


@pytest.mark.parametrize("logits", [[1, 2, -1], [1, 2, 3, 4, 5, 6], [1000, -1000, 0.5], [1e300, -1e300, 2]], ids=str)
def test_nothing_sticks_out(page: Page, logits: list[float]) -> None:
    set_logits(page, logits)
    for width in (320, 360, 480, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sticking = page.evaluate(
            """() => [...document.querySelectorAll("main *:not(.unseen, .unseen *, thead *, .bar *)")]
                .filter(node => node.getBoundingClientRect().right > innerWidth + 1).map(node => node.outerHTML)"""
        )
        assert sticking == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_bars_can_be_compared(page: Page, width: int) -> None:
    """A full bar is as long in each row, however long the numbers beside the bars are."""
    page.set_viewport_size({"width": width, "height": 740})
    set_logits(page, [1000, 2, -8, 0])
    for column in ("exp", "prob"):
        places = page.locator(f"tbody .{column} .bar").evaluate_all(
            "all => all.map(bar => [bar.getBoundingClientRect().left, bar.getBoundingClientRect().right])"
        )
        np.testing.assert_allclose(places, [places[0]] * 4, atol=0.5)


def test_touch_targets_are_large_enough(open_page: Open) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    sizes = page.locator("button, input[type=text], input[type=range], tbody label").evaluate_all(
        "all => all.map(node => [node.offsetWidth, node.offsetHeight])"
    )
    assert min(height for _, height in sizes) >= 40
    assert min(width for width, _ in sizes) >= 40


CONTRASTS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (color) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([r, g, b]) => {
        const [R, G, B] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * R + 0.7152 * G + 0.0722 * B;
    };
    const background = (node) => {
        for (; node; node = node.parentElement) {
            const color = rgba(getComputedStyle(node).backgroundColor);
            if (color[3] === 255) return color;
        }
        return rgba("Canvas");
    };
    const contrast = (one, other) => {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const texts = [...document.querySelectorAll("main *")].filter((node) =>
        [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) || node.matches("input[type=text]"));
    const bars = [...document.querySelectorAll(".fill:not(.beyond)")];
    return {
        text: texts.map((node) => [node.outerHTML, contrast(rgba(getComputedStyle(node).color), background(node))]),
        bars: bars.map((node) => contrast(rgba(getComputedStyle(node).backgroundColor), background(node.closest("tr")))),
        surface: luminance(background(document.querySelector(".softmax-demo"))),
    };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    field(page, "low").fill("1000")
    field(page, "high").press("Control+a")
    field(page, "high").press("Delete")
    press(page, "Scale")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts["text"]) > 40
    for node, contrast in contrasts["text"]:
        assert contrast >= 4.5, f"{contrast:.1f}: {node}"
    assert min(contrasts["bars"]) >= 3
    assert (contrasts["surface"] < 0.1) == (scheme == "dark")


@pytest.mark.parametrize(
    ("where", "attribute", "value", "dark"),
    [
        ("body", "data-jp-theme-light", "false", True),
        ("body", "data-jp-theme-light", "true", False),
        ("html", "theme", "dark", True),
        ("body", "data-vscode-theme-kind", "vscode-dark", True),
    ],
)
def test_follows_the_theme_of_the_notebook(open_page: Open, where: str, attribute: str, value: str, dark: bool) -> None:
    page = open_page(color_scheme="light" if dark else "dark")
    page.evaluate("([where, a, v]) => document.querySelector(where).setAttribute(a, v)", [where, attribute, value])
    assert (page.evaluate(CONTRASTS)["surface"] < 0.1) == dark


def test_without_javascript_says_so(browser: Browser, url: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(url)
    assert "needs JavaScript" in page.locator("body").inner_text()
    page.close()


def test_page_is_one_file_that_asks_for_nothing(file: Path) -> None:
    html = file.read_text()
    assert MODULE in html and "/* include" not in html
    assert not re.search(r"https?://|src=|@import|url\(", html)


# --- In a notebook ---

WIDGET = """async ([source, css, state]) => {
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
    const { default: widget } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    // What anywidget hands over: a model that tells of changes, as Backbone does.
    window.model = {
        state, saved: [], listeners: [],
        get(name) { return this.state[name]; },
        set(name, value) { this.state[name] = value; },
        save_changes() { this.saved.push(structuredClone(this.state)); },
        on(event, listener) { this.listeners.push([event, listener]); },
        off(event, listener) { this.listeners = this.listeners.filter(([e, l]) => e !== event || l !== listener); },
        fromPython(name, value) {
            this.state[name] = value;
            for (const [event, listener] of this.listeners) if (event === `change:${name}`) listener();
        },
    };
    window.cleanup = widget.render({ model: window.model, el: document.querySelector("#cell") });
}"""


@pytest.fixture
def widget(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<div id=cell></div>")
    state = {"logits": [0.5, -0.5], "true_class": 0, "labels": ["cat", "dog"]}
    page.evaluate(WIDGET, [MODULE, read("widget_parts.css", "softmax_demo.css"), state])
    yield page
    page.close()


def test_widget_tells_python(widget: Page) -> None:
    field(widget, "dog").fill("2")
    assert widget.evaluate("model.saved.at(-1)") == {"logits": [0.5, 2], "true_class": 0, "labels": ["cat", "dog"]}
    widget.get_by_role("radio", name="true class: dog").check()
    assert widget.evaluate("model.saved.at(-1).true_class") == 1
    press(widget, "Add a class")
    assert widget.evaluate("model.saved.at(-1)") == {
        "logits": [0.5, 2, 0],
        "true_class": 1,
        "labels": ["cat", "dog", "class 2"],
    }
    press(widget, "remove cat")
    assert widget.evaluate("model.saved.at(-1)") == {"logits": [2, 0], "true_class": 0, "labels": ["dog", "class 2"]}
    json.dumps(widget.evaluate("model.saved"), allow_nan=False)


def test_widget_follows_python(widget: Page) -> None:
    widget.evaluate("model.fromPython('logits', [1, 1])")
    assert fact(widget, "loss = −log-prob").inner_text() == "0.6931"
    assert field(widget, "cat").input_value() == "1"
    widget.evaluate("model.fromPython('logits', [0, 0, 0, 0])")  # its labels come a moment later
    assert widget.locator("tbody .name").all_inner_texts() == ["cat", "dog", "class 2", "class 3"]
    widget.evaluate("model.fromPython('labels', ['a', 'b', 'c', 'd'])")
    widget.evaluate("model.fromPython('true_class', 3)")
    assert fact(widget, "true class").inner_text() == "d"
    assert widget.evaluate("model.saved.length") == 0


def test_jupyterlab_leaves_keys_to_the_widget(widget: Page) -> None:
    """Its shortcuts pass over an element with this attribute, but not over those inside of it."""
    controls = widget.locator("input, button")
    assert controls.count() == widget.locator("[data-lm-suppress-shortcuts]").count() > 10


def test_widget_leaves_nothing_behind(widget: Page) -> None:
    assert widget.evaluate("model.listeners.length") == 3
    widget.evaluate("cleanup()")
    assert widget.evaluate("model.listeners.length") == 0
    assert widget.locator("#cell").inner_html() == ""
