#!/usr/bin/env python3
"""The manual's reference is what the program tells: compares README.md between `<!-- knoop help TOPIC -->` and
`<!-- end -->` with tables made from `knoop help TOPIC`. With --accept it writes them there.

    manual.py --program PROGRAM [--accept]
"""

import argparse
import pathlib
import re
import subprocess
import sys

README = pathlib.Path(__file__).resolve().parent.parent.parent / "README.md"
PART = re.compile(r"(<!-- knoop help ([a-z]+) -->\n)(.*?)(<!-- end -->)", re.S)


def cell(text):
    return text.replace("|", "\\|")


def row(name, *others):
    return "| " + " | ".join([f"`{name}`".replace("|", "\\|"), *map(cell, others)]) + " |\n"


def table(text):
    """A Markdown table: what begins a line is the name, what is indented tells of it. A line that only others with
    more indentation follow (a heading) begins a table of its own."""
    out, name, words, heading = "", None, [], None
    indented = re.search(r"^  \S", text, re.M) is not None
    for line in [*text.splitlines(), "end" if not indented else "  end"]:
        depth = len(line) - len(line.lstrip())
        if depth >= 4:
            words.append(line.strip())
            continue
        if name is not None:
            kind = re.fullmatch(r"(\S+) \((.*)\)", name) if indented else None
            out += row(kind[1], kind[2], " ".join(words)) if kind else row(name, " ".join(words))
            name = None
        if depth == 2 or (not indented and line):
            name, words = line.strip(), []
        elif line and indented:
            heading = line
            if not heading.startswith("What an item"):
                out += f"\n*{heading}*\n\n| name | holds | |\n|---|---|---|\n"
    return out.lstrip("\n") if indented else "| | |\n|---|---|\n" + out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--accept", action="store_true")
    arguments = parser.parse_args()
    text = README.read_text(encoding="utf-8")
    counts = {True: 0, False: 0}

    def fill(match):
        shown = subprocess.run([arguments.program, "help", match[2], "--lang", "en"], check=True, capture_output=True, text=True)
        made = "\n" + table(shown.stdout) + "\n"
        counts[made == match[3]] += 1
        if made != match[3] and not arguments.accept:
            print(f"README.md: the reference of {match[2]} is not what `knoop help {match[2]}` tells; run make accept-manual")
        return match[1] + made + match[4]

    filled = PART.sub(fill, text)
    if arguments.accept:
        README.write_text(filled, encoding="utf-8")
    if sum(counts.values()) < 4:
        counts[False] += 1
        print("README.md: a part of the reference is gone")
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] and not arguments.accept else 0


if __name__ == "__main__":
    sys.exit(main())
