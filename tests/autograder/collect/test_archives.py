"""Archives as attackers make them. One bad file never stops the class."""

import io
import os
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.collect import archives
from tests.autograder.collect.conftest import FIRST, SECOND, Course, answered, zipped

GOOD = {"grace/first.ipynb": FIRST}


def collected(course: Course, archive: Path) -> str:
    """Collect Grace's notebook and something bad of Ada's; return what is said of it."""
    before = {path for path in course.folder.parent.rglob("*") if course.folder not in path.parents}
    status, said = course.collect(archive)
    assert status == 1, said
    assert course.notebooks()["grace/unit01/first.ipynb"] == FIRST
    assert {path for path in course.folder.parent.rglob("*") if course.folder not in path.parents} == before
    return said


@pytest.mark.parametrize("path", ["../../evil.ipynb", "/etc/evil.ipynb", "C:\\evil.ipynb", "ada/../../first.ipynb"])
def test_paths_that_lead_out_are_refused(course: Course, path: str) -> None:
    said = collected(course, course.archive("class.zip", {**GOOD, path: FIRST}))
    assert "has a path that leads out of the archive" in said
    assert set(course.notebooks()) == {"grace/unit01/first.ipynb"}


def test_a_path_that_leads_out_of_a_students_archive(course: Course) -> None:
    inner = zipped({"../../../grace/unit01/first.ipynb": SECOND, "first.ipynb": SECOND})
    said = collected(course, course.archive("class.zip", {**GOOD, "ada/work.zip": inner}))
    assert "has a path that leads out of the archive" in said


def test_links_are_refused(course: Course) -> None:
    path = course.archive("class.zip", GOOD)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("ada/first.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "../../gradebook.db")
    assert "first.ipynb is a link, not a file" in collected(course, path)
    assert course.record("ada").outcome == "could not be graded"


def test_links_in_tars_and_folders_are_refused(course: Course) -> None:
    folder = course.archive("class", {**GOOD, "ada/": b""})
    (folder / "ada" / "first.ipynb").symlink_to(course.folder / "gradebook.db")
    os.mkfifo(folder / "ada" / "second.ipynb")
    said = collected(course, folder)
    assert "first.ipynb is a link, not a file" in said and "second.ipynb is a device, not a file" in said
    with tarfile.open(course.folder / "class.tar.gz", "w:gz") as tar:
        tar.add(folder, arcname=".")
    assert "is a link or a device, not a file" in collected(course, course.folder / "class.tar.gz")


def test_a_bomb_is_refused(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "TOTAL_LIMIT", 10 * archives.MB)
    bomb = zipped({f"{number}.ipynb": bytes(2 * archives.MB) for number in range(8)})
    assert len(bomb) < 100_000
    said = collected(
        course, course.archive("class.zip", {**GOOD, "ada/work.zip": bomb, "eve/a.zip": zipped({"b.zip": bomb})})
    )
    assert said.count("unpacks to more than 10 MB") == 2


def test_a_tar_bomb_is_refused_before_it_is_unpacked(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "TOTAL_LIMIT", 10 * archives.MB)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        info = tarfile.TarInfo("first.ipynb")
        info.size = 50 * archives.MB
        tar.addfile(info, io.BytesIO(bytes(info.size)))
    said = collected(course, course.archive("class.zip", {**GOOD, "ada/work.tar.gz": stream.getvalue()}))
    assert "unpacks to more than 10 MB" in said


def test_a_large_file_is_refused_whatever_it_claims(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "FILE_LIMIT", archives.MB)
    said = collected(course, course.archive("class.zip", {**GOOD, "ada/first.ipynb": FIRST + b" " * 2 * archives.MB}))
    assert "first.ipynb is larger than 1 MB" in said


def test_too_many_files_and_too_deep(course: Course) -> None:
    many = zipped({f"{number}": b"" for number in range(archives.COUNT_LIMIT + 1)})
    deep = FIRST
    for _ in range(archives.DEPTH_LIMIT + 1):
        deep = zipped({"a.zip": deep})
    said = collected(course, course.archive("class.zip", {**GOOD, "ada/work.zip": many, "eve/work.zip": deep}))
    assert "more than 1000 files" in said and "archives in archives, deeper than 3" in said


def test_broken_archives(course: Course) -> None:
    inner = zipped({"first.ipynb": FIRST})
    files = {**GOOD, "ada/work.zip": inner[:-30], "eve/work.zip": b"", "mallory/work.tar.gz": b"\x1f\x8b" + bytes(50)}
    assert collected(course, course.archive("class.zip", files)).count("is an archive that can't be read") == 3


def test_a_broken_archive_in_a_students_archive(course: Course) -> None:
    work = zipped({"a.zip": b"broken", "first.ipynb": FIRST})
    said = collected(course, course.archive("class.zip", {**GOOD, "ada/work.zip": work}))
    assert "ada: a.zip is an archive that can't be read" in said
    assert course.notebooks()["ada/unit01/first.ipynb"] == FIRST


def test_a_broken_file_of_one_student(course: Course) -> None:
    path = course.archive("class.zip", {"ada/first.ipynb": os.urandom(2000), **GOOD})
    content = bytearray(path.read_bytes())
    content[200:300] = bytes(100)  # Ada's: its checksum is wrong now
    path.write_bytes(content)
    assert "first.ipynb can't be read (Bad CRC-32" in collected(course, path)


def test_an_encrypted_file(course: Course) -> None:
    path = course.archive("class.zip", {**GOOD, "ada/first.ipynb": FIRST})
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\1\2")
    struct.pack_into("<H", content, entry + 8, 1)
    path.write_bytes(content)
    assert "first.ipynb is encrypted" in collected(course, path)


def test_an_archive_that_is_none(course: Course) -> None:
    (course.folder / "class.zip").write_text("not found")
    for archive, why in [("class.zip", "can't be read as an archive"), ("missing.zip", "doesn't exist")]:
        status, said = course.collect(archive)
        assert status == 2 and why in said and "Traceback" not in said


def test_names_in_any_encoding(course: Course) -> None:
    path = course.folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Zoé/first.ipynb", FIRST)  # with the flag for UTF-8
        archive.writestr("XXXX/first.ipynb", FIRST)  # UTF-8 without it
        archive.writestr("YYYY/first.ipynb", answered("first", "dos"))  # as DOS has it
        archive.writestr("A\u030angstro\u0308m/first.ipynb", answered("first", "mac"))  # decomposed, as on a Mac
    content = path.read_bytes().replace(b"XXXX", "李x".encode()).replace(b"YYYY", "Jörg".encode("cp437"))
    path.write_bytes(content)
    assert course.collect(path)[0] == 0
    assert set(course.notebooks()) == {f"{name}/unit01/first.ipynb" for name in ("Zoé", "李x", "Jörg", "Ångström")}


def test_names_that_are_not_in_utf_8_in_a_folder(course: Course) -> None:
    folder = os.fsencode(course.archive("class", {"grace/": b""})) + b"/J\xf6rg"
    os.mkdir(folder)  # noqa: PTH102
    with open(folder + b"/first.ipynb", "wb") as file:  # noqa: PTH123
        file.write(FIRST)
    course.collect("class")
    assert set(course.notebooks()) == {"Jörg/unit01/first.ipynb"}


def test_what_computers_add_is_nobodys(course: Course) -> None:
    junk = ["__MACOSX/ada/._first.ipynb", ".DS_Store", "ada/.ipynb_checkpoints/first-checkpoint.ipynb", "ada/Thumbs.db"]
    status, said = course.collect(
        course.archive("class.zip", {**GOOD, "ada/first.ipynb": FIRST, **dict.fromkeys(junk, b"x")})
    )
    assert (status, set(course.submitted())) == (0, {"ada/unit01/first.ipynb", "grace/unit01/first.ipynb"}), said


def test_a_folder_of_downloads_and_an_archive_in_an_archive(course: Course) -> None:
    """What the guide says: the folder that one has put the LMS's archives into."""
    downloads = {
        "submissions.zip": zipped({"lovelaceada_1815_1852_first.ipynb": FIRST}),
        "Unit 1-77.zip": zipped({"Grace Hopper_12_assignsubmission_file/second.ipynb": SECOND}),
    }
    status, said = course.collect(course.archive("downloaded/unit01/archive", downloads))
    assert status == 0 and "canvas" in said and "moodle" in said
    assert set(course.notebooks()) == {"lovelaceada/unit01/first.ipynb", "Grace-Hopper/unit01/second.ipynb"}
    again = course.archive("again.zip", {"submissions.zip": zipped({"turingalan_7_8_first.ipynb": FIRST})})
    assert "canvas" in course.collect(again)[1]
    assert "turingalan/unit01/first.ipynb" in course.notebooks()
