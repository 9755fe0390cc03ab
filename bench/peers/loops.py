"""Threshold backtests as one writes them in numba: one bar after the other, sums in four lanes so that no addition
waits for the one before, everything else left to the compiler. A run goes to target and pays its fee exactly, by Newton
steps on 1 - x = f sum abs(t x - w), as ours does."""

import math

import numpy as np
from numba import njit, prange


@njit(inline="always")
def value_at(units, row, values):
    """Fills the values of the assets and gives their sum."""
    n = units.size
    a = b = c = d = 0.0
    whole = n // 4 * 4
    for i in range(0, whole, 4):
        values[i] = units[i] * row[i]
        values[i + 1] = units[i + 1] * row[i + 1]
        values[i + 2] = units[i + 2] * row[i + 2]
        values[i + 3] = units[i + 3] * row[i + 3]
        a += values[i]
        b += values[i + 1]
        c += values[i + 2]
        d += values[i + 3]
    for i in range(whole, n):
        values[i] = units[i] * row[i]
        a += values[i]
    return (a + b) + (c + d)


@njit(inline="always")
def widest_gap(values, targets, whole):
    """The largest distance between an asset's value and the one wanted."""
    n = values.size
    a = b = c = d = 0.0
    fours = n // 4 * 4
    for i in range(0, fours, 4):
        a = max(a, abs(values[i] - targets[i] * whole))
        b = max(b, abs(values[i + 1] - targets[i + 1] * whole))
        c = max(c, abs(values[i + 2] - targets[i + 2] * whole))
        d = max(d, abs(values[i + 3] - targets[i + 3] * whole))
    for i in range(fours, n):
        a = max(a, abs(values[i] - targets[i] * whole))
    return max(max(a, b), max(c, d))


@njit
def traded_on_the_way(values, targets, whole, fee):
    """Everything traded, as a part of the value before, when the portfolio goes to target and pays for it."""
    left, traded, before = 1.0, 0.0, math.nan
    for _ in range(64):
        distance = signed = 0.0
        for i in range(values.size):
            sign = 1.0 if targets[i] * whole * left >= values[i] else -1.0
            distance += sign * (targets[i] * whole - values[i])
            signed += sign * targets[i]
        if signed == before:
            break
        traded = distance / whole / (1.0 + fee * signed)
        left = 1.0 - fee * traded
        before = signed
    return traded


@njit(inline="always")
def hold(units, targets, row, whole):
    """Everything on target."""
    for i in range(units.size):
        units[i] = targets[i] * whole / row[i]


@njit
def backtest(prices, targets, band, fee, capital):
    """The final value and how often there was a run."""
    units, values = np.empty(targets.size), np.empty(targets.size)
    whole = capital / (1.0 + fee * targets.sum())
    hold(units, targets, prices[0], whole)
    runs = 1
    for bar in range(1, prices.shape[0]):
        row = prices[bar]
        whole = value_at(units, row, values)
        if widest_gap(values, targets, whole) > band * whole:
            whole *= 1.0 - fee * traded_on_the_way(values, targets, whole, fee)
            hold(units, targets, row, whole)
            runs += 1
    return whole, runs


@njit
def measured(prices, targets, band, fee, capital, periods, figures):
    """The same with its measures: final value, runs, turnover, costs, worst drift, drawdown, volatility and Sharpe
    ratio."""
    units, values = np.empty(targets.size), np.empty(targets.size)
    whole = capital / (1.0 + fee * targets.sum())
    hold(units, targets, prices[0], whole)
    runs, turnover, costs = 1, whole / capital / 2.0, capital - whole
    worst = drawdown = total = squares = 0.0
    peak = last = whole
    bars = prices.shape[0]
    for bar in range(1, bars):
        row = prices[bar]
        whole = value_at(units, row, values)
        gap = widest_gap(values, targets, whole)
        if gap > worst * whole:
            worst = gap / whole
        if gap > band * whole:
            traded = traded_on_the_way(values, targets, whole, fee)
            costs += fee * traded * whole
            turnover += traded / 2.0
            whole *= 1.0 - fee * traded
            hold(units, targets, row, whole)
            runs += 1
        simple = whole / last - 1.0
        total += simple
        squares += simple * simple
        last = whole
        if whole > peak:
            peak = whole
        elif whole < peak * (1.0 + drawdown):
            drawdown = whole / peak - 1.0
    count = bars - 1
    mean = total / count
    deviation = math.sqrt((squares - count * mean * mean) / (count - 1))
    figures[0], figures[1], figures[2], figures[3] = whole, runs, turnover, costs
    figures[4], figures[5] = worst, drawdown
    figures[6], figures[7] = deviation * math.sqrt(periods), mean / deviation * math.sqrt(periods)


@njit
def repeat_measured(times, prices, targets, band, fee, capital, periods, figures):
    """So many times, so that a call from Python counts once."""
    for _ in range(times):
        measured(prices, targets, band, fee, capital, periods, figures)


@njit
def thresholds(prices, targets, bands, fee, capital, values):
    """Final values of many bands."""
    for k in range(bands.size):
        values[k] = backtest(prices, targets, bands[k], fee, capital)[0]


@njit(parallel=True)
def grid(prices, targets, bands, fees, starts, length, capital, values):
    """Final values by window, band and fee, on all threads there are."""
    for k in prange(starts.size * bands.size):
        window, band = k // bands.size, k % bands.size
        part = prices[starts[window]:starts[window] + length]
        for fee in range(fees.size):
            values[window, band, fee] = backtest(part, targets, bands[band], fees[fee], capital)[0]
