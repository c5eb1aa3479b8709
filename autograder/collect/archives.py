"""Read archives that strangers made: .zip, .tar and folders. Nothing is unpacked to where its path says.

A file's bytes are read only when they are asked for, and never more than `FILE_LIMIT` of them, whatever the archive
claims. Links, devices, encrypted files and paths that lead out of the archive are listed, and refused by name.
"""

import io
import lzma
import os
import re
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import IO

from autograder.collect.hand_in import ArchivedFile, UnusableError
from autograder.course.errors import CourseError

MB = 1024 * 1024
FILE_LIMIT = 100 * MB  # nbgrader's own limit (CourseDirectory.max_file_size)
COUNT_LIMIT = 1000  # files in one student's archive
TOTAL_LIMIT = 300 * MB  # of one student's archive, unpacked
DEPTH_LIMIT = 3  # archives in archives
_ENTRY = b"PK\1\2"  # what each file's entry in a .zip begins with
_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
# What computers put beside people's files.
_JUNK = re.compile(r"__MACOSX|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints|__pycache__|\.git", re.I)
# What the standard library raises for broken archives; RuntimeError: encrypted.
_BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error),
    *(EOFError, OSError, ValueError, RuntimeError, NotImplementedError, OverflowError),
)


class _Budget:
    """How many files and bytes a student's archive, with those in it, may still bring."""

    def __init__(self) -> None:
        self.files, self.bytes = COUNT_LIMIT, TOTAL_LIMIT

    def spend(self, files: int, size: int) -> None:
        self.files -= files
        self.bytes -= size
        if self.files < 0:
            raise UnusableError(f"is an archive of more than {COUNT_LIMIT} files")
        if self.bytes < 0:
            raise UnusableError(f"is an archive that unpacks to more than {TOTAL_LIMIT // MB} MB")


def is_archive(name: str) -> bool:
    """Tell by a file's name."""
    return name.lower().endswith(_SUFFIXES)


def stem(name: str) -> str:
    """Return an archive's name without what says that it is one."""
    return name[: -max(len(suffix) for suffix in _SUFFIXES if name.lower().endswith(suffix))]


def open_archive(path: Path) -> list[ArchivedFile]:
    """List what an LMS gave, an archive or a folder, with its empty folders."""
    if path.is_dir():
        return list(_in_folder(path))
    if not path.exists():
        raise CourseError(f"{path} doesn't exist. Name the archive that you have downloaded, or a folder.")
    try:
        return list(_in_zip(path) if zipfile.is_zipfile(path) else _in_tar(tarfile.open(path)))
    except _BROKEN as error:
        raise CourseError(f"{path} can't be read as an archive ({error}). Download it again.") from error


def open_inner(file: ArchivedFile) -> list[ArchivedFile]:
    """List a .zip that lies in an LMS's archive, or beside others; nothing if it isn't a .zip."""
    if not file.name.lower().endswith(".zip"):
        return []
    try:
        content = file.read()
        return list(_in_zip(io.BytesIO(content))) if content.count(_ENTRY) <= 100 * COUNT_LIMIT else []
    except (UnusableError, *_BROKEN):
        return []


def unpack(file: ArchivedFile) -> Iterator[ArchivedFile]:
    """List what is in an archive within an archive, and in those within it, which are refused if that is too much.

    Raises UnusableError where the archive itself can't be read.
    """
    return _unpack(file, _Budget(), depth=1)


def _unpack(file: ArchivedFile, budget: _Budget, depth: int) -> Iterator[ArchivedFile]:
    if depth > DEPTH_LIMIT:
        raise UnusableError(f"has archives in archives, deeper than {DEPTH_LIMIT}")
    content = file.read()
    try:
        if zipfile.is_zipfile(io.BytesIO(content)):
            if content.count(_ENTRY) > COUNT_LIMIT:  # before they are listed, which takes memory
                raise UnusableError(f"is an archive of more than {COUNT_LIMIT} files")
            inner = list(_in_zip(io.BytesIO(content), budget))
        else:
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                inner = list(_in_tar(archive, budget))
    except _BROKEN as error:
        raise UnusableError(f"is an archive that can't be read ({error})") from error
    for each in inner:
        placed = ArchivedFile(file.path / each.path, each.read, each.modified, each.wrong, each.is_folder)
        if is_archive(each.name) and not each.wrong:
            try:
                yield from _unpack(placed, budget, depth + 1)
            except UnusableError as error:  # the other files go on
                yield _refused(placed, str(error))
        else:
            yield placed


def _refused(file: ArchivedFile, wrong: str) -> ArchivedFile:
    return ArchivedFile(file.path, partial(_read, io.BytesIO, wrong), file.modified, wrong)


def _in_folder(folder: Path) -> Iterator[ArchivedFile]:
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if S_ISDIR(status.st_mode) and any(path.iterdir()):
            continue
        modified = datetime.fromtimestamp(status.st_mtime, UTC)
        name = "/".join(path.relative_to(folder).parts)
        is_folder = S_ISDIR(status.st_mode)
        yield from _listed(name, partial(io.FileIO, path), modified, _wrong_kind(status.st_mode), is_folder)


def _in_zip(file: Path | IO[bytes], budget: _Budget | None = None) -> Iterator[ArchivedFile]:
    archive = zipfile.ZipFile(file)
    full = _full_folders(info.filename for info in archive.infolist())
    for info in archive.infolist():
        if budget:
            budget.spend(1, info.file_size)  # reading gives no more than that
        if info.filename in full:
            continue
        mode = info.external_attr >> 16
        wrong = "is encrypted" if info.flag_bits & 1 else _wrong_kind(mode) if mode & 0o170000 else ""
        try:
            modified = datetime(*info.date_time).astimezone()
        except (ValueError, OverflowError):
            modified = None
        yield from _listed(_name_in_zip(info), partial(archive.open, info), modified, wrong, info.is_dir())


def _name_in_zip(info: zipfile.ZipInfo) -> str:
    """Return a file's name. Without the flag for UTF-8, zipfile takes it for DOS's; it mostly is UTF-8 all the same."""
    if not info.flag_bits & 0x800:
        try:
            return info.filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return info.filename


def _in_tar(archive: tarfile.TarFile, budget: _Budget | None = None) -> Iterator[ArchivedFile]:
    members = []
    for member in archive:
        if budget:
            budget.spend(1, max(member.size, 0))  # before what it holds is passed over, which takes time
        members.append(member)
    full = _full_folders(member.name + "/" * member.isdir() for member in members)
    for member in members:
        if member.name + "/" not in full:
            wrong = "" if member.isreg() or member.isdir() else "is a link or a device, not a file"
            modified = datetime.fromtimestamp(min(max(member.mtime, 0), 2**32), UTC)
            yield from _listed(member.name, partial(archive.extractfile, member), modified, wrong, member.isdir())


def _full_folders(names: Iterable[str]) -> set[str]:
    """Return those names of folders, with their "/", that something lies in: it follows them by the alphabet."""
    ordered = sorted(set(names))
    return {name for name, after in pairwise(ordered) if name.endswith("/") and after.startswith(name)}


def _wrong_kind(mode: int) -> str:
    if S_ISLNK(mode):
        return "is a link, not a file"
    return "" if S_ISREG(mode) or S_ISDIR(mode) else "is a device, not a file"


def _listed(
    name: str, open_: Callable[[], IO[bytes] | None], modified: datetime | None, wrong: str, is_folder: bool
) -> Iterator[ArchivedFile]:
    """List a file under a path that stays inside the archive; leave out what is nobody's work."""
    try:
        name.encode()
    except UnicodeEncodeError:  # a name that isn't in UTF-8, as Windows's are where they were unpacked on Linux
        name = os.fsencode(name).decode("cp1252", errors="replace")
    name = unicodedata.normalize("NFC", name).replace("\\", "/").replace("\0", "")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:/", name):
        wrong = "has a path that leads out of the archive"
    path = PurePosixPath(*(part for part in parts if part != ".."))
    if path.parts and not any(_JUNK.fullmatch(part) for part in path.parts):
        yield ArchivedFile(path, partial(_read, open_, wrong), modified, wrong, is_folder)


def _read(open_: Callable[[], IO[bytes] | None], wrong: str) -> bytes:
    """Return a file's bytes, or raise UnusableError."""
    if wrong:
        raise UnusableError(wrong)
    try:
        stream = open_()
        assert stream is not None
        with stream:
            content = stream.read(FILE_LIMIT + 1)
    except _BROKEN as error:
        raise UnusableError(f"can't be read ({error})") from error
    if len(content) > FILE_LIMIT:
        raise UnusableError(f"is larger than {FILE_LIMIT // MB} MB")
    return content
