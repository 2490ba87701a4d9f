#!/usr/bin/env python3
"""Runs the small sites of tests/sites/ and compares what the program says and publishes with what they expect.

A case is a file tests/sites/NAME.case. It begins with lines of comment (#) that say what it is about; then come
sections, each begun by a line `--- WORD` or `--- WORD: ARGUMENT`:

    --- file: PATH        a file of the site, laid over the site in tests/sites/base/
    --- template: NAME    a template of the theme, and a person of that name whose page is made by it
    --- remove: PATH      a file or folder of that site that is not there
    --- make              shell commands, run in the site's folder, for files that no text can hold
    --- as: nobody        the program runs as a user without rights (when this runs as the superuser)
    --- expect            what `knoop check --lang en` says, and `status: N`; lines that went to standard output begin
                          with `> `
    --- expect: ARGUMENTS the same of another command
    --- published: PATH   the bytes of a file of output/ after the last command
    --- absent: PATH      no such file in output/

A folder tests/sites/NAME/ is a whole site of its own: content/, themes/, `command` (the arguments; `check --lang en`
if there is none), expect.txt (as above), and in expect/ the files that output/ must hold, byte for byte.

Every command gets `--today 2026-03-01` unless it says another day. With --accept the expectations are rewritten.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
SITES = TESTS / "sites"
TABLE = TESTS.parent / "generator/base/diagnostic_table.c"
HEAD = re.compile(r"^--- ([a-z]+)(?:: (.*))?$")
WORDS = {"file", "template", "remove", "make", "as", "expect", "published", "absent"}
NOBODY = 65534


class Section:
    def __init__(self, word, argument):
        self.word, self.argument, self.lines = word, argument, []

    def text(self):
        return "".join(line + "\n" for line in self.lines)


def read_case(path):
    """The comment at its head and the sections of a .case file."""
    head, sections = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 1):
        match = HEAD.match(line)
        if match and match[1] in WORDS:
            sections.append(Section(match[1], match[2]))
        elif match:
            raise ValueError(f"{path}:{number}: there is no section `{match[1]}`")
        elif sections:
            sections[-1].lines.append(line)
        elif line.startswith("#"):
            head.append(line)
        else:
            raise ValueError(f"{path}:{number}: a case begins with a comment that says what it is about")
    if not head or not any(section.word == "expect" for section in sections):
        raise ValueError(f"{path}: no comment, or nothing expected")
    return head, sections


def write_case(path, head, sections):
    lines = list(head)
    for section in sections:
        lines.append(f"--- {section.word}" + (f": {section.argument}" if section.argument else ""))
        lines += section.lines
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def show(text):
    """Bytes as they stand in an expectation; the folder of this repository may be anywhere."""
    text = text.decode("utf-8", "backslashreplace").replace("\0", "\\x00")
    return text.replace(str(TESTS.parent), "(repository)").split("\n")


def run(program, folder, arguments, as_nobody):
    """Runs the program in the site's folder: what it said, as lines."""
    words = shlex.split(arguments)
    if words and words[0] in ("build", "check", "import", "show") and "--today" not in words:
        words[1:1] = ["--today", "2026-03-01"]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent", "TERM": "dumb"}
    for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LLVM_PROFILE_FILE"):
        if name in os.environ:
            environment[name] = os.environ[name]
    rights = {}
    if as_nobody and os.geteuid() == 0:
        rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        result = subprocess.run([program] + words, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=60, **rights)
    except subprocess.TimeoutExpired:
        return ["status: it did not end"]
    lines = show(result.stderr)
    if lines[-1] == "":
        lines.pop()
    lines += ["> " + line for line in show(result.stdout)[:-1]]
    return lines + [f"status: {result.returncode}"]


def difference(name, expected, actual):
    return "".join(line + "\n" for line in difflib.unified_diff(
        expected, actual, f"{name} (expected)", f"{name} (actual)", lineterm=""))


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def lay_out(sections, folder):
    shutil.copytree(SITES / "base", folder)
    for section in sections:
        path = folder / (section.argument or "")
        if section.word == "file":
            put(path, section.text())
        elif section.word == "template":
            put(folder / f"themes/plain/templates/{section.argument}.html", section.text())
            put(folder / f"content/people/{section.argument}.yaml",
                f"name: {section.argument}\ndescription: x\ntemplate: {section.argument}\n")
            with open(folder / "content/articles/2017/oud.md", "a", encoding="utf-8") as article:
                article.write(f"\n<person:{section.argument}>\n")
        elif section.word == "remove" and path.is_dir():
            shutil.rmtree(path)
        elif section.word == "remove":
            path.unlink()
        elif section.word == "make":
            subprocess.run(["sh", "-eu"], input=section.text(), text=True, cwd=folder, check=True)


def let_everyone_in(folder):
    """For a case that runs as nobody: the site may be read, and its folder written."""
    for path in [folder.parent, folder]:
        path.chmod(0o777)


def run_case(path, program, accept):
    head, sections = read_case(path)
    wrong = ""
    with tempfile.TemporaryDirectory(prefix="knoop-site-") as temporary:
        folder = pathlib.Path(temporary) / "site"
        lay_out(sections, folder)
        as_nobody = any(section.word == "as" for section in sections)
        if as_nobody:
            let_everyone_in(folder)
            # By a program of its own: a copy that this one still writes, another thread's child would hold open, and a
            # file that is written cannot be run.
            subprocess.run(["cp", program, folder.parent / "knoop"], check=True)
            modules = pathlib.Path(program).parent / "modules"
            if modules.exists():  # a build for a sanitizer has all in one
                shutil.copytree(modules, folder.parent / "modules")
            program = folder.parent / "knoop"
        for section in sections:
            if section.word != "expect":
                continue
            actual = run(program, folder, section.argument or "check --lang en", as_nobody)
            if actual != section.lines:
                wrong += difference(path.name, section.lines, actual)
                section.lines = actual
        for section in sections:
            published = folder / "output" / (section.argument or "")
            if section.word == "published":
                actual = show(published.read_bytes()) if published.is_file() else ["(not published)", ""]
                actual = actual[:-1] if actual[-1] == "" else actual + ["(no line end)"]
                if actual != section.lines:
                    wrong += difference(f"{path.name}: {section.argument}", section.lines, actual)
                    section.lines = actual
            elif section.word == "absent" and os.path.lexists(published):
                wrong += f"{path.name}: {section.argument} was published\n"
        subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)
    if accept and wrong:
        write_case(path, head, sections)
    return wrong


def run_folder(path, program, accept):
    wrong = ""
    command = path / "command"
    arguments = command.read_text().strip() if command.exists() else "check --lang en"
    with tempfile.TemporaryDirectory(prefix="knoop-site-") as temporary:
        folder = pathlib.Path(temporary) / "site"
        shutil.copytree(path, folder, ignore=shutil.ignore_patterns("expect", "expect.txt", "command"))
        expectation = path / "expect.txt"
        expected = expectation.read_text().split("\n")[:-1] if expectation.exists() else []
        actual = run(program, folder, arguments, False)
        if actual != expected:
            wrong += difference(f"{path.name}/expect.txt", expected, actual)
            if accept:
                put(expectation, "".join(line + "\n" for line in actual))
        for file in sorted((path / "expect").rglob("*")):
            if not file.is_file():
                continue
            published = folder / "output" / file.relative_to(path / "expect")
            bytes_now = published.read_bytes() if published.is_file() else b"(not published)\n"
            if bytes_now != file.read_bytes():
                wrong += difference(str(file.relative_to(SITES)), show(file.read_bytes()), show(bytes_now))
                if accept:
                    file.write_bytes(bytes_now)
    return wrong


def table_rows():
    """Every row of the table of messages: its name, code, and what its English text looks like when filled in."""
    source = TABLE.read_text(encoding="utf-8")
    rows = []
    for match in re.finditer(r'\[(MESSAGE_\w+)\]\s*=\s*\{"([a-z0-9-]+)",\s*\w+,\s*\{((?:"(?:[^"\\]|\\.)*"\s*)+),', source):
        text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match[3]))
        text = text.replace('\\"', '"').replace("\\\\", "\\")
        parts = [re.escape(part) for part in re.split(r"\{\d\}", text)]
        rows.append((match[1], match[2], re.compile("(error|warning): " + ".*".join(parts) +
                                                    r"(; did you mean `.*`\?)? \[" + match[2] + r"\]$")))
    return rows


def untested_messages(expectations):
    """Rows of the table that no expectation shows, but for those in tests/sites/untested.txt (with their reasons)."""
    excused = {line.split()[0] for line in (SITES / "untested.txt").read_text().splitlines()
               if line and not line.startswith("#")}
    lines = [line for line in expectations if "]" in line]
    wrong = []
    rows = table_rows()
    for name, code, pattern in rows:
        shown = any(pattern.search(line) for line in lines)
        if not shown and name not in excused:
            wrong.append(f"no case shows {name} [{code}]")
        elif shown and name in excused:
            wrong.append(f"{name} is shown by a case now: take it out of untested.txt")
    if len(rows) < 100:
        wrong.append(f"only {len(rows)} rows of the table were recognised")
    return len(rows) - len(wrong), wrong


def all_expectations():
    for path in sorted(SITES.glob("*.case")):
        for section in read_case(path)[1]:
            if section.word == "expect":
                yield from section.lines
    for path in sorted(SITES.glob("*/expect.txt")):
        yield from path.read_text().splitlines()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("names", nargs="*", help="only these cases")
    options = parser.parse_args()
    program = pathlib.Path(options.program).resolve()
    work = [(run_case, path) for path in sorted(SITES.glob("*.case"))]
    work += [(run_folder, path.parent) for path in sorted(SITES.glob("*/content")) if path.parent.name != "base"]
    if options.names:
        work = [(function, path) for function, path in work if path.stem in options.names]
    passed, failed = 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (_, path), wrong in zip(work, pool.map(lambda one: one[0](one[1], program, options.accept), work)):
            if wrong and options.accept:
                print(f"accepted: {path.name}")
            elif wrong:
                print(wrong, end="")
                failed += 1
            else:
                passed += 1
    if not options.names:
        shown, missing = untested_messages(list(all_expectations()))
        print("".join(line + "\n" for line in missing), end="")
        passed, failed = passed + shown, failed + len(missing)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0)


main()
