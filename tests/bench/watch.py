"""watch.py CRIB NOTE [RUNS]: from saving a note to the new files of `crib watch`, in milliseconds.

The note is copied and saved again with one line more, as editors do: written beside, then renamed. The
time runs until each output has been renamed into place. A sleep before each save lets the program fall
idle, as it is when somebody writes.
"""
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time


def stamp(path):
    try:
        return os.stat(path).st_ino, os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return None


def wait_for(path, before, limit=30):
    end = time.monotonic() + limit
    while stamp(path) == before or stamp(path) is None:
        if time.monotonic() > end:
            sys.exit(f"{path} did not come")
        time.sleep(0.0002)


def save(note, text):
    with open(note + "~", "w", encoding="utf-8") as f:
        f.write(text)
    os.rename(note + "~", note)


def measure(folder, runs, text):
    note = os.path.join(folder, "note.md")
    outputs = [os.path.join(folder, "out", "note" + e) for e in ("-sheet.pdf", "-B-key.pdf", "-book.xlsx")]
    times = {o: [] for o in outputs}
    for run in range(runs):
        time.sleep(0.3)
        before = {o: stamp(o) for o in outputs}
        start = time.monotonic()
        save(note, text + f"\n{run + 1}.第{run + 1}次：保存以后应当马上看到\n")
        for o in outputs:
            wait_for(o, before[o])
            times[o].append((time.monotonic() - start) * 1000)
    return times


def main():
    crib, source = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 15
    folder = tempfile.mkdtemp()
    note = os.path.join(folder, "note.md")
    shutil.copy(source, note)
    watcher = subprocess.Popen([crib, "watch", note, "-o", os.path.join(folder, "out"), "-q"], stderr=subprocess.DEVNULL)
    try:
        wait_for(os.path.join(folder, "out", "note-book.xlsx"), None)
        for o, ms in measure(folder, runs, open(source, encoding="utf-8").read()).items():
            print(f"{os.path.basename(o):<16} min {min(ms):6.1f}  median {statistics.median(ms):6.1f}  max {max(ms):6.1f} ms")
    finally:
        watcher.send_signal(signal.SIGINT)
        watcher.wait()
        shutil.rmtree(folder)


main()
