"""agree.py DIR NAME ITEMS.json: reads papers and keys in DIR back with pdftotext and compares them with the
manifest and the bank. Prints PASS, FAIL and SKIP lines.

For every choice of every variant: its options stand on one page in the order the manifest says; the key says the
same at the same place, with nothing more than the letters of the manifest; and those letters name the options that
the bank calls right. True or false: the key prints the sign behind the stem, the paper an empty bracket. Blanks: the
key prints every answer. Lines and pages break alike on paper and key.

Of the manifest: no run of five letters, no letter beyond its share, totals add up; with four variants no item of
four free options has a letter twice, and no two neighbours of the seating sheet have the same paper."""
import re
import subprocess
import sys

from papers import bank, manifest_of, read, squeeze


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
                if head >= 0:  # the 3. of 13. only when there is no other
                    within = page[:head][-1:].isdigit()
                    places.append((within, found.start() - head, index, page[head : found.start()]))
        if places:
            return min(places)[2:]
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


def check_truth(student, key, item, latin):
    """Chinese papers: the bracket behind the stem."""
    stem = squeeze(item["stem"])
    sign = "√" if item["answer"] else "×"
    if latin or not any(stem + "（）" in page for page in student):
        return None
    said = (f"{stem}（{sign}）", f"{stem}（）{sign}")
    return "" if any(s in page for page in key for s in said) else f"the key prints no {sign}"


def lines_of(path, pages):
    """The stems' and options' lines, without what only one of the two has."""
    text = subprocess.run(["pdftotext", "-raw", "-l", str(pages), path, "-"], capture_output=True, check=True)
    return {re.sub(r"\s+", "", line) for line in text.stdout.decode().splitlines() if len(line.strip()) > 12}


def check_lines(folder, name, variant):
    """Every longer line of the paper without a place to write is a line of the key."""
    letter, pages = variant["variant"], variant.get("pages", 1)
    paper, key = (lines_of(f"{folder}/{name}-{letter}{end}.pdf", pages) for end in ("", "-key"))
    plain = {line for line in paper if not re.search(r"[（(]\s*[）)]|____|[①-⑳]|^《|第\d+页|Page\d+of|^\d+\..+\([A-G]\)", line)}
    return sorted(plain - key)


def longest_run(letters):
    best = run = 0
    for i, letter in enumerate(letters):
        run = run + 1 if i and letter == letters[i - 1] else 1
        best = max(best, run)
    return best


def policy(manifest, items):
    """What is wrong with the keys of a set of papers."""
    letters_of = {}
    for variant in manifest["variants"]:
        marks = 0
        for section in variant["sections"]:
            marks += section["marks"]
            if sum(i["marks"] for i in section["items"]) != section["marks"]:
                yield f"{variant['variant']}: the marks of {section['kind']} do not add up"
            if section["kind"] != "single-choice":
                continue
            keys = [i["key"] for i in section["items"]]
            if longest_run(keys) >= 5:
                yield f"{variant['variant']}: five keys in a row are the same: {''.join(keys)}"
            shares = [keys.count(c) / len(keys) for c in "ABCD"]
            if len(keys) >= 20 and (min(shares) < 0.1 or max(shares) > 0.4):
                yield f"{variant['variant']}: shares of letters {shares}"
            for i in section["items"]:
                letters_of.setdefault(i["id"], []).append(i["key"])
        if marks != variant["marks"]:
            yield f"{variant['variant']}: sections come to {marks}, the paper to {variant['marks']}"
    if len(manifest["variants"]) != 4:
        return
    for item, letters in letters_of.items():
        if len(items[item]["options"]) == 4 and is_free(items[item]) and len(set(letters)) < len(letters):
            yield f"{item} has a letter twice: {letters}"


def is_free(item):
    """Options that may stand anywhere: no numbers in order, none that speaks of the others."""
    texts = [o["text"] for o in item["options"]]
    return not (all(re.search(r"\d", t) for t in texts) or
                any(re.search(r"以上|[A-D]\s*(和|与|、|,)\s*[A-D]|都|均|皆|above|oth |[Oo]f (them|these)", t) for t in texts))


def seats(path):
    """Letters of the seats of the first room by (row, column), where each stands told by the words' places."""
    text = subprocess.run(["pdftotext", "-bbox", "-l", "1", path, "-"], capture_output=True, check=True).stdout.decode()
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([A-D])</word>', text)
    rows = sorted({round(float(y)) for _, y, _ in found})
    rows = [y for y in rows if sum(round(float(w)) == y for _, w, _ in found) == 6]
    found = [f for f in found if round(float(f[1])) in rows]  # the foot counts papers
    columns = sorted({round(float(x) / 4) for x, _, _ in found})
    return {(rows.index(round(float(y))), columns.index(round(float(x) / 4))): c for x, y, c in found}


def neighbours(room):
    for (r, c), letter in room.items():
        for near in ((r, c + 1), (r + 1, c - 1), (r + 1, c), (r + 1, c + 1)):
            if room.get(near) == letter:
                yield f"seats {(r, c)} and {near} have paper {letter}"


def check_blanks(key, item):
    for answer in item["answer"]:
        text = squeeze(answer)
        if text and "\\" not in text and not any(text in page for page in key):
            return f"the key does not print {answer!r}"
    return ""


def main():
    folder, name, items_path = sys.argv[1:4]
    items, manifest = bank(items_path), manifest_of(folder, name)
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
                elif section["kind"] == "true-false":
                    why = check_truth(student, key, item, latin)
                elif section["kind"] == "fill-blank":
                    why = check_blanks(key, item)
                else:
                    continue
                checked += why is not None
                skipped += why is None
                if why:
                    failed += 1
                    print(f"FAIL {name}-{letter} item {entry['number']}: {why}")
        for line in check_lines(folder, name, variant)[:3]:
            failed += 1
            print(f"FAIL {name}-{letter}: no such line in the key: {line}")
    wrong = list(policy(manifest, items))
    room = seats(f"{folder}/{name}-seating.pdf") if len(manifest["variants"]) == 4 else {}
    wrong += list(neighbours(room))
    if room and len(room) != 36:
        wrong.append(f"{len(room)} seats read, not 36")
    for why in wrong:
        failed += 1
        print(f"FAIL {name}: {why}")
    if not failed:
        print(f"PASS {name}: {checked} items agree, {skipped} with formulas not read")


main()
