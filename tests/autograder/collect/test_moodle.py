from pathlib import PurePosixPath

from autograder.collect.hand_in import ArchivedFile, Sent
from autograder.collect.moodle import has_layout, read
from tests.autograder.collect.conftest import FIRST, SECOND, Course, answered


def sent(*names: str) -> list[Sent]:
    files = [ArchivedFile(PurePosixPath(name), lambda: b"") for name in names]
    assert has_layout(files)
    return list(read(files))


def test_folders_with_and_without_the_last_underscore() -> None:
    one, two = sent(
        "Ada Lovelace_12_assignsubmission_file_/first.ipynb", "Grace Hopper_13_assignsubmission_file/sub/first.ipynb"
    )
    assert (one.sender.name, one.sender.handle, str(one.name)) == ("Ada Lovelace", "12", "first.ipynb")
    assert (two.sender.name, two.sender.handle, str(two.name)) == ("Grace Hopper", "13", "sub/first.ipynb")


def test_flat() -> None:
    one, two = sent(
        "Ada Lovelace_12_assignsubmission_file_my_first.ipynb",
        "Ada Lovelace_12_assignsubmission_onlinetext_onlinetext.html",
    )
    assert (one.sender.name, str(one.name)) == ("Ada Lovelace", "my_first.ipynb")
    assert (two.sender, str(two.name)) == (one.sender, "onlinetext.html")


def test_hidden_names_and_namesakes_are_told_apart_by_the_number() -> None:
    names = ["Participant_12", "Teilnehmer/in_1", "Wei Li_3", "Wei Li_4", "Ada Lovelace_5"]
    files = sent(*(f"{name.replace('/', '')}_assignsubmission_file_a.ipynb" for name in names))
    assert [each.sender.name for each in files] == [
        "Participant 12",
        "Teilnehmerin",
        "Wei Li 3",
        "Wei Li 4",
        "Ada Lovelace",
    ]


def test_a_group() -> None:
    (one,) = sent("Default group_assignsubmission_file/first.ipynb")
    assert one.sender.name == "Default group"


def test_collects_folders(course: Course) -> None:
    archive = course.archive(
        "CS101-Unit 1-77.zip",
        {
            "Ada Lovelace_12_assignsubmission_file/first.ipynb": FIRST,
            "Ada Lovelace_12_assignsubmission_file/second.ipynb": SECOND,
            "Ada Lovelace_12_assignsubmission_onlinetext/onlinetext.html": b"<html>Please be kind</html>",
            "Zoë Müller-Ångström_13_assignsubmission_file/Copy of first.ipynb": answered("first", "zoë"),
        },
    )
    status, said = course.collect(archive)
    assert status == 0 and "moodle" in said, said
    assert course.notebooks() == {
        "Ada-Lovelace/unit01/first.ipynb": FIRST,
        "Ada-Lovelace/unit01/second.ipynb": SECOND,
        "Zoë-Müller-Ångström/unit01/first.ipynb": answered("first", "zoë"),
    }


def test_collects_flat_files(course: Course) -> None:
    archive = course.archive(
        "CS101-Unit 1-77.zip",
        {
            "李雷_12_assignsubmission_file_first.ipynb": FIRST,
            "Ada Lovelace_13_assignsubmission_onlinetext_onlinetext.html": b"<html>My answer is 3</html>",
        },
    )
    status, said = course.collect(archive)
    assert status == 1 and "moodle" in said, said
    assert course.notebooks() == {"李雷/unit01/first.ipynb": FIRST}
    assert "Ada-Lovelace" in said and "onlinetext.html is an HTML page, not a notebook" in said.replace(": ", " ")
    record = course.record("Ada-Lovelace")
    assert (record.outcome, record.reason) == (
        "could not be graded",
        "onlinetext.html is an HTML page, not a notebook",
    )


def test_a_participants_number_is_another_in_each_assignment(course: Course) -> None:
    """Moodle's numbers are an assignment's: in the second archive somebody else might have Ada's."""
    one = course.archive("one.zip", {"Ada Lovelace_12_assignsubmission_file/first.ipynb": FIRST})
    two = course.archive("two.zip", {"Ada Lovelace_99_assignsubmission_file/second.ipynb": SECOND})
    course.collect(one, two)
    assert set(course.notebooks()) == {"Ada-Lovelace/unit01/first.ipynb", "Ada-Lovelace/unit01/second.ipynb"}
