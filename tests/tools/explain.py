#!/usr/bin/env python3
"""explain.py PROGRAM: every code of the table of messages has an example in generator/commands/examples.txt, and each of
these is right: laid over tests/sites/base/, the wrong one is told of with its code, and the right one is not and has
no error. Ends with `N passed, N failed`."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "generator/commands/examples.txt"
TABLE = ROOT / "generator/base/diagnostic_table.c"
NOBODY = 65534
# What the web would say: it is not asked. 1772323000 is a while before today.
ANSWERS = """https://example.org/folder.pdf 1772323000 alive 200
https://example.org/oud.pdf 1772323000 moved 200 https://example.org/folder.pdf
https://example.org/weg.pdf 1772323000 gone 404
https://verlopen.example.org/folder.pdf 1772323000 expired 0
"""


def read_examples():
    """code → list of (side, path, text), in the order of the file."""
    examples, sections = {}, None
    for line in EXAMPLES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("=== "):
            sections = examples.setdefault(line[4:], [])
        elif line.startswith("--- ") and ": " in line:
            side, path = line[4:].split(": ", 1)
            sections.append([side, path, []])
        elif sections:
            sections[-1][2].append(line)
    return {code: [(side, path, "\n".join(lines).strip("\n") + "\n") for side, path, lines in sections]
            for code, sections in examples.items()}


def run(program, words, folder):
    environment = dict(os.environ, LC_ALL="C", SOURCE_DATE_EPOCH="1772323200")  # 2026-03-01
    rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run([program] + words, cwd=folder, env=environment, capture_output=True, text=True, timeout=60,
                          errors="replace", **rights)


def lay_out(sections, side, program, folder):
    """The site with one side of the example; the words that show what is wrong with it."""
    shutil.copytree(ROOT / "tests/sites/base", folder)
    folder.chmod(0o777)
    for inside in [folder / "content", *(path for path in (folder / "content").rglob("*") if path.is_dir())]:
        inside.chmod(0o777)
    words = ["build", "--lang", "en"]
    for section_side, path, text in sections:
        if section_side not in (side, "both"):
            continue
        if path == "commands":
            lines = [line for line in text.split("\n") if line]
            if lines[-1] in ("knoop check --published", "knoop check --stale 365", "knoop check --external"):
                words = lines.pop().split()[1:] + ["--lang", "en"]
                if "--external" in words:
                    (folder / ".knoop").mkdir()
                    (folder / ".knoop/links.txt").write_text(ANSWERS, encoding="ascii")
            elif lines[-1].startswith(("knoop import", "knoop document")):
                words = lines.pop().split()[1:] + ["--lang", "en"]
            elif lines[-1] == "knoop check":
                words = ["check", "--lang", "en"]
                lines.pop()
            text = "knoop() { '%s' \"$@\" >/dev/null; }\n%s\n" % (program, "\n".join(lines))
            subprocess.run(["sh", "-eu"], input=text, text=True, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        else:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return words


def check_side(code, sections, side, program):
    with tempfile.TemporaryDirectory(prefix="knoop-explain-") as temporary:
        os.chmod(temporary, 0o755)
        copy = pathlib.Path(temporary) / "knoop"
        subprocess.run(["cp", program, copy], check=True)  # by another: see sites.py
        modules = pathlib.Path(program).parent / "modules"
        if modules.exists():  # a build for a sanitizer has all in one
            shutil.copytree(modules, copy.parent / "modules")
        folder = pathlib.Path(temporary) / "site"
        words = lay_out(sections, side, copy, folder)
        result = run(copy, words, folder)
        subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)
        told = f"[{code}]" in result.stderr
        if side == "wrong" and not told:
            return f"{code}: the wrong example is not told of:\n{result.stderr}"
        if side == "right" and (told or result.returncode != 0):
            return f"{code}: the right example is wrong (status {result.returncode}):\n{result.stderr}"
    return ""


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    examples = read_examples()
    codes = sorted(set(re.findall(r'\[MESSAGE_\w+\]\s*=\s*\{"([a-z0-9-]+)",', TABLE.read_text(encoding="utf-8"))))
    problems = [f"{code} has no example" for code in codes if code not in examples]
    problems += [f"{code} is no code of the table" for code in examples if code not in codes]
    if list(examples) != sorted(examples):
        problems.append("the examples are not in the order of their codes")
    passed = 0
    for code, sections in examples.items():
        for side in ("wrong", "right"):
            problem = check_side(code, sections, side, program)
            passed += not problem
            problems += [problem] if problem else []
        result = run(program, ["explain", code, "--lang", "nl"], "/")
        shown = all(line in result.stdout for _, _, text in sections for line in text.split("\n"))
        passed += shown and result.returncode == 0
        if not shown or result.returncode != 0:
            problems.append(f"`knoop explain {code}` does not show its examples")
    print("".join(problem + "\n" for problem in problems), end="")
    print(f"{passed} passed, {len(problems)} failed")
    sys.exit(bool(problems))


main()
