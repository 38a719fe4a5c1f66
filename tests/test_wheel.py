"""What people install: the wheel, in an environment of its own, away from the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_grades_in_a_fresh_environment(tmp_path: Path) -> None:
    def run(*command: object) -> str:
        done = subprocess.run(
            [str(part) for part in command], cwd=tmp_path, check=True, capture_output=True, text=True, timeout=600
        )
        return done.stdout

    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", ROOT)
    (wheel,) = (tmp_path / "dist").glob("nn_grader-*.whl")
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    run(tmp_path / "venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    (tmp_path / "s01.py").write_text("def mse(y, t):\n    return ((y - t) ** 2).sum()\n", encoding="utf-8")
    grader = tmp_path / "venv/bin/grader"
    (record,) = json.loads(run(grader, "grade", "s01.py", "--exercise", "mse", "--out", "out", "--json"))
    assert record["questions"][0]["mistakes"] == ["MSE01"]
    where = run(tmp_path / "venv/bin/python", "-c", "import grader; print(grader.__file__)")
    assert Path(where.strip()).is_relative_to(tmp_path)
