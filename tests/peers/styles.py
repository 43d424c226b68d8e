"""styles.py DIR: what each style promises. DIR holds NOTE-STYLE.pdf and NOTE-STYLE.json (frames) of the notes in pages/.

Positions of imposed pages are worked out by folding and cutting on paper, not taken from crib."""
import json
import re
import subprocess
import sys

folder = sys.argv[1]


def out(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout


def frames(note, style):
    return json.load(open(f"{folder}/{note}-{style}.json"))


def glyphs(page):
    return [op for op in page["ops"] if op["op"] == "glyphs"]


def text_of(note, style, page):
    return out("pdftotext", "-f", str(page), "-l", str(page), f"{folder}/{note}-{style}.pdf", "-").decode()


def check(name, good, why=""):
    print(f"PASS {name}" if good else f"FAIL {name}: {why}")


def streams(path):
    """Page contents as text, uncompressed."""
    return out("qpdf", "--qdf", "--object-streams=disable", path, "-").decode("latin-1")


# Operators that set a colour (ISO 32000-1, table 74), other than g and G.
COLOUR = re.compile(r"^[\d. -]+ (rg|RG|k|K|sc|SC|scn|SCN)$|^/\S+ (cs|CS)$", re.M)


def mono():
    path = f"{folder}/everything-mono.pdf"
    found = COLOUR.findall(streams(path))
    check("mono sets no colour", not found, found[:3])
    levels = set(re.findall(r"^([\d.]+) [gG]$", streams(path), re.M))
    check("mono fills nothing with grey", levels <= {"0", "1"}, levels)
    rows = out("pdfimages", "-list", path).decode().split("\n")[2:]
    colours = {row.split()[5] for row in rows if row}
    check("mono has pictures of grey only", colours == {"gray"}, colours)


def large_print():
    pages = frames("everything", "large-print")
    small = []
    for page in pages["pages"]:
        for op in glyphs(page):
            role = pages["tags"][op["tag"]]["role"]
            script = op["text"] in ("a", "one")  # marks of notes
            if op["size"] < 18000 and role != "Formula" and not script:
                small.append((op["size"], op["text"]))
    check("large-print has no text under 18 pt", not small, small[:3])


def pocket():
    """Eight pages on one side of A3: the upper row head down, 5 4 3 2, below it 6 7 8 1."""
    pages = frames("unique", "pocket")["pages"]
    side = [pages[0][k] / 2834.65 for k in ("width", "height")] # millimetres
    check("pocket is one side of A3", len(pages) == 1 and abs(side[0] - 420) < 1 and abs(side[1] - 297) < 1.1, side)
    w, h = pages[0]["width"] / 4, pages[0]["height"] / 2
    place = {}
    for op in glyphs(pages[0]):
        found = re.fullmatch(r"(\d) / (\d)", op["text"])
        if found:
            place[int(found[1])] = (int(op["x"] // w), int(op["y"] // h), op.get("turn", 0))
    fold = {1: (3, 1, 0), 2: (3, 0, 2), 3: (2, 0, 2), 4: (1, 0, 2), 5: (0, 0, 2), 6: (0, 1, 0), 7: (1, 1, 0), 8: (2, 1, 0)}
    check("pocket pages stand where they fold", place and all(fold[n] == place[n] for n in place), place)


WORDS = ["quokka", "wombat", "numbat", "hoatzin", "shoebill", "kakapo", "wobbegong", "hagfish", "lungfish"]


def self_test():
    front, back = text_of("unique", "self-test", 1), text_of("unique", "self-test", 2)
    check("self-test asks without answers", not [w for w in WORDS if w in front], front)
    at = [back.find(w) for w in WORDS]
    check("self-test answers in order on the back", at == sorted(at) and -1 not in at, back)
    seen = subprocess.run(["pdfinfo", f"{folder}/unique-self-test.pdf"], capture_output=True, check=True).stdout.decode()
    check("self-test has two sides", re.search(r"^Pages: +2$", seen, re.M), seen)


def cards():
    """Question n on the front in one cell, its answer behind it: mirrored, the paper being turned on its long edge."""
    pages = frames("unique", "cards")["pages"]
    titles = ["Which marsupials", "Which birds", "Which fish"]
    columns = 2
    w, h = pages[0]["width"] / columns, pages[0]["height"] / 4
    check("cards have a front and a back", len(pages) == 2, len(pages))

    def cells(page, word):
        return [(int(op["x"] // w), int(op["y"] // h)) for op in glyphs(page) if word in op["text"]]

    for i, title in enumerate(titles):
        front, back = cells(pages[0], title), cells(pages[1], WORDS[3 * i])
        check(f"card {i + 1} has its answer behind it",
              front and back and (columns - 1 - front[0][0], front[0][1]) == back[0], (front, back))


def binder():
    pages = frames("everything", "binder")
    edges = [(min(op["x"] for op in glyphs(p)), p["width"]) for p in pages["pages"]]
    check("binder keeps room for holes", edges[0][0] >= 15 / 25.4 * 72000, edges)


def notes():
    for style in ("compact", "mono", "binder"):
        text = out("pdftotext", "-raw", f"{folder}/everything-{style}.pdf", "-").decode()
        check(f"{style} has footnotes at the end of the section", text.find("What the note says") > text.find("missing.png") > 0)
        check(f"{style} shows addresses of links: {style != 'compact'}",
              ("example.org/manual/chapter/one" in text) == (style != "compact"))


def fonts():
    names = out("pdffonts", f"{folder}/everything-serif.pdf").decode()
    check("serif is in Song", "NotoSerifCJK" in names and "NotoSansCJK" not in names.replace("NotoSansMonoCJK", ""), names)


mono()
large_print()
pocket()
self_test()
cards()
binder()
notes()
fonts()
