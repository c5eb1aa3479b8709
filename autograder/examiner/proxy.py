"""A proxy stands for an object in the student's kernel; a test uses it like that object.

Its calls and its attributes travel to the kernel, and bring data or proxies back. All that arrives may be forged, so

- the kernel is never asked what a proxy is equal to, or whether it is true: it equals only itself, and is true. If its
  object holds elements (a named tuple, an OrderedDict …), they are fetched, and operations use them, here;
- a test can't compute with a proxy: a student's object could answer `result - expected` with zero. That raises
  `CannotExamine`, which says what to write instead;
- a proxy is an instance of a trusted class only if that class is already imported here, and isn't a class of data: a
  test that asks for a tensor gets a tensor;
- an object whose elements NumPy takes has the shape that they have: what it says of that must agree.
"""

import functools
import operator
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from autograder.examiner.errors import MAX_TEXT
from autograder.examiner.known_classes import identifier

MAX_LENGTH = 10_000_000  # elements of an object

# Methods that answer what a test is there to find out. No proxy has them.
_JUDGEMENTS = {
    *["all", "any", "compare", "isdisjoint", "isin", "issubset", "issuperset"],
    *["allclose", "array_equal", "array_equiv", "equal", "equals", "is_close", "is_equal", "isclose", "not_equal"],
    *["eq", "ge", "greater", "greater_equal", "gt", "le", "less", "less_equal", "lt", "ne"],
}
_BINARY = {
    **{"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "matmul": "@", "pow": "**"},
    **{"and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>"},
}
_ORDER = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_UNARY = ["abs", "invert", "neg", "pos", "ceil", "complex", "float", "floor", "index", "int", "round", "trunc"]
# What an object may say of its elements.
_OF_ELEMENTS = ("shape", "ndim", "size")
# Attributes with underscores on both sides that are fetched even so: they are texts.
_TEXTS = {"__name__", "__qualname__", "__module__", "__doc__"}


class CannotExamine(TypeError):  # noqa: N818  # it tells the test's author what isn't possible
    """A test tries something that isn't possible with an object that stays in the student's kernel."""


class Asked(Protocol):
    """What a proxy needs from the snapshot."""

    told: dict[tuple[int, str], Any]  # what objects have said of their elements, since the student's code last ran

    def ask(self, asked: str, *operands: Any) -> Any:
        """Ask the snapshot to do something."""

    def content(self, proxy: Any) -> Any:
        """Return the elements that an object holds."""


@dataclass(eq=False, slots=True)
class Remote:
    """What a proxy stands for."""

    snapshot: Asked
    handle: int
    known: type | None  # the nearest of its classes that is known here
    container: str | None  # the type that holds its elements
    bases: list[type] | None  # if it is itself a class: those of its bases that are known here
    of_library: bool  # whether its class is one of a library's classes of data, but of a kind that isn't sent


def _ask(proxy: "Proxy", asked: str, *operands: Any) -> Any:
    return remote_of(proxy).snapshot.ask(asked, proxy, *operands)


def _content(proxy: Any) -> Any:
    return remote_of(proxy).snapshot.content(proxy)


def _plain(value: Any) -> Any:
    return _content(value) if issubclass(type(value), Proxy) and remote_of(value).container else value


def _text(proxy: "Proxy", asked: str, *operands: Any) -> str:
    try:
        text = _ask(proxy, asked, *operands)
    except Exception as error:
        return f"<{type(proxy).__name__}: its {asked} fails with {type(error).__name__}>"
    return text[:MAX_TEXT] if type(text) is str else f"<{type(proxy).__name__}>"


def _hold_to(proxy: "Proxy", name: str, value: Any) -> None:
    """Hold an object to what it has said of its elements, or to what NumPy has found."""
    remote = remote_of(proxy)
    value = tuple(value) if issubclass(type(value), tuple) else value
    if {*map(type, value if type(value) is tuple else [value])} <= {int}:
        earlier = remote.snapshot.told.setdefault((remote.handle, name), value)
        if earlier != value:
            raise CannotExamine(
                f"The {name} of a {type(proxy).__name__} is {earlier}, and its elements make an array whose {name} is "
                f"{value}. Return a NumPy array."
            )


def _cannot_compute(proxy: "Proxy", how: str) -> NoReturn:
    name = type(proxy).__name__
    if remote_of(proxy).of_library:
        raise CannotExamine(
            f"A test can't compute with this {name} of the notebook ({how}): its kind stays in the notebook. A test "
            "gets arrays of numbers, text and dates; tensors; and frames and series with a plain index, of numbers, "
            "text, dates without time zones and categories. Write a function in a locked cell that turns it into one "
            "of these, such as `def rows(frame): return frame.reset_index()`, and compute with that."
        )
    raise CannotExamine(
        f"A test can't compute with a {name} of the notebook ({how}): its class decides the result, and a student's "
        "class could return what the test wants. Write a function in a locked cell that computes it, such as "
        "`def product(a, b): return (a * b).data`, and compare the numbers that it returns."
    )


class Proxy:
    """An object in the student's kernel."""

    __slots__ = ("__weakref__", "_remote")
    __array_ufunc__ = None  # so that NumPy leaves operators to the proxy, which refuses them

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return remote_of(self).known or type(self)
        if name in _TEXTS:
            text = _ask(self, "getattr", name)
            if type(text) is str:
                return text[:MAX_TEXT]
            if text is None:
                return None
            raise AttributeError(f"the {name} of a {type(self).__name__} is not a text", name=name)
        if name in _OPERATORS:
            _cannot_compute(self, name)
        if name == "__bases__" and (bases := remote_of(self).bases) is not None:
            return (*bases,)
        if _is_protocol(name):
            return object.__getattribute__(self, name)
        if remote_of(self).known is types.ModuleType:
            raise CannotExamine(
                f"A test can't use {name} from a module that the notebook has imported: it may be the student's. "
                "Import the module in the test."
            )
        value = _ask(self, "getattr", name)
        if name in _OF_ELEMENTS:
            _hold_to(self, name, value)
        if (name in _JUDGEMENTS or name.startswith("assert")) and callable(value):
            raise CannotExamine(
                f"A test can't call {name} of a {type(self).__name__} of the notebook: a student's "
                "class could return what the test wants. Compare numbers, arrays or tensors that you get from it."
            )
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        _refuse_protocol(self, name)
        _ask(self, "setattr", name, value)

    def __delattr__(self, name: str) -> None:
        _refuse_protocol(self, name)
        _ask(self, "delattr", name)

    def __dir__(self) -> list[str]:
        names = _ask(self, "dir")
        return [name for name in names if type(name) is str] if type(names) is list else []

    def __repr__(self) -> str:
        return _text(self, "repr")

    def __str__(self) -> str:
        return _text(self, "str")

    def __format__(self, specification: str) -> str:
        return _text(self, "format", specification)

    def __bool__(self) -> bool:
        return True

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise CannotExamine(
            f"A test can't copy a {type(self).__name__} of the notebook. Write a function in a locked cell that copies "
            "it, and call that."
        )


_REMOTE: Any = vars(Proxy)["_remote"]  # reached without the proxy's own __getattribute__
remote_of: Callable[[Proxy], Remote] = _REMOTE.__get__


def _is_protocol(name: str) -> bool:
    """Say whether Python or a library uses this attribute to learn what an object is. The kernel is never asked."""
    return (name.startswith("_") and name.endswith("_")) or name == "_typ"  # the latter is pandas' own


def _refuse_protocol(proxy: Proxy, name: str) -> None:
    if _is_protocol(name):
        raise AttributeError(f"a test can't change the {name} of a {type(proxy).__name__}", name=name)


def _refused(how: str) -> Callable[..., NoReturn]:
    def refuse(self: Proxy, *operands: Any) -> NoReturn:
        _cannot_compute(self, how)

    return refuse


_OPERATORS = {
    **{f"__{name}__": _refused(f"{name}()") for name in [*_UNARY, "divmod", "rdivmod"]},
    **{f"__{name}__": _refused(f"… {sign} …") for name, sign in (_ORDER | _BINARY).items()},
    **{f"__r{name}__": _refused(f"… {sign} …") for name, sign in _BINARY.items()},
}
for _name, _method in _OPERATORS.items():
    setattr(Proxy, _name, _method)


# What only some objects can do, as methods of their proxies' classes.


def _len(self: Proxy) -> int:
    length = _ask(self, "len")
    if type(length) is not int or not 0 <= length <= MAX_LENGTH:  # list() first allocates memory for them all
        raise ValueError(f"the length of a {type(self).__name__} is not a whole number from 0 to {MAX_LENGTH:,}")
    return length


def _array(self: Proxy, dtype: Any = None, copy: bool | None = None) -> Any:
    """Return the elements as an array, for NumPy."""
    array = sys.modules["numpy"].array([*self], dtype)
    for name in _OF_ELEMENTS:
        _hold_to(self, name, getattr(array, name))
    return array


_ABILITIES: dict[str, Callable[..., Any]] = {
    "call": lambda self, /, *arguments, **keywords: _ask(self, "call", arguments, keywords),
    "iter": lambda self: _ask(self, "iter"),
    "next": lambda self: _ask(self, "next"),
    "len": _len,
    "getitem": lambda self, key: _ask(self, "getitem", key),
    "setitem": lambda self, key, value: _ask(self, "setitem", key, value),
    "delitem": lambda self, key: _ask(self, "delitem", key),
}
_OF_CLASSES: dict[str, Callable[..., Any]] = {
    "__instancecheck__": lambda self, instance: remote_of(self).snapshot.ask("isinstance", instance, self) is True,
    "__subclasscheck__": lambda self, subclass: remote_of(self).snapshot.ask("issubclass", subclass, self) is True,
}


# What objects that hold elements can do, with those elements.


def _content_getattribute(self: Proxy, name: str) -> Any:
    if name in _CONTENT_METHODS[remote_of(self).container]:
        return getattr(_content(self), name)
    return Proxy.__getattribute__(self, name)


def _content_getitem(self: Proxy, key: Any) -> Any:
    content = _content(self)
    if type(content) is dict and key not in content:
        return _ask(self, "getitem", key)  # a Counter returns 0, others raise an error
    return content[key]


def _content_hash(self: Proxy) -> int:
    content = _content(self)
    if type(content) in (tuple, frozenset):
        return hash(content)
    raise TypeError(f"unhashable type: {type(self).__name__!r}")


def _content_operator(name: str, *, reflected: bool = False) -> Callable[[Proxy, Any], Any]:
    function = getattr(operator, f"__{name}__")

    def compute(self: Proxy, other: Any) -> Any:
        operands = (_plain(other), _content(self)) if reflected else (_content(self), _plain(other))
        return function(*operands)

    return compute


_CONTENT_METHODS: dict[str | None, list[str]] = {
    "list": ["count", "index"],
    "tuple": ["count", "index"],
    "dict": ["get", "items", "keys", "values"],
    "set": ["difference", "intersection", "isdisjoint", "issubset", "issuperset", "symmetric_difference", "union"],
}
_CONTENT_METHODS["frozenset"] = _CONTENT_METHODS["set"]
_CONTENT: dict[str, Any] = {
    "__getattribute__": _content_getattribute,
    "__getitem__": _content_getitem,
    "__hash__": _content_hash,
    "__iter__": lambda self: iter(_content(self)),
    "__reversed__": lambda self: reversed(_content(self)),
    "__len__": lambda self: len(_content(self)),
    "__bool__": lambda self: bool(_content(self)),
    "__contains__": lambda self, value: value in _content(self),
    **{f"__{name}__": _content_operator(name) for name in ["eq", "ne", *_ORDER, *_BINARY]},
    **{f"__r{name}__": _content_operator(name, reflected=True) for name in _BINARY},
}


@functools.cache
def proxy_class(name: tuple[str, str], abilities: frozenset[str], *, is_class: bool, has_content: bool) -> type[Proxy]:
    """Return the class of proxies for the objects of one class, whose module and name are given."""
    methods: dict[str, Any] = {"__slots__": (), "__module__": "__main__"}
    methods |= {f"__{ability}__": method for ability, method in _ABILITIES.items() if ability in abilities}
    if is_class:
        methods |= _OF_CLASSES
    if has_content:
        methods |= _CONTENT
    if has_content or {"len", "getitem"} <= abilities:
        methods["__array__"] = _array
    return type(identifier(name[1]), (Proxy,), methods)


def new_proxy(remote: Remote, name: tuple[str, str], abilities: list[str]) -> Proxy:
    """Make a proxy for an object, by the name of its class and what it can do."""
    is_class, has_content = remote.bases is not None, remote.container is not None
    kind = proxy_class(name, frozenset(abilities), is_class=is_class, has_content=has_content)
    proxy: Proxy = object.__new__(kind)
    _REMOTE.__set__(proxy, remote)
    return proxy
