from nbformat.v4 import new_markdown_cell
from traitlets.config import Config

from autograder.course.public_repository import PublicRepository
from autograder.grading.submitted_cells import is_as_released
from autograder.release.link_site import LinkSite
from tests.conftest import code

SOURCE = "A [logit](../../site/glossary.md#term-logit), [play](../../site/demo.md), [elsewhere](https://a.org/b.md#c)."


def released(source: str, **settings: str) -> str:
    step = LinkSite(config=Config(PublicRepository={"name": "someone/course", **settings}))
    return str(step.preprocess_cell(new_markdown_cell(source), {}, 0)[0].source)


def test_links_to_pages_lead_to_the_public_site() -> None:
    site = "https://someone.github.io/course/"
    assert PublicRepository(name="someone/course").site == site
    assert released(SOURCE) == (
        f"A [logit]({site}glossary.html#term-logit), [play]({site}demo.html), [elsewhere](https://a.org/b.md#c)."
    )
    assert "(https://ml.example/glossary.html#term-logit)" in released(SOURCE, site="https://ml.example/")


def test_code_stays_as_it_is() -> None:
    source = "x = '](../../site/glossary.md)'"
    assert LinkSite().preprocess_cell(code(source), {}, 0)[0].source == source


def test_grading_knows_a_text_with_links_from_any_site() -> None:
    assert is_as_released(released(SOURCE), SOURCE)
    assert is_as_released(released(SOURCE, site="https://ml.example/"), SOURCE)
    assert not is_as_released(released(SOURCE).replace("term-logit", "term-prob"), SOURCE)
