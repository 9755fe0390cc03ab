"""Independent targets for TargetCourseTests and MovingBacktestTests, in plain Python floats.

    python3 reference_targets.py

Shares no code with Ballast. Prices are those of WavePrices. Risk parity of three coins beside 10 % in the quote, from the
60 returns that end with a day (T - 1, times 365), each coin adding the same risk. Solved by the multiplicative fixed point
y_i <- y_i sqrt(b_i / (y_i (S y)_i)), which Ballast does not use, until nothing moves, then scaled to sum to 0.9.
"""
import math

SIZES = [0.01, 0.02, 0.04]


def closes(coin, days):
    log, out = 0.0, []
    for t in range(days):
        if t > 0:
            log += SIZES[coin] * math.sin(1.7 * t * (coin + 1)) + 0.003 * math.cos(0.9 * t)
        out.append(round(100.0 * math.exp(log), 6))
    return out


def covariance(day, lookback=60):
    returns = []
    for coin in range(3):
        price = closes(coin, day + 1)[day - lookback:]
        returns.append([b / a - 1.0 for a, b in zip(price, price[1:])])
    mean = [sum(r) / lookback for r in returns]
    return [[sum((x - mean[i]) * (y - mean[j]) for x, y in zip(returns[i], returns[j])) / (lookback - 1) * 365.0
             for j in range(3)] for i in range(3)]


def risk_parity(day, budget=0.9):
    s = covariance(day)
    y = [1.0 / math.sqrt(s[i][i]) for i in range(3)]
    for _ in range(20_000):
        y = [y[i] * math.sqrt(1.0 / 3.0 / (y[i] * sum(s[i][j] * y[j] for j in range(3)))) for i in range(3)]
    return [budget * v / sum(y) for v in y]


before = None
for day in (60, 66, 73, 80):
    solved = risk_parity(day)
    half = solved if before is None else [0.5 * a + 0.5 * b for a, b in zip(before, solved)]
    print(day, "solved", ["%.10f" % w for w in solved], "half", ["%.10f" % w for w in half])
    before = half

s = covariance(60)
w = [0.4, 0.3, 0.3]
print("volatility of 40/30/30 on day 60: %.12f" % math.sqrt(sum(w[i] * s[i][j] * w[j] for i in range(3) for j in range(3))))
