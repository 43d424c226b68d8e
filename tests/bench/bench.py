#!/usr/bin/env python3
"""bench.py CRIB [RUNS]: how long `crib sheet` takes on notes of three lengths, how much memory and how large a file.

Prints a table and asserts nothing: figures of a shared machine vary. Each row is the median of RUNS (default 5) whole
processes after one that does not count. When a Python with the `typst` package is at hand ($VPY or this one), Typst sets
the same notes in turn with crib, and the ratios are of the same run. NOTES=FILE takes other notes."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SAME_PAGE = ["--style", "plain", "--columns", "3", "--size", "7.5", "--fit", "none"]
SCALES = (1, 10, 100)


def write_notes(source, times, target):
    """The notes so many times over, headings numbered apart."""
    with open(source, encoding="utf-8") as f:
        lines = f.read().splitlines()
    if lines and lines[0] == "---":
        lines = lines[lines.index("---", 1) + 1:]
    with open(target, "w", encoding="utf-8") as out:
        for k in range(times):
            for line in lines:
                out.write(f"{line} · {k + 1}\n" if times > 1 and line.startswith("#") else line + "\n")


def run_once(command):
    """Wall seconds, processor seconds and the peak of memory in MB of one process."""
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"bench: {' '.join(command)} failed ({child.returncode})")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(commands, runs):
    """Each command in turn; for each the runs that count."""
    seen = [[] for _ in commands]
    for i in range(runs + 1):
        for k, command in enumerate(commands):
            figures = run_once(command)
            if i:
                seen[k].append(figures)
    return seen


def median(rows, k):
    return statistics.median(row[k] for row in rows)


def row_of(name, rows, path):
    size = os.path.getsize(path) / 1024
    return f"| {name} | {median(rows, 0):.3f} | {median(rows, 1):.3f} | {median(rows, 2):.0f} | {size:.0f} |"


def typst_python():
    for python in (os.environ.get("VPY"), sys.executable):
        if python and shutil.which(python):
            if not subprocess.run([python, "-c", "import typst"], capture_output=True).returncode:
                return python
    return None


def bench_lengths(crib, notes, runs, work, peer):
    print("| notes | wall s | processor s | peak MB | PDF KB |\n|---|---:|---:|---:|---:|")
    for times in SCALES:
        source = os.path.join(work, f"notes-{times}.md")
        ours, theirs = os.path.join(work, "ours.pdf"), os.path.join(work, "theirs.pdf")
        write_notes(notes, times, source)
        commands = [[crib, "sheet", source, "-o", ours, "-q", *SAME_PAGE]]
        if peer:
            commands.append([peer, os.path.join(HERE, "typst_peer.py"), source, theirs])
        seen = measure(commands, runs if times < 100 else max(1, runs // 2))
        print(row_of(f"×{times} crib", seen[0], ours))
        if peer:
            ratio = statistics.median(a[0] / b[0] for a, b in zip(*seen))
            cpu = statistics.median(a[1] / b[1] for a, b in zip(*seen))
            memory = median(seen[0], 2) / median(seen[1], 2)
            print(row_of(f"×{times} Typst", seen[1], theirs))
            print(f"| ×{times} crib / Typst | {ratio:.3f} | {cpu:.3f} | {memory:.2f} | "
                  f"{os.path.getsize(ours) / os.path.getsize(theirs):.2f} |")


def bench_fit(crib, notes, runs, work):
    """--fit against a fixed size, in the default style."""
    source, target = os.path.join(work, "fit.md"), os.path.join(work, "fit.pdf")
    write_notes(notes, 1, source)
    base = [crib, "sheet", source, "-o", target, "-q"]
    fixed, fit = measure([[*base, "--fit", "none"], [*base, "--fit", "2"]], runs)
    print("\n| default style | wall s | processor s | peak MB | PDF KB |\n|---|---:|---:|---:|---:|")
    print(row_of("--fit none", fixed, target))
    print(row_of("--fit 2", fit, target))
    cpu = statistics.median(a[1] / b[1] for a, b in zip(fit, fixed))
    print(f"| --fit 2 / --fit none | {median(fit, 0) / median(fixed, 0):.2f} | {cpu:.2f} | | |")


def main():
    crib = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    notes = os.environ.get("NOTES") or os.path.join(HERE, "..", "..", "input", "llm-notes.md")
    peer = typst_python()
    if not peer:
        print("Typst is not installed (pip install typst): our figures only.\n")
    with tempfile.TemporaryDirectory(prefix="crib-bench.") as work:
        bench_lengths(crib, notes, runs, work, peer)
        bench_fit(crib, notes, runs, work)


if __name__ == "__main__":
    main()
