"""The pages for students and staff: nothing of a student's is ever live HTML, and every class makes a page."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import get_args
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from grader import course
from grader.exercise import problemset
from grader.exercise.problemset import ProblemSet
from grader.records import LANGUAGES, Grade, Line, QuestionGrade, Status, Text, Verdict
from grader.report import pages, plots
from grader.report.summary import summarise
from grader.report.verdicts import LOOKS
from grader.words import say

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\" ' &amp; \u202eexe.py `<b>x</b>`"
HANDED_IN = datetime(2027, 5, 23, 23, 59, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """Tags, attributes and visible text of a page, which must be balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def values(self, name: str) -> list[str]:
        return [value or "" for key, value in self.attributes if key == name]


@pytest.fixture(scope="module")
def problems() -> ProblemSet:
    return problemset.of_exercise(course.find(), "mse")


def made(
    problems: ProblemSet,
    verdicts: Sequence[Verdict] = ("right", "wrong"),
    *,
    student: str = "24A0001",
    status: Status = "graded",
    mistakes: tuple[str, ...] = (),
    message: Text | None = None,
    lines: tuple[Line, ...] = (),
) -> Grade:
    """A grade with these verdicts; a question is worth its points when it is right."""
    questions = tuple(
        QuestionGrade(
            id=problem.id,
            verdict=verdict,
            points=Decimal(verdict == "right"),
            max_points=Decimal(1),
            mistakes=() if verdict == "right" else mistakes,
            message=message or say("wrong_hidden"),
            told=lines or (Line("fact", message or say("wrong_hidden")),),
        )
        for problem, verdict in zip(problems.problems, verdicts, strict=True)
    )
    score = sum((question.points for question in questions), Decimal(0))
    return Grade(student, "mse", ("work.py",), "00", status, score, Decimal(2), questions, HANDED_IN)


def pictures(html: str) -> list[str]:
    """The SVG of every picture in a page."""
    return [base64.b64decode(data).decode() for data in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", html)]


def test_what_a_student_made_is_never_live_html(problems: ProblemSet) -> None:
    text = Text(HOSTILE, f"· {HOSTILE}")
    hostile = replace(
        made(problems, student=HOSTILE, mistakes=(HOSTILE,), lines=(Line("mistake", text, r"\text{<script>}"),)),
        submission=(HOSTILE,),
        remarks=(text,),
    )
    for html in (pages.feedback(hostile, problems), pages.report([hostile], problems, [HOSTILE])):
        page = Page(html)
        assert "script" not in page.tags
        assert not {name for name, _ in page.attributes if name.startswith("on")}
        assert "<script>alert(1)</script>" in page.text
        assert "\u202e" not in html


def test_a_formula_that_is_not_the_course_s_own_is_shown_as_text(problems: ProblemSet) -> None:
    text = Text("一つ", "one")
    two = tuple(Line("mistake", text, formula) for formula in (r"r_i^2", r"L = \frac{1}{N} S"))
    own = Page(pages.feedback(made(problems, ("wrong", "wrong"), lines=two), problems))
    foreign = Page(pages.feedback(made(problems, lines=(Line("mistake", text, r"\text{<math>}"),)), problems))
    assert own.tags.count("math") == 2 * len(problems.problems)
    assert "mfrac" in own.tags
    assert "math" not in foreign.tags
    assert r"\text{<math>}" in foreign.text


def test_backticks_become_code_and_several_mistakes_a_list(problems: ProblemSet) -> None:
    lines = (
        Line("lead", Text("`mse` は", "`mse` is")),
        Line("mistake", Text("一つ", "one")),
        Line("mistake", Text("二つ", "two")),
        Line("fact", Text("終わり", "end, ` alone")),
        Line("fact", Text("職員", "staff"), staff=True),
    )
    html = pages.feedback(made(problems, lines=lines), problems)
    assert '<div class="mistake"><p><code>mse</code> は</p><ul><li>一つ</li><li>二つ</li></ul></div>' in html
    assert '<li>two</li></ul></div><div class="shows"><p>end, ` alone</p></div>' in html
    assert "職員" not in html


@pytest.mark.parametrize("languages", [("ja", "en"), ("en",)])
def test_a_page_speaks_the_assignment_s_languages(problems: ProblemSet, languages: tuple[str, ...]) -> None:
    spoken = problemset.ProblemSet(problems.course, replace(problems.assignment, languages=languages), problems.items)
    page = Page(pages.feedback(made(problems), spoken))
    assert page.values("lang")[0] == languages[0]
    assert set(page.values("lang")) == set(languages)
    for language in LANGUAGES:
        assert (say("report_verdict_wrong").get(language) in page.text) == (language in languages)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_words_a_symbol_and_a_colour(problems: ProblemSet, verdict: Verdict) -> None:
    page = Page(pages.feedback(made(problems, (verdict, "right")), problems))
    words = say(f"report_verdict_{verdict}")
    assert words.ja in page.text
    assert words.en in page.text
    assert f"{LOOKS[verdict].symbol}{words.ja}" in page.text
    assert LOOKS[verdict].group in plots.COLOURS


def test_symbols_differ_wherever_colours_do() -> None:
    tones: dict[str, set[str]] = {}
    for look in LOOKS.values():
        tones.setdefault(look.symbol, set()).add(look.tone)
    assert all(len(found) == 1 for found in tones.values())


@pytest.mark.parametrize("status", [status for status in get_args(Status) if status != "graded"])
def test_a_status_is_told_in_words(problems: ProblemSet, status: Status) -> None:
    page = Page(pages.feedback(made(problems, status=status), problems))
    assert say(f"report_status_{status}").ja in page.text


def test_why_nothing_was_graded_is_said_once(problems: ProblemSet) -> None:
    message = say("collect_no_code")
    grade = made(problems, ("unreadable", "unreadable"), status="unreadable", message=message)
    assert pages.feedback(grade, problems).count(message.en) == 1


def test_the_time_of_hand_in_is_told_in_the_assignment_s_zone(problems: ProblemSet) -> None:
    known, unknown = made(problems), replace(made(problems), submitted_at=None)
    missing = replace(unknown, status="missing")
    assert "2027-05-23 14:59 (UTC)" in Page(pages.feedback(known, problems)).text
    assert say("report_time_unknown").ja in Page(pages.feedback(unknown, problems)).text
    assert say("report_time_unknown").ja not in Page(pages.feedback(missing, problems)).text


def test_points_show_no_binary_fractions(problems: ProblemSet) -> None:
    grade = replace(made(problems), score=0.1 + 0.2, max_score=16.0)
    text = Page(pages.feedback(grade, problems)).text
    assert "0.3 / 16" in text
    assert "0.30000000000000004" not in text


def test_a_student_s_page_does_not_wait_for_matplotlib() -> None:
    code = "import sys, grader.report.pages; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_mean_and_median_leave_out_those_who_handed_in_nothing(problems: ProblemSet) -> None:
    nothing = made(problems, ("missing", "missing"), status="missing")
    grades = [made(problems, ("right", "right")), made(problems), made(problems), nothing]
    summary = summarise(grades, problems)
    assert summary.mean == pytest.approx(4 / 3)
    assert summary.middle == 1
    assert summary.counts["handed in"] == 3
    assert summary.counts["not handed in"] == 1
    assert summary.groups["mse.function"] == {"right": 3}
    assert summary.groups["mse.number"] == {"right": 1, "wrong": 2}


def test_a_mistake_counts_a_student_once(problems: ProblemSet) -> None:
    twice = made(problems, ("wrong", "wrong"), student="a", mistakes=("MSE01", "MSE02"))
    once = made(problems, student="b", mistakes=("MSE02",))
    mistakes = summarise([twice, once], problems).mistakes
    assert [(mistake.id, mistake.students) for mistake in mistakes] == [("MSE02", ("a", "b")), ("MSE01", ("a",))]
    text = problems.problems[0].solution.mistakes["MSE01"].text
    page = Page(pages.report([twice, once], problems, ()))
    assert text.ja in page.text
    assert text.en in page.text


def test_faults_of_the_grader_come_before_everything_else(problems: ProblemSet) -> None:
    whole = made(problems, ("grader_error", "grader_error"), student="a", status="grader_error")
    single = made(problems, ("right", "grader_error"), student="b")
    text = Page(pages.report([made(problems), whole, single], problems, ())).text
    assert text.index("The grader failed on 2 students") < text.index("handed in")
    assert "a: all questions" in text
    assert "b: mse.number" in text
    assert "The grader failed" not in pages.report([made(problems)], problems, ())


def test_a_student_is_linked_by_a_quoted_name(problems: ProblemSet) -> None:
    student = "山田 #1?/%"
    (link,) = Page(pages.report([made(problems, student=student)], problems, ())).values("href")
    assert not set(" #?").intersection(link)
    assert unquote(link) == f"feedback/{student}.html"
    assert link.count("/") == 1


def test_any_class_makes_a_page(problems: ProblemSet) -> None:
    missing = made(problems, ("missing", "missing"), status="missing")
    assert "There are no students." in Page(pages.report([], problems, ["no keys"])).text
    assert "Nobody has handed in anything." in Page(pages.report([missing] * 3, problems, ())).text
    assert len(pictures(pages.report([made(problems, ("right", "right"))], problems, ()))) == 2
    assert len(pictures(pages.report([made(problems, mistakes=("MSE01",))], problems, ()))) == 3


def test_a_report_is_the_same_bytes_every_time(problems: ProblemSet) -> None:
    grades = [made(problems, mistakes=("MSE01",)), made(problems, ("right", "carried"), student="b")]
    assert pages.report(grades, problems, ()) == pages.report(grades, problems, ())


def test_pictures_are_svg_whose_text_is_text_and_whose_references_do_not_clash(problems: ProblemSet) -> None:
    svgs = pictures(pages.report([made(problems, mistakes=("$x$ <MSE>",))], problems, ()))
    texts = [{element.text for element in ET.fromstring(svg).iter() if element.tag.endswith("text")} for svg in svgs]  # noqa: S314 - our own
    references = [set(re.findall(r"url\(#(\w+)\)", svg)) for svg in svgs]
    assert {"points", "median 1"} <= texts[0]
    assert {"right", "wrong"} <= texts[1]
    assert "$x$ <MSE>" in texts[2]
    assert all(references)
    assert len(set.union(*references)) == sum(len(found) for found in references)


@pytest.mark.parametrize(
    ("scores", "highest"), [([0.0], 16.0), ([0.25, 1.0], 1.0), ([640.0, 1.0], 640.0), ([3.0], 0.1)]
)
def test_every_mark_falls_into_a_bar(scores: list[float], highest: float) -> None:
    shown = [element.text for element in ET.fromstring(plots.marks(scores, highest)).iter() if element.text]  # noqa: S314 - our own
    assert shown.count("1") >= len(scores)
