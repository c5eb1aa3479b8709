"""Take the picture of the unit page that README.md shows: docs/unit-page.png. Run: `make picture`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SITE = Path(__file__).parent
sys.path.insert(0, str(SITE.parent / "tests" / "site"))

import chromium  # noqa: E402


def main() -> None:
    """Open the built page and take its picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 1080}, reduced_motion="reduce")
        page.goto((SITE / "_build" / "unit04" / "index.html").as_uri())
        page.add_style_tag(content="html { scroll-behavior: auto !important }")
        page.locator("#try-it").evaluate("section => scrollTo(0, section.offsetTop - 40)")
        page.wait_for_timeout(500)  # for what is drawn after scrolling
        page.screenshot(path=SITE.parent / "docs" / "unit-page.png")
        browser.close()


if __name__ == "__main__":
    main()
