"""Submissions that were changed where they shouldn't be: each defect by itself, and a whole class."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from nbgrader.utils import determine_grade

from tests.autograder.grading.submissions import HIDDEN, IDS, LOCKED, SOURCE, answered, find, released, sources
from tests.conftest import code


def test_an_honest_submission_is_left_alone(restore: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    handed_in = answered()
    restored = restore(handed_in)
    assert not caplog.messages
    assert restored.metadata == handed_in.metadata
    assert [cell.id for cell in restored.cells] == [cell.id for cell in handed_in.cells]
    assert [cell.cell_type for cell in restored.cells] == [cell.cell_type for cell in handed_in.cells]
    for before, after in zip(handed_in.cells, restored.cells, strict=True):
        if after.metadata.get("nbgrader", {}).get("grade_id") in LOCKED:
            assert after.source == find(SOURCE, after.id).source
            assert "cellView" not in after.metadata
        else:
            assert after.source == before.source
            assert after.metadata == before.metadata
    assert find(restored, "answer-test").metadata.nbgrader.points == 2
    assert find(restored, "answer-test").metadata.tags == ["objective:TM-Softmax"]


@pytest.mark.parametrize("title", ["# Test: x", "# @title Test: x", '#@title Test: x { display-mode: "form" }'])
def test_the_title_of_a_folded_test_may_be_written_in_any_way(restore: Callable[..., Any], title: str) -> None:
    handed_in = answered()
    assert find(handed_in, "answer-test").source == "#@title Test: x\nassert x"
    find(handed_in, "answer-test").source = f"{title}\nassert x"
    assert "repairs" not in restore(handed_in).metadata


def test_an_untouched_answer_is_known_by_its_checksum(restore: Callable[..., Any]) -> None:
    assert determine_grade(find(restore(released()), "why")) == (0, 3)
    assert determine_grade(find(restore(answered()), "why")) == (None, 3)


def delete(*grade_ids: str) -> Callable[[Any], None]:
    def change(nb: Any) -> None:
        nb.cells = [cell for cell in nb.cells if cell.id not in grade_ids]

    return change


def move(grade_id: str, index: int) -> Callable[[Any], None]:
    def change(nb: Any) -> None:
        cell = find(nb, grade_id)
        nb.cells.remove(cell)
        nb.cells.insert(index, cell)

    return change


def setting(grade_id: str, **settings: Any) -> Callable[[Any], None]:
    return lambda nb: find(nb, grade_id).metadata.nbgrader.update(settings)


def tag(grade_id: str, *tags: str) -> Callable[[Any], None]:
    return lambda nb: find(nb, grade_id).metadata.update(tags=list(tags))


def paste(grade_id: str, index: int) -> Callable[[Any], None]:
    return lambda nb: nb.cells.insert(index, nbformat.from_dict(find(nb, grade_id) | {"id": "pasted"}))


def lose_metadata(nb: Any) -> None:
    for cell in nb.cells:
        cell.metadata = {}


def own(source: str, index: int, grade_id: str, **settings: Any) -> Callable[[Any], None]:
    return lambda nb: nb.cells.insert(index, code(source, grade_id, **settings))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (delete("answer-test"), "cell answer-test was missing"),
        (delete("imports"), "cell imports was missing"),
        (move("answer-test", 0), "cell answer-test was moved"),
        (move("second-test", 99), None),  # the student's cells that come after it stay there
        (setting("answer-test", points=100), "cell answer-test had other nbgrader settings"),
        (setting("answer", locked=True, solution=False), "cell answer had other nbgrader settings"),
        (setting("answer", checksum="0"), None),
        (tag("answer-test", "skip-execution"), "had tags that the course doesn't use; they are dropped: ['skip-exec"),
        (tag("answer", "raises-exception"), "had tags that the course doesn't use"),
        (paste("answer-test", 0), "is a second cell named answer-test; it is dropped"),
        (paste("why-question", 9), "is a second cell named why-question; it is dropped"),
        (lose_metadata, "cell answer had other nbgrader settings"),
    ],
)
def test_what_was_changed_is_as_it_was(
    change: Callable[[Any], None], message: str | None, restore: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    expected = restore(answered())
    nb = answered()
    change(nb)
    restored = restore(nb)
    assert [cell for cell in restored.cells if "nbgrader" in cell.metadata] == [
        cell for cell in expected.cells if "nbgrader" in cell.metadata
    ]
    assert sorted(sources(restored)) == sorted(sources(expected))
    assert all(line.startswith("s1, unit01/small: cell ") and line.endswith(".") for line in caplog.messages)
    if message:
        assert any(message in line for line in caplog.messages), caplog.messages
    else:
        assert not [line for line in caplog.messages if "moved" not in line]


def test_a_missing_answer_comes_back_blank_before_the_students_cells(restore: Callable[..., Any]) -> None:
    nb = answered()
    delete("answer", "answer-test")(nb)
    restored = sources(restore(nb))[1:6]
    assert restored == ["import math", "x = ...", "Set x.", "x  # mine", f"# Test: x\nassert x\n{HIDDEN}"]


def test_the_first_answer_that_was_filled_in_counts(restore: Callable[..., Any]) -> None:
    nb = released()
    paste("why", 0)(nb)
    paste("why", 99)(nb)
    nb.cells[0].source, nb.cells[-1].source = "First.", "Last."
    restored = restore(nb)
    assert find(restored, "why").source == "First."
    assert restored.cells[-1].source == "Last."
    assert "nbgrader" not in restored.cells[-1].metadata
    assert find(released(), "why").source not in sources(restored)


def test_an_edited_copy_of_a_test_stays_as_an_ordinary_cell(restore: Callable[..., Any]) -> None:
    nb = answered()
    paste("answer-test", 0)(nb)
    nb.cells[0].source = "print(x)  # assert x"
    restored = restore(nb)
    assert restored.cells[0].source == "print(x)  # assert x"
    assert "nbgrader" not in restored.cells[0].metadata
    assert restored.cells[1:] == restore(answered()).cells


def test_an_edited_locked_cell_is_the_instructors_again(
    restore: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    nb = answered()
    find(nb, "imports").source = "import maths"
    assert restore(nb).cells == restore(answered()).cells
    assert caplog.messages == [
        "s1, unit01/small: cell imports is locked, but was edited; its text is the instructor's again."
    ]


def test_white_space_is_no_edit(restore: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    nb = answered()
    find(nb, "imports").source += "  \n"
    assert restore(nb).cells == restore(answered()).cells
    assert not caplog.messages


def test_a_cell_that_became_text_by_mistake_is_code_again(
    restore: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    nb = answered()
    cell = find(nb, "answer")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    assert restore(nb).cells == restore(answered()).cells
    assert caplog.messages == ["s1, unit01/small: cell answer was a markdown cell; it is code again."]


def test_text_that_claims_to_be_the_code_is_kept_as_text(restore: Callable[..., Any]) -> None:
    nb = answered()
    nb.cells.insert(0, new_markdown_cell("see below", metadata=deepcopy(find(nb, "answer").metadata)))
    restored = restore(nb)
    assert find(restored, "answer").source == "x = 1"
    assert (restored.cells[0].source, restored.cells[0].metadata) == ("see below", {})


def test_cells_that_grade_themselves_are_ordinary(
    restore: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    nb = answered()
    nb.cells.append(code("1", "mine", grade=True, points=50))
    assert "nbgrader" not in restore(nb).cells[-1].metadata
    assert caplog.messages == [
        "s1, unit01/small: cell 12 claims to be graded or locked; the instructor has no such cell."
    ]


def test_metadata_that_hide_or_steer_are_dropped_and_colabs_stay(restore: Callable[..., Any]) -> None:
    nb = answered()
    nb.metadata = {"kernelspec": {"name": "evil", "display_name": "x"}, "widgets": {}, "colab": {"toc_visible": True}}
    colab = {"id": "Zq1", "colab": {"height": 35}, "outputId": "f0"}
    for cell in nb.cells:
        cell.metadata.update({"transient": {"remove_source": True}, "magics_language": "r", "collapsed": 3, **colab})
    restored = restore(nb)
    assert restored.metadata == SOURCE.metadata | {"colab": {"toc_visible": True}}
    for cell in restored.cells:
        assert set(cell.metadata) - {"nbgrader", "tags", "deletable", "editable"} == set(colab)


def test_ids_are_valid_and_unique(restore: Callable[..., Any]) -> None:
    nb = answered()
    right = nb.cells[-1].id
    for cell, cell_id in zip(nb.cells, ["answer", "answer", "", "no spaces", 7, None, ["a"], "x" * 65], strict=False):
        cell.id = cell_id
    nb.cells[-2].pop("id")
    ids = [cell.id for cell in restore(nb).cells]
    assert len(set(ids)) == len(ids)
    assert set(IDS) < set(ids)
    assert ids[-1] == right


def test_pictures_in_answers_stay(restore: Callable[..., Any]) -> None:
    picture = {"sketch.png": {"image/png": "iVBORw0KGgo="}}
    nb = answered()
    find(nb, "why").attachments = deepcopy(picture)
    nb.cells[0].attachments = deepcopy(picture)
    nb.cells[2].attachments = {"nonsense": 1}
    restored = restore(nb)
    assert find(restored, "why").attachments == picture
    assert restored.cells[0].attachments == picture
    assert "attachments" not in restored.cells[2]


def test_a_missing_source_notebook_is_named(restore: Callable[..., Any]) -> None:
    with pytest.raises(NbGraderException, match=r"source/unit01/other\.ipynb is missing\. .* put it back"):
        restore(answered(), "other")


@pytest.mark.slow
def test_a_class_of_cheats_and_accidents_is_graded_by_the_instructors_rules(small_course, run) -> None:  # type: ignore[no-untyped-def]
    folder = small_course(SOURCE)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)

    def hand_in(student: str, *changes: Callable[[Any], None], x: str = "x = 2", y: str = "y = 2") -> None:
        path = folder / "submitted" / student / "unit01" / "small.ipynb"
        path.parent.mkdir(parents=True)
        nb = nbformat.read(folder / "release" / "unit01" / "small.ipynb", as_version=4)
        for grade_id, answer in {"answer": x, "why": "Since.", "second": y}.items():
            find(nb, grade_id).source = answer
        for change in changes:
            change(nb)
        path.write_text(nbformat.v4.writes(nb))

    def write_nonsense(nb: Any) -> None:
        nonsense: list[Any] = [None, [], "x", 1, {"grade_id": None}, {}]
        for metadata in nonsense:
            nb.cells.append(code("1"))
            nb.cells[-1].metadata["nbgrader"] = metadata

    hand_in("honest")
    hand_in("wrong", x="x = 0")
    hand_in("hidden", x="x = 3")
    hand_in("blank-code", x="x = ...", y="y = ...")
    hand_in("deletes-test", delete("answer-test"), x="x = 0")
    hand_in("claims-test", delete("answer-test"), own("1", 5, "answer-test", grade=True, points=2), x="x = 0")
    hand_in("skips-test", tag("answer-test", "skip-execution"), x="x = 0")
    hand_in("moves-test", lambda nb: nb.cells.insert(0, code("x = 1")), move("answer-test", 1), x="x = 0")
    hand_in("unlocks-test", setting("answer-test", locked=False, solution=True), x="x = 0")
    hand_in("more-points", setting("answer-test", points=100), own("1", 9, "mine", grade=True, points=9, locked=True))
    hand_in("pastes-test", paste("answer-test", 9))
    hand_in("pastes-answer", paste("answer", 9))
    hand_in("answers-elsewhere", delete("answer"), lambda nb: nb.cells.insert(6, code("x = 2")))
    hand_in("deletes-text", delete("why"))
    hand_in("nonsense", write_nonsense)
    hand_in("lost-metadata", lose_metadata)
    run("autograder", "grade", "unit01", "--jobs=2", cwd=folder)

    good, bad = (2, None, 1), (0, None, 1)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        points = {}
        for submission in gradebook.assignment_submissions("unit01"):
            grades = {grade.name: grade.auto_score for grade in submission.notebooks[0].grades}
            assert set(grades) == {"answer-test", "why", "second-test"}
            points[submission.student.id] = (grades["answer-test"], grades["why"], grades["second-test"])
    assert points == {
        "honest": good, "wrong": bad, "hidden": bad, "blank-code": good,
        "deletes-test": bad, "claims-test": bad, "skips-test": bad, "moves-test": bad, "unlocks-test": bad,
        "more-points": good, "pastes-test": good, "pastes-answer": good, "answers-elsewhere": good,
        "deletes-text": (2, 0, 1), "nonsense": good, "lost-metadata": good,
    }  # fmt: skip
