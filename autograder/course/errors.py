"""How a command ends that can't do its work."""


class CourseError(Exception):
    """Why a command can't do its work. The message names the file and the fix; no traceback is shown."""
