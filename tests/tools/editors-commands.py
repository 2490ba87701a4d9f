#!/usr/bin/env python3
"""editors-commands.py PROGRAM: `knoop new`, `knoop move` and `knoop check --fix` on copies of the sample site. Ends with
`N passed, N failed`."""

import os
import pathlib
import pty
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
ENVIRONMENT = dict(os.environ, LC_ALL="C", SOURCE_DATE_EPOCH="1772323200")  # 2026-03-01
counts = {True: 0, False: 0}


def ok(name, is_good, told=""):
    counts[bool(is_good)] += 1
    if not is_good:
        print(f"failed: {name}\n{told}")


def knoop(site, *words, text=""):
    return subprocess.run([PROGRAM, *words], cwd=site, env=ENVIRONMENT, input=text, capture_output=True, text=True,
                          timeout=60)


def files(site):
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted((site / "content").rglob("*"))
            if path.is_file()}


def new_site(work, name):
    site = work / name
    site.mkdir()
    for folder in ("content", "themes"):
        shutil.copytree(ROOT / folder, site / folder)
    return site


def test_new(work):
    site = new_site(work, "new")
    kinds = sorted(path.stem for path in (site / "content/kinds").glob("*.yaml"))
    for kind in kinds:
        more = {"comment": ["--set", "on=doorzettingsmacht"], "document": ["--set", "chapters=article:negen-tips"]}.get(kind, [])
        result = knoop(site, "new", kind, f"Eén nieuwe: {kind} #1", *more)
        path = site / result.stdout.strip()
        ok(f"new {kind} prints its path", result.returncode == 0 and path.is_file(), result.stderr)
        if kind != "comment":
            result = knoop(site, "new", kind, f"Eén nieuwe: {kind} #1", *more)
            ok(f"new {kind} does not overwrite", result.returncode == 2 and "exists already" in result.stderr)
    result = knoop(site, "new", "tip", "Met tekst", text="Dit is **de** tekst.\n")
    ok("the text comes from standard input", (site / result.stdout.strip()).read_text().endswith("\n\nDit is **de** tekst.\n"))
    result = knoop(site, "new", "network", "Wijk", "--set", "members=vilans, raedelijn", "--set", "status=verkenning",
                   "--set", "inhabitants=12", "--set", "website=https://example.org/")
    text = (site / result.stdout.strip()).read_text()
    ok("--set sets fields", "\nmembers: [vilans, raedelijn]\n" in text and "\nstatus: verkenning\n" in text, text)
    for wrong, word in (("status=atcief", "atcief"), ("members=vilnas", "vilans"), ("inhabitants=0", "at least 1"),
                        ("regoin=x", "region")):
        result = knoop(site, "new", "network", "Fout", "--set", wrong)
        ok(f"--set {wrong} is refused", result.returncode == 2 and word in result.stderr, result.stderr)
    ok("nothing was written", not (site / "content/networks/fout.yaml").exists())
    result = knoop(site, "new", "artcle", "X")
    ok("a kind that is none is suggested", "did you mean `article`" in result.stderr)
    result = knoop(site, "new", "comment", "Ik")
    ok("what is required is told", result.returncode == 2 and "--set on=" in result.stderr, result.stderr)
    ENVIRONMENT["EDITOR"] = "printf gezien >>"
    result = knoop(site, "new", "page", "Bewerkt", "--edit")
    ok("--edit opens the editor", (site / "content/pages/bewerkt.md").read_text().endswith("gezien"))
    result = knoop(site, "check", "--lang", "en")
    ok("what was made has no errors", result.returncode == 0, result.stderr)


def test_questions(work):
    """On a terminal: a question for what is required, answered by number, after a wrong answer."""
    site = new_site(work, "questions")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(site)
        os.execve(PROGRAM, ["knoop", "new", "comment", "Sanne", "--lang", "en"], ENVIRONMENT)
    said, answers = b"", [(b"on: ", b"bestaat-niet\n"), (b"on: ", b"1\n")]
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
        if answers and said.endswith(answers[0][0]):
            os.write(terminal, answers.pop(0)[1])
    _, status = os.waitpid(child, 0)
    path = site / "content/comments/sanne.md"
    ok("the questions end", status == 0 and path.is_file(), said.decode())
    ok("a wrong answer is told, and asked again", said.count(b"on: ") == 2 and b"bestaat-niet" in said, said.decode())
    first = re.search(rb"  1  (\S+)", said)
    ok("a number chooses", first and f"\non: {first[1].decode()}\n" in path.read_text(), said.decode())
    result = knoop(site, "check", "--lang", "en")
    ok("what was made has no errors", result.returncode == 0, result.stderr)


def test_move(work):
    site = new_site(work, "move")
    before = files(site)
    knoop(site, "build")
    shown = knoop(site, "move", "network:gezondveluwe", "gezond-en-wel", "--dry-run").stdout
    ok("--dry-run changes nothing", files(site) == before)
    patched = work / "patched"
    shutil.copytree(site, patched)
    subprocess.run(["patch", "-p0", "-s"], cwd=patched, input=shown, text=True, check=False)
    result = knoop(site, "move", "network:gezondveluwe", "gezond-en-wel")
    ok("an item is moved", result.stdout == "content/networks/gezond-en-wel.yaml\n", result.stderr)
    after = files(site)
    moved = {name.replace("gezondveluwe.yaml", "gezond-en-wel.yaml"): text for name, text in files(patched).items()}
    ok("the diff is what happens", moved == after, str([name for name in after if moved.get(name) != after[name]]))
    for name, text in before.items():
        new = after.get(name.replace("networks/gezondveluwe", "networks/gezond-en-wel"))
        back = new.replace(b"gezond-en-wel", b"gezondveluwe").replace(b"aliases: [networks/gezondveluwe.html]\n", b"")
        ok(f"nothing else changes in {name}", back == text)
    result = knoop(site, "check", "--lang", "en")
    ok("every reference is right", result.returncode == 0, result.stderr)
    knoop(site, "build")
    ok("the old address leads on", "gezond-en-wel.html" in (site / "output/networks/gezondveluwe.html").read_text())
    result = knoop(site, "move", "network:gezond-en-wel", "2026/anders")
    ok("again, to a folder", result.returncode == 0 and knoop(site, "check").returncode == 0, result.stderr)
    ok("both addresses stay", "[networks/gezond-en-wel.html, networks/gezondveluwe.html]"
       in (site / "content/networks/2026/anders.yaml").read_text())
    result = knoop(site, "move", "article:doorzettingsmacht", "doorzetten")
    ok("out of a folder, its own paths follow", result.returncode == 0 and knoop(site, "check").returncode == 0,
       result.stderr + knoop(site, "check").stderr)
    before = files(site)
    for words, name in ((("article:doorzetten", "negen-tips"), "a name that is taken"),
                        (("article:geen", "x"), "an item that is not there"),
                        (("article:doorzetten", "tip:x"), "another kind"),
                        (("article:doorzetten", "../x"), "a path outside")):
        result = knoop(site, "move", *words)
        ok(f"{name} is refused", result.returncode == 2 and files(site) == before, result.stderr)
    ok("no trace is left", not (site / ".knoop").exists())


def test_rename_anchor(work):
    site = new_site(work, "anchor")
    before = files(site)
    shown = knoop(site, "rename-anchor", "negen-tips#let-op-de-mensen", "mensen", "--dry-run").stdout
    ok("--dry-run changes nothing", files(site) == before)
    patched = work / "patched-anchor"
    shutil.copytree(site, patched)
    subprocess.run(["patch", "-p0", "-s"], cwd=patched, input=shown, text=True, check=False)
    result = knoop(site, "rename-anchor", "negen-tips#let-op-de-mensen", "mensen")
    ok("an anchor is renamed", result.stdout == "article:negen-tips#mensen\n", result.stderr)
    ok("the diff is what happens", files(patched) == files(site))
    alias = b"articles/negen-tips.html#let-op-de-mensen>mensen, "
    for name, text in before.items():
        back = files(site)[name].replace(alias, b"").replace(b"#mensen", b"#let-op-de-mensen")
        ok(f"nothing else changes in {name}", back == text)
    result = knoop(site, "build", "--lang", "en")
    ok("no address is lost", result.returncode == 0 and "1 address more" in result.stdout, result.stderr)
    page = (site / "output/articles/negen-tips.html").read_text()
    ok("the old anchor is there still", '<h2 id="mensen"><span id="let-op-de-mensen"></span>' in page)
    text = (site / "content/articles/informele-leiders.md").read_text()
    result = knoop(site, "rename-anchor", "article:informele-leiders#vraag-het-gewoon", "#vragen")
    ok("a heading without an anchor gets one", (site / "content/articles/informele-leiders.md").read_text() == text.replace(
        "## Vraag het gewoon\n", "## Vraag het gewoon {#vragen}\n").replace(
        "\n---\n\n", "\naliases: [articles/informele-leiders.html#vraag-het-gewoon>vragen]\n---\n\n", 1), result.stderr)
    result = knoop(site, "rename-anchor", "article:negen-tips#mensen", "iedereen")
    text = (site / "content/articles/negen-tips.md").read_text()
    ok("older names follow", "#mensen>iedereen, articles/negen-tips.html#let-op-de-mensen>iedereen, " in text, result.stderr)
    before = files(site)
    for words, name in ((("negen-tips#geen", "x"), "an anchor that is not there"), (("negen-tips", "x"), "no anchor"),
                        (("geen#mensen", "x"), "an item that is not there"), (("negen-tips#iedereen", "a b"), "a space"),
                        (("negen-tips#iedereen", "geef-het-lucht"), "an anchor that is taken"),
                        (("tip:lummeltijd#x", "y"), "a callout")):
        result = knoop(site, "rename-anchor", *words)
        ok(f"{name} is refused", result.returncode == 2 and files(site) == before, result.stderr)
    ok("no trace is left", not (site / ".knoop").exists())


def test_addresses(work):
    """Moved, renamed and reworded: nothing that was published is lost."""
    site = new_site(work, "addresses")
    knoop(site, "build")
    kept = set((site / "content/addresses.txt").read_text().split("\n"))
    ok("pages, translations and headings are kept", {"index.html", "articles/negen-tips.html",
       "articles/negen-tips.html#let-op-de-mensen", "artikelen/9-tips.html", "tips/lummeltijd.html"} <= kept)
    knoop(site, "move", "network:gezondveluwe", "gezond-en-wel")
    result = knoop(site, "build", "--lang", "en")
    ok("a move loses nothing", result.returncode == 0, result.stderr)
    kept = (site / "content/addresses.txt").read_text()
    (site / "content/articles/informele-leiders.md").rename(site / "content/articles/leiders.md")
    path = site / "content/articles/negen-tips.md"
    path.write_text(path.read_text().replace("## Geef het lucht\n", "## Geef lucht\n"))
    result = knoop(site, "check", "--lang", "en")
    ok("what is lost is told", result.stderr.count("[address-lost]") == 2, result.stderr)
    result = knoop(site, "build", "--lang", "en")
    ok("and not built", result.returncode == 1 and (site / "content/addresses.txt").read_text() == kept)
    result = knoop(site, "check", "--fix", "--lang", "en")
    ok("--fix adds what is missing", "[address-lost]" not in result.stderr
       and "\naliases: [articles/informele-leiders.html]\n" in (site / "content/articles/leiders.md").read_text()
       and "## Geef lucht {#geef-het-lucht}\n" in path.read_text(), result.stderr)
    path = site / "content/pages/over.md"
    text = path.read_text()
    path.write_text(text.replace("---\n", "---\r\n", 1).replace("title: ", "aliases:\r\n  - oud/over.html\r\ntitle: ", 1))
    kept = site / "content/addresses.txt"
    kept.write_text(kept.read_text() + "pages/over.html#weg\n")
    knoop(site, "check", "--fix")
    ok("a list of lines gets a line", b"aliases:\r\n  - pages/over.html#weg\r\n  - oud/over.html\r\n" in path.read_bytes(),
       path.read_bytes()[:200])


def test_interrupted(work):
    """Killed once the journal is there, the next command finishes it; killed before, nothing happened."""
    site = new_site(work, "interrupted")
    (site / ".knoop/edit").mkdir(parents=True)
    (site / ".knoop/edit/0").write_text("name: Nieuw\n")
    (site / ".knoop/edit/journal").write_text("+ content/people/nieuw.yaml\n- content/people/hans-puijk.yaml\n")
    knoop(site, "check")
    ok("an interrupted change is finished", (site / "content/people/nieuw.yaml").read_text() == "name: Nieuw\n"
       and not (site / "content/people/hans-puijk.yaml").exists() and not (site / ".knoop").exists())


def plant(text, rng):
    """One edit in one name of a reference, a field, a choice or an anchor: where, and what it was."""
    names = [match.span(group) for pattern, group in (
        (r"\]\(([a-z]+:[a-z0-9/-]{4,}(?:#[a-z0-9-]{4,})?)\)", 1), (r"<([a-z]+:[a-z0-9/-]{4,})>", 1),
        (r"^(topics|authors|networks|members|coordinator|region|website|genre|origin|status|organisation):", 1),
        (r"^(?:topics|authors|networks|members): \[([a-z-]{4,})", 1), (r"^(?:genre|status): ([a-z]{4,})$", 1),
        (r"^(?:organisation|coordinator|source): ([a-z-]{4,})$", 1))
        for match in re.finditer(pattern, text, re.M)]
    names = [span for span in names if "`" not in text[text.rfind("\n", 0, span[0]) + 1:text.find("\n", span[1])]]
    if not names:
        return None
    start, end = rng.choice(names)
    letters = [at for at in range(start + 1, end - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    at = rng.choice(letters)
    way = rng.randrange(4)
    if way == 0:
        return text[:at] + text[at + 1:]
    if way == 1:
        return text[:at] + rng.choice("etnxz") + text[at:]
    if way == 2:
        return text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]


def test_fixes(work):
    """200 planted mistakes, each alone: mended to the bytes that were there."""
    site = new_site(work, "fixes")
    rng = random.Random(6)
    paths = [path for path in sorted((site / "content").rglob("*")) if path.suffix in (".md", ".yaml")
             and "kinds" not in path.parts and path.name not in ("site.yaml", "opmaak.md", "meewerken.md")]
    planted = mended = 0
    wrong = []
    while planted < 200:
        path = rng.choice(paths)
        text = path.read_text()
        mistake = plant(text, rng)
        if mistake is None or mistake == text:
            continue
        path.write_text(mistake)
        if knoop(site, "check").returncode == 1:
            planted += 1
            result = knoop(site, "check", "--fix", "--lang", "en")
            if path.read_text() == text and result.returncode == 0:
                mended += 1
            else:
                changed = [(a, b) for a, b in zip(text.split("\n"), path.read_text().split("\n")) if a != b]
                wrong.append(f"{path.name}: {changed[:1]} {result.stderr[:300]}")
        path.write_text(text)
    print(f"{mended} of {planted} planted mistakes mended")
    ok("at least 95 % of planted mistakes are mended", mended >= planted * 0.95, "\n".join(wrong))


def test_fix_forms(work):
    site = new_site(work, "forms")
    path = site / "content/articles/koffie.md"
    path.write_text("---\ntitle: Koffie\ndate: 9-3-2026\ndescription: x\ngenre: bolg\n---\n\n## Een\n\n#### Twee\n\n"
                    "[a](network:gezondvelue) [b](network:gezondveluwe#deol)\n")
    before = path.read_bytes()
    result = knoop(site, "check", "--fix", "--dry-run", "--lang", "en")
    ok("--dry-run shows a diff and writes nothing", path.read_bytes() == before and "+date: 2026-03-09\n" in result.stdout,
       result.stdout)
    result = knoop(site, "check", "--fix", "--lang", "en")
    ok("all forms are mended", path.read_text() ==
       "---\ntitle: Koffie\ndate: 2026-03-09\ndescription: x\ngenre: blog\n---\n\n## Een\n\n### Twee\n\n"
       "[a](network:gezondveluwe) [b](network:gezondveluwe#doel)\n" and "5 mended" in result.stdout,
       path.read_text() + result.stdout + result.stderr)


def main():
    with tempfile.TemporaryDirectory(prefix="knoop-editors-") as work:
        work = pathlib.Path(work)
        for test in (test_new, test_questions, test_move, test_rename_anchor, test_addresses, test_interrupted, test_fix_forms, test_fixes):
            test(work)
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(bool(counts[False]))


main()
