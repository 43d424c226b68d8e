"""cards_check: cards as Anki renders them, looked at and used in a browser: nothing runs over a telephone's screen,
letters stand out from their ground by day and by night, options work by mouse, by keys and without scripts, and
hostile text stays text. With LOOK=DIR the pages are kept there as pictures. Prints PASS/FAIL lines."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import anki.lang
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

sys.path.insert(0, os.path.dirname(__file__))
from chromium import Browser  # noqa: E402

CRIB, TOP = os.environ["CRIB"], os.environ["TOP"]
HERE = os.path.join(TOP, "tests", "peers", "anki")
TMP = tempfile.mkdtemp(prefix="crib-cards.")
LOOK = os.environ.get("LOOK")
PHONE, DESKTOP = (360, 740), (900, 700)
# The classes Anki puts on a page: desktop by day and by night, telephones.
BODY = {"day": "card", "night": "card nightMode night_mode"}


def check(name, ok, why=""):
    print(("PASS %s" if ok else "FAIL %s: %s") % ((name,) if ok else (name, str(why)[:400])))
    return ok


def cards_of(note):
    """(notetype, template, question, answer) of every card, from the real backend; its pictures are put into TMP."""
    for end in (".anki.csv", ".apkg"):  # the CSV brings the samples of all notetypes
        r = subprocess.run([CRIB, "deck", note, "-o", os.path.join(TMP, "deck" + end), "--no-ids", "-q"],
                           capture_output=True, text=True)
        check("a deck of %s: %s" % (os.path.basename(note), end), r.returncode == 0, r.stderr)
    anki.lang.set_lang("en_US")
    col = Collection(os.path.join(TMP, "c.anki2"))
    for package in ("crib-notetypes.apkg", "deck.apkg"):
        col.import_anki_package(ImportAnkiPackageRequest(package_path=os.path.join(TMP, package),
                                                         options=ImportAnkiPackageOptions()))
    out = []
    for cid in col.db.list("select id from cards order by due, ord"):
        card = col.get_card(cid)
        typed = lambda s: re.sub(r"\[\[type:[^]]*\]\]", "<center><input id=typeans type=text></center>", s)
        out.append((card.note_type()["name"], card.template()["name"], typed(card.question()), typed(card.answer())))
    for name in os.listdir(col.media.dir()):
        shutil.copy(os.path.join(col.media.dir(), name), TMP)
    col.close()
    os.remove(os.path.join(TMP, "c.anki2"))
    return out


def page(name, inner, mode="day", mobile=False):
    path = os.path.join(TMP, name + ".html")
    with open(path, "w", encoding="utf-8") as f:
        f.write('<!doctype html><html class="%s%s"><meta charset=utf-8><body class="%s"><div id=qa>%s</div></body></html>'
                % ("night-mode " if mode == "night" else "", "mobile" if mobile else "", BODY[mode], inner))
    return path


# Every text's contrast with what is painted behind it (WCAG 2), the least first.
CONTRAST = """(function () {
  function rgb(s) { var m = s.match(/[\\d.]+/g).map(Number); return m.length < 4 ? m.concat(1) : m; }
  function light(c) {
    var v = c.slice(0, 3).map(function (x) { x /= 255; return x <= .03928 ? x / 12.92 : Math.pow((x + .055) / 1.055, 2.4); });
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2];
  }
  function ground(e) {
    for (; e; e = e.parentElement) { var c = rgb(getComputedStyle(e).backgroundColor); if (c[3]) return c; }
    return [255, 255, 255];
  }
  var out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), n;
  while ((n = walk.nextNode())) {
    var p = n.parentElement;
    if (!n.data.trim() || /^(STYLE|SCRIPT)$/.test(p.tagName) || !p.getClientRects().length) continue;
    var a = light(rgb(getComputedStyle(p).color)), b = light(ground(p));
    out.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), n.data.trim().slice(0, 40)]);
  }
  return out.sort(function (x, y) { return x[0] - y[0]; })[0];
})()"""


def looks(b, cards):
    """Each template's first card, both sides, by day and by night, on a desktop and on a telephone."""
    first = {}
    for kind, template, q, a in cards:
        first.setdefault((kind, template), []).append((q, a))
    wide, faint = [], []
    for (kind, template), sides in first.items():
        for nth, pair in enumerate(sides):
            for side, html in zip(("front", "back"), pair):
                for mode in BODY:
                    for size, mobile in ((DESKTOP, False), (PHONE, True)):
                        name = "%s-%s-%d-%s-%s-%d" % (kind, template, nth, side, mode, size[0])
                        b.screen(*size)
                        b.open(page("look", html, mode, mobile))
                        over = b.js("document.documentElement.scrollWidth - innerWidth")
                        if over > 0:
                            wide.append((name, over))
                        least = b.js(CONTRAST)
                        if least and least[0] < 4.5:
                            faint.append((name, least))
                        if LOOK:
                            b.picture(os.path.join(LOOK, re.sub(r"[^\w-]+", "_", name) + ".png"))
    check("no card runs over the screen", not wide, wide)
    check("letters stand out, day and night", not faint, faint)


ORDER = "[].map.call(document.querySelectorAll('.opts li'), function (x) { return x.textContent; })"
CLASSES = "[].map.call(document.querySelectorAll('.opts li'), function (x) { return x.className.trim(); })"
PICKED = "[].filter.call(document.querySelectorAll('.opts li.picked'), Boolean).map(function (x) { return x.textContent; })"
RADIOS = ("[].map.call(document.querySelectorAll('.opts li'), function (x) { return x.getAttribute('role') + "
          "'' + x.getAttribute('aria-checked'); })")


def shown(b):
    key = "document.querySelector('.key')"
    return b.js(ORDER), b.js(CLASSES), b.js(key + ".textContent"), b.js(key + ".className")


def turn(b, name, answer):
    """The back in the front's page, as the desktop does, then again in a page of its own, as AnkiDroid does.
    What the front saved is brought along: a browser may show the page by another process that has not heard of it,
    AnkiDroid's web view has one."""
    b.js("(function (html) { var qa = document.getElementById('qa'); qa.innerHTML = html;"
         "[].forEach.call(qa.querySelectorAll('script'), function (s) { var n = document.createElement('script');"
         "n.textContent = s.textContent; s.replaceWith(n); }); })(%s)" % json.dumps(answer))
    same = shown(b)
    saved = b.js("sessionStorage.getItem('crib-pick')")
    b.open_after(page(name + "-back", answer), "sessionStorage.setItem('crib-pick', %s)" % json.dumps(saved))
    other = shown(b)
    check("%s: a new page for the back shows the same" % name, same == other, (same, other))
    return same


def choice(b, name, card, right, wrong, many):
    _, _, q, a = card
    b.screen(*DESKTOP)
    orders = set()
    for _ in range(12):
        b.open(page(name, q))
        orders.add(tuple(b.js(ORDER)))
    check("%s: options come in other orders" % name, len(orders) > 3, orders)
    role = "checkbox" if many else "radio"
    check("%s: told to screen readers" % name, set(b.js(RADIOS)) == {role + "false"}, b.js(RADIOS))

    order = b.js(ORDER)
    for text in right:
        b.click(".opts li", order.index(text))
    check("%s: clicks pick" % name, sorted(b.js(PICKED)) == sorted(right), b.js(PICKED))
    order2, classes, letters, key = turn(b, name, a)
    check("%s: the back keeps the order" % name, order2 == order, (order, order2))
    check("%s: right ones are marked" % name,
          [c for c in classes] == ["right picked" if t in right else "" for t in order], classes)
    check("%s: letters are those shown" % name,
          letters == ", ".join(sorted("ABCDEFGH"[order.index(t)] for t in right)), (letters, order))
    check("%s: all right is said" % name, key.endswith("hit"), key)

    b.open(page(name, q))
    order = b.js(ORDER)
    b.click(".opts li", order.index(wrong))
    b.click(".opts li", order.index(right[0]))
    check("%s: a second click %s" % (name, "adds" if many else "changes the pick"),
          sorted(b.js(PICKED)) == sorted([wrong, right[0]] if many else [right[0]]), b.js(PICKED))
    b.click(".opts li", order.index(right[0]))
    if not many:
        b.click(".opts li", order.index(wrong))
    check("%s: a click on a pick takes it back" % name, b.js(PICKED) == [wrong], b.js(PICKED))
    _, classes, _, key = turn(b, name, a)
    check("%s: a wrong pick is marked" % name, classes[order.index(wrong)] == "picked wrong" and key.endswith("miss"), classes)

    for how, keys in (("Tab and Space", ("Tab", " ")), ("arrows", ("ArrowDown", "ArrowRight"))):
        b.open(page(name, q))
        order = b.js(ORDER)
        for at in range(max(order.index(t) for t in right) + 1):
            b.key(keys[0])
            if order[at] in right:
                b.key(keys[1])
        check("%s: %s pick" % (name, how), sorted(b.js(PICKED)) == sorted(right), b.js(PICKED))
    b.key("ArrowUp")
    check("%s: focus is seen" % name, b.js("getComputedStyle(document.activeElement).outlineStyle") == "solid")

    b.screen(*DESKTOP, scripts=False)
    b.open(page(name, q))
    check("%s: without scripts a lettered list" % name,
          sorted(b.js(ORDER)) == sorted(order) and set(b.js(RADIOS)) == {"nullnull"} and
          b.js("getComputedStyle(document.querySelector('.opts li')).listStyleType") == "upper-alpha", b.js(RADIOS))
    b.open(page(name, a))
    order = b.js(ORDER)
    check("%s: without scripts the letters are right" % name, sorted(b.js("document.querySelector('.key').textContent")) ==
          sorted(", ".join("ABCDEFGH"[order.index(t)] for t in right)), b.js("document.querySelector('.key').textContent"))
    b.screen(*DESKTOP)


def truth(b, card):
    _, _, q, a = card
    b.open(page("truth", q))
    check("truth: in a fixed order", b.js(ORDER) == ["True", "False"], b.js(ORDER))
    b.click(".opts li", 1)
    _, classes, letters, key = turn(b, "truth", a)
    check("truth: the wrong pick is marked", classes == ["right", "picked wrong"] and letters == "True" and
          key.endswith("miss"), (classes, letters, key))


def hostile(b):
    """Nothing in a note runs, loads or becomes Anki's own markup."""
    alive = []
    for kind, template, q, a in cards_of(os.path.join(HERE, "hostile.md")):
        for side in (q, a):
            b.screen(*DESKTOP)
            b.open(page("hostile", side))
            seen = b.js("[document.querySelectorAll('#qa img[onerror],#qa iframe,#qa object,#qa link,"
                        "#qa a[href^=\"javascript\"]').length,"
                        "[].filter.call(document.querySelectorAll('#qa script'), function (s) {"
                        "return s.textContent.indexOf('crib-pick') < 0; }).length]")
            text = b.js("document.getElementById('qa').textContent")
            if seen != [0, 0] or "[anki:" in text or "\x1f" in side:
                alive.append((kind, template, seen, text[:200]))
    check("hostile text is inert", not alive, alive)


def main():
    cards = cards_of(os.path.join(HERE, "cards.md"))
    check("every template is there", len({c[:2] for c in cards}) == 9, {c[:2] for c in cards})
    stem = lambda words: next(c for c in cards if words in c[2])
    with Browser() as b:
        looks(b, cards)
        choice(b, "one of four", stem("Which layer"), ["Network layer"], "Physical layer", False)
        choice(b, "two of four", stem("Which of these protocols"), ["HTTP/1.1", "SSH"], "NTP", True)
        truth(b, stem("TCP guarantees"))
        hostile(b)


try:
    main()
finally:
    shutil.rmtree(TMP, ignore_errors=True)
