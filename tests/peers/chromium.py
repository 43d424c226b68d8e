"""chromium: a browser driven over its DevTools pipe (no port, no package): pages, real mouse and keys, pictures."""
import base64
import json
import os
import shutil
import subprocess
import tempfile

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), " ": (32, " "), "ArrowLeft": (37, ""), "ArrowUp": (38, ""),
        "ArrowRight": (39, ""), "ArrowDown": (40, "")}


def find():
    return next((p for p in map(shutil.which, NAMES) if p), None)


class Browser:
    """One page at a time. Messages are JSON ended by a zero byte, out on descriptor 3, in on 4."""

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="crib-chromium.")
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()
        wiring = "exec \"$0\" \"$@\" 3<&%d 4>&%d" % (to_read, back_write)
        self.process = subprocess.Popen(
            ["sh", "-c", wiring, find(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-dev-shm-usage", "--process-per-site", "--hide-scrollbars", "--user-data-dir=" + self.dir,
             "--remote-debugging-pipe", "about:blank"],
            pass_fds=(to_read, back_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(back_write)
        self.buffer, self.count, self.session, self.loaded = b"", 0, None, None
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.process.terminate()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.dir, ignore_errors=True)

    def message(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.back, 1 << 16)
            if not piece:
                raise EOFError("the browser has gone")
            self.buffer += piece
        one, self.buffer = self.buffer.split(b"\0", 1)
        m = json.loads(one)
        if m.get("method") == "Page.lifecycleEvent" and m["params"]["name"] == "load":
            self.loaded = m["params"]["loaderId"]
        return m

    def call(self, method, **params):
        self.count += 1
        order = {"id": self.count, "method": method, "params": params}
        if self.session:
            order["sessionId"] = self.session
        os.write(self.to, json.dumps(order).encode() + b"\0")
        while True:
            m = self.message()
            if m.get("id") == self.count:
                if "error" in m:
                    raise RuntimeError("%s: %s" % (method, m["error"]))
                return m["result"]

    def screen(self, width, height, scripts=True):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)

    def open(self, path):
        """Ends when this very page has loaded: the load of the one before may still be told meanwhile."""
        loader = self.call("Page.navigate", url="file://" + path)["loaderId"]
        while self.loaded != loader:
            self.message()

    def open_after(self, path, script):
        """Opens a page in which `script` has run before its own."""
        before = self.call("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
        self.open(path)
        self.call("Page.removeScriptToEvaluateOnNewDocument", identifier=before)

    def js(self, expression):
        """The value of an expression; works with the page's own scripts off too."""
        r = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in r:
            raise RuntimeError(json.dumps(r["exceptionDetails"])[:500])
        return r["result"].get("value")

    def click(self, selector, nth=0):
        x, y = self.js("(function(){var r=document.querySelectorAll(%s)[%d].getBoundingClientRect();"
                       "return [r.x+r.width/2,r.y+r.height/2]})()" % (json.dumps(selector), nth))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def key(self, name):
        code, text = KEYS[name]
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=name, windowsVirtualKeyCode=code, **more)

    def picture(self, path, whole=True):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as f:
            f.write(base64.b64decode(data))
