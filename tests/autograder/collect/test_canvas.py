from pathlib import PurePosixPath

from autograder.collect.canvas import has_layout, read
from autograder.collect.hand_in import ArchivedFile, Sent
from tests.autograder.collect.conftest import FIRST, SECOND, Course, answered


def sent(*names: str) -> list[Sent]:
    files = [ArchivedFile(PurePosixPath(name), lambda: b"") for name in names]
    assert has_layout(files)
    return list(read(files))


def test_reads_the_name_of_a_file() -> None:
    (one,) = sent("lovelaceada_1815_1852_u04n2-softmax.ipynb")
    assert (one.sender.name, one.sender.lms_id, str(one.name), one.late) == (
        "lovelaceada",
        "1815",
        "u04n2-softmax.ipynb",
        False,
    )


def test_reads_a_late_mark_in_either_case() -> None:
    assert [each.late for each in sent("hoppergrace_LATE_1906_1_a.ipynb", "hoppergrace_late_1906_2_a-1.ipynb")] == [
        True,
        True,
    ]


def test_anonymous_names() -> None:
    one, two = sent("anon_X7b2q_1852_a.ipynb", "LATE_anon_Zz91k_1853_a_1.ipynb")
    assert (one.sender.name, one.late, str(one.name)) == ("anon_X7b2q", False, "a.ipynb")
    assert (two.sender.name, two.late, str(two.name)) == ("anon_Zz91k", True, "a_1.ipynb")


def test_names_in_any_script_and_files_with_underscores_and_numbers() -> None:
    one, two = sent("李雷_7_8_my_1_2_file.ipynb", "o_brienpat_9_10_a.ipynb")
    assert (one.sender.name, str(one.name)) == ("李雷", "my_1_2_file.ipynb")
    assert (two.sender.name, two.sender.lms_id) == ("o_brienpat", "9")


def test_text_boxes_and_links() -> None:
    assert [str(each.name) for each in sent("ada_1_text.html", "grace_LATE_2_link.html")] == ["text.html", "link.html"]


def test_collects_a_class(course: Course) -> None:
    archive = course.archive(
        "submissions.zip",
        {
            "lovelaceada_1815_1852_first.ipynb": FIRST,
            "lovelaceada_1815_1853_second.ipynb": SECOND,
            "hoppergrace_LATE_1906_1992_first-1.ipynb": answered("first", "grace"),
        },
    )
    status, said = course.collect(archive)
    assert status == 0, said
    assert "canvas" in said and "Collected 3 notebooks of 2 students" in said
    assert course.notebooks() == {
        "lovelaceada/unit01/first.ipynb": FIRST,
        "lovelaceada/unit01/second.ipynb": SECOND,
        "hoppergrace/unit01/first.ipynb": answered("first", "grace"),
    }
    record = course.record("hoppergrace")
    assert (record.outcome, record.late, record.attempt) == ("handed in", True, 1)
    assert record.source["lms"] == "canvas" and record.source["lms_id"] == "1906"
    assert course.record("lovelaceada").late is False
    assert course.record("hoppergrace", "second").outcome == "not handed in"
    assert "hoppergrace" in said[said.index("Late") :]


def test_the_last_file_counts(course: Course) -> None:
    archive = course.archive(
        "submissions.zip",
        {
            "ada_1_30_first-1.ipynb": answered("first", "third"),
            "ada_1_9_first.ipynb": answered("first", "first"),
            "ada_1_20_Copy of first (7).ipynb": answered("first", "second"),
        },
    )
    _, said = course.collect(archive)
    assert course.notebooks() == {"ada/unit01/first.ipynb": answered("first", "third")}
    assert "first.ipynb, Copy of first (7).ipynb, first-1.ipynb" in said
    assert course.record("ada").attempt == 3
    kept = {path.read_bytes() for path in (course.folder / "collected" / "unit01" / "ada").iterdir()}
    assert kept == {answered("first", answer) for answer in ("first", "second", "third")}


def test_an_older_archive_does_not_replace_a_later_attempt(course: Course) -> None:
    later = course.archive("later.zip", {"ada_1_30_first-1.ipynb": answered("first", "new")})
    earlier = course.archive("earlier.zip", {"ada_1_9_first.ipynb": answered("first", "old")})
    course.collect(later)
    course.collect(earlier)
    assert course.notebooks() == {"ada/unit01/first.ipynb": answered("first", "new")}
    assert course.record("ada").attempt == 2


def test_two_students_of_one_name(course: Course) -> None:
    files = {f"liwei_{number}_{number}0_first.ipynb": answered("first", str(number)) for number in (1, 2, 3)}
    course.collect(course.archive("submissions.zip", files))
    expected = {
        "liwei/unit01/first.ipynb": answered("first", "1"),
        "liwei-2/unit01/first.ipynb": answered("first", "2"),
        "liwei-3/unit01/first.ipynb": answered("first", "3"),
    }
    assert course.notebooks() == expected
    # Alone and in another order, each is who she was.
    course.collect(course.archive("late.zip", {"liwei_LATE_3_40_second.ipynb": SECOND}))
    assert course.notebooks() == {**expected, "liwei-3/unit01/second.ipynb": SECOND}
