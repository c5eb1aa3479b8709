"""What the files of the LMSs share: to see whether an archive looks like theirs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from autograder.collect.hand_in import ArchivedFile


def mostly(files: Sequence[ArchivedFile], pattern: re.Pattern[str]) -> bool:
    """Whether the first names of the paths, files' or folders', mostly have this form."""
    tops = {file.path.parts[0] for file in files}
    return bool(tops) and 2 * sum(bool(pattern.fullmatch(top)) for top in tops) > len(tops)


def without_top(files: Sequence[ArchivedFile]) -> list[ArchivedFile]:
    """Return the files as they lie in the one folder that holds them all, or none if there is no such folder."""
    tops = {file.path.parts[0] for file in files}
    if len(tops) != 1 or any(len(file.path.parts) == 1 for file in files):
        return []
    return [replace(file, path=PurePosixPath(*file.path.parts[1:])) for file in files]
