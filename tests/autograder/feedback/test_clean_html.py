"""What pages keep of the HTML in comments and outputs."""

import pandas as pd

from autograder.feedback.clean_html import clean_html
from autograder.grading.disarm_html import disarm


def test_a_table_of_pandas_stays_one_whoever_made_it() -> None:
    table = pd.DataFrame({"price": [1.5]}, index=["house"])._repr_html_()
    for html in (table, disarm(table)):
        kept = clean_html(html)
        assert "<thead>" in kept and "<th>price</th>" in kept and "<td>1.5</td>" in kept
        assert "&lt;" not in kept and "style" not in kept and ".dataframe" not in kept


def test_a_comment_keeps_its_paragraphs_and_no_script() -> None:
    assert clean_html("<p>Right, <em>but</em></p>") == "<p>Right, <em>but</em></p>"
    assert clean_html("<p onclick='x()'>1 &lt; 2</p><script>x()</script>") == (
        "<p>1 &lt; 2</p>&lt;script&gt;x()&lt;/script&gt;"
    )
