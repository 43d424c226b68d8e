"""tour.py: docs/architecture.md shows what crib prints: each line of its JSON, in its order, below the command that prints it."""
import os
import re
import subprocess
import sys
import tempfile

TOP, CRIB = os.environ["TOP"], os.environ["CRIB"]
BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def first_missing(shown, printed):
    at = 0
    for line in shown.splitlines():
        if line.strip() in ("", "…"):
            continue
        found = printed.find(line.strip(), at)
        if found < 0:
            return line.strip()
        at = found + len(line.strip())
    return None


def main():
    os.chdir(tempfile.mkdtemp())
    command, printed = "", ""
    for kind, text in BLOCKS.findall(open(os.path.join(TOP, "docs", "architecture.md"), encoding="utf-8").read()):
        if kind == "markdown":
            with open("tour.md", "w", encoding="utf-8") as f:
                f.write(text)
        elif kind == "sh":
            command = text.strip()
            done = subprocess.run([CRIB, *command.split()[1:]], capture_output=True, text=True)
            printed = done.stdout
            print(f"{'FAIL' if done.returncode else 'PASS'} architecture.md: {command}")
        elif kind == "json":
            missing = first_missing(text, printed)
            print(f"FAIL architecture.md: {command} does not print {missing}" if missing
                  else f"PASS architecture.md shows what is printed by {command}")


sys.stdout.reconfigure(encoding="utf-8")
main()
