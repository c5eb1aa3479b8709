"""Where students get the course: the public repository."""

from importlib.metadata import version

from traitlets import Unicode, default
from traitlets.config import Configurable


class PublicRepository(Configurable):
    """The public GitHub repository that Colab opens notebooks from. Set in nbgrader_config.py."""

    name = Unicode(help="owner/name of the public repository").tag(config=True)
    branch = Unicode("main", help="the branch that students open notebooks from").tag(config=True)
    package = Unicode(
        "course_utils", help="the course's own package, which notebooks import and setup cells install; empty for none"
    ).tag(config=True)
    tag = Unicode(
        help="the tag that setup cells install the package from; if not set, its version, such as v0.2.0"
    ).tag(config=True)

    site = Unicode(
        help="the address of the course site, with / at its end; if not set, the public repository's GitHub Pages"
    ).tag(config=True)

    @default("tag")
    def _tag_of_version(self) -> str:
        return f"v{version(self.distribution)}"

    @default("site")
    def _site_at_github(self) -> str:
        owner, _, name = self.name.partition("/")
        return f"https://{owner}.github.io/{name}/"

    @property
    def distribution(self) -> str:
        """The package's name for pip."""
        return self.package.replace("_", "-")

    def colab_url(self, assignment: str, notebook: str) -> str:
        """Return the address that opens a notebook in Colab."""
        return f"https://colab.research.google.com/github/{self.name}/blob/{self.branch}/{assignment}/{notebook}.ipynb"

    def colab_badge(self, assignment: str, notebook: str) -> str:
        """Return the "Open in Colab" badge of a notebook, in Markdown."""
        badge = "https://colab.research.google.com/assets/colab-badge.svg"
        return f"[![Open in Colab]({badge})]({self.colab_url(assignment, notebook)})"

    def requirement(self, extra: str = "") -> str:
        """Return the requirement from which pip installs the package: the same for all who use the same tag."""
        return f"{self.distribution}{extra} @ https://github.com/{self.name}/archive/refs/tags/{self.tag}.zip"
