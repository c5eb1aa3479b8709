"""That packages are installed by whoever may."""

import pytest

from tests.debian import install_commands


@pytest.mark.parametrize(("user", "starts"), [(0, ["apt-get"]), (1000, ["sudo", "-n", "apt-get"])])
def test_root_needs_no_sudo(monkeypatch: pytest.MonkeyPatch, user: int, starts: list[str]) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert install_commands("hello") == [[*starts, "update"], [*starts, "install", "-y", "hello"]]


@pytest.mark.parametrize("missing", ["apt-get", "sudo"])
def test_nothing_is_installed_where_nothing_can_be(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: None if name == missing else f"/usr/bin/{name}")
    assert install_commands("hello") == []
