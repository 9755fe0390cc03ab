"""The works that are compared: what each is called, who the peer is, and how close the answers must lie."""

from dataclasses import dataclass
from typing import Callable

import numpy as np

import inputs
import loops
import optimizers

# An answer of ours differs from a peer's by rounding; weights of an optimizer by what both stop at.
EXACT, VALUE, WEIGHT, LOOSE = 0.0, 1e-9, 1e-8, 2e-3


@dataclass
class Peer:
    """How a peer runs, so many times a call, and what it answers."""

    name: str
    run: Callable[[int], object]
    answer: Callable[[], np.ndarray]


@dataclass
class Work:
    """One row of the table. Where the peer is a name alone, it is a plain loop within our own program."""

    title: str
    key: str
    peer: Callable[[str], Peer] | str
    peer_name: str
    tolerance: float
    part: Callable[[np.ndarray], np.ndarray] = lambda answer: answer
    seconds: float = 0.15
    scale: float = 1.0


def once(function):
    """A function of its own for how often; it is called from Python each time."""

    def run(times):
        for _ in range(times):
            function()

    return run


def single(prices, assets):
    """One backtest with its measures."""

    def peer(folder):
        rows = inputs.read(folder, prices, assets)
        figures, targets = np.empty(8), np.full(assets, 1.0 / assets)
        rest = (rows, targets, inputs.BAND, inputs.FEE, inputs.CAPITAL, inputs.PERIODS, figures)
        return Peer("numba loop", lambda times: loops.repeat_measured(times, *rest), lambda: figures)

    return peer


def thresholds(folder):
    """A thousand bands."""
    values = np.empty(inputs.BANDS.size)
    rest = (
        inputs.read(folder, "days", inputs.DAY_ASSETS), np.full(inputs.DAY_ASSETS, 1.0 / inputs.DAY_ASSETS),
        inputs.read(folder, "bands"), inputs.FEE, inputs.CAPITAL, values)
    return Peer("numba loop", once(lambda: loops.thresholds(*rest)), lambda: values)


# The loop shares nothing between windows, so that a tenth of them takes a tenth of the time.
TENTH = np.arange(0, inputs.WINDOWS, 10)


def grid(folder):
    """Bands, fees and windows, on two threads."""
    values = np.empty((TENTH.size, inputs.BANDS.size, inputs.FEES.size))
    rest = (
        inputs.read(folder, "days", inputs.DAY_ASSETS), np.full(inputs.DAY_ASSETS, 1.0 / inputs.DAY_ASSETS),
        inputs.read(folder, "bands"), inputs.read(folder, "fees"), TENTH * inputs.WINDOW_STEP, inputs.WINDOW,
        inputs.CAPITAL, values)
    return Peer("numba loop", once(lambda: loops.grid(*rest)), lambda: values.ravel())


def tenth(answer):
    """Our answers for the windows that the loop walks."""
    return answer.reshape(inputs.WINDOWS, -1)[TENTH].ravel()


def parity(count):
    """Risk parity by coordinate descent."""

    def peer(folder):
        covariance, weights = inputs.read(folder, f"covariance{count}", count), np.empty(count)
        return Peer(
            "numba", lambda times: optimizers.repeat_risk_parity(times, covariance, weights), lambda: weights)

    return peer


def parity_slsqp(folder):
    """Risk parity by SciPy."""
    covariance = inputs.read(folder, "covariance6", 6)
    return Peer(
        "SLSQP",
        once(lambda: optimizers.risk_parity_slsqp(covariance)),
        lambda: optimizers.risk_parity_slsqp(covariance))


def frontier(count):
    """The whole frontier; means and variances stand behind each point's weights, as ours writes them."""

    def peer(folder):
        corners, moments = np.empty((4 * count + 16, count)), np.empty((4 * count + 16, 3))
        rest = (inputs.read(folder, f"mean{count}"), inputs.read(folder, f"covariance{count}", count), corners, moments,
                False)

        def answer():
            found = optimizers.repeat_critical_line(1, *rest)
            return np.hstack([corners[:found], moments[:found, :2]]).ravel()

        return Peer("numba", lambda times: optimizers.repeat_critical_line(times, *rest), answer)

    return peer


def sharpe(count):
    """The tangency portfolio, without the rest of the frontier."""

    def peer(folder):
        corners, moments = np.empty((1, count)), np.empty((1, 3))
        rest = (inputs.read(folder, f"mean{count}"), inputs.read(folder, f"covariance{count}", count), corners, moments,
                True)
        return Peer(
            "numba", lambda times: optimizers.repeat_critical_line(times, *rest), lambda: corners.ravel())

    return peer


def shrinkage(folder):
    """Ledoit and Wolf's estimate."""
    returns = inputs.read(folder, "returns", inputs.RETURNS[1])
    return Peer(
        "NumPy",
        once(lambda: optimizers.ledoit_wolf(returns)),
        lambda: optimizers.ledoit_wolf(returns).ravel())


def views(folder):
    """The Black-Litterman posterior."""
    covariance, prior = inputs.read(folder, "covariance500", 500), inputs.read(folder, "mean500")
    rows = inputs.read(folder, "views", 3)
    pick, said = optimizers.picks(rows, 500), rows[:, 2].copy()
    rest = (covariance, prior, pick, said, inputs.TAU)
    return Peer(
        "NumPy",
        once(lambda: optimizers.black_litterman(*rest)),
        lambda: np.concatenate([part.ravel() for part in optimizers.black_litterman(*rest)]))


LOOP, DESCENT, LINE = "numba loop", "numba coordinate descent", "numba critical line"

WORKS = [
    Work("one threshold backtest, 3,650 bars x 20 assets, with its measures", "days",
         single("days", inputs.DAY_ASSETS), LOOP, VALUE),
    Work("one-minute bars, 525,600 x 10", "minutes", single("minutes", inputs.MINUTE_ASSETS), LOOP, VALUE),
    Work("1,000 thresholds on 3,650 x 20, exact", "thresholds", thresholds, LOOP, VALUE, seconds=0.4),
    Work("x 20 fees x 100 windows (2,000,000 backtests), two cores", "grid", grid,
         "numba loop, two threads, every tenth window, times ten", VALUE, part=tenth, seconds=0.4, scale=10.0),
    Work("risk parity to 1e-10, N = 6", "parity6", parity(6), DESCENT, WEIGHT),
    Work("risk parity, N = 6, beside SLSQP", "parity6", parity_slsqp, "SciPy SLSQP", LOOSE),
    Work("risk parity to 1e-10, N = 500", "parity500", parity(500), DESCENT, WEIGHT),
    Work("whole frontier, N = 6", "frontier6", frontier(6), LINE, WEIGHT),
    Work("whole frontier, N = 500", "frontier500", frontier(500), LINE, WEIGHT),
    Work("maximum Sharpe, N = 500", "sharpe500", sharpe(500), LINE, WEIGHT),
    Work("Ledoit-Wolf, T = 1,000, N = 500", "shrinkage", shrinkage, "NumPy, OpenBLAS, O(TN) form", VALUE),
    Work("Black-Litterman, N = 500, 50 views", "views", views, "NumPy, OpenBLAS", VALUE),
    Work("drift of 1,000,000 portfolios x 5 assets per tick, floats confirmed in doubles", "drift", "driftPlain",
         "plain loop over objects", EXACT),
    Work("drift of 1,000,000 portfolios x 5 assets per tick, doubles", "driftDoubles", "driftPlain",
         "plain loop over objects", EXACT),
    Work("the same with an index by slack, mean tick of 20,000", "driftIndex", "driftPlain",
         "plain loop over objects", EXACT),
    Work("the same, 20 universes, one coin's price a tick", "driftMixed", "driftMixedPlain",
         "plain loop over objects", EXACT),
]
