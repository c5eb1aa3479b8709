"""What the tests of the interactive pages share: one browser for each test file, and pages built anew."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import COURSE
from tests.site import chromium


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built pages."""
    folder: Path = tmp_path_factory.mktemp("site")
    runpy.run_path(str(COURSE / "site" / "build.py"))["build"](folder)
    return folder
