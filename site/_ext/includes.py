"""Put files into others."""

import re
from pathlib import Path

from units import COURSE

INCLUDE = re.compile(r"^[ ]*/\* include: (?P<path>\S+) \*/$", flags=re.MULTILINE)


def with_includes(file: Path) -> str:
    """Return a text file with the files in it that its lines `/* include: PATH */` name; paths are the course folder's.

    Raises
    ------
    ValueError
        If a file would end the `<script>` or `<style>` that it is put in.
    """

    def content(include: re.Match[str]) -> str:
        text = with_includes(COURSE / include["path"])
        if re.search(r"</(script|style)", text, flags=re.IGNORECASE):
            raise ValueError(f"{include['path']}: must not contain </script or </style: a browser would stop there.")
        return text

    return INCLUDE.sub(content, file.read_text(encoding="utf-8"))
