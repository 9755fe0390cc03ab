"""Optimizers as a careful person writes them in numba, NumPy and SciPy."""

import math

import numpy as np
from numba import njit
from scipy import sparse
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import minimize


@njit
def risk_parity(covariance, weights):
    """Equal parts of the risk by cyclical coordinate descent (Griveau-Billion, Richard and Roncalli 2013), to 1e-10 of
    each part. V x is kept up to date row by row, which the compiler turns into vector code without reordering sums."""
    n = weights.size
    pull = np.zeros(n)
    for i in range(n):
        weights[i] = 1.0 / math.sqrt(covariance[i, i])
    for i in range(n):
        row = covariance[i]
        for j in range(n):
            pull[j] += weights[i] * row[j]
    variance = 0.0
    for i in range(n):
        variance += weights[i] * pull[i]
    scale = 1.0 / math.sqrt(variance)
    for i in range(n):
        weights[i] *= scale
        pull[i] *= scale
    part = 1.0 / n
    for _ in range(1000):
        for i in range(n):
            row = covariance[i]
            own = row[i]
            rest = pull[i] - own * weights[i]
            root = (math.sqrt(rest * rest + 4.0 * own * part) - rest) / (2.0 * own)
            step = root - weights[i]
            weights[i] = root
            for j in range(n):
                pull[j] += step * row[j]
        worst = 0.0
        for i in range(n):
            worst = max(worst, abs(weights[i] * pull[i] * n - 1.0))
        if worst < 1e-10:
            break
    total = weights.sum()
    for i in range(n):
        weights[i] /= total


@njit
def repeat_risk_parity(times, covariance, weights):
    """So many times, so that a call from Python counts once."""
    for _ in range(times):
        risk_parity(covariance, weights)


def risk_parity_slsqp(covariance):
    """The textbook way: the squared differences between parts of the risk, by sequential least squares."""
    n = len(covariance)

    def spread(weights):
        pull = covariance @ weights
        parts = weights * pull / (weights @ pull)
        return np.sum((parts - 1.0 / n) ** 2)

    found = minimize(
        spread,
        np.full(n, 1.0 / n),
        method="SLSQP",
        bounds=[(0.0, 1.0)] * n,
        constraints=[{"type": "eq", "fun": lambda weights: weights.sum() - 1.0}],
        options={"ftol": 1e-14, "maxiter": 1000},
    )
    return found.x


@njit
def critical_line(mean, covariance, corners, moments, to_tangency):
    """Every turning point of the long-only efficient frontier (Markowitz 1956), from the highest return down. On the
    free assets weights are lambda a + gamma b with V a = m and V b = 1; the inverse of their covariance, a, b and the
    products with all rows are updated by one asset at a time. Where only the tangency portfolio without a risk-free
    rate is wanted, the walk ends on the line where gamma is zero.

    Fills corners, and their mean, variance and lambda, and gives how many there are."""
    n = mean.size
    inverse = np.empty((n, n))
    free = np.empty(n, np.int64)
    is_free = np.zeros(n, np.bool_)
    a, b, z = np.empty(n), np.empty(n), np.empty(n)
    pull_a, pull_b, change = np.empty(n), np.empty(n), np.empty(n)
    first = np.argmax(mean)
    own = covariance[first, first]
    k, count = 1, 0
    free[0], is_free[first], inverse[0, 0] = first, True, 1.0 / own
    a[0], b[0] = mean[first] / own, 1.0 / own
    for j in range(n):
        pull_a[j] = covariance[first, j] * a[0]
        pull_b[j] = covariance[first, j] * b[0]
    while True:
        sum_a = sum_b = 0.0
        for i in range(k):
            sum_a += a[i]
            sum_b += b[i]
        ratio = sum_a / sum_b
        best, entering, leaving = 0.0, -1, -1
        for i in range(k):
            slope = a[i] - ratio * b[i]
            if slope > 0.0:
                at = -b[i] / sum_b / slope
                if at > best:
                    best, leaving = at, i
        for j in range(n):
            if not is_free[j]:
                short = 1.0 - pull_b[j]
                slope = mean[j] - pull_a[j] - ratio * short
                if slope < 0.0:
                    at = -short / sum_b / slope
                    if at > best:
                        best, entering, leaving = at, j, -1
        if to_tangency and best <= 1.0 / sum_a:
            corners[0] = 0.0
            for i in range(k):
                corners[0, free[i]] = a[i] / sum_a
            return 1
        gamma = (1.0 - best * sum_a) / sum_b
        if not to_tangency:
            earned = 0.0
            for j in range(n):
                corners[count, j] = 0.0
            for i in range(k):
                weight = best * a[i] + gamma * b[i]
                corners[count, free[i]] = weight
                earned += mean[free[i]] * weight
            moments[count, 0], moments[count, 1], moments[count, 2] = earned, best * earned + gamma, best
            count += 1
        if best == 0.0:
            return count
        if entering >= 0:
            row = covariance[entering]
            for i in range(k):
                z[i] = 0.0
            for i in range(k):
                link = row[free[i]]
                for j in range(k):
                    z[j] += link * inverse[i, j]
            left, gain_a, gain_b = row[entering], mean[entering], 1.0
            for j in range(n):
                change[j] = row[j]
            for i in range(k):
                link = row[free[i]]
                left -= link * z[i]
                gain_a -= link * a[i]
                gain_b -= link * b[i]
                other = covariance[free[i]]
                for j in range(n):
                    change[j] -= z[i] * other[j]
            gain_a, gain_b = gain_a / left, gain_b / left
            for i in range(k):
                part = z[i] / left
                for j in range(k):
                    inverse[i, j] += part * z[j]
                inverse[i, k] = -part
                inverse[k, i] = -part
                a[i] -= gain_a * z[i]
                b[i] -= gain_b * z[i]
            inverse[k, k] = 1.0 / left
            a[k], b[k], free[k], is_free[entering] = gain_a, gain_b, entering, True
            k += 1
            for j in range(n):
                pull_a[j] += gain_a * change[j]
                pull_b[j] += gain_b * change[j]
        else:
            own = inverse[leaving, leaving]
            gain_a, gain_b = a[leaving] / own, b[leaving] / own
            for i in range(k):
                z[i] = inverse[i, leaving]
            for j in range(n):
                change[j] = 0.0
            for i in range(k):
                other = covariance[free[i]]
                for j in range(n):
                    change[j] += z[i] * other[j]
                part = z[i] / own
                for j in range(k):
                    inverse[i, j] -= part * z[j]
                a[i] -= gain_a * z[i]
                b[i] -= gain_b * z[i]
            for j in range(n):
                pull_a[j] -= gain_a * change[j]
                pull_b[j] -= gain_b * change[j]
            is_free[free[leaving]] = False
            k -= 1
            for i in range(leaving, k):
                free[i], a[i], b[i] = free[i + 1], a[i + 1], b[i + 1]
                for j in range(k + 1):
                    inverse[i, j] = inverse[i + 1, j]
            for i in range(k):
                for j in range(leaving, k):
                    inverse[i, j] = inverse[i, j + 1]


@njit
def repeat_critical_line(times, mean, covariance, corners, moments, to_tangency):
    """So many times, so that a call from Python counts once."""
    count = 0
    for _ in range(times):
        count = critical_line(mean, covariance, corners, moments, to_tangency)
    return count


def ledoit_wolf(returns):
    """Shrinkage to one variance (Ledoit and Wolf 2004), sums over pairs in O(TN); X'X is a symmetric rank-k update."""
    periods, n = returns.shape
    x = returns - returns.mean(axis=0)
    sample = x.T @ x
    sample /= periods
    lengths = np.einsum("ti,ti->t", x, x)
    square = np.vdot(sample, sample)
    mean = np.trace(sample) / n
    pi = lengths @ lengths / periods - square
    gamma = square - n * mean * mean
    shrinkage = min(max(pi / gamma / periods, 0.0), 1.0)
    sample *= 1.0 - shrinkage
    sample.flat[:: n + 1] += shrinkage * mean
    return sample


def picks(rows, assets):
    """Views as a sparse matrix, one row each."""
    at, columns, factors = [], [], []
    for k, (better, worse, _) in enumerate(rows):
        at.append(k), columns.append(int(better)), factors.append(1.0)
        if worse >= 0:
            at.append(k), columns.append(int(worse)), factors.append(-1.0)
    return sparse.csr_matrix((factors, (at, columns)), shape=(len(rows), assets))


def black_litterman(covariance, prior, pick, said, tau):
    """Posterior mean and covariance (He and Litterman 1999), each view as uncertain as the prior is about it."""
    links = pick @ covariance
    links *= tau
    system = pick @ links.T
    system.flat[:: len(said) + 1] *= 2.0
    factor = cholesky(system, lower=True, check_finite=False)
    half = solve_triangular(factor, links, lower=True, check_finite=False)
    surprise = solve_triangular(factor, said - pick @ prior, lower=True, check_finite=False)
    posterior = (1.0 + tau) * covariance
    posterior -= half.T @ half
    return prior + half.T @ surprise, posterior
