#!/usr/bin/env python3
"""Gives the inputs of tests/faults/hostile/ to the program: each is refused, with file and code, or harmless.

    hostile.py --program FILE [--browser] [NAME…]

A group is a file; an input in it is

    === NAME | WHERE | refused CODE[,CODE…]       or harmless, or either
    its text, up to the next

WHERE it goes, in a copy of the site tests/sites/base/: `body` of an article, its whole `front` matter, the `fields`
of a network, a `kind`, more `settings`, the settings with another KEY (`settings-KEY`), the `file PATH`; `make` is
shell commands. With `%` behind it (`body%`), %XX is a byte. `@repeat N TEXT` up to and with the end of its line is
TEXT N times; \\n in it is a line end.

Refused: status 1 within ten seconds, one of these codes in a message about the file (about any file for `make`), and
nothing published. Harmless: status 0. Either: one of both; the point is that it ends.

With --browser, what is harmless is published together with the theme standaard, and tests/faults/hostile.mjs opens
every page in Chromium: no script of the content's runs, and nothing is left in a page that could. Ends with
`N passed, N failed`.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BASE = ROOT / "tests/sites/base"
ARTICLE = b"---\ntitle: %s\ndescription: Vijandig.\ndate: 2026-01-01\n---\n"


class Input:
    def __init__(self, group, name, where, expected, text):
        self.group, self.name, self.text = group, name, text
        self.is_encoded = where.split()[0].endswith("%")
        self.where, _, self.path = where.replace("%", "", 1).partition(" ")
        self.expected, _, codes = expected.partition(" ")
        self.codes = codes.split(",") if codes else []
        self.slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")

    def bytes(self):
        text = re.sub(r"@repeat (\d+) ([^\n]*)\n", lambda match: match[2].replace("\\n", "\n") * int(match[1]), self.text)
        return urllib.parse.unquote_to_bytes(text) if self.is_encoded else text.encode()

    def apply(self, site):
        """Puts it in the site; the path of its file, or None."""
        content = self.bytes()
        settings = site / "content/site.yaml"
        if self.where == "make":
            subprocess.run(["sh", "-ec", self.text], cwd=site, check=True, capture_output=True)
            return None
        if self.where.startswith("settings"):
            key = self.where.partition("-")[2]
            lines = [line for line in settings.read_bytes().splitlines(True)
                     if not key or not line.startswith(key.encode() + b":")]
            settings.write_bytes(b"".join(lines) + content)
            return "content/site.yaml"
        path = {"body": f"content/articles/{self.slug}.md", "front": f"content/articles/{self.slug}.md",
                "fields": f"content/networks/{self.slug}.yaml", "kind": "content/kinds/hostile.yaml",
                "file": self.path}[self.where]
        if self.where == "body":
            content = ARTICLE % self.name.encode() + content
        elif self.where == "front":
            content = b"---\n" + content + b"---\n\nTekst.\n"
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
        return path


def read_inputs():
    inputs = []
    for group in sorted((ROOT / "tests/faults/hostile").glob("*.txt")):
        parts = re.split(r"(?m)^=== (.*)\n", group.read_text(encoding="utf-8"))
        for head, text in zip(parts[1::2], parts[2::2]):
            inputs.append(Input(group.stem, *head.split(" | "), text))
    return inputs


def build(program, site):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "KNOOP_SHARE": str(ROOT)}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return subprocess.run([program, "build", "--today", "2026-03-01", "--lang", "en", "--jobs", "1"], cwd=site,
                          env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=30)


def copy_base(site, theme="plain"):
    """The site that inputs are put in; its articles have files beside them that are no pictures."""
    shutil.copytree(BASE, site)
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text().replace("theme: plain", f"theme: {theme}"))
    (site / "content/assets").mkdir(exist_ok=True)
    for name in ("x", "1"):
        (site / "content/articles" / name).write_text("no picture")


def errors_of(message):
    return "\n".join(re.findall(r"^.*(?: error: |knoop: ).*$", message, re.M)[:4]) or message[-300:]


def judge(program, given):
    """What is wrong with what the program makes of the input, or None."""
    with tempfile.TemporaryDirectory(prefix="knoop-hostile-") as folder:
        site = pathlib.Path(folder) / "site"
        copy_base(site)
        path = given.apply(site)
        try:
            result = build(program, site)
        except subprocess.TimeoutExpired:
            return "it did not end"
        message = result.stderr.decode("utf-8", "backslashreplace")
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]", message):
            return f"control characters in a message: {message!r}"
        if given.expected != "refused" and result.returncode == 0:
            return None
        if result.returncode != 1 or given.expected == "harmless":
            return f"status {result.returncode}: {errors_of(message)}"
        if (site / "output/index.html").exists():
            return "refused, and published all the same"
        at = re.escape(path) + r"(?::\d+:\d+)?" if path else r"[^\n]*"
        codes = "|".join(map(re.escape, given.codes)) or r"[a-z-]+"
        if not re.search(rf"^{at}: error: .*\[(?:{codes})\]$", message, re.M):
            return f"not {' or '.join(given.codes)}: {errors_of(message)}"
    return None


def publish(program, inputs, site, wrongs):
    """The inputs in one site with the theme standaard, published."""
    copy_base(site, "standaard")
    for given in inputs:
        given.apply(site)
    result = build(program, site)
    if result.returncode != 0:
        wrongs.append(f"{site.name} cannot be published: {errors_of(result.stderr.decode('utf-8', 'backslashreplace'))}")
    return result.returncode == 0


def check_data(output, wrongs):
    """Data are data: JSON and XML can be read, by others than ourselves."""
    for path in output.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in output.rglob("*.xml"):
        xml.etree.ElementTree.fromstring(path.read_bytes())
    for path in output.rglob("*"):
        if not re.fullmatch(r"[^\x00-\x1f<>:\"|?*\\]+", str(path.relative_to(output))):
            wrongs.append(f"{path.relative_to(output)!r} is no name for every system")


def browse(program, inputs, folder):
    """All that is harmless, in Chromium: what went wrong, and how many pages were opened. How large something may be is no
    question to a browser."""
    wrongs = []
    inputs = [given for given in inputs if "templates/" not in given.path and "themes/" not in given.path and given.group != "limits"]
    alone = [given for given in inputs if given.where.startswith("settings") or given.where in ("kind", "make")]
    together = [given for given in inputs if given not in alone]
    for number, group in enumerate([together] + [[given] for given in alone]):
        site = folder / (group[0].slug if number else "together")
        if not publish(program, group, site, wrongs):
            continue
        try:
            check_data(site / "output", wrongs)
        except (ValueError, xml.etree.ElementTree.ParseError) as error:
            wrongs.append(f"{site.name}: {error}")
    sites = sorted(str(path) for path in folder.glob("*/output"))
    result = subprocess.run(["node", ROOT / "tests/faults/hostile.mjs", *sites], capture_output=True, text=True, timeout=570)
    lines = (result.stdout + result.stderr).splitlines()
    match = re.fullmatch(r"(\d+) passed, (\d+) failed", lines[-1]) if lines else None
    wrongs += lines[:-1] if match else lines or ["the browser said nothing"]
    pages = int(match[1]) if match else 0
    return wrongs, pages


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    inputs = [given for given in read_inputs() if not arguments.names or given.name in arguments.names]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda given: judge(program, given), inputs))
    failed = 0
    for given, wrong in zip(inputs, results):
        if wrong is not None:
            failed += 1
            print(f"{given.group}: {given.name}: {wrong}")
    passed = len(inputs) - failed
    if arguments.browser:
        harmless = [given for given, wrong in zip(inputs, results) if wrong is None and given.expected == "harmless"]
        with tempfile.TemporaryDirectory(prefix="knoop-hostile-") as folder:
            wrongs, pages = browse(program, harmless, pathlib.Path(folder))
        print("\n".join(wrongs[:60]) if wrongs else f"{pages} pages opened in a browser")
        passed, failed = passed + pages, failed + len(wrongs)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
