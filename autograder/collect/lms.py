"""The learning management systems (LMS): a file for each. To add one, write a file like theirs, and list it here.

Each has `has_layout(files)`, whether an archive looks like this LMS's, and `read(files)`, which yields every file with
who sent it and when.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from autograder.collect import brightspace, canvas, google_classroom, gradescope, moodle, plain_folder
from autograder.collect.archives import open_archive, open_inner
from autograder.collect.hand_in import ArchivedFile, Sent
from autograder.collect.layout import without_top

# In this order: the layout that is hardest to mistake comes first.
LMSS: dict[str, ModuleType] = {
    "gradescope": gradescope,
    "brightspace": brightspace,
    "moodle": moodle,
    "canvas": canvas,
    "google-classroom": google_classroom,
    "folder": plain_folder,
}
_FOLDERS_AROUND = 3  # that an archive may have around what the LMS wrote


def read_archive(path: Path, said: str | None = None) -> Iterator[tuple[str, list[Sent]]]:
    """Yield what each LMS's archive at a path holds, with the LMS's name: told by the layout, or said.

    A folder or an archive may hold several: what was downloaded in parts, or is still packed.
    """
    files = open_archive(path)
    if not tell(files, said):
        rest = []
        for file in files:
            within = open_inner(file) if len(file.path.parts) == 1 else []
            folders = any(len(each.path.parts) > 1 for each in within)
            told = tell(within, said) or (("folder", within) if folders and len(files) == 1 else None)
            if told:
                yield told[0], list(LMSS[told[0]].read(told[1]))
            else:
                rest.append(file)
        files = rest
    name, inner = tell(files, said) or (said or "folder", files)
    if inner:
        yield name, list(LMSS[name].read(inner))


def tell(files: Sequence[ArchivedFile], said: str | None = None) -> tuple[str, Sequence[ArchivedFile]] | None:
    """Return the LMS whose layout this is, and the files without the folders around them; None for a plain folder."""
    for _ in range(1 + _FOLDERS_AROUND):
        for name in [said] if said else LMSS:
            if files and name != "folder" and LMSS[name].has_layout(files):
                return name, files
        files = without_top(files)
    return None
