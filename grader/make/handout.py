"""What one student gets: a notebook with starter cells and a sheet to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import nbformat

from grader import notation, typeset
from grader.course import Course
from grader.exercise.problem import Problem
from grader.exercise.spec import Assignment, FunctionQuestion
from grader.make import prompts
from grader.make.sampling import Data
from grader.records import Key, Language
from grader.words import say


@dataclass(frozen=True)
class Sheet:
    """One student's questions with their data.

    Attributes:
        assignment: what the questions belong to.
        problems: the questions in order.
        data: for each exercise, the drawn data of its questions by hand.
        keys: the keys of the function questions, for their visible cases.
        points: for each question.
        languages: in which the texts stand, in this order.
    """

    student: str
    assignment: Assignment
    problems: Sequence[Problem]
    data: Mapping[str, Data]
    keys: Mapping[str, Key]
    points: Mapping[str, float]
    languages: Sequence[Language]


def notebook(sheet: Sheet) -> str:
    """The handout as a Jupyter notebook (nbformat 4.5), byte for byte the same for the same sheet."""
    cells = [_markdown_cell("intro", _intro(sheet)), _code_cell("imports", "import numpy as np\n", None)]
    for problem in sheet.problems:
        texts = [_question_text(sheet, problem, language) for language in sheet.languages]
        cells.append(_markdown_cell(f"{problem.id}-text", "\n\n---\n\n".join(texts)))
        cells.append(_code_cell(problem.id, problem.starter, problem.id))
    document = nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "grader": {"assignment": sheet.assignment.id, "student": sheet.student},
        },
    )
    return str(nbformat.writes(document, version=4)) + "\n"


def page(sheet: Sheet, course: Course) -> str:
    """The handout as a self-contained HTML page that prints well."""
    return (
        typeset.environment(course.templates)
        .get_template("sheet.html.j2")
        .render(
            sheet=sheet,
            title=sheet.assignment.title,
            intro=typeset.to_html(_intro(sheet)),
            questions=[
                {
                    "id": problem.id,
                    "texts": {
                        language: typeset.to_html(_question_text(sheet, problem, language))
                        for language in sheet.languages
                    },
                }
                for problem in sheet.problems
            ],
        )
    )


def _intro(sheet: Sheet) -> str:
    assignment = sheet.assignment
    due = assignment.due_text
    lines = []
    for language in sheet.languages:
        lines.append(f"# {assignment.title.get(language)}")
        lines.append(say("handout_student", student=f"`{sheet.student}`").get(language))
        if due:
            late = "handout_late_refused" if assignment.late == "refuse" else "handout_late_accepted"
            lines.append(say("handout_due", due=due).get(language) + " " + say(late).get(language))
            lines.append(say("handout_solutions", time=assignment.solutions_text).get(language))
        lines.append(say("handout_how").get(language))
    return "\n\n".join(lines)


def _question_text(sheet: Sheet, problem: Problem, language: Language) -> str:
    question = problem.question
    head = say(
        "handout_question",
        number=1 + list(sheet.problems).index(problem),
        title=problem.exercise.title,
        points=notation.number(sheet.points[problem.id]),
    ).get(language)
    parts = [f"## {head}"]
    if isinstance(question, FunctionQuestion):
        cases = sheet.keys[problem.id].cases
        parts.append(prompts.prompt(problem, {}, language))
        shown = "\n".join(notation.example(problem.question.name, case) for case in cases if case.visible)
        if shown:
            parts.append(f"{say('handout_example').get(language)}\n\n```python\n{shown}\n```")
    else:
        parts.append(prompts.prompt(problem, sheet.data[problem.exercise.id], language))
    return "\n\n".join(parts)


def _cell_id(name: str) -> str:
    return name.replace(".", "-")


def _markdown_cell(name: str, source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source, id=_cell_id(name))


def _code_cell(name: str, source: str, question: str | None) -> nbformat.NotebookNode:
    metadata = {"grader": {"question": question}} if question else {}
    return nbformat.v4.new_code_cell(source, id=f"{_cell_id(name)}-code", metadata=metadata)
