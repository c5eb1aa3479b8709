"""Find the mutants of a solution that lose no points: each is a hole in the tests, or as right as the solution."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.answers.equivalents import Equivalent
from autograder.answers.judge import Judge
from autograder.answers.mutants import Mutant
from autograder.answers.questions import Question

_SECONDS = 10  # of a processor's time, for a mutant and for each of its tests; one that takes longer is killed


@dataclass(frozen=True)
class Survivors:
    """What became of the mutants of one question."""

    question: Question
    mutants: int
    surviving: list[Mutant]  # and not listed
    equivalent: list[Mutant]
    outdated: list[Equivalent]  # entries of the list that none of the mutants is: there is none, or it is killed

    @property
    def killed(self) -> int:
        """How many lose points."""
        return self.mutants - len(self.surviving) - len(self.equivalent)


def find_survivors(question: Question, mutants: Sequence[Mutant], judge: Judge) -> Survivors:
    """Judge mutants of the instructor's own answer: one that loses a point, fails or takes too long is killed."""
    verdicts = [judge.judge(mutant.source, _SECONDS, in_kernel=False) for mutant in mutants]
    survived = [
        mutant
        for mutant, verdict in zip(mutants, verdicts, strict=True)
        if verdict.ran and not verdict.examined and not verdict.error
    ]
    right = [mutant for mutant in survived if any(each.matches(mutant) for each in question.equivalents)]
    return Survivors(
        question,
        len(mutants),
        [mutant for mutant in survived if mutant not in right],
        right,
        [each for each in question.equivalents if not any(map(each.matches, survived))],
    )
