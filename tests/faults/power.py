#!/usr/bin/env python3
"""Least power: from the first byte of content on, a build opens nothing else than what it needs.

    power.py --program FILE --shim FILE

The shim has the program itself try, while it builds, what only a mistake in it could make it try: reading elsewhere,
writing into the content, running a program, connecting. And what it may do still works: publishing for the first
time, again, elsewhere, through a link, without exchange of folders, and an archive in another folder. Ends with
`N passed, N failed`.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DENIED = ["r/etc/passwd", "r/proc/self/environ", "routside/secret", "wcontent/new.md", "wcontent/site.yaml", "wnew",
          "w/tmp/knoop-probe", "x/bin/true", "c80"]
ALLOWED = ["rcontent/site.yaml", "rthemes/plain/theme.yaml"]
# The very first reads are of site.yaml, for whether the list of addresses is kept: before rights are given up.
MOMENTS = [("read", 4), ("read", 9), ("write", 1), ("write", 9), ("unlinkat", 1)]


def build(arguments, site, *options, **variables):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/nonexistent", "KNOOP_SHARE": str(ROOT),
                   **variables}
    if variables:
        environment["LD_PRELOAD"] = str(arguments.shim)
    return subprocess.run([arguments.program, "build", "--today", "2026-03-01", *options], cwd=site, env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


def probe(arguments, site, call, number):
    """What is wrong with what the program could do at that moment."""
    result = build(arguments, site, SHIM_CALLS=call, SHIM_AT=str(number), SHIM_DO="probe",
                   SHIM_PROBE=":".join(DENIED + ALLOWED))
    answers = dict(line[len("probe "):].split(": ", 1) for line in result.stderr.splitlines()
                   if line.startswith("probe "))
    wrongs = [f"status {result.returncode}: {result.stderr[-300:]}"] if result.returncode != 0 else []
    wrongs += [f"{what}: {answers.get(what)}" for what in DENIED if answers.get(what) != "Permission denied"]
    wrongs += [f"{what}: {answers.get(what)}" for what in ALLOWED if answers.get(what) != "done"]
    return [f"at {call} number {number}: {wrong}" for wrong in wrongs]


def works(arguments, folder):
    """The ways to publish that giving up rights must not break: (name, what is wrong or None)."""
    site = folder / "site"
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (site / "by-link").symlink_to(elsewhere)
    trials = {
        "again": [],
        "elsewhere": ["--output", str(folder / "a/b/public")],
        "elsewhere again": ["--output", str(folder / "a/b/public")],
        "through a link": ["--output", "by-link"],
        "in a folder that is there": ["--output", str(elsewhere)],
        "an archive here": ["--zip", "site.zip"],
        "an archive elsewhere": ["--zip", str(elsewhere / "site.zip")],
        "an archive in place of another": ["--zip", str(elsewhere / "site.zip")],
    }
    for name, options in trials.items():
        (site / "content/tips/praten.md").write_text(f"---\ntitle: {name}\nsource: begin\n---\n\n{name}\n")
        result = build(arguments, site, *options)
        yield name, None if result.returncode == 0 else result.stderr
    for name in ("site/site.zip", "elsewhere/site.zip"):
        with zipfile.ZipFile(folder / name) as archive:
            yield name, archive.testzip()
    result = build(arguments, site, SHIM_REFUSE="exchange,link")
    yield "without exchange", None if result.returncode == 0 else result.stderr
    broken = folder / "themes/bad/templates"
    shutil.copytree(site / "themes/plain", broken.parent)
    (broken / "item.html").write_text("{{ nothing.here }}\n")
    (site / "content/site.yaml").write_text((site / "content/site.yaml").read_text().replace("plain", "bad"))
    result = subprocess.run([arguments.program, "check"], cwd=site, capture_output=True, text=True, timeout=60,
                            env={"PATH": os.environ["PATH"], "KNOOP_SHARE": str(folder), "LC_ALL": "C"})
    shown = "{{ nothing.here }}" in result.stderr
    yield "the excerpt of a template elsewhere", None if shown and result.returncode == 1 else result.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--shim", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    arguments.program, arguments.shim = arguments.program.resolve(), arguments.shim.resolve()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="knoop-power-") as folder:
        folder = pathlib.Path(folder)
        shutil.copytree(ROOT / "tests/sites/base", folder / "site")
        (folder / "outside").mkdir()
        (folder / "outside/secret").write_text("secret\n")
        (folder / "site/outside").symlink_to("../outside")
        # Version 2 of Landlock is what is needed; the call tells its version.
        version = subprocess.run([sys.executable, "-c", "import ctypes; print(ctypes.CDLL(None).syscall(444, None, 0, 1))"],
                                 capture_output=True, text=True).stdout
        outcomes = []
        for call, number in MOMENTS if int(version) >= 4 else []:
            shutil.rmtree(folder / "site/output", ignore_errors=True)
            if call == "unlinkat":
                build(arguments, folder / "site")
                (folder / "site/content/tips/praten.md").write_text("---\ntitle: P\nsource: begin\n---\n\nAnders.\n")
            outcomes.append((f"{call} {number}", "\n".join(probe(arguments, folder / "site", call, number)) or None))
        for name, wrong in outcomes + list(works(arguments, folder)):
            passed, failed = passed + (wrong is None), failed + (wrong is not None)
            if wrong is not None:
                print(f"{name}: {wrong}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
