"""The feedback page of one student and the report of a class: self-contained HTML without scripts."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from grader import notation, typeset
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet
from grader.records import Foreign, Grade, Language, QuestionGrade, Text, plain
from grader.report import markup
from grader.report.summary import Summary, summarise, whose_sheet
from grader.report.verdicts import EARNING, LOOKS
from grader.words import say

_DIGITS = 12
"""More than any points have, fewer than where binary fractions show."""

_FILES = 20
"""So many names of files that were not graded are shown."""


def feedback(grade: Grade, problems: ProblemSet) -> str:
    """What one student is told, as a page for a phone and for paper."""
    assignment = problems.assignment
    by_id = {problem.id: (number, problem) for number, problem in enumerate(problems.problems, start=1)}
    reason = _common_reason(grade)
    cards = [
        _card(*by_id[question.id], question, assignment.languages, told=reason is None) for question in grade.questions
    ]
    template = typeset.environment(problems.course.templates).get_template("feedback.html.j2")
    return template.render(
        language=assignment.languages[0],
        title=assignment.title,
        student=markup.plain(grade.student),
        name=markup.plain(grade.name),
        score=plain(grade.score),
        max_score=plain(grade.max_score),
        status=None if grade.status == "graded" else say(f"report_status_{grade.status}"),
        late=_late(grade, problems),
        reason=reason,
        handed_in=grade.status != "missing",
        when=_when(grade, problems),
        timezone=assignment.timezone,
        files=[markup.plain(file) for file in grade.submission],
        not_graded=[markup.plain(file) for file in grade.not_graded[:_FILES]],
        more=max(len(grade.not_graded) - _FILES, 0),
        graded_with=markup.plain(grade.graded_with),
        remarks=grade.remarks,
        cards=cards,
        pair=partial(markup.pair, languages=assignment.languages),
        message=partial(markup.message, languages=assignment.languages),
    )


def report(
    grades: Sequence[Grade],
    problems: ProblemSet,
    header: Sequence[str],
    foreign: Sequence[Foreign] = (),
    *,
    pictured: bool = True,
) -> str:
    """The report of a class for the staff, in English.

    Args:
        grades: one for each student, in the order in which they are to be listed.
        problems: the questions that were graded.
        header: lines about the run: which keys, which box.
        foreign: whose work was made on another's sheet.
        pictured: whether there are pictures in it; those take longer than all the rest.
    """
    summary = summarise(grades, problems)
    template = typeset.environment(problems.course.templates).get_template("report.html.j2")
    return template.render(
        assignment=problems.assignment,
        header=[markup.plain(line) for line in header],
        summary=summary,
        foreign=[(one.student, whose_sheet(one)) for one in foreign],
        max_score=plain(problems.max_points),
        mean=_rounded(summary.mean),
        median=_rounded(summary.middle),
        pictures=_pictures(summary, problems) if pictured and summary.scores and problems.items else (),
        questions=[
            {"number": number, "id": problem.id, "title": problem.title.en}
            for number, problem in enumerate(problems.problems, start=1)
        ],
        rows=[_row(grade, problems) for grade in grades],
        names={grade.student: grade.name for grade in grades},
        looks={verdict: {"symbol": look.symbol, "tone": look.tone} for verdict, look in LOOKS.items()},
        href=_href,
        plain=markup.plain,
        inline=markup.inline,
    )


def _card(
    number: int, problem: Problem[Question], question: QuestionGrade, languages: Sequence[Language], *, told: bool
) -> dict[str, Any]:
    look = EARNING if question.points and question.verdict == "wrong" else LOOKS[question.verdict]
    # The badge says already that it is right.
    lines = [line for line in question.told if not (question.verdict == "right" and line.role == "fact")]
    formulas = {step.formula for step in problem.solution.steps.values()}
    return {
        "number": number,
        "title": say("report_question", number=number, title=problem.title),
        "kind": problem.question.label,
        "verdict": say(f"report_verdict_{question.verdict}"),
        "symbol": look.symbol,
        "tone": look.tone,
        "points": plain(question.points),
        "max_points": plain(question.max_points),
        "told": markup.told(lines, languages, formulas) if told and lines else None,
    }


def _common_reason(grade: Grade) -> Text | None:
    """Why nothing could be graded: said once above the questions instead of in each of them."""
    messages = [question.message for question in grade.questions]
    together = grade.status not in {"graded", "timeout"} and len(messages) > 1
    return messages[0] if together and all(message == messages[0] for message in messages) else None


def _when(grade: Grade, problems: ProblemSet) -> str:
    """The minute of hand-in in the assignment's time zone; empty where nobody knows."""
    return "" if grade.submitted_at is None else problems.assignment.handing.shown(grade.submitted_at)


def _late(grade: Grade, problems: ProblemSet) -> Text | None:
    """What is said of the time of hand-in, where no question says it as the reason why it was not graded."""
    told = problems.assignment.handing.of(grade.student).remark(grade.submitted_at)
    return None if grade.status == "late" else told


def _row(grade: Grade, problems: ProblemSet) -> dict[str, Any]:
    unknown = "" if grade.status == "missing" else "unknown"
    verdicts = {question.id: question.verdict for question in grade.questions}
    return {
        "student": grade.student,
        "name": grade.name,
        "score": plain(grade.score),
        "status": grade.status,
        "late": grade.late,
        "submitted_at": _when(grade, problems) or unknown,
        "verdicts": [verdicts.get(problem.id) for problem in problems.problems],
    }


def _pictures(summary: Summary, problems: ProblemSet) -> list[dict[str, Any]]:
    from grader.report import plots  # noqa: PLC0415 - a student's page is rendered without waiting for matplotlib

    count, most = len(summary.scores), float(problems.max_points)
    middle = f"mean {_rounded(summary.mean)}, median {_rounded(summary.middle)}"
    right = ", ".join(f"{question} {groups['right']}" for question, groups in summary.groups.items())
    alt = f"Histogram of {count} marks from 0 to {notation.number(most, _DIGITS)}: {middle}."
    pictures = [("Marks", plots.marks(summary.scores, most), alt)]
    alt = f"Bars of verdicts for each question. Right, of {count} handed in: {right}."
    pictures.append((f"Verdicts of the {count} handed in, by question", plots.verdicts(summary.groups), alt))
    if summary.mistakes:
        common = [(markup.plain(made.id), len(made.students)) for made in summary.mistakes[: plots.MOST_MISTAKES]]
        title = "Students who made each mistake"
        if len(common) < len(summary.mistakes):
            title += f" (the {len(common)} commonest of {len(summary.mistakes)})"
        alt = f"Bars of how many students made each mistake: {', '.join(f'{name} {who}' for name, who in common)}."
        pictures.append((title, plots.mistakes(common), alt))
    return [{"title": title, "source": _source(svg), "alt": alt} for title, svg, alt in pictures]


def _source(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _href(student: str) -> str:
    return f"feedback/{quote(student, safe='')}.html"


def _rounded(value: float | None) -> str:
    return "–" if value is None else notation.number(round(value, 2), _DIGITS)
