"""Look for messages that the codec doesn't either read or refuse, guided by which of its lines they reach.

Run by hand, with the package atheris:

    pip install atheris
    nice -n 19 python tests/autograder/examiner/fuzz_codec.py -max_total_time=600

It takes the options of libFuzzer. What it finds belongs among the hostile messages of test_codec.py.
"""

import contextlib
import json
import random
import sys
import tempfile
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))
warnings.simplefilter("ignore")
atheris: Any = import_module("atheris")
with atheris.instrument_imports(include=["autograder.examiner.codec", "autograder.libraries"]):
    import autograder.examiner.codec as codec
test_codec: Any = import_module("tests.autograder.examiner.test_codec")

# A message here is its header, a line break and its blobs: the length would be wrong after each change.
MESSAGES = [*test_codec.MESSAGES, *(hostile for hostile in test_codec.HOSTILE.values() if len(hostile) < 1000)]
SIZES = [int.from_bytes(valid[:4], "little") for valid in MESSAGES]
SEEDS = [
    valid[4 : 4 + size] + b"\n" + valid[4 + size :] for valid, size in zip(MESSAGES, SIZES, strict=True) if valid[4:]
]
ATOMS = [
    None,
    True,
    False,
    -1,
    0,
    1,
    2,
    8,
    64,
    2**31,
    2**63 - 1,
    10**30,
    0.5,
    1e300,
    "",
    *test_codec.WORDS,
    *test_codec.TAGS,
]


def parsed(data: bytes) -> Any:
    with contextlib.suppress(ValueError, RecursionError):
        return json.loads(data.partition(b"\n")[0])
    return None


NODES = [node for node in map(parsed, SEEDS) if isinstance(node, list)]


def lists_in(node: list[Any]) -> list[list[Any]]:
    """Return a list and all lists in it."""
    found = [node]
    for one in found:
        found += [part for part in one if isinstance(part, list)]
    return found


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Change bytes, or a part of the header for another one that is JSON, too."""
    random.seed(seed)
    node = parsed(data)
    if not isinstance(node, list) or random.random() < 0.2:
        return atheris.Mutate(data, max_size)
    for _ in range(random.randint(1, 3)):
        here = random.choice(lists_in(node))
        other = random.choice(ATOMS) if random.random() < 0.6 else random.choice(lists_in(random.choice(NODES)))
        place = random.randint(0, len(here))
        action = random.random()
        if action < 0.7:
            here[place : place + 1] = [json.loads(json.dumps(other))]
        elif action < 0.85:
            here.insert(place, json.loads(json.dumps(other)))
        else:
            del here[place : place + 1]
    blobs = data.partition(b"\n")[2]
    if random.random() < 0.3:
        blobs = atheris.Mutate(blobs, max_size)
    if random.random() < 0.3:
        blobs += random.randbytes(random.choice([1, 2, 4, 8, 16, 64]))
    return (json.dumps(node).encode() + b"\n" + blobs)[:max_size]


def read(data: bytes) -> None:
    header, _, blobs = data.partition(b"\n")
    hostile = test_codec.message(header, blobs)
    if parsed(data) is not None and random.random() < 0.9:  # most would stop at blobs that are too long or too short
        hostile = fitted(header, blobs)
    test_codec.decoded_or_refused(hostile)


def fitted(header: bytes, blobs: bytes) -> bytes:
    """Return a message with as many bytes of blobs as it needs, if that can be told by trying."""
    hostile = test_codec.message(header, blobs)
    reader = codec._Reader(hostile + bytes(4096), lambda reference: "referred")
    with contextlib.suppress(Exception):
        reader.read(reader.header())
        return (hostile + bytes(4096))[: reader.position]
    return hostile


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for i, valid in enumerate(SEEDS):
            (corpus / str(i)).write_bytes(valid)
        options = ["-timeout=10", "-rss_limit_mb=3000", "-max_len=5000", f"-artifact_prefix={Path.cwd()}/"]
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:], str(corpus)], read, custom_mutator=mutate)
        atheris.Fuzz()
