#!/usr/bin/env python3
"""Builds a site over an older one while the machine fails: killed, or an error, or no memory, at one call after another.

    sweep.py --program FILE --shim FILE [--points N] [--jobs N] [PART…]

Each part sweeps over all calls of one kind, or over N of them spread evenly. tests/faults/shim.c counts the calls
and does the harm. After each, output/ is exactly the old site or exactly the new one, and the next build, without
harm, gives the new one and leaves nothing behind.

    kill      killed at every call that writes, with one thread and with two, over an old site and over none
    replace   the same where the file system can neither exchange folders nor link: every file is whole, and no link
              of a page that a reader can come to leads to nothing
    error     every call that opens, reads or writes fails with every error, or does half of its work: done all the
              same, or status 3 (1 for a file of the content), one clear line, and the old site
    memory    every allocation fails, on a small site: the same

Ends with `N passed, N failed`.
"""

import argparse
import concurrent.futures
import hashlib
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CALLS = ["openat", "mkdirat", "write", "close", "linkat", "renameat", "renameat2", "unlinkat", "sync", "flock",
         "read", "chmod", "memory"]  # the order of shim.c
WRITING = ["openat", "mkdirat", "write", "close", "linkat", "renameat", "renameat2", "unlinkat", "sync", "flock",
           "chmod"]
ERRORS = {
    "openat": ["EMFILE", "EACCES", "ENOSPC", "EINTR", "EIO"],
    "mkdirat": ["ENOSPC", "EACCES", "EINTR"],
    "write": ["ENOSPC", "EIO", "EINTR", "short"],
    "close": ["EIO", "EINTR"],
    "linkat": ["ENOSPC", "EIO", "EACCES", "EINTR"],
    "renameat": ["EIO", "EACCES", "ENOSPC", "EINTR"],
    "renameat2": ["EIO", "EACCES", "ENOSPC", "EINTR"],
    "unlinkat": ["EIO", "EACCES", "EINTR"],
    "sync": ["EIO", "ENOSPC", "EINTR"],
    "flock": ["EIO", "EINTR"],
    "read": ["EIO", "EINTR", "short"],
    "chmod": ["EIO", "EINTR"],
}
GOES_ON = {"EINTR", "short"}  # nothing of this is a failure
LINK = re.compile(rb'(?:href|src)="([^"#?]*)')


def tree(folder):
    """What a folder holds: path → (mode, content or target). Empty when it is not there."""
    found = {}
    for path, folders, files in os.walk(folder):
        for name in folders + files:
            whole = os.path.join(path, name)
            status = os.lstat(whole)
            content = b""
            if os.path.islink(whole):
                content = os.readlink(whole).encode()
            elif name in files:
                with open(whole, "rb") as file:
                    content = hashlib.sha256(file.read()).digest()
            found[os.path.relpath(whole, folder)] = (status.st_mode, content)
    return found


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_content(site, version, pages):
    """A site of `pages` pages. Between version 1 and 2 a third of the articles changes, some come and go, an asset
    becomes a folder."""
    content = site / "content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(ROOT / "tests/sites/base/content/kinds", content / "kinds")
    put(content / "site.yaml", "title: Proef\nlanguage: nl\nbase_url: https://example.org/\ntheme: standaard\n"
                               "menu: [article, network]\n")
    thing = "ding" if version == 1 else "ding/erin.txt"
    put(content / "people/jan.yaml", "name: Jan\ndescription: Jan.\n")
    put(content / "networks/veluwe.yaml", f"name: Veluwe\ndescription: Samen.\nsummary: |\n  Het netwerk, [versie](/assets/versie-{version}.txt).\n")
    there = [number for number in range(pages) if (number + version) % 9 != 0]
    for place, number in enumerate(there):
        changes = f"Dit is versie {version}.\n" if number % 3 == 0 else ""
        put(content / f"articles/{2000 + number % 5}/verhaal-{number}.md",
            f"---\ntitle: Verhaal {number}\ndescription: Een verhaal.\ndate: 2025-{number % 12 + 1:02}-01\nauthors: [jan]\n"
            f"networks: [veluwe]\n---\n\nZie [het volgende](article:verhaal-{there[(place + 1) % len(there)]}).\n"
            f"{changes}\n## Doel {{#doel}}\n\n> [!TIP] Tip {number} {{#tip-{number}}}\n> Doe het.\n")
    # No page refers to it: where files are replaced one by one there is a moment without either.
    put(content / "assets" / thing, "een ding\n")
    put(content / f"assets/versie-{version}.txt", "x\n")


class Case:
    """The old site, the new one, and what they were built from, in a folder of its own."""

    def __init__(self, arguments, folder, pages):
        self.arguments, self.folder = arguments, folder
        self.site = folder / "site"
        self.site.mkdir(parents=True)
        write_content(self.site, 1, pages)
        self.must_build()
        for name in ["CNAME", ".git/HEAD"]:
            put(self.site / "output" / name, "somebody else's\n")
        shutil.copytree(self.site / "output", folder / "old", symlinks=True)
        write_content(self.site, 2, pages)
        self.must_build()
        shutil.move(self.site / "output", folder / "new")
        self.must_build()
        shutil.move(self.site / "output", folder / "fresh")
        self.old, self.new, self.fresh = (tree(folder / name) for name in ("old", "new", "fresh"))
        assert self.old != self.new and len(self.new) > 20
        self.files = sorted(os.listdir(self.site))
        self.links = {}

    def build(self, threads=1, harm=None):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "KNOOP_SHARE": str(ROOT)}
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        if harm is not None:
            environment.update(harm, LD_PRELOAD=str(self.arguments.shim))
        return subprocess.run([self.arguments.program, "build", "--today", "2026-03-01", "--jobs", str(threads)],
                              cwd=self.site, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=120)

    def must_build(self):
        result = self.build()
        if result.returncode != 0:
            raise SystemExit(f"the site cannot be built: {result.stderr.decode()}")

    def begin(self, is_first=False):
        """Puts the old site back; its files are links to it, which nothing may write into."""
        for name in os.listdir(self.site):
            if name not in self.files:
                path = self.site / name
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if not is_first:
            shutil.copytree(self.folder / "old", self.site / "output", symlinks=True, copy_function=os.link)

    def count(self, calls, threads, refuse="", is_first=False):
        """How often the build makes each of the calls."""
        self.begin(is_first)
        counts = self.folder / "counts"
        counts.write_bytes(bytes(8 * len(CALLS)))
        result = self.build(threads, {"SHIM_CALLS": ",".join(calls), "SHIM_AT": "0", "SHIM_COUNT": str(counts),
                                      "SHIM_REFUSE": refuse})
        if result.returncode != 0:
            raise SystemExit(f"the site cannot be built under the shim: {result.stderr.decode()}")
        numbers = struct.unpack(f"{len(CALLS)}q", counts.read_bytes())
        return {call: numbers[CALLS.index(call)] for call in calls}

    def is_left(self):
        return sorted(name for name in os.listdir(self.site) if name not in self.files and name != "output")

    def is_one_site(self, is_first=False):
        """"old", "new", or None."""
        now = tree(self.site / "output")
        if now == ({} if is_first else self.old):
            return "old"
        return "new" if now == (self.fresh if is_first else self.new) else None

    def page_links(self, path, content, whole):
        """The files that a page leads to."""
        if content not in self.links:
            with open(whole, "rb") as file:
                addresses = {address.decode() for address in LINK.findall(file.read())}
            self.links[content] = [os.path.normpath(os.path.join(os.path.dirname(path), address)) for address
                                   in sorted(addresses) if address and ":" not in address and address[0] != "/"]
        return self.links[content]

    def what_is_broken(self):
        """Where files take their places one by one: what is wrong at this moment, or None."""
        output = self.site / "output"
        now = tree(output)
        for path, (mode, content) in now.items():
            if content and (mode, content) not in (self.old.get(path), self.new.get(path)):
                if not path.startswith(".knoop-"):
                    return f"{path} is neither old nor new"
        for path, state in self.old.items():
            if self.new.get(path) == state and now.get(path) != state:
                return f"{path} is gone or changed, and both sites have it"
        seen, queue = {"index.html"}, ["index.html"]
        while queue:
            page = queue.pop()
            for link in self.page_links(page, now[page][1], output / page):
                if link not in now:
                    return f"{page} leads to {link}, which is not there"
                if link not in seen and link.endswith(".html"):
                    seen.add(link)
                    queue.append(link)
        return None

    def repair(self, is_first=False):
        """What is wrong after the next build, or None."""
        result = self.build()
        if result.returncode != 0:
            return f"the next build failed: {result.stderr.decode()}"
        if self.is_one_site(is_first) != "new":
            return "the next build did not make the site right"
        if self.is_left():
            return f"the next build left {' '.join(self.is_left())}"
        return None


def kill(case, call, number, threads, refuse, is_first):
    case.begin(is_first)
    result = case.build(threads, {"SHIM_CALLS": call, "SHIM_AT": str(number), "SHIM_DO": "kill",
                                  "SHIM_REFUSE": refuse})
    if result.returncode != -9 and threads == 1:
        return f"it was not killed: status {result.returncode}"
    if refuse:
        wrong = case.what_is_broken()
        if wrong:
            return wrong
    elif case.is_one_site(is_first) is None:
        return "output/ is neither the old site nor the new one"
    return case.repair(is_first)


def fail(case, call, number, error, refuse=""):
    case.begin()
    result = case.build(1, {"SHIM_CALLS": call, "SHIM_AT": str(number), "SHIM_DO": error, "SHIM_REFUSE": refuse})
    message = result.stderr.decode("utf-8", "backslashreplace")
    state = case.is_one_site()
    if state is None:
        return "output/ is neither the old site nor the new one"
    if result.returncode == 0:
        if state != "new":
            return "it ended well with the old site"
    elif result.returncode not in (1, 3) or error in GOES_ON:
        return f"status {result.returncode}: {message}"
    elif state != "old":
        return "it failed, and yet published the new site"
    elif result.returncode == 1 and not re.search(r"^\S+: error: .*\[file-unreadable\]$", message, re.M):
        return f"status 1, and not because of a file: {message}"
    elif result.returncode == 3 and (not re.search(r"^knoop: .+\n\Z", message, re.M) or "error:" in message):
        return f"no clear message: {message!r}"
    if "Sanitizer" in message:
        return message
    return case.repair()


def spread(counts, points):
    """Moments (call, number) of all calls, or about `points` of them; of rare calls all."""
    total = sum(counts.values())
    step = 1 if points is None else max(1, -(-total // points))
    for call, count in counts.items():
        for number in range(1, count + 1, step if count > 5 else 1):
            yield call, number


def moments(part, case, points):
    """The trials of a part: what to call, with what."""
    def share(fraction):
        return None if points is None else max(1, points * fraction // 100)

    if part == "kill":
        for threads, is_first, fraction in ((1, False, 60), (2, False, 20), (1, True, 20)):
            for call, number in spread(case.count(WRITING, threads, "", is_first), share(fraction)):
                yield kill, (call, number, threads, "", is_first)
    elif part == "replace":
        refuse = "exchange,link"
        for call, number in spread(case.count(WRITING, 1, refuse), share(100)):
            yield kill, (call, number, 1, refuse, False)
    elif part == "error":
        counts = case.count(list(ERRORS), 1)
        kinds = sum(len(errors) for errors in ERRORS.values())
        for call, errors in ERRORS.items():
            for error in errors:
                sample = spread({call: counts[call]}, share(100) and max(1, share(100) // kinds))
                numbers = {number for _, number in sample}
                if (call, error) == ("openat", "EACCES"):
                    numbers |= set(range(1, min(counts[call], FOLDERS_OPENED) + 1))
                for number in sorted(numbers):
                    yield fail, (call, number, error)
    else:
        for call, number in spread(case.count(["memory"], 1), share(100)):
            yield fail, (call, number, "ENOMEM")


# So many openat calls a small build begins with: each folder of the site and of its theme is one, and each has its own
# way to look as if it were just not there.
FOLDERS_OPENED = 130
PAGES = {"kill": 200, "replace": 200, "error": 60, "memory": 4}


def run_share(arguments, part, share, shares):
    """Every `shares`-th trial of a part from number `share` on, in a folder of its own."""
    passed, wrongs = 0, []
    with tempfile.TemporaryDirectory(prefix="knoop-sweep-", dir=arguments.folder) as folder:
        pages = arguments.pages or PAGES[part]
        case = Case(arguments, pathlib.Path(folder), pages)
        for index, (trial, values) in enumerate(moments(part, case, arguments.points)):
            if index % shares != share:
                continue
            wrong = trial(case, *values)
            if wrong is None:
                passed += 1
            else:
                wrongs.append(f"{part}: {values[0]} number {values[1]} {values[2:]}: {wrong}")
        if tree(pathlib.Path(folder) / "old") != case.old:
            wrongs.append(f"{part}: a published file was written into")
    return passed, wrongs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--shim", type=pathlib.Path, required=True)
    parser.add_argument("--points", type=int)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("parts", nargs="*", metavar="PART")
    arguments = parser.parse_args()
    arguments.program, arguments.shim = arguments.program.resolve(), arguments.shim.resolve()
    passed = failed = 0
    for part in arguments.parts or list(PAGES):
        with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
            results = list(pool.map(run_share, *zip(*[(arguments, part, share, arguments.jobs)
                                                      for share in range(arguments.jobs)])))
        good, wrongs = sum(result[0] for result in results), [wrong for result in results for wrong in result[1]]
        for wrong in wrongs[:40]:
            print(wrong)
        print(f"{part}: {good + len(wrongs)} points, {len(wrongs)} wrong", flush=True)
        passed, failed = passed + good, failed + len(wrongs)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
