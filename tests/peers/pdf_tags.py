#!/usr/bin/env python3
"""pdf_tags.py FILE.pdf: what validators leave unchecked in a tagged PDF. Prints nothing when all is well, else a line a fault.

Content: every operator that shows something is in one marked sequence, never nested; the MCIDs of a page are 0, 1, 2 ...;
each belongs to one element and the parent tree says the same; every annotation leads to an element that holds it.
Structure (ISO 32000-1, 14.8.4; ISO 14289-1, 7): what may stand in what, heading levels, table rows of one width with
headers, texts for figures and formulas, ids of notes.
"""
import sys

import pikepdf
from pikepdf import Array, Name

SHOWING = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI"}
ONLY = {"L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"}, "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
        "TR": {"TH", "TD"}}
PARENTS = {"LI": {"L"}, "Lbl": {"LI", "Note"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"},
           "TH": {"TR"}, "TD": {"TR"}}

faults = []


def kids_of(element):
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def attribute(element, key):
    found = element.get("/A")
    for a in (list(found) if isinstance(found, Array) else [found] if found is not None else []):
        if key in a:
            return a[key]
    return None


class Tree:
    def __init__(self, pdf):
        self.root = pdf.Root.StructTreeRoot
        self.owners = {}  # (page, MCID) -> elements
        self.holders = {}  # annotation -> element
        self.level = 0
        self.ids = set()
        for kid in kids_of(self.root):
            self.walk(kid, self.root, None)

    def walk(self, element, parent, parent_type):
        kind = str(element.S)[1:]
        if element.P.objgen != parent.objgen:
            faults.append(f"{kind} {element.objgen}: /P is not its parent")
        if kind in PARENTS and parent_type not in PARENTS[kind]:
            faults.append(f"{kind} in {parent_type}")
        if parent_type in ONLY and kind not in ONLY[parent_type]:
            faults.append(f"{kind} in {parent_type}")
        self.check(element, kind)
        for kid in kids_of(element):
            if isinstance(kid, int):
                self.owners.setdefault((element.Pg.objgen, kid), []).append(element)
            elif kid.get("/Type") == Name.MCR:
                self.owners.setdefault((kid.Pg.objgen, int(kid.MCID)), []).append(element)
            elif kid.get("/Type") == Name.OBJR:
                self.holders[kid.Obj.objgen] = element
            else:
                self.walk(kid, element, kind)

    def check(self, element, kind):
        if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
            if int(kind[1]) > self.level + 1:
                faults.append(f"heading {kind} after level {self.level}")
            self.level = int(kind[1])
        if kind in ("Figure", "Formula") and not (str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))):
            faults.append(f"{kind} without a text")
        if kind == "TH" and attribute(element, "/Scope") is None:
            faults.append("TH without scope")
        if kind == "Note":
            note = str(element.get("/ID", ""))
            if not note or note in self.ids:
                faults.append("Note without an id of its own")
            self.ids.add(note)
        if kind == "Table":
            self.check_table(element)

    def check_table(self, table):
        widths, headed = set(), False
        rows = [k for k in kids_of(table) if not isinstance(k, int) and k.get("/S") == Name.TR]
        for row in rows:
            cells = [k for k in kids_of(row) if not isinstance(k, int)]
            widths.add(sum(int(attribute(c, "/ColSpan") or 1) for c in cells))
            headed = headed or any(c.S == Name.TH for c in cells)
        if len(widths) > 1:
            faults.append(f"table rows of {sorted(widths)} columns")
        if rows and not headed:
            faults.append("table without a header cell")


def read_content(page, number):
    """The MCIDs of a page in order."""
    seen, open_marks = [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        op = str(operator)
        if op in ("BDC", "BMC"):
            replaces = op == "BDC" and str(operands[0]) == "/Span" and set(operands[1].keys()) == {"/ActualText"}
            if len(open_marks) > (1 if replaces else 0):
                faults.append(f"page {number}: marked content within marked content")
            open_marks.append(op)
            if op == "BDC" and "/MCID" in operands[1]:
                seen.append(int(operands[1].MCID))
        elif op == "EMC":
            if not open_marks:
                faults.append(f"page {number}: EMC without BDC")
            else:
                open_marks.pop()
        elif op in SHOWING and not open_marks:
            faults.append(f"page {number}: {op} outside marked content")
    if open_marks:
        faults.append(f"page {number}: marked content left open")
    if seen != list(range(len(seen))):
        faults.append(f"page {number}: MCIDs are not 0, 1, 2 ...")
    return seen


def main():
    pdf = pikepdf.open(sys.argv[1])
    if "/StructTreeRoot" not in pdf.Root:
        print("not tagged")
        return 1
    tree = Tree(pdf)
    nums = list(tree.root.ParentTree.Nums)
    parents = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    if list(parents) != sorted(parents) or int(tree.root.ParentTreeNextKey) <= max(parents):
        faults.append("parent tree: keys out of order, or the next key is taken")
    for number, page in enumerate(pdf.pages, 1):
        seen = read_content(page, number)
        entries = parents.get(int(page.obj.get("/StructParents", -1)), [])
        if len(entries) != len(seen):
            faults.append(f"page {number}: {len(seen)} MCIDs, {len(entries)} in the parent tree")
            continue
        for mcid in seen:
            owners = tree.owners.pop((page.obj.objgen, mcid), [])
            if len(owners) != 1 or owners[0].objgen != entries[mcid].objgen:
                faults.append(f"page {number}: MCID {mcid} has {len(owners)} owners, or another in the parent tree")
        for annotation in page.obj.get("/Annots", []):
            element = parents.get(int(annotation.get("/StructParent", -1)))
            holder = tree.holders.get(annotation.objgen)
            if element is None or holder is None or element.objgen != holder.objgen:
                faults.append(f"page {number}: an annotation does not lead back")
    if tree.owners:
        faults.append(f"{len(tree.owners)} MCIDs of the tree are on no page")
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


sys.exit(main())
