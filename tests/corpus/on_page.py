"""on_page.py NAME STUDY.json LAYOUT.json: is every table, listing, formula and picture of the notes on a page?

What the notes hold is told from the study model; what is on the pages from the frames: the texts of the ops by their place
in the structure tree, which readers of the PDF get. White is not compared, nor are the marks of turned lines."""
import collections
import json
import re
import sys

name, study_path, layout_path = sys.argv[1:]
WHITE = re.compile(r"[\s\u00ad\u200b↪]+")


def plain(text):
    return WHITE.sub("", text)


class Frames:
    def __init__(self, layout):
        self.tags = layout["tags"]
        self.children = collections.defaultdict(list)
        for i, tag in enumerate(self.tags):
            if i > 1:
                self.children[tag["parent"]].append(i)
        self.own = collections.defaultdict(list)
        order = 0
        for page in layout["pages"]:
            for op in page["ops"]:
                if op["tag"]:
                    order += 1
                    self.own[op["tag"]].append((order, op.get("text", "")))

    def pieces(self, tag):
        """The texts of a tag and all below it, in the order they are drawn; a formula is its TeX."""
        if self.tags[tag]["role"] == "Formula":
            at = min((o for o, _ in self.own[tag]), default=None)
            return [(at, self.tags[tag].get("alt", ""))] if at else []
        found = list(self.own[tag])
        for child in self.children[tag]:
            found += self.pieces(child)
        return found

    def text(self, tag):
        """Cells one after the other, though their lines are drawn side by side."""
        if self.tags[tag]["role"] in ("Table", "TR"):
            return "".join(self.text(child) for child in self.children[tag])
        return plain("".join(t for _, t in sorted(self.pieces(tag))))

    def is_drawn(self, tag):
        return bool(self.own[tag]) or any(self.is_drawn(c) for c in self.children[tag])

    def of_role(self, *roles):
        return [i for i, t in enumerate(self.tags) if t["role"] in roles and self.is_drawn(i)]


def gather(node, found):
    for kind in ("tables", "code", "math", "figures"):
        found[kind] += node.get(kind, [])
    for below in ("sections", "questions"):
        for child in node.get(below, []):
            gather(child, found)


study, layout = json.load(open(study_path)), json.load(open(layout_path))
found = {kind: [] for kind in ("tables", "code", "math", "figures")}
for document in study["documents"]:
    gather(document, found)
frames = Frames(layout)
missing, counts = [], []


def compare(kind, wanted, printed, otherwise=lambda w: False):
    """`wanted` and `printed` as texts; what is not there must at least be there `otherwise`."""
    lacking = collections.Counter(wanted) - collections.Counter(printed)
    other = [w for w in lacking.elements() if otherwise(w)]
    gone = [w for w in lacking.elements() if not otherwise(w)]
    counts.append(f"{len(wanted)} {kind}" + (f" ({len(other)} in another form)" if other else ""))
    if gone:
        missing.append(f"{len(gone)} of {len(wanted)} {kind}: {gone[:3]}")


whole = plain("".join(t for tag in frames.children[1] for _, t in sorted(frames.pieces(tag))))
cells = {}


def table_text(table):
    text = "".join(plain(c) for row in table["rows"] for c in row)
    cells[text] = [plain(c) for row in table["rows"] for c in row]
    return text


compare("tables", [table_text(t) for t in found["tables"]], [frames.text(t) for t in frames.of_role("Table")],
        lambda w: all(c in whole for c in cells[w]))
compare("listings", [plain(c["text"]) for c in found["code"] if plain(c["text"])], [frames.text(t) for t in frames.of_role("Code")])
compare("formulas", [plain(m["text"]) for m in found["math"]], [plain(frames.tags[t]["alt"]) for t in frames.of_role("Formula")],
        lambda w: w in whole)
compare("pictures", [plain(f["alt"] or f["target"].split("/")[-1]) for f in found["figures"]],
        [plain(frames.tags[t].get("alt", "")) for t in frames.of_role("Figure")],
        lambda w: w in whole or w.split("/")[-1] in whole)
print(f"FAIL {name}: {'; '.join(missing)}" if missing else f"PASS {name}: {', '.join(counts)}")
