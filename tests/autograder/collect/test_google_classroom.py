from tests.autograder.collect.conftest import FIRST, SECOND, Course, answered


def test_collects_a_folder_of_drive(course: Course) -> None:
    archive = course.archive(
        "Unit 1-20261103T222700Z-001.zip",
        {
            "Unit 1/Ada Lovelace - first.ipynb": FIRST,
            "Unit 1/Ada Lovelace - second(1).ipynb": SECOND,
            "Unit 1/Copy of Grace Hopper - Copy of first.ipynb": answered("first", "grace"),
            "Unit 1/Untitled.ipynb": answered("second", "whose?"),
        },
    )
    status, said = course.collect(archive)
    assert "google-classroom" in said, said
    assert course.notebooks() == {
        "Ada-Lovelace/unit01/first.ipynb": FIRST,
        "Ada-Lovelace/unit01/second.ipynb": SECOND,
        "Grace-Hopper/unit01/first.ipynb": answered("first", "grace"),
    }
    assert status == 1 and "Untitled.ipynb doesn't say whose it is" in said


def test_the_notebooks_name_first(course: Course) -> None:
    files = {"U/first - Ada Lovelace.ipynb": FIRST, "U/first - Grace Hopper.ipynb": answered("first", "grace")}
    assert course.collect(course.archive("U-001.zip", files))[0] == 0
    assert set(course.notebooks()) == {"Ada-Lovelace/unit01/first.ipynb", "Grace-Hopper/unit01/first.ipynb"}


def test_collects_all_parts_of_a_download(course: Course) -> None:
    one = course.archive("Unit 1-001.zip", {"Unit 1/Ada Lovelace - first.ipynb": FIRST})
    two = course.archive("Unit 1-002.zip", {"Unit 1/Ada Lovelace - second.ipynb": SECOND})
    assert course.collect(one, two)[0] == 0
    assert course.notebooks() == {"Ada-Lovelace/unit01/first.ipynb": FIRST, "Ada-Lovelace/unit01/second.ipynb": SECOND}
