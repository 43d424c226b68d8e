"""extending.py: builds what docs/extending.md tells newcomers to write, in a copy of the tree, and runs its commands."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP, BUILD = os.environ["TOP"], os.environ["BUILD"]
PARTS = re.compile(r"\*\*(New file|Added to)\*\* `([^`]+)`\n\n```\w+\n(.*?)^```|^```sh\n(.*?)^```", re.M | re.S)
NOTE = """# Heat
## 1. How does heat travel
Aetiology:
1. Conduction: energy passes from particle to particle inside a solid
2. Convection: warm fluid rises and carries its energy along
3. Radiation: electromagnetic waves carry energy through empty space
## 2. Which of these needs no medium?
A. Conduction
B. Radiation
Answer: B
"""
# What a command must print, or write into its -o.
EXPECTED = {
    "crib export --to markdown notes.md -o quiz.md": "<details><summary>Answer</summary>",
    "crib dump --stage items notes.md": "Name the 3 points of “How does heat travel”.",
    "crib styles": "for reading in bed",
    "crib dump --stage study notes.md": '"canonical": "cause"',
    "crib targets": "Flashy, two columns and a topic",
    "crib export --to flashy notes.md -o cards.csv": "Front,Back,Topic",
}


def verdict(name, error):
    print(f"FAIL {name}: {error}" if error else f"PASS {name}")


def copy_tree(tree):
    """Sources with their times, and the objects that were made of them: only what is new is compiled."""
    for name in ("Makefile", "CHANGELOG.md", "src", "styles", "fonts", "docs", ".ci"):
        source, target = os.path.join(TOP, name), os.path.join(tree, name)
        shutil.copytree(source, target) if os.path.isdir(source) else shutil.copy2(source, target)
    os.mkdir(os.path.join(tree, "build"))
    for name in ("obj", "docs", "libcrib.a"):
        source, target = os.path.join(BUILD, name), os.path.join(tree, "build", name)
        shutil.copytree(source, target) if os.path.isdir(source) else shutil.copy2(source, target)
    with open(os.path.join(tree, "notes.md"), "w", encoding="utf-8") as f:
        f.write(NOTE)


def make(tree, *goals):
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(["make", "BUILD=build", "WERROR=-Werror", *goals], cwd=tree, env=env, capture_output=True, text=True)
    return (done.stdout + done.stderr)[-600:] if done.returncode else None


def run(tree, line):
    if line.startswith("make "):
        return make(tree, *line.split()[1:])
    env = dict(os.environ, PATH=os.path.join(tree, "build") + ":" + os.environ["PATH"], CRIB_DATA=tree)
    done = subprocess.run(line, shell=True, cwd=tree, env=env, capture_output=True, text=True)
    if done.returncode:
        return f"exit {done.returncode}: {done.stderr[:300]}"
    written = re.search(r" -o (\S+)", line)
    text = done.stdout
    if written and not written.group(1).endswith(".pdf"):
        text = open(os.path.join(tree, written.group(1)), encoding="utf-8-sig").read()
    return None if EXPECTED.get(line, "") in text else f"no {EXPECTED[line]!r} in {text[:200]!r}"


def main():
    tree = tempfile.mkdtemp()
    copy_tree(tree)
    seen = set()
    for how, path, content, commands in PARTS.findall(open(os.path.join(TOP, "docs", "extending.md"), encoding="utf-8").read()):
        if path:
            path = os.path.join(tree, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if (how == "New file") == os.path.exists(path):
                verdict(path, "is there already" if how == "New file" else "is not there")
            with open(path, "a", encoding="utf-8") as f:
                f.write(content)
        for line in commands.splitlines():
            seen.add(line)
            verdict(f"extending.md: {line}", run(tree, line))
    verdict("extending.md shows what was expected", ", ".join(EXPECTED.keys() - seen))
    verdict("what extending.md adds keeps the layers", make(tree, "layers"))
    shutil.rmtree(tree)


sys.stdout.reconfigure(encoding="utf-8")
main()
