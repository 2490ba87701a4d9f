#!/usr/bin/env python3
"""Measures knoop against the floor (floor.c), against Hugo and against itself, and keeps what it found in RESULTS.md.

    bench.py PART [--count N] [--rounds N] [--memory FOLDER] [--disk FOLDER]

Parts: floor hugo scale small again jobs serve language documents search lighthouse. Every part makes its own workload (corpus.c), runs the programs in turns, so that
what else the machine does hits all of them, and writes its section of RESULTS.md. A figure is the median of the rounds, with
the lowest and the highest behind it; a ratio is the median of the ratios of each round."""

import argparse
import datetime
import math
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

import documents
import language
import preview
import web

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RESULTS = HERE / "RESULTS.md"
SITE = """title: Bench
base_url: https://bench.example.org/
language: nl
theme: standaard
search: {search}
menu: [article, tip, network, topic]
"""


class Run:
    """One run of a program: CPU seconds (user and system), wall seconds, MiB at the peak."""

    def __init__(self, command, **options):
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if process.returncode != 0:
            sys.exit(f"bench: {' '.join(map(str, command))}: status {process.returncode}")


def spread(values, digits=2):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratios(ones, others, name):
    return [getattr(one, name) / getattr(other, name) for one, other in zip(ones, others)]


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments
        self.programs = pathlib.Path(arguments.programs).resolve()
        self.knoop = pathlib.Path(arguments.knoop).resolve()

    # Workloads

    def corpus(self, tool, count, folder, search=False):
        site = folder / f"{tool}-{count}{'-search' if search else ''}"
        shutil.rmtree(site, ignore_errors=True)
        subprocess.run([self.programs / "corpus", tool, str(count), site], check=True)
        if tool == "knoop":
            shutil.copytree(ROOT / "content/kinds", site / "content/kinds")
            (site / "content/site.yaml").write_text(SITE.format(search="true" if search else "false"))
        else:
            shutil.copytree(HERE / "hugo", site, dirs_exist_ok=True)
        return site

    # Programs, each into an empty output

    def set_aside(self, folder):
        """Makes room for a new folder. On a disk the old one is removed with the site only: ext4 without a journal
        passes over every inode that was freed in the last seconds when it looks for one, and that took longer than
        the builds."""
        if not folder.is_relative_to(self.arguments.disk):
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.exists():
            folder.rename(folder.with_name(f".{folder.name}-{time.monotonic_ns()}"))

    def run_knoop(self, site, *options, keep=False):
        if not keep:
            self.set_aside(site / "output")
            (site / ".output.knoop-pages").unlink(missing_ok=True)
        return Run([self.knoop, "build", site, "--quiet", "--today", "2026-01-01", *options],
                   env=os.environ | {"KNOOP_SHARE": str(ROOT)})

    def run_floor(self, site, jobs=None):
        output = site / "floor"
        self.set_aside(output)
        return Run([self.programs / "floor", site / "content", output] + ([str(jobs)] if jobs else []))

    def run_hugo(self, site):
        self.set_aside(site / "public")
        self.set_aside(site / "resources")
        return Run(["hugo", "--quiet", "--source", site])

    def table(self, names, runs, base):
        rows = ["| | CPU s | wall s | peak MiB | CPU ratio | wall ratio |", "|---|---|---|---|---|---|"]
        for name, ours in zip(names, runs):
            rows.append(f"| {name} | {spread([run.cpu for run in ours])} | {spread([run.wall for run in ours])} "
                        f"| {spread([run.memory for run in ours], 0)} | {spread(ratios(ours, base, 'cpu'))} "
                        f"| {spread(ratios(ours, base, 'wall'))} |")
        return "\n".join(rows)

    # Parts

    def floor(self):
        count, folder = self.arguments.count, self.arguments.memory
        plain, search = self.corpus("knoop", count, folder), self.corpus("knoop", count, folder, search=True)
        floor, ours, searching = [], [], []
        for _ in range(self.arguments.rounds):
            floor.append(self.run_floor(plain))
            ours.append(self.run_knoop(plain))
            searching.append(self.run_knoop(search))
        shutil.rmtree(plain)
        shutil.rmtree(search)
        text = self.table(["floor", "knoop build", "knoop build, search index"], [floor, ours, searching], floor)
        self.save(f"Against the floor, {count} items", text + "\n\nGoal: 1.8 times, with the search index 2.6 times. "
                  "`floor` parses and renders the same files with cmark and writes a page each; it reads no fields, "
                  "checks nothing and links nothing.")

    def hugo(self):
        count = self.arguments.count
        if shutil.which("hugo") is None:
            print("hugo is not installed: nothing to compare with")
            return
        for place, folder, goal in (("memory", self.arguments.memory, 10), ("disk", self.arguments.disk, 8)):
            ours_site, their_site = self.corpus("knoop", count, folder), self.corpus("hugo", count, folder)
            ours, theirs = [], []
            for _ in range(self.arguments.rounds):
                ours.append(self.run_knoop(ours_site))
                theirs.append(self.run_hugo(their_site))
            shutil.rmtree(ours_site)
            shutil.rmtree(their_site)
            text = self.table(["knoop build", "hugo"], [ours, theirs], ours)
            self.save(f"Against Hugo, {count} items, output in {place}",
                      f"{text}\n\nGoal: {goal} times less CPU and wall time, a tenth of the memory. "
                      "Hugo checks the page of every `ref`, not the anchor; it makes no backlinks.")

    def roomy(self, count):
        """Memory for sites that fit there beside their build; the disk for others."""
        needed = count * (26 + 7) << 10  # content and output, and what a build takes
        memory = self.arguments.memory
        return memory if needed < shutil.disk_usage(memory).free else self.arguments.disk

    def scale(self):
        counts = [1000]
        while counts[-1] * 10 <= self.arguments.count:
            counts.append(counts[-1] * 10)
        rows, points = ["| items | CPU s | µs an item | wall s | peak MiB | KiB an item |", "|---|---|---|---|---|---|"], []
        sites, folder = [], self.roomy(counts[-1])  # one place for all: what they are compared by is the same
        for count in counts:
            sites.append(self.corpus("knoop", count, folder))
            runs = [self.run_knoop(sites[-1]) for _ in range(self.arguments.rounds if count < 100000 else 1)]
            cpu = statistics.median([run.cpu for run in runs])
            memory = statistics.median([run.memory for run in runs])
            points.append((math.log(count), math.log(cpu), math.log(memory)))
            rows.append(f"| {count} | {spread([run.cpu for run in runs])} | {cpu / count * 1e6:.0f} "
                        f"| {spread([run.wall for run in runs])} | {memory:.0f} | {memory * 1024 / count:.1f} |")
            print(rows[-1], flush=True)
        for site in sites:  # see set_aside
            shutil.rmtree(site)
        text = "\n".join(rows) + ("" if folder == self.arguments.memory else "\n\nContent and `output/` on disk.")
        for name, column in (("time", 1), ("memory", 2)):
            text += f"\n\nExponent of {name}: {exponent(points, column):.2f} (goal: at most 1.05)."
        self.save("Scale", text)

    def small(self):
        site = self.corpus("knoop", 1, self.arguments.memory)
        rounds = max(self.arguments.rounds, 15)
        builds, versions = [], []
        for _ in range(rounds):
            builds.append(self.run_knoop(site))
            versions.append(Run([self.knoop, "--version"]))
        shutil.rmtree(site)
        rows = ["| | CPU ms | wall ms | goal, CPU ms |", "|---|---|---|---|"]
        for name, runs, goal in (("knoop build, one item", builds, 10), ("knoop --version", versions, 2)):
            rows.append(f"| {name} | {spread([run.cpu * 1e3 for run in runs], 1)} "
                        f"| {spread([run.wall * 1e3 for run in runs], 1)} | {goal} |")
        self.save("Small sites", "\n".join(rows), rounds)

    def again(self):
        site = self.corpus("knoop", self.arguments.count, self.arguments.memory)
        changed = next((site / "content/articles/0").glob("*.md"))
        title = re.compile(r"(?m)^title: (.*)$")
        first, same, second, third = [], [], [], []
        for number in range(self.arguments.rounds):
            first.append(self.run_knoop(site))
            before = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")}
            same.append(self.run_knoop(site, keep=True))
            if before != {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")}:
                sys.exit("bench: a build with nothing changed wrote to output/")
            with changed.open("a") as file:
                file.write(f"\nEen zin erbij, nummer {number}.\n")
            second.append(self.run_knoop(site, keep=True))
            changed.write_text(title.sub(f"title: Anders {number}", changed.read_text(), count=1))
            third.append(self.run_knoop(site, keep=True))
        shutil.rmtree(site)
        text = self.table(["first build", "nothing changed", "one text changed", "one title changed"],
                          [first, same, second, third], first)
        self.save(f"A second build, {self.arguments.count} items",
                  text + "\n\nGoal: 0.5 times the first with one file changed. With nothing changed no file in `output/` was "
                  "written. After a change of a title all pages are made again.")

    def documents(self):
        count = min(self.arguments.count, 2000)
        site = self.corpus("knoop", count, self.arguments.memory)
        rows = ["| | chapters | CPU s | pages | KiB |", "|---|---|---|---|---|"]
        for name, chapters, seconds, pages, size in documents.measure(self.knoop, site, ROOT):
            rows.append(f"| {name} | {chapters} | {seconds:.2f} | {pages} | {size:.0f} |")
        shutil.rmtree(site)
        self.save(f"Documents of the articles among {count} items", "\n".join(rows) + "\n\nGoal: 1 000 pages of PDF in 10 s on "
                  "one core; reading and checking the site counts too.", 1)

    def language(self):
        site = self.corpus("knoop", self.arguments.count, self.arguments.memory)
        figures = language.measure(self.knoop, site, ROOT, max(self.arguments.rounds, 9))
        shutil.rmtree(site)
        rows = ["| | ms |", "|---|---|"]
        for name, values in zip(("completion of a reference", "hover", "a keystroke until its mistake is told"), figures):
            rows.append(f"| {name} | {spread(values, 1)} |")
        self.save(f"The language server, {self.arguments.count} items", "\n".join(rows) + "\n\nGoal: completion in 30 ms.",
                  max(self.arguments.rounds, 9))

    def jobs(self):
        site = self.corpus("knoop", self.arguments.count, self.arguments.memory)
        one, two = [], []
        for _ in range(self.arguments.rounds):
            one.append(self.run_knoop(site, "--jobs", "1"))
            two.append(self.run_knoop(site, "--jobs", "2"))
        shutil.rmtree(site)
        text = self.table(["`--jobs 1`", "`--jobs 2`"], [one, two], one)
        self.save(f"Two cores, {self.arguments.count} items", text + "\n\nGoal: a wall ratio of 0.6 at most.")

    def serve(self):
        count, rounds = self.arguments.count, self.arguments.rounds
        rows = ["| preview | text, ms | title, ms |", "|---|---|---|"]
        for tool in ("knoop", "hugo"):
            if tool == "hugo" and shutil.which("hugo") is None:
                continue
            site = self.corpus(tool, count, self.arguments.memory)
            shown = preview.knoop(self.knoop, site) if tool == "knoop" else preview.hugo(site)
            try:
                times = preview.measure(shown, site / "content/articles", rounds)
            finally:
                shown.stop()
            shutil.rmtree(site)
            rows.append(f"| {tool} | {spread(times['text'], 1)} | {spread(times['title'], 1)} |")
        self.save(f"The preview after an edit, {count} items", "\n".join(rows) + "\n\nFrom saving a file to the new bytes "
                  "served. Goal: 15 ms at 10 000 items, 50 ms at 100 000. A title changes what other pages show.")

    def search(self):
        text = web.search(self.knoop, HERE, self.arguments.disk / "search", self.arguments.count)
        self.save(f"Search, {self.arguments.count} pages", text, 1)

    def lighthouse(self):
        self.save("Lighthouse", web.lighthouse(HERE, ROOT / "output"), 1)

    # Results

    def save(self, title, text, rounds=None):
        stamp = (f"{datetime.date.today()}, {machine()}, {versions(self.knoop)}; "
                 f"{rounds or self.arguments.rounds} rounds")
        print(f"## {title}\n\n{text}\n\n{stamp}\n", flush=True)
        head, sections = read_results()
        sections[title] = f"{text}\n\n*{stamp}*"
        RESULTS.write_text(head + "".join(f"\n## {key}\n\n{sections[key]}\n" for key in sections))


def exponent(points, column):
    """The slope of the line of least squares through the logarithms."""
    x = [point[0] for point in points]
    y = [point[column] for point in points]
    return statistics.linear_regression(x, y).slope if len(points) > 1 else float("nan")


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    load = os.getloadavg()[0]
    return (f"{model.group(1) if model else platform.machine()}, {os.cpu_count()} cores, "
            f"Linux {platform.release().split('-')[0]}, load {load:.1f}")


def versions(knoop):
    texts = [subprocess.run([knoop, "--version"], capture_output=True, text=True).stdout.split("\n")[0]]
    if shutil.which("hugo"):
        texts.append(" ".join(subprocess.run(["hugo", "version"], capture_output=True, text=True).stdout.split()[:2]))
    return ", ".join(texts)


def read_results():
    head = ("# What `make bench` measured\n\nMade by `tests/bench/bench.py`; each section tells when and where. A figure is the "
            "median of the rounds, with the lowest and the highest behind it. Judge by the ratios: both sides of one ran in "
            "turns on the same machine.\n")
    sections = {}
    if RESULTS.exists():
        for section in RESULTS.read_text().split("\n## ")[1:]:
            title, _, text = section.partition("\n")
            sections[title] = text.strip()
    return head, sections


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["floor", "hugo", "scale", "small", "again", "jobs", "serve", "language", "documents",
                                         "search", "lighthouse"])
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--knoop", default=ROOT / "build/knoop")
    parser.add_argument("--programs", default=ROOT / "build/bench")
    parser.add_argument("--memory", type=pathlib.Path, default=pathlib.Path("/dev/shm/knoop-bench"))
    parser.add_argument("--disk", type=pathlib.Path, default=ROOT / "build/bench/sites")
    arguments = parser.parse_args()
    arguments.memory.mkdir(parents=True, exist_ok=True)
    arguments.disk.mkdir(parents=True, exist_ok=True)
    getattr(Bench(arguments), arguments.part)()


if __name__ == "__main__":
    main()
