#!/usr/bin/env python3
"""peers.py BUILD [RUNS]: decks against genanki, sheets against bare libxlsxwriter, XlsxWriter and openpyxl: the same
100,000 notes, the same 1,000,000 cells, whole processes in turn; the quickest of RUNS (default 3) each, by the clock
and by the processor. Prints figures and asserts nothing. Packages that are not there are left out."""
import os
import sys
import tempfile

from bench import run_once

NOTES, ROWS = 100000, 100000

GENANKI = """
import genanki
model = genanki.Model(1607392319, 'bench', fields=[{'name': 'Front'}, {'name': 'Back'}],
                      templates=[{'name': 'Card', 'qfmt': '{{Front}}', 'afmt': '{{FrontSide}}<hr id=answer>{{Back}}'}])
deck = genanki.Deck(2059400110, 'Bench::genanki')
for i in range(%d):
    deck.add_note(genanki.Note(model=model, tags=['bench', f'ch::{i %% 50}'], guid=genanki.guid_for('bench', i), fields=[
        f'第 {i} 题：什么是 <b>attention</b>？\\\\(QK^T/\\\\sqrt{{d}}\\\\)', f'答案 {i} ' + '说明' * 40]))
genanki.Package(deck).write_to_file(%r)
"""
CELLS = """
def rows():
    for i in range(%d):
        yield [i, f'第{i}题：什么是注意力机制 attention #{i}？', *(f'选项{c}-{i %% 5000}' for c in 'ABCD'), 'ABCD'[i %% 4],
               f'第{i %% 20}章', i %% 5 + 1, 46000 + i %% 365]
"""
XLSXWRITER = CELLS + """
import xlsxwriter
book = xlsxwriter.Workbook(%r)
sheet = book.add_worksheet()
for r, row in enumerate(rows()):
    sheet.write_row(r + 1, 0, row)
book.close()
"""
OPENPYXL = CELLS + """
import openpyxl
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet()
for row in rows():
    sheet.append(row)
book.save(%r)
"""


def compare(title, runners, runs):
    """Prints each runner's figures, and how many times the first one's they are."""
    least = {}
    for _ in range(runs):
        for name, command in runners:
            figures = run_once(command)
            least[name] = tuple(map(min, figures, least.get(name, figures)))
    base = least[runners[0][0]]
    print(title)
    for name, (wall, busy, memory) in least.items():
        print(f"  {name:24} {wall:7.2f} s {busy:7.2f} s of the processor {memory:7.0f} MB   "
              f"{wall / base[0]:5.2f} x {busy / base[1]:5.2f} x")


def has(module):
    return os.system(f"{sys.executable} -c 'import {module}' 2>/dev/null") == 0


def main():
    build, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(prefix="crib-peers.") as tmp:
        python = lambda module, code, end: [(module, [sys.executable, "-c", code % (NOTES, os.path.join(tmp, module + end))])] \
            if has(module.lower()) else []
        deck = [("crib", [build + "/bench/bench_deck", str(NOTES), tmp + "/deck.apkg"])]
        sheet = [(how, [build + "/bench/bench_sheet", how, str(ROWS), tmp + "/sheet.xlsx"])
                 for how in ("crib", "bare", "bare-formats")]
        compare(f"{NOTES} notes to .apkg", deck + python("genanki", GENANKI, ".apkg"), runs)
        compare(f"{ROWS * 10} cells to .xlsx", sheet + python("XlsxWriter", XLSXWRITER, ".xlsx") +
                python("openpyxl", OPENPYXL, ".xlsx"), runs)


if __name__ == "__main__":
    main()
