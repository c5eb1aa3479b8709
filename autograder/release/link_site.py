"""A step of a release: let links to the course site lead to where students find it."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.public_repository import PublicRepository
from autograder.notebook.site_links import with_addresses


class LinkSite(NbGraderPreprocessor):
    """Turn links to files of `site/` into addresses of the public site, which `c.PublicRepository.site` names."""

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Change the links in one text."""
        if cell.cell_type == "markdown":
            cell.source = with_addresses(cell.source, PublicRepository(parent=self).site)
        return cell, resources
