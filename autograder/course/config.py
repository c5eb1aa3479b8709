"""The course's settings: nbgrader_config.py."""

from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

CONFIG = "nbgrader_config.py"


def load_config(course: Path) -> Config:
    """Read a course folder's nbgrader_config.py."""
    return PyFileConfigLoader(CONFIG, path=str(course)).load_config()
