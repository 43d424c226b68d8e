"""case: what a hostile case is, and the table all modules of this folder add to.

A case is a function that fills an empty folder; its decorator says how crib is called there and what must come of it:
  want   ok       exit 0
         warn     exit 0 and at least one warning
         error    exit 1, a message, nothing written
         partly   exit 1, a message; outputs that do not depend on what is wrong may be written
         usage    exit 2, a message, nothing written
         system   exit 3, a message, nothing written
  says   what standard error must hold: the slug of a message, or a piece of it
  run    arguments of crib; "build in.md -o out" by default
  look   a function of (folder, Outputs) that returns what is wrong with the outputs, or None
The function may return {"run": [...]} to replace the arguments, {"stdin": bytes}, or {"skip": reason}.
The folder `out` is where crib writes; nothing else may change, and nothing of what lies in `outside` may show up."""
import os
import struct
import zlib

CANARY = "CANARY7f3a9c"      # the text of every file outside the notes' folder
WIDE, HIGH = 137, 91         # the size of every picture there
CASES = []


def case(want, says=None, run="build in.md -o out", look=None, name=None):
    def add(fill):
        CASES.append({"name": name or fill.__name__, "fill": fill, "want": want, "says": says, "run": run.split(), "look": look,
                      "threat": fill.__module__})
        return fill
    return add


def cases(rows, want, says=None, run="build in.md -o out", look=None):
    """A table of cases of one kind: name -> content of in.md, or (content, further files)."""
    for name, what in rows.items():
        def fill(d, what=what):
            text, files = what if isinstance(what, tuple) else (what, {})
            write(d, "in.md", text() if callable(text) else text)
            for path, data in files.items():
                write(d, path, data() if callable(data) else data)
        fill.__module__ = "text"
        CASES.append({"name": name, "fill": fill, "want": want, "says": says, "run": run.split(), "look": look, "threat": "text"})


def write(d, path, data):
    path = os.path.join(os.fsencode(d), path if isinstance(path, bytes) else path.encode())
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


# Four points make items, cards and a sheet; what is hostile goes where {} stands.
POINTS = ["energy passes from particle to particle inside a solid body", "warm fluid rises and carries its energy along",
          "electromagnetic waves carry energy through empty space", "the fastest particles leave a liquid first"]


def note(extra="", first="Conduction", title="1. Ways heat travels"):
    names = [first, "Convection", "Radiation", "Evaporation"]
    return "# Heat\n\n## %s\n\n%s\n%s\n" % (
        title, "\n".join("%d. %s: %s" % (i + 1, n, p) for i, (n, p) in enumerate(zip(names, POINTS))), "\n" + extra if extra else "")


# ---- pictures ----

def chunk(kind, data, crc=None):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)


def png(w=8, h=8, kind=2, depth=8, data=None, before=b"", interlace=0):
    """A PNG of one colour; `data` replaces the compressed rows, `before` stands ahead of them."""
    per = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    rows = (b"\0" + b"\x80" * ((w * per * depth + 7) // 8)) * h if data is None else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, kind, 0, 0, interlace)) + before +
            chunk(b"IDAT", zlib.compress(rows) if data is None else data) + chunk(b"IEND", b""))


def zeros(n):
    """n zero bytes, compressed without holding them."""
    z = zlib.compressobj(9)
    out = [z.compress(b"\0" * min(1 << 20, n - i)) for i in range(0, n, 1 << 20)]
    return b"".join(out) + z.flush()


# A grey 8 x 8 JPEG, baseline, made by hand: one block, all zero.
def jpeg(w=8, h=8, sof=0xC0, scans=1, tail=b""):
    def seg(m, d):
        return bytes([0xFF, m]) + struct.pack(">H", len(d) + 2) + d
    dht = b"".join(seg(0xC4, bytes([c << 4]) + b"\x01" + b"\0" * 15 + b"\0") for c in (0, 1))
    out = (b"\xff\xd8" + seg(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + seg(0xDB, b"\0" + b"\x10" * 64) +
           seg(sof, struct.pack(">BHHB", 8, h, w, 1) + b"\x01\x11\x00") + dht)
    scan = seg(0xDA, b"\x01\x01\x00" + (b"\x00\x00\x00" if sof == 0xC2 else b"\x00\x3f\x00")) + b"\x3f"
    return out + scan * scans + tail + b"\xff\xd9"


def svg(body="", attrs='width="60" height="30"', head=""):
    return ('%s<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>'
            '<rect width="20" height="20" fill="#888"/>%s</svg>') % (head, attrs, body)


SECRET_PNG = png(WIDE, HIGH, before=chunk(b"tEXt", b"Comment\0" + CANARY.encode()))
SECRET_SVG = svg('<text x="2" y="20">%s</text>' % CANARY, 'width="%d" height="%d"' % (WIDE, HIGH))
