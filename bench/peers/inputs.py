"""What both sides compute on: made once from fixed seeds, kept as raw little-endian doubles, one file an array."""

import os

import numpy as np

DAYS, DAY_ASSETS = 3_650, 20
MINUTES, MINUTE_ASSETS = 525_600, 10
CAPITAL, FEE, BAND, PERIODS = 1000.0, 0.001, 0.05, 365.0
BANDS = 0.005 + 0.195 * np.arange(1000) / 999.0
FEES = np.arange(1, 21) * 0.0001
WINDOW, WINDOW_STEP, WINDOWS = 365, 33, 100
RETURNS = (1000, 500)
VIEWS = 50
TAU = 0.05


def write(folder):
    """Writes every input into a folder."""
    keep(folder, "days", closes(DAYS, DAY_ASSETS, 0.02))
    keep(folder, "minutes", closes(MINUTES, MINUTE_ASSETS, 0.001))
    keep(folder, "bands", BANDS)
    keep(folder, "fees", FEES)
    for count in (6, 500):
        mean, covariance = universe(count)
        keep(folder, f"mean{count}", mean)
        keep(folder, f"covariance{count}", covariance)
    keep(folder, "returns", returns(*RETURNS, seed=3))
    keep(folder, "views", views(500))


def closes(bars, assets, deviation):
    """Prices that share one factor, each with noise of its own."""
    random = np.random.Generator(np.random.PCG64(1))
    market = deviation * random.standard_normal((bars, 1))
    own = deviation * random.standard_normal((bars, assets))
    moves = market + own - deviation**2
    moves[0] = 0.0
    return 100.0 * np.exp(np.cumsum(moves, axis=0))


def returns(periods, assets, seed):
    """Returns of one factor with betas of 0.5 to 1.5, and noise."""
    random = np.random.Generator(np.random.PCG64(seed))
    betas = 0.5 + random.random(assets)
    noise = 0.01 + 0.04 * random.random(assets)
    market = 0.03 * random.standard_normal((periods, 1))
    return market * betas + noise * random.standard_normal((periods, assets))


def universe(assets):
    """Means of a year and the covariance of twice as many periods as assets, a tenth of it off the diagonal taken
    away."""
    random = np.random.Generator(np.random.PCG64(7))
    sample = np.cov(returns(2 * assets, assets, seed=7), rowvar=False) * 365.0
    covariance = 0.9 * sample + 0.1 * np.diag(np.diag(sample))
    return 0.4 * random.random(assets), 0.5 * (covariance + covariance.T)


def views(assets):
    """One row a view: the better asset, the worse one or -1, and by how much."""
    random = np.random.Generator(np.random.PCG64(11))
    rows = np.empty((VIEWS, 3))
    for row in rows:
        better, worse = random.choice(assets, 2, replace=False)
        row[:] = better, worse, 0.05 * random.random()
    rows[::2, 1] = -1
    return rows


def keep(folder, name, values):
    """Writes one array."""
    np.ascontiguousarray(values, dtype="<f8").tofile(os.path.join(folder, name + ".f64"))


def read(folder, name, columns=0):
    """Reads one array, in rows where columns are given."""
    values = np.fromfile(os.path.join(folder, name + ".f64"), dtype="<f8")
    return values.reshape(-1, columns) if columns else values
