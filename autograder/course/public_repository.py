"""Where students get the course: the public repository."""

from traitlets import Unicode
from traitlets.config import Configurable


class PublicRepository(Configurable):
    """The public GitHub repository that Colab opens notebooks from. Set in nbgrader_config.py."""

    name = Unicode(help="owner/name of the public repository").tag(config=True)
    branch = Unicode("main", help="the branch that students see").tag(config=True)

    def colab_url(self, assignment: str, notebook: str) -> str:
        """Return the address that opens a notebook in Colab."""
        return f"https://colab.research.google.com/github/{self.name}/blob/{self.branch}/{assignment}/{notebook}.ipynb"

    def colab_badge(self, assignment: str, notebook: str) -> str:
        """Return the "Open in Colab" badge of a notebook, in Markdown."""
        badge = "https://colab.research.google.com/assets/colab-badge.svg"
        return f"[![Open in Colab]({badge})]({self.colab_url(assignment, notebook)})"

    def requirement(self) -> str:
        """Return what pip installs course_utils from."""
        return f"course-utils @ https://github.com/{self.name}/archive/refs/heads/{self.branch}.zip"
