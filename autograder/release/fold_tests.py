"""A step of a release: fold test cells, so that students see their own code and what each test says."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook.cells import is_test, title_of, with_title


class FoldTests(NbGraderPreprocessor):
    """Fold each test cell whose first line is `# Test: …`: for Colab as a form with that title, and for JupyterLab.

    A click unfolds it. Folded or not, it runs, prints and is graded: the new first line is a comment, too.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Fold one cell."""
        if is_test(cell) and (title := title_of(cell.source)):
            cell.source = with_title(cell.source, f"#@title {title}")
            cell.metadata["cellView"] = "form"  # Colab's
            cell.metadata["jupyter"] = {"source_hidden": True}  # JupyterLab's
        return cell, resources
