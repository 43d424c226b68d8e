"""material.py DIR NAME: on every paper of the manifest, questions about one material stand together behind it, its
title says their numbers, and what the author pinned stands where he wanted it. Prints PASS and FAIL lines."""
import re
import sys

from papers import manifest_of, read

PASSAGE, LISTING = 3, 62  # lines of the two titles in material.md
PINNED = {34: "last", 41: "first"}  # lines of the questions pinned as a whole
OPTIONS = {34: "...D", 41: "A...", 48: "ABCD", 55: "...A"}  # where options pinned by their author stand


def titles(text):
    """What the titles of materials say: {line: numbers}."""
    found = {}
    for line, several, one in (
        (PASSAGE, r"阅读下面的材料，回答(\d+)～(\d+)题", r"阅读下面的材料，回答(\d+)题"),
        (LISTING, r"Questions(\d+)～(\d+)refertothefollowinglisting", r"Question(\d+)referstothefollowing"),
    ):
        for pattern in (several, one):
            hits = re.findall(pattern, text)
            if hits:
                numbers = [int(n) for n in (hits[0] if isinstance(hits[0], tuple) else (hits[0],))]
                found[line] = (numbers[0], numbers[-1], len(hits))
    return found


def wrong(folder, name, variant):
    items = variant["sections"][0]["items"]
    said = titles("".join(read(f"{folder}/{name}-{variant['variant']}.pdf")))
    for line in (PASSAGE, LISTING):
        numbers = [i["number"] for i in items if i.get("material") == line]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))) if numbers else line in said:
            yield f"the questions about line {line} are {numbers}"
        if numbers and said.get(line) != (numbers[0], numbers[-1], 1):
            yield f"the title of line {line} says {said.get(line)}, the questions are {numbers}"
    for i in items:
        line, options = i["source"]["line"], i["options"]
        where = PINNED.get(line)
        if where == "first" and i["position"] != 0 or where == "last" and i["position"] != len(items) - 1:
            yield f"line {line} stands at {i['position']}"
        if not re.fullmatch(OPTIONS.get(line, "...."), options):
            yield f"line {line}: options {options}"


def main(folder, name):
    manifest = manifest_of(folder, name)
    bad = [f"{v['variant']}: {w}" for v in manifest["variants"] for w in wrong(folder, name, v)]
    print(f"FAIL {name}: {bad[0]}" if bad else f"PASS {name}: {len(manifest['variants'])} papers with material")


main(*sys.argv[1:])
