"""The gate that every exercise and assignment must pass before a student sees it.

Each check yields what is wrong, in words.
"""

from __future__ import annotations

import base64
import html
import json
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ParamSpec

import numpy as np

from grader import collect, engine, notation, typeset
from grader.collect.load import File, Loaded
from grader.compare import rounds_to
from grader.course import Course
from grader.errors import GraderError
from grader.exercise import problemset
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet
from grader.exercise.source import body
from grader.grade import Grader
from grader.make import certify, choosing, handout, keys, prompts
from grader.make.ring import KeyRing
from grader.make.sampling import Data, Stream
from grader.records import LANGUAGES, Key, QuestionGrade
from grader.sandbox import Box
from grader.solution import Solution

P = ParamSpec("P")

VARIANTS = 200
SEARCHED = 300
"""On how many inputs a slip that no case finds is looked for."""
TELLING = 3
"""How many digits a number in a handout must have to be taken for an answer: shorter ones agree by chance."""
SECRET = b"grader verify"
STUDENT = "verify"
FIRST_CELL = "import numpy as np\n"
"""What stands before all questions in a handout."""
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, eq=False)
class Bench:
    """One exercise on the bench, with what several checks need."""

    course: Course
    exercise: str
    box: Box
    variants: int = VARIANTS

    @cached_property
    def problems(self) -> ProblemSet:
        """The exercise as an assignment."""
        return problemset.of_exercise(self.course, self.exercise, everything=True)

    @cached_property
    def grader(self) -> Grader:
        """A grader with keys of the gate's own."""
        return Grader(KeyRing(self.problems, secret=SECRET))

    @cached_property
    def variant(self) -> tuple[dict[str, Data], dict[str, Key]]:
        """Data and keys of the gate's own student, by question."""
        return keys.variant(self.problems, SECRET, STUDENT)

    @property
    def data(self) -> dict[str, Data]:
        """The data of that student's questions by hand."""
        return self.variant[0]

    @property
    def keys(self) -> dict[str, Key]:
        """The keys of all questions."""
        return self.grader.ring.functions | self.variant[1]

    def grade(self, source: str) -> dict[str, QuestionGrade]:
        """What a submission of this source gets, by question."""
        loaded = Loaded(STUDENT, (File("verify.py", "py", source.encode()),))
        submission = collect.read(loaded, self.problems.wanted)
        return {question.id: question for question in self.grader.grade(submission, self.box).questions}


def reference_passes(bench: Bench) -> Iterator[str]:
    """The steps agree with the engine, and the reference solution written as a submission gets full marks."""
    for problem in bench.problems.problems:
        grade = bench.grade(problem.written(bench.data.get(problem.id)))[problem.id]
        if grade.verdict != "right":
            yield f"{problem.id}: the reference is judged {grade.verdict}: {grade.message.en}"
    for data in _drawn(bench, 20):
        yield from _against_engine(bench.problems.problems[0].solution, data)


def mistakes_are_named(bench: Bench) -> Iterator[str]:
    """Every mistake that can show, handed in and run in the box, costs points and is called by its name or one tied."""
    for problem in bench.problems.problems:
        key, data = bench.keys[problem.id], bench.data.get(problem.id)
        shown = set().union(*(case.mistakes for case in key.cases))
        for mistake in problem.solution.mistakes_of(problem.steps):
            if mistake.id not in shown:
                continue
            grade = bench.grade(problem.written(data, [mistake]))[problem.id]
            names = {mistake.id}.union(*(tie for tie in problem.question.ties if mistake.id in tie))
            if grade.verdict == "right" or grade.points == grade.max_points:
                yield f"{problem.id}: {mistake.id} gets {grade.points} points."
            elif grade.verdict != "not_finite" and names.isdisjoint(grade.mistakes):
                yield f"{problem.id}: {mistake.id} is called {grade.mistakes or 'nothing'} ({grade.verdict})."


def tries_are_judged(bench: Bench) -> Iterator[str]:
    """What only a kind knows to be handed in, as each wrong option, is judged as the kind says, and right earns all."""
    for problem in bench.problems.problems:
        for told, source, verdict, mistakes in problem.question.tries(problem.solution, bench.data.get(problem.id, {})):
            grade = bench.grade(FIRST_CELL + source)[problem.id]
            if (grade.verdict, set(grade.mistakes)) != (verdict, set(mistakes)):
                must, found = _told(verdict, mistakes), _told(grade.verdict, grade.mistakes)
                yield f"{problem.id}: {told}: is judged {found} and must be {must}: {grade.message.en}"
            elif (verdict == "right") != (grade.points == grade.max_points):
                yield f"{problem.id}: {told}: gets {grade.points} points."


def slips_are_found(bench: Bench) -> Iterator[str]:
    """The cases find every two mistakes made together and every mutant of the reference that can be found."""
    for problem in bench.problems.functions:
        key = bench.grader.ring.functions[problem.id]
        ways = choosing.ways(problem)
        left = choosing.passing(problem, ways, key.cases)
        yield Note(f"{problem.id}: {len(ways) - len(left)} of {len(ways)} mutants and pairs of mistakes are found")
        for way in left:
            told = " + ".join(one.id for one in way)
            killer = choosing.killer(problem, way, SEARCHED)
            if killer is None:
                yield Note(f"{problem.id}: {told}: gives the same to {choosing.DIGITS} digits on {SEARCHED} inputs")
            else:
                yield f"{problem.id}: {told}: passes all cases, although {killer} shows it."


def variants_separate(bench: Bench) -> Iterator[str]:
    """200 drawn variants can be certified: the right answer and all mistakes stay apart."""
    try:
        for number in range(bench.variants):
            keys.variant(bench.problems, SECRET, str(number))
            for problem in bench.problems.functions:
                keys.ordinary_cases(problem, SECRET + number.to_bytes(2, "big"))
    except GraderError as error:
        yield str(error)


def texts_render(bench: Bench) -> Iterator[str]:
    """Every prompt renders in both languages with no undefined name, and every formula becomes MathML."""
    for problem in bench.problems.problems:
        data = bench.data.get(problem.id, {})
        for language in LANGUAGES:
            try:
                pages = {
                    "prompt": typeset.to_html(prompts.prompt(problem, data, language)),
                    "options": typeset.to_html(problem.question.shown((), data, language)),
                }
                if problem.question.illustration is not None:
                    prompts.rendered(problem, "alt", problem.question.illustration.alt, data, language)
            except GraderError as error:
                yield str(error)
                continue
            for name, page in pages.items():
                if "$" in page:
                    yield f"{problem.id}: {name}.{language} has a $ that is no formula."
                if any("\\" in formula for formula in re.findall(r"<math.*?</math>", page, re.DOTALL)):
                    yield f"{problem.id}: {name}.{language} has a formula that is not LaTeX that can be shown."
    solution = bench.problems.problems[0].solution
    for step in solution.steps.values():
        if "\\" in typeset.to_mathml(step.formula):
            yield f"step {step.name}: its formula is not LaTeX that can be shown."
    texts = {f"{one.id}: {name}": text for one in bench.problems.problems for name, text in one.question.texts.items()}
    texts |= {f"mistake {name}": text for name, text in solution.notions.items()}
    texts |= {f"{problem.id}: the title": problem.title for problem in bench.problems.problems}
    texts |= {f"step {step.name}": step.title for step in solution.steps.values()}
    texts |= {f"mistake {mistake.id}": mistake.text for mistake in solution.mistakes.values()}
    texts |= {f"notion {name}": text for name, text in solution.notions.items()}
    for name, text in texts.items():
        if not (text.ja.strip() and text.en.strip()):
            yield f"{name} has no text in both languages."
        elif name.startswith(("mistake", "notion")) and any(mark in text.ja + text.en for mark in ("\\", "_{", "^{")):
            yield f"{name} has LaTeX, which a sentence cannot show; write μ_j, e^(−μ5), w(2j)."


def starter_gets_nothing(bench: Bench) -> Iterator[str]:
    """The starter code runs and is worth 0 points."""
    source = FIRST_CELL + "\n".join(problem.starter for problem in bench.problems.problems)
    for question in bench.grade(source).values():
        if question.points or question.verdict != "missing":
            yield f"{question.id}: the starter code gets {question.points} points ({question.verdict})."


def handouts_keep_secrets(bench: Bench) -> Iterator[str]:
    """A handout holds no expected value beyond the visible cases, no hidden input and no step of the reference."""
    sheet = handout.Sheet(STUDENT, bench.problems, bench.data, bench.grader.ring.functions, LANGUAGES)
    notebook = json.loads(handout.notebook(sheet))
    texts = {
        "notebook": "\n".join("".join(cell["source"]) for cell in notebook["cells"]),
        "page": html.unescape(re.sub(r"<style>.*?</style>", "", _with_pictures(handout.page(sheet)), flags=re.DOTALL)),
    }
    for name, text in texts.items():
        for problem in bench.problems.problems:
            yield from (f"{problem.id}: the {name} contains {what}." for what in _leaks(bench, problem, text))
        for step in bench.problems.problems[0].solution.steps.values():
            if re.search(rf"(?<!\w){re.escape(_tight(body(step.function)))}(?!\w)", _tight(text)):
                yield f"the {name} contains the code of step {step.name}."


def gradients_agree(bench: Bench) -> Iterator[str]:
    """Declared gradients agree with finite differences of the loss."""
    solution = bench.problems.problems[0].solution
    for data in _drawn(bench, 10):
        for step, (loss, name) in solution.gradients.items():
            exact = solution.run(data, until=[step])[step]
            numeric = engine.numerical_gradient(_as_function_of(name, loss, solution, data), data[name])
            if not np.allclose(exact, numeric, rtol=1e-5, atol=1e-7 * max(1.0, float(np.abs(exact).max()))):
                yield f"step {step}: differs from finite differences of {loss} by {np.abs(exact - numeric).max():.2e}."


class Note(str):
    """What a check tells without finding fault."""

    __slots__ = ()


Check = Callable[[Bench], Iterator[str]]

CHECKS: dict[str, Check] = {
    "reference passes its own cases": reference_passes,
    "every mistake fails and is named": mistakes_are_named,
    "answers of each kind are judged as they must be": tries_are_judged,
    "cases find every slip that can be found": slips_are_found,
    "variants separate": variants_separate,
    "texts render in ja and en": texts_render,
    "starter code gets 0": starter_gets_nothing,
    "handouts keep secrets": handouts_keep_secrets,
    "gradients agree with finite differences": gradients_agree,
}
"""Every exercise inherits all of them; nothing is written per exercise."""


READS = "its two files can be read"
"""Without that nothing else is checked of an exercise."""
FITS = "exercises, points and rules fit together"
"""What is checked of an assignment."""


def verify(course: Course, exercise: str, box: Box, variants: int = VARIANTS) -> Iterator[tuple[str, list[str]]]:
    """Each check's name and what it found: faults, and notes among them."""
    bench = Bench(course, exercise, box, variants)
    unread = _found(_read, bench)
    if unread:
        # Every check would say the same.
        yield READS, unread
        return
    for name, check in CHECKS.items():
        yield name, _found(check, bench)


def verify_assignment(course: Course, assignment: str, year: int | None = None) -> Iterator[tuple[str, list[str]]]:
    """The same of an assignment, in another year than its own if one is given."""
    yield FITS, _found(_misfits, course, assignment, year)


def _read(bench: Bench) -> list[str]:
    return [] if bench.problems.problems else [f"{bench.exercise}: asks no question."]


def _misfits(course: Course, assignment: str, year: int | None) -> list[str]:
    problemset.load(course, assignment, year)
    return []


def _found(check: Callable[P, Iterable[str]], *of: P.args, **how: P.kwargs) -> list[str]:
    try:
        return list(check(*of, **how))
    except GraderError as error:
        return [str(error)]
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__}: {error} ({last.filename}, line {last.lineno})."]


def _told(verdict: str, mistakes: Sequence[str]) -> str:
    return " ".join([verdict, *sorted(mistakes)])


def _drawn(bench: Bench, count: int) -> Iterator[Data]:
    problem = bench.problems.problems[0]
    for number in range(count):
        stream = Stream(SECRET, "drawn", bench.exercise, str(number))
        yield certify.drawn(stream, problem)


def _as_function_of(name: str, step: str, solution: Solution, data: Data) -> Callable[[np.ndarray], float]:
    return lambda value: float(solution.run({**data, name: value}, until=[step])[step])


def _against_engine(solution: Solution, data: Data) -> Iterator[str]:
    for step, reference in solution.reference.items():
        names = reference.__code__.co_varnames[: reference.__code__.co_argcount]
        right = np.asarray(reference(**{name: data[name] for name in names}))
        ours = np.asarray(solution.run(data, until=[step])[step])
        if ours.shape != right.shape or not np.allclose(ours, right, rtol=1e-12, atol=1e-300):
            yield f"step {step}: is {ours}, the engine says {right}."


def _leaks(bench: Bench, problem: Problem[Question], text: str) -> Iterator[str]:
    key = bench.keys[problem.id]
    if problem.question.is_by_letter:
        return
    if key.digits is None:
        for case in key.cases:
            inputs = ", ".join(notation.literal(value) for value in case.inputs.values())
            if not case.visible and inputs in text:
                yield "a hidden case"
        return
    # A number that the student was given is no answer, even where an easy step gives it again.
    given = {abs(number) for value in key.cases[0].inputs.values() for number in np.ravel(value).tolist()}
    answers = [number for value in key.cases[0].expected for number in np.abs(np.ravel(value)).tolist()]
    for shown in dict.fromkeys(re.findall(r"\d+\.\d+", _without_examples(bench, text))):
        telling = len(shown.replace(".", "").strip("0")) >= TELLING and float(shown) not in given
        if telling and any(rounds_to(np.array([one]), np.array(float(shown)), key.digits) for one in answers):
            yield f"the answer {shown}"


def _with_pictures(page: str) -> str:
    """A page with the texts of its pictures in the places of these."""
    pictures = re.compile(r"data:image/svg\+xml;base64,([\w+/=]+)")
    return pictures.sub(lambda one: _TAGS.sub(" ", base64.b64decode(one[1]).decode()), page)


def _without_examples(bench: Bench, text: str) -> str:
    for problem in bench.problems.functions:
        for case in bench.grader.ring.functions[problem.id].cases:
            if case.visible:
                text = text.replace(notation.example(problem.question.name, case), "")
    return text


def _tight(code: str) -> str:
    """Text without the spaces that Python does not need: an author writes ``r**2`` for ``r ** 2``."""
    return re.sub(r"\s*([^\w\s])\s*", r"\1", " ".join(code.split()))
