"""What is right, what is called wrong, and whose mistake it was: the one module that decides."""

from __future__ import annotations

import subprocess
import sys
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader import compare
from grader.compare import (
    ROUNDOFF,
    Layout,
    Piece,
    Tolerance,
    Ways,
    as_number,
    as_result,
    difference,
    rounded_early,
    rounds_to,
    same,
    unread_part,
)
from grader.records import Case, Key

repeatable = settings(derandomize=True, deadline=None, max_examples=80)
values = st.floats(-100, 100, width=32)


def result(*parts: Any) -> compare.Result:
    return tuple(np.array(part, dtype=np.float64) for part in parts)


def judged(value: Any, right: Any, scale: float = 1.0, slack: float = 0.0) -> str:
    """The verdict on one returned value; a right one may be off by twenty roundoffs of ``scale``."""
    expected = result(right)
    read = as_result(value, 1)
    assert read is not None
    sizes = Tolerance(result(np.full(expected[0].shape, 20 * scale)), result(np.full(expected[0].shape, slack)))
    return difference(read[0], expected, sizes).seen


def test_the_module_needs_nothing_but_numpy() -> None:
    """It is copied beside notebooks and pages, where the package is not installed."""
    script = "import sys; sys.path.insert(0, sys.argv[1]); import compare; print('grader' in sys.modules)"
    folder = str(Path(compare.__file__).parent)
    done = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def case(*expected: Any, **mistakes: Any) -> Case:
    """A case whose right results may be off by a roundoff of one."""
    right = result(*expected)
    ones, zeros = tuple(map(np.ones_like, right)), tuple(map(np.zeros_like, right))
    return Case({}, right, ones, zeros, {name: result(*wrong) for name, wrong in mistakes.items()})


@pytest.mark.parametrize(
    "came",
    [
        [([1, 2], [3, 4], [5, 6]), ([7, 8],)],
        [([1, 2], [3, 4], [5, 6], [7, 8]), None],
        [([1, 2], [3, 4], [5, 6], [7, 8]), ()],
        [([1, 2],), ([3, 4], [5, 6], [7, 8])],
    ],
)
def test_what_belongs_to_one_call_is_not_taken_for_another(came: list[Any]) -> None:
    key = Key("q", "function", "f", (case([1, 2], [3, 4]), case([5, 6], [7, 8])))
    values = [None if value is None else result(*value) for value in came]
    assert compare.check(key, [result([1, 2], [3, 4]), result([5, 6], [7, 8])]).verdict == "right"
    assert compare.check(key, values).cases == (None, None)


# --- reading what came back


@pytest.mark.parametrize("value", [0.25, np.float64(0.25), np.array(0.25), [0.25], (0.25,), np.array([0.25]), [[0.25]]])
def test_a_scalar_may_come_with_axes_of_length_one(value: Any) -> None:
    assert judged(value, 0.25) == "right"


@pytest.mark.parametrize("value", [[1, 2.5], (1, 2.5), np.array([[1], [2.5]]), np.array([[1, 2.5]])])
def test_a_vector_may_come_as_list_or_as_column(value: Any) -> None:
    assert judged(value, [1, 2.5]) == "right"


@pytest.mark.parametrize(("value", "right"), [(True, 1), (3, 3), ([True, False], [1, 0]), (np.int32(7), 7)])
def test_whole_numbers_and_truth_values_count_as_numbers(value: Any, right: Any) -> None:
    assert judged(value, right, scale=0) == "right"


@pytest.mark.parametrize(
    "value",
    [
        None,
        "0.25",
        b"1",
        1j,
        {},
        {"a": 1},
        {1},
        [[1, 2], [3]],
        [1, [2]],
        [1, "2"],
        ["1"],
        [None],
        [10**400],
        10**400,
        [1.0, 10**400],
        [np.zeros(2), np.zeros(3)],
        np.array(["a"]),
        np.array([1], dtype="datetime64[D]"),
    ],
)
def test_what_is_no_array_of_real_numbers_is_refused(value: Any) -> None:
    assert as_result(value, 1) is None
    assert as_result((1.0, value), 2) is None


def test_a_list_nested_a_thousand_times_is_refused() -> None:
    value: list[Any] = [1.0]
    for _ in range(1000):
        value = [value]
    assert as_result(value, 1) is None


@pytest.mark.parametrize("value", [0.5, (1.0,), (1.0, 2.0, 3.0), np.array([1.0, 2.0])])
def test_two_results_are_taken_only_from_two(value: Any) -> None:
    assert as_result(value, 2) is None


def test_the_lowest_precision_of_several_results_is_found() -> None:
    read = as_result((np.float32(1), [1.0], np.float64(2)), 3)
    assert read is not None
    assert read[1] == "float32"
    assert {array.dtype for array in read[0]} == {np.dtype(np.float64)}


@repeatable
@given(arrays(np.float64, array_shapes(min_dims=0, max_dims=3, max_side=3), elements=values))
def test_lists_and_arrays_read_the_same(array: np.ndarray) -> None:
    from_array, from_list = as_result(array, 1), as_result(array.tolist(), 1)
    assert from_array is not None
    assert from_list is not None
    np.testing.assert_array_equal(from_array[0][0], from_list[0][0])


# --- right or wrong: shape, then NaN and infinity, then values


@pytest.mark.parametrize(
    ("value", "right", "verdict"),
    [
        ([np.nan, 1, 2], [1, 2], "wrong_shape"),
        ([], 1.0, "wrong_shape"),
        ([[1, 2], [3, 4]], [1, 2, 3, 4], "wrong_shape"),
        ([[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]], "wrong_shape"),
        ([np.nan, 9], [1, 2], "not_finite"),
        ([1, np.inf], [1, 2], "not_finite"),
        ([1, -np.inf], [1, 2], "not_finite"),
        ([1, 3], [1, 2], "wrong"),
        ([1, 2], [1, 2], "right"),
    ],
)
def test_the_first_fault_is_the_one_that_is_told(value: Any, right: Any, verdict: str) -> None:
    assert judged(value, right) == verdict


def test_every_one_of_several_results_must_be_right() -> None:
    one = Tolerance(result(1, [1, 1]), result(0, [0, 0]))
    assert difference(result(1, [2, 3]), result(1, [2, 3]), one).seen == "right"
    assert difference(result(1, [2, 4]), result(1, [2, 3]), one).seen == "wrong"
    assert difference(result(1, [2, np.nan]), result(5, [2, 3]), one).seen == "not_finite"


def test_a_gradient_of_1e_9_is_not_swallowed() -> None:
    assert judged(0.0, 1e-9, scale=3e-9) == "wrong"
    assert judged(1.00001e-9, 1e-9, scale=3e-9) == "wrong"
    assert judged(1e-9 * (1 + 1e-12), 1e-9, scale=3e-9) == "right"


def test_cancellation_is_forgiven_in_proportion_to_what_was_cancelled() -> None:
    assert judged(1e-9 + 2e-16, 1e-9, scale=4.0) == "right"
    assert (
        difference(result(1e-9 + 1e-6), result(1e-9), Tolerance(result(4.0), result(0.0))).units > ROUNDOFF["float32"]
    )


def test_slack_is_an_allowance_beside_the_scale() -> None:
    assert judged(0.3 + 9e-7, 0.3, scale=0.0, slack=1e-6) == "right"
    assert judged(0.3 + 2e-6, 0.3, scale=0.0, slack=1e-6) == "wrong"


def test_the_precision_of_the_work_is_seen_in_its_error() -> None:
    right, scale = result(0.264882), Tolerance(result(10.0), result(0.0))
    for error, seen, precision in (
        (0.0, "right", "float64"),
        (9 * 2.0**-53, "right", "float64"),
        (9 * 2.0**-52, "right", "float32"),
        (9 * 2.0**-24, "right", "float32"),
        (9 * 2.0**-23, "wrong", "float16"),
        (9 * 2.0**-11, "wrong", "float16"),
        (0.1, "wrong", None),
    ):
        compared = difference(result(0.264882 + error), right, scale)
        assert (compared.seen, compared.precision) == (seen, precision), error


def test_where_no_error_is_excused_only_the_value_itself_is_right() -> None:
    nothing = Tolerance(result(0.0), result(0.0))
    assert difference(result(0.0), result(0.0), nothing).seen == "right"
    assert difference(result(5e-324), result(0.0), nothing).seen == "wrong"


def test_the_broadcasting_bug_on_the_lectures_own_data_is_wrong() -> None:
    """0.266423 for 0.264882: a tolerance of 1 % would call it right."""
    y, t = np.array([0.54587066, 0.5448884, 0.53991485]), np.array([1.0, 0.0, 0.0])
    right, bug = np.mean((y - t) ** 2), np.mean((y[:, None] - t) ** 2)
    assert (round(right, 6), round(bug, 6)) == (0.264882, 0.266423)
    assert judged(bug, right) == "wrong"
    assert named([result(bug)], [result(right)], {"MSE10": [result(bug)]}) == ["MSE10"]


# --- whose value it is


def test_values_agree_relative_to_the_largest_element() -> None:
    assert same(result([1000.0, 1e-4]), result([1000.0, 0.0]))
    assert not same(result([1000.0, 1e-2]), result([1000.0, 0.0]))
    assert not same(result(1e-9), result(2e-9))


def test_nan_and_infinity_agree_with_themselves_only() -> None:
    assert same(result([np.nan, np.inf, 1]), result([np.nan, np.inf, 1]))
    for other in ([np.nan, -np.inf, 1], [0, np.inf, 1], [np.nan, np.inf, 2], [np.nan, np.inf, np.nan]):
        assert not same(result(other), result([np.nan, np.inf, 1]))


@repeatable
@given(
    arrays(np.float64, array_shapes(min_dims=0, max_dims=2, max_side=3), elements=st.floats()),
    arrays(np.float64, array_shapes(min_dims=0, max_dims=2, max_side=3), elements=st.floats()),
)
def test_any_values_can_be_compared_and_agree_with_themselves(a: np.ndarray, b: np.ndarray) -> None:
    tolerance = Tolerance((np.ones(b.shape),), (np.zeros(b.shape),))
    assert same((a,), (a,))
    assert difference((a,), (b,), tolerance).seen in {"right", "wrong_shape", "not_finite", "wrong"}
    assert isinstance(same((a,), (b,)), bool)
    assert isinstance(rounds_to(a.ravel(), b, 3), bool)


def named(
    results: list[compare.Result | None],
    expected: list[compare.Result],
    answers: dict[str, list[compare.Result]],
    slack: float = 0.0,
) -> list[str]:
    """The ways that fit every result and show in one of them."""
    ways = Ways(expected, [result(slack)] * len(expected), answers)
    told = [one is not None for one in results]
    fits = ways.fit(results).all(axis=1) & (ways.shows & told).any(axis=1)
    return [ways.ways[row] for row in np.flatnonzero(fits)]


def test_a_way_is_told_by_all_results_that_came() -> None:
    expected = [result(1), result(2), result(3)]
    answers = {
        "ONE": [result(1), result(7), result(7)],
        "BOTH": [result(5), result(7), result(7)],
        "NOT": [result(5), result(8), result(8)],
    }
    assert named([result(5), result(7), result(7)], expected, answers) == ["BOTH"]
    assert named([None, result(7), result(7)], expected, answers) == ["ONE", "BOTH"]
    assert named([result(1), result(7), result(7)], expected, answers) == ["ONE"]


def test_what_shows_in_no_case_is_not_named() -> None:
    assert named([result(1)], [result(1)], {"TIE": [result(1)]}) == []
    assert named([None], [result(1)], {"ANY": [result(2)]}) == []


def test_a_liberty_that_costs_nothing_does_not_hide_the_mistake() -> None:
    assert named([result(7.00003)], [result(5)], {"BCE08": [result(7)]}) == []
    assert named([result(7.00003)], [result(5)], {"BCE08": [result(7)]}, slack=2e-5) == ["BCE08"]


@repeatable
@given(st.data())
def test_many_ways_at_once_fit_as_each_alone(data: st.DataObject) -> None:
    """Shapes, NaN, infinity and cases of several results: the table of all ways says what pairwise comparison says."""
    shapes = st.sampled_from([(), (1,), (2,), (2, 1), (3,), (0,)])
    part = shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0, np.nan, np.inf])))
    case = st.tuples(part, part)
    rows = data.draw(st.lists(st.lists(case, min_size=2, max_size=2), min_size=1, max_size=5))
    came = data.draw(st.lists(st.none() | case, min_size=2, max_size=2))
    zero = [result(0.0)] * 2
    fits: list[list[bool]] = (
        Ways(rows[0], zero, {str(number): row for number, row in enumerate(rows)}).fit(came).tolist()
    )
    for row, found in zip(rows, fits, strict=True):
        assert [one is None or same(one, way) for one, way in zip(came, row, strict=True)] == found


# --- the forms in which several results may come

NETWORK = Layout(
    ("dw", "db"),
    (12, 5),
    (Piece("W1", 0, 0, (4, 2)), Piece("b1", 1, 0, (4,)), Piece("W2", 0, 8, (4,)), Piece("b2", 1, 4, ())),
)
DW, DB = np.arange(1.0, 13.0), np.arange(101.0, 106.0)
W1, B1, W2, B2 = DW[:8].reshape(4, 2), DB[:4], DW[8:], DB[4]


@pytest.mark.parametrize(
    "value",
    [
        (DW, DB),
        [DW.tolist(), DB.tolist()],
        np.concatenate([DW, DB]),
        np.concatenate([DW, DB]).tolist(),
        np.concatenate([DW, DB])[:, None],
        {"dw": DW, "db": DB},
        {"db": DB, "grad_w": DW},
        {"W1": W1, "b1": B1, "W2": W2, "b2": B2},
        {"dW2": W2[:, None], "db2": [B2], "dW1": W1.T, "db1": B1[None]},
        {f"dw{i}": DW[i - 1] for i in range(1, 13)} | {f"db{i}": DB[i - 1] for i in range(1, 6)},
        (W1, B1, W2, B2),
        [W1.T, B1.tolist(), W2[None], np.array([B2])],
    ],
)
def test_gradients_may_come_in_pieces_by_name_or_in_one_vector(value: Any) -> None:
    read = as_result(value, 2, NETWORK)
    assert read is not None
    assert [array.ravel().tolist() for array in read[0]] == [DW.tolist(), DB.tolist()]


@pytest.mark.parametrize(
    "value",
    [
        {"W1": W1, "b1": B1, "W2": W2},
        {"W1": W1, "b1": B1, "W2": W2, "b2": B2, "loss": 1.0},
        (W1, B1, W2),
        (W1, B1, W2, "b2"),
        (W1[:3], B1, W2, B2),
        np.zeros(16),
        np.zeros((17, 2)),
        {},
        17,
        None,
    ],
)
def test_what_no_layout_has_is_refused(value: Any) -> None:
    assert as_result(value, 2, NETWORK) is None


# --- answers by hand


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.25", 0.25),
        (" 0.25\n", 0.25),
        ("０．２５", 0.25),
        ("−0.5", -0.5),
        ("－０．５", -0.5),
        ("+1", 1.0),
        ("2.5e-3", 0.0025),
        ("2.5×10^-3", 0.0025),
        ("2.5 * 10**(-3)", 0.0025),
        ("0,25", 0.25),
        ("０，２５", 0.25),
        ("1/4", 0.25),
        ("－１／４", -0.25),
        ("–0.5", -0.5),
        ("ー0.5", -0.5),
        ("0.25点", 0.25),
        ("0.25 mm", 0.25),
        (".5", 0.5),
        ("25%", 0.25),
        ("27.96 ％", 0.2796),
        ("250×10⁻³", 0.25),
        ("2.5・10⁻¹", 0.25),
        ("0.025×10¹", 0.25),
        ("2.5×10の-1乗", 0.25),
        ("1⁄4", 0.25),
        ("¼", 0.25),
        ("1÷4", 0.25),
        ("約0.25", 0.25),
        ("≒ 0.25", 0.25),
        ("約 0.25 くらい", 0.25),
        ("about 0.25", 0.25),
        ("L = 0.25", 0.25),
        ("MSE＝０．２５", 0.25),
        ("答え：0.25", 0.25),
        ("L(w) = 1/4 = 0.25", 0.25),
        ("MSE ≈ 0.25", 0.25),
        ("0。25", 0.25),
        ("'0.25'", 0.25),
        ("np.float64(0.25)", 0.25),
        ("numpy.float32(0.25)", 0.25),
        ("np.str_('0.25')", 0.25),
        ("array(0.25, dtype=float32)", 0.25),
        ("Fraction(1, 4)", 0.25),
        ("Decimal('0.25')", 0.25),
        ("[np.float64(0.25)]", 0.25),
        ("0.25\r\n", 0.25),
        ("0.25\u200b", 0.25),
        ("0.25。", 0.25),
        ("25 percent", 0.25),
        ("25パーセント", 0.25),
        ("2.5割", 0.25),
        ("②0.25", 0.25),
        ("0.25です", 0.25),
        ("0.25 (N=6)", 0.25),
        ("L=0.25（N=5）", 0.25),
        ("mse=0.25 # N=5", 0.25),
        ("(2) 0.25", 0.25),
        ("0.25…", 0.25),
        ("0.25 (四捨五入)", 0.25),
        ("2乗和誤差 = 0.25", 0.25),
        ("L = 0.2504 = 0.25", 0.25),
        ("0.2504 ≈ 0.25", 0.25),
        ("(0.5 - 1)^2 = 0.25", 0.25),
    ],
)
def test_a_number_may_be_typed_in_full_width(text: str, number: float) -> None:
    read = as_number(text)
    assert read is not None
    assert read.tolist() == [number]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0,2,5",
        "1/0",
        "0.2.5",
        "twice 1",
        "1½",
        "1/4 + 1/4",
        "0.25 ± 0.01",
        "Fraction(1, 0)",
        "1:4",
        "1e",
        "nan",
        "9" * 5000 + "%",
        None,
        {},
        1j,
        "W = 0.25 or L = 0.25",
        "0.3 = 0.25",
        "L = 0.3 = 0.25",
        "L = 0.3; L = 0.25",
        "0.3か=0.25",
        "L=9, L=0.25",
        "L=0.25, N=5",
        "0.4 (= 25%)",
        "0.4 (0.25)",
        "L != 0.25",
        "L >= 0.25",
        "0.25j",
        "0.25i",
        "0.25以下",
        "0.25未満",
        "0.25 wrong",
        "0.25k",
        "0.5²",
        "2655 / 10,000",
        [[1, 2], [3]],
        ["a", 0.1],
        [None],
    ],
)
def test_what_is_no_number_is_no_answer(value: Any) -> None:
    assert as_number(value) is None


@pytest.mark.parametrize(
    ("value", "count", "part"),
    [
        ("0.25 ± 0.01", 1, "± 0.01"),
        ("$0.25", 1, "$"),
        ("0.2.5", 1, ".5"),
        ("0.25以下", 1, "以下"),
        ("0.3 = 0.25", 1, "= 0.25"),
        ("L = 1/4 + 1/4", 1, "+ 1/4"),
        (["0.1", "0.2!"], 2, "!"),
        ("0.1, 0.2!", 2, "!"),
        ("twice", 1, ""),
        ("0.25", 1, ""),
        (None, 1, ""),
        ([[]], 1, ""),
    ],
)
def test_what_stands_beside_a_number_is_found(value: Any, count: int, part: str) -> None:
    assert unread_part(value, count) == part


@pytest.mark.parametrize(
    "text",
    [
        "1.2, -0.4",
        "[[ 1.2]\n [-0.4]]",
        "1.2 | -0.4",
        "約 1.2, 約 -0.4",
        "1.2 m, -0.4 m",
        "1.2, -0.4,",
        "w1 = 1.2\nw2 = -0.4",
        "1,2; -0,4",
        "1,20, -0,40",
        "w1 = 1.2, w2 = -0.4 (lr=0.1)",
        "w = (1.2, -0.4) (lr=0.1)",
    ],
)
def test_several_numbers_may_be_one_text(text: str) -> None:
    read = as_number(text, 2)
    assert read is not None
    assert read.tolist() == [1.2, -0.4]


@pytest.mark.parametrize("text", ["9 = 1.2, 8 = -0.4", "1.2 and -0.4", "1.2, W = 9 = -0.4", "1.2, -0.4j"])
def test_several_numbers_are_not_guessed(text: str) -> None:
    assert as_number(text, 2) is None


@pytest.mark.parametrize(
    "text",
    [
        "0.1, 0.2",
        "[0.1 0.2]",
        "０．１、０．２",
        "0,1; 0,2",
        "(.1,1/5)",
        "[np.float64(0.1), np.float64(0.2)]",
        "array([0.1, 0.2], dtype=float32)",
        "w1 = 0.1, w2 = 0.2",
        "約0.1、約0.2",
        "10%, 20%",
        "1 × 10⁻¹, 2 × 10⁻¹",
    ],
)
def test_a_list_of_numbers_may_be_a_text(text: str) -> None:
    read = as_number(text, 2)
    assert read is not None
    assert read.tolist() == [0.1, 0.2]


@pytest.mark.parametrize("value", [0.25, [0.25], (0.25,), [[0.25]], np.float32(0.25)])
def test_an_answer_is_flat(value: Any) -> None:
    read = as_number(value)
    assert read is not None
    assert read.shape == (1,)
    assert read.dtype == np.float64


@pytest.mark.parametrize(
    ("answer", "true", "digits", "right"),
    [
        (0.12, 0.125, 2, True),
        (0.13, 0.125, 2, True),
        (-0.13, -0.125, 2, True),
        (2.67, 2.675, 2, True),
        (2.68, 2.675, 2, True),
        (0.125, 0.125, 2, True),
        (0.1249, 0.125, 2, True),
        (0.14, 0.125, 2, False),
        (0.11, 0.125, 2, False),
        (0.2649, 0.264881624, 4, True),
        (0.2648, 0.264881624, 4, False),
        (0.265, 0.264881624, 4, False),
        (np.nan, 0.5, 2, False),
        (np.inf, np.inf, 2, False),
    ],
)
def test_an_answer_is_right_when_it_rounds_the_true_value(answer: float, true: float, digits: int, right: bool) -> None:  # noqa: FBT001
    assert rounds_to(np.array([answer]), np.array(true), digits) is right


@repeatable
@given(st.decimals(-1000, 1000, places=6), st.integers(1, 5), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_DOWN]))
def test_both_ways_to_round_are_right_and_a_last_digit_off_by_two_is_wrong(
    true: Decimal, digits: int, how: str
) -> None:
    unit = Decimal(1).scaleb(-digits)
    answer, exact = true.quantize(unit, how), np.array(float(true))
    assert rounds_to(np.array([float(answer)]), exact, digits)
    for off in (2 * unit, -2 * unit):
        assert not rounds_to(np.array([float(answer + off)]), exact, digits)


def test_a_list_of_another_length_rounds_nothing() -> None:
    assert not rounds_to(np.array([0.5, 0.5]), np.array(0.5), 2)
    assert not rounded_early(np.array([0.5, 0.5]), np.array(0.5), 2, [])


@pytest.mark.parametrize(
    ("answer", "early", "found"),
    [
        ([0.265], [], True),
        ([0.26], [], True),
        ([0.3], [], False),
        ([0.2651], [], False),
        ([0.2667], [[0.2667]], True),
        ([0.2667], [[0.3], [0.26671]], True),
        ([0.2669], [[0.2667]], False),
    ],
)
def test_fewer_decimals_or_rounding_on_the_way_is_rounding_early(
    answer: list[float],
    early: list[list[float]],
    found: bool,  # noqa: FBT001
) -> None:
    assert rounded_early(np.array(answer), np.array(0.264881624), 4, [np.array(one) for one in early]) is found


def test_zero_is_not_an_early_rounding_of_something_small() -> None:
    assert not rounded_early(np.array([0.0]), np.array(0.004), 3, [])
    assert not rounded_early(np.array([1.0]), np.array(0.96), 1, [])


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=5)
    | arrays(st.sampled_from([np.float64, np.float32, np.float16, np.int64, np.bool_, np.complex128]), array_shapes()),
    lambda parts: (
        st.lists(parts, max_size=5)
        | st.lists(parts, max_size=5).map(tuple)
        | st.dictionaries(st.sampled_from(["W1", "b1", "W2", "b2", "dw", "db", "d", "", "dL/dw"]), parts, max_size=4)
    ),
)


@repeatable
@given(anything, st.integers(1, 3))
def test_whatever_comes_out_of_the_box_is_read_or_refused(value: Any, count: int) -> None:
    for read in (as_result(value, 2, NETWORK), as_result(value, count)):
        assert read is None or all(array.dtype == np.float64 for array in read[0])
    number = as_number(value, count)
    assert number is None or number.dtype == np.float64


@repeatable
@given(st.text("0123456789.,+-−×x*^/eE()[];、 点", max_size=12), st.integers(1, 3))
def test_whatever_is_written_as_a_number_is_read_or_refused(text: str, count: int) -> None:
    number = as_number(text, count)
    assert number is None or number.size >= 1
