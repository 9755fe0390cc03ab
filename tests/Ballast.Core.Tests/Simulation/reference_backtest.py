"""An independent backtest of a band with destination half, in plain Python floats.

Shares no code with Ballast. Prints what BandBacktestTests expects:

    python3 reference_backtest.py close_wide_binance_usdt.csv

Rules: 15 coins at 6 % each and 10 % in USDT; 100,000 USDT; bought at the close of 2020-09-22, last mark 2025-12-31;
decisions trade at the same close; a proportional fee on everything traded but the quote. A run starts when any drift
exceeds its half-width. It keeps every drift within k half-widths and moves as little as possible: drifts are clipped,
and if they then do not sum to zero the highest are lowered, or the lowest raised, to a common level. The cost C is part
of the solve: values after add up to V - C, and drifts are measured in V - C.
"""
import csv
import sys

COINS = "BTC ETH BNB XRP ADA SOL DOGE TRX LTC LINK DOT AVAX UNI ETC ATOM".split()
TARGETS = [0.06] * 15 + [0.10]  # the last one is the quote


def level(drifts):
    """Lowers the highest (sum above zero) or raises the lowest (below) until the sum is zero, by bisection."""
    total = sum(drifts)
    if total == 0:
        return drifts
    sign = 1 if total > 0 else -1
    up = [sign * d for d in drifts]
    low, high = -max(abs(d) for d in drifts), max(up)
    for _ in range(200):
        middle = (low + high) / 2
        if sum(min(d, middle) for d in up) > 0:
            high = middle
        else:
            low = middle
    return [sign * min(d, high) for d in up]


def destination(values, bands, k, fee):
    """Values after the run, and its cost."""
    whole = sum(values)
    cost = 0.0
    for _ in range(100):
        left = whole - cost
        clipped = [max(-k * b * left, min(k * b * left, v - t * left)) for v, t, b in zip(values, TARGETS, bands)]
        after = [t * left + d for t, d in zip(TARGETS, level(clipped))]
        again = fee * sum(abs(a - v) for a, v in zip(after[:-1], values[:-1]))
        if abs(again - cost) < 1e-15 * whole:
            break
        cost = again
    return after, cost


def backtest(rows, bands, k, fee):
    units = [0.0] * 15 + [100_000.0]
    final = costs = traded = 0.0
    runs = 0
    worst = 0.0
    for n, prices in enumerate(rows):
        values = [u * p for u, p in zip(units, prices)]
        whole = sum(values)
        drifts = [abs(v / whole - t) for v, t in zip(values, TARGETS)]
        if n > 0:
            worst = max(worst, max(drifts))
        if n == 0 or any(d > b for d, b in zip(drifts, bands)):
            after, cost = destination(values, bands, 0.0 if n == 0 else k, fee)
            traded += sum(abs(a - v) for a, v in zip(after[:-1], values[:-1]))
            costs += cost
            runs += 1
            units = [a / p for a, p in zip(after, prices)]
        final = sum(u * p for u, p in zip(units, prices))
    return dict(final=final, costs=costs, traded=traded, runs=runs, worst=worst)


def read(path):
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if "2020-09-22" <= row["date"] <= "2025-12-31":
                yield [float(row[coin]) for coin in COINS] + [1.0]


if __name__ == "__main__":
    prices = list(read(sys.argv[1]))
    absolute = [0.05] * 16
    relative = [max(0.20 * t, 0.01) for t in TARGETS]
    for name, bands, k in (
        ("absolute 5 points, half", absolute, 0.5),
        ("relative 20 %, floor 1 point, half", relative, 0.5),
        ("absolute 5 points, target", absolute, 0.0),
        ("relative 20 %, floor 1 point, edge", relative, 1.0),
    ):
        print(name, {key: repr(value) for key, value in backtest(prices, bands, k, 0.001).items()})
