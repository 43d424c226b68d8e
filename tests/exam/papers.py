"""papers: what the readers of papers share: a run's manifest and bank, the text of its PDFs."""
import json
import re
import subprocess


def squeeze(text):
    return re.sub(r"[\s\u2060\u00ad]+", "", text)


def read(path):
    """The squeezed text of every page."""
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    return [squeeze(page) for page in text.split("\f")]


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def manifest_of(folder, name):
    return load(f"{folder}/{name}.manifest.json")


def bank(path):
    """The items by id, as `crib dump --stage items` prints them."""
    return {i["id"]: i for i in load(path)["items"]}
