"""What trusted code does with a submission takes bounded time, whatever is in it."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Command

from grader import collect
from grader.collect import Handed, Source, caps
from grader.collect.load import File, Loaded
from grader.collect.names import kind_of
from grader.compare import as_number
from grader.errors import RosterError
from grader.judge.texts import values_text
from grader.records import Ask, Cell, Limits, Wanted
from grader.sandbox import frames
from grader.sandbox.progress import Progress

import numpy as np  # isort: skip

NUMBERS = yaml.safe_load(
    (Path(__file__).parent / "attacks" / "files" / "numbers" / "expected.yaml").read_text(encoding="utf-8")
)


@contextmanager
def cpu(seconds: float) -> Iterator[None]:
    """What is done takes less CPU time, on any machine: the limits are ten times what it takes and more."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def test_hostile_numbers_get_their_verdicts_and_the_neighbour_a_mark(grader: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, attack in NUMBERS.items():
        (folder / f"{name}.py").write_text(f"mse_value = {attack['number']}\n", encoding="utf-8")
    (folder / "neighbour.py").write_text("def mse(y, t):\n    return ((y - t) ** 2).mean()\n", encoding="utf-8")
    key = tmp_path / "course.key"
    key.touch(mode=0o600)
    key.write_text(bytes(32).hex(), encoding="ascii")
    ended = grader("grade", folder, "--exercise", "mse", "--out", tmp_path / "out", "--json")
    assert ended.status == 0, ended.err
    rows = {row["student"]: {one["id"]: one["verdict"] for one in row["questions"]} for row in json.loads(ended.out)}
    found = {name: rows[name]["mse.number"] for name in NUMBERS}
    assert {name: one for name, one in found.items() if one != NUMBERS[name]["verdict"]} == {}
    assert rows["neighbour"]["mse.function"] == "right"


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (["1" * 333 + "/" + "1" * 660 + "!"] * 900, 1),
        (["1" * 30 + "e" + "9" * 28 + "!"] * 170, 17),
        (["\ufdfa" * 60] * 10, 1),
        ("1" + "\u0301\u0316" * 509, 17),
        ("1" + " " * 1018 + "!", 17),
        ("1;" * 509, 17),
    ],
)
def test_texts_of_numbers_are_read_in_a_moment(value: Any, count: int) -> None:
    with cpu(0.5):
        for _ in range(5):
            as_number(value, count)


def test_of_far_too_many_numbers_only_the_count_is_known() -> None:
    found = as_number([[0.5] * 100] * 100)
    assert found is not None
    assert found.size == 10_000
    assert np.isnan(found).all()


def test_ten_thousand_errors_in_half_a_million_empty_lines_are_placed_in_a_moment() -> None:
    cells = [Cell("\n" * 500_000 + "def f(): pass\n" + "    pass\n" * 1000, "cell 1")]
    calls = ({"x": np.zeros(1)},) * 10_000
    progress = Progress(cells, [Ask("q", "function", "f", calls)], Limits())
    values = frames.Values(b"", 1 << 20)
    raised = [frames.Raised("E", "m", 0, 1 + number * 50, "") for number in range(10_000)]
    with cpu(5):
        progress.accept(frames.Ran([], [], []), values)
        progress.accept(frames.Start(0), values)
        progress.accept(frames.Answer(0, "done", list(raised)), values)
    assert progress.complete


@pytest.mark.parametrize(
    "source",
    [
        "\n" * 2_000_000,
        "a" * 2_000_000 + "?",
        "? " * 1_000_000 + "x",
        " " * 2_000_000 + "!ls",
        "x " + " " * 2_000_000 + "%",
        "get_ipython()." + "(" * 2_000_000,
        "x = %time " * 200_000,
        "%%time\n" * 250_000,
        "'''" * 600_000 + "\n!ls",
        "def f" + "\t" * 2_000_000,
        "x:" * 1_000_000,
        "\\\n" * 1_000_000 + "!ls",
    ],
    ids=range(12),
)
@pytest.mark.parametrize("kind", ["py", "ipynb"])
def test_hostile_sources_are_read_in_linear_time(source: str, kind: Any) -> None:
    cell = {"cell_type": "code", "source": source, "metadata": {}}
    text = json.dumps({"nbformat": 4, "cells": [cell]}) if kind == "ipynb" else source
    wanted = [Wanted(f"q{number}", f"name{number}", "def f(): ...") for number in range(20)]
    with cpu(20):
        collect.read(Loaded("s", (File(f"a.{kind}", kind, text.encode()),)), wanted)


LINES = json.dumps([f"epoch {number} loss 0.5\\n" for number in range(50_000)])


@pytest.mark.parametrize(
    "text",
    [
        f'{{"cells": [], "x": NaN, "outputs": {LINES}}}',
        f'{{"cells": [], "outputs": {LINES},}}',
        f'{{"cells": [], "x": "\\ud83d", "outputs": {LINES}',
        '{"cells": [], "x": "' + "\\ud800" * 300_000 + '"}',
        '{"cells": [], "x": "' + "\\ud8" * 300_000,
        '{"cells": [], "x": NaN, "y": "' + "\\\\" * 900_000 + '"}',
        '{"cells": [], "x": "' + "\\" * 1_900_001,
        '{"cells": [], "x": "' + '\\"' * 900_000,
        '{"cells": [' + "NaN," * 400_000,
        '{"cells": [' + "-Infinit" * 200_000,
        '{"cells": [' + "-" * 1_900_000,
        '{"cells": [' + '"",' * 600_000,
    ],
    ids=range(12),
)
def test_notebooks_that_are_no_json_are_read_in_linear_time(text: str) -> None:
    with cpu(5):
        submission = collect.read(Loaded("s", (File("a.ipynb", "ipynb", text.encode()),)), [])
    assert submission.refusal is not None


def test_a_cell_that_ends_in_all_names_is_read_in_linear_time() -> None:
    wanted = [Wanted(f"q{number}", f"name{number}", f"name{number} = None") for number in range(20)]
    answers = "".join(f"name{number} = 1\n" for number in range(20))
    cells = [
        {"cell_type": "code", "source": source} for source in ("\n" * 3_900_000 + answers, *(w.starter for w in wanted))
    ]
    text = json.dumps({"nbformat": 4, "cells": cells})
    with cpu(20):
        submission = collect.read(Loaded("s", (File("a.ipynb", "ipynb", text.encode()),)), wanted)
    assert len(submission.cells) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "import q\n",
        "from q import (a,\n",
        "import_module('a')\n",
        "import_module('",
        "x?\n",
        "%run a.py\n",
        "time x = f()\n",
        "    x\n",
        "  def f(\n",
        "a, b = 1\n",
        "a, ",
        "a[b] ",
        "x = 1\n",
        ";from a import b",
        "a \\\n",
    ],
)
def test_a_program_is_read_in_linear_time(piece: str) -> None:
    wanted = [Wanted(f"q{number}", f"f{number}", f"def f{number}():\n    pass") for number in range(20)]
    source = "def f0():\n" + piece * (1_900_000 // len(piece))
    with cpu(10):
        collect.read(Loaded("s", (File("a.py", "py", source.encode()), File("b.py", "py", b"x = 1"))), wanted)


def test_many_archives_of_one_student_are_counted_together(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(caps.ARCHIVE_ENTRIES):
            archive.writestr(f"{number}{chr(0x301) * 90}.txt", "")
    for number in range(100):
        (tmp_path / f"{number:03}.zip").write_bytes(data.getvalue())
    (tmp_path / "z.py").write_text("x = 1\n", encoding="utf-8")
    sources = tuple(Source(str(path), path.name, path.name, kind_of(path.name)) for path in sorted(tmp_path.iterdir()))
    with cpu(10):
        loaded = collect.load(Handed("s", sources))
    assert sum(file.kind == "other" for file in loaded.files) <= caps.STUDENT_ENTRIES
    assert "too many files" in [file.refusal.en for file in loaded.files if file.refusal][-1]
    assert loaded.files[-1].data == b"x = 1\n"


BOOK_RELATED = '<Relationships><Relationship Id="b" Type="/officeDocument" Target="book.xml"/></Relationships>'
SHEETS_RELATED = """<Relationships><Relationship Id="s" Type="/worksheet" Target="sheet.xml"/>
<Relationship Id="t" Type="/sharedStrings" Target="texts.xml"/></Relationships>"""
CELL = '<c t="inlineStr"><is><t>student</t></is></c>'
FAR = f'<row><c r="XFD9" {CELL[3:]}</row>'


@pytest.mark.parametrize(
    ("cells", "texts", "sheets", "told"),
    [
        ("<row r='999999999'>" + CELL + "</row>", "", 1, "no workbook"),
        ("<row r='" + "9" * 4000 + "'>" + CELL + "</row>", "", 1, "no workbook"),
        ("<row>" + "<c/>" * 3_000_000 + "</row>", "", 1, "no workbook"),
        ("<row/>" * 3_000_000, "", 1, "too large a workbook"),
        ("<row><x>" + "<y/>" * 3_000_000 + "</x></row>", "", 1, "too large a workbook"),
        ("<x>" * 900_000 + "</x>" * 900_000, "", 1, "file is empty"),
        (FAR * 20_000, "", 1, "more than 50,000 rows or 500,000 cells"),
        (f"<row>{CELL}</row>" * 60_000, "", 1, "more than 50,000 rows"),
        (" " * 60_000_000, "", 1, "too large a workbook"),
        ("", "<si/>" * 3_000_000, 1, "too large a workbook"),
        ("", "<si a='" + "x" * 3_000_000 + "'/>", 1, "too large a workbook"),
        ("", "<si " + "".join(f"a{n}='' " for n in range(300_000)) + "/>", 1, "too large a workbook"),
        ("<row><c t='s'><v>0</v></c></row>" * 50_000, "<si><t>" + "x" * 3_000_000 + "</t></si>", 1, "no column"),
        (" " * 1_000_000, "", 100, "too large a workbook"),
        (f"<row>{CELL}</row>" * 2, "", 20_000, "several sheets"),
    ],
    ids=range(15),
)
def test_workbooks_are_read_within_bounds(tmp_path: Path, cells: str, texts: str, sheets: int, told: str) -> None:
    sheet = '<sheet xmlns:r="r" name="x" r:id="s"/>'
    parts = {
        "_rels/.rels": BOOK_RELATED,
        "_rels/book.xml.rels": SHEETS_RELATED,
        "book.xml": f"<workbook>{sheet * sheets}</workbook>",
        "sheet.xml": f"<worksheet>{cells}</worksheet>",
        "texts.xml": f"<sst>{texts}</sst>",
    }
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with cpu(20), pytest.raises(RosterError, match=told):
        collect.read_roster(path)


def test_nobody_is_shown_thousands_of_numbers() -> None:
    assert len(values_text((np.full(100_000, 0.123456789),))) < 2000


def test_more_values_than_the_encoder_lets_out_are_refused() -> None:
    with pytest.raises(frames.FrameError, match="more values"):
        frames.Values(b"", 1000).take(frames.List([0] * 100))
