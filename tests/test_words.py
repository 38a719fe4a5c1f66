"""Every sentence that a student can see is there in both languages, is used, and gets all that it needs."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import grader
from grader.course import shipped_templates
from grader.errors import CourseError
from grader.handing import Why
from grader.records import LANGUAGES, AnswerStatus, Group, Language, Status, Text, Verdict
from grader.words import has, load, printable, say

PREFIXES = {
    "collect_attempt_": {"count", "file"},
    "cells_": {"count"},
    "group_": set[str](),
    "report_status_": set[str](),
    "report_verdict_": set[str](),
    "ended_": {"name", "reason", "limit"},
    "hidden_": {"name"},
    "reason_": set[str](),
    "refused_": set[str](),
    "usual_": set[str](),
}
"""Codes that are put together when the program runs, and the values that their sentences get."""

KANA = re.compile(r"[\u3040-\u30ff]")


def placeholders(code: str, language: Language = "en") -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(load(language)[code]) if name is not None}


def trees() -> list[ast.Module]:
    folder = Path(grader.__file__).parent
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))]


def strings(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def calls(*names: str) -> list[tuple[ast.Call, ast.expr]]:
    """The calls of these functions, and the argument that is the code: the second one of a line, after its role."""
    return [
        (node, node.args[node.func.id == "line"])
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args
    ]


def codes_in(code: ast.expr) -> set[str]:
    """The codes that stand there word for word."""
    return set() if isinstance(code, ast.JoinedStr) else strings(code)


def in_templates() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in shipped_templates().glob("*.j2")]
    return {code for source in sources for code in re.findall(r'say\("(\w+)"', source)}


def said() -> set[str]:
    return in_templates().union(*(codes_in(code) for _, code in calls("say", "line", "has", "Refused")))


def test_both_languages_have_the_same_codes() -> None:
    assert list(load("ja")) == list(load("en"))


@pytest.mark.parametrize("code", load("en"))
def test_both_languages_put_in_the_same_values(code: str) -> None:
    assert placeholders(code, "ja") == placeholders(code, "en")
    assert all(load(language)[code].strip() for language in LANGUAGES)


def test_english_sentences_hold_no_japanese() -> None:
    assert [code for code, sentence in load("en").items() if KANA.search(sentence)] == []


def test_every_code_that_is_said_has_a_sentence() -> None:
    assert len(said()) > 50
    assert {code for code in said() if not has(code)} == set()


def test_every_code_put_together_has_a_sentence() -> None:
    wanted = [f"report_status_{status}" for status in get_args(Status) if status != "graded"]
    wanted += [f"report_verdict_{verdict}" for verdict in get_args(Verdict)]
    wanted += [f"collect_attempt_{why}" for why in get_args(Why)]
    wanted += [f"group_{group}" for group in get_args(Group)]
    wanted += [f"ended_{status}" for status in get_args(AnswerStatus) if status not in {"done", "missing"}]
    assert [code for code in wanted if not has(code)] == []


def test_no_sentence_is_unused() -> None:
    """A code is said in place, or named in a constant of two words and more, or begins with a prefix."""
    named = said() | {text for tree in trees() for text in strings(tree) if "_" in text}
    assert [code for code in load("en") if code not in named and not code.startswith(tuple(PREFIXES))] == []


def test_the_prefixes_are_those_of_the_program() -> None:
    found = {
        code.values[0].value
        for _, code in calls("say", "line", "has")
        if isinstance(code, ast.JoinedStr) and isinstance(code.values[0], ast.Constant)
    }
    assert found | {"usual_"} == set(PREFIXES)


def test_every_sentence_gets_the_values_that_it_puts_in() -> None:
    lacking = []
    for function, given in (("say", set[str]()), ("line", set[str]()), ("Refused", {"file"})):
        for node, code in calls(function):
            values = given | {keyword.arg for keyword in node.keywords if keyword.arg is not None}
            lacking += [(one, node.lineno) for one in sorted(codes_in(code)) if not placeholders(one) <= values]
    for one in load("en"):
        lacking += [
            (one, 0) for prefix, values in PREFIXES.items() if one.startswith(prefix) and placeholders(one) - values
        ]
    assert lacking == []


def test_every_value_that_is_given_is_put_in() -> None:
    idle = []
    for node, code in calls("say", "line", "Refused"):
        codes = codes_in(code)
        used = set[str]().union(*(placeholders(one) for one in codes))
        idle += [(codes, keyword.arg) for keyword in node.keywords if codes and keyword.arg and keyword.arg not in used]
    assert idle == []


def test_a_value_may_be_a_text_in_both_languages() -> None:
    told = say("misnamed_function", similar=Text("あれ", "that"), name="mse")
    assert "あれ" in told.ja
    assert "that" in told.en
    assert "あれ" not in told.en


@pytest.mark.parametrize("value", ["{name}", "{0}", "{similar.__class__}", "}{", "%s", "\\"])
def test_a_value_of_a_students_is_put_in_as_it_is(value: str) -> None:
    told = say("misnamed_function", similar=value, name="mse")
    assert value in told.ja
    assert value in told.en


def test_a_sentence_that_is_missing_is_told_with_its_file() -> None:
    with pytest.raises(CourseError, match=r"words\.(ja|en)\.yaml: the sentence 'no_such_code'"):
        say("no_such_code")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mse", "mse"),
        ("二乗和", "二乗和"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\u202eexe.py", "a\ufffdexe.py"),
        ("a\u200bb\u2028c\ud800", "a\ufffdb\ufffdc\ufffd"),
        ("か\u3099", "が"),
    ],
)
def test_what_disturbs_a_terminal_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("length", [299, 300, 301, 1200])
def test_what_is_printed_is_short_and_keeps_both_ends(length: int) -> None:
    shown = printable("<" + "x" * (length - 2) + ">")
    assert len(shown) == min(length, 300)
    assert (shown[0], shown[-1]) == ("<", ">")


def test_a_text_without_end_is_printed_at_once() -> None:
    assert len(printable("か\u3099" * 10**6)) <= 300
