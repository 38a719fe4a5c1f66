"""What one student gets: a notebook with starter cells and a sheet to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import nbformat

from grader import typeset
from grader.exercise.problemset import Item, ProblemSet
from grader.exercise.spec import Assignment
from grader.handing import Handing
from grader.make import asking
from grader.make.sampling import Data
from grader.records import Case, Key, Language, plain
from grader.words import say


@dataclass(frozen=True)
class Sheet:
    """One student's questions with their data.

    Attributes:
        student: whose it is.
        problems: the questions.
        data: for each question by hand, its drawn data.
        keys: the keys of the function questions, for their visible cases.
        languages: in which the texts stand, in this order.
        name: the student's name; empty where nobody knows it.
        variants: for each question by hand, the hash of its parameters.
    """

    student: str
    problems: ProblemSet
    data: Mapping[str, Data]
    keys: Mapping[str, Key]
    languages: Sequence[Language]
    name: str = ""
    variants: Mapping[str, str] = field(default_factory=dict)

    @property
    def assignment(self) -> Assignment:
        """What the questions belong to."""
        return self.problems.assignment

    @property
    def handing(self) -> Handing:
        """The rules of handing in that hold for the student."""
        return self.assignment.handing.of(self.student)

    @property
    def numbered(self) -> Iterator[tuple[int, Item]]:
        """The questions in order, from 1 on."""
        return enumerate(self.problems.items, start=1)


def notebook(sheet: Sheet) -> str:
    """The handout as a Jupyter notebook (nbformat 4.5), byte for byte the same for the same sheet."""
    cells = [_markdown_cell("intro", _intro(sheet)), _code_cell("imports", "import numpy as np\n", None)]
    for number, item in sheet.numbered:
        texts = [
            f"## {_head(number, item, language)}\n\n" + asking.as_markdown(item.problem, *_shown(sheet, item), language)
            for language in sheet.languages
        ]
        cells.append(_markdown_cell(f"{item.problem.id}-text", "\n\n---\n\n".join(texts)))
        cells.append(_code_cell(item.problem.id, item.problem.starter, item.problem.id))
    document = nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "grader": {
                "assignment": sheet.assignment.id,
                "student": sheet.student,
                "variants": dict(sheet.variants),
            },
        },
    )
    return str(nbformat.writes(document, version=4)) + "\n"


def page(sheet: Sheet) -> str:
    """The handout as a self-contained HTML page that prints well."""
    questions = [
        {
            "id": item.problem.id,
            "texts": {
                language: typeset.to_html(f"## {_head(number, item, language)}")
                + asking.as_html(item.problem, *_shown(sheet, item), language, with_code=language == sheet.languages[0])
                for language in sheet.languages
            },
            "spaces": item.problem.question.spaces,
            "by_letter": item.problem.question.is_by_letter,
        }
        for number, item in sheet.numbered
    ]
    template = typeset.environment(sheet.problems.course.templates).get_template("sheet.html.j2")
    return template.render(
        sheet=sheet, title=sheet.assignment.title, intro=typeset.to_html(_intro(sheet)), questions=questions
    )


def _intro(sheet: Sheet) -> str:
    student = f"`{sheet.student}` {typeset.literal(sheet.name)}".rstrip()
    lines = []
    for language in sheet.languages:
        lines.append(f"# {sheet.assignment.title.get(language)}")
        lines.append(say("handout_student", student=student).get(language))
        lines += [paragraph.get(language) for paragraph in sheet.handing.told()]
        lines.append(say("handout_how").get(language))
    return "\n\n".join(lines)


def _head(number: int, item: Item, language: Language) -> str:
    title, points = item.problem.title, plain(item.points)
    return say("handout_question", number=number, title=title, points=points).get(language)


def _shown(sheet: Sheet, item: Item) -> tuple[Data, list[Case]]:
    """The student's data, and the cases of a function that students may see."""
    key = sheet.keys.get(item.problem.id)
    visible = [case for case in key.cases if case.visible] if key is not None else []
    return sheet.data.get(item.problem.id, {}), visible


def _cell_id(name: str) -> str:
    return name.replace(".", "-")


def _markdown_cell(name: str, source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source, id=_cell_id(name))


def _code_cell(name: str, source: str, question: str | None) -> nbformat.NotebookNode:
    metadata = {"grader": {"question": question}} if question else {}
    return nbformat.v4.new_code_cell(source, id=f"{_cell_id(name)}-code", metadata=metadata)
