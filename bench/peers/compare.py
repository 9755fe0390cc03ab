"""Times our works and their peers in turns, so that whatever else the machine does hits both, and checks that they
agree. Each time is the median over rounds of the fastest reading in a round. Called by ./run, which finds the
interpreter and the program."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

# One thread in linear algebra, two where a work says so; read when the libraries are loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ["NUMBA_NUM_THREADS"] = "2"

import numpy as np  # noqa: E402

import inputs  # noqa: E402
import works  # noqa: E402

READING_SECONDS = 50e-6


class Ours:
    """Our program, which is told line by line what to do."""

    def __init__(self, program, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            ["dotnet", program, "peers", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        """One line in, one line out."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline().strip()
        if not said:
            raise SystemExit(f"compare: our program ended at '{line}'")
        return said

    def close(self):
        """No more lines."""
        self.process.stdin.close()
        self.process.wait(30)


class Theirs:
    """A peer in this process, warmed up until it is compiled."""

    def __init__(self, peer):
        self.peer = peer
        peer.run(1)
        began = time.perf_counter()
        peer.run(1)
        once = max(time.perf_counter() - began, 1e-9)
        self.times = max(1, round(READING_SECONDS / once))

    def answer(self):
        """What it found."""
        return self.peer.answer()

    def fastest(self, seconds):
        """The fastest of the readings that fit into so much time, at least one."""
        began, fastest = time.perf_counter(), float("inf")
        while True:
            start = time.perf_counter()
            self.peer.run(self.times)
            end = time.perf_counter()
            fastest = min(fastest, (end - start) / self.times)
            if end - began >= seconds:
                return fastest


class Plain:
    """A peer that is a plain loop in our own program."""

    def __init__(self, ours, key):
        self.ours, self.key = ours, key
        ours.ask("open " + key)

    def answer(self):
        """What it wrote."""
        return inputs.read(self.ours.folder, self.key + ".ours")

    def fastest(self, seconds):
        """As our program times."""
        return float(self.ours.ask(f"time {self.key} {seconds}"))


def disagreement(ours, theirs):
    """The largest difference beside the larger of one and the number itself; infinite where shapes or NaNs differ."""
    if ours.shape != theirs.shape or not np.all(np.isfinite(ours)) or not np.all(np.isfinite(theirs)):
        return float("inf")
    return float(np.max(np.abs(ours - theirs) / np.maximum(1.0, np.abs(theirs)), initial=0.0))


def compare(work, ours, rounds):
    """One row: times, ratio, and by how much the answers differ."""
    ours.ask("open " + work.key)
    answer = work.part(inputs.read(ours.folder, work.key + ".ours"))
    theirs = Plain(ours, work.peer) if isinstance(work.peer, str) else Theirs(work.peer(ours.folder))
    apart = disagreement(answer, np.asarray(theirs.answer(), dtype=float))
    mine, others = [], []
    for _ in range(rounds):
        mine.append(float(ours.ask(f"time {work.key} {work.seconds}")))
        others.append(theirs.fastest(work.seconds) * work.scale)
    ours.ask("close")
    us, them = statistics.median(mine), statistics.median(others)
    return {"work": work.title, "ours": us, "peer": them, "peerName": work.peer_name, "ratio": them / us}, apart


def duration(seconds):
    """A time with three digits in the unit that fits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def table(rows):
    """What a person reads, as Markdown."""
    lines = ["| work | ours | peer | | ratio |", "|---|---|---|---|---|"]
    for row in rows:
        lines.append(
            f"| {row['work']} | {duration(row['ours'])} | {duration(row['peer'])} | {row['peerName']} "
            f"| {row['ratio']:.2g} |" if row["ratio"] < 10 else
            f"| {row['work']} | {duration(row['ours'])} | {duration(row['peer'])} | {row['peerName']} "
            f"| {row['ratio']:.0f} |")
    return "\n".join(lines)


def main():
    """Runs them all; exit code 1 where an answer differs."""
    arguments = argparse.ArgumentParser(prog="bench/peers/run")
    arguments.add_argument("--json", action="store_true", help="print an array of objects instead of a table")
    arguments.add_argument("--only", default="", help="works whose key or name holds this text")
    arguments.add_argument("--rounds", type=int, default=5, help="turns of each side (5)")
    arguments.add_argument("--program", required=True, help=argparse.SUPPRESS)
    arguments.add_argument("--folder", required=True, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    chosen = [work for work in works.WORKS if options.only in work.key or options.only in work.title]
    if not chosen or options.rounds < 1:
        arguments.error("no work is left to compare" if not chosen else "at least one round is needed")
    inputs.write(options.folder)
    ours = Ours(options.program, options.folder)
    rows, wrong = [], []
    for number, work in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {work.title}", file=sys.stderr, flush=True)
        row, apart = compare(work, ours, options.rounds)
        print(
            f"    {duration(row['ours'])}, {work.peer_name} {duration(row['peer'])}; answers differ by {apart:.1e}",
            file=sys.stderr, flush=True)
        rows.append(row)
        if not apart <= work.tolerance:
            wrong.append(f"{work.title}: answers differ by {apart:.1e}, more than {work.tolerance:.0e}")
    ours.close()
    print(json.dumps(rows, indent=2) if options.json else table(rows))
    for line in wrong:
        print("compare: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
