#!/usr/bin/env python3
"""Time and memory grow with the content, and no faster: for each shape of content, twice as much of it takes at most
2.4 times the instructions (counted by callgrind, so a busy machine does not matter), and eight times as much at most
twelve times the memory, which is taken in pieces that double.

    growth.py --program FILE [SHAPE…]

What is there without the shape is taken off first. The shapes of Markdown alone are in
tests/spec/markdown/formats_pathological.c. Ends with `N passed, N failed`.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MOST, MOST_MEMORY = 2.4, 12
MEASURE = """import os, sys
child = os.fork()
if child == 0:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1), os.dup2(nothing, 2)
    os.execv(sys.argv[1], sys.argv[1:])
print(os.wait4(child, 0)[2].ru_maxrss)
"""
ARTICLE = "---\ntitle: %s\ndate: 2026-01-01\n%s---\n%s\n"


def put(site, path, text):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text)


def articles(site, count, fields="", body="x"):
    for number in range(count):
        put(site, f"content/articles/a{number}.md", ARTICLE % (f"Artikel {number}", fields, body))


def links(count, target="article:begin"):
    return "".join(f"[n]({target})\n\n" for _ in range(count))


# name → (how much, what makes that much of it)
SHAPES = {
    "items": (150, lambda site, n: articles(site, n)),
    "items with one title": (150, lambda site, n: [put(site, f"content/articles/a{i}.md", ARTICLE % ("Een", "", "x"))
                                                   for i in range(n)]),
    "items that refer to one": (150, lambda site, n: articles(site, n, "about: article:begin\n")),
    "references in a text": (1500, lambda site, n: put(site, "content/articles/a.md", ARTICLE % ("A", "", links(n)))),
    "references to nothing": (300, lambda site, n: put(site, "content/articles/a.md",
                                                       ARTICLE % ("A", "", links(n, "article:bgin")))),
    "wiki links": (1500, lambda site, n: put(site, "content/articles/a.md", ARTICLE % ("A", "", "[[begin]] x\n\n" * n))),
    "embeds": (600, lambda site, n: put(site, "content/articles/a.md", ARTICLE % ("A", "", "![](tip:praten)\n\n" * n))),
    "callouts that are items": (300, lambda site, n: put(site, "content/articles/a.md", ARTICLE % (
        "A", "", "".join(f"> [!TIP] T {i} {{#t{i}}}\n> x\n\n" for i in range(n))))),
    "headings": (1500, lambda site, n: put(site, "content/articles/a.md", ARTICLE % (
        "A", "", "".join(f"## Kop {i}\n\nx\n\n" for i in range(n))))),
    "headings with one name": (1500, lambda site, n: put(site, "content/articles/a.md", ARTICLE % ("A", "", "## Kop\n\nx\n\n" * n))),
    "links to anchors": (800, lambda site, n: put(site, "content/articles/a.md", ARTICLE % (
        "A", "", "".join(f"## Kop {i}\n\n[x](#kop-{n - i - 1})\n\n" for i in range(n))))),
    "footnotes": (800, lambda site, n: put(site, "content/articles/a.md", ARTICLE % (
        "A", "", "".join(f"x[^{i}]\n\n[^{i}]: y\n\n" for i in range(n))))),
    "raw HTML": (2000, lambda site, n: put(site, "content/articles/a.md", ARTICLE % (
        "A", "", "<p class=\"a\">x <b>y</b> <img src=x onerror=x></p>\n" * n))),
    "raw HTML that is not closed": (2000, lambda site, n: put(site, "content/articles/a.md", ARTICLE % ("A", "", "x <b>y <i>\n\n" * n))),
    "fields in a list": (3000, lambda site, n: put(site, "content/networks/a.yaml", "name: A\nmembers: [" + "jan, " * n + "jan]\n")),
    "unknown fields": (400, lambda site, n: put(site, "content/networks/a.yaml", "name: A\n" + "".join(f"f{i}: x\n" for i in range(n)))),
    "lines of a text": (8000, lambda site, n: put(site, "content/networks/a.yaml", "name: A\nsummary: |\n" + "  een regel\n" * n)),
    "a quoted text": (20000, lambda site, n: put(site, "content/networks/a.yaml", 'name: A\ndescription: "' + "\\u00e9x " * (n // 4) + '"\n')),
    "comments": (20000, lambda site, n: put(site, "content/networks/a.yaml", "name: A\n" + "# x\n" * n)),
    "fields of a kind": (300, lambda site, n: put(site, "content/kinds/k.yaml", "kind: kk\nfolder: ks\nfields:\n  title: { type: text }\n" + "".join(
        f"  f{i}: {{ type: text }}\n" for i in range(n)))),
    "aliases": (800, lambda site, n: put(site, "content/articles/a.md", ARTICLE % (
        "A", "aliases: [" + ", ".join(f"o{i}.html" for i in range(n)) + "]\n", "x"))),
    "assets": (300, lambda site, n: [put(site, f"content/assets/d{i}.txt", "x") for i in range(n)]),
    "folders": (200, lambda site, n: [put(site, f"content/articles/f{i}/a.md", ARTICLE % ("A", "", "x")) for i in range(n)]),
    "a loop of a template": (4000, lambda site, n: put(site, "content/templates/person.html",
                                                       f"{{% for i in range({n}) %}}{{{{ i }}}} {{% endfor %}}\n")),
    "a long template": (3000, lambda site, n: put(site, "content/templates/person.html",
                                                  "<p>{{ page.title }}{% if page.title %}x{% endif %}</p>\n" * n)),
    "a long title in a list": (150, lambda site, n: articles(site, n, "description: " + "woord " * 20 + "\n")),
    "a menu": (300, lambda site, n: put(site, "content/site.yaml", (ROOT / "tests/sites/base/content/site.yaml").read_text().replace(
        "menu: [article, network]", "menu: [" + "article, " * n + "network]"))),
}


def lay_out(folder, name, amount):
    site = pathlib.Path(folder) / "site"
    shutil.copytree(ROOT / "tests/sites/base", site)
    if amount > 0:
        SHAPES[name][1](site, amount)
    return site


def taken(program, site, counts):
    """What one build takes: instructions, or its largest memory in KiB."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "KNOOP_SHARE": str(ROOT)}
    words = [str(program), "build", "--today", "2026-03-01", "--jobs", "1", "--quiet"]
    if not counts:
        # A process begins with the memory of the one that began it: that is a small one.
        measured = subprocess.run([sys.executable, "-I", "-S", "-c", MEASURE] + words, cwd=site, env=environment,
                                  capture_output=True, text=True)
        return int(measured.stdout)
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    counted = subprocess.run(tool + words + ["--output", "counted"], cwd=site, env=environment, capture_output=True, text=True)
    match = re.search(r"Collected : (\d+)", counted.stderr)
    if not match:
        raise RuntimeError(counted.stderr[-500:])
    return int(match[1])


def measure(program, name):
    """How many times the instructions twice as much takes, and how many times the memory eight times as much."""
    factors = []
    for counts in (True, False):
        # Memory is taken in pieces of up to some MiB: only much of it tells something.
        count = SHAPES[name][0] * (1 if counts else 4)
        results = []
        for amount in (0, count, (2 if counts else 8) * count):
            with tempfile.TemporaryDirectory(prefix="knoop-growth-") as folder:
                results.append(taken(program, lay_out(folder, name, amount), counts))
        none, once, twice = results
        factors.append((twice - none) / max(1 if counts else 4096, once - none))
    return factors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    names = arguments.shapes or list(SHAPES)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        factors = list(pool.map(lambda name: measure(program, name), names))
    failed = 0
    for name, (time, memory) in zip(names, factors):
        wrong = time > MOST or memory > MOST_MEMORY
        failed += wrong
        print(f"{'wrong' if wrong else '     '} {time:5.2f} times the instructions, {memory:5.2f} times the memory: {name}")
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
