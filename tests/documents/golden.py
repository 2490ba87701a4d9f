#!/usr/bin/env python3
"""golden.py PROGRAM [--accept]: documents of a small site (golden/content, on top of tests/sites/base) against what they were when
somebody last read them: the structure of the PDF, the files of the e-book, the CommonMark and the JSON. With --accept what they
are now becomes what is expected: read the difference. Ends with `N passed, N failed`."""

import difflib
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "golden"


def structure(file):
    text = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True).stdout
    return re.sub(r"Object \d+ 0", "Object", text)


def book(file):
    with zipfile.ZipFile(file) as archive:
        parts = [f"=== {name}\n{archive.read(name).decode()}\n" for name in archive.namelist()
                 if name.endswith((".xhtml", ".opf", ".xml", "mimetype"))]
    return "".join(parts)


READERS = {"pdf": structure, "epub": book, "md": pathlib.Path.read_text, "json": pathlib.Path.read_text}


def main():
    program, accept = pathlib.Path(sys.argv[1]).resolve(), "--accept" in sys.argv
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder)
        shutil.copytree(HERE.parent / "sites/base", site, dirs_exist_ok=True)
        shutil.copytree(EXPECTED / "content", site / "content", dirs_exist_ok=True)
        for format, read in READERS.items():
            file = site / f"all.{format}"
            subprocess.run([program, "document", "--quiet", "--site", site, "--format", format, "--output", file, "article:alles", "tip"],
                           check=True)
            text, golden = read(file), EXPECTED / f"{format}.txt"
            if accept:
                golden.write_text(text)
            expected = golden.read_text()
            if text == expected:
                passed += 1
                continue
            failed += 1
            print(f"failed: {golden.name}")
            print("\n".join(list(difflib.unified_diff(expected.splitlines(), text.splitlines(), "expected", "made", lineterm=""))[:40]))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
