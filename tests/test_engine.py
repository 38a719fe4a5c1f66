"""The reference against the lecture's numbers, 50-digit arithmetic, automatic differentiation and differences."""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING, Any

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from grader import engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Network = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]

repeatable = settings(derandomize=True, deadline=None, max_examples=60)
extremes = [-1000.0, -745.0, -709.0, -40.0, -1.5, -1e-300, 0.0, 1e-20, 0.3, 36.0, 40.0, 709.0, 1000.0]
smallest = float(np.nextafter(0.0, 1.0))

X = [[0.5, 0.3], [0.2, 0.4], [0.6, 0.2]]
THREE = ([0.54587066, 0.5448884, 0.53991485], [1, 0, 0])
EIGHT = ([0.5, 0.3, 0.6, 0.7, 0.5, 0.3, 0.7, 0.5], [1, 1, 1, 1, 0, 0, 0, 0])
PERFECT = ([1, 1, 0, 0], [1, 1, 0, 0])
SMALL = ([0.7, 0.8, 0.2, 0.1], [1, 1, 0, 0])
LARGE = ([0.4, 0.3, 0.4, 0.7], [1, 1, 0, 0])


def target_minus_output(y: list[float], t: list[float]) -> float:
    return float(-engine.residual(y, t).sum())


# --- the numbers of the lecture


@pytest.mark.parametrize(
    ("function", "arguments", "printed"),
    [
        (target_minus_output, PERFECT, "0"),
        (engine.sse, PERFECT, "0"),
        (target_minus_output, SMALL, "0.2"),
        (engine.sse, SMALL, "0.18"),
        (engine.mse, SMALL, "0.045"),
        (target_minus_output, LARGE, "0.2"),
        (engine.sse, LARGE, "1.5"),
        (engine.mse, LARGE, "0.375"),
        (engine.sse, THREE, "0.794644871"),
        (engine.mse, THREE, "0.264881624"),
        (engine.binary_cross_entropy, THREE, "0.722976510"),
        (engine.cross_entropy, THREE, "0.605373218"),
        (target_minus_output, EIGHT, "-0.1"),
        (engine.sse, EIGHT, "2.07"),
        (engine.mse, EIGHT, "0.25875"),
        (engine.binary_cross_entropy, EIGHT, "0.713945333"),
        (engine.cross_entropy, EIGHT, "2.764620553"),
        (engine.accuracy, EIGHT, "0.5"),
        (engine.gd_step, (1.5, 3, 0.1), "1.2"),
        (engine.gd_step, (-1.5, -3, 0.1), "-1.2"),
    ],
)
def test_worked_number_of_the_lecture(function: Callable[..., Any], arguments: tuple[Any, ...], printed: str) -> None:
    rounded = len(printed.partition(".")[2]) == 9
    assert function(*arguments) == pytest.approx(float(printed), rel=0, abs=5e-10 if rounded else 1e-15)


def test_gradients_of_the_three_images() -> None:
    """The weights are not on the slides; those of this network give the slide's outputs."""
    y, t = THREE
    wanted = np.log(np.divide(y, np.subtract(1, y)))
    w9, w10, b5 = np.linalg.solve(np.column_stack([X, np.ones(3)]), wanted)
    w = [1, 0, 0, 1, 0, 0, 0, 0, w9, w10, 0, 0]
    b = [0, 0, 0, 0, b5]
    assert_allclose(engine.forward(X, w, b), y, rtol=1e-12)
    assert engine.loss(X, t, w, b) == pytest.approx(0.264881624, abs=5e-10)
    backward = engine.backprop_trace(X, t, w, b)
    assert_allclose(backward.dL_dy, [-0.302753, 0.363259, 0.359943], atol=5e-7)
    assert backward.db[4] == pytest.approx(0.104443931, abs=5e-10)


@pytest.mark.parametrize(
    ("f", "point", "gradient"),
    [
        (lambda x: x**2, 3.0, 6.0),
        (lambda x: x**2, 0.0, 0.0),
        (lambda p: p[0] ** 2 + p[1] ** 2, [1.0, -2.0], [2.0, -4.0]),
        (lambda p: p[0, 0] * p[1, 2] ** 2 + p[0, 1], np.ones((2, 3)), [[1, 1, 0], [0, 0, 2]]),
    ],
)
def test_numerical_gradient_has_the_shape_and_value_of_the_derivative(f: Any, point: Any, gradient: Any) -> None:
    found = engine.numerical_gradient(f, point)
    assert found.shape == np.shape(gradient)
    assert_allclose(found, gradient, atol=1e-9)


@pytest.mark.parametrize("point", [np.array([2, 3]), np.array([2.0, 3.0])])
def test_numerical_gradient_survives_integers_and_a_function_that_writes_into_its_argument(point: Any) -> None:
    def careless(p: NDArray[np.float64]) -> float:
        p *= p
        return float(p[0] * p[1])

    assert_allclose(engine.numerical_gradient(careless, point), [36.0, 24.0], rtol=1e-8)
    assert_array_equal(point, [2, 3])


# --- fifty digits

probabilities = st.floats(0, 1, exclude_min=True, exclude_max=True)


def binary_cross_entropy_50(y: list[float], t: list[float]) -> float:
    with mpmath.workdps(400):  # 1 − y of the smallest y needs more than 50 digits before the logarithm
        terms = [tk * mpmath.log(yk) + (1 - tk) * mpmath.log(1 - mpmath.mpf(yk)) for yk, tk in zip(y, t, strict=True)]
        return float(-sum(terms) / len(y))


@pytest.mark.parametrize("x", extremes)
def test_sigmoid_to_fifty_digits(x: float) -> None:
    with mpmath.workdps(50), np.errstate(over="raise", divide="raise", invalid="raise"):
        exact = float(1 / (1 + mpmath.exp(-mpmath.mpf(x))))
        assert float(engine.sigmoid(x)) == pytest.approx(exact, rel=1e-15, abs=smallest)


@repeatable
@given(st.lists(st.tuples(probabilities, st.sampled_from([0.0, 1.0])), min_size=1, max_size=8))
def test_losses_to_fifty_digits(samples: list[tuple[float, float]]) -> None:
    y, t = [pair[0] for pair in samples], [pair[1] for pair in samples]
    with mpmath.workdps(50):
        pairs = [(mpmath.mpf(yk), mpmath.mpf(tk)) for yk, tk in samples]
        squares = sum((yk - tk) ** 2 for yk, tk in pairs)
        logs = -sum(tk * mpmath.log(yk) for yk, tk in pairs)
        exact = [float(squares), float(squares / len(y)), float(logs)]
    found = [engine.sse(y, t), engine.mse(y, t), engine.cross_entropy(y, t), engine.binary_cross_entropy(y, t)]
    assert_allclose(found, [*exact, binary_cross_entropy_50(y, t)], rtol=1e-14)


@pytest.mark.parametrize("loss", [engine.cross_entropy, engine.binary_cross_entropy])
def test_cross_entropies_at_probabilities_0_and_1(loss: Callable[..., float]) -> None:
    one_hot = np.array([[0, 1, 0], [1, 0, 0]])
    assert str(loss(one_hot, one_hot)) == "0.0"
    assert loss(1 - one_hot, one_hot) == np.inf
    assert np.isnan(loss([np.nan, 1.0], [0, 1]))


def test_cross_entropy_is_summed_over_the_batch_and_binary_is_its_mean() -> None:
    y, t = [[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]], [[0, 1, 0], [1, 0, 0]]
    assert engine.cross_entropy(y[0], t[0]) == pytest.approx(np.log(2))
    assert engine.cross_entropy(y, t) == pytest.approx(-np.log(0.5) - np.log(0.6))
    assert engine.binary_cross_entropy([0.5] * 7, [1] * 7) == pytest.approx(np.log(2))


def test_adam_is_the_papers_algorithm_1() -> None:
    gradients = [[0.3, -2e-5, 1e-9, 0.0], [-0.1, -1e-5, 2e-9, 0.0], [0.7, 3e-5, -1e-9, 1.5], [0.2, 1e-5, 1e-9, -4.0]]
    start = [0.5, -1.0, 2.0, 0.0]
    w, m, v = np.array(start), np.zeros(4), np.zeros(4)
    with mpmath.workdps(50):
        alpha, beta1, beta2, epsilon = (mpmath.mpf(number) for number in ("0.01", "0.9", "0.999", "1e-8"))
        theta, first, second = [mpmath.mpf(value) for value in start], [mpmath.mpf(0)] * 4, [mpmath.mpf(0)] * 4
        for step, gradient in enumerate(gradients, start=1):
            w, m, v = engine.adam_step(w, gradient, m, v, step, 0.01)
            for i, g in enumerate(map(mpmath.mpf, gradient)):
                first[i] = beta1 * first[i] + (1 - beta1) * g
                second[i] = beta2 * second[i] + (1 - beta2) * g**2
                corrected = first[i] / (1 - beta1**step), second[i] / (1 - beta2**step)
                theta[i] -= alpha * corrected[0] / (mpmath.sqrt(corrected[1]) + epsilon)
            exact = [[float(number) for number in row] for row in (theta, first, second)]
            assert_allclose([w, m, v], exact, rtol=1e-12, atol=1e-30)


@pytest.mark.parametrize("step", [0, -1])
def test_adam_refuses_to_count_steps_from_zero(step: int) -> None:
    with pytest.raises(ValueError, match="counts from 1"):
        engine.adam_step([1.0], [1.0], [0.0], [0.0], step, 0.1)


# --- the network


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """x, t, w, b of a network, up to six samples."""
    values = st.integers(-200, 200).map(lambda number: number / 100)
    N = draw(st.integers(1, 6))
    x, w, b = (draw(arrays(np.float64, shape, elements=values)) for shape in [(N, 2), (12,), (5,)])
    return x, draw(arrays(np.float64, N, elements=st.sampled_from([0.0, 1.0]))), w, b


def plain_loss(w: Any, b: Any, x: Any, t: Any) -> Any:
    """The slides' formulas one by one, for automatic differentiation; nothing of the engine."""
    x1, x2 = x[:, 0], x[:, 1]
    mu1 = w[0] * x1 + w[1] * x2 + b[0]
    mu2 = w[2] * x1 + w[3] * x2 + b[1]
    mu3 = w[4] * x1 + w[5] * x2 + b[2]
    mu4 = w[6] * x1 + w[7] * x2 + b[3]
    h1, h2, h3, h4 = (anp.where(mu > 0, mu, 0.0) for mu in (mu1, mu2, mu3, mu4))
    mu5 = w[8] * h1 + w[9] * h2 + w[10] * h3 + w[11] * h4 + b[4]
    y = 1 / (1 + anp.exp(-mu5))
    return anp.mean((y - t) ** 2)


@repeatable
@given(networks())
def test_backprop_is_the_gradient_found_by_automatic_differentiation(network: Network) -> None:
    x, t, w, b = network
    mu = engine.trace(x, w, b).mu
    assume(np.all(np.abs(mu) > 1e-9))
    assert engine.loss(x, t, w, b) == pytest.approx(plain_loss(w, b, x, t), rel=1e-13)
    dw, db = engine.backprop(x, t, w, b)
    assert dw.shape == (12,)
    assert db.shape == (5,)
    assert_allclose(dw, autograd.grad(plain_loss, 0)(w, b, x, t), rtol=1e-9, atol=1e-15)
    assert_allclose(db, autograd.grad(plain_loss, 1)(w, b, x, t), rtol=1e-9, atol=1e-15)


@repeatable
@given(networks())
def test_backprop_agrees_with_finite_differences(network: Network) -> None:
    x, t, w, b = network
    assume(np.all(np.abs(engine.trace(x, w, b).mu) > 1e-2))
    dw, db = engine.backprop(x, t, w, b)
    assert_allclose(dw, engine.numerical_gradient(lambda w: engine.loss(x, t, w, b), w), atol=1e-6)
    assert_allclose(db, engine.numerical_gradient(lambda b: engine.loss(x, t, w, b), b), atol=1e-6)


def test_traces_hold_what_their_names_say() -> None:
    """One hidden unit is active for the first sample only; numbers by hand."""
    x, t, b = [[1.0, 2.0], [-1.0, 0.5]], [1.0, 0.0], [0.5, 0.0, 0.0, 0.0, 0.0]
    w = [1.0, 0.25, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0]
    forward = engine.trace(x, w, b)
    assert_allclose(forward.mu[:, 0], [2.0, -0.375])
    assert_allclose(forward.h[:, 0], [2.0, 0.0])
    assert_allclose(forward.mu5, [1.0, 0.0])
    assert_allclose(forward.y, [np.e / (1 + np.e), 0.5])
    backward = engine.backprop_trace(x, t, w, b)
    delta5 = -np.e / (1 + np.e) ** 3, 0.125
    assert_allclose(backward.dL_dy, [-1 / (1 + np.e), 0.5])
    assert_allclose(backward.dy_dmu5, [np.e / (1 + np.e) ** 2, 0.25])
    assert_allclose(backward.delta5, delta5)
    assert_allclose(backward.dh[:, 0], np.multiply(0.5, delta5))
    assert_array_equal(backward.mask, [[1, 0, 0, 0], [0, 0, 0, 0]])
    assert_allclose(backward.delta[:, 0], [0.5 * delta5[0], 0.0])
    assert_allclose(backward.dw[[0, 1, 8]], [0.5 * delta5[0], delta5[0], 2 * delta5[0]])
    assert_allclose(backward.db[[0, 4]], [0.5 * delta5[0], sum(delta5)])


def test_relu_has_slope_0_at_0() -> None:
    w = np.array([1.0, -1.0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2])
    backward = engine.backprop_trace([[1.0, 1.0]], [0.0], w, np.zeros(5))
    assert_array_equal(backward.mask, [[0, 1, 1, 1]])
    assert_array_equal(backward.dw[:2], [0, 0])
    assert backward.db[0] == 0
    assert np.all(backward.dw[2:8] > 0)


def test_hidden_weights_come_in_pairs_per_neuron() -> None:
    assert_array_equal(engine.trace([[1.0, 10.0]], range(1, 13), np.zeros(5)).mu, [[21, 43, 65, 87]])


@repeatable
@given(networks(), st.floats(0.001, 1.0))
def test_train_step_moves_all_17_parameters_by_the_old_gradient(network: Network, lr: float) -> None:
    x, t, w, b = network
    dw, db = engine.backprop(x, t, w, b)
    new_w, new_b = engine.train_step(x, t, w, b, lr)
    assert_allclose(new_w, w - lr * dw, rtol=1e-15)
    assert_allclose(new_b, b - lr * db, rtol=1e-15)


@repeatable
@given(networks())
def test_small_training_steps_never_raise_the_loss(network: Network) -> None:
    x, t, w, b = network
    assume(np.all(np.abs(engine.trace(x, w, b).mu) > 1e-2))
    before = engine.loss(x, t, w, b)
    assert engine.loss(x, t, *engine.train_step(x, t, w, b, 1e-4)) <= before + 1e-15


def plain_binary_cross_entropy(y: Any, t: Any) -> Any:
    return -anp.mean(t * anp.log(y) + (1 - t) * anp.log(1 - y))


def plain_cross_entropy(y: Any, t: Any) -> Any:
    return -anp.sum(t * anp.log(y))


@pytest.mark.parametrize(
    ("loss", "plain"),
    [(engine.binary_cross_entropy, plain_binary_cross_entropy), (engine.cross_entropy, plain_cross_entropy)],
)
@repeatable
@given(data=st.data())
def test_gradients_of_the_cross_entropies(
    loss: Callable[[Any, Any], float], plain: Callable[[Any, Any], Any], data: st.DataObject
) -> None:
    N = data.draw(st.integers(1, 4))
    y = data.draw(arrays(np.float64, (N, 3), elements=st.floats(0.1, 0.9)))
    t = np.eye(3)[data.draw(st.lists(st.integers(0, 2), min_size=N, max_size=N))]
    numerical = engine.numerical_gradient(lambda y: loss(y, t), y)
    assert_allclose(numerical, autograd.grad(plain)(y, t), rtol=1e-5, atol=1e-8)


# --- arguments

PAIR = ([0.2, 0.7], [0.0, 1.0])
NETWORK = (X, [1.0, 0.0, 0.0], np.linspace(-1, 1, 12), np.linspace(0.1, 0.5, 5))
CALLS: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
    (engine.residual, PAIR),
    (engine.sse, PAIR),
    (engine.mse, PAIR),
    (engine.cross_entropy, PAIR),
    (engine.binary_cross_entropy, PAIR),
    (engine.accuracy, PAIR),
    (engine.relu, ([-1.0, 2.0],)),
    (engine.sigmoid, ([-1.0, 2.0],)),
    (engine.forward, (NETWORK[0], *NETWORK[2:])),
    (engine.trace, (NETWORK[0], *NETWORK[2:])),
    (engine.loss, NETWORK),
    (engine.backprop, NETWORK),
    (engine.backprop_trace, NETWORK),
    (engine.train_step, (*NETWORK, 0.5)),
    (engine.gd_step, (*PAIR, 0.5)),
    (engine.adam_step, (*PAIR, *PAIR, 2, 0.5)),
]


@pytest.mark.parametrize(("function", "arguments"), CALLS, ids=lambda value: getattr(value, "__name__", ""))
def test_no_argument_is_changed_or_handed_back(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    given_arrays = [np.array(value) if np.ndim(value) else value for value in arguments]
    before = copy.deepcopy(given_arrays)
    result = function(*given_arrays)
    assert all(np.array_equal(one, other) for one, other in zip(given_arrays, before, strict=True))
    returned = result if isinstance(result, tuple) else (result,)
    assert not any(np.may_share_memory(one, other) for one, other in itertools.product(returned, given_arrays))


@pytest.mark.parametrize(
    "function", [engine.residual, engine.sse, engine.mse, engine.cross_entropy, engine.binary_cross_entropy]
)
def test_a_column_beside_a_row_is_refused_and_not_broadcast(function: Callable[..., Any]) -> None:
    y, t = np.array(THREE)
    assert np.mean((y[:, None] - t) ** 2) == pytest.approx(0.266423, abs=5e-7)
    with pytest.raises(ValueError, match=r"y \(3, 1\), t \(3,\)"):
        function(y[:, None], t)


@pytest.mark.parametrize(
    ("position", "value", "message"),
    [
        (0, np.ones(2), r"x must have shape \(N, 2\), not \(2,\)"),
        (0, np.ones((3, 3)), r"x must have shape \(N, 2\), not \(3, 3\)"),
        (1, np.ones((3, 1)), r"t \(3, 1\)"),
        (2, np.ones((12, 1)), r"w must have shape \(12,\), not \(12, 1\)"),
        (3, np.ones(6), r"b must have shape \(5,\), not \(6,\)"),
    ],
)
def test_a_wrong_shape_is_refused_by_name(position: int, value: NDArray[np.float64], message: str) -> None:
    arguments: list[Any] = [*NETWORK, 0.1]
    arguments[position] = value
    with pytest.raises(ValueError, match=message):
        engine.train_step(*arguments)


def test_a_number_gives_a_0_d_array_of_float64() -> None:
    results = [
        engine.residual(2, 1),
        engine.relu(1),
        engine.sigmoid(0),
        engine.gd_step(2, 1, 1.0),
        *engine.adam_step(1, 0, 0, 0, 1, 0.1),
        engine.numerical_gradient(float, 1),
    ]
    assert all(isinstance(result, np.ndarray) for result in results)
    assert {(result.shape, result.dtype.name) for result in results} == {((), "float64")}


def test_an_output_of_one_half_counts_as_class_1() -> None:
    assert engine.accuracy([0.5, 0.5, 0.49], [1, 0, 0]) == pytest.approx(2 / 3)
