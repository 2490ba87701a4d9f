#!/usr/bin/python3
"""The memory that rendering takes, by valgrind's massif: that of 10000 pages must be that of 10.

    massif.py --driver PROGRAM
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

import templates
import run


class Written:
    """Takes what a Driver would send."""

    def __init__(self, file):
        self.process = self
        self.stdin = file


def peak(program, count):
    """Bytes of heap and stack at the highest, and at each tenth of the run."""
    with tempfile.TemporaryDirectory() as folder:
        job, out = os.path.join(folder, "job"), os.path.join(folder, "out")
        with open(job, "wb") as file:
            run.Driver.send(Written(file), templates.TEMPLATES, templates.data(), b"options 1 1 0\n", b"measure %d 1\n" % count)
        with open(job, "rb") as file:
            subprocess.run(["valgrind", "-q", "--tool=massif", "--pages-as-heap=no", "--massif-out-file=" + out, program],
                           stdin=file, stdout=subprocess.DEVNULL, check=True)
        with open(out, encoding="ascii") as file:
            heap = [int(number) for number in re.findall(r"mem_heap_B=(\d+)", file.read())]
    return max(heap), heap[:: max(1, len(heap) // 10)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    arguments = parser.parse_args()
    few, _ = peak(arguments.driver, 10)
    many, course = peak(arguments.driver, 10000)
    print(f"heap at its highest: {few} bytes over 10 pages, {many} bytes over 10000 pages")
    print("over 10000 pages, in ten parts: " + " ".join(str(bytes) for bytes in course))
    if many > few:
        sys.exit("rendering keeps memory behind a page")


if __name__ == "__main__":
    main()
