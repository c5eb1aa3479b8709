"""What the tests of the softmax demo share: its page in a browser, and how to read and use it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from includes import with_includes
from playwright.sync_api import Browser, Locator, Page, Request, ViewportSize

from course_utils.softmax_demo import MODULE_FILES
from course_utils.widget import read
from tests.conftest import COURSE

MODULE = read(*MODULE_FILES)
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
