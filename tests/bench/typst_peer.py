#!/usr/bin/env python3
"""typst_peer.py NOTES.md OUT.pdf: the same notes set by Typst (the `typst` package of PyPI), for comparison.

Headings, lists, bold, code and quotes are translated line by line; a newline stays a newline, as in the notes. Page and
type are those of `crib sheet --style plain --columns 3 --size 7.5 --fit none`."""
import re
import sys

import typst

SETUP = """#set page(paper: "a4", flipped: true, margin: 8mm, columns: 3)
#set columns(gutter: 5mm)
#set text(font: "LXGW WenKai", size: 7.5pt, lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: 0.32em, spacing: 0.36em)
#set enum(indent: 0pt, body-indent: 0.4em, spacing: 0.32em)
#set list(indent: 0pt, body-indent: 0.4em, spacing: 0.32em)
#set smartquote(enabled: false)
#show heading.where(level: 1): set text(size: 10pt)
#show heading.where(level: 2): set text(size: 8.5pt)
#show heading: set block(above: 0.6em, below: 0.35em)
"""


def escape(text):
    return re.sub(r"([\\#$*_`<>@~\[\]/=+-])", r"\\\1", text)


def inline(text):
    parts = re.split(r"(\*\*[^*]+\*\*|`[^`]+`)", text)
    out = ""
    for part in parts:
        if part.startswith("**") and len(part) > 4:
            out += "#strong[" + escape(part[2:-2]) + "]"
        elif part.startswith("`") and len(part) > 2:
            out += "#raw(" + repr_typst(part[1:-1]) + ")"
        else:
            out += escape(part)
    return out


def repr_typst(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def line_of(line):
    body = line.strip()
    heading = re.match(r"(#{1,6})\s+(.*)", body)
    number = re.match(r"(\d+)[.)]\s*(.*)", body)
    bullet = re.match(r"[-*+]\s+(.*)", body)
    if heading:
        return "\n" + "=" * len(heading[1]) + " " + inline(heading[2]) + "\n"
    if number:
        return "\n" + number[1] + ". " + inline(number[2])
    if bullet:
        return "\n- " + inline(bullet[1])
    return " \\\n" + inline(body) if body else "\n"


def translate(notes):
    out, fenced, code = [SETUP], False, []
    for line in notes.splitlines():
        if line.startswith("```"):
            if fenced:
                out.append("\n#raw(block: true, " + repr_typst("\n".join(code)).replace("\n", "\\n") + ")\n")
            fenced, code = not fenced, []
        elif fenced:
            code.append(line)
        else:
            out.append(line_of(line))
    text = "".join(out)
    return re.sub(r"(\n\s*) \\\n", r"\1\n", text)  # a line break needs something before it


def main():
    source, target = sys.argv[1:3]
    with open(source, encoding="utf-8") as notes:
        text = translate(notes.read())
    typst.compile(text.encode(), output=target)


main()
