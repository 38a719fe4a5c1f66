"""Tables by hand: points by cell, what follows from an earlier wrong cell, the first wrong step by name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

import numpy as np
import pytest

from grader import course
from grader.records import QuestionGrade
from grader.sandbox import Box
from grader.verify import Bench

Columns = dict[str, list[float | None] | float | None]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Box() as box:
        yield Bench(course.find(), "mse", box)


@pytest.fixture
def right(bench: Bench) -> Columns:
    """The right table, computed from the printed data in decimals."""
    data = bench.data["mse.table"]
    y, t = ([Decimal(repr(float(one))) for one in data[name]] for name in ("y", "t"))
    r = [a - b for a, b in zip(y, t, strict=True)]
    total = sum((one * one for one in r), Decimal(0))
    mean = (total / len(r)).quantize(Decimal("0.0001"))
    return {"r": [float(one) for one in r], "r2": [float(one * one) for one in r], "S": float(total), "L": float(mean)}


def grade(bench: Bench, table: object) -> QuestionGrade:
    return bench.grade(f"mse_table = {table!r}\n")["mse.table"]


def in_cents(points: Decimal) -> Decimal:
    """Cut off after two decimals."""
    return points.quantize(Decimal("0.01"), ROUND_DOWN)


def follows(r: np.ndarray) -> dict[str, np.ndarray]:
    """All columns as they follow from the first."""
    return {"r": r, "r2": r * r, "S": (r * r).sum(), "L": (r * r).mean()}


def total(right: Columns) -> float:
    return sum(1 if isinstance(part, float) else len(part or ()) for part in right.values())


def column(table: Columns, name: str) -> list[float]:
    found = table[name]
    assert isinstance(found, list)
    return [float(one) for one in found if one is not None]


def test_the_right_table_gets_everything_in_any_of_its_forms(bench: Bench, right: Columns) -> None:
    capital, wide = {k.upper(): v for k, v in right.items()}, {"ｒ": right["r"], **right}
    del wide["r"]
    for table in (right, dict(reversed(right.items())), list(right.values()), capital, wide):
        found = grade(bench, table)
        assert found.verdict == "right", found.message.en
        assert found.points == 1


def test_what_follows_from_a_wrong_cell_is_carried_and_the_first_wrong_step_is_named(
    bench: Bench, right: Columns
) -> None:
    r = column(right, "r")
    r[2] = round(r[2] + 0.1, 2)
    r2 = [round(one * one, 4) for one in r]
    mean = round(sum(r2) / len(r2) + 1e-9, 4)
    found = grade(bench, {"r": r, "r2": r2, "S": round(sum(r2), 4), "L": mean})
    cells = total(right)
    assert found.verdict == "partly"
    assert found.points == in_cents(Decimal(cells - 1) / Decimal(cells))
    assert "column `r` (the residuals y − t), in row 3" in found.message.en
    assert "列 `r`" in found.message.ja
    assert "they earn their points: 3." in found.message.en


def test_a_column_done_wrong_is_named_and_what_follows_earns_its_points(bench: Bench, right: Columns) -> None:
    r2 = [abs(one) for one in column(right, "r")]
    mean = round(sum(r2) / len(r2) + 1e-9, 4)
    found = grade(bench, right | {"r2": r2, "S": round(sum(r2), 4), "L": mean})
    assert found.mistakes == ("MSE04",)
    assert found.points == in_cents(Decimal(len(r2) + 2) / Decimal(int(total(right))))
    assert found.told[0].role == "mistake"
    assert "|y − t|" in found.told[0].text.en


def test_an_empty_cell_costs_itself_and_an_empty_table_is_no_answer(bench: Bench, right: Columns) -> None:
    gap: list[float | None] = [*column(right, "r2")]
    gap[0] = None
    found = grade(bench, right | {"r2": gap, "L": None})
    assert found.verdict == "partly"
    assert found.points == in_cents(1 - Decimal(2) / Decimal(int(total(right))))
    assert "Empty: 2." in found.message.en
    assert grade(bench, {"r": [], "r2": [], "S": None, "L": None}).verdict == "missing"


def test_what_follows_from_a_wrong_cell_is_carried_beside_an_empty_one(bench: Bench, right: Columns) -> None:
    r: list[float | None] = [*column(right, "r")]
    r[0], r[1] = None, round(column(right, "r")[1] + 0.1, 2)
    r2 = column(right, "r2")
    r2[1] = round((r[1] or 0) ** 2, 4)
    found = grade(bench, right | {"r": r, "r2": r2, "S": None, "L": None})
    assert found.points == in_cents(1 - Decimal(4) / Decimal(int(total(right))))
    assert "they earn their points: 1." in found.message.en


@pytest.mark.parametrize("cell", ["?", "roughly 0.3", [0.1, 0.2], float("nan"), float("inf"), 1j, {"a": 1}])
def test_a_cell_that_is_no_number_costs_itself_alone_and_is_not_called_empty(
    bench: Bench, right: Columns, cell: object
) -> None:
    source = repr(right | {"r2": [*column(right, "r2")[:-1], cell]}).replace("nan", "float('nan')")
    found = bench.grade(f"mse_table = {source.replace('inf', '1e999')}\n")["mse.table"]
    assert found.verdict == "partly"
    assert found.points == in_cents(1 - 1 / Decimal(int(total(right))))
    assert "Not readable as a number: 1." in found.message.en
    assert "Empty" not in found.message.en


def test_of_several_values_for_one_cell_none_is_chosen(bench: Bench, right: Columns) -> None:
    for cell in ([right["S"], 9], f"9 = {right['S']}", f"{right['S']} or 9"):
        found = grade(bench, right | {"S": cell})
        assert found.points == in_cents(1 - 1 / Decimal(int(total(right)))), cell
    assert grade(bench, right | {"S": [right["S"]] * 3}).verdict == "right"


def test_a_column_may_be_a_dictionary_or_a_text(bench: Bench, right: Columns) -> None:
    r2 = column(right, "r2")
    assert grade(bench, right | {"r2": dict(enumerate(r2))}).verdict == "right"
    assert grade(bench, right | {"r2": ", ".join(map(str, r2))}).verdict == "right"
    found = grade(bench, right | {"r2": "see the paper"})
    assert "Not readable as a number" in found.message.en
    assert "Empty" not in found.message.en


def test_a_column_by_another_name_is_told(bench: Bench, right: Columns) -> None:
    r2 = right["r2"]
    for name in ("r^2", "r**2", "R 2"):
        assert grade(bench, {name if one == "r2" else one: part for one, part in right.items()}).verdict == "right"
    found = grade(bench, right | {"r2": None, "rr": r2})
    assert "No column is called `rr`. The columns are called r, r2, S, L." in found.message.en


def test_a_column_too_long_or_too_short_counts_row_by_row(bench: Bench, right: Columns) -> None:
    r2 = column(right, "r2")
    longer = grade(bench, right | {"r2": [*r2, sum(r2)]})
    assert longer.points == 1
    assert f"Numbers needed in `r2`: {len(r2)}; there are {len(r2) + 1}." in longer.message.en
    shorter = grade(bench, right | {"r2": r2[:-1]})
    assert shorter.points == in_cents(1 - 1 / Decimal(int(total(right))))
    assert f"Numbers needed in `r2`: {len(r2)}; there are {len(r2) - 1}." in shorter.message.en
    assert "row 1" not in shorter.message.en


@pytest.mark.parametrize(
    "table",
    ["[1, 2, 3]", "[[1, 2], [3, 4]]", "{'r_i': [0.1], 'sum': 2}", "{'r': ['x'], 'r2': ['?'], 'S': 'a', 'L': 'b'}"],
)
def test_what_cannot_be_read_as_the_table_is_not_called_unanswered(bench: Bench, table: str) -> None:
    found = bench.grade(f"mse_table = {table}\n")["mse.table"]
    assert found.verdict == "wrong"
    assert found.points == 0
    assert "cannot be read as a table. Write a dictionary with r, r2, S, L." in found.message.en


def test_what_follows_from_an_earlier_cell_with_too_few_decimals_is_rounded_and_not_wrong(
    bench: Bench, right: Columns
) -> None:
    r2 = column(right, "r2")
    r2[0] = round(r2[0] + 0.2003, 4)
    mean = sum(r2) / len(r2)
    assert round(mean, 3) != round(mean, 4)
    found = grade(bench, right | {"r2": r2, "S": round(sum(r2), 4), "L": round(mean, 3)})
    assert "Rounded too early: 1." in found.message.en
    assert "they earn their points: 1." in found.message.en


@pytest.mark.parametrize("shift", [0.1, 10, 100])
def test_a_misplaced_decimal_point_costs_its_cell(bench: Bench, right: Columns, shift: float) -> None:
    r = column(right, "r")
    r[1] = round(r[1] * shift, 4)
    table = {name: np.round(value, 4).tolist() for name, value in follows(np.array(r)).items()}
    found = grade(bench, table)
    assert found.points == in_cents(1 - 1 / Decimal(int(total(right)))), found.message.en


def test_small_numbers_rounded_to_nothing_are_known_by_those_beside_them(bench: Bench, right: Columns) -> None:
    early = [round(one, 2) for one in column(right, "r2")]
    found = grade(bench, right | {"r2": early})
    assert found.verdict in ("rounded", "partly")
    assert "went wrong" not in found.message.en


def test_rounding_too_early_is_told_and_earns_its_part(bench: Bench, right: Columns) -> None:
    early = [round(one, 3) for one in column(right, "r2")]
    off = sum(a != b for a, b in zip(early, column(right, "r2"), strict=True))
    assert off
    found = grade(bench, right | {"r2": early})
    assert found.verdict == "rounded"
    assert found.points == in_cents(1 - Decimal(off) / 2 / Decimal(int(total(right))))


@pytest.mark.parametrize("table", ["0.5", "'a'", "{'r': 'x', 'r2': [1j], 'S': {}, 'L': b'1'}", "[1, 2]", "{1: 2}"])
def test_what_is_no_table_is_told_and_earns_nothing(bench: Bench, table: str) -> None:
    found = bench.grade(f"mse_table = {table}\n")["mse.table"]
    assert found.points == 0
    assert found.message.ja
    assert found.verdict in ("wrong", "missing")


@pytest.mark.parametrize("fill", [0.4, 0.5])
def test_of_the_same_number_everywhere_only_the_last_division_may_earn(
    bench: Bench, right: Columns, fill: float
) -> None:
    table = follows(np.full(len(column(right, "r")), fill))
    found = grade(bench, {name: np.round(value, 4).tolist() for name, value in table.items()})
    assert found.points <= in_cents(1 / Decimal(int(total(right))))


@pytest.mark.parametrize("fill", [0.0, 1e17, float("nan"), float("inf")])
def test_nothing_is_carried_from_nonsense(bench: Bench, right: Columns, fill: float) -> None:
    r = np.full(len(column(right, "r")), fill)
    with np.errstate(all="ignore"):
        table = {name: np.round(value, 4).tolist() for name, value in follows(r).items()}
    source = repr(table).replace("nan", "float('nan')").replace("inf", "float('inf')")
    found = bench.grade(f"mse_table = {source}\n")["mse.table"]
    assert found.points == 0, found.message.en


@pytest.mark.parametrize("cell", [0, 0.5, 1])
def test_cells_that_are_filled_in_beside_empty_ones_earn_next_to_nothing(
    bench: Bench, right: Columns, cell: float
) -> None:
    some = len(column(right, "r")) // 2
    filled = {"r": [cell] * some, "r2": [cell * cell] * some, "S": some * cell * cell, "L": cell * cell}
    assert grade(bench, filled).points == 0


def test_zeros_earn_nothing_beside_right_cells(bench: Bench, right: Columns) -> None:
    half = [one if number % 2 else 0.0 for number, one in enumerate(column(right, "r"))]
    squares = [one if number % 2 else 0.0 for number, one in enumerate(column(right, "r2"))]
    cells = sum(one != 0 for one in half) + sum(one != 0 for one in squares)
    assert grade(bench, {"r": half, "r2": squares}).points == in_cents(Decimal(cells) / Decimal(total(right)))
