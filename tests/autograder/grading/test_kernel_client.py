"""A client waits for its kernel's first answer no longer than it takes, and no longer than it may."""

import asyncio
from queue import Empty
from typing import Any

import pytest

from autograder.grading.kernel_client import KernelClient

ANSWER = {"msg_type": "kernel_info_reply"}
ANOTHER = {"msg_type": "execute_reply"}


class Kernel(KernelClient):
    """A client of a kernel that answers requests as it is told: None stands for an answer that doesn't come."""

    def talk(self, *, answers: list[Any], outputs: list[Any], lives: bool = True) -> None:
        """Say how it answers each request."""
        self.answers, self.outputs, self.lives, self.requests = answers, outputs, lives, 0

    def kernel_info(self) -> str:
        self.requests += 1
        return ""

    async def get_shell_msg(self, *_: Any, timeout: float) -> Any:
        return self.next_of(self.answers)

    async def get_iopub_msg(self, *_: Any, timeout: float) -> Any:
        return self.next_of(self.outputs)

    async def is_alive(self) -> bool:
        return self.lives

    def next_of(self, messages: list[Any]) -> Any:
        message = messages.pop(0) if messages else None
        if message is None:
            raise Empty
        return message


def wait(kernel: Kernel, seconds: float | None) -> None:
    asyncio.run(asyncio.wait_for(kernel.wait_for_ready(seconds), 60))


@pytest.mark.parametrize(
    ("answers", "outputs", "requests"),
    [
        ([ANSWER], [{}], 1),
        ([None, ANSWER], [{}], 2),  # it is still starting
        ([ANSWER, ANSWER], [None, {}], 2),  # it is not heard yet
        ([ANOTHER, ANSWER], [{}], 2),  # what it answers is something else
    ],
    ids=["at once", "late", "unheard", "another"],
)
def test_it_is_asked_until_it_answers_and_is_heard(answers: list[Any], outputs: list[Any], requests: int) -> None:
    kernel = Kernel()
    kernel.talk(answers=answers, outputs=outputs)
    wait(kernel, None)
    assert kernel.requests == requests


def test_one_that_has_ended_is_not_waited_for() -> None:
    kernel = Kernel()
    kernel.talk(answers=[], outputs=[], lives=False)
    with pytest.raises(RuntimeError, match="ended"):
        wait(kernel, None)
    assert kernel.requests == 1


def test_it_has_its_time() -> None:
    kernel = Kernel()
    kernel.talk(answers=[], outputs=[])
    with pytest.raises(RuntimeError, match=r"didn't answer in 0.01 seconds"):
        wait(kernel, 0.01)
