#!/usr/bin/env python3
"""pdf_plant.py FAULT IN.pdf OUT.pdf: puts one fault into a good file, for testing the checkers."""
import sys

import pikepdf
from pikepdf import Array, Name


def elements(node):
    kids = node.get("/K")
    for kid in list(kids) if isinstance(kids, Array) else [kids] if kids is not None else []:
        if not isinstance(kid, int) and kid.get("/Type") not in (Name.MCR, Name.OBJR):
            yield kid
            yield from elements(kid)


def first(pdf, kind):
    return next(e for e in elements(pdf.Root.StructTreeRoot) if e.S == kind)


def edit_content(pdf, change):
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))


def false_width(pdf):
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and "/DW" in font:
            font.DW = int(font.DW) - 300


FAULTS = {
    "scope": lambda pdf: first(pdf, Name.TH).__delitem__("/A"),
    "alt": lambda pdf: first(pdf, Name.Figure).__delitem__("/Alt"),
    "level": lambda pdf: first(pdf, Name.H2).__setitem__("/S", Name.H4),
    "item": lambda pdf: first(pdf, Name.LI).__setitem__("/S", Name.P),
    "owner": lambda pdf: first(pdf, Name.P).__delitem__("/K"),
    "parent": lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums[1].__setitem__(0, pdf.Root.StructTreeRoot),
    "annotation": lambda pdf: pdf.pages[0].Annots[0].__delitem__("/StructParent"),
    "outside": lambda pdf: edit_content(pdf, lambda b: b + b"\n0 0 9 9 re f"),
    "nested": lambda pdf: edit_content(pdf, lambda b: b.replace(b"BDC", b"BDC /Span BMC EMC", 1)),
    "width": false_width,
}

fault, source, target = sys.argv[1:]
with pikepdf.open(source) as document:
    FAULTS[fault](document)
    document.save(target)
