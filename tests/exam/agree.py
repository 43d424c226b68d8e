"""agree.py DIR NAME ITEMS.json: reads papers and keys in DIR back with pdftotext and compares them with the
manifest and the bank. Prints PASS, FAIL and SKIP lines.

For every choice of every variant: its options stand on one page in the order the manifest says; the key says the
same at the same place, with nothing more than the letters of the manifest; and those letters name the options that
the bank calls right. Blanks: the key prints every answer."""
import json
import re
import subprocess
import sys


def squeeze(text):
    return re.sub(r"[\s\u2060\u00ad]+", "", text)


def read(path):
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    return [squeeze(page) for page in text.split("\f")]


def option_patterns(item, order, latin):
    """The options as they are printed, letters before them; listings may stand between."""
    parts = []
    for place, c in enumerate(order):
        letter = chr(65 + place)
        text = squeeze(item["options"][ord(c) - 65]["text"])
        parts.append(re.escape((f"({letter})" if latin else f"{letter}.") + text))
    return [re.compile(f"(?=({between.join(parts)}))") for between in ("", ".{0,300}?")]


def find_item(pages, number, patterns):
    """(page, text from the item's number up to its options) or None. Of several places with these options it is
    the one whose number stands nearest."""
    for pattern in patterns:
        places = []
        for index, page in enumerate(pages):
            for found in pattern.finditer(page):
                head = page.rfind(f"{number}.", 0, found.start())
                if head >= 0:
                    places.append((found.start() - head, index, page[head : found.start()]))
        if places:
            return min(places)[1:]
    return None


def only_adds(text, longer, added):
    """Whether `longer` is `text` with `added` put in at one place."""
    return any(longer == text[:i] + added + text[i:] for i in range(len(text) + 1))


def check_choice(student, key, entry, item, latin):
    order, letters = entry["options"], entry["key"]
    right = "".join(chr(65 + i) for i, c in enumerate(order) if item["options"][ord(c) - 65]["right"])
    if right != letters:
        return f"the bank calls {right} right, the manifest {letters}"
    patterns = option_patterns(item, order, latin)
    on_paper, on_key = (find_item(pages, entry["number"], patterns) for pages in (student, key))
    if not on_paper:
        return None if any("\\" in o["text"] or "^" in o["text"] for o in item["options"]) else "is on no page"
    if not on_key or on_paper[0] != on_key[0]:
        return "stands elsewhere in the key"
    if not only_adds(on_paper[1], on_key[1], letters):
        return f"the key adds something else than {letters}: {on_key[1]!r}"
    return ""


def check_blanks(key, item):
    for answer in item["answer"]:
        text = squeeze(answer)
        if text and "\\" not in text and not any(text in page for page in key):
            return f"the key does not print {answer!r}"
    return ""


def main():
    folder, name, items_path = sys.argv[1:4]
    with open(items_path, encoding="utf-8") as f:
        items = {i["id"]: i for i in json.load(f)["items"]}
    with open(f"{folder}/{name}.manifest.json", encoding="utf-8") as f:
        manifest = json.load(f)
    checked = skipped = failed = 0
    for variant in manifest["variants"]:
        letter = variant["variant"]
        student, key = (read(f"{folder}/{name}-{letter}{end}.pdf") for end in ("", "-key"))
        latin = "SectionA" in student[0]
        for section in variant["sections"]:
            for entry in section["items"]:
                item = items[entry["id"]]
                if "options" in entry:
                    why = check_choice(student, key, entry, item, latin)
                elif section["kind"] == "fill-blank":
                    why = check_blanks(key, item)
                else:
                    continue
                checked += why is not None
                skipped += why is None
                if why:
                    failed += 1
                    print(f"FAIL {name}-{letter} item {entry['number']}: {why}")
    if not failed:
        print(f"PASS {name}: {checked} items agree, {skipped} with formulas not read")


main()
