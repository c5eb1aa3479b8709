"""The softmax demo for everybody: by keyboard, on phones and desktops, light and dark, and in a notebook."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from course_utils.widget import read
from tests.site.softmax_demo.conftest import DESKTOP, MODULE, PHONE, Open, fact, field, number, press, set_logits

pytestmark = pytest.mark.slow

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
