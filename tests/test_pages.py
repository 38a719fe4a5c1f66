"""What students and staff read of the kinds that are answered by letters, blanks, repairs and from pictures."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

from grader import collect, course, typeset
from grader.collect.load import File, Loaded
from grader.exercise import problemset
from grader.exercise.kinds import DebugQuestion
from grader.exercise.problemset import ProblemSet
from grader.grade import Grader
from grader.make import handout, keys, prompts, worked
from grader.make.handout import Sheet
from grader.make.ring import KeyRing
from grader.make.sampling import Data
from grader.records import Grade, Text
from grader.report import pages
from grader.sandbox import Box

SECRET, STUDENT = b"pages", "s001"

Sheets = Callable[..., Sheet]
Graded = Callable[[str], Grade]


@pytest.fixture(scope="module")
def problems() -> ProblemSet:
    return problemset.load(course.find(), "kinds")


@pytest.fixture(scope="module")
def data(problems: ProblemSet) -> dict[str, Data]:
    return keys.variant(problems, SECRET, STUDENT)[0]


@pytest.fixture(scope="module")
def sheets(problems: ProblemSet, data: dict[str, Data]) -> Sheets:
    functions = keys.function_keys(problems, SECRET)
    return lambda *languages: Sheet(STUDENT, problems, data, functions, languages)


@pytest.fixture(scope="module")
def graded(problems: ProblemSet) -> Iterator[Graded]:
    grader = Grader(KeyRing(problems, secret=SECRET))
    with Box() as box:
        yield lambda source: grader.grade(
            collect.read(Loaded(STUDENT, (File("work.py", "py", source.encode()),)), problems.wanted), box
        )


def cards(page: str) -> list[str]:
    return re.findall(r"<article.*?</article>", page, re.DOTALL)


def card(page: str, title: str) -> str:
    """The one card whose heading has this in it."""
    (found,) = (one for one in cards(page) if title in one[: one.index("</h2>")])
    return found


def answer(problems: ProblemSet, data: dict[str, Data], question: str, *mistakes: str) -> str:
    """What is handed in for one question, right or with mistakes."""
    (problem,) = (one for one in problems.problems if one.id == question)
    made = [one for one in problem.solution.mistakes_of(problem.steps) if one.id in mistakes]
    return problem.written(data[question], made)


def told(grade: Grade, question: str) -> list[Text]:
    (found,) = (one for one in grade.questions if one.id == question)
    return [line.text for line in found.told]


# --- sheet and notebook


def test_a_question_is_called_by_its_own_title_or_by_that_of_its_exercise(sheets: Sheets) -> None:
    page = handout.page(sheets("en"))
    assert card(page, "Question 7: One step of gradient descent")
    assert card(page, "Question 10: The size of the learning rate")
    assert "Question 10: The size of the learning rate" in handout.notebook(sheets("en"))


@pytest.mark.parametrize("languages", [("ja", "en"), ("en", "ja"), ("en",)])
def test_code_to_be_repaired_stands_once_beneath_the_first_prompt(sheets: Sheets, languages: tuple[str, ...]) -> None:
    title = {"ja": "二乗和誤差の関数の修正", "en": "Repairing a mean squared error"}[languages[0]]
    first, *others = re.findall(r"<section.*?</section>", card(handout.page(sheets(*languages)), title), re.DOTALL)
    assert first.index("def lecture_loss") < first.index("# →")
    assert not any("def lecture_loss" in other for other in others)


@pytest.mark.parametrize(
    ("title", "names", "letters"),
    [
        ("Question 1: Sum of squared errors", [""], False),
        ("Question 4: Mean squared error", ["S", "L"], False),
        ("Repairing a mean squared error", [], False),
        ("What training repeats", [""], True),
        ("A step read off a graph", [""], False),
        ("Learning rates and how the loss falls", [""], True),
        ("The forward pass step by step", ["mu", "h", "mu5", "y"], False),
    ],
)
def test_paper_has_room_for_every_blank(sheets: Sheets, title: str, names: list[str], letters: bool) -> None:  # noqa: FBT001
    rooms = re.findall(
        r'<div class="answer( letters)?">(?:<code>(\w+)</code>)?', card(handout.page(sheets("en")), title)
    )
    assert [name for _, name in rooms] == names
    assert all(bool(small) == letters for small, _ in rooms)


def test_a_broken_line_of_japanese_makes_no_space(problems: ProblemSet, data: dict[str, Data]) -> None:
    japanese = "[\u3000-\u30ff\u3400-\u9fff]"
    for problem in problems.problems:
        text = prompts.prompt(problem, data.get(problem.id, {}), "ja")
        assert not re.search(rf"{japanese}\n{japanese}|[、。]\n[^\n|-]", text), text


def test_english_and_lists_and_tables_keep_their_lines(problems: ProblemSet, data: dict[str, Data]) -> None:
    (chain,) = (one for one in problems.problems if one.id == "fwd.chain")
    japanese, english = (prompts.prompt(chain, data["fwd.chain"], one) for one in ("ja", "en"))
    for text in (japanese, english):
        page = typeset.to_html(text)
        assert page.count("<li>") == len(chain.question.parts)
        assert page.count("<table>") == 1
    assert "in order,\n" not in japanese
    assert ",\nthe biases" in english


def test_a_picture_in_a_notebook_is_a_png_on_one_line_with_words_for_it(sheets: Sheets) -> None:
    texts = {cell["id"]: "".join(cell["source"]) for cell in json.loads(handout.notebook(sheets("ja", "en")))["cells"]}
    for question in ("gd-curve", "gd-descents", "fwd-network"):
        pictures = re.findall(
            r"^!\[(.+)\]\(data:image/png;base64,([\w+/=]+)\)$", texts[f"{question}-text"], re.MULTILINE
        )
        assert len(pictures) == 2
        for words, content in pictures:
            assert len(words) > 40
            assert base64.b64decode(content).startswith(b"\x89PNG")
            assert len(content) < 40_000


# --- worked solutions


def test_a_worked_choice_says_the_right_option_and_an_ordering_the_order(sheets: Sheets) -> None:
    page = worked.page(sheets("en"))
    choice = card(page, "8. A step where the slope is negative")
    assert re.search(
        r'class="final">\s*<ul>\s*<li><strong>[A-D]\.</strong> <span[^>]*><math.*?becomes larger\.</li>\s*</ul>', choice
    )
    ordering = card(page, "11. What training repeats")
    right = ordering[ordering.index('class="final"') :]
    places = [
        right.index(text)
        for text in ("of a set of images", "is computed from", "with respect to", "are updated", "The next set")
    ]
    assert places == sorted(places)
    assert "is a negative number" not in right


def test_a_worked_choice_among_values_names_it_once(sheets: Sheets) -> None:
    assert card(worked.page(sheets("ja", "en")), "問9 更新後の重み").count('class="final') == 2


def test_a_worked_repair_shows_what_was_wrong_and_code_that_is_right(
    sheets: Sheets, problems: ProblemSet, graded: Graded
) -> None:
    page = html.unescape(worked.page(sheets("ja", "en")))
    repaired = [
        re.findall(r'<pre class="final">(.*?)</pre>', one, re.DOTALL)[0] for one in cards(page) if "の修正" in one
    ]
    asked = [one for one in problems.problems if isinstance(one.question, DebugQuestion)]
    verdicts = {one.id: one.verdict for one in graded("import numpy as np\n" + "\n".join(repaired)).questions}
    assert [verdicts[one.id] for one in asked] == ["right", "right"]
    for one in asked:
        for repair in one.solution.repairs[one.question.id].values():
            assert f"<code>{repair.wrong}</code> → <code>{repair.right}</code>" in page


# --- feedback, report, check


def test_a_chosen_option_is_told_with_its_text_and_without_latex(
    problems: ProblemSet, data: dict[str, Data], graded: Graded
) -> None:
    (problem,) = (one for one in problems.problems if one.id == "gd.rates")
    tries = [one for one in problem.question.tries(problem.solution, data["gd.rates"]) if one.told == "all wrong ones"]
    lines = told(graded(tries[0].source), "gd.rates")
    (chosen,) = (line for line in lines if line.en.startswith("Your choice"))
    assert "The larger α is, the faster it converges." in chosen.en
    assert "α は大きいほど速く収束する。" in chosen.ja


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("$w$ は小さくなる。", "w は小さくなる。"),
        (r"$\alpha$ is $-\frac{\partial L}{\partial w}$", "α is −∂L/∂w"),
        (r"$\sum_{i}^{N} x$ and 5 $", r"$\sum_{i}^{N} x$ and 5 $"),
        (r"$\mathrm{relu}(x)$", r"$\mathrm{relu}(x)$"),
    ],
)
def test_a_formula_in_a_sentence_is_written_in_signs_where_they_are_enough(sentence: str, shown: str) -> None:
    assert typeset.to_text(sentence) == shown


@pytest.mark.parametrize(
    ("blank", "value", "place"),
    [
        ("mu", "[[{0}, {1}, {2}, {3}], [{4}, 9.5, {6}, {7}]]", "2 番目のリストの 2 番目の数"),
        ("mu5", "[{0}, 9.5]", "2 個の数のうち 2 番目"),
    ],
)
def test_a_chain_says_where_its_first_wrong_blank_goes_wrong(
    problems: ProblemSet, data: dict[str, Data], graded: Graded, blank: str, value: str, place: str
) -> None:
    scope: dict[str, dict[str, list[Any]]] = {}
    exec(answer(problems, data, "fwd.chain"), {}, scope)  # noqa: S102 - the reference, written as a student would
    flat = [number for row in scope["fwd_chain"][blank] for number in (row if isinstance(row, list) else [row])]
    source = f"fwd_chain = {scope['fwd_chain']}\nfwd_chain[{blank!r}] = {value.format(*flat)}\n"
    lines = [line.ja for line in told(graded(source), "fwd.chain")]
    assert any(f"`{blank}`" in line and place in line for line in lines)


def test_what_was_not_repaired_is_told_first(graded: Graded, problems: ProblemSet) -> None:
    (problem,) = (one for one in problems.problems if one.id == "mse.debug")
    (unchanged, changed, *_) = problem.question.tries(problem.solution, {})
    assert "as it was handed out" in told(graded(unchanged.source), "mse.debug")[0].en
    first, *others = told(graded(changed.source), "mse.debug")
    assert "nothing of what was wrong in it is repaired" in first.en
    assert any("smallest inputs" in line.en for line in others)


def test_the_class_report_tells_notions_like_mistakes(
    problems: ProblemSet, graded: Graded, data: dict[str, Data]
) -> None:
    (problem,) = (one for one in problems.problems if one.id == "gd.loop")
    (turned, *_) = problem.question.tries(problem.solution, data["gd.loop"])
    page = pages.report([graded(turned.source)], problems, [], pictured=False)
    assert "GD15" in page
    assert "The loss L needs the outputs y first" in page
    assert "no mistake of this id" not in page


def test_pictures_of_the_report_are_as_wide_as_the_page(problems: ProblemSet, graded: Graded) -> None:
    page = pages.report([graded("sse_value = 1")], problems, [])
    assert '<section class="picture">' in page
    assert not re.search(r"(?<!img)\.picture \{[^}]*max-width", page)


HELP = {
    "gd_direction = A": ('`gd_direction = "A"`', "Letters need quotes"),
    "gd_loop = 'ABC'": ("5 個の記号をすべて 1 回ずつ", "each of the 5 letters"),
    "gd_descents = 3": ("`3`", "cannot be read as an answer"),
    "fwd_chain = {'mu': [[1, 2, 3, 4]] * 2, 'h': None, 'mu5': None, 'y': None}": (
        "まだ空です",
        "`fwd_chain['h']` is not there",
    ),
}


@pytest.mark.parametrize("source", HELP)
def test_a_check_says_what_stands_in_the_way_of_reading(grader: Command, tmp_path: Path, source: str) -> None:
    (tmp_path / "work.py").write_text(source + "\n", encoding="utf-8")
    for language, sentence in zip(("ja", "en"), HELP[source], strict=True):
        asked = ("--assignment", "kinds", "--language", language)
        assert sentence in grader("check", tmp_path / "work.py", *asked).err


def test_a_check_of_the_untouched_notebook_lists_code_as_not_repaired(
    grader: Command, tmp_path: Path, sheets: Sheets
) -> None:
    (tmp_path / "kinds.ipynb").write_text(handout.notebook(sheets("en")), encoding="utf-8")
    told_to = grader("check", tmp_path / "kinds.ipynb", "--assignment", "kinds", "--language", "en").err
    assert "×" not in told_to
    (line,) = (one for one in told_to.splitlines() if one.startswith("Functions not repaired yet"))
    assert "lecture_loss" in line
    assert "network_gradients" in line
