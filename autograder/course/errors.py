"""How a command ends if it can't do its work."""


class CourseError(Exception):
    """Why a command can't do its work. The message names the file and the fix; no traceback is shown."""
