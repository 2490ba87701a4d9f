"""Documents of a site of many items: seconds, pages and bytes of each format. And the PDF of a few of them, with pandoc and
WeasyPrint beside it on the same text, where they are installed: of more they take minutes."""

import json
import os
import re
import shutil
import subprocess


def run(words, **options):
    """CPU seconds of a command."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, words))}: status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def pages(file):
    if shutil.which("pdfinfo") is None:
        return "?"
    text = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    return re.search(r"^Pages: *(\d+)", text, re.M).group(1)


FEW = 60


def measure(knoop, site, root):
    """Rows of (name, chapters, CPU seconds, pages, KiB)."""
    environment = os.environ | {"KNOOP_SHARE": str(root)}
    rows = []

    def make(format, name, references):
        file = site / f"{name}.{format}"
        seconds = run([knoop, "document", "--quiet", "--jobs", "1", "--today", "2026-01-01", "--site", site, "--format", format,
                       "--output", file, *references], env=environment)
        return seconds, pages(file) if format == "pdf" else "", file.stat().st_size / 1024

    chapters = 0
    for format in ("json", "md", "html", "epub", "pdf"):
        made = make(format, "all", ["article"])
        if format == "json":
            references = [chapter["identity"] for chapter in json.loads((site / "all.json").read_text())["chapters"]
                          if "identity" in chapter]
            chapters = len(references)
        rows.append((f"knoop, {format}", chapters, *made))
    few = references[:FEW]
    make("md", "few", few)
    rows.append(("knoop, pdf", len(few), *make("pdf", "few", few)))
    if shutil.which("pandoc") and shutil.which("weasyprint"):
        html, pdf = site / "peer.html", site / "peer.pdf"
        seconds = run(["pandoc", "--standalone", "--toc", "-o", html, site / "few.md"])
        seconds += run(["weasyprint", html, pdf])
        rows.append(("pandoc and WeasyPrint, pdf", len(few), seconds, pages(pdf), pdf.stat().st_size / 1024))
    return rows
