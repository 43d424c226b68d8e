#!/usr/bin/env python3
"""table.py BUILD [RUNS]: the whole table of speed in one run: every bar, what was measured, and by which command.

Each figure is the best of RUNS (default 5) whole processes; where a peer has a part in a bar, both take turns in this run
and the ratio is that of their best. On a busy machine read the processor's column (user + system), which is what decides
`met` with BUSY=1; else the clock does. Notes: $NOTES, a folder with a sample (llm-interview.md) and long notes
(javaguide-large-zh.md), or else our own sample for both. Peers that are not installed leave their rows without a ratio."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from bench import SAME_PAGE, run_once, typst_python, write_notes
from peers import GENANKI, NOTES as CARDS, ROWS, has

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
WALL, BUSY, MB = range(3)
CLOCK = BUSY if os.environ.get("BUSY") else WALL


def notes_in(name):
    path = os.path.join(os.environ.get("NOTES", ""), name)
    return path if os.path.exists(path) else os.path.join(TOP, "input", "llm-notes.md")


def best(runs, *commands, fresh=None):
    """The least wall, processor seconds and MB of each command, which take turns; `fresh` is taken away before each."""
    least = [None] * len(commands)
    for _ in range(runs):
        for k, command in enumerate(commands):
            if fresh:
                shutil.rmtree(fresh, ignore_errors=True)
            figures = run_once(command)
            least[k] = tuple(map(min, figures, least[k] or figures))
    return least


def row(what, bar, measured, met, more=""):
    print("| %s | %s | %s | %s | %s |" % (what, bar, measured, {None: "–", True: "yes", False: "**no**"}[met], more), flush=True)


def figures(f):
    return "%.3f s, %.3f s of the processor, %.0f MB" % f


def against(what, bar_of, ours, theirs, peer, more="", limit=None):
    """ours / theirs at most the bar."""
    ratio = ours[CLOCK] / theirs[CLOCK]
    met = ratio <= bar_of and (limit is None or ours[MB] <= limit)
    bar = "≤ %.2f × %s" % (bar_of, peer) + (", ≤ %d MB" % limit if limit else "")
    row(what, bar, "%.2f × (%s; %s: %s)" % (ratio, figures(ours), peer, figures(theirs)), met, more)


def sheets(crib, runs, work, sample, typst):
    for times, bar, limit in ((1, 1 / 3, 40), (10, 1 / 4, 50), (100, 1 / 4, 120)):
        source = os.path.join(work, "n%d.md" % times)
        out, other = os.path.join(work, "a.pdf"), os.path.join(work, "b.pdf")
        write_notes(sample, times, source)
        commands = [[crib, "sheet", source, "-o", out, "-q", *SAME_PAGE]]
        if typst:
            commands.append([typst, os.path.join(HERE, "typst_peer.py"), source, other])
        got = best(runs if times < 100 else max(1, runs // 2), *commands)
        if typst:
            against("sheet ×%d" % times, bar, got[0], got[1], "Typst", "crib sheet", limit)
        else:
            row("sheet ×%d" % times, "≤ %d MB" % limit, figures(got[0]), got[0][MB] <= limit, "crib sheet; no Typst")
        if times == 1:
            size = os.path.getsize(out) / 1000
            row("sheet ×1, size", "≤ 250 KB", "%.0f KB" % size, size <= 250, "two faces")
    source, out = os.path.join(work, "n1.md"), os.path.join(work, "f.pdf")
    base = [crib, "sheet", source, "-o", out, "-q"]
    fixed, fit = best(runs, [*base, "--fit", "none"], [*base, "--fit", "2"])
    against("sheet --fit 2", 2, fit, fixed, "--fit none", "crib sheet --fit 2")


def whole_build(crib, runs, work, sample, typst):
    source, other = os.path.join(work, "n1.md"), os.path.join(work, "b.pdf")
    commands = [[crib, "build", sample, "-o", os.path.join(work, "set"), "-q"]]
    if typst:
        commands.append([typst, os.path.join(HERE, "typst_peer.py"), source, other])
    got = best(runs, *commands)
    if typst:
        against("crib build, every output", 1, got[0], got[1], "Typst's sheet alone", "crib build", 80)
    else:
        row("crib build, every output", "≤ 80 MB", figures(got[0]), got[0][MB] <= 80, "no Typst")


def said(command, env=None):
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, **(env or {}))).stdout


def stages(build, runs, long):
    text = said([build + "/bench/bench_front", str(runs)], {"NOTES": long})
    speed = float(re.search(r"^\| ×10 \|.*\| \**([0-9.]+)\** \| \d+ \| \d+ \|$", text, re.M).group(1))
    row("front end, notes ×10", "≥ 50 MB/s", "%.1f MB/s of the processor" % speed, speed >= 50, "bench_front")
    text = said([build + "/bench/bench_items", long])
    rate = int(re.search(r"\((\d+) questions/s\); index", text).group(1))
    row("items", "≥ 20,000 questions/s", "%d questions/s" % rate, rate >= 20000, "bench_items")


def decks(build, runs, work):
    ours = [build + "/bench/bench_deck", str(CARDS), os.path.join(work, "d.apkg")]
    peer = [[sys.executable, "-c", GENANKI % (CARDS, os.path.join(work, "g.apkg"))]] if has("genanki") else []
    got = best(min(runs, 3), ours, *peer)
    row(".apkg, 100,000 notes", "≤ 0.5 s, ≤ 105 MB", figures(got[0]), got[0][CLOCK] <= 0.5 and got[0][MB] <= 105, "bench_deck")
    if peer:
        ratio = got[1][CLOCK] / got[0][CLOCK]
        row(".apkg against genanki", "≥ 6 ×", "%.2f × (%s)" % (ratio, figures(got[1])), ratio >= 6, "peers.py")


def workbook(build, runs, work):
    names = ("crib", "bare")
    got = best(min(runs, 3), *[[build + "/bench/bench_sheet", how, str(ROWS), os.path.join(work, "s.xlsx")] for how in names])
    against("workbook, 1,000,000 cells", 1.25, got[0], got[1], "bare libxlsxwriter", "bench_sheet")


def copies(crib, runs, sample):
    shm = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="crib-bench.", dir=shm) as work:
        rosters = {}
        for n in (100, 1000, 10000):
            rosters[n] = os.path.join(work, "r%d.csv" % n)
            with open(rosters[n], "w", encoding="utf-8") as f:
                f.write("id,name,room\n" + "".join("%08d,考生%d,R%d\n" % (i, i, i // 30) for i in range(n)))
        out = os.path.join(work, "x")
        exam = lambda n, jobs, *more: [crib, "exam", sample, "-o", out, "--no-ids", "-q",
                                       "--roster", rosters[n], "--jobs", str(jobs), *more]
        few, one, two = best(runs, exam(100, 1), exam(1000, 1), exam(1000, 2), fresh=out)
        rate = 900 / max(one[CLOCK] - few[CLOCK], 1e-9)
        row("named papers, a core", "≥ 400 copies/s", "%.0f copies/s (1,000: %s)" % (rate, figures(one)), rate >= 400, "crib exam --roster")
        many, many_two = best(max(1, runs // 3), exam(10000, 1), exam(10000, 2), fresh=out)
        row("memory, 100 → 10,000 copies", "flat", "%.0f → %.0f MB" % (few[MB], many[MB]), many[MB] <= few[MB] * 1.25, "")
        for n, alone, both in ((1000, one, two), (10000, many, many_two)):
            speedup = alone[WALL] / both[WALL]
            row("--jobs 2, %d copies" % n, "≥ 1.8 ×", "%.2f × by the clock (%.3f s; %.3f s)" % (speedup, alone[WALL], both[WALL]),
                None if CLOCK == BUSY else speedup >= 1.8, "means nothing on a busy machine")


def main():
    build, runs = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    crib, typst = build + "/crib", typst_python()
    sample, long = notes_in("llm-interview.md"), notes_in("javaguide-large-zh.md")
    load = os.getloadavg()[0]
    print("Load average %.1f on %d processors; `met` goes by %s.\n" % (load, os.cpu_count(), ("the clock", "the processor's seconds")[CLOCK]))
    print("| work | bar | measured | met | how |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="crib-bench.") as work:
        sheets(crib, runs, work, sample, typst)
        whole_build(crib, runs, work, sample, typst)
        stages(build, runs, long)
        decks(build, runs, work)
        workbook(build, runs, work)
    copies(crib, runs, sample)


if __name__ == "__main__":
    main()
