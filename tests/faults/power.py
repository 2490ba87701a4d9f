#!/usr/bin/env python3
"""Least power: from the first byte of content on, a build opens nothing else than what it needs.

    power.py --program FILE --shim FILE

The shim has the program itself try, while it builds, what only a mistake in it could make it try: reading elsewhere,
writing into the content, running a program, connecting. So do a document and the preview. And what it may do still works: publishing for the first
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
import urllib.request
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DENIED = ["r/etc/passwd", "r/proc/self/environ", "routside/secret", "wcontent/new.md", "wcontent/site.yaml", "wnew",
          "w/tmp/knoop-probe", "x/bin/true", "c80", "u"]
ALLOWED = ["rcontent/site.yaml", "rthemes/plain/theme.yaml"]
# The very first reads are of site.yaml, for whether the list of addresses is kept: before rights are given up.
MOMENTS = [("read", 4), ("read", 9), ("write", 1), ("write", 9), ("unlinkat", 1)]


def environment_of(arguments, variables):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/nonexistent", "KNOOP_SHARE": str(ROOT),
                   **variables}
    if variables:
        environment["LD_PRELOAD"] = str(arguments.shim)
    return environment


def run(arguments, site, *words, **variables):
    return subprocess.run([arguments.program, *words], cwd=site, env=environment_of(arguments, variables),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


def build(arguments, site, *options, **variables):
    return run(arguments, site, "build", "--today", "2026-03-01", *options, **variables)


def probing(call, number):
    return {"SHIM_CALLS": call, "SHIM_AT": str(number), "SHIM_DO": "probe", "SHIM_PROBE": ":".join(DENIED + ALLOWED)}


def wrongs_of(errors):
    """What the program said that it could do and should not, or the other way round."""
    answers = dict(line[len("probe "):].split(": ", 1) for line in errors.splitlines() if line.startswith("probe "))
    wrongs = [f"{what}: {answers.get(what)}" for what in DENIED if answers.get(what) != "Permission denied"]
    return wrongs + [f"{what}: {answers.get(what)}" for what in ALLOWED if answers.get(what) != "done"]


def probe(arguments, site, call, number):
    """What is wrong with what the program could do at that moment."""
    result = build(arguments, site, **probing(call, number))
    wrongs = [f"status {result.returncode}: {result.stderr[-300:]}"] if result.returncode != 0 else []
    return [f"at {call} number {number}: {wrong}" for wrong in wrongs + wrongs_of(result.stderr)]


def probe_document(arguments, site, call, number, ending):
    """The same of a document that is written to another folder."""
    result = run(arguments, site, "document", "--format", ending, "--output", "../written/x." + ending,
                 "article:begin", **probing(call, number))
    wrongs = [f"status {result.returncode}: {result.stderr[-300:]}"] if result.returncode != 0 else []
    wrongs += [] if (site.parent / f"written/x.{ending}").is_file() else ["the document is not there"]
    return wrongs + wrongs_of(result.stderr)


def probe_serve(arguments, site, number):
    """The same of the preview, which answers all the same."""
    process = subprocess.Popen([arguments.program, "serve", "--port", "0", "--today", "2026-03-01"], cwd=site,
                               env=environment_of(arguments, probing("read", number)), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    address = process.stdout.readline().split()[0]
    with urllib.request.urlopen(address + "articles/begin.html", timeout=60) as answer:
        page = answer.read()
    process.terminate()
    errors = process.communicate(timeout=60)[1]
    wrongs = [wrong for wrong in wrongs_of(errors) if wrong != "u: done"] # it answers, so it may
    return wrongs + ([] if b"<h1" in page else ["there is no page"])


def opened(arguments, folder):
    """What `serve --open` has the desktop's own program open, with that program in the path."""
    (folder / "bin").mkdir()
    (folder / "bin/xdg-open").write_text(f'#!/bin/sh\necho "$1" >{folder}/opened\n')
    (folder / "bin/xdg-open").chmod(0o755)
    for path in (f"{folder}/bin:{os.environ['PATH']}", "/nonexistent"):
        process = subprocess.Popen([arguments.program, "serve", "--port", "0", "--open"], cwd=folder / "site", text=True,
                                   env={**environment_of(arguments, {}), "PATH": path}, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        address = process.stdout.readline().split()[0]
        with urllib.request.urlopen(address, timeout=60):
            pass
        process.terminate()
        errors = process.communicate(timeout=60)[1]
        if path == "/nonexistent":
            yield "serve --open without a browser", None if "no browser could be opened" in errors else errors
        else:
            shown = (folder / "opened").read_text().strip() if (folder / "opened").exists() else "nothing"
            yield "serve --open", None if shown == address else f"{shown}, not {address}: {errors}"


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
        (folder / "written").mkdir()
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
            if call == "read":
                for ending in ("epub", "pdf") if number > 4 else ():
                    wrongs = probe_document(arguments, folder / "site", call, number, ending)
                    outcomes.append((f"document, {ending}", "\n".join(wrongs) or None))
                outcomes.append((f"serve, {number}", "\n".join(probe_serve(arguments, folder / "site", number)) or None))
        for name, wrong in outcomes + list(opened(arguments, folder)) + list(works(arguments, folder)):
            passed, failed = passed + (wrong is None), failed + (wrong is not None)
            if wrong is not None:
                print(f"{name}: {wrong}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
