#!/usr/bin/env python3
"""run.py CRIB [--only TEXT] [--accept] [--jobs N]: runs every hostile case and prints PASS or FAIL for each.

Whatever the input, crib must end by itself with status 0 to 3, within 5 s of processor time and 500 MB (more under a sanitizer:
HOSTILE_TIME, HOSTILE_MEMORY), say why when it fails, write whole files in its output folder and nowhere else, leave no part of
a file, show nothing of files outside the notes' folder, and send no control character to a terminal. What it wrote must be
well formed. Which way each case ends is part of the case, or of the file `outcomes` (name, class, first slug), where the
case says "any"; --accept rewrites that file, for review."""
import concurrent.futures
import csv
import html.parser
import io
import os
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import xml.parsers.expat
import zipfile
import zlib

sys.dont_write_bytecode = True
import case
import files  # noqa: F401  (each adds its cases to the table)
import pictures  # noqa: F401
import text  # noqa: F401

csv.field_size_limit(1 << 30)
sys.setrecursionlimit(10000)  # folders hundreds deep are walked
HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = float(os.environ.get("HOSTILE_TIME", 5))
MEGABYTES = float(os.environ.get("HOSTILE_MEMORY", 500))
WALL = SECONDS * 12
SANITIZER = re.compile(rb"(Address|Leak|Memory|Thread)Sanitizer|runtime error: ")
FAILED = {1: "error", 2: "usage", 3: "system"}
# The workbook has formulas of its own; those the cases hold are text in it.
FORMULAS = re.compile(rb"<f[^<]*>=?([12-]+\+[13]<|[^<]*(cmd|calc|SUM\(1\)|https?:))")
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Tags(html.parser.HTMLParser):
    """What a field of a card may not hold: elements and attributes that run or fetch."""

    def __init__(self):
        super().__init__()
        self.bad = None

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "iframe", "object", "embed", "style", "link", "meta", "base", "form", "input", "svg"):
            self.bad = "<%s> in a field" % tag
        for k, v in attrs:
            v = re.sub(r"[\x00-\x20]", "", v or "").lower()
            if k.startswith("on") or v.startswith(("javascript:", "vbscript:", "data:text", "file:")):
                self.bad = "%s=%s in a field" % (k, v[:40])


class Outputs:
    """The files under out/, read by something else than crib."""

    def __init__(self, folder):
        self.files = {}
        for top, _, names in os.walk(os.fsencode(folder)):
            for n in names:
                p = os.path.join(top, n)
                if stat.S_ISREG(os.lstat(p).st_mode):
                    with open(p, "rb") as f:
                        self.files[os.path.relpath(p, os.fsencode(folder))] = f.read()

    def parts(self):
        """All bytes, those inside archives, PDF streams and databases too."""
        for name, data in self.files.items():
            yield name, data
            if data[:2] == b"PK":
                with zipfile.ZipFile(io.BytesIO(data)) as z:
                    for i in z.infolist():
                        yield os.fsencode(i.filename), z.read(i)
            if data[:4] == b"%PDF":
                for m in re.finditer(rb"stream\r?\n", data):
                    try:
                        yield name, zlib.decompressobj().decompress(data[m.end():], 32 << 20)
                    except zlib.error:
                        pass

    def has(self, what):
        return any(what.encode() in data for _, data in self.parts())

    def malformed(self, but):
        for name, data in self.files.items():
            if name in but:
                continue
            kind = os.fsdecode(name).rsplit(".", 1)[-1]
            why = {"pdf": self.pdf, "csv": self.csv, "xlsx": self.xlsx, "apkg": self.apkg}.get(kind, lambda _: None)(data)
            if why:
                return "%s: %s" % (ascii(os.fsdecode(name)), why)
        return None

    def pdf(self, data):
        if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
            return "not a whole PDF"
        if re.search(rb"/Width %d\b" % case.WIDE, data):
            return "a picture from outside"
        return "runs something" if re.search(rb"/(JavaScript|JS|Launch|OpenAction)\b", data) else None

    def csv(self, data):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8").lstrip("\ufeff"), newline=""), strict=True))
        rows = [r for r in rows if not (r and r[0].startswith("#"))]
        return "rows of different widths" if len({len(r) for r in rows}) > 1 else None

    def xlsx(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for name in z.namelist():
                if name.endswith((".xml", ".rels")):
                    xml.parsers.expat.ParserCreate().Parse(z.read(name), True)
                if name.startswith("/") or ".." in name:
                    return "zip entry " + name
                if name.startswith("xl/worksheets/") and FORMULAS.search(z.read(name)):
                    return "a formula of the notes"
        return None

    def apkg(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for name in z.namelist():
                if "/" in name or "\\" in name or ".." in name:
                    return "zip entry " + name
            name = next(n for n in z.namelist() if n.startswith("collection.anki2"))
            with tempfile.NamedTemporaryFile() as f:
                f.write(z.read(name))
                f.flush()
                db = sqlite3.connect(f.name)
                if db.execute("pragma integrity_check").fetchone()[0] != "ok":
                    return "a broken database"
                for (fields,) in db.execute("select flds from notes"):
                    tags = Tags()
                    tags.feed(fields)
                    if tags.bad:
                        return tags.bad
                    # Anki renders [latex] and fetches nothing but media by these.
                    if re.search(r"\[sound:[^\]]*[/\\]", fields) or "[latex]" in fields:
                        return "an Anki tag in a field"
        return None


def snapshot(folder, but):
    seen = {}
    for top, dirs, names in os.walk(folder):
        if top == folder and but in dirs:
            dirs.remove(but)
        for n in names + dirs:
            p = os.path.join(top, n)
            s = os.lstat(p)
            seen[p] = (s.st_mode, s.st_size if stat.S_ISREG(s.st_mode) else 0, s.st_mtime_ns if stat.S_ISREG(s.st_mode) else 0)
    return seen


def limits():
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (512 << 20, 512 << 20))
    if MEGABYTES <= 500:                # a sanitizer takes terabytes of addresses
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def start(argv, cwd, stdin):
    """Runs to the end or the limit: (status or None, seconds of processor, MB, stdout, stderr)."""
    env = dict(os.environ, LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1764201600")
    with tempfile.TemporaryFile() as so, tempfile.TemporaryFile() as se, tempfile.TemporaryFile() as si:
        si.write(stdin)
        si.seek(0)
        p = subprocess.Popen(argv, cwd=cwd, stdin=si, stdout=so, stderr=se, env=env, preexec_fn=limits)
        began = time.monotonic()
        pid = 0
        while not pid and time.monotonic() - began < WALL:
            pid, status, used = os.wait4(p.pid, os.WNOHANG)
            if not pid:
                time.sleep(0.01)
        late = not pid
        if late:
            os.killpg(p.pid, signal.SIGKILL)
            pid, status, used = os.wait4(p.pid, 0)
        p.returncode = 0
        so.seek(0)
        se.seek(0)
        return (None if late else os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024,
                so.read(4 << 20), se.read(4 << 20))


def class_of(status, err):
    if status:
        return FAILED[status]
    return "warn" if re.search(r"\b[1-9][0-9]* warning", err) or "warning:" in err else "ok"


def first_slug(err):
    m = re.search(r"(?:error|warning): .*\[([a-z0-9-]+)\]$", err, re.M)
    return m.group(1) if m else "-"


def judge(c, d, status, cpu, mb, so, se, before, keeps):
    """What is wrong with a run, or None; and its class and first slug."""
    err = se.decode("utf-8", "replace")
    if SANITIZER.search(se):
        return "a sanitizer's report: " + err[-800:], "bad", "-"
    if status is None:
        return "runs longer than %d s" % WALL, "bad", "-"
    if status < 0 or status > 3:
        return "ends with %d: %s" % (status, err[-200:]), "bad", "-"
    kind, slug = class_of(status, err), first_slug(err)
    out = Outputs(os.path.join(d, "out"))
    wanted = {"partly": "error"}.get(c["want"], c["want"])
    checks = [
        (cpu > SECONDS, "takes %.1f s" % cpu),
        (mb > MEGABYTES, "takes %.0f MB" % mb),
        (wanted != "any" and kind != wanted, "ends as %s, not %s: %s" % (kind, wanted, err[:300])),
        (c["says"] and c["says"] not in err, "does not say %s: %s" % (c["says"], err[:300])),
        (status and "error: " not in err, "fails without a message"),
        (snapshot(os.path.dirname(d), os.path.basename(d)) != before[0], "changed something outside its folder"),
        (snapshot(d, "out") != before[1], "changed something outside out"),
        (any(n.endswith(b".part") and os.fsdecode(n) not in keeps for n in out.files), "left a part of a file"),
        (status and c["want"] != "partly" and set(out.files) - before[2], "failed, and wrote " + ascii(sorted(out.files))),
        (bool(UNSEEN.search(so.decode("utf-8", "replace")) or UNSEEN.search(err)), "sends control characters to the terminal"),
        (case.CANARY in err or case.CANARY.encode() in so, "shows a file from outside"),
    ]
    for bad, why in checks:
        if bad:
            return why, kind, slug
    try:
        if out.has(case.CANARY) or out.has("root:x:0:0"):
            return "a file from outside is in the output", kind, slug
        return out.malformed(before[2]) or (c["look"] and c["look"](d, out)), kind, slug
    except Exception as e:
        return "an output cannot be read: %r" % e, kind, slug


def run(crib, top, c, number):
    """Each case has a folder of its own, with `outside` beside it."""
    base = os.path.join(top, "%04d" % number)
    d = os.path.join(base, "case")
    os.makedirs(d)
    case.write(base, "outside/secret.png", case.SECRET_PNG)
    case.write(base, "outside/secret.svg", case.SECRET_SVG)
    case.write(base, "outside/secret.txt", case.CANARY)
    case.write(base, "outside/secret.md", "# S\n\n## %s\n\n1. %s: %s\n" % ((case.CANARY,) * 3))
    case.write(base, "outside/secret.yaml", "name: %s\n" % case.CANARY)
    try:
        more = c["fill"](d) or {}
        before = (snapshot(base, "case"), snapshot(d, "out"), set(Outputs(os.path.join(d, "out")).files))
        result = start([crib] + (more.get("run") or c["run"]), d, more.get("stdin", b""))
        why, kind, slug = judge(c, d, *result, before, more.get("keeps", []))
        return c, why, kind, slug, result[1], result[2]
    finally:
        subprocess.run(["rm", "-rf", base])     # shutil cannot remove what is deeper than a path can be


def read_outcomes():
    with open(os.path.join(HERE, "outcomes"), encoding="ascii") as f:
        return {r[0]: r[1:] for r in (line.split() for line in f) if r and r[0] != "#"}


def main():
    args = sys.argv[1:]
    crib = os.path.abspath(args.pop(0))
    only = args[args.index("--only") + 1] if "--only" in args else ""
    jobs = int(args[args.index("--jobs") + 1]) if "--jobs" in args else 2
    accept, verbose = "--accept" in args, "-v" in args
    known = {} if accept else read_outcomes()
    seen, failed = [], 0
    chosen = [c for c in case.CASES if only in c["name"] or only == c["threat"]]
    assert len({c["name"] for c in case.CASES}) == len(case.CASES), "two cases of one name"
    top = tempfile.mkdtemp(prefix="hostile-")
    try:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for c, why, kind, slug, cpu, mb in pool.map(lambda x: run(crib, top, x[1], x[0]), enumerate(chosen)):
                seen.append((c["name"], kind, slug))
                if not why and c["want"] == "any" and not accept and known.get(c["name"]) != [kind, slug]:
                    why = "ends as %s, %s; known: %s" % (kind, slug, " ".join(known.get(c["name"], ["nothing"])))
                failed += bool(why)
                print("%s %s%s%s" % ("FAIL" if why else "PASS", c["name"], ": " + ascii(why)[1:-1] if why else "",
                                     "  %s %s %.2f s %.0f MB" % (kind, slug, cpu, mb) if verbose else ""), flush=True)
    finally:
        shutil.rmtree(top, ignore_errors=True)
    if accept:
        with open(os.path.join(HERE, "outcomes"), "w", encoding="ascii") as f:
            f.write("# How each hostile case ends: name, class, the first error or warning. Written by run.py --accept.\n")
            f.writelines("%s %s %s\n" % row for row in sorted(seen))
    return 1 if failed else 0


sys.exit(main())
