"""anki_decks: builds decks and imports them with the real Anki backend (the one desktop, AnkiDroid
and AnkiMobile share). Prints PASS/FAIL/SKIP lines; tests/run counts them."""
import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import anki.lang
import openpyxl
from anki.collection import (Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest,
                             ImportCsvRequest)

CRIB, TOP = os.environ["CRIB"], os.environ["TOP"]
HERE = os.path.join(TOP, "tests", "peers", "anki")
TMP = tempfile.mkdtemp(prefix="crib-anki.")
REFUSED = ("conflicting", "missing_notetype", "missing_deck", "empty_first_field")


def check(name, ok, why=""):
    print(("PASS %s" if ok else "FAIL %s: %s") % ((name,) if ok else (name, str(why)[:400])))
    return ok


def crib(*args, **env):
    return subprocess.run([CRIB, *args], capture_output=True, text=True, env={**os.environ, **env})


def build(source, name, *options):
    """The three forms of a deck; their paths without extension."""
    base = os.path.join(TMP, name, name)
    os.makedirs(os.path.dirname(base), exist_ok=True)
    for end in (".anki.csv", ".apkg", ".anki.xlsx"):
        r = crib("deck", source, "-o", base + end, "-q", *options)
        if r.returncode:
            check("%s%s is written" % (name, end), False, r.stderr)
    return base


class Anki:
    """A fresh collection in a language."""

    def __init__(self, locale="en_US"):
        self.dir = tempfile.mkdtemp(dir=TMP)
        anki.lang.set_lang(locale)
        self.col = Collection(os.path.join(self.dir, "c.anki2"))

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.col.close()

    def take(self, path):
        """Imports a file; what the log counts."""
        col = self.col
        if path.endswith(".csv"):
            meta = col.get_csv_metadata(path, None)
            log = col.import_csv(ImportCsvRequest(path=path, metadata=meta)).log
        else:
            request = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())
            log = col.import_anki_package(request).log
        kinds = ("new", "updated", "duplicate") + REFUSED
        return {k: len(getattr(log, k)) for k in kinds} | {"found": log.found_notes}

    def notes(self):
        """GUID -> notetype id, fields, tags, decks of the cards by number."""
        out = {}
        for nid, guid, mid, flds, tags in self.col.db.all("select id, guid, mid, flds, tags from notes"):
            cards = {o: self.col.decks.name(d) for o, d in
                     self.col.db.all("select ord, did from cards where nid = ?", nid)}
            out[guid] = (mid, tuple(flds.split("\x1f")), tuple(sorted(tags.split())), cards)
        return out

    def pages(self):
        """Question and answer of every card, without styles and scripts."""
        for cid in self.col.db.list("select id from cards order by id"):
            card = self.col.get_card(cid)
            strip = lambda s: re.sub(r"<(style|script)\b.*?</\1>", "", s, flags=re.S)
            yield card, strip(card.question()), strip(card.answer())


def rows_of(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as f:
        lines = f.read()
    lines = lines.split("\n")
    return lines[:8], list(csv.reader(lines[8:-1]))


def refused(log):
    return {k: log[k] for k in REFUSED if log[k]}


def test_import(name, source):
    base = build(source, name)
    head, rows = rows_of(base + ".anki.csv")
    notetypes = os.path.join(os.path.dirname(base), "crib-notetypes.apkg")
    check("%s: headers" % name, head == [
        "#separator:Comma", "#html:true", "#if matches:update current", "#match scope:notetype",
        "#notetype column:1", "#deck column:2", "#tags column:3", "#guid column:4"], head)
    for locale in ("en_US", "zh_CN", "ja_JP"):
        with Anki(locale) as a:
            a.take(notetypes)
            log = a.take(base + ".anki.csv")
            check("%s: CSV, %s: all new" % (name, locale), log["new"] == len(rows) and not refused(log), log)
            log = a.take(base + ".anki.csv")
            check("%s: CSV again, %s: none new" % (name, locale), log["new"] == 0 and not refused(log), log)
            from_csv = {g: n for g, n in a.notes().items() if not g.startswith("crib-sample-")}
            decks = {d.name for d in a.col.decks.all_names_and_ids()}
            check("%s: no deck made twice, %s" % (name, locale), not any(d.endswith("+") for d in decks), decks)
            check("%s: no empty cards, %s" % (name, locale), not a.col.get_empty_cards().notes)
        with Anki(locale) as a:
            log = a.take(base + ".apkg")
            check("%s: package, %s: all new" % (name, locale), log["new"] == len(rows) and not refused(log), log)
            log = a.take(base + ".apkg")
            check("%s: package again, %s: none new, none updated" % (name, locale),
                  log["new"] == log["updated"] == 0 and not refused(log), log)
            check("%s: package and CSV agree, %s" % (name, locale), a.notes() == from_csv,
                  [(g, n, from_csv.get(g)) for g, n in a.notes().items() if from_csv.get(g) != n][:1])
            check("%s: no picture missing, %s" % (name, locale), not a.col.media.check().missing)
            check("%s: no empty cards in the package, %s" % (name, locale), not a.col.get_empty_cards().notes)
            problem = a.col.fix_integrity()
            check("%s: Anki finds nothing to repair, %s" % (name, locale), problem[1], problem)
    return base, rows


def test_cards(name, base):
    with Anki() as a:
        a.take(base + ".apkg")
        blank, broken, due = [], [], []
        for card, q, ans in a.pages():
            text = html.unescape(re.sub("<[^>]*>", "", q)).strip()
            if not text:
                blank.append(q)
            if re.search(r"\{\{c\d+::", q + ans) or "\ufffd" in q + ans:
                broken.append(q)
            due.append(card.due)
        check("%s: every card asks something" % name, not blank, blank[:1])
        check("%s: every card renders" % name, not broken, broken[:1])
        check("%s: cards come in the order of the notes" % name, due == sorted(due))


ALLOWED = set("a b blockquote br code del details div hr i img kbd li mark ol pre span sub summary sup table "
              "td th tr u ul".split())


def test_html(name, rows):
    bad = set()
    for row in rows:
        for field in row[4:]:
            for tag in re.findall(r"<(?!!-- -->)/?([^\s>]*)", field):
                if tag not in ALLOWED:
                    bad.add(tag)
    check("%s: only tags of the list" % name, not bad, bad)
    check("%s: no line ends in fields" % name, not any("\n" in f for row in rows for f in row))
    check("%s: tags without blanks, decks with a name" % name,
          all(row[1] and not row[1].isdigit() and "  " not in row[2] for row in rows))


def test_workbook(name, base, rows):
    head, _ = rows_of(base + ".anki.csv")
    book = openpyxl.load_workbook(base + ".anki.xlsx")
    check("%s: three sheets" % name, len(book.sheetnames) == 3 and book.sheetnames[0] == "Anki", book.sheetnames)
    cells = [[c for c in row] for row in book["Anki"].iter_rows()]
    values = [["" if c.value is None else c.value for c in row] for row in cells]
    values = [row + [""] * (18 - len(row)) for row in values]  # columns nobody fills are not there
    check("%s: workbook has the rows of the CSV" % name,
          [r[0] for r in values[:8]] == head and values[8:] == rows,
          [(x, y) for x, y in zip(values[8:], rows) if x != y][:1])
    kinds = {c.data_type for row in cells for c in row if c.value is not None}
    check("%s: every cell is text" % name, kinds <= {"s"}, kinds)


def test_saved_as_csv(name, base, rows):
    """LibreOffice saves the first sheet as CSV UTF-8; Anki makes the same notes of it."""
    if not shutil.which("soffice"):
        print("SKIP %s: workbook saved as CSV: LibreOffice is not installed" % name)
        return
    out = os.path.join(TMP, name, "saved")
    profile = "-env:UserInstallation=file://" + os.path.join(TMP, "office")
    subprocess.run(["soffice", "--headless", profile, "--convert-to",
                    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", out, base + ".anki.xlsx"],
                   capture_output=True, timeout=300)
    saved = os.path.join(out, name + ".anki.csv")
    notetypes = os.path.join(os.path.dirname(base), "crib-notetypes.apkg")
    with Anki() as a, Anki() as b:
        a.take(notetypes)
        b.take(notetypes)
        log = a.take(saved)
        b.take(base + ".anki.csv")
        check("%s: workbook saved as CSV: all new" % name, log["new"] == len(rows) and not refused(log), log)
        mine, direct = a.notes(), b.notes()
        check("%s: workbook saved as CSV: the same notes" % name, mine == direct,
              [(g, mine.get(g), direct.get(g)) for g in direct if mine.get(g) != direct[g]][:1])


def test_same_bytes(name, source, base):
    ends = (".anki.csv", ".apkg", ".anki.xlsx")
    before = [open(base + end, "rb").read() for end in ends]
    build(source, name)  # on another day: the ledger beside it says what did not change
    for end, old in zip(ends, before):
        check("%s%s: built again, same bytes" % (name, end), open(base + end, "rb").read() == old)


EDITS = (  # what is written, what becomes of it
    ("## 2. 拥塞控制有哪些算法", "## 2. TCP 的拥塞控制有哪些算法"),  # a heading renamed
    ("2. 服务器回复 SYN 和 ACK，进入 SYN_RCVD 状态\n",  # a point put between two others
     "2. 服务器为连接分配缓存和变量\n3. 服务器回复 SYN 和 ACK，进入 SYN_RCVD 状态\n"),
    ("3. 客户端再回复", "4. 客户端再回复"),
    ("立即重传而不等超时", "马上重传，不等超时"),  # words changed
    ("3. 快重传", "3. 快速重传"),  # a key changed
    ("| 可靠性 | 可靠，保证顺序 |", "| 可靠性 | 可靠，而且保证顺序 |"),  # a cell changed
)


def answer_all(col):
    from anki.scheduler_pb2 import CardAnswer
    for cid in col.db.list("select id from cards order by id"):
        card = col.get_card(cid)
        card.start_timer()
        states = col._backend.get_scheduling_states(cid)
        col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=CardAnswer.GOOD))


def scheduling(col):
    """(GUID, card number) -> all that scheduling is."""
    return {(g, o): rest for g, o, *rest in col.db.all(
        "select n.guid, c.ord, c.id, c.type, c.queue, c.due, c.ivl, c.reps, c.lapses "
        "from cards c join notes n on n.id = c.nid")}


def test_edits(kind):
    """Notes are edited, moved, deleted; what was learnt stays, only what changed is updated."""
    folder = os.path.join(TMP, "edits-" + kind, "notes")
    os.makedirs(folder)
    text = open(os.path.join(HERE, "lists.md"), encoding="utf-8").read()
    gone = "# 附注\n## 5. 为什么要等待 2MSL\n保证最后一个确认能到达对方，并让旧报文段在网络中消失。\n"
    moved = "# 应用层\n## 1. HTTP 的方法\n1. GET：取得一个资源，不改变它的状态\n2. POST：提交数据，可能产生新的资源\n"
    write = lambda path, s: open(path, "w", encoding="utf-8").write(s)
    write(os.path.join(folder, "lists.md"), text + gone)
    write(os.path.join(folder, "http.md"), moved)
    out = os.path.join(TMP, "edits-" + kind, "deck" + kind)
    notetypes = os.path.join(os.path.dirname(out), "crib-notetypes.apkg")
    name = "edits, %s" % kind
    crib("deck", folder, "-o", out, "-q", SOURCE_DATE_EPOCH="1790000000")
    with Anki() as a:
        if kind != ".apkg":
            a.take(notetypes)
        first = a.take(out)
        answer_all(a.col)
        before, learnt = a.notes(), scheduling(a.col)
        for old, new in EDITS:
            assert old in text, old
            text = text.replace(old, new)
        write(os.path.join(folder, "lists.md"), text)
        os.makedirs(os.path.join(folder, "app"))
        os.rename(os.path.join(folder, "http.md"), os.path.join(folder, "app", "http.md"))
        r = crib("deck", folder, "-o", out, "-v", "--color", "never", SOURCE_DATE_EPOCH="1790086400")
        log = a.take(out)
        after, now = a.notes(), scheduling(a.col)
        check("%s: nothing refused" % name, not refused(log), log)
        check("%s: no GUID twice" % name, not a.col.db.list("select guid from notes group by guid having count() > 1"))
        lost = [k for k in learnt if now.get(k) != learnt[k]]
        check("%s: all scheduling kept" % name, not lost, lost[:2])
        added = [after[g] for g in after if g not in before and "crib::point" in after[g][2]]
        check("%s: one point is new, the one put in" % name,
              len(added) == 1 and "分配缓存" in "".join(added[0][1]), (added, r.stderr))
        changed = [g for g in before if before[g][1:3] != after[g][1:3]]
        check("%s: what changed is updated, and only that" % name,
              log["updated"] == len(changed) or kind != ".apkg", (log, len(changed)))
        still = [g for g in before if "2MSL" in "".join(before[g][1])]
        check("%s: what was deleted stays in Anki" % name, still and all(g in after for g in still))
        removed = os.path.join(os.path.dirname(out), "deck.removed.csv")
        check("%s: and is listed" % name, os.path.exists(removed))
        if os.path.exists(removed):
            kept = a.notes()
            log = a.take(removed)
            end = a.notes()
            tagged = [g for g in end if "crib::removed" in end[g][2]]
            check("%s: tagged by importing the list, nothing else" % name,
                  sorted(tagged) == sorted(still) and log["new"] == 0 and
                  all(end[g][1] == kept[g][1] for g in kept) and scheduling(a.col).items() >= now.items(),
                  (tagged, still, log))
    again = open(out, "rb").read()
    crib("deck", folder, "-o", out, "-q", SOURCE_DATE_EPOCH="1790172800")
    check("%s: built once more, same bytes" % name, open(out, "rb").read() == again)


def test_diff():
    """What is new, changed and gone is the same against the ledger and all forms of the deck before."""
    folder = os.path.join(TMP, "diff")
    notes, before = os.path.join(folder, "lists.md"), os.path.join(folder, "before")
    os.makedirs(folder)
    text = open(os.path.join(HERE, "lists.md"), encoding="utf-8").read()
    with open(notes, "w", encoding="utf-8") as f:
        f.write(text + "## 5. 为什么要等待 2MSL\n保证最后一个确认能到达对方，并让旧报文段在网络中消失。\n")
    for end in (".anki.csv", ".apkg"):
        crib("deck", notes, "-o", os.path.join(before, "lists" + end), "-q")
    shutil.copy(os.path.join(before, "crib.ids"), folder)
    for old, new in EDITS:
        text = text.replace(old, new)
    with open(notes, "w", encoding="utf-8") as f:
        f.write(text)
    found = {}
    for old in ("LAST", before, *(os.path.join(before, n) for n in ("lists.anki.csv", "lists.apkg", "crib.ids"))):
        r = crib("deck", notes, "--diff", old, "--ids", os.path.join(folder, "crib.ids"), "--diagnostics", "json")
        try:
            d = json.loads(r.stdout)
            found[os.path.basename(old)] = (d["counts"], sorted((n["change"], n["guid"]) for n in d["notes"]))
        except ValueError:
            check("--diff %s" % os.path.basename(old), False, r.stdout + r.stderr)
    last = found.pop("LAST", None)
    check("--diff LAST finds what is new, changed and removed", last and min(last[0].values()) >= 0 and
          last[0]["new"] and last[0]["changed"] and last[0]["removed"] == 1, last)
    for name, other in found.items():
        check("--diff %s finds the same" % name, other == last, (last, other))
    r = crib("deck", notes, "--diff", notes)
    check("--diff with what is no deck", r.returncode == 2 and "--diff" in r.stderr, r.stderr)


def test_about():
    """A deck says where it comes from, in the author's words if there are any; parents are made once."""
    base = build(os.path.join(HERE, "cards.md"), "cards")
    with Anki() as a:
        a.take(base + ".apkg")
        about = {d.name: a.col.decks.get(d.id)["desc"] for d in a.col.decks.all_names_and_ids()}
    check("decks are described", about.get("Cards of every kind") == "Cards of &lt;every&gt; kind &amp; more", about)
    base = os.path.join(TMP, "two.apkg")
    crib("deck", os.path.join(HERE, "hostile.md"), os.path.join(HERE, "lists.md"), "-o", base, "-q", "--no-ids")
    with Anki() as a:
        a.take(base)
        about = {d.name: a.col.decks.get(d.id)["desc"] for d in a.col.decks.all_names_and_ids()}
    check("each document's deck says its file", [t for n, t in about.items() if n.endswith("::lists")] ==
          ["由 crib 从 lists.md 制作。"] and not any(n.endswith("+") for n in about), about)


RETYPED = ("### 4. Which layer routes packets? ^q1\n\n- [ ] Physical layer\n- [x] Network layer\n- [ ] Session layer\n",
           "### 4. Routers work on the network layer. ^q1\n\nAnswer: T\n")


def test_silent_updates():
    """What Anki would not update, or leave behind, without a word: said with file and line, and mended."""
    folder = os.path.join(TMP, "silent")
    os.makedirs(folder)
    notes, out = os.path.join(folder, "a.md"), os.path.join(folder, "a.apkg")
    cloze = "A subnet mask of /26 leaves ==64== addresses, of which ==62== can be given to hosts.\n"
    write = lambda s: open(notes, "w", encoding="utf-8").write("---\ntags: [flashcards]\n---\n# Net\n\n" + s)
    with Anki() as a:
        write(RETYPED[0] + "\n# Addresses\n\n## How many hosts does a mask leave?\n\n" + cloze)
        crib("deck", notes, "-o", out, "-q", SOURCE_DATE_EPOCH="1790000000")
        first = a.take(out)
        write(RETYPED[1] + "\n# Addresses\n\n## How many hosts does a mask leave?\n\n" + cloze.replace("==62==", "62"))
        r = crib("deck", notes, "-o", out, "-v", "--color", "never", SOURCE_DATE_EPOCH="1790086400")
        log = a.take(out)
        check("a choice turned into true or false is a new note, and said so", log["new"] == 1 and not refused(log) and
              re.search(r"a\.md:6:\d+: warning: .*\[deck-retyped\]", r.stderr), (first, log, r.stderr))
        check("the old one is listed as removed", "1764201600501" in
              open(os.path.join(folder, "a.removed.csv"), encoding="utf-8").read())
        check("a blank that is gone leaves an empty card, and is said", len(a.col.get_empty_cards().notes) == 1 and
              re.search(r"a\.md:\d+:\d+: note: 1 of .*\[deck-blank-gone\]", r.stderr), r.stderr)


def test_stock(name, source):
    for locale, words in (("zh_CN", ("问答题", "填空题")), ("en_US", ("Basic", "Cloze")), ("ja_JP", ("基本", "穴埋め問題"))):
        base = os.path.join(TMP, name + "-stock-" + locale)
        r = crib("deck", source, "-o", base + ".anki.csv", "-q", "--notetypes", "stock=" + locale)
        check("%s: stock notetypes, %s" % (name, locale), r.returncode == 0, r.stderr)
        _, rows = rows_of(base + ".anki.csv")
        with Anki(locale) as a:
            log = a.take(base + ".anki.csv")
            check("%s: stock notetypes, %s: all new" % (name, locale),
                  log["new"] == len(rows) and not refused(log) and {r[0] for r in rows} <= set(words), log)


def corpus(folder):
    """All that is asked of any notes, over a folder of real ones."""
    for file in sorted(os.listdir(folder)):
        if file.endswith(".md"):
            name = file[:-3]
            base, rows = test_import(name, os.path.join(folder, file))
            test_cards(name, base)
            test_html(name, rows)
            test_workbook(name, base, rows)
            test_same_bytes(name, os.path.join(folder, file), base)


def main():
    if os.environ.get("NOTES"):
        return corpus(os.environ["NOTES"])
    sources = {"llm-notes": os.path.join(TOP, "input", "llm-notes.md"),
               "networks-quiz": os.path.join(TOP, "input", "networks-quiz.md"),
               "hostile": os.path.join(HERE, "hostile.md"), "lists": os.path.join(HERE, "lists.md")}
    for name, source in sources.items():
        base, rows = test_import(name, source)
        test_cards(name, base)
        test_html(name, rows)
        test_workbook(name, base, rows)
        test_same_bytes(name, source, base)
    test_saved_as_csv("lists", os.path.join(TMP, "lists", "lists"),
                      rows_of(os.path.join(TMP, "lists", "lists.anki.csv"))[1])
    test_stock("lists", sources["lists"])
    for kind in (".apkg", ".anki.csv"):
        test_edits(kind)
    test_diff()
    test_silent_updates()
    test_about()
    for mode in ("cloze", "whole"):
        base = build(sources["lists"], "lists-" + mode, "--lists", mode)
        test_cards("lists-" + mode, base)


try:
    main()
finally:
    shutil.rmtree(TMP, ignore_errors=True)
