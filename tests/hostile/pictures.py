"""Pictures: paths out of the notes' folder, things that are no files, bombs."""
import gzip
import os
import socket
import struct

from case import CANARY, case, chunk, jpeg, note, png, svg, write, zeros


def outside(d, what, link=None):
    text = "![a picture](%s)" % what if link is None else link
    write(d, "in.md", note(text))


# Refused by name: what is asked for exists, and is no business of a note.
REFUSED = {
    "up": "../../outside/secret.png",
    "up-through-folder": "img/../../../outside/secret.png",
    "percent": "%2e%2e%2f%2e%2e%2foutside%2fsecret.png",
    "backslash": "..\\\\..\\\\outside\\\\secret.png",
    "percent-backslash": "..%5c..%5coutside%5csecret.png",
    "file-scheme": "file:///etc/passwd",
    "file-scheme-short": "file:../../outside/secret.png",
    "drive": "C:\\Windows\\win.ini",
    "proc": "/proc/self/environ",
}
for _name, _path in REFUSED.items():
    @case("partly", "figure-outside", name="picture-" + _name, run="build notes/in.md -o out")
    def _(d, path=_path):
        write(d, "notes/img/x.txt", "x")
        write(d, "notes/in.md", note("![a picture](<%s>)" % path))

# Nothing is found, which is as good.
MISSING = {
    "double-percent": "%252e%252e/%252e%252e/outside/secret.png",
    "overlong-dots": "%c0%ae%c0%ae/%c0%ae%c0%ae/outside/secret.png",
    "fullwidth-dots": "．．／．．／outside／secret.png",
    "nul": "..%2f..%2foutside%2fsecret.png%00.jpg",
    "long-name": "n" * 300 + ".png",
    "long-path": "p/" * 3000 + "x.png",
    "dots": "." * 50,
    "tilde": "~/secret.png",
    "variable": "$HOME/secret.png",
    "command": "$(touch pwned).png",
    "pipe": "|touch pwned",
    "percent-s": "%s%s%s%n.png",
}
for _name, _path in MISSING.items():
    @case("warn", "figure-", name="picture-" + _name, run="sheet notes/in.md -o out/x.pdf")
    def _(d, path=_path):
        write(d, "notes/in.md", note("![a picture](<%s>)" % path))

REMOTE = {"http": "http://127.0.0.1:9/x.png", "unc": "//host/share/x.png", "data-html": "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E",
          "ftp": "ftp://host/x.png", "javascript": "javascript:alert(1)"}
for _name, _path in REMOTE.items():
    @case("warn", "figure-remote", name="picture-" + _name)
    def _(d, path=_path):
        write(d, "in.md", note("![a picture](<%s>)" % path))


@case("partly", "figure-outside", run="build notes/in.md -o out")
def picture_wikilink(d):
    write(d, "notes/in.md", note("![[../../outside/secret.png]]"))


@case("partly", "figure-outside", run="build notes/in.md -o out")
def picture_html(d):
    write(d, "notes/in.md", note('<img src="../../outside/secret.png" onerror="alert(1)">'))


@case("partly", "figure-outside", run="build notes/in.md -o out")
def picture_reference(d):
    write(d, "notes/in.md", note("![a][r]\n\n[r]: ../../outside/secret.png"))


@case("partly", "figure-outside", run="build notes/in.md -o out")
def picture_absolute(d):
    write(d, "notes/in.md", note("![a](%s)" % os.path.join(os.path.dirname(os.path.realpath(d)), "outside", "secret.png")))


def linked(d, to, name="notes/p.png"):
    os.makedirs(os.path.join(d, "notes"), exist_ok=True)
    os.symlink(to, os.path.join(d, name))
    write(d, "notes/in.md", note("![a](p.png)"))


@case("partly", "figure-outside", run="build notes/in.md -o out")
def link_to_file(d):
    linked(d, "../../outside/secret.png")


@case("partly", "figure-outside", run="build notes/in.md -o out")
def link_to_folder(d):
    linked(d, "../../outside", "notes/img")
    write(d, "notes/in.md", note("![a](img/secret.png)"))


@case("warn", "figure-", run="build notes -o out")
def link_folder_by_name(d):
    linked(d, "../../outside", "notes/deep")
    write(d, "notes/in.md", note("![[secret.png]]"))


@case("warn", "figure-", run="build notes/in.md -o out")
def link_loop(d):
    linked(d, "p.png")


@case("warn", "figure-", run="build notes/in.md -o out")
def link_to_device(d):
    linked(d, "/dev/zero")


@case("partly", "figure-outside", run="build notes/in.md -o out")
def link_to_stdin(d):
    linked(d, "/dev/stdin")


@case("ok", run="build notes -o out")
def link_folder_loop(d):
    linked(d, ".", "notes/again")
    write(d, "notes/p.png", png())


@case("ok", run="build notes -o out")
def link_inside(d):
    linked(d, "sub/real.png")
    write(d, "notes/sub/real.png", png())


@case("warn", "figure-")
def picture_fifo(d):
    os.mkfifo(os.path.join(d, "p.png"))
    outside(d, "p.png")


@case("warn", "figure-")
def picture_socket(d):
    here = os.getcwd()
    s = socket.socket(socket.AF_UNIX)
    fd = os.open(d, os.O_RDONLY)
    s.bind("/proc/self/fd/%d/p.png" % fd)
    s.close()
    os.close(fd)
    assert os.getcwd() == here
    outside(d, "p.png")


@case("warn", "figure-")
def picture_folder(d):
    os.makedirs(os.path.join(d, "p.png"))
    outside(d, "p.png")


# ---- contents: a box with a message, or the picture ----

def huge_png(w, h, kind=0, depth=1, interlace=0):
    row = (w * depth * {0: 1, 6: 4}[kind] + 7) // 8 + 1
    return png(w, h, kind, depth, zeros(min(row * h, 300 << 20)), interlace=interlace)


PNG_BAD = {
    "bomb-30000": lambda: huge_png(30000, 30000),
    "bomb-30000-colour": lambda: huge_png(30000, 30000, 6, 8),
    "bomb-interlaced": lambda: huge_png(30000, 30000, interlace=1),
    "header-2e31": lambda: png(0x7FFFFFFF, 0x7FFFFFFF, 6, 16, b"x"),
    "header-wide": lambda: png(0x7FFFFFFF, 1, 6, 16, b"x"),
    "header-negative": lambda: png(0xFFFFFFFF, 0xFFFFFFFF, 6, 8, b"x"),
    "no-width": lambda: png(0, 9, 2, 8, b"x"),
    "rows-missing": lambda: png(500, 500, 2, 8, zeros(10)),
    "no-deflate": lambda: png(8, 8, 2, 8, b"not deflate at all"),
    "cut": lambda: png(200, 200)[:90],
    "signature-only": lambda: png()[:8],
    "empty": lambda: b"",
    "bad-crc": lambda: png().replace(b"IDAT", b"IDAQ"),
    "chunk-2e31": lambda: png()[:33] + struct.pack(">I", 0x7FFFFFFF) + b"tEXt" + b"x" * 100,
    "palette-missing": lambda: png(8, 8, 3),
    "palette-odd": lambda: png(8, 8, 3, before=chunk(b"PLTE", b"\0\0\0\0")),
    "two-headers": lambda: png(before=png()[8:33]),
    "gif": lambda: b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff;",
    "html": lambda: b"<html><script>alert(1)</script>",
    "elf": lambda: b"\x7fELF" + bytes(range(256)) * 8,
}
PNG_FINE = {
    "palette-short": lambda: png(8, 8, 3, before=chunk(b"PLTE", b"\0\0\0")),
    "text-bomb": lambda: png(before=chunk(b"zTXt", b"Comment\0\0" + zeros(300 << 20))),
    "profile-bomb": lambda: png(before=chunk(b"iCCP", b"icc\0\0" + zeros(300 << 20))),
    "rgba-64m": lambda: huge_png(8000, 8000, 6, 8),
    "many-chunks": lambda: png(before=chunk(b"tEXt", b"a\0b") * 50000),
    "deep-16": lambda: png(40, 40, 6, 16),
    "tall": lambda: png(1, 60000, 0),
    "wide": lambda: png(60000, 1, 0),
    "spare-data": lambda: png(8, 8, 2, 8, zeros(64 << 20)),
}
JPEG_BAD = {
    "header-65500": lambda: jpeg(65500, 65500),
    "cut": lambda: jpeg(200, 200)[:120],
    "marker-only": lambda: b"\xff\xd8\xff",
    "fill-bytes": lambda: b"\xff\xd8" + b"\xff" * 100000,
    "no-width": lambda: jpeg(0, 8),
    "segment-long": lambda: jpeg()[:20] + b"\xff\xe1\xff\xff" + b"x" * 50,
    "scans": lambda: jpeg(1500, 1500, 0xC2, 5000),
    "rows-missing": lambda: jpeg(800, 800),
}
JPEG_FINE = {
    "arithmetic": lambda: jpeg(sof=0xC9),       # decoded: no reader of PDF has arithmetic coding
    "segment-zero": lambda: b"\xff\xd8\xff\xe0\0\0" + jpeg()[20:],
}


def add_pictures(table, want, says, ending):
    for name, make in table.items():
        @case(want, says, name="%s-%s" % (ending, name))
        def _(d, make=make):
            write(d, "p." + ending, make())
            outside(d, "p." + ending)


add_pictures(PNG_BAD, "warn", "figure-broken", "png")
add_pictures(PNG_FINE, "ok", None, "png")
add_pictures(JPEG_BAD, "warn", "figure-broken", "jpg")
add_pictures(JPEG_FINE, "ok", None, "jpg")

ENTITIES = "<!DOCTYPE svg [<!ENTITY a0 \"aaaaaaaaaa\">%s]>" % "".join(
    '<!ENTITY a%d "%s">' % (i + 1, "&a%d;" % i * 10) for i in range(10))
SVG = {
    "laughs": lambda: svg("<text>&a10;</text>", head=ENTITIES),
    "entity-file": lambda: svg("<text y='20'>&f;</text>", head='<!DOCTYPE svg [<!ENTITY f SYSTEM "outside/secret.txt">]>'),
    "entity-passwd": lambda: svg("<text y='20'>&f;</text>", head='<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    "image-file": lambda: svg('<image width="50" height="50" xlink:href="../outside/secret.png"/>'),
    "image-svg": lambda: svg('<image width="50" height="50" href="../outside/secret.svg"/>'),
    "image-absolute": lambda: svg('<image width="50" height="50" xlink:href="file:///etc/passwd"/>'),
    "include": lambda: svg('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../outside/secret.txt" parse="text"/>'),
    "style-import": lambda: svg('<style>@import url("../outside/secret.txt"); @import url("http://127.0.0.1:9/x")</style>'),
    "stylesheet": lambda: svg(head='<?xml-stylesheet href="../outside/secret.txt" type="text/css"?>'),
    "script": lambda: svg("<script>while(1);</script>", 'width="9" height="9" onload="alert(1)"'),
    "huge": lambda: svg(attrs='width="1e9" height="1e9"'),
    "negative": lambda: svg(attrs='width="-5" height="-5"'),
    "nan": lambda: svg(attrs='width="nan" height="inf"'),
    "no-size": lambda: svg(attrs=""),
    "percent-size": lambda: svg(attrs='width="1000000%" height="1000000%"'),
    "deep": lambda: svg("<g>" * 20000 + "</g>" * 20000),
    "use-self": lambda: svg('<g id="a"><use xlink:href="#a"/></g>'),
    "use-bomb": lambda: svg('<g id="u0"><rect width="1" height="1"/></g>' + "".join(
        '<g id="u%d">%s</g>' % (i + 1, '<use xlink:href="#u%d"/>' % i * 10) for i in range(12)) + '<use xlink:href="#u12"/>'),
    "pattern-self": lambda: svg('<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern>'
                                '<rect width="9" height="9" fill="url(#p)"/>'),
    "filter-blur": lambda: svg('<filter id="f"><feGaussianBlur stdDeviation="1e6"/></filter>'
                               '<rect width="50" height="50" filter="url(#f)"/>'),
    "gzip": lambda: gzip.compress(svg().encode()),
    "gzip-bomb": lambda: gzip.compress((svg()[:-6] + " " * (200 << 20) + "</svg>").encode(), 9),
    "text-elsewhere": lambda: "this is no svg",
    "cut": lambda: svg()[:-20],
}


def svg_look(d, out):
    return "a hostile SVG reached a page" if out.has(CANARY) else None


for _name, _make in SVG.items():
    @case("any", None, name="svg-" + _name, look=svg_look)
    def _(d, make=_make):
        write(d, "p.svg", make())
        outside(d, "p.svg")
