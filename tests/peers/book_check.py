"""book_check: builds the workbook and every export of a hostile note and reads them back with readers that are not
ours. Prints PASS/FAIL/SKIP lines; tests/run counts them. Header strings are those of the platforms' templates, written
here by hand a second time."""
import collections
import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

import openpyxl

sys.path.insert(0, os.path.join(os.environ["TOP"], "tests", "peers", "book"))
from schema import errors_of  # noqa: E402

CRIB, TOP = os.environ["CRIB"], os.environ["TOP"]
NOTE = os.path.join(TOP, "tests", "peers", "book", "hostile.md")
TMP = tempfile.mkdtemp(prefix="crib-book.")
CSV_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def check(name, ok, why=""):
    print(("PASS %s" if ok else "FAIL %s: %s") % ((name,) if ok else (name, str(why)[:400])))
    return ok


def crib(*args, **env):
    return subprocess.run([CRIB, *args], capture_output=True, text=True, env={**os.environ, **env})


def export(target, name, *options, note=NOTE):
    path = os.path.join(TMP, name)
    r = crib("export", "--no-ids", "-q", "--min-confidence", "650", "--to", target, note, "-o", path, *options)
    return path if check("export %s %s" % (name, " ".join(options)), r.returncode == 0, r.stderr) else None


def manifest(path):
    with open(path + ".manifest.json", encoding="utf-8") as f:
        return json.load(f)


def rows_of(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return sheet, [["" if c is None else c for c in r] for r in sheet.iter_rows(values_only=True)]


def csv_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.reader(f))


# ---- tables ----

KAHOOT = ["Question - max 120 characters", *["Answer %d - max 75 characters" % i for i in range(1, 5)],
          "Time limit (sec) \u2013 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one"]
KAOSHIBAO = ["题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D", "选项E\n(勿删)", "选项F\n(勿删)",
             "选项G\n(勿删)", "选项H\n(勿删)", "正确答案\n（必填）", "解析\n（勿删）", "章节\n（勿删）", "难度"]
WAYGROUND = ("Question Text,Question Type,Option 1,Option 2,Option 3,Option 4,Option 5,Correct Answer,"
             "Time in seconds,Image Link,Answer explanation").split(",")
BLOOKET = ["Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)", "Answer 4\n(Optional)",
           "Time Limit (sec)\n(Max: 300 seconds)", "Correct Answer(s)\n(Only include Answer #)"]
GIMKIT = ["Question", "Correct Answer", "Incorrect Answer 1", "Incorrect Answer 2 (Optional)",
          "Incorrect Answer 3 (Optional)"]


def tables():
    path = export("kahoot", "kahoot.xlsx")
    sheet, rows = rows_of(path)
    check("kahoot sheet", sheet.title == "Sheet1", sheet.title)
    check("kahoot header is row 8, B to H", rows[7] == ["", *KAHOOT], rows[7])
    check("kahoot counts from 1", [r[0] for r in rows[8:]] == list(range(1, len(rows) - 7)), rows[8:])
    for r in rows[8:]:
        right = str(r[7]).split(",")
        check("kahoot %d fits" % r[0], len(r[1]) <= 120 and all(len(str(a)) <= 75 for a in r[2:6]) and
              all(r[1 + int(k)] != "" for k in right), r)
    which = {r[1]: [r[1 + int(k)] for k in str(r[7]).split(",")] for r in rows[8:]}
    check("kahoot keys", which['=HYPERLINK("http://x","y") in a cell is what?'] == ["-1 is less"] and
          which["The escape of \\n is a line end."] == ["False"], which)

    sheet, rows = rows_of(export("kaoshibao", "kaoshibao.xlsx"))
    check("kaoshibao sheet", sheet.title == "试题案例，直接导入试试", sheet.title)
    check("kaoshibao header is row 2", rows[1] == KAOSHIBAO, rows[1])
    by = {r[0]: r for r in rows[2:]}
    four = by["Which four are even?"]
    check("kaoshibao letters", four[1] == "多选题" and
          sorted(four["ABCDEFGH".index(c) + 2] for c in four[10]) == ["2", "4", "6", "8"], four)
    truth = by["The escape of \\n is a line end."]
    check("kaoshibao 判断题", truth[1:4] == ["判断题", "对", "错"] and truth[10] == "B", truth)
    check("kaoshibao 填空题", by["The capital of France is ____."][1:3] == ["填空题", "Paris=Paree"], by)

    sheet, rows = rows_of(export("wayground", "wayground.xlsx"))
    check("wayground header is row 1", rows[0] == WAYGROUND, rows[0])
    check("wayground help row", rows[1][0].startswith("Text of the question\n\n(required)"), rows[1])

    rows = csv_rows(export("blooket", "blooket.csv"))
    check("blooket title", rows[0] == ["Blooket\nImport Template"] + [""] * 7, rows[0])
    check("blooket header is row 2", rows[1] == BLOOKET, rows[1])
    rows = csv_rows(export("gimkit", "gimkit.csv"))
    check("gimkit title", rows[0] == ["Gimkit Spreadsheet Import Template", "", "", "", ""], rows[0])
    check("gimkit header is row 2", rows[1] == GIMKIT, rows[1])
    check("gimkit answers are texts", any(r[1] == "-1 is less" for r in rows[2:]), rows)

    with open(export("tsv", "cards.tsv"), "rb") as f:
        raw = f.read()
    lines = raw.decode("utf-8").split("\n")
    check("tsv is two columns, LF, no BOM", not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and
          lines[-1] == "" and all(line.count("\t") == 1 for line in lines[:-1]), lines)


def formulas():
    """Programs get exact bytes; people get an apostrophe; XLSX keeps text as text."""
    raw = open(os.path.join(TMP, "blooket.csv"), "rb").read()
    check("platform CSV has a BOM and CR LF", raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n"), raw[:40])
    flat = [c for r in csv_rows(os.path.join(TMP, "blooket.csv"))[2:] for c in r]
    check("platform CSV is not escaped", "+1+1" in flat and "@SUM(1)" in flat, flat)
    m = manifest(os.path.join(TMP, "blooket.csv"))
    check("platform CSV counts formulas", m["formula-cells"] == sum(c.startswith(CSV_FORMULA) for c in flat), m)
    r = crib("export", "--no-ids", "--to", "blooket", NOTE, "-o", os.path.join(TMP, "no.csv"), "--csv-formula", "fail")
    check("--csv-formula fail", r.returncode == 1 and "export-formula-fail" in r.stderr and
          not os.path.exists(os.path.join(TMP, "no.csv")), r.stderr)

    path = export("csv", "people.csv")
    cells = [c for r in csv_rows(path)[1:] for c in r]
    check("CSV for people is disarmed", not any(c.startswith(CSV_FORMULA) for c in cells) and
          "'+86 is the code of China." in cells, cells)
    check("CSV for people counts them", manifest(path)["formula-cells"] == sum(
        c.startswith("'") and c[1:].startswith(CSV_FORMULA) for c in cells), manifest(path))
    kept = [c for r in csv_rows(export("csv", "kept.csv", "--csv-formula", "keep"))[1:] for c in r]
    check("--csv-formula keep", "+86 is the code of China." in kept, kept)

    sheet = openpyxl.load_workbook(os.path.join(TMP, "kahoot.xlsx")).worksheets[0]
    kinds = {c.value: c.data_type for r in sheet.iter_rows(min_row=9) for c in r if isinstance(c.value, str)}
    check("XLSX cells are strings", kinds["+1+1"] == "s" and set(kinds.values()) == {"s"}, kinds)


def fit():
    m = manifest(os.path.join(TMP, "kahoot.xlsx"))
    check("manifest adds up", m["carried"] + m["left-out"] == m["items"] and
          sum(r["count"] for r in m["reasons"]) == m["left-out"] and
          all(r["count"] == len(r["items"]) for r in m["reasons"]), m)
    check("manifest says why", {r["reason"] for r in m["reasons"]} == {"kind", "options-many"}, m)
    r = crib("export", "--no-ids", "--to", "kahoot", NOTE, "-o", os.path.join(TMP, "s.xlsx"), "--strict")
    check("--strict refuses what does not fit", r.returncode == 1 and not os.path.exists(os.path.join(TMP, "s.xlsx")),
          r.stderr)
    own = os.path.join(TMP, "own.yaml")
    with open(own, "w", encoding="utf-8") as f:
        f.write("container: csv\ncolumns:\n  - {head: Frage, cell: stem}\n  - {head: Antwort, cell: key}\n"
                "kinds:\n  true-false: {key: answer}\ntruth: [ja, nein]\n")
    path = os.path.join(TMP, "own.csv")
    r = crib("export", "--no-ids", "-q", "--target-file", own, NOTE, "-o", path)
    check("--target-file", r.returncode == 0 and csv_rows(path) ==
          [["Frage", "Antwort"], ["The escape of \\n is a line end.", "nein"], ["+86 is the code of China.", "ja"]],
          r.stderr)
    with open(own, "a", encoding="utf-8") as f:
        f.write("columms: []\n")
    r = crib("export", "--no-ids", "--target-file", own, NOTE, "-o", path)
    check("--target-file with a wrong key", r.returncode == 2 and "own.yaml:8:1" in r.stderr, r.stderr)
    r = crib("export", "--to", "nowhere", NOTE, "-o", path)
    check("unknown target", r.returncode == 2 and "target-unknown" in r.stderr, r.stderr)
    listed = crib("targets").stdout
    check("crib targets", all(n[:-5] in listed for n in os.listdir(os.path.join(TOP, "styles", "targets"))), listed)
    page = os.path.join(TMP, "exports.md")
    crib("targets", "-o", page)
    check("docs/exports.md is up to date (make docs)", open(page).read() ==
          open(os.path.join(TOP, "docs", "exports.md")).read())


# ---- GIFT: a small reader of the grammar Moodle documents ----

def gift_unescape(s):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], s)


def gift_questions(text):
    text = re.sub(r"^(//|\$CATEGORY:).*$", "", text, flags=re.M)
    for block in re.split(r"\n\s*\n", text):
        if not block.strip():
            continue
        m = re.fullmatch(r"::((?:\\.|[^\\:])*)::\[html\]((?:\\.|[^\\{}])*)\{((?:\\.|[^\\{}])*)\}((?:\\.|[^\\{}])*)",
                         block.strip(), re.S)
        if not m:
            raise ValueError(block)
        answers, _, feedback = m[3].partition("####")
        parts = re.findall(r"([=~])(?:%(-?[0-9.]+)%)?((?:\\.|[^\\=~])*)", answers, re.S)
        yield {"stem": html.unescape(gift_unescape(m[2])), "raw": answers.strip(), "tail": m[4],
               "answers": [(s, p, html.unescape(gift_unescape(a.strip()))) for s, p, a in parts],
               "feedback": html.unescape(gift_unescape(feedback))}


def gift():
    text = open(export("gift", "quiz.gift.txt"), encoding="utf-8").read()
    try:
        by = {q["stem"]: q for q in gift_questions(text)}
    except ValueError as e:
        check("gift parses", False, e)
        return
    check("gift parses", len(by) == 8, by.keys())
    q = by.get("With \\(\\nabla f = \\neq 0\\) and a path // like a->b, which of {a}, ~b, #c, d:e holds?")
    check("gift keeps \\nabla, //, ->, {}, ~, #, :", q is not None, list(by))
    right = {a for _, p, a in q["answers"] if float(p) > 0}
    check("gift several right", right == {"a = {1: 2} # not a comment", "\\(\\nu \\to \\{x\\}\\)"} and
          abs(sum(float(p) for _, p, _ in q["answers"] if float(p) > 0) - 100) < 0.001, q)
    check("gift truth", by["The escape of \\n is a line end."]["raw"] == "FALSE")
    check("gift blank", by["The capital of France is "]["answers"] == [("=", "", "Paris=Paree")] and
          by["The capital of France is "]["tail"] == ".", by["The capital of France is "])
    check("gift code keeps its line", 'What does this print?<br>console.log("a\\tb" + 1);' in by, list(by))
    check("gift no line begins with //", not re.search(r"^//", text, re.M))


# ---- XML, packages, JSON ----

def moodle():
    root = ET.parse(export("moodle-xml", "quiz.xml")).getroot()
    kinds = [q.get("type") for q in root]
    check("moodle kinds", sorted(set(kinds)) == ["category", "cloze", "essay", "multichoice", "truefalse"], kinds)
    by = {q.findtext("name/text"): q for q in root if q.get("type") != "category"}
    q = by["Which four are even?"]
    check("moodle fractions", sum(float(a.get("fraction")) for a in q.iter("answer") if
                                  float(a.get("fraction")) > 0) == 100 and q.findtext("single") == "false", ET.tostring(q))
    cloze = by["The capital of France is ____."].findtext("questiontext/text")
    check("moodle cloze", cloze == "The capital of France is {1:SHORTANSWER:=Paris=Paree}.", cloze)
    check("moodle ids", all(re.fullmatch("crib-[0-9a-f]{16}", q.findtext("idnumber")) for q in by.values()))
    stem = by[[n for n in by if "nabla" in n][0]].findtext("questiontext/text")
    check("moodle math", "\\(\\nabla f = \\neq 0\\)" in stem, stem)


def canvas():
    with zipfile.ZipFile(export("canvas-qti", "quiz.zip")) as z:
        names = z.namelist()
        quiz = [n for n in names if n.endswith("assessment_meta.xml")][0].split("/")[0]
        check("canvas layout", names[:4] == ["imsmanifest.xml", "non_cc_assessments/", quiz + "/assessment_meta.xml",
                                             "%s/%s.xml" % (quiz, quiz)], names)
        check("canvas dates", {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)})
        m = ET.fromstring(z.read("imsmanifest.xml"))
        ns = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
        check("canvas manifest", [r.get("type") for r in m.iter(ns + "resource")] ==
              ["imsqti_xmlv1p2", "associatedcontent/imscc_xmlv1p1/learning-application-resource"] and
              m.findtext(ns + "metadata/" + ns + "schema") == "IMS Content" and
              all(f.get("href") in names for f in m.iter(ns + "file")), ET.tostring(m))
        q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
        items = list(ET.fromstring(z.read(names[3])).iter(q + "item"))
        for it in items:
            kind = it.findtext(".//" + q + "fieldentry")
            labels = {x.get("ident") for x in it.iter(q + "response_label")}
            named = {x.text for x in it.iter(q + "varequal")}
            check("canvas %s names its answers" % kind, kind.startswith("short") or named <= labels, (labels, named))
        check("canvas items", len(items) == 8, len(items))


# ---- as other programs read and write the same ----

PLAIN = """# Networks

### 1. Which layer of the OSI model routes packets?

- [ ] Physical layer
- [x] Network layer
- [ ] Session layer

Explanation: routers forward packets by their network-layer address.

### 2. Which of these protocols run over TCP?

- [x] HTTP/1.1
- [x] SSH
- [ ] DHCP

### 3. TCP guarantees that bytes arrive in the order they were sent.

Answer: T

### 4. The default port of HTTPS is ____.

Answer: 443
"""


def text2qti_source(items):
    """Our questions as text2qti's own notes; (type, options in our order)."""
    out = ["Quiz title: Networks"]
    for n, i in enumerate(items, 1):
        out += ["", "%d. %s" % (n, i["stem"])]
        if i.get("explanation"):
            out.append("... " + i["explanation"])
        if i["kind"] == "multiple-response":
            out += ["[%s] %s" % ("*" if o["right"] else " ", o["text"]) for o in i["options"]]
        elif i["kind"] == "true-false":
            out += ["*a) True", "b) False"]
        elif i["kind"] == "single-choice":
            out += ["%s%s) %s" % ("*" if o["right"] else "", "abcd"[k], o["text"]) for k, o in enumerate(i["options"])]
        else:
            out.append("* " + i["answer"][0])
    return "\n".join(out) + "\n"


def skeleton(e, ids):
    """Elements, attributes and texts; the id of an answer is its place in its question, other ids are not compared."""
    if e.tag.endswith("}item"):
        ids = {x.get("ident"): "answer %d" % n for n, x in
               enumerate(x for x in e.iter() if x.tag.endswith("}response_label"))}
    def plain(s):
        s = re.sub(r"</?p>", "", (s or "").strip())
        return re.sub(r"\b(?:text2qti|crib)_[\w-]+|\b\d{4,}\b|\b[0-9a-f]{16}(?:_\d+)?\b",
                      lambda m: ids.get(m[0], "id"), s)
    return (e.tag, sorted((k, plain(v)) for k, v in e.attrib.items() if k != "title"), plain(e.text),
            [skeleton(c, ids) for c in e])


def unequal(a, b, path=""):
    """Where two skeletons differ first."""
    here = path + "/" + a[0].split("}")[-1]
    if a[:3] != b[:3] or len(a[3]) != len(b[3]):
        return (here, a[:3], b[:3], [c[0].split("}")[-1] for c in a[3]], [c[0].split("}")[-1] for c in b[3]])
    return next((u for u in map(unequal, a[3], b[3], [here] * len(a[3])) if u), None)


def against_text2qti():
    program = os.path.join(os.path.dirname(sys.executable), "text2qti")
    if not os.path.exists(program):
        print("SKIP canvas against text2qti: it is not installed")
        return
    note, source = os.path.join(TMP, "plain.md"), os.path.join(TMP, "plain.txt")
    with open(note, "w", encoding="utf-8") as f:
        f.write(PLAIN)
    items = json.load(open(export("json", "plain.json", note=note), encoding="utf-8"))["items"]
    with open(source, "w", encoding="utf-8") as f:
        f.write(text2qti_source(items))
    r = subprocess.run([program, source], capture_output=True, text=True, cwd=TMP)
    if not check("text2qti reads what we ask it", r.returncode == 0, r.stderr):
        return
    ours, theirs = [], []
    for path, out in ((export("canvas-qti", "ours.zip", note=note), ours), (os.path.join(TMP, "plain.zip"), theirs)):
        with zipfile.ZipFile(path) as z:
            names = sorted(n for n in z.namelist() if n.endswith(".xml"))
            quiz = next(n for n in names if n.endswith("assessment_meta.xml")).split("/")[0]
            out.append(sorted(n.replace(quiz, "QUIZ") for n in z.namelist()))
            out += [ET.fromstring(z.read(n)) for n in ("imsmanifest.xml", quiz + "/assessment_meta.xml",
                                                       "%s/%s.xml" % (quiz, quiz))]
    check("canvas has text2qti's files", ours[0] == theirs[0], (ours[0], theirs[0]))
    find = lambda root: next(e for e in root if e.tag.endswith("}resources"))
    for name, a, b in (("resources", find(ours[1]), find(theirs[1])), ("settings", ours[2], theirs[2]),
                       ("questions", ours[3], theirs[3])):
        u = unequal(skeleton(a, {}), skeleton(b, {}))
        check("canvas has text2qti's %s" % name, not u, u)


GIFT_READER = """const g = require(process.argv[1]);
let s = ''; process.stdin.on('data', d => s += d).on('end', () => console.log(JSON.stringify(g.parse(s))));"""


def against_gift_pegjs():
    """The parser others use; what it makes of the text is what we meant."""
    module = os.path.join(os.path.dirname(sys.executable), "..", "npm", "node_modules", "gift-pegjs")
    if not shutil.which("node") or not os.path.isdir(module):
        print("SKIP gift-pegjs: it is not installed (npm is not)")
        return
    text = open(os.path.join(TMP, "quiz.gift.txt"), encoding="utf-8").read()
    r = subprocess.run(["node", "-e", GIFT_READER, os.path.abspath(module)], input=text, capture_output=True, text=True)
    if not check("gift-pegjs parses it", r.returncode == 0, r.stderr[-300:]):
        return
    by = {html.unescape(q["stem"]["text"]): q for q in json.loads(r.stdout) if q["type"] not in ("Category", "Description")}
    kinds = sorted(q["type"] for q in by.values())
    check("gift-pegjs finds every question", len(by) == 8 and set(kinds) == {"MC", "TF", "Short", "Essay"}, kinds)
    stem = "With \\(\\nabla f = \\neq 0\\) and a path // like a->b, which of {a}, ~b, #c, d:e holds?"
    q = by.get(stem)
    check("gift-pegjs: \\nabla, //, -> and signs survive", q is not None, list(by))
    right = {html.unescape(c["text"]["text"]) for c in (q or {"choices": []})["choices"] if (c["weight"] or 0) > 0}
    check("gift-pegjs: keys survive", right == {"a = {1: 2} # not a comment", "\\(\\nu \\to \\{x\\}\\)"}, right)
    check("gift-pegjs: truth", by["The escape of \\n is a line end."]["isTrue"] is False, by)


def as_json():
    path = export("json", "quiz.json")
    schema = os.path.join(TOP, "docs", "schema")
    data = json.load(open(path, encoding="utf-8"))
    check("json is as its schema says", not errors_of(data, json.load(open(schema + "/export.json"))))
    bad = {**data, "items": [{**data["items"][0], "kind": "riddle"}]}
    check("the schema sees a wrong kind", errors_of(bad, json.load(open(schema + "/export.json"))))
    for name in sorted(os.listdir(TMP)):
        if name.endswith(".manifest.json"):
            wrong = errors_of(json.load(open(os.path.join(TMP, name))), json.load(open(schema + "/export-manifest.json")))
            check("schema of " + name, not wrong, wrong)
    wjx = open(export("wjx", "quiz.txt"), encoding="utf-8").read()
    check("wjx marks the right option", re.search(r"^1\. =HYPERLINK.*\[单选题\]$", wjx, re.M) and
          "\n-1 is less(正确答案)\n" in wjx, wjx)


# ---- workbook ----

def values_of(path):
    return {s.title: {c.coordinate: c.value for r in s.iter_rows() for c in r if c.value not in (None, "")}
            for s in openpyxl.load_workbook(path, data_only=True).worksheets}


def recalculated(path):
    """LibreOffice's own values, recalculated on load."""
    home = os.path.join(TMP, "lo")
    os.makedirs(home + "/user", exist_ok=True)
    with open(home + "/user/registrymodifications.xcu", "w") as f:
        f.write('<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="'
                '/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0'
                '</value></prop></item></oor:items>')
    out = os.path.join(TMP, "recalculated")
    subprocess.run(["soffice", "-env:UserInstallation=file://" + home, "--headless", "--convert-to", "xlsx", "--outdir",
                    out, path], capture_output=True, timeout=170)
    return values_of(os.path.join(out, os.path.basename(path)))


def differing(a, b):
    return [(s, c, v, b.get(s, {}).get(c)) for s in a for c, v in a[s].items()
            if v != b.get(s, {}).get(c) and not (isinstance(v, (int, float)) and v == float(b[s].get(c) or 0))]


def plant(path, out):
    """The workbook with one value wrong, which recalculation must notice."""
    with zipfile.ZipFile(path) as z, zipfile.ZipFile(out, "w") as o:
        for n in z.namelist():
            data = z.read(n)
            if n == "xl/worksheets/sheet3.xml":
                data = re.sub(rb"(COUNTIFS[^<]*\)</f><v>)\d+<", rb"\g<1>77<", data, count=1)
            o.writestr(n, data)


def check_values(path, name):
    if not shutil.which("soffice"):
        print("SKIP %s recalculated: LibreOffice is not installed" % name)
        return
    wrong = differing(values_of(path), recalculated(path))
    check("%s: every value is what LibreOffice computes" % name, not wrong, wrong)


def book(lang, sheets):
    path = os.path.join(TMP, "book-%s.xlsx" % lang)
    r = crib("book", "--no-ids", "-q", "--lang", lang, NOTE, "-o", path)
    if not check("book %s" % lang, r.returncode == 0, r.stderr):
        return None
    w = openpyxl.load_workbook(path)
    check("book %s sheets" % lang, w.sheetnames == sheets, w.sheetnames)
    bank = w[sheets[0]]
    check("book %s is a table" % lang, len(bank.tables) == 1 and list(bank.tables.values())[0].ref == "A1:K9" and
          bank.freeze_panes == "B2" and bank.print_title_rows == "$1:$1", bank.tables)
    check("book %s prints on A4 across" % lang, bank.page_setup.orientation == "landscape" and
          int(bank.page_setup.paperSize) == 9 and int(bank.page_setup.fitToHeight) == 0 and
          bank.sheet_properties.pageSetUpPr.fitToPage, bank.page_setup)
    kinds = {c.data_type for r in bank.iter_rows(min_row=2) for c in r if c.value is not None}
    check("book %s: cells of the bank are texts" % lang, kinds == {"s"}, kinds)
    rules = {v.formula1 for v in w[sheets[1]].data_validations.dataValidation}
    check("book %s chooses from named lists" % lang, {"Members", "Statuses"} <= rules, rules)
    check("book %s names" % lang, {"Members", "Statuses", "Intervals", "ShowAnswers"} <= set(w.defined_names), w.defined_names)
    review = [c.value for c in w[sheets[5]][1]]
    check("book %s review header" % lang, review == ["id", "decision", "stem", "options", "key", "note"], review)
    links = [c.hyperlink.location for s in w.worksheets for r in s.iter_rows() for c in r if c.hyperlink]
    check("book %s links stay inside" % lang, len(links) == 5 and all(links), links)
    with zipfile.ZipFile(path) as z:
        check("book %s escapes _xHHHH_" % lang, b"_x005F_x0041_" in z.read("xl/sharedStrings.xml"))
        check("book %s has a chart" % lang, any(n.startswith("xl/charts/") for n in z.namelist()))
    return path


def books():
    zh = book("zh", ["题库", "分工", "统计", "自测", "设置", "校对"])
    en = book("en", ["Bank", "Work", "Summary", "Self-test", "Settings", "Review"])
    check_values(zh, "book zh")
    check_values(en, "book en")
    if shutil.which("soffice"):
        planted = os.path.join(TMP, "planted.xlsx")
        plant(zh, planted)
        check("a wrong value is noticed", differing(values_of(planted), recalculated(planted)))
    again = os.path.join(TMP, "again.xlsx")
    crib("book", "--no-ids", "-q", "--lang", "zh", NOTE, "-o", again, TZ="Asia/Tokyo", LC_ALL="C")
    check("same bytes again, in another time zone", open(zh, "rb").read() == open(again, "rb").read())
    parts = os.path.join(TMP, "parts.xlsx")
    r = crib("book", "--no-ids", "-v", "--rows-per-sheet", "3", NOTE, "-o", parts)
    names = openpyxl.load_workbook(parts).sheetnames
    check("--rows-per-sheet", names[:3] == ["Bank", "Bank 2", "Bank 3"] and "book-rows" in r.stderr, (names, r.stderr))
    check_values(parts, "book in parts")


def printed(path):
    """The PDF LibreOffice prints."""
    subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.join(TMP, "lo"), "--headless", "--convert-to", "pdf",
                    "--outdir", TMP, path], capture_output=True, timeout=170)
    return subprocess.run(["pdftotext", path[:-5] + ".pdf", "-"], capture_output=True, text=True).stdout


def signs(text):
    """What must be seen of a text, in whatever order: signs; hyphens, which a reader of PDF joins, aside."""
    return collections.Counter(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c != "-")


def long_texts():
    """No row of a spreadsheet is higher than 409 points: what is longer is on a sheet of its own, and all is printed."""
    note, path = os.path.join(TMP, "long.md"), os.path.join(TMP, "long.xlsx")
    answer = ["Line %d of an answer that goes on and on, as the answers of some notes do, 一直写下去。" % i for i in range(90)]
    with open(note, "w", encoding="utf-8") as f:
        f.write("# Long\n\n## What is a long answer?\n\n" + "\n\n".join(answer) + "\n\n## What is a listing?\n\nThis:\n\n```\n" +
                "\n".join("step %d" % i for i in range(60)) + "\n```\n")
    r = crib("book", "--no-ids", "-v", "--lang", "en", note, "-o", path)
    w = openpyxl.load_workbook(path, data_only=True)
    check("texts too long for a row are said aloud", "book-long" in r.stderr and w.sheetnames[-1] == "Long texts", r.stderr)
    parts = [row[4] for row in w["Long texts"].iter_rows(min_row=2, values_only=True)]
    flat = lambda s: re.sub(r"\s", "", s)
    check("and whole on their sheet", flat("".join(answer)) in flat("".join(parts)), parts[:1])
    keys = [c.value for c in w["Bank"]["G"][1:]]
    check("the bank has their beginnings", any(k.startswith(answer[0]) and k.endswith("(all of it is on sheet Long texts)")
                                               for k in keys), keys)
    heights = [d.height or 0 for s in w.worksheets for d in s.row_dimensions.values()]
    check("no row is higher than Excel's", max(heights) <= 409, max(heights))
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        print("SKIP book printed: LibreOffice or pdftotext is not installed")
        return
    check_values(path, "book with long texts")
    for name, book in (("long", path), ("zh", os.path.join(TMP, "book-zh.xlsx"))):
        w = openpyxl.load_workbook(book, data_only=True)
        text = printed(book)
        want = sum((signs(c.value) for s in w.worksheets for row in s.iter_rows() for c in row if isinstance(c.value, str)),
                   collections.Counter())
        missing = want - signs(text)
        check("book %s printed: nothing is clipped" % name, not missing, missing)
        check("book %s printed: no ###" % name, "###" not in text)


def review_round_trip():
    """The review sheet saved as CSV decides at the next build."""
    d = os.path.join(TMP, "review")
    os.makedirs(d)
    path = os.path.join(d, "book.xlsx")
    crib("book", "-q", "--lang", "zh", NOTE, "-o", path)
    sheet = openpyxl.load_workbook(path)["校对"]
    rows = [["" if c is None else c for c in r] for r in sheet.iter_rows(values_only=True)]
    rows[1][1], rows[2][1] = "删除", "修改"
    rows[2][2] = "Which of these hold?"
    with open(os.path.join(d, "crib.review.csv"), "w", encoding="utf-8-sig", newline="") as f:
        csv.writer(f).writerows(rows)
    r = crib("export", "-q", "--to", "json", NOTE, "-o", os.path.join(d, "after.json"))
    items = {i["id"]: i for i in json.load(open(os.path.join(d, "after.json")))["items"]}
    check("review drops and edits", rows[1][0] not in items and items[rows[2][0]]["stem"] == rows[2][2] and
          len(items) == len(rows) - 2, r.stderr)
    right = {o["text"] for o in items[rows[2][0]]["options"] if o["right"]}
    check("an edit keeps the key", right == {"a = {1: 2} # not a comment", "$\\nu \\to \\{x\\}$"} or
          right == {"a = {1: 2} # not a comment", "\\nu \\to \\{x\\}"}, right)


try:
    tables()
    formulas()
    fit()
    gift()
    moodle()
    canvas()
    against_text2qti()
    against_gift_pegjs()
    as_json()
    books()
    long_texts()
    review_round_trip()
finally:
    shutil.rmtree(TMP, ignore_errors=True)
