"""What a container gets that can't isolate submissions: students have all of it already."""

from pathlib import Path

import nbformat
import pytest
from traitlets.config import Config

from autograder.course.config import load_config
from autograder.gradescope.visible_part import visible_part
from autograder.notebook.blank_solutions import BlankSolutions
from autograder.notebook.markers import HIDDEN_TESTS, MARK_SCHEME, remove_regions
from autograder.release.find_secrets import secrets_of, visible_texts
from tests.conftest import COURSE

SOURCES = [*COURSE.glob("source/*/*.ipynb"), *COURSE.glob("tests/autograder/courses/*/source/*/*.ipynb")]
CONFIG = Config(ClearSolutions=load_config(COURSE).ClearSolutions)


def as_released(content: bytes) -> list[str]:
    """Return the cells of a source notebook as a release has them."""
    nb, _ = BlankSolutions(config=CONFIG).preprocess(nbformat.reads(content.decode(), as_version=4), {})
    return [remove_regions(cell.source, HIDDEN_TESTS, MARK_SCHEME) for cell in nb.cells]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_it_is_released_as_the_whole_is_and_holds_no_secret(path: Path) -> None:
    source = path.read_bytes()
    visible = visible_part(source)
    assert as_released(visible) == as_released(source)
    secrets = secrets_of(nbformat.reads(source.decode(), as_version=4))
    texts = [text for _, text in visible_texts(nbformat.reads(visible.decode(), as_version=4))]
    assert secrets.texts and not [found for text in texts for found in secrets.found_in(text)]
