#!/usr/bin/env python3
"""Draws questions for a review by a reader who did not write the rules.

    draw.py [-n 150] [--seed 1] [--split K] -o OUT.md CRIB NOTES...

Makes the bank of every note (a folder: all *.md below it), draws N of its paper-grade questions and writes them as a
paper and its key print them, each with the part of the note it comes from. Nothing tells which rule made a question.
Drawn by strata (note, generator, kind), each weighted by the square root of its size, so that rare kinds and small
notes are seen; which of a stratum is decided by a hash of the seed and the question's id: the same draw every time.
"""
import argparse
import hashlib
import json
import math
import pathlib
import re
import subprocess
import sys

KINDS = {
    "single-choice": ("单项选择题", "Single choice"), "multiple-response": ("多项选择题", "Several right answers"),
    "true-false": ("判断题", "True or false"), "fill-blank": ("填空题", "Fill in"), "term": ("名词解释", "Explain the term"),
    "short-answer": ("简答题", "Short answer"), "matching": ("配对题", "Matching"), "ordering": ("排序题", "Put in order"),
}
EXCERPT_LINES = 90


def rank(*parts):
    return hashlib.sha256("\t".join(map(str, parts)).encode()).hexdigest()


def text_of(path):
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("utf-8", "replace")


def bank_of(crib, path):
    run = subprocess.run([crib, "dump", "--stage", "items", "--no-ids", "-q", str(path)], capture_output=True)
    if not run.stdout:
        print(f"{path}: {run.stderr.decode(errors='replace')[:200]}", file=sys.stderr)
        return []
    return json.loads(run.stdout)["items"]


def group_of(item):
    """The repository a file was copied from, when files are named REPOSITORY__FILE; else the file."""
    return pathlib.Path(item["source"]["path"]).name.split("__")[0]


def draw(items, n, seed, most):
    strata, seen = {}, set()
    for item in items:
        said = (item["stem"], json.dumps(item.get("answer", item.get("options")), sort_keys=True))
        if said in seen:  # the same note copied into another file
            continue
        seen.add(said)
        strata.setdefault((item["source"]["path"], item["generator"], item["kind"]), []).append(item)
    left = {s: sorted(v, key=lambda i: rank(seed, i["id"])) for s, v in strata.items()}
    weight = {s: math.sqrt(len(v)) for s, v in strata.items()}
    drawn, taken = [], {}
    for turn in range(n):
        if not left:
            break
        total, at = sum(weight[s] for s in left), int(rank(seed, "turn", turn)[:13], 16) / 16**13
        for s in sorted(left):
            at -= weight[s] / total
            if at < 0:
                break
        drawn.append(left[s].pop(0))
        group = group_of(drawn[-1])
        taken[group] = taken.get(group, 0) + 1
        if not left[s]:
            del left[s]
        if most and taken[group] == most:
            left = {k: v for k, v in left.items() if group_of(v[0]) != group}
    return sorted(drawn, key=lambda i: (i["source"]["path"], i["source"]["line"], rank(seed, i["id"])))


def printed(item):
    zh = item["lang"] == "zh" or re.search("[\u4e00-\u9fff]", item["stem"])
    kind, stem, out = item["kind"], item["stem"], []
    code = [f"    {line}" for line in item.get("code", "").rstrip("\n").split("\n")] if item.get("code") else []
    code += [f"    {line}" for line in item["below"].split("\n")] if item.get("below") else []
    if "options" in item:
        options = item["options"] if item.get("ordered") else sorted(item["options"], key=lambda o: rank(item["id"], o["text"]))
        out.append(stem + (("（　　）" if stem[-1] in "？?。" else "（　　）。") if zh else ""))
        out += code
        out += [f"  {chr(65 + i)}. {o['text']}" for i, o in enumerate(options)]
        key = "".join(chr(65 + i) for i, o in enumerate(options) if o["right"])
    elif kind == "true-false":
        out.append(stem + ("（　　）" if zh else " (True / False)"))
        key = ("对" if item["answer"] else "错") if zh else str(item["answer"])
    elif kind == "matching":
        rights = sorted((r for _, r in item["answer"]), key=lambda r: rank(item["id"], r))
        lefts = [left for left, _ in item["answer"] if left]
        out.append(stem)
        out += [f"  ({i + 1}) {left}" for i, left in enumerate(lefts)] + [f"  {chr(65 + i)}. {r}" for i, r in enumerate(rights)]
        key = "; ".join(f"({i + 1})–{chr(65 + rights.index(dict(item['answer'])[left]))}" for i, left in enumerate(lefts))
    elif kind == "ordering":
        steps = sorted(item["answer"], key=lambda s: rank(item["id"], s))
        out += [stem] + [f"  {chr(65 + i)}. {s}" for i, s in enumerate(steps)]
        key = " → ".join(chr(65 + steps.index(s)) for s in item["answer"])
    else:
        out += [stem] + code
        answer = item.get("answer", [])
        answer = answer if isinstance(answer, list) else [answer]
        key = answer[0] if len(answer) == 1 else "".join(f"\n  ({i + 1}) {a}" for i, a in enumerate(answer))
    out.append(("答案：" if zh else "Key: ") + key)
    if item.get("explanation"):
        out.append(("解析：" if zh else "Explanation: ") + item["explanation"] + "\n" + item.get("explanation-below", ""))
    return KINDS[kind][0 if zh else 1], "\n".join(out)


def headings(lines):
    found, fence = [], None
    for n, line in enumerate(lines):
        mark = re.match(r"\s*(```+|~~~+)", line)
        if mark and (fence is None or mark[1].startswith(fence)):
            fence = None if fence else mark[1][:3]
        elif fence is None and (h := re.match(r"(#{1,6})\s*(.*)", line)):
            found.append((n, len(h[1]), h[2]))
        elif fence is None and n and re.match(r"(=+|-{2,})\s*$", line) and lines[n - 1].strip():
            found.append((n - 1, 1 if line[0] == "=" else 2, lines[n - 1]))
    return found


def excerpt(lines, source):
    at, found = source["line"] - 1, headings(lines)
    above = [h for h in found if h[0] <= at]
    squash = lambda s: re.sub(r"\W+", "", s)
    named = [h for h in above if squash(source["question"]) and squash(source["question"])[:12] in squash(h[2])]
    head = (named or above or [(0, 7, "")])[-1]
    path, level = [], head[1]
    for h in reversed(above):
        if h[0] < head[0] and h[1] < level:
            path.insert(0, h[2])
            level = h[1]
    end = next((h[0] for h in found if h[0] > head[0] and h[1] <= head[1]), len(lines))
    begin = head[0]
    if end - begin > EXCERPT_LINES:
        begin = max(begin, at - 20)
        end = min(end, begin + EXCERPT_LINES)
    body = [line.rstrip("\r\n")[:1500] for line in lines[begin:end]]
    return " > ".join(path), body


def block(number, item, lines):
    kind, text = printed(item)
    path, body = excerpt(lines, item["source"])
    fence = "~" * max(6, 1 + max((len(m[1]) for line in body if (m := re.match(r"\s*(~+)", line))), default=0))
    return (f"## {number}. {kind}\n\n~~~~~~text\n{text}\n~~~~~~\n\n"
            f"Note: {pathlib.Path(item['source']['path']).name}, line {item['source']['line']}"
            + (f", under “{path}”" if path else "") + f"\n\n{fence}markdown\n" + "\n".join(body) + f"\n{fence}\n")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("-n", type=int, default=150)
    args.add_argument("--seed", default="1")
    args.add_argument("--split", type=int, default=1, help="also write OUT-1.md … OUT-K.md")
    args.add_argument("--most", type=int, default=0, help="at most so many of one repository (files named REPOSITORY__FILE)")
    args.add_argument("--only", help="generators, joined by commas")
    args.add_argument("-o", type=pathlib.Path, required=True)
    args.add_argument("crib")
    args.add_argument("notes", nargs="+", type=pathlib.Path)
    args = args.parse_args()
    paths = [p for n in args.notes for p in (sorted(n.glob("**/*.md")) if n.is_dir() else [n])]
    items, texts = [], {}
    for path in paths:
        items += [i for i in bank_of(args.crib, path) if i["use"] == "paper"]
    if args.only:
        items = [i for i in items if i["generator"] in args.only.split(",")]
    drawn = draw(items, args.n, args.seed, args.most)
    blocks = []
    for number, item in enumerate(drawn, 1):
        path = next(p for p in paths if str(p) == item["source"]["path"] or str(p).endswith("/" + item["source"]["path"]))
        if path not in texts:
            texts[path] = text_of(path).split("\n")
        blocks.append(block(number, item, texts[path]))
    args.o.write_text("\n".join(blocks))
    for k in range(args.split if args.split > 1 else 0):
        part = blocks[k * len(blocks) // args.split:(k + 1) * len(blocks) // args.split]
        args.o.with_name(f"{args.o.stem}-{k + 1}{args.o.suffix}").write_text("\n".join(part))
    print(f"{args.o}: {len(drawn)} of {len(items)} questions, {len(paths)} notes")


if __name__ == "__main__":
    main()
