"""What lies around the notes: file names, inputs that are no files, YAML of every kind, rosters, ledgers, places to write."""
import os
import stat

from case import CANARY, case, note, write

K, M = 1000, 1000000

# ---- file names ----

NAMES = {
    "dash": b"-rf.md", "dashes": b"--output=x.md", "newline": b"a\nb.md", "escape": b"a\x1b[2Jb.md", "tab": b"a\tb.md",
    "bad-utf8": b"a\xff\xfeb.md", "quotes": b"a\"'`b.md", "space": b" a b .md", "dollar": b"$(touch pwned).md", "semicolon": b"a;touch pwned;.md",
    "percent": b"%s%n%x.md", "stars": b"*?[a].md", "backslash": b"..\\..\\a.md", "colon": b"C:a.md", "device": b"CON.md",
    "long": b"n" * 252 + b".md", "long-cjk": "热".encode() * 84 + b".md", "dots": b"...md", "hash": b"a#b?c&d.md", "angle": b"<script>alert(1)<.md",
    "bidi": "a\u202edm.md".encode(), "decomposed": "A\u030a.md".encode(), "zero-width": "a\u200bb.md".encode(), "formula": b"=1+1.md",
    "braces": b"{{c1::x}}.md", "pipe": b"a|b>c.md", "equals": b"a=b,c.md", "history": b"History.md", "emoji": "\U0001F600.md".encode(),
}
for _name, _file in NAMES.items():
    @case("any", name="name-" + _name)
    def _(d, file=_file):
        write(d, b"notes/" + file, note())
        return {"run": ["build", b"notes/" + file, "-o", "out"]}

    @case("any", name="name-folder-" + _name)
    def _(d, file=_file):
        write(d, b"notes/" + file[:-3] + b"/in.md", note("![a](gone.png)"))
        return {"run": ["sheet", b"notes/" + file[:-3], "-o", b"out/" + file[:-3] + b".pdf"]}


@case("ok")
def name_dash_bare(d):
    write(d, b"-rf.md", note())
    return {"run": ["build", "-o", "out", "--", "-rf.md"]}


@case("any")
def name_many(d):
    for i in range(3000):
        write(d, "notes/f%d/n%d.md" % (i % 50, i), note() if i % 300 == 0 else "")
    return {"run": ["build", "notes", "-o", "out"]}


@case("any")
def name_same_folded(d):
    write(d, "notes/A.md", note())
    write(d, "notes/a.md", note(title="1. Other ways"))
    return {"run": ["build", "notes/A.md", "notes/a.md", "-o", "out"]}


@case("any")
def name_depth(d):
    here = os.open(d, os.O_RDONLY)
    for _ in range(700):          # beyond what one path can name
        os.mkdir("deep", dir_fd=here)
        last, here = here, os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(last)
    os.close(here)
    write(d, "in.md", note("![[nowhere.png]]"))
    return {"run": ["build", ".", "-o", "out"]}


# ---- inputs that are no notes ----

def special(name, make, want, says=None, run="build in.md -o out"):
    @case(want, says, run, name="input-" + name)
    def _(d):
        make(os.path.join(d, "in.md"))


special("fifo", os.mkfifo, "error", "input-missing")
special("folder-empty", os.mkdir, "error", "input-empty-folder")
special("device", lambda p: os.symlink("/dev/zero", p), "error", "input-missing")
special("tty", lambda p: os.symlink("/dev/tty", p), "error", "input-missing")
special("link-loop", lambda p: os.symlink("in.md", p), "error", "input-missing")
special("link-nowhere", lambda p: os.symlink("nowhere", p), "error", "input-missing")
special("proc-mem", lambda p: os.symlink("/proc/self/mem", p), "any")
special("proc-endless", lambda p: os.symlink("/proc/self/pagemap", p), "any")


@case("any")
def input_folder_of_traps(d):
    """A folder of notes holds links out of it, to itself, to devices, and a FIFO; only in.md is a note."""
    write(d, "notes/in.md", note())
    for name, to in {"a.md": "../../outside/secret.md", "b.md": "/dev/zero", "c.md": "c.md", "d": "..", "e": "../../outside", "f": "."}.items():
        os.symlink(to, os.path.join(d, "notes", name))
    os.mkfifo(os.path.join(d, "notes", "g.md"))
    os.mkdir(os.path.join(d, "notes", "h.md"))
    return {"run": ["build", "notes", "-o", "out"]}


@case("any")
def input_embeds_itself(d):
    write(d, "in.md", note("![[in]]\n\n[[in]]"))


@case("any")
def input_embeds_cycle(d):
    for a, b in (("a", "b"), ("b", "c"), ("c", "a")):
        write(d, "notes/%s.md" % a, note("![[%s]] ![[%s]]" % (b, b), title="1. %s" % a))
    return {"run": ["build", "notes", "-o", "out"]}


@case("any")
def input_note_outside(d):
    write(d, "notes/in.md", note("![[../outside/secret]] [[../../outside/secret.md]]"))
    return {"run": ["build", "notes/in.md", "-o", "out"]}


@case("ok")
def input_stdin(d):
    return {"run": ["build", "-", "-o", "out"], "stdin": note().encode()}


@case("any")
def input_stdin_closed(d):
    return {"run": ["build", "-", "-o", "out"], "stdin": b""}


@case("any")
def ignore_bomb(d):
    write(d, "notes/.cribignore", ("**/" * 2000 + "*a" * 200 + "b\n") * 20 + "[" * K + "\n!\n/\n**\n!in.md\n" + "\\" * 9)
    write(d, "notes/" + "a" * 200 + ".md", note())
    write(d, "notes/in.md", note(title="1. b"))
    return {"run": ["build", "notes", "-o", "out"]}


@case("any")
def ignore_fifo(d):
    write(d, "notes/in.md", note())
    os.mkfifo(os.path.join(d, "notes/.cribignore"))
    return {"run": ["build", "notes", "-o", "out"]}


# ---- YAML ----

BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join("a%d: &a%d [%s]\n" % (i + 1, i + 1, ",".join(["*a%d" % i] * 9)) for i in range(9))
YAML = {
    "bomb": BOMB, "merge-bomb": "a0: &a0 {x: y}\n" + "".join("a%d: &a%d {<<: *a%d, b: *a%d}\n" % (i + 1, i + 1, i, i) for i in range(40)),
    "deep-flow": "a: " + "[" * (50 * K), "deep-map": "a: " + "{a: " * (20 * K), "deep-block": "".join(" " * i + "a:\n" for i in range(3000)),
    "deep-dashes": "- " * (20 * K) + "a", "cycle": "a: &a [*a]\n", "no-anchor": "a: *b\n", "python": "a: !!python/object/apply:os.system [touch pwned]\n",
    "twice": "title: a\ntitle: b\n", "tab": "a:\n\t- b\n", "controls": "a: \x01\x02\n", "nul": "a: b\0c\n", "list": "- a\n- b\n", "scalar": "just text\n",
    "long": "title: " + "x" * M + "\n", "keys": "".join("k%d: v\n" % i for i in range(30 * K)), "documents": "--- a\n--- b\n" * K, "tag": "!<tag:x> a: b\n",
    "directive": "%YAML 9.9\n---\na: b\n", "null": "title:\ntags:\nlang:\n", "nest": "title: {a: [b]}\ntags: {c: d}\nlang: [zh]\n",
    "types": "title: 1e999\ntags: 5\nlang: 7\ncolumns: x\nseed: -1\n", "utf16": ("title: x\n").encode("utf-16"), "latin": b"title: \xe9\n",
    "escapes": "title: \"\\x1b[2J\\0\\u202e\\ud800\"\ntags: [\"\\x1f\"]\n", "empty": "", "quote-open": "title: \"never closed\n", "anchors": "".join("a%d: &b%d c\n" % (i, i) for i in range(20 * K)),
}
for _name, _text in YAML.items():
    _bytes = _text if isinstance(_text, bytes) else _text.encode()

    @case("any", name="front-" + _name)
    def _(d, data=_bytes):
        write(d, "in.md", b"---\n" + data + b"\n---\n" + note().encode())

    @case("any", name="config-" + _name)
    def _(d, data=_bytes):
        write(d, "in.md", note())
        write(d, "crib.yaml", data)

    @case("any", name="style-" + _name, run="sheet in.md -o out/x.pdf --style s.yaml")
    def _(d, data=_bytes):
        write(d, "in.md", note())
        write(d, "s.yaml", data)

    @case("any", name="blueprint-" + _name, run="exam in.md -o out --blueprint b.yaml")
    def _(d, data=_bytes):
        write(d, "in.md", note())
        write(d, "b.yaml", data)

FRONT = {
    "open": "---\ntitle: a\n" + note(), "only": "---\ntitle: a\n---\n", "huge": "---\n" + "# comment\n" * (200 * K) + "---\n" + note(),
    "rules": "---\nrules-off: [" + ", ".join(["x%d" % i for i in range(5 * K)]) + "]\n---\n" + note(),
    "dashes": "---\n" * (100 * K) + note(), "title-html": "---\ntitle: <script>alert(1)</script>\n---\n" + note(),
    "title-path": "---\ntitle: ../../outside/x\n---\n" + note(), "title-escape": "---\ntitle: \"\\e[2J\"\n---\n" + note(),
}
for _name, _text in FRONT.items():
    @case("any", name="front-" + _name)
    def _(d, text=_text):
        write(d, "in.md", text)

STYLE = {
    "numbers": "columns: 999999999999999999999\n", "negative": "columns: -4\n", "nan": "type: {size: .nan}\n", "huge": "size: 1e308\n", "tiny": "size: 0.000001\n",
    "extends-self": "extends: s\n", "extends-path": "extends: ../outside/secret\n", "extends-file": "extends: s.yaml\n", "extends-passwd": "extends: /etc/passwd\n",
    "margins": "margin: 100000\n", "paper": "paper: 1x1\n", "paper-huge": "paper: 999999999x999999999\n", "font": "font: ../../outside/secret.png\n", "name": "name: \"\\x1b[2J\"\n",
}
for _name, _text in STYLE.items():
    @case("any", name="style-" + _name, run="sheet in.md -o out/x.pdf --style ./s.yaml")
    def _(d, text=_text):
        write(d, "in.md", note())
        write(d, "s.yaml", text)

BLUEPRINT = {
    "count": "sections:\n  - {kind: single-choice, count: 999999999}\n", "negative": "sections:\n  - {kind: single-choice, count: -1, marks: -5}\n",
    "marks": "marks: 99999999999999999999\nsections:\n  - {kind: single-choice, count: 1, marks: 1e300}\n", "no-sections": "sections: []\n", "variants": "variants: 999999999\n",
    "sections": "sections:\n" + "  - {kind: single-choice, count: 1}\n" * (3 * K), "kind": "sections:\n  - {kind: \"\\x1b[2J\", count: 1}\n",
    "text": "title: \"<script>alert(1)</script> {title} %s\"\ninstructions: \"{{{{{\"\nsections:\n  - {kind: single-choice, count: 1}\n",
}
for _name, _text in BLUEPRINT.items():
    @case("any", name="blueprint-" + _name, run="exam in.md -o out --blueprint ./b.yaml")
    def _(d, text=_text):
        write(d, "in.md", note())
        write(d, "b.yaml", text)

# A file of options, a style, a blueprint, a roster, a ledger that is no file.
for _name, _run in {
    "config": "build in.md -o out --config {}", "style": "sheet in.md -o out/x.pdf --style ./{}", "blueprint": "exam in.md -o out --blueprint ./{}",
    "roster": "exam in.md -o out --roster {}", "ids": "build in.md -o out --ids out/{}",
}.items():
    for _kind, _make in {"fifo": os.mkfifo, "folder": os.mkdir, "device": lambda p: os.symlink("/dev/zero", p), "loop": lambda p: os.symlink("x.yaml", p)}.items():
        @case("any", name="%s-%s" % (_name, _kind), run=_run.format("x.yaml"))
        def _(d, make=_make, where=_run.format("x.yaml")):
            write(d, "in.md", note())
            os.makedirs(os.path.join(d, "out"))
            make(os.path.join(d, "out/x.yaml" if " out/x.yaml" in " " + where else "x.yaml"))


@case("any")
def config_is_fifo(d):
    write(d, "in.md", note())
    os.mkfifo(os.path.join(d, "crib.yaml"))


@case("any", run="build in.md")
def config_writes_elsewhere(d):
    """crib.yaml is the author's word for where output goes; it cannot make crib write through a link left there."""
    write(d, "in.md", note())
    write(d, "crib.yaml", "output: out\nseed: 3\n")


# ---- rosters ----

ROSTER = {
    "binary": bytes(range(256)) * 20, "empty": b"", "header": b"id,name\n", "columns": b"a,b,c\n1,2,3\n", "quote-open": b"id,name\n1,\"never closed\n2,b\n",
    "formula": b"id,name\n=1+1,=cmd|'/C calc'!A0\n", "path": b"id,name\n../../outside/x,../../../etc/passwd\n", "slash": b"id,name\n/etc/passwd,a\n",
    "same": b"id,name\n1,a\n1,a\n", "nul": b"id,name\n1\0,a\0b\n", "controls": b"id,name\n\x1b[2J,\x07\x08\n", "long": b"id,name\n1," + b"n" * 20000 + b"\n",
    "wide": b"id,name" + b",x" * 20000 + b"\n1,a\n", "bad-utf8": b"id,name\n1,\xff\xfe\n", "script": b"id,name\n1,<script>alert(1)</script>\n", "utf16": "id,name\n1,a\n".encode("utf-16"),
    "cr": b"id,name\r1,a\r2,b\r", "blank-lines": b"id,name\n" + b"\n" * 100000 + b"1,a\n", "commas": b"," * 100000, "quotes": b"\"" * 100001, "bidi": "id,name\n1,\u202eevil\n".encode(),
}
for _name, _bytes in ROSTER.items():
    @case("any", name="roster-" + _name, run="exam in.md -o out --roster r.csv --copies 1-2")
    def _(d, data=_bytes):
        write(d, "in.md", note())
        write(d, "r.csv", data)


@case("any", run="exam in.md -o out --roster r.csv --copies 1-1")
def roster_long(d):
    write(d, "in.md", note())
    write(d, "r.csv", "id,name\n" + "".join("%d,n%d\n" % (i, i) for i in range(30 * K)))


@case("error", "roster", run="exam in.md -o out --roster r.csv --copies 1-2")
def roster_300000(d):
    write(d, "in.md", note())
    write(d, "r.csv", "id,name\n" + "".join("%d,n%d\n" % (i, i) for i in range(300 * K)))


# ---- ledgers ----

IDS = {
    "binary": bytes(range(256)) * 100, "long-line": b"x" * (5 * M), "lines": b"bad line\n" * (100 * K), "tabs": b"\t" * M, "nul": b"\0" * 1000, "utf16": "x\ty\n".encode("utf-16"),
    "same": b"0123456789abcdef\t" * 50000,
}
for _name, _bytes in IDS.items():
    @case("any", name="ids-" + _name)
    def _(d, data=_bytes):
        write(d, "in.md", note())
        write(d, "out/crib.ids", data)

for _name, _bytes in {"binary": bytes(range(256)) * 100, "columns": b"a,b\n1,2\n", "rows": b"id,decision\n" + b"x,drop\n" * 100000, "quotes": b"id,decision\n\"" + b"x" * M}.items():
    @case("any", name="review-" + _name)
    def _(d, data=_bytes):
        write(d, "in.md", note())
        write(d, "out/crib.review.csv", data)


# ---- places to write ----

@case("system", "output-write")
def out_is_file(d):
    write(d, "in.md", note())
    write(d, "out", "a file")


@case("system", "output-write", run="sheet in.md -o out/x.pdf")
def out_is_folder(d):
    write(d, "in.md", note())
    os.makedirs(os.path.join(d, "out/x.pdf"))


@case("system", "output-write", run="sheet in.md -o out/x.pdf")
def out_is_fifo(d):
    write(d, "in.md", note())
    os.mkdir(os.path.join(d, "out"))
    os.mkfifo(os.path.join(d, "out/x.pdf"))


@case("system", "output-write", run="sheet in.md -o /dev/full")
def out_is_device(d):
    write(d, "in.md", note())


@case("ok", run="sheet in.md -o out/x.pdf")
def out_part_is_link(d):
    """A link put where the part goes is removed, not written through."""
    write(d, "in.md", note())
    os.mkdir(os.path.join(d, "out"))
    os.symlink("../../outside/secret.txt", os.path.join(d, "out/x.pdf.part"))


@case("system", "output-write", run="sheet in.md -o out/x.pdf")
def out_part_is_folder(d):
    write(d, "in.md", note())
    os.makedirs(os.path.join(d, "out/x.pdf.part"))
    return {"keeps": ["x.pdf.part"]}


@case("ok", run="sheet in.md -o out/x.pdf")
def out_link_nowhere(d):
    write(d, "in.md", note())
    os.mkdir(os.path.join(d, "out"))
    os.symlink("/nonexistent/deep/x.pdf", os.path.join(d, "out/x.pdf"))


@case("system", "output-write")
def out_name_long(d):
    write(d, "in.md", note())
    return {"run": ["sheet", "in.md", "-o", "out/" + "n" * 251 + ".pdf"]}


@case("system", "output-write")
def out_path_long(d):
    write(d, "in.md", note())
    return {"run": ["sheet", "in.md", "-o", "out/" + "p/" * 4000 + "x.pdf"]}


@case("usage")
def out_empty(d):
    write(d, "in.md", note())
    return {"run": ["sheet", "in.md", "-o", ""]}


@case("any")
def out_is_input(d):
    write(d, "notes/in.md", note())
    return {"run": ["sheet", "notes/in.md", "-o", "notes/in.md"]}


# ---- options ----

for _i, _run in enumerate([
    ["build", "in.md", "-o", "out", "--encoding", "x" * 100000], ["build", "in.md", "-o", "out", "--encoding", "../../x"], ["build", "in.md", "-o", "out", "--lang", "zh\x1b[2J"],
    ["build", "in.md", "-o", "out", "--font-dir", "/dev"], ["build", "in.md", "-o", "out", "--font-dir", "/proc/self"], ["build", "in.md", "-o", "out", "--seed", "9" * 5000],
    ["build", "in.md", "-o", "out", "--fit", "-1"], ["build", "in.md", "-o", "out", "--size", "1e9999"], ["build", "in.md", "-o", "out", "--size", "nan"],
    ["build", "in.md", "-o", "out", "--margin", "-9999999"], ["build", "in.md", "-o", "out", "--paper", "9999999999x1"], ["build", "in.md", "-o", "out", "--leading", "0x10"],
    ["exam", "in.md", "-o", "out", "--copies", "1-999999999999999999"], ["exam", "in.md", "-o", "out", "--copies", "9-1"], ["exam", "in.md", "-o", "out", "--blueprint", "../../outside/secret"],
    ["sheet", "in.md", "-o", "out/x.pdf", "--style", "../../../etc/passwd"], ["sheet", "in.md", "-o", "out/x.pdf", "--style", "%s%n"], ["deck", "in.md", "-o", "out/x.\x1b[2J"],
    ["deck", "in.md", "-o", "out/x.apkg", "--notetypes", "stock=../x"], ["build", "in.md\x1b[2J", "-o", "out"], ["\x1b[2J"], ["build", "--\x1b[2J"],
]):
    @case("any", name="option-%02d" % (_i + 1))
    def _(d, run=_run):
        write(d, "in.md", note())
        return {"run": run}
