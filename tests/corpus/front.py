"""front.py CRIB NOTES: compares `crib dump --stage source|ast` with NOTES/INDEX.md. Prints PASS and FAIL lines.

INDEX.md counts by pattern outside of fences, so what stands in code spans is in its counts: LITERAL says how many of a
kind do in which note, found by hand."""
import collections
import json
import pathlib
import re
import subprocess
import sys

crib, notes = sys.argv[1], pathlib.Path(sys.argv[2])

LITERAL = {
    ("js-mcq-zh-CN.md", "[[wikilinks]]"): 3,  # code of questions
    ("js-mcq-zh-CN.md", "==marks=="): 3,
    ("sr-syntax-zh.md", "==marks=="): 1,
    ("sql-exercises-tables-code-zh.md", "footnote refs"): 1,  # `[^charlist]`
    ("javaguide-large-zh.md", "[[wikilinks]]"): 6,  # arrays and shell tests
    ("javaguide-large-zh.md", "==marks=="): 4,  # comparisons
}


def dump(stage, path):
    out = subprocess.run([crib, "dump", "--stage", stage, "-q", path], capture_output=True)
    return json.loads(out.stdout)


def count(node, c):
    kind, html = node["kind"], node.get("html")
    name = {
        "code-block": None if html else "code fences",
        "table": None if html else "pipe tables",
        "image": "<img>" if html else "![]() images",
        "embed": "![[embeds]]",
        "wikilink": "[[wikilinks]]",
        "details": "<details>",
        "math-block": "$$ blocks",
        "math": "$$ blocks" if node.get("display") else "$ spans",
        "mark": "==marks==",
        "footnote-mark": "footnote refs",
    }.get(kind)
    if kind == "heading" and not html:
        c["h%d" % node["level"]] += 1
    if name:
        c[name] += 1
    for child in node.get("children", []):
        count(child, c)


def wanted(line):
    """`UTF-8; LF; 219 lines; ATX headings h1:6 h2:34; total 40; ![[embeds]] 1` as a counter, and encoding, lines."""
    parts = [p.strip() for p in line.split(";")]
    c = collections.Counter()
    for p in parts[3:]:
        m = re.match(r"ATX headings (.*)", p)
        if m:
            for level, n in re.findall(r"(h\d):(\d+)", m.group(1)):
                c[level] += int(n)
        elif not p.startswith("total"):
            name, n = p.rsplit(" ", 1)
            c[name] += int(n)
    return c, parts[0], int(parts[2].split()[0])


def texts_hold(node, lines):
    """The number of texts, and the first that is not where its place says."""
    n, bad = 0, None
    if node["kind"] == "text" and len(node["text"].encode()) == node["bytes"]:
        n = 1
        line = lines[node["line"] - 1]
        at = node["column"] - 1
        if line[at : at + len(node["text"])] != node["text"]:
            bad = "%d:%d: %s" % (node["line"], node["column"], node["text"][:40])
    for child in node.get("children", []):
        k, worse = texts_hold(child, lines)
        n, bad = n + k, bad or worse
    return n, bad


def check(name, line):
    want, encoding, n_lines = wanted(line)
    path = str(notes / name)
    source = dump("source", path)["sources"][0]
    root = dump("ast", path)["documents"][0]["root"]
    raw = (notes / name).read_bytes()
    codec = "gb18030" if encoding.startswith("GB") else "utf-8-sig"
    have = collections.Counter()
    count(root, have)
    for key in sorted(set(want) | set(have)):
        if want[key] - LITERAL.get((name, key), 0) != have[key] and not (key.startswith("<table") or want[key] == 0):
            yield "%s: %d, INDEX.md says %d" % (key, have[key], want[key])
    if source["text"] != raw.decode(codec).replace("\r\n", "\n"):
        yield "the text is not the file's"
    if source["lines"] != n_lines:
        yield "%d lines, INDEX.md says %d" % (source["lines"], n_lines)
    if source["encoding"] != ("GB18030" if codec == "gb18030" else "UTF-8"):
        yield "read as " + source["encoding"]
    n, bad = texts_hold(root, source["text"].split("\n"))
    if bad or n == 0:
        yield "text is not at " + str(bad)


for section in (notes / "INDEX.md").read_text(encoding="utf-8").split("\n## ")[1:]:
    name = section.split("\n")[0].strip()
    line = re.search(r"^- counted: (.*)$", section, re.M)
    if not line:
        continue
    wrong = list(check(name, line.group(1)))
    print("FAIL %s: %s" % (name, "; ".join(wrong)) if wrong else "PASS " + name)
