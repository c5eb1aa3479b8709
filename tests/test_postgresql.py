"""That a machine without PostgreSQL gets one, or is told how to."""

from pathlib import Path

import pytest

from tests import postgresql


def test_installs_nothing_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "find", lambda: Path("/usr/bin"))
    assert postgresql.install(run=lambda command: pytest.fail(f"ran {command}")) == Path("/usr/bin")


def test_says_what_to_type_where_it_cannot_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(postgresql, "find", lambda: None)
    monkeypatch.setattr(postgresql, "install_commands", lambda package: [["update"], ["install", package]])
    with pytest.raises(SystemExit, match="sudo apt-get install postgresql"):
        postgresql.install(run)
    assert ran == [["update"], ["install", "postgresql"]]
