"""Previews under the hand of an editor: how long after a file is saved its page is served with the new bytes."""

import contextlib
import http.client
import os
import pathlib
import re
import socket
import subprocess
import time

WAIT_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Preview:
    """A server that shows a site; `page` gives the path of an article's page."""

    def __init__(self, command, port, page):
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env=os.environ | {"KNOOP_SHARE": str(pathlib.Path(__file__).parents[2])})
        self.port, self.page = port, page

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().read()

    def wait(self, path, text):
        """Milliseconds until the page at `path` has `text`."""
        start = time.perf_counter()
        while time.perf_counter() - start < WAIT_SECONDS:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if text in self.get(path):
                    return (time.perf_counter() - start) * 1e3
            time.sleep(0.001)
        raise SystemExit(f"bench: {path} never had {text!r}")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def knoop(program, site):
    port = free_port()
    return Preview([program, "serve", "--port", str(port), "--today", "2026-01-01", site], port,
                   lambda name: f"/articles/{name}.html")


def hugo(site):
    port = free_port()
    return Preview(["hugo", "server", "--source", site, "--port", str(port), "--disableLiveReload",
                    "--destination", pathlib.Path(site) / "served", "--quiet"], port,
                   lambda name: f"/articles/{name}/")


def new_text(text, word):
    return f"{text}\nEen zin met {word} erin.\n"


def new_title(text, word):
    return re.sub(r"(?m)^(title: *\"?)", rf"\g<1>{word} ", text, count=1)


def measure(preview, folder, rounds):
    """Milliseconds of each edit: of a text, and of a title, which other pages show."""
    articles = sorted(folder.rglob("*.md"))
    times = {"text": [], "title": []}
    preview.wait("/", b"<html")
    for number in range(rounds):
        for name, change in (("text", new_text), ("title", new_title)):
            path = articles[(number * 7919 + len(name)) % len(articles)]
            page = preview.page(path.relative_to(folder).with_suffix("").as_posix())
            word = f"woord{number}{name}"
            preview.get(page)
            time.sleep(0.3)
            path.write_text(change(path.read_text(), word))
            times[name].append(preview.wait(page, word.encode()))
    return times
