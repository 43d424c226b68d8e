#!/usr/bin/env python3
"""pdf_text.py FILE.pdf WANT.txt: whether each reader extracts the lines of WANT (paragraphs) exactly, in order.

A paragraph may be broken into lines anywhere; at such a break a space may be missing, nowhere else. The gap between
Chinese and Latin lies between glyphs, under a replacement text without a space: readers that know no replacement texts
(ISO 32000-1, 14.9.4) may see one there. A line PASS, FAIL or SKIP for each reader.
"""
import os
import re
import subprocess
import sys


def command(*args):
    run = subprocess.run(args, capture_output=True)
    if run.returncode:
        raise RuntimeError(run.stderr.decode("utf-8", "replace").strip())
    return run.stdout.decode("utf-8", "replace")


def pymupdf_text(path):
    import pymupdf
    with pymupdf.open(path) as pdf:
        return "\n".join(page.get_text() for page in pdf)


def pdfminer_text(path):
    from pdfminer.high_level import extract_text
    return extract_text(path)


def pypdf_text(path):
    from pypdf import PdfReader
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def pdfium_text(path):
    import pypdfium2
    pdf = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


READERS = {
    "pdftotext": lambda path: command("pdftotext", path, "-"),
    "pdftotext-layout": lambda path: command("pdftotext", "-layout", path, "-"),
    "pdftotext-raw": lambda path: command("pdftotext", "-raw", path, "-"),
    "mutool": lambda path: command("mutool", "draw", "-q", "-F", "txt", path),
    "pymupdf": pymupdf_text,
    "pdfminer": pdfminer_text,
    "pypdf": pypdf_text,
    "pdfium": pdfium_text,
}


NO_REPLACEMENT = {"mutool", "pymupdf", "pdfminer", "pypdf"}


def meet(a, b):
    return any("\u3400" <= x <= "\u9fff" and "!" <= y <= "~" for x, y in ((a, b), (b, a)))


def pattern_of(paragraph, gaps):
    """Finds the paragraph however it is broken; with gaps, a space may be where Chinese and Latin meet."""
    pattern = ""
    for c, after in zip(paragraph, paragraph[1:] + " "):
        pattern += "[ \n]" if c == " " else re.escape(c) + "\n?"
        pattern += " ?" if gaps and meet(c, after) else ""
    return re.compile(pattern)


def missing(text, paragraphs, gaps):
    """The paragraphs that are not in the text, each looked for behind the one before."""
    text = re.sub(r"[ \n]*\n+ *", "\n", text.replace("\r", "").replace("\f", "\n"))
    at, lost = 0, []
    for paragraph in paragraphs:
        found = pattern_of(paragraph, gaps).search(text, at)
        if found:
            at = found.end()
        else:
            lost.append(paragraph)
    return lost


def main():
    path, want = sys.argv[1:]
    name = os.path.basename(path)
    with open(want, encoding="utf-8") as f:
        paragraphs = [line for line in f.read().split("\n") if line]
    for reader, extract in READERS.items():
        try:
            lost = missing(extract(path), paragraphs, reader in NO_REPLACEMENT)
        except (ImportError, FileNotFoundError) as e:
            print(f"SKIP {name} text {reader}: {e}")
            continue
        if lost:
            print(f"FAIL {name} text {reader}: {len(lost)} of {len(paragraphs)} not found, first: {lost[0][:60]}")
        else:
            print(f"PASS {name} text {reader}")


main()
