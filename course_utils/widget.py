"""What the course's widgets share: how they are shown, and the files that they are made of."""

from importlib.resources import files
from typing import Any

import anywidget
from matplotlib.figure import Figure

from course_utils.figures import as_png, described


def read(*names: str) -> str:
    """Return files of this package, one after the other: together they are one module, or one style sheet."""
    return "\n".join((files("course_utils") / name).read_text(encoding="utf-8") for name in names)


class Widget(anywidget.AnyWidget):
    """A widget that is a picture where no widget can run: in a preview, or on a printed page."""

    # Older ipywidgets show a widget by this, which would leave out the picture.
    _ipython_display_ = None

    def _draw(self) -> Figure:
        """Draw the picture."""
        raise NotImplementedError

    def _describe(self) -> str:
        """Say in words what the picture shows."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show the widget, and a picture of it beside."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return (
            {**data, "text/plain": repr(self), "image/png": as_png(self._draw())},
            {**metadata, **described(self._describe())},
        )
