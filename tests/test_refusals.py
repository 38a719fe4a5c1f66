"""What is not possible in the box is told in the student's words, and drawing does nothing instead of failing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import Command

from grader.errors import CourseError
from grader.exercise.spec import read_assignment
from grader.judge import broken_parts
from grader.records import Ask, Cell, Limits, Opaque, Outputs, Raised, Refused, Returned
from grader.sandbox import Box
from grader.words import has

ASSIGNMENT = """
id: told
title: {ja: 試し, en: A trial}
exercises:
  - {exercise: mse, points: {function: 2, number: 1}}
  - {exercise: sse, points: {function: 2, number: 1}}
"""
SSE = "\n\ndef sse(y, t):\n    return ((y - t) ** 2).sum()\n"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


def run(box: Box, source: str, *names: str) -> Outputs:
    return box.run([Cell(source, "cell 1")], [Ask(name, "variable", name) for name in names], Limits())


@pytest.fixture
def judged(grader: Command, tmp_path: Path) -> Any:
    """Grades a source and gives verdict and English message of ``mse``; ``sse`` beside it must be right."""

    def grade(source: str, more: str = "") -> tuple[str, str]:
        (tmp_path / "told.yaml").write_text(ASSIGNMENT + more, encoding="utf-8")
        (tmp_path / "s01.py").write_text(source + SSE, encoding="utf-8")
        arguments = ["--assignment", tmp_path / "told.yaml", "--out", tmp_path / "out", "--json"]
        ended = grader("grade", tmp_path / "s01.py", *arguments)
        assert ended.status == 0, ended.err
        mse, _, sse, _ = json.loads(ended.out)[0]["questions"]
        assert sse["verdict"] == "right"
        return mse["verdict"], mse["message"]["en"]

    return grade


# ------------------------------------------------------------------------ refusals

REFUSED = {
    "import threading; threading.Thread(target=print).start()": "threads",
    "from concurrent.futures import ThreadPoolExecutor as P; P(2).submit(print)": "threads",
    "from multiprocessing.pool import ThreadPool; ThreadPool(2)": "threads",
    "import os; os.fork()": "processes",
    "import subprocess; subprocess.run(['ls'])": "processes",
    "import os; os.popen('ls')": "processes",
    "import multiprocessing as m; m.Process(target=print).start()": "processes",
    "import multiprocessing as m; m.Pool(2)": "processes",
    "from concurrent.futures import ProcessPoolExecutor as P; P(2).submit(print)": "processes",
    "open('data.csv')": "files",
    "open('result.txt', 'w').write('1')": "files",
    "np.save('weights.npy', np.zeros(2))": "files",
    "np.loadtxt('data.csv', delimiter=',')": "files",
    "from pathlib import Path; Path('a.txt').write_text('1')": "files",
    "import os; os.mkdir('results')": "files",
    "import socket; socket.create_connection(('127.0.0.1', 9))": "network",
    "import urllib.request as u; u.urlopen('http://example.com')": "network",
    "import torch": "module",
    "from sklearn.datasets import load_iris": "module",
    "1 / 0": "",
    "raise OSError": "",
    "raise RuntimeError('loss is nan')": "",
    "raise TimeoutError": "",
}


@pytest.mark.parametrize(("code", "refused"), REFUSED.items())
def test_what_is_refused_is_known_and_costs_its_statement_only(box: Box, code: str, refused: Refused) -> None:
    outputs = run(box, f"import numpy as np\n{code}\nv = 1\n", "v")
    (broken,) = outputs.broken
    assert (broken.refused, broken.line, broken.code) == (refused, 2, code)
    assert outputs.answers["v"].results == (Returned(1),)


def test_nothing_of_an_exception_of_the_students_own_is_called(box: Box) -> None:
    source = (
        "called = []\n"
        "class E(OSError):\n"
        "    errno = filename = args = __class__ = property(lambda self: called.append(1))\n"
        "    def __eq__(self, other): called.append(2)\n"
        "    __hash__ = None\n"
        "raise E\n"
        "raise RuntimeError(E())\n"
    )
    outputs = run(box, source, "called")
    assert [(broken.type, broken.refused) for broken in outputs.broken] == [("E", ""), ("RuntimeError", "")]
    assert outputs.answers["called"].results == (Returned([]),)


def test_every_refusal_has_its_words() -> None:
    assert [kind for kind in get_args(Refused) if kind not in ("", "module") and not has(f"refused_{kind}")] == []


def test_a_refused_call_is_told_with_its_line_and_what_to_do(judged: Any) -> None:
    verdict, told = judged("import numpy as np\n\n\ndef mse(y, t):\n    w = np.loadtxt('w.csv')\n    return w\n")
    assert verdict == "raised"
    assert "s01.py, line 5" in told
    assert "w = np.loadtxt('w.csv')" in told
    assert "Files cannot be read or written here" in told
    assert "Take data from the arguments" in told


def test_a_part_that_was_refused_is_told_in_both_languages(box: Box) -> None:
    (told,) = broken_parts(run(box, "import threading\nthreading.Thread(target=print).start()"))
    assert "Threads cannot be started here" in told.en
    assert "スレッドを起動できません" in told.ja
    assert "line 2" in told.en


# ------------------------------------------------------------------ what may be imported


def test_a_module_that_is_not_there_is_named_with_what_is_allowed(judged: Any) -> None:
    verdict, told = judged("import torch.nn.functional as F\n\n\ndef mse(y, t):\n    return F.mse_loss(y, t).item()\n")
    assert verdict == "raised"
    assert "`torch` cannot be used here. Allowed imports: the standard library, NumPy." in told
    assert "line 5" in told


@pytest.mark.parametrize(
    ("code", "packages", "said"),
    [
        ("nunpy", (), "Did you mean `numpy`?"),
        ("Numpy", (), "Did you mean `numpy`?"),
        ("scpy.special", ("scipy",), "Did you mean `scipy`?"),
        ("scpy.special", ("scipy",), "the standard library, NumPy, scipy."),
        ("cupy", (), "NumPy."),
        ("jaxtyping", (), "NumPy."),
        ("losses", (), "hand it in together"),
        ("numpy.linag", (), "not available in grading"),
    ],
)
def test_a_misspelt_module_is_told_from_one_that_is_missing(code: str, packages: tuple[str, ...], said: str) -> None:
    error = Raised("ModuleNotFoundError", f"No module named '{code}'", "cell 1", 3, f"import {code}", refused="module")
    (told,) = broken_parts(Outputs({}, (error,), packages=packages))
    assert said in told.en


def test_an_assignment_may_allow_a_package_with_all_its_parts(judged: Any) -> None:
    source = "import mpmath.libmp as m\n\n\ndef mse(y, t):\n    return ((y - t) ** 2).mean() * m.ifac(0)\n"
    assert judged(source)[0] == "raised"
    assert judged(source, "packages: [mpmath]\n")[0] == "right"


def test_a_library_that_draws_is_the_real_one_where_it_is_allowed() -> None:
    with Box(["matplotlib"]) as own:
        answers = run(own, "import matplotlib.colors\nv = matplotlib.colors.to_hex('r')", "v").answers
        assert answers["v"].results == (Returned("#ff0000"),)


@pytest.mark.parametrize("name", ["scikit-learn", "scipy.special", "import", "../scipy", ""])
def test_a_package_that_import_would_not_take_is_told_to_staff(name: str, tmp_path: Path) -> None:
    path = tmp_path / "told.yaml"
    path.write_text(f"{ASSIGNMENT}packages: ['{name}']\n", encoding="utf-8")
    with pytest.raises(CourseError, match=r"told\.yaml: packages has .* write the name that import takes"):
        read_assignment(path)


# ------------------------------------------------------------------------- drawing

DRAWING = [
    "plt.plot([1, 2]); plt.show(); plt.savefig('x.png')",
    "import matplotlib; matplotlib.use('Agg'); print(matplotlib.__version__)",
    "from matplotlib import pyplot as plt, cm, animation, rcParams; rcParams['font.size'] = 14",
    "plt.rcParams.update({'font.family': 'IPAexGothic'})",
    "fig, ax = plt.subplots(figsize=(4, 3)); ax.set(title='loss')",
    "fig, (a, b) = plt.subplots(1, 2); a.plot([1]); b.plot([2])",
    "fig, ((a, b), (c, d)) = plt.subplots(2, 2); d.legend()",
    "_, axes = plt.subplots(2, 3); [a.grid() for a in axes.flat]; axes[1, 2].plot([1])",
    "_, axes = plt.subplots(3); assert len([a.plot([1]) for a in axes]) == 3",
    "_, a = plt.subplots(1, 1, squeeze=False); a[0, 0].plot([1])",
    "a, b = plt.figure().subplots(ncols=2)",
    "line, = plt.plot([1], [2], 'r-'); line.set_data([1], [2])",
    "a, b = plt.plot([1], [2], 'r-', [1], [3], 'b-')",
    "n, bins, patches = plt.hist([1, 2]); print(f'{n[0]:.2f}', bins[:-1] + 0.5)",
    "with plt.style.context('ggplot'):\n    plt.scatter([1], [2], c=plt.cm.viridis(0.5))",
    "import numpy as np; np.arange(3) * plt.gca().get_xlim()[1]",
    "def show(ax: plt.Axes | None = None): return isinstance(ax, plt.Axes)\nshow()",
    "from mpl_toolkits.mplot3d import Axes3D; from matplotlib.font_manager import FontProperties as F; F(fname='x')",
    "import japanize_matplotlib, seaborn as sns; sns.set_theme(font='IPAexGothic'); sns.heatmap([[1]])",
    "from IPython.display import display as show, HTML, Image, Markdown, clear_output; show(HTML('<b>1</b>'))",
    "from IPython import get_ipython; get_ipython().run_line_magic('matplotlib', 'inline')",
    "display(1); get_ipython()",
    "from google.colab import files, drive, output; drive.mount('/content/drive'); files.upload()",
]


@pytest.mark.parametrize("code", DRAWING)
def test_drawing_does_nothing(box: Box, code: str) -> None:
    assert run(box, f"import matplotlib.pyplot as plt\n{code}").broken == ()


def test_an_animation_of_the_students_own_keeps_its_methods(box: Box) -> None:
    source = (
        "import matplotlib.animation as animation\n"
        "class Descent(animation.FuncAnimation):\n"
        "    def __init__(self): super().__init__(None, self.step); self.w = 2\n"
        "    def step(self): return self.w * 2\n"
        "v = Descent().step()\n"
    )
    assert run(box, source, "v").answers["v"].results == (Returned(4),)


def test_a_progress_bar_runs_the_loop_and_a_widget_leaves_its_function(box: Box) -> None:
    source = (
        "from tqdm.notebook import tqdm, trange\nfrom ipywidgets import interact\n"
        "@interact(n=(0, 9))\ndef total(n=4):\n"
        "    return sum(i for i in tqdm(range(n))) + sum(trange(2))\n"
        "v = total()\n"
    )
    assert run(box, source, "v").answers["v"].results == (Returned(7),)


def test_a_drawing_as_an_answer_is_no_number(box: Box) -> None:
    source = "import matplotlib.pyplot as plt\nv = plt.plot([1.0])"
    assert run(box, source, "v").answers["v"].results == (Returned(Opaque("Drawing")),)


@pytest.mark.parametrize("module", ["google.generativeai", "torch", "numpy.pyplot"])
def test_only_what_draws_is_stood_in_for(box: Box, module: str) -> None:
    (broken,) = run(box, f"import matplotlib.pyplot, google.colab\nimport {module}").broken
    assert broken.message == f"No module named '{module}'"
