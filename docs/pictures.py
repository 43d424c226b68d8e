"""pictures.py CRIB [--source]: the README's pictures in docs/img/, made from input/llm-notes.md.

Needs pdftoppm, pngquant, Chromium, LibreOffice, and a Python with anki. With --source it prints what the pictures
were made from, as one hash: docs/img/source holds that of the pictures there are, and a test compares the two.
"""
import glob
import hashlib
import os
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CRIB = os.path.abspath(sys.argv[1])
NOTE = "input/llm-notes.md"
IMG = os.path.join(TOP, "docs", "img")
SOURCES = ("docs/pictures.py", NOTE, "input/attachments/*", "styles/compact.yaml", "styles/exams/standard.yaml",
           "styles/cards/*", "styles/wording/*")
CARD_PAGE = """<!doctype html><meta charset=utf-8>
<style>%s
body { margin: 0; display: flex; gap: 14px; background: #dfe3e8; padding: 14px; }
.card { width: 440px; border-radius: 10px; margin: 0; }</style>
<div class=card>%s</div><div class=card>%s</div>"""


def run(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=TOP, **more).stdout


def source():
    """The notes, the settings that say how pages and cards look, and what was asked about the notes."""
    h = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(glob.glob(os.path.join(TOP, pattern))):
            h.update(open(path, "rb").read())
    for stage in ("items", "plan"):
        h.update(run(CRIB, "dump", "--stage", stage, "--no-ids", "-q", NOTE))
    return h.hexdigest()


def page(pdf, name, dots, colors, first=1, crop=()):
    """A page of a PDF; few colours make small files, and enough of them keep the key's red."""
    raw = os.path.join(IMG, name)
    run("pdftoppm", "-r", str(dots), "-f", str(first), "-l", str(first), "-singlefile", "-png", *crop, pdf, raw)
    shrink(raw + ".png", colors)


def shrink(png, colors):
    run("pngquant", "--force", "--speed", "1", "--output", png, str(colors), png)


def card(folder):
    """Front and back of a card, as Anki renders them."""
    import anki.lang
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
    sys.path.insert(0, os.path.join(TOP, "tests", "peers"))
    from chromium import Browser
    anki.lang.set_lang("zh_CN")
    col = Collection(os.path.join(folder, "c.anki2"))
    col.import_anki_package(ImportAnkiPackageRequest(package_path=os.path.join(folder, "llm-notes.apkg"),
                                                     options=ImportAnkiPackageOptions()))
    shown = [c for c in map(col.get_card, col.find_cards("温度")) if "3/4" in c.question()][0]
    html = os.path.join(folder, "card.html")
    with open(html, "w", encoding="utf-8") as f:
        f.write(CARD_PAGE % (shown.note_type()["css"], shown.question(), shown.answer()))
    col.close()
    with Browser() as browser:
        browser.screen(950, 440)
        browser.open(html)
        browser.picture(os.path.join(IMG, "card.png"), whole=False)
    shrink(os.path.join(IMG, "card.png"), 64)


def workbook(folder):
    """The top of the sheet that says who learns what."""
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, os.path.join(folder, "llm-notes-book.xlsx"))
    pdf = os.path.join(folder, "llm-notes-book.pdf")
    texts = run("pdftotext", "-layout", pdf, "-").decode().split("\f")
    at = next(i for i, t in enumerate(texts) if "下次复习" in t)
    page(pdf, "workbook", 110, 32, at + 1, ("-x", "40", "-y", "44", "-W", "1206", "-H", "330"))


def draw():
    os.makedirs(IMG, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        run(CRIB, "build", NOTE, "-o", folder, "-q", "--no-ids")
        page(os.path.join(folder, "llm-notes-sheet.pdf"), "sheet", 100, 8)
        page(os.path.join(folder, "llm-notes-A.pdf"), "exam", 70, 8)
        page(os.path.join(folder, "llm-notes-A-key.pdf"), "key", 70, 24, 2)
        card(folder)
        workbook(folder)
    with open(os.path.join(IMG, "source"), "w", encoding="ascii") as f:
        f.write(source() + "\n")


if "--source" in sys.argv:
    print(source())
else:
    draw()
