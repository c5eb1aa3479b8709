"""Turn values into bytes and back, between the grader's process and a student's kernel, without pickle.

A message is the length of a header (4 bytes, little-endian), the header (JSON in UTF-8), and the blobs. In the header,
None, bool, int, float and str stand for themselves; everything else is a list that begins with a tag:
`["tuple", 1, 2.5]`, `["array", "<f8", "C", [2, 3]]`, `["reference", …]`. A blob belongs to the tag that needs it, which
also says how long it is. Blobs come in the order in which their tags are read, and nothing is left over.

This file handles bytes, depth and references. The files of `autograder.libraries` say what each tag means.

Both sides run it. In the grader, `decode` reads bytes that a hostile kernel chose: it returns data or raises
`RefusedData`, and runs nothing that a message names. The size of a message and its depth are limited here. Time and
memory are limited by the process, which examines one submission, has a memory limit, and is killed when a test takes
too long. `encode` goes by the type of a value and calls only methods of base classes, so that a subclass can't lie
about what it is: it comes back as its base class.
"""

import json
from collections.abc import Callable
from typing import Any

from autograder.libraries import LIBRARIES, loaded
from autograder.libraries.builtin import NOT_DATA, base_value
from autograder.libraries.library import MAX_BYTES, Node, NotDataError, RefusedData

Refer = Callable[[object], object]  # what is not data → something that JSON can hold, or TypeError
Resolve = Callable[[Any], object]  # the same something → an object

# Far from Python's own recursion limit; data is rarely nested more than a few levels deep.
MAX_DEPTH = 40
_REFERENCE = "reference"
_DECODERS = {tag: decoder for library in LIBRARIES for tag, decoder in library.decoders.items()}
# Classes of values that stand for themselves, by id: a metaclass can change how its classes are hashed and compared.
_SIMPLE = {id(kind) for kind in (type(None), bool, int, float, str)}


def encode(value: object, refer: Refer) -> bytes:
    """Return `value` as a message.

    Parameters
    ----------
    value : object
        Data, or anything else.
    refer : callable
        Returns a reference that JSON can hold for anything that isn't data. Its exceptions pass through.

    Raises
    ------
    RefusedData
        If the value is too large, or nested too deeply.
    TypeError
        If JSON can't hold a reference.
    """
    writer = _Writer(refer)
    node = writer.write(value)
    try:
        text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    except ValueError:  # JSON can write everything else in a node
        raise RefusedData("an integer with more digits than Python writes") from None
    header = text.encode("utf-8", "surrogatepass")
    writer.size = 0
    message = b"".join([len(header).to_bytes(4, "little"), header, *writer.blobs])
    writer.spend(len(message))
    return message


def decode(message: bytes, resolve: Resolve) -> object:
    """Return the value of a message, however hostile its sender.

    Parameters
    ----------
    message : bytes
        What `encode` returned, or anything else.
    resolve : callable
        Returns the object that a reference stands for. It must trust no reference. Its exceptions pass through.

    Raises
    ------
    RefusedData
        If the message isn't well-formed, exceeds a limit, or takes more memory than there is.
    """
    reader = _Reader(message, resolve)
    try:
        return reader.value()
    except RefusedData:
        raise
    except MemoryError:
        why = "a value that takes more memory than a test may use"
    except Exception as error:
        if error is reader.passing:
            raise
        why = f"a message that isn't well-formed: {type(error).__name__} while reading it"
    raise RefusedData(why)  # here, where what has been read no longer takes memory


class _Writer:
    """Makes the header's node for a value, and collects the blobs."""

    def __init__(self, refer: Refer) -> None:
        self.blobs: list[bytes] = []
        self.size = 0  # bytes, at least
        self._refer = refer
        self._libraries = loaded()
        self._depth = 0

    def write(self, value: object) -> Node:
        """Return the node of a value, which is a reference if the value is not data."""
        n_blobs, size = len(self.blobs), self.size
        try:
            return self.data(value)
        except NotDataError:
            del self.blobs[n_blobs:]
            self.size = size
        return [_REFERENCE, self._refer(value)]

    def data(self, value: object) -> Node:
        """Return the node of a value that is data, or raise NotDataError."""
        if id(type(value)) in _SIMPLE:
            self.spend(len(value) + 2 if type(value) is str else 2)
            return value
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise RefusedData(f"a value that is nested more than {MAX_DEPTH} levels deep, or contains itself")
        try:
            for library in self._libraries:
                node = library.encode(self, value)
                if node is not None:
                    self.spend(10)
                    return node
            base = base_value(value)
            if base is NOT_DATA:
                raise NotDataError
            return self.data(base)
        finally:
            self._depth -= 1

    def blob(self, data: bytes) -> None:
        """Add bytes, which the reader takes when it reads the node that is being written."""
        self.spend(len(data))
        self.blobs.append(data)

    def spend(self, n_bytes: int) -> None:
        self.size += n_bytes
        if self.size > MAX_BYTES:
            raise RefusedData(f"a value of more than {MAX_BYTES // 2**20} MB")


class _Reader:
    """Makes the value of a header's node, and takes the blobs from the message in order."""

    def __init__(self, message: bytes, resolve: Resolve) -> None:
        self.passing: Exception | None = None  # what `resolve` raised
        self.position = 0
        self._message = memoryview(message)
        self._resolve = resolve
        self._depth = 0

    def value(self) -> Any:
        """Read the whole message."""
        if len(self._message) > MAX_BYTES:
            raise RefusedData(f"a message of more than {MAX_BYTES // 2**20} MB")
        value = self.read(self.header())
        if self.position != len(self._message):
            raise RefusedData("a message that goes on after its end")
        return value

    def header(self) -> Node:
        """Return the node at the start of the message."""
        header = self.take(int.from_bytes(self.take(4), "little"))
        return _HEADER.decode(str(header, "utf-8", "surrogatepass"))

    def take(self, n_bytes: int) -> memoryview:
        """Return the next `n_bytes` bytes of the message."""
        if not 0 <= n_bytes <= len(self._message) - self.position:
            raise RefusedData("a message that ends too early")
        self.position += n_bytes
        return self._message[self.position - n_bytes : self.position]

    def read(self, node: Node, *tags: str) -> Any:
        """Return the value of a node, which must have one of these tags, if any are given."""
        if type(node) is not list:
            if tags or type(node) is dict:  # only a reference may contain a dict
                raise RefusedData("a message that isn't well-formed: something has no tag")
            return node
        tag, *parts = node
        if tags and tag not in tags:
            raise RefusedData(f"a message that isn't well-formed: expected {' or '.join(tags)}")
        if tag == _REFERENCE:
            return self._referred(*parts)
        self._depth += 1
        if self._depth > 2 * MAX_DEPTH:  # a reader counts the parts of a frame, too
            raise RefusedData(f"a value that is nested more than {MAX_DEPTH} levels deep")
        value = _DECODERS[tag](self, *parts)  # its TypeError for wrong parts refuses the message
        self._depth -= 1
        return value

    def _referred(self, reference: Any) -> object:
        try:
            return self._resolve(reference)
        except Exception as error:
            self.passing = error
            raise


_HEADER = json.JSONDecoder(parse_constant=float)  # each NaN is a new object, so that a set keeps them apart
