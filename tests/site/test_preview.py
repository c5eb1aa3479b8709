"""What pages take from notebooks, without a build of the site."""

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook, new_output
from preview import preview_of

from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository
from autograder.notebook.asked import asked
from tests.conftest import COURSE, code, graded


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("**a.** `X` holds all houses. What shape is it? Mind the rows.", "`X` holds all houses. What shape is it?"),
        ("Now do it. **Step 1:** what is `exp(1.5)`?", "What is `exp(1.5)`?"),
        (
            "Before.\n\n**Fill in the blank:** which axis is summed over?\n\n- **Note:** more.",
            "Which axis is summed over?",
        ),
        ("**1.** Compare the two models. (In your own words.)\n\nThe **sigmoid** is new.", "Compare the two models."),
        ("**Power.** `n` is a number here, such as 2. It has one parent.", "Power. `n` is a number here, such as 2."),
        ("**Write it.**\n\n<details>\n<summary>Hint</summary>\n\nWhat is **this**?\n\n</details>", "Write it."),
        ("No question here.", ""),
    ],
)
def test_a_question_is_told_in_its_own_words(text: str, asks: str) -> None:
    assert asked(text) == asks


def test_a_preview_folds_tests_and_has_live_widgets_and_links_within_the_site() -> None:
    demo = code("softmax_demo([0, 1])")
    picture = {
        "text/plain": "softmax_demo(logits=[0.0, 1.0], true_class=1, labels=['a', 'b'])",
        "image/png": "iVBORw0KGgo=",
    }
    demo.outputs = [new_output("display_data", picture)]
    site = PublicRepository(config=load_config(COURSE)).site
    text = new_markdown_cell(f"# A title\n\nA [`logit`]({site}glossary.html#term-logit).")
    nb = preview_of(new_notebook(cells=[text, demo, graded("# Test: x\nassert x")]), "unit01", "small")
    texts = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
    assert any('<a href="../glossary.html#term-logit">`logit`</a>' in text for text in texts)
    assert any(
        '```{softmax-demo}\n{"logits": [0.0, 1.0], "true_class": 1, "labels": ["a", "b"]}' in text for text in texts
    )
    assert nb.cells[2].outputs == []
    assert nb.cells[-1].metadata.mystnb["code_prompt_show"] == "Test: x"
