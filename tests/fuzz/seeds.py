#!/usr/bin/env python3
"""seeds.py TARGET FOLDER: what fuzzing of a target begins with: the examples of tests/spec, the notes of input/ cut into
sections, the files of styles/, pictures made here. The first byte of a seed is the choice the target reads off it."""
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(TOP, "tests/hostile"))
FENCE = "`" * 32


def read(path, mode="rb"):
    with open(path, mode) as f:
        return f.read()


def files(folder, ending):
    for top, _, names in sorted(os.walk(os.path.join(TOP, folder))):
        for n in sorted(names):
            if n.endswith(ending):
                yield os.path.join(top, n)


def notes():
    for path in files("tests/spec", ".md"):
        text = read(path).decode()
        for m in re.finditer("^%s example.*\n((?s:.*?))^\\.$" % FENCE, text, re.M):
            yield m.group(1).encode()
    for folder in ("input", "tests/golden", "tests/peers"):
        for path in files(folder, ".md"):
            yield from (s for s in re.split(rb"(?m)^(?=# |## )", read(path)) if s.strip())


def chosen(seeds, choices):
    for i, s in enumerate(seeds):
        yield bytes([choices[i % len(choices)]]) + s


def yaml():
    for kind, folder in ((1, "styles"), (2, "styles/exams"), (3, "styles/targets")):
        for path in files(folder, ".yaml"):
            if os.path.dirname(path).endswith(folder):
                yield bytes([kind]) + read(path)
    yield b"\0a: [b, {c: d}, 'e', \"\\u4e00\"]\n# x\nf: |\n  g\n"


def image():
    import case
    import struct
    for kind in (0, 2, 3, 4, 6):
        before = case.chunk(b"PLTE", b"abcdef" * 20) if kind == 3 else b""
        yield b"\0" + case.png(5, 4, kind, before=before)
        yield b"\1" + case.png(3, 3, kind, interlace=0, before=before + case.chunk(b"pHYs", struct.pack(">IIB", 3000, 3000, 1)))
    yield b"\0" + case.png(8, 2, 0, depth=1)
    yield b"\0" + case.png(4, 2, 2, depth=16)
    yield b"\0" + case.jpeg()
    yield b"\1" + case.jpeg(sof=0xC2, scans=2)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    plain = case.jpeg()
    yield b"\0" + plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]
    yield b"\0" + case.svg("<path d='M0 0L9 9'/><text>x</text>").encode()
    yield b"\0GIF89a\4\0\4\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\4\0\4\0\0\2\4\x84\x8f\x09\5\0;"
    yield b"\0RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"


def tables():
    yield b"\0a,b\r\n\"c,\"\"d\",e\r\n"
    yield b"\1name,student no,class,room\nAnn,1,3A,101\n\"Bo, Li\",2,3A,\n"
    yield "\1姓名;学号;班级;考场\n安;1;三;101\n".encode()
    yield "\1安\t1\n李\t2\n".encode("gb18030")
    for kind in (2, 3):
        yield bytes([kind]) + b"# crib.ids 1\nitem\t0123456789abcdef\t2025-11-27\t0123456789abcdef\tx.md\ttitle\t1. Ways heat travels\n"
    ids = os.path.join(TOP, "output/crib.ids")
    if os.path.exists(ids):
        head = read(ids)[:4000]
        yield from (bytes([k]) + head for k in (2, 3, 5))
    yield b"\4id,decision,stem,options,key,note\n0123456789abcdef,drop,,,,\n0123456789abcdef,edit,New stem,A|B,A,x\n"
    yield b"\5#separator:Comma\n#html:true\n1764201600000,x,,crib-0123456789abcdef,Front,Back\n"


def math():
    seen = set()
    for s in notes():
        seen.update(re.findall(rb"\$\$?([^$\n]+)\$\$?", s))
    for i, tex in enumerate(sorted(seen)):
        yield bytes([i & 1]) + tex
    for tex in (rb"\frac{a}{b}\sqrt[3]{x}\sum_{i=0}^n\left(\begin{matrix}a&b\\c&d\end{matrix}\right)",
                rb"\begin{aligned}a&=b\\&=c\end{aligned}\tag{1}", rb"\text{if }x\in\mathbb R\quad\overline{AB}\underbrace{a}_{b}",
                rb"\xrightarrow[b]{a}\ce{H2O}\boxed{x}\color{red}{y}\mathrm{d}x'''", "速度＝\\frac{路程}{时间}".encode()):
        yield b"\1" + tex


TARGETS = {
    "syntax": lambda: chosen(notes(), [0, 200]), "study": lambda: chosen(notes(), [0, 1]),
    "layout": lambda: chosen(notes(), [0, 128, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    "writers": lambda: chosen(notes(), [0, 1, 2, 100, 120] + list(range(128, 140))),
    "yaml": yaml, "image": image, "tables": tables, "math": math,
}


def main():
    target, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    n = 0
    for n, s in enumerate(TARGETS[target](), 1):
        with open(os.path.join(folder, "seed-%04d" % n), "wb") as f:
            f.write(s)
    print("%s: %d seeds" % (target, n))


main()
