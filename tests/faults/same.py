#!/usr/bin/env python3
"""The same bytes everywhere: builds one site in many ways and compares every byte of what it publishes.

    same.py --shim FILE [--all] PROGRAM…

The first program with everything as it usually is gives what all must give: each program (other compilers and
optimizations), 1, 2 and 8 threads, another folder, user, umask, locale, time zone, order of listed folders, time of
files, moment of the day, processors, environment and earlier output. Ends with `N passed, N failed`.
"""

import argparse
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NOBODY = 65534


def tree(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        found[name] = (path.stat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
    return found


def build(program, site, *options, user=None, umask=0o022, prefix=(), **variables):
    environment = {"PATH": os.environ["PATH"], "KNOOP_SHARE": str(ROOT), "SOURCE_DATE_EPOCH": "1772323200", **variables}
    rights = {"user": user, "group": user, "extra_groups": []} if user is not None and os.geteuid() == 0 else {}
    result = subprocess.run([*prefix, program, "build", "--zip", "site.zip", *options], cwd=site, env=environment,
                            stdin=subprocess.DEVNULL, capture_output=True, text=True, umask=umask, timeout=300, **rights)
    if result.returncode != 0:
        raise RuntimeError(result.stderr[-600:])
    return tree(site / "output"), hashlib.sha256((site / "site.zip").read_bytes()).hexdigest()


def copy_site(folder):
    """The sample knowledge base, copied in another order than it was made in."""
    site = folder / "site"
    for path in sorted((ROOT / "content").rglob("*"), reverse=True):
        if path.is_file():
            target = site / "content" / path.relative_to(ROOT / "content")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return site


def make_locales(folder):
    """The locales, made on the spot: few machines have them. The folder for LOCPATH."""
    for name in ("tr_TR", "nl_NL"):
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", "--no-archive", folder / f"{name}.UTF-8"], check=False,
                       capture_output=True)
        if not (folder / f"{name}.UTF-8/LC_CTYPE").exists():
            raise SystemExit(f"the locale {name} cannot be made: install localedef and the package locales")
    return str(folder)


def ways(programs, shim, site, everything, locales):
    """(name, arguments of build): each may change one thing."""
    first = programs[0]
    for program in programs:
        yield f"program {program}", (program, site, {})
    for threads in ("1", "2", "8"):
        yield f"{threads} threads", (first, site, {"options": ["--jobs", threads]})
    for locale in ("C", "tr_TR.UTF-8", "nl_NL.UTF-8", "POSIX"):
        yield f"locale {locale}", (first, site, {"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale, "LOCPATH": locales})
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Amsterdam"):
        yield f"time zone {zone}", (first, site, {"TZ": zone})
    for umask in (0o000, 0o077, 0o777):
        yield f"umask {umask:03o}", (first, site, {"umask": umask})
    for seed in range(1, 9 if everything else 4):
        yield f"folders in order {seed}", (first, site, {"LD_PRELOAD": str(shim), "SHIM_SHUFFLE": str(seed)})
    yield "the last second of the day", (first, site, {"SOURCE_DATE_EPOCH": "1772409599"})
    yield "the day by --today too", (first, site, {"options": ["--today", "2026-03-01"]})
    yield "one processor", (first, site, {"prefix": ["taskset", "-c", "0"]})
    yield "a large environment", (first, site, {"X" * 1000: "y" * 10000})
    yield "memory filled with something", (first, site, {"MALLOC_PERTURB_": "165", "MALLOC_ARENA_MAX": "1"})


def move_and_touch(site, folder):
    """The same files in another folder, of another age and owner."""
    other = folder / "een andere map, dieper" / "zo"
    shutil.copytree(site / "content", other / "content")
    for path in [other, *other.rglob("*")]:
        os.utime(path, (0, 0))
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
    for path in (folder, *other.parents):
        if folder in path.parents or path == folder:
            path.chmod(0o755)
    return other


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shim", type=pathlib.Path, required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("programs", type=pathlib.Path, nargs="+", metavar="PROGRAM")
    arguments = parser.parse_args()
    programs = [program.resolve() for program in arguments.programs]
    shim = arguments.shim.resolve()
    passed, wrongs = 0, []
    with tempfile.TemporaryDirectory(prefix="knoop-same-") as folder:
        folder = pathlib.Path(folder)
        site = copy_site(folder)
        wanted = build(programs[0], site)

        def compare(name, program, where, how, fresh=True):
            nonlocal passed
            if fresh:
                shutil.rmtree(where / "output", ignore_errors=True)
            how = dict(how)
            options = how.pop("options", [])
            try:
                got = build(program, where, *options, **how)
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                wrongs.append(f"{name}: {error}")
                return
            differing = [path for path in sorted({*got[0], *wanted[0]}) if got[0].get(path) != wanted[0].get(path)]
            if differing or got[1] != wanted[1]:
                wrongs.append(f"{name}: {len(differing)} files differ: {' '.join(differing[:5])}; archive: {got[1] == wanted[1]}")
            else:
                passed += 1

        for name, how in ways(programs, shim, site, arguments.all, make_locales(folder)):
            compare(name, *how)
        other = move_and_touch(site, folder)
        compare("another folder, user and time", programs[0], other, {"user": NOBODY})
        # What stands in output/ already, of another site, does not show in the next.
        changed = sorted((site / "content/articles").rglob("*.md"))[0]
        text = changed.read_text()
        changed.write_text(text + "\nEen andere zin.\n")
        build(programs[0], site)
        changed.write_text(text)
        compare("over another output", programs[0], site, {}, fresh=False)
        compare("once more", programs[0], site, {}, fresh=False)
    for wrong in wrongs:
        print(wrong)
    print(f"{passed} passed, {len(wrongs)} failed")
    return 1 if wrongs else 0


if __name__ == "__main__":
    sys.exit(main())
