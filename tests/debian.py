"""Debian's packages that tests need, and how to install them here."""

import os
import shutil


def install_commands(package: str) -> list[list[str]]:
    """Return the commands that install a package; none if the system isn't Debian's, or this user may not."""
    is_root = os.geteuid() == 0
    if not shutil.which("apt-get") or not (is_root or shutil.which("sudo")):
        return []
    apt = ["apt-get"] if is_root else ["sudo", "-n", "apt-get"]
    return [[*apt, "update"], [*apt, "install", "-y", package]]
