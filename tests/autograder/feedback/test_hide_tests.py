from nbformat.v4 import new_markdown_cell, new_output

from autograder.examiner.explain import explain
from autograder.feedback.hide_tests import HideTests
from tests.conftest import code, graded, notebook


def test_a_student_sees_the_message_of_a_failed_test_but_not_the_test() -> None:
    source = "assert a\n### BEGIN HIDDEN TESTS\nassert b == 42, 'b is wrong'\n### END HIDDEN TESTS"
    cell = graded(source)
    namespace = {"a": 1, "b": 41}
    try:
        exec(compile(source, "<test>", "exec"), namespace)
    except AssertionError as error:
        cell.outputs = [explain(error, source, {})]
    cell, _ = HideTests().preprocess_cell(cell, {}, 0)
    assert cell.source == "assert a"
    assert cell.outputs[0].traceback == ["AssertionError: b is wrong"]


def test_mark_schemes_go_and_questions_stay() -> None:
    cell = new_markdown_cell("Why?\n=== BEGIN MARK SCHEME ===\nOne point.\n=== END MARK SCHEME ===")
    assert HideTests().preprocess_cell(cell, {}, 0)[0].source == "Why?"


def test_students_cells_keep_their_tracebacks() -> None:
    cell = code("1 / 0")
    cell.outputs = [new_output("error", ename="ZeroDivisionError", evalue="", traceback=["----> 1 1 / 0"])]
    notebook(HideTests().preprocess_cell(cell, {}, 0)[0])
    assert cell.outputs[0].traceback == ["----> 1 1 / 0"]
