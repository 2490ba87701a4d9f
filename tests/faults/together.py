#!/usr/bin/env python3
"""Two at once: builds into one output/, a build under `knoop serve`, files that are edited while they are read.

    together.py --program FILE --shim FILE

Each ends with the site of before, or of one moment, and a clear message when it had to give way; never with a mixture,
and nothing is left behind. Ends with `N passed, N failed`.
"""

import argparse
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LOCKED = re.compile(r"knoop: another build is publishing into `output`; wait until it is done\n\Z")


class Site:
    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, folder
        shutil.copytree(ROOT / "tests/sites/base", folder)
        self.files = sorted(os.listdir(folder))

    def command(self, *words, **variables):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "KNOOP_SHARE": str(ROOT), **variables}
        if variables:
            environment["LD_PRELOAD"] = str(self.arguments.shim)
        return subprocess.Popen([self.arguments.program, *words], cwd=self.folder, env=environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def build(self, **variables):
        return self.command("build", "--today", "2026-03-01", **variables)

    def write(self, version, size=1):
        """A version of the site: two articles that must tell of the same one, or of two that follow each other."""
        for name in ("een", "twee"):
            text = f"---\ntitle: Artikel {name}\ndate: 2026-01-01\n---\n\n" + f"versie-{version} " * size + "\n"
            new = self.folder / f"content/articles/.{name}.new"
            new.write_text(text)
            os.replace(new, self.folder / f"content/articles/{name}.md")

    def versions(self, name):
        page = (self.folder / f"output/articles/{name}.html").read_text()
        return set(re.findall(r"versie-\d+", page))

    def tree(self):
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in (self.folder / "output").rglob("*")
                if path.is_file()}

    def left(self):
        return [name for name in sorted(os.listdir(self.folder)) if name not in self.files and name != "output"]


def must(truth, text):
    if not truth:
        raise AssertionError(text)


def ended(process, statuses=(0,)):
    out, error = process.communicate(timeout=60)
    must(process.returncode in statuses, f"status {process.returncode}: {error[-500:]}")
    return process.returncode, error


def one_stands_still(site):
    """A build that was stopped anywhere keeps the others out, and ends well when it goes on."""
    ended(site.build())
    moments = (("write", 1), ("write", 5), ("linkat", 1), ("renameat2", 1), ("unlinkat", 1), ("unlinkat", 9))
    for version, (call, number) in enumerate(moments):
        site.write(version)
        before = site.tree()
        first = site.build(SHIM_CALLS=call, SHIM_AT=str(number), SHIM_DO="stop")
        while open(f"/proc/{first.pid}/stat").read().rpartition(")")[2].split()[0] != "T":
            must(first.poll() is None, f"not stopped at {call} number {number}")
            time.sleep(0.005)
        status, message = ended(site.build(), (3,))
        must(LOCKED.search(message), message)
        must(call == "unlinkat" or site.tree() == before, "output/ changed meanwhile")
        first.send_signal(signal.SIGCONT)
        ended(first)
        must(site.versions("een") == site.versions("twee") == {f"versie-{version}"}, "not what was built")
        must(not site.left(), f"left: {site.left()}")


def one_is_killed(site):
    """The lock of a build that was killed keeps nobody out."""
    for number in range(1, 20, 3):
        site.write(number)
        process = site.build(SHIM_CALLS="write,linkat,unlinkat", SHIM_AT=str(number), SHIM_DO="kill")
        ended(process, (-9, 0))
        ended(site.build())
        must(site.versions("een") == {f"versie-{number}"} and not site.left(), f"left: {site.left()}")


def many_at_once(site):
    """Of many builds some give way; what is there at last is right."""
    for turn in range(12):
        site.write(turn)
        results = [ended(process, (0, 3)) for process in [site.build() for _ in range(6)]]
        must(any(status == 0 for status, _ in results), "all gave way")
        must(all(status == 0 or LOCKED.search(message) for status, message in results), str(results))
        must(site.versions("een") == site.versions("twee") == {f"versie-{turn}"} and not site.left(), str(site.left()))


def under_serve(site):
    """A preview and builds of the same site, while it is edited."""
    server = site.command("serve", "--port", "0")
    try:
        address = re.search(r"http://\S+/", server.stdout.readline())[0]
        for turn in range(8):
            site.write(turn)
            ended(site.build())
            must(site.versions("een") == {f"versie-{turn}"}, "the build is of another moment")
            page = urllib.request.urlopen(f"{address}articles/twee.html", timeout=20).read().decode()
            must(set(re.findall(r"versie-\d+", page)) == {f"versie-{turn}"}, "the preview is of another moment")
        must(not site.left(), f"left: {site.left()}")
    finally:
        server.terminate()
        server.communicate(timeout=20)


def edited_meanwhile(site):
    """Files that are replaced as editors do: each page is of one version, from before the build to after it."""
    site.write(0, 20000)
    current, going = [0], threading.Event()

    def edit():
        while not going.is_set():
            current[0] += 1
            site.write(current[0], 20000)

    thread = threading.Thread(target=edit)
    thread.start()
    try:
        for _ in range(15):
            before = current[0]
            ended(site.build())
            for name in ("een", "twee"):
                versions = site.versions(name)
                must(len(versions) == 1, f"a mixture: {sorted(versions)[:4]}")
                must(before <= int(versions.pop().partition("-")[2]) + 1 and not site.left(), "an older version")
    finally:
        going.set()
        thread.join()


def written_in_place(site):
    """Files that are written over, piece by piece, while they are read: what is published is whole, whatever was read."""
    going = threading.Event()
    path, asset = site.folder / "content/articles/een.md", site.folder / "content/assets/groot.bin"
    asset.parent.mkdir(exist_ok=True)
    site.write(1)

    def edit():
        turn = 0
        while not going.is_set():
            turn += 1
            with open(path, "w") as file:
                file.write("---\ntitle: Artikel een\ndate: 2026-01-01\n---\n\n")
                for _ in range(200):
                    file.write(f"versie-{turn} " * 50)
                    file.flush()
            asset.write_bytes(random.randbytes(random.randrange(1 << 20)))

    thread = threading.Thread(target=edit)
    thread.start()
    try:
        for _ in range(15):
            status, message = ended(site.build(), (0, 1, 3))
            must(status != 3 or "changed while it was copied" in message or "shorter" in message, message)
            if (site.folder / "output").exists():
                ended(site.command("check", "--published"))
            must(not site.left(), f"left: {site.left()}")
    finally:
        going.set()
        thread.join()
    site.write(7)
    ended(site.build())
    must(site.versions("een") == {"versie-7"} and (site.folder / "output/assets/groot.bin").read_bytes() == asset.read_bytes(),
         "the last build is not of what stands there")


def full_output(site):
    """What it says cannot be written: then the status tells so, though the site was published."""
    with open("/dev/full", "w") as full:
        result = subprocess.run([site.arguments.program, "build"], cwd=site.folder, stdout=full, stderr=subprocess.PIPE, text=True)
    must(result.returncode == 3 and result.stderr.startswith("knoop: "), f"status {result.returncode}: {result.stderr}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--shim", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    arguments.program, arguments.shim = arguments.program.resolve(), arguments.shim.resolve()
    passed = failed = 0
    for work in (one_stands_still, one_is_killed, many_at_once, under_serve, edited_meanwhile, written_in_place, full_output):
        with tempfile.TemporaryDirectory(prefix="knoop-together-") as folder:
            try:
                work(Site(arguments, pathlib.Path(folder) / "site"))
                passed += 1
            except (AssertionError, OSError, subprocess.TimeoutExpired) as error:
                failed += 1
                print(f"{work.__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
