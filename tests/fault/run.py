#!/usr/bin/env python3
"""run.py CRIB FAIL.SO [--full] [--only TEXT] [-v]: every system call and allocation of a run made to fail, one at a time.

A pair is a note and a command. It runs once to count its calls; then once for each call of each kind, with that call failing
(fail.c), in a folder that holds what an earlier state of the note gave. Whatever fails, crib ends with status 0 to 3, says why
when it is not 0, leaves no part of a file, and every output is wholly the old one or wholly the new one: old, all of them,
unless it ended well (or a rename failed, which comes after all is on the disk). Allocations: the first of each chain of
callers. Without --full only some calls of each kind, spread evenly. Three things are let through and counted: a library that
breaks down without memory (libxlsxwriter does, and ICU is made to), as long as crib says so and leaves nothing; one that goes on without what it
asked for (libxlsxwriter, HarfBuzz), as long as memory that runs out for good is noticed; another font in place of one that
cannot be read, with a warning. Writes fail for good, as on a full disk: libxlsxwriter looks at none of its own.

Also: a full disk, a folder that cannot be written, signals at any time, and a reader that goes away."""
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
KINDS = ["malloc", "open", "create", "read", "write", "close", "sync", "rename", "mkdir", "map"]
SOME = 6          # calls of a kind without --full
ENV = dict(os.environ, LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1764201600")


def read(path):
    with open(path, "rb") as f:
        return f.read()


NOTE = """# Heat\n\n## 1. Ways heat travels\n
1. Conduction: energy passes from particle to particle inside a solid body
2. Convection: warm fluid rises and carries its energy along
3. Radiation: electromagnetic waves carry energy through empty space
4. Evaporation: the fastest particles leave a liquid first\n"""
CHOICE = "# Quiz\n\n1. Which one is a planet?\n   - [ ] The Moon\n   - [x] Mars\n   - [ ] The Sun\n   - [ ] Vega\n"
ZH = "# 缓存\n\n## 1. 缓存为什么快？\n\n1. 局部性：程序反复使用相近的数据\n2. 层次（Hierarchy）：一层比一层大\n3. 预取：提前读入\n"
MATH = NOTE + "\nThe flux is $q = -k \\frac{dT}{dx}$ and\n\n$$\\sum_{i=1}^{n} q_i = \\sqrt{2}$$\n"
TABLE = NOTE + "\n| way | needs |\n|---|---|\n| conduction | matter |\n| radiation | nothing |\n"
CODE = NOTE + "\n```c\nint main(void) { return 0; }\n```\n"
CARDS = "#flashcards\n\nWhat carries heat?::Particles\n\nWater {{c1::boils}} at 100 degrees.\n"


def picture(d):
    sys.path.insert(0, os.path.join(TOP, "tests/hostile"))
    sys.dont_write_bytecode = True
    import case
    case.write(d, "p.png", case.png(40, 30, 6))
    case.write(d, "q.jpg", case.jpeg(16, 16))


BUILD, SHEET, EXAM = "build in.md -o out -j1", "sheet in.md -o out/x.pdf -j1", "exam in.md -o out -j1"
PAIRS = {      # name: (text, command[, what else is in the folder])
    "build": (NOTE, BUILD), "build-zh": (ZH, BUILD), "build-pictures": (NOTE + "\n![a](p.png)\n\n![b](q.jpg)\n", BUILD, picture),
    "build-math": (MATH, BUILD), "build-quiz": (CHOICE * 2, BUILD), "build-bad": ("\xff\xfe", BUILD), "build-two": (NOTE, "build in.md in2.md -o out -j1"),
    "sheet": (TABLE, SHEET), "sheet-cards": (CODE, SHEET + " --detail cards"), "sheet-blanks": (ZH, SHEET + " --detail blanks"),
    "sheet-serif": (MATH, SHEET + " --style serif"), "exam": (NOTE, EXAM + " --variants 3"),
    "exam-roster": (NOTE, EXAM + " --roster r.csv"), "deck-csv": (CARDS, "deck in.md -o out/x.anki.csv"),
    "deck-apkg": (NOTE + "\n![a](p.png)\n", "deck in.md -o out/x.apkg", picture), "deck-xlsx": (TABLE, "deck in.md -o out/x.anki.xlsx"),
    "book": (NOTE, "book in.md -o out/x.xlsx"), "export-gift": (NOTE, "export --to gift in.md -o out/x.gift"),
    "export-moodle": (CHOICE, "export --to moodle-xml in.md -o out/x.xml"), "export-canvas": (CHOICE, "export --to canvas-qti in.md -o out/x.zip"),
    "export-kahoot": (CHOICE, "export --to kahoot in.md -o out/x.xlsx"), "lint": (NOTE + "\n2. Empty:\n", "lint in.md"),
    "dump": (NOTE, "dump --stage items in.md"), "check-bank": (NOTE, "check-bank in.md -o out/x.json"), "init": (NOTE, "init out"),
}

APART = {"build-two", "exam-roster"}      # more than one set of outputs: those before the one that failed are in place


def outputs(d):
    found = {}
    for top, _, names in os.walk(d):
        for n in names:
            found[os.path.relpath(os.path.join(top, n), d)] = read(os.path.join(top, n))
    return found


def run(argv, d, env=None, stdout=None, limit=60):
    p = subprocess.run(argv, cwd=d, env=dict(ENV, **(env or {})), stdin=subprocess.DEVNULL, stdout=stdout or subprocess.PIPE,
                       stderr=subprocess.PIPE, timeout=limit)
    return p.returncode, p.stdout or b"", p.stderr


class Pair:
    """Folders of one pair: `in` as a run begins, the outputs before and after."""

    def __init__(self, crib, top, name):
        self.broke = self.fonts = self.swallowed = 0
        self.name, self.argv = name, [crib] + PAIRS[name][1].split()
        self.start = os.path.join(top, name)
        os.makedirs(os.path.join(self.start, "out"))
        text, more = PAIRS[name][0], PAIRS[name][2:]
        for make in more:
            make(self.start)
        self.write("r.csv", "name,student no\nAnn,1\nBob,2\n")
        self.write("in2.md", NOTE.replace("Heat", "Warmth"))
        self.write("in.md", text.replace("energy", "heat").replace("数据", "信息"))
        run(self.argv, self.start)
        self.before = outputs(os.path.join(self.start, "out"))
        self.write("in.md", text)
        d = self.copy(self.start + "-well")
        self.status, self.said, _ = run(self.argv, d)
        self.after = outputs(os.path.join(d, "out"))
        shutil.rmtree(d)

    def write(self, name, text):
        with open(os.path.join(self.start, name), "wb") as f:
            f.write(text.encode("latin-1" if text.startswith("\xff") else "utf-8"))

    def copy(self, to):
        shutil.copytree(self.start, to)
        return to

    def calls(self, lib):
        d = self.copy(self.start + "-count")
        run(self.argv, d, {"LD_PRELOAD": lib, "FAIL_COUNT": d + "/count"})
        counts, firsts = {}, []
        for line in open(d + "/count"):
            k, n = line.split()
            if k == "first":
                firsts.append(int(n))
            else:
                counts[k] = int(n)
        shutil.rmtree(d)
        return {k: firsts if k == "malloc" else list(range(1, counts[k] + 1)) for k in KINDS}

    def wrong(self, status, said, err, d, kind):
        """What is wrong with how a run ended, or None."""
        out = outputs(os.path.join(d, "out"))
        text = err.decode("utf-8", "replace")
        self.broke += b"broke down" in err and kind == "malloc"
        self.fonts += b"[font-unreadable]" in err
        if status not in (0, 1, 2, 3) or (b"broke down" in err and kind != "malloc"):
            return "ends with %s: %s" % (status, text[-200:])
        if any(n.endswith(".part") for n in out):
            return "leaves " + ", ".join(n for n in out if n.endswith(".part"))
        if status and "error: " not in text and "can't allocate" not in text:      # libhyphen says so, and exits
            return "fails without a word"
        if b"[font-unreadable]" in err:
            return None
        whole = {n for n in out if out[n] in (self.before.get(n), self.after.get(n))}
        if set(out) - whole:
            return "neither old nor new (status %d): %s" % (status, ", ".join(sorted(set(out) - whole)))
        if status == 0 and self.status == 0 and (out != self.after or said != self.said):
            return "ends well, but not all is as it should be"
        late = out == self.after or self.name in APART
        if status and kind != "rename" and out != self.before and not late:
            return "fails, but changed " + ", ".join(n for n in self.after if out.get(n) != self.before.get(n))
        return None


def one(pair, lib, kind, n):
    """What is wrong with a run. When only one call failed and a library went on as if nothing had happened, memory
    (or a disk) that has failed for good must be noticed."""
    why = attempt(pair, lib, kind, n, kind == "write")
    endless = why == "never ends" and kind == "malloc"      # fontconfig leaves its lock closed
    if why and kind in ("malloc", "read", "open", "map") and ("status 0" in why or endless):
        pair.swallowed += 1
        why = attempt(pair, lib, kind, n, True)
    return why


def attempt(pair, lib, kind, n, sticky):
    d = pair.copy("%s-%s-%d" % (pair.start, kind, n))
    try:
        status, said, err = run(pair.argv, d, {"LD_PRELOAD": lib, "FAIL": "%s:%d%s" % (kind, n, "+" * sticky)})
        return pair.wrong(status, said, err, d, kind)
    except subprocess.TimeoutExpired:
        return "never ends"
    finally:
        shutil.rmtree(d)


def some(v, full):
    return v if full or len(v) <= SOME else [v[i * (len(v) - 1) // (SOME - 1)] for i in range(SOME)]


def tell(name, bad, runs, more=""):
    print("%s %s%s" % ("FAIL" if bad else "PASS", name, ": %d of %d: %s" % (len(bad), runs, "; ".join(bad[:4])) if bad else
                       " (%d runs%s)" % (runs, more)), flush=True)
    return bool(bad)


def torture(crib, lib, top, full, only):
    failed = total = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name in (n for n in PAIRS if only in n):
            pair = Pair(crib, top, name)
            work = [(k, n) for k, v in pair.calls(lib).items() for n in some(v, full)]
            results = pool.map(lambda w, pair=pair: one(pair, lib, *w), work)
            bad = ["%s %d: %s" % (*w, why) for w, why in zip(work, results) if why]
            total += len(work)
            failed += tell("fails-" + name, [ascii(b)[1:-1] for b in bad], len(work),
                           "".join(", %d %s" % (n, what) for n, what in (
                               (pair.broke, "broke down"), (pair.fonts, "other fonts"), (pair.swallowed, "swallowed")) if n))
    print("%d runs" % total)
    return failed


# ---- the system as a whole ----

def mounted(options, fill, then):
    """Runs `then` in a name space where DIR/out is mounted so; False where that is not allowed."""
    script = "mount -t tmpfs %s tmpfs out && cp -a before/. out/ && %s\n%s\nstatus=$?\nrm -rf after; mkdir after; cp -a out/. after/\nexit $status" % (
        options, fill, then)
    return ["unshare", "-m", *([] if os.getuid() == 0 else ["-r"]), "sh", "-c", script]


def disk(crib, top):
    """A disk of N KB, for many N; and one that cannot be written."""
    bad, runs, text = [], 0, NOTE
    if run(["unshare", "-m", *([] if os.getuid() == 0 else ["-r"]), "mount", "-t", "tmpfs", "tmpfs", top], top)[0]:
        print("SKIP full-disk: no mount name spaces here")
        return 0
    pair = Pair(crib, os.path.join(top, "disk"), "build")
    shutil.copytree(pair.start + "/out", pair.start + "/before")
    held = sum((len(b) + 4095) // 4096 * 4 for b in pair.before.values())
    cases = [("size=%dk" % (held + kb), "true") for kb in (4, 8, 16, 24, 40, 64, 100, 128)]
    cases += [("size=9m,nr_inodes=%d" % (len(pair.before) + 1 + i), "true") for i in (0, 1, 5)] + [("size=9m", "mount -o remount,ro out")]
    for options, fill in cases:
        d = pair.copy(pair.start + "-now")
        status, _, err = run(mounted(options, fill, " ".join(pair.argv)), d)
        shutil.rmtree(d + "/out")
        os.rename(d + "/after", d + "/out")
        why = pair.wrong(status, pair.said, err, d, "write")
        bad += ["%s: %s" % (options, why)] if why else []
        runs += 1
        shutil.rmtree(d)
    return tell("full-disk", bad, runs)


def signals(crib, top):
    """Ended at any time, everything is whole."""
    failed = 0
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        pair, bad, ended = Pair(crib, os.path.join(top, sig.name), "build-math"), [], 0
        for i in range(24):
            d = pair.copy(pair.start + "-now")
            p = subprocess.Popen(pair.argv, cwd=d, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(0.01 * i)
            p.send_signal(sig)
            said, err = p.communicate()
            ended += p.returncode == -sig
            why = None if p.returncode == 0 else pair.wrong(3, said, b"error: ", d, "rename")
            if p.returncode not in (0, -sig):
                why = "ends with %d" % p.returncode
            bad += ["after %d ms: %s" % (10 * i, why)] if why else []
            shutil.rmtree(d)
        failed += tell("signal-%s (%d ended by it)" % (sig.name, ended), bad, 24)
    return failed


def pipes(crib, top):
    """What is printed goes to a reader that has left, or to a full disk."""
    pair, bad = Pair(crib, os.path.join(top, "pipes"), "dump"), []
    r, w = os.pipe()
    os.close(r)
    status, _, err = run(pair.argv, pair.start, stdout=w)
    os.close(w)
    bad += [] if status == 3 and b"error: " in err else ["closed pipe: %d %s" % (status, err[-100:])]
    with open("/dev/full", "wb") as full:
        status, _, err = run(pair.argv, pair.start, stdout=full)
    bad += [] if status == 3 and b"error: " in err else ["/dev/full: %d %s" % (status, err[-100:])]
    return tell("nobody-reads", bad, 2)


def main():
    args = sys.argv[1:]
    crib, lib = os.path.abspath(args[0]), os.path.abspath(args[1])
    full, only = "--full" in args, args[args.index("--only") + 1] if "--only" in args else ""
    top = tempfile.mkdtemp(prefix="fault-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    try:
        failed = torture(crib, lib, top, full, only)
        if not only:
            failed += disk(crib, top) + signals(crib, top) + pipes(crib, top)
    finally:
        shutil.rmtree(top, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
