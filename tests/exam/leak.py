"""leak.py DIR NAME ITEMS.json: everything in the students' PDFs that a reader or a tool can bring to light (text,
structure, outline, Info, XMP, strings of all objects, attachments, layers), searched for what only the key may say.
Prints PASS and FAIL lines."""
import re
import subprocess
import sys
import tempfile

from papers import bank, manifest_of, read, squeeze

# Of the key's pages and its ink; `0.69 0 0.094` is the key's red.
WORDS = ["参考答案", "评分标准", "勿发给考生", "解析", "not for candidates", "answers, page"]
OBJECTS = [b"0.69 0 0.094", b"/EmbeddedFile", b"/OCG", b"/JavaScript", b"/AcroForm", b"/RichMedia", b"/PieceInfo"]
LONG = 12  # characters of an answer that do not stand on a paper by chance


def run(*command):
    return subprocess.run(command, capture_output=True, check=False).stdout


def strings(raw):
    """Text strings of all objects: <FEFF…> and (…)."""
    for found in re.findall(rb"<FEFF([0-9A-Fa-f]*)>", raw):
        yield bytes.fromhex(found.decode()).decode("utf-16-be", "replace")
    for found in re.findall(rb"\(((?:[^()\\]|\\.)*)\)", raw):
        yield found.decode("latin-1")


def brought_to_light(path):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as plain:
        run("qpdf", "--qdf", "--object-streams=disable", path, plain.name)
        raw = plain.read()
    hidden = [run("pdfinfo", path), run("pdfinfo", "-meta", path), run("pdfinfo", "-struct-text", path)]
    hidden = [h.decode("utf-8", "replace") for h in hidden] + list(strings(raw))
    return raw, squeeze("\n".join(hidden)), "".join(read(path))


def secrets(item):
    """What the key says of an item beyond its stem and options."""
    yield item.get("explanation") or ""
    answer = item.get("answer")
    if item["kind"] in ("term", "short-answer") and isinstance(answer, list):
        yield from (a for a in answer if isinstance(a, str))


def check(path, items, on_paper):
    raw, hidden, text = brought_to_light(path)
    asked = squeeze("".join(i["stem"] + "".join(o["text"] for o in i.get("options", [])) for i in on_paper))
    for word in WORDS:
        if squeeze(word) in (hidden + text).lower() and word not in asked:
            yield f"says “{word}”"
    for mark in OBJECTS:
        if mark in raw:
            yield f"has {mark.decode()}"
    if b"0 embedded files" not in run("pdfdetach", "-list", path):
        yield "has attachments"
    for item in on_paper:
        for secret in map(squeeze, secrets(item)):
            if len(secret) >= LONG and secret in hidden + text and secret not in asked:
                yield f"says of {item['id']}: {secret[:40]}"
    for source in {i["source"]["path"] for i in items.values()}:
        if source.rsplit("/", 1)[-1] in hidden + text:
            yield f"names {source}"


def main():
    folder, name, items_path = sys.argv[1:4]
    items, manifest = bank(items_path), manifest_of(folder, name)
    for variant in manifest["variants"]:
        on_paper = [items[i["id"]] for s in variant["sections"] for i in s["items"]]
        wrong = list(check(f"{folder}/{name}-{variant['variant']}.pdf", items, on_paper))
        for why in wrong:
            print(f"FAIL {name}-{variant['variant']}.pdf {why}")
        if not wrong:
            print(f"PASS {name}-{variant['variant']}.pdf tells nothing of its key")
    # The search itself: the key must be found out.
    key = f"{folder}/{name}-{manifest['variants'][0]['variant']}-key.pdf"
    on_paper = [items[i["id"]] for s in manifest["variants"][0]["sections"] for i in s["items"]]
    found = list(check(key, items, on_paper))
    print("PASS the key is found out" if len(found) >= 3 else f"FAIL the key is not found out: {found}")


main()
