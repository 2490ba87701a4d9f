#!/usr/bin/python3
"""Compares the template engine with Jinja2, byte for byte.

    run.py --driver PROGRAM [--random COUNT] [--seed N] [--only TEXT] [--verbose]

Every case of cases/*.txt is rendered by both with trim_blocks and lstrip_blocks off and on, autoescape on and
StrictUndefined. Where Jinja2 fails, ours must fail too. differences.txt lists where they differ on purpose: there the
case says what ours must give, and Jinja2 must give something else. Then --random templates are made by generate.py
and compared in the same way.
"""

import argparse
import copy
import datetime
import itertools
import os
import subprocess
import sys

import jinja2
from markupsafe import Markup

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate

HERE = os.path.dirname(os.path.abspath(__file__))
MODES = [(False, False), (True, False), (False, True), (True, True)]
NAMES = {"Markup": Markup, "date": datetime.date}


class Case:
    def __init__(self, file, name):
        self.file, self.name = file, name
        self.data = {}
        self.templates = {}
        self.ours = None
        self.why = None


def read_cases(path):
    """Cases stand behind `=== name`, their template behind that. Further parts stand behind `--- template NAME`,
    `--- data`, `--- ours` and `--- why`. One empty line at the end of a part is not part of it; \u23ce is a line end and
    \u240d a carriage return that can be seen. Data before the first case go for every case of the file."""
    cases, common, part, lines, case = [], {}, None, [], None

    def finish():
        if part is None:
            return
        if lines and lines[-1] == "":
            lines.pop()
        text = "\n".join(lines).replace("\u23ce", "\n").replace("\u240d", "\r")
        if part == "data":
            values = eval(text, dict(NAMES))  # our own test files
            (common if case is None else case.data).update(values)
        elif part.startswith("template"):
            case.templates[part[8:].strip() or "main"] = text
        elif part in ("ours", "why"):
            setattr(case, part, text)
        else:
            raise SystemExit(f"{path}: what is `--- {part}`?")

    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file.read().split("\n"):
            if line.startswith("=== "):
                finish()
                case = Case(os.path.basename(path), line[4:])
                case.data = dict(common)
                cases.append(case)
                part, lines = "template", []
            elif line.startswith("--- "):
                finish()
                part, lines = line[4:], []
            elif part is not None:
                lines.append(line)
    finish()
    return cases


def packed(value):
    """A value as driver.c reads it."""
    if value is None:
        return b"n"
    if callable(value):
        return b"F"
    if value is True:
        return b"t"
    if value is False:
        return b"f"
    if isinstance(value, int):
        return b"i%d:" % value
    if isinstance(value, float):
        return b"d" + repr(value).encode() + b":"
    if isinstance(value, Markup):
        text = str(value).encode()
        return b"h%d:" % len(text) + text
    if isinstance(value, str):
        text = value.encode()
        return b"s%d:" % len(text) + text
    if isinstance(value, datetime.date):
        text = value.isoformat().encode()
        return b"D%d:" % len(text) + text
    if isinstance(value, (list, tuple)):
        return b"l%d:" % len(value) + b"".join(packed(entry) for entry in value)
    if isinstance(value, dict):
        return b"m%d:" % len(value) + b"".join(packed(k) + packed(v) for k, v in value.items())
    raise TypeError(f"{value!r} cannot be given to the driver")


class Driver:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def render(self, templates, data, trim, lstrip, shapes=False):
        """('ok', output) or ('error', messages)."""
        self.send(templates, data, b"options %d %d %d\n" % (trim, lstrip, shapes), b"go\n")
        head = self.process.stdout.readline().split()
        if len(head) != 2:
            raise SystemExit(f"the driver died (status {self.process.wait()}) on\n{templates}\n{data}")
        return head[0].decode(), self.process.stdout.read(int(head[1])).decode()

    def measure(self, templates, data, count, context):
        """Microseconds for compiling and for rendering once."""
        self.send(templates, data, b"options 1 1 0\n", b"measure %d %d\n" % (count, context))
        _, compiling, rendering = self.process.stdout.readline().split()
        return float(compiling) / 1000, float(rendering) / 1000

    def send(self, templates, data, options, command):
        job = [options]
        for name, text in templates.items():
            name, text = name.encode(), text.encode()
            job.append(b"template %d %d\n" % (len(name), len(text)) + name + text)
        values = packed(data)
        job.append(b"data %d\n" % len(values) + values + command)
        self.process.stdin.write(b"".join(job))
        self.process.stdin.flush()


def jinja(templates, data, trim, lstrip):
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=trim, lstrip_blocks=lstrip, cache_size=0)
    # Globals, as the generator's names are: imported templates see them too. A copy, for some filters change a list.
    environment.globals.update(copy.deepcopy(data))
    try:
        return "ok", environment.get_template(next(iter(templates))).render()
    except RecursionError:
        return "error", "RecursionError"
    except Exception as error:  # whatever it is, ours must fail too
        return "error", f"{type(error).__name__}: {error}"


def agree(ours, theirs):
    return ours == theirs if theirs[0] == "ok" else ours[0] == "error"


def shown(title, templates, data, ours, theirs, mode):
    text = "\n".join(f"--- {name}\n{text}" for name, text in templates.items())
    return (f"{title} (trim_blocks {mode[0]}, lstrip_blocks {mode[1]})\n{text}\n--- data\n{data!r}\n"
            f"--- Jinja2: {theirs[0]}\n{theirs[1]!r}\n--- ours: {ours[0]}\n{ours[1]!r}\n")


def run_case(driver, case, verbose):
    """The reason why it fails, or None."""
    for mode in MODES if case.ours is None else MODES[3:]:
        theirs = jinja(case.templates, case.data, *mode)
        ours = driver.render(case.templates, case.data, *mode)
        title = f"{case.file}: {case.name}"
        if case.ours is not None:
            expected = ("error", None) if case.ours == "error" else ("ok", case.ours)
            if agree(ours, theirs):
                return shown(title + ": is no difference", case.templates, case.data, ours, theirs, mode)
            if ours[0] != expected[0] or (ours[0] == "ok" and ours[1] != expected[1]):
                return shown(title + f": expected {expected!r}", case.templates, case.data, ours, theirs, mode)
        elif not agree(ours, theirs):
            return shown(title, case.templates, case.data, ours, theirs, mode)
        if verbose:
            print(shown(title, case.templates, case.data, ours, theirs, mode))
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--random", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    driver = Driver(arguments.driver)
    passed = failed = 0
    paths = sorted(os.path.join(HERE, "cases", name) for name in os.listdir(os.path.join(HERE, "cases")))
    paths.append(os.path.join(HERE, "differences.txt"))
    seen = set()
    for case in itertools.chain.from_iterable(read_cases(path) for path in paths):
        if arguments.only not in f"{case.file}: {case.name}":
            continue
        reason = "two cases have this name" if (case.file, case.name) in seen else \
            run_case(driver, case, arguments.verbose)
        seen.add((case.file, case.name))
        passed, failed = (passed, failed + 1) if reason else (passed + 1, failed)
        if reason:
            print(reason if "\n" in reason else f"{case.file}: {case.name}: {reason}")
    if not arguments.only:
        for number in range(arguments.seed, arguments.seed + arguments.random):
            templates, data = generate.make(number)
            mode = MODES[number % 4]
            theirs = jinja(templates, data, *mode)
            ours = driver.render(templates, data, *mode)
            good = agree(ours, theirs)
            passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
            if not good and failed < 20:
                print(shown(f"random template {number}", templates, data, ours, theirs, mode))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
