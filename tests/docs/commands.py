"""commands.py: runs the command lines of README, docs/, CONTRIBUTING and the manual, a verdict a line.

What counts: lines of ```sh blocks, and lines .Dl of manual pages. They run in a folder that holds the files they
name, in their order, each file by itself; `cd` holds for the lines below it. A command must end well and write what its -o
names. Lines that would change the system are looked at, not run: targets of make must exist, the rest is listed here.
Commands that stand in running text (`crib …` in backquotes) must name commands and options that there are.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP, CRIB, BUILD = os.environ["TOP"], os.environ["CRIB"], os.environ["BUILD"]
ELSEWHERE = ("sudo ", "BUILD=", "git clone", "docker ", "apt", "man ", "cd crib")  # run in fresh systems before a release
OWN_TESTS = ("extending.md", "architecture.md", "scale.md")  # extending.py, tour.py, tests/scale
ENDLESS = "crib watch"
MAY_COMPLAIN = "--strict"
ROSTER = "name,number\n李雷,2026001\n韩梅梅,2026002\nAda Lovelace,2026003\n"
BLUEPRINT = """title: Week 3
duration: 30
sections:
  - kind: single-choice
    at-most: 5
    marks-each: 2
  - kind: short-answer
    at-most: 2
    marks-each: 10
"""
STYLE = "about: mine\ninherits: compact\ntext: {size: 8 pt}\n"
TARGET = "about: two columns\nwriter: table\n"


def put(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def furnish(folder):
    """The files that command lines name."""
    sample = os.path.join(TOP, "input")
    for name in ("notes.md", "笔记.md", "week3.md"):
        shutil.copy(os.path.join(sample, "llm-notes.md"), os.path.join(folder, name))
    shutil.copytree(os.path.join(sample, "attachments"), os.path.join(folder, "attachments"))
    for name in ("vault", "笔记库"):
        shutil.copytree(sample, os.path.join(folder, name))
    put(os.path.join(folder, "class.csv"), ROSTER)
    put(os.path.join(folder, "week3.yaml"), BLUEPRINT)
    put(os.path.join(folder, "mine.yaml"), STYLE)
    os.mkdir(os.path.join(folder, "build"))
    for name in (os.path.join(folder, "build", "crib"), os.path.join(folder, "bin", "crib")):
        os.makedirs(os.path.dirname(name), exist_ok=True)
        os.symlink(CRIB, name)


def block_lines(text):
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S):
        for line in block.replace("\\\n", "").splitlines():
            line = re.sub(r"\s+#\s.*$", "", line).strip()
            if line and not line.startswith("#"):
                yield line


def page_lines(text):
    for line in re.findall(r"^\.Dl (.*)$", text, re.M):
        line = line.replace("\\&", "").replace("\\-", "-").replace("\\(ti", "~")
        if line.startswith("crib "):
            yield line


def output_of(line):
    found = re.search(r"(?:^| )-o +(\S+)", line)
    return found.group(1) if found else None


class Folder:
    def __init__(self):
        self.path = self.at = tempfile.mkdtemp()
        furnish(self.path)

    def run(self, line):
        """None, or what went wrong."""
        if line.startswith(ELSEWHERE):
            return None
        if line.startswith("cd "):
            self.at = os.path.join(self.at, line[3:])
            return None if os.path.isdir(self.at) else "no such folder"
        if re.match(r"make( |$)", line):
            done = subprocess.run(line.replace("make", "make -n", 1), shell=True, cwd=TOP, capture_output=True, text=True)
            return done.stderr.strip()[:200] if done.returncode else None
        return self.run_crib(line)

    def run_crib(self, line):
        env = dict(os.environ, PATH=os.path.join(self.path, "bin") + ":" + os.environ["PATH"])
        limit = "timeout -s INT 5 " if ENDLESS in line else ""
        done = subprocess.run(limit + line, shell=True, cwd=self.at, capture_output=True, text=True, env=env, check=False)
        well = {0, 1} if MAY_COMPLAIN in line else {124, 130} if limit else {0}
        if done.returncode not in well:
            return f"exit {done.returncode}: {done.stderr.strip()[:300]}"
        output = output_of(line)
        if output and done.returncode != 1 and not os.path.exists(os.path.join(self.at, output)):
            return f"did not write {output}"
        return None


def verdict(name, error):
    print(f"FAIL {name}: {error}" if error else f"PASS {name}")


def run_file(path, lines):
    folder = Folder()
    for line in lines:
        verdict(f"{os.path.relpath(path, TOP)}: {line}", folder.run(line))
    shutil.rmtree(folder.path)


def help_of(command):
    done = subprocess.run([CRIB, command, "--help"], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def check_mentions(path, text):
    """Commands and options in running text."""
    errors = []
    for words in re.findall(r"`(?:build/)?crib ([a-z][^`\n]*)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)):
        command = words.split()[0]
        known = help_of(command)
        if not known:
            errors.append(f"no command: crib {words}")
        errors += [f"no option: crib {words}" for o in re.findall(r"--[a-z-]+", words) if known and o + " " not in known + " "]
    verdict(f"{os.path.relpath(path, TOP)}: what it mentions is there", "; ".join(errors))


def main():
    documents = sorted(glob.glob(TOP + "/*.md") + glob.glob(TOP + "/docs/*.md"))
    for path in documents:
        text = open(path, encoding="utf-8").read()
        if os.path.basename(path) not in OWN_TESTS:
            run_file(path, block_lines(text))
        if not path.endswith("CHANGELOG.md"):
            check_mentions(path, text)
    pages = sorted(glob.glob(BUILD + "/man/*"))
    verdict("there are manual pages", None if len(pages) >= 4 else str(pages))
    for path in pages:
        run_file(path, page_lines(open(path, encoding="utf-8").read()))


sys.stdout.reconfigure(encoding="utf-8")
main()
