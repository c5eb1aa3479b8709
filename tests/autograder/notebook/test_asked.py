import pytest

from autograder.notebook.asked import asked


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "Some words.\n\n**Fill in the blank:** which axis should be summed over? Sums.",
            "Which axis should be summed over?",
        ),
        ("**a.** How many weights are there? Count them.", "How many weights are there?"),
        ("**f.** What's the [accuracy](../../site/glossary.md#term-accuracy)? It is a share.", "What's the accuracy?"),
        ("**b.** Why?\n\n<details><summary>Hint</summary>**c.** How?</details>", "Why?"),
        ("Nothing is asked here.", ""),
    ],
)
def test_a_question_is_quoted_in_its_own_words(text: str, question: str) -> None:
    assert asked(text) == question
