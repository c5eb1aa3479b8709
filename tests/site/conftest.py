"""What the tests of the interactive pages share: one browser for each test file, and freshly built pages."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import COURSE, made_once
from tests.site import chromium

NOTEBOOKS = sorted(path.relative_to(COURSE / "release") for path in (COURSE / "release").glob("*/*.ipynb"))
UNIT_PAGE = "unit04/index.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser without a window. Where there is none, the tests fail and say how to get one."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


def build_site(folder: Path, *options: str, course: Path = COURSE) -> subprocess.CompletedProcess[str]:
    """Build the course site into a folder, as `make site` does."""
    command = [sys.executable, "site/build.py", "--to", str(folder), *options]
    return subprocess.run(command, cwd=course, capture_output=True, text=True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course site, as students see it."""

    def make(folder: Path) -> None:
        built = build_site(folder)
        assert built.returncode == 0, built.stderr

    return made_once(tmp_path_factory, "site", make)


def pages_of(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
