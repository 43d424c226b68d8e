#!/usr/bin/env python3
"""typography.py DIR NOTE: numbered properties of the sheets in DIR (typography.test made them), a line each.

Read from X.pdf with PyMuPDF, poppler and qpdf, or from X.json, the frames X.pdf is drawn from. Lengths of frames are
thousandths: of a point for places, of an em within glyph runs. Terms: line = the glyphs of one baseline in one column
that belong to one paragraph; em = the line's size."""
import collections
import json
import re
import statistics
import subprocess
import sys

import pymupdf

DIR, NOTE = sys.argv[1:]
FACES = ("kai", "sans")
OPEN, CLOSE, STOP = "（【《「『〈〔“‘", "）】》」』〉〕”’", "，。、；：？！"
NO_START, NO_END = CLOSE + STOP + "…—·％℃),.;:?!]}", OPEN + "([{¥$"
TOKENS = ("95%", "72h", "25℃", "¥1,299", "3e-4", "1,000,000", "v2.7.1", "80GB", "3:1")
Glyph = collections.namedtuple("Glyph", "char x dx advance size face")  # x in mpt, dx and advance in 1/1000 em


def run(*command):
    return subprocess.run(command, capture_output=True, check=False)


def read(name):
    with open(f"{DIR}/{name}", encoding="utf-8", errors="replace") as f:
        return f.read()


def is_han(c):
    return "\u3400" <= c <= "\u9fff"


def is_latin(c):
    return c.isascii() and c.isalnum()


def plain(text):
    return re.sub(r"\s+", "", text)


# ---- the note: its lines without their marks

def note_lines():
    with open(NOTE, encoding="utf-8") as f:
        lines = [line.strip() for line in f]
    lines = [line for line in lines if line and not line.startswith("|")]
    return [re.sub(r"\*\*", "", re.sub(r"^(#+ |- |\d+\. )", "", line)) for line in lines]


# ---- frames

class Line:
    def __init__(self, page, column, y, paragraph):
        self.page, self.column, self.y, self.paragraph, self.glyphs = page, column, y, paragraph, []

    def text(self):
        return "".join(g.char for g in self.glyphs).rstrip()

    def seen(self):
        return self.glyphs[:len(self.text())]

    def right(self):
        last = self.seen()[-1]
        return last.x + last.advance * last.size / 1000


class Frames:
    """Paragraphs of a sheet of three columns: lists of lines, in reading order."""
    MARGIN, GUTTER, COLUMNS = 22677, 14173, 3

    def __init__(self, name):
        data = json.loads(read(f"{name}.json"))
        self.pages, self.tags = data["pages"], data["tags"]
        self.width = (self.pages[0]["width"] - 2 * self.MARGIN - (self.COLUMNS - 1) * self.GUTTER) / self.COLUMNS
        self.lines, self.paragraphs = [], {}
        for number, page in enumerate(self.pages):
            for op in page["ops"]:
                if op["op"] == "glyphs" and op["tag"]:
                    self.add(number, op)

    def owner(self, tag):
        while self.tags[tag]["role"] in ("Link", "Span", "Code", "Formula"):
            tag = self.tags[tag]["parent"]
        return tag

    def left(self, column):
        return self.MARGIN + column * (self.width + self.GUTTER)

    def add(self, page, op):
        column = int((op["x"] - self.MARGIN + 1000) / (self.width + self.GUTTER))
        tag = self.owner(op["tag"])
        if self.tags[tag]["role"] not in ("P", "LBody", "H"):
            return
        lines = self.paragraphs.setdefault(tag, [])
        if not lines or (lines[-1].page, lines[-1].column, lines[-1].y) != (page, column, op["y"]):
            lines.append(Line(page, column, op["y"], tag))
            self.lines.append(lines[-1])
        x, at, text = op["x"], 0, op["text"].encode()
        for _, dx, _, advance, length in op["glyphs"]:
            chars = text[at:at + length].decode()
            at += length
            lines[-1].glyphs.append(Glyph(chars or "\u200b", x, dx, advance, op["size"], op["face"]))
            x += advance * op["size"] / 1000

    def role(self, line):
        return self.tags[line.paragraph]["role"]

    def edge(self, line):
        return self.left(line.column) + self.width

    def breaks(self):
        """Pairs of lines that follow each other in a paragraph."""
        return [pair for lines in self.paragraphs.values() for pair in zip(lines, lines[1:])]


def pdf_gaps(name):
    """White between Chinese and Latin beyond the widths the file declares, in em, on either side."""
    before, after = [], []
    for page in pymupdf.open(f"{DIR}/{name}.pdf"):
        flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_INHIBIT_SPACES
        for block in page.get_text("rawdict", flags=flags)["blocks"]:
            for line in block.get("lines", []):
                chars = [(c, s["size"]) for s in line["spans"] for c in s["chars"]]
                for (a, size), (b, _) in zip(chars, chars[1:]):
                    gap = (b["origin"][0] - a["bbox"][2]) / size
                    if is_han(a["c"]) and is_latin(b["c"]):
                        before.append(gap)
                    elif is_latin(a["c"]) and is_han(b["c"]):
                        after.append(gap)
    return before, after


# ---- the list: a function yields what is wrong

def no_mark_begins_a_line(face):
    for _, line in FRAMES[face].breaks():
        if line.text()[0] in NO_START:
            yield line.text()


def no_mark_ends_a_line(face):
    for line, _ in FRAMES[face].breaks():
        if line.text()[-1] in NO_END:
            yield line.text()


def marks_that_meet_share_their_white(face):
    for line in FRAMES[face].lines:
        for a, b in zip(line.glyphs, line.glyphs[1:]):
            both = a.char in OPEN + CLOSE + STOP and b.char in OPEN + CLOSE + STOP
            if both and (a.char in OPEN + CLOSE or b.char in OPEN + CLOSE) and not {a.char, b.char} & set("“”‘’"):
                apart = (b.x - a.x) * 1000 / a.size + b.dx - a.dx
                if apart > 810:
                    yield f"{a.char}{b.char} {apart:.0f}"


def marks_at_edges_take_half_an_em(face):
    frames = FRAMES[face]
    for line, after in frames.breaks():
        last, first = line.seen()[-1], after.glyphs[0]
        if last.char in "，。、；：）】》」』" and frames.edge(line) - line.right() < 50 and last.advance > 520:
            yield line.text()
        if first.char in "（【《「『" and first.dx > -400:
            yield after.text()


def trims_never_cut_ink(_):
    if read("unit-font.status").strip() != "0":
        yield read("unit-font.log")


def latin_has_a_quarter_em_of_white(face):
    before, after = pdf_gaps(f"long-{face}")
    for gaps in (before, after):
        # not between cells; and a link in a line has the gap before it within a glyph
        gaps = sorted(g for g in gaps if 0.02 < g < 0.5)
        if len(gaps) < 40 or gaps[0] < 0.124 or gaps[-1] > 0.341 or abs(statistics.median(gaps) - 0.25) > 0.02:
            yield f"{len(gaps)} gaps: {gaps[:2]} … {gaps[-2:]}"
    if abs(statistics.median(before) - statistics.median(after)) > 0.02:
        yield f"{statistics.median(before)} before, {statistics.median(after)} after"


def lines_reach_the_edge(face):
    frames, ragged = FRAMES[face], 0
    for line, _ in frames.breaks():
        ragged += abs(frames.edge(line) - line.right()) > 50
    said = re.search(r"(\d+) lines? ragged", read(f"{face}.log"))
    if ragged > int(said.group(1)):
        yield f"{ragged} lines do not, {said.group(1)} are said to"
    for lines in frames.paragraphs.values():
        for a in lines[-1].seen()[:-1]:
            if is_han(a.char) and a.advance > 1001:
                yield f"stretched: {lines[-1].text()}"
                break


def white_stays_within_bounds(face):
    for line in FRAMES[face].lines:
        seen = line.seen()
        for a, b in zip(seen, seen[1:]):
            if is_han(a.char) and is_han(b.char) and a.advance > 1081:
                yield f"{a.char}{b.char} {a.advance}"
            if a.char == " " and is_latin(b.char) and not 245 <= a.advance <= 505:
                yield f"a blank of {a.advance} before {b.char}"


def words_and_numbers_stay_whole(face):
    text = [line.text() for line in FRAMES[face].lines]
    for token in TOKENS:
        if not any(token in line for line in text):
            yield token
    for line, after in FRAMES[face].breaks():
        if line.text()[-1].isalpha() and is_latin(line.text()[-1]) and is_latin(after.text()[0]):
            if line.glyphs[-1].char != " " and "\u00ad" not in line.text()[-1:]:
                yield f"{line.text()[-6:]}|{after.text()[:6]}"


def long_tokens_break_after_their_signs(face):
    for line, after in FRAMES[face].breaks():
        a, b = line.glyphs[-1].char, after.text()[0]
        if a.isascii() and b.isascii() and a not in " \u00ad" and a not in "/?&=,_-(.:":
            yield f"{line.text()[-6:]}|{after.text()[:6]}"


def dashes_and_dots_stay_together(face):
    found = 0
    for line in FRAMES[face].lines:
        found += line.text().count("——") + line.text().count("……")
        for a, b in zip(line.glyphs, line.glyphs[1:]):
            if a.char == b.char and a.char in "—…" and abs((b.x - a.x) * 1000 / a.size - 1000) > 10:
                yield f"{a.char}{b.char} {(b.x - a.x) * 1000 / a.size}"
    if found != 10:
        yield f"{found} of 10 on one line"


def no_character_ends_alone(face):
    for lines in FRAMES[face].paragraphs.values():
        last = [c for c in lines[-1].text() if c not in OPEN + CLOSE + STOP]
        if len(lines) > 1 and len(last) < 2:
            yield lines[-1].text()


def no_line_stands_alone_at_an_edge(face):
    for lines in FRAMES[f"long-{face}"].paragraphs.values():
        parts = list(collections.Counter((line.page, line.column) for line in lines).values())
        if len(parts) > 1 and (len(lines) < 4 or min(parts) < 2):
            yield f"{parts}: {lines[0].text()}"


def headings_stay_with_their_text(face):
    frames = FRAMES[f"long-{face}"]
    for i, line in enumerate(frames.lines[:-2]):
        if frames.role(line) != "H" or frames.role(frames.lines[i + 1]) == "H":
            continue
        for after in frames.lines[i + 1:i + 3]:
            if frames.role(after) != "H" and (after.page, after.column) != (line.page, line.column):
                yield line.text()


def the_last_page_is_level(face):
    frames = FRAMES[f"long-{face}"]
    feet = [0, 0, 0]
    for op in frames.pages[-1]["ops"]:
        column = int((op["x"] - frames.MARGIN + 1000) / (frames.width + frames.GUTTER))
        if op["op"] == "glyphs" and op["tag"]:
            feet[column] = max(feet[column], op["y"])
    if max(feet) - min(feet) > 9900:
        yield feet


def lists_hang(face):
    frames = FRAMES[face]
    for lines in frames.paragraphs.values():
        starts = [line.glyphs[0].x - frames.left(line.column) for line in lines]
        if frames.role(lines[0]) == "LBody" and max(starts) - min(starts) > 100:
            yield lines[0].text()


def numbers_are_the_authors(_):
    frames = FRAMES["kai"]
    labels = [op["text"].strip() for page in frames.pages for op in page["ops"]
              if op["op"] == "glyphs" and frames.tags[op["tag"]]["role"] == "Lbl"]
    if [n for n in labels if n[0].isdigit()] != ["1.", "2.", "3.", "1.", "2.", "10."]:
        yield labels


def bold_is_a_bold_face(face):
    bold = [line for line in FRAMES[face].lines if "缓存一致性" in line.text()]
    if not bold or "Bold" not in bold[0].glyphs[0].face:
        yield bold and bold[0].glyphs[0].face
    content = run("qpdf", "--qdf", "--object-streams=disable", f"{DIR}/{face}.pdf", "-").stdout.decode("latin-1")
    if re.search(r"^\d+ Tr$", content, re.M):
        yield "strokes around letters"


def the_authors_blanks_stay(face):
    text = run("pdftotext", f"{DIR}/{face}.pdf", "-").stdout.decode()
    for want in ("甲乙 丙丁 戊己", '"straight"'):
        if want not in re.sub(r"\n", "", text):
            yield want


def every_line_is_extracted(face):
    for mode in ((), ("-raw",)):
        text = plain(run("pdftotext", *mode, f"{DIR}/{face}.pdf", "-").stdout.decode()).replace("\u00ad", "")
        for line in note_lines():
            # without its hyphens: they may stand at a line's end
            if plain(line) not in text and plain(line).replace("-", "") not in text.replace("-", ""):
                yield f"{mode}: {line}"
        if "self-attention" not in text or "A·B" not in text:
            yield f"{mode}: - or · is another character"


def columns_are_read_one_after_the_other(face):
    text, at = plain(run("pdftotext", "-raw", f"{DIR}/{face}.pdf", "-").stdout.decode()), 0
    for line in note_lines():
        at = text.find(plain(line)[:12], at)
        if at < 0:
            yield line
            return


def bookmarks_lead_to_the_headings(_):
    toc = pymupdf.open(f"{DIR}/kai.pdf").get_toc(simple=False)
    if [entry[0] for entry in toc] != [1, 2, 2, 2, 1, 2, 2, 2]:
        yield [entry[:2] for entry in toc]
    frames = FRAMES["kai"]
    heads = [line for line in frames.lines if frames.role(line) == "H"]
    for entry, line in zip(toc, heads):
        above = line.y / 1000 - (frames.pages[0]["height"] / 1000 - entry[3]["to"].y)
        above = min(above, line.y / 1000 - entry[3]["to"].y, key=lambda v: abs(v - 9))
        above -= 0.88 * line.glyphs[0].size / 1000  # of its characters' tops
        if entry[2] != line.page + 1 or not -0.5 <= above <= 2:
            yield f"{entry[1]}: {above:.1f} pt above it"


def the_file_is_tagged(_):
    tree = run("pdfinfo", "-struct", f"{DIR}/kai.pdf").stdout.decode()
    for role in ("H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"):
        if not re.search(rf"^\s*{role}\b", tree, re.M):
            yield role
    catalog = pymupdf.open(f"{DIR}/kai.pdf")
    if catalog.xref_get_key(catalog.pdf_catalog(), "Lang")[1] != "zh-Hans":
        yield "Lang"
    if not re.search(r"^Tagged: +yes", run("pdfinfo", f"{DIR}/kai.pdf").stdout.decode(), re.M):
        yield "MarkInfo"


def fonts_are_embedded(face):
    rows = run("pdffonts", f"{DIR}/{face}.pdf").stdout.decode().split("\n")[2:]
    rows = [row for row in rows if row]
    for row in rows:
        if " yes yes yes " not in row or "Type 3" in row:
            yield row
    names = [row.split()[0] for row in rows]
    if len(set(names)) < len(names):
        yield names
    if run("pdftotext", f"{DIR}/{face}.pdf", "/dev/null").stderr:
        yield "poppler warns"


def missing_characters_are_said(_):
    if not re.search(r"missing\.md:5:\d+: warning: .*U\+10FFFD", read("missing.log")):
        yield read("missing.log")[:200]
    if "\ufffd" in run("pdftotext", f"{DIR}/missing.pdf", "-").stdout.decode():
        yield "U+FFFD"


def pages_are_filled_or_refused(_):
    said = re.search(r"\((\d+) pages, (\d+) columns, ([\d.]+) / .*last column ([\d.]+) % full", read("fit.log"))
    sizes = collections.Counter(op["size"] for page in json.loads(read("fit.json"))["pages"] for op in page["ops"]
                                if op["op"] == "glyphs" for _ in op["glyphs"])
    size = sizes.most_common(1)[0][0] / 1000
    if not said or said.group(1) != "2" or float(said.group(4)) < 95 or abs(size - float(said.group(3))) > 0.001:
        yield f"{said and said.groups()}, text of {size} pt"
    if len(pymupdf.open(f"{DIR}/fit.pdf")) != 2:
        yield "other than two pages"
    # the search finds the columns that the refusal of three names
    named = re.search(r"--columns (\d+) would do", read("columns.log"))
    found = re.search(r"\(1 page, (\d+) columns", read("one.log"))
    if not named or not found or named.group(1) != found.group(1) or len(pymupdf.open(f"{DIR}/one.pdf")) != 1:
        yield read("columns.log")[-200:] + read("one.log")[-200:]
    if read("refused.status").strip() != "1" or "at 5.5 pt" not in read("refused.log"):
        yield read("refused.log")[:200]


def same_notes_same_bytes(_):
    with open(f"{DIR}/fit.pdf", "rb") as a, open(f"{DIR}/again.pdf", "rb") as b:
        if a.read() != b.read():
            yield "they differ"


def mono_is_black(_):
    content = run("qpdf", "--qdf", "--object-streams=disable", f"{DIR}/mono.pdf", "-").stdout.decode("latin-1")
    for found in re.findall(r"^[\d. ]+ (?:rg|RG|k|K|scn|SCN)$|^0?\.[1-8]\d* [gG]$", content, re.M):
        yield found


def print_is_two_sided(_):
    if read("unit-impose.status").strip() != "0":
        yield read("unit-impose.log")
    content = run("qpdf", "--qdf", "--object-streams=disable", f"{DIR}/binder.pdf", "-").stdout.decode("latin-1")
    if "/Duplex" not in content:
        yield "no /Duplex"
    pages = json.loads(read("binder.json"))["pages"]
    lefts = [min(op["x"] for op in page["ops"] if op["op"] == "glyphs") for page in pages[:2]]
    if len(lefts) > 1 and lefts[0] - lefts[1] < 20000:
        yield f"left edges {lefts}"


def large_print_is_large(_):
    ops = [op for page in json.loads(read("large.json"))["pages"] for op in page["ops"] if op["op"] == "glyphs"]
    small = [op["text"] for op in ops if op["size"] < 18000]
    if small or any("\u00ad" in op["text"] for op in ops) or len({op["x"] // 200000 for op in ops if op["tag"]}) > 3:
        yield small[:3]


def time_is_linear(_):
    if read("unit-text_speed.status").strip() != "0":
        yield read("unit-text_speed.log")


LIST = [no_mark_begins_a_line, no_mark_ends_a_line, marks_that_meet_share_their_white, marks_at_edges_take_half_an_em,
        trims_never_cut_ink, latin_has_a_quarter_em_of_white, lines_reach_the_edge, white_stays_within_bounds,
        words_and_numbers_stay_whole, long_tokens_break_after_their_signs, dashes_and_dots_stay_together,
        no_character_ends_alone, no_line_stands_alone_at_an_edge, headings_stay_with_their_text, the_last_page_is_level,
        lists_hang, numbers_are_the_authors, bold_is_a_bold_face, the_authors_blanks_stay, every_line_is_extracted,
        columns_are_read_one_after_the_other, bookmarks_lead_to_the_headings, the_file_is_tagged, fonts_are_embedded,
        missing_characters_are_said, pages_are_filled_or_refused, same_notes_same_bytes, mono_is_black,
        print_is_two_sided, large_print_is_large, time_is_linear]
FRAMES = {name: Frames(name) for face in FACES for name in (face, f"long-{face}")}

for number, holds in enumerate(LIST, 1):
    title = f"{number} {holds.__name__.replace('_', ' ')}"
    wrong = {str(what): None for face in FACES for what in holds(face)}
    print(f"FAIL {title}: {'; '.join(list(wrong)[:4])[:400]}" if wrong else f"PASS {title}")
