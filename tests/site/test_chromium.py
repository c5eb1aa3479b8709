"""That a machine without Chromium gets one, or is told how to."""

from pathlib import Path

import pytest

from tests.site import chromium


@pytest.fixture
def nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)


def test_finds_what_is_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "google-chrome"
    browser.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find() == str(browser)


def test_installs_nothing_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    assert chromium.install(run=lambda command: pytest.fail(f"ran {command}")) == "/usr/bin/chromium"


def test_tries_playwrights_where_the_package_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(command: list[str]) -> int:
        ran.append(command[-1])
        return 0 if "playwright" in command else 1

    monkeypatch.setattr(chromium, "commands", lambda: [[["apt-get", "update"], ["x"]], [["playwright", "install"]]])
    monkeypatch.setattr(chromium, "find", lambda: "/own/chrome" if "install" in ran else None)
    assert chromium.install(run=run) == "/own/chrome"
    assert ran == ["update", "install"]


@pytest.mark.usefixtures("nothing_there")
def test_says_what_to_type_where_nothing_helps() -> None:
    with pytest.raises(SystemExit, match="sudo apt-get install chromium"):
        chromium.install(run=lambda command: 1)


@pytest.mark.usefixtures("nothing_there")
def test_browser_tests_fail_rather_than_be_skipped(request: pytest.FixtureRequest) -> None:
    with pytest.raises(pytest.fail.Exception, match="playwright install --with-deps chromium"):
        request.getfixturevalue("browser")
