import pytest

from tests.autograder.collect.conftest import FIRST, SECOND, Course, answered, zipped


@pytest.mark.parametrize("name", ["class", "class.zip", "class.tar.gz"])
@pytest.mark.parametrize("around", ["", "hand-ins/", "submitted/"])
def test_collects_a_folder_for_each_student(course: Course, name: str, around: str) -> None:
    files = {
        f"{around}ada/first.ipynb": FIRST,
        f"{around}ada/second.ipynb": SECOND,
        f"{around}grace hopper/deep/er/first.ipynb": answered("first", "grace"),
    }
    status, said = course.collect(course.archive(name, files))
    assert status == 0, said
    assert course.notebooks() == {
        "ada/unit01/first.ipynb": FIRST,
        "ada/unit01/second.ipynb": SECOND,
        "grace-hopper/unit01/first.ipynb": answered("first", "grace"),
    }


def test_collects_nbgraders_own_layout(course: Course) -> None:
    files = {
        "submitted/README.md": b"Put what students hand in here.",
        "submitted/ada/unit01/first.ipynb": FIRST,
        "submitted/ada/unit01/timestamp.txt": b"1999-01-01 00:00:00 UTC",
        "submitted/grace/unit01/first.ipynb": answered("first", "grace"),
    }
    assert course.collect(course.archive("class.tar.gz", files))[0] == 0
    assert set(course.submitted()) == {"ada/unit01/first.ipynb", "grace/unit01/first.ipynb"}


def test_a_students_archive_is_as_good_as_her_folder(course: Course) -> None:
    inner = zipped({"work/first.ipynb": FIRST, "work/__MACOSX/._first.ipynb": b"\0\5"})
    files = {"ada.zip": inner, "grace/all.zip": zipped({"inner.zip": zipped({"second.ipynb": SECOND})})}
    status, said = course.collect(course.archive("class.zip", files))
    assert status == 0, said
    assert course.notebooks() == {"ada/unit01/first.ipynb": FIRST, "grace/unit01/second.ipynb": SECOND}


def test_whose_a_loose_notebook_is_stands_in_its_name(course: Course) -> None:
    files = {"ada_first.ipynb": FIRST, "grace-hopper - second (2).ipynb": SECOND, "first.ipynb": FIRST}
    status, said = course.collect(course.archive("class.zip", files), lms="folder")
    assert status == 1 and "first.ipynb doesn't say whose it is" in said
    assert course.notebooks() == {"ada/unit01/first.ipynb": FIRST, "grace-hopper/unit01/second.ipynb": SECOND}


def test_a_folder_for_each_notebook(course: Course) -> None:
    nameless = answered("second", "grace", ids=False)
    files = {"first/ada.ipynb": FIRST, "second/ada.ipynb": SECOND, "second/grace hopper.ipynb": nameless}
    assert course.collect(course.archive("class.zip", files))[0] == 0
    assert course.notebooks() == {
        "ada/unit01/first.ipynb": FIRST,
        "ada/unit01/second.ipynb": SECOND,
        "grace-hopper/unit01/second.ipynb": nameless,
    }


def test_a_loose_notebook_that_has_a_students_name(course: Course) -> None:
    (course.folder / "roster.csv").write_text("id,name\nada,Ada Lovelace\n")
    course.type_("roster", "roster.csv")
    said = course.collect(course.archive("class.zip", {"Ada Lovelace.ipynb": FIRST, "Untitled.ipynb": FIRST}))[1]
    assert set(course.notebooks()) == {"ada/unit01/first.ipynb"}
    assert said.count("doesn't say whose it is") == 1


def test_what_a_notebook_reads_comes_with_it(course: Course) -> None:
    files = {
        "ada/hw/first.ipynb": FIRST,
        "ada/hw/helper.py": b"answer = 3",
        "ada/hw/data/numbers.csv": b"1,2",
        "ada/hw/timestamp.txt": b"1999-01-01 00:00:00 UTC",
        "ada/hw/TimeStamp.TXT": b"1999-01-01 00:00:00 UTC",
        "ada/hw/.hidden": b"x",
        "ada/hw/data": b"a file, where a folder is",
        "ada/hw/first.ipynb/x.csv": b"1",
        "ada/hw/timestamp.txt/x.csv": b"1",
        f"ada/hw/{'long/' * 900}x.csv": b"1",
        "ada/elsewhere.csv": b"1",
        "grace/first.ipynb": FIRST,
    }
    course.collect(course.archive("class.zip", files))
    found = set(course.submitted())
    assert found - {"ada/unit01/data", "ada/unit01/data/numbers.csv"} == {
        "ada/unit01/first.ipynb",
        "ada/unit01/helper.py",
        "grace/unit01/first.ipynb",
    }
    assert len(found) == 4


def test_a_file_that_is_called_like_the_notebooks_folder(course: Course) -> None:
    files = {"ada/hw": b"a file", "ada/hw/first.ipynb": FIRST, "grace/first.ipynb": FIRST}
    course.collect(course.archive("class.zip", files))
    assert set(course.submitted()) == {"ada/unit01/first.ipynb", "grace/unit01/first.ipynb"}
