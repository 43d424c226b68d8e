"""links.py: links within the documents lead somewhere."""
import glob
import os
import re
import sys

TOP = os.environ["TOP"]


def broken(path):
    text = re.sub(r"^```.*?^```", "", open(path, encoding="utf-8").read(), flags=re.M | re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", re.sub(r"`[^`\n]*`", "", text))
    near = [a or b for a, b in targets if not re.match(r"[a-z]+:|#", a or b)]
    return [t for t in near if not os.path.exists(os.path.join(os.path.dirname(path), t.split("#")[0]))]


sys.stdout.reconfigure(encoding="utf-8")
for document in sorted(glob.glob(TOP + "/*.md") + glob.glob(TOP + "/docs/*.md")):
    name, lost = os.path.relpath(document, TOP), broken(document)
    print(f"FAIL {name}: leads nowhere: {', '.join(lost)}" if lost else f"PASS {name}: its links lead somewhere")
