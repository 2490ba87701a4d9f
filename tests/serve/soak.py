#!/usr/bin/env python3
"""soak.py PROGRAM [EDITS [SEED]]: edits a copy of the sample site at random while `knoop serve` shows it.

After each edit the preview must answer as a fresh build would: when the build succeeds, with the bytes of its files;
when it fails, with what `knoop check` tells. Ends with `N passed, N failed`.
"""
import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
EDITS = int(sys.argv[2]) if len(sys.argv) > 2 else 250
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCRIPT = re.compile(rb'<script src="/\.knoop/preview\.js" data-version="(\d+)"[^>]*></script>')
chance = random.Random(SEED)


class Preview:
    def __init__(self, site):
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0", "--today", "2026-11-23", "--lang", "en", site],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        self.port = int(re.search(r":(\d+)/", line).group(1))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path):
        self.connection.request("GET", "/" + path)
        response = self.connection.getresponse()
        return response.status, response.read()

    def page(self, path):
        """The page as a build would write it, and the version of the site that it shows."""
        status, body = self.get(path)
        found = SCRIPT.search(body)
        return status, SCRIPT.sub(b"", body), int(found.group(1)) if found else 0

    def told(self, version):
        """What pages are told of that version of the site."""
        stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        stream.request("GET", "/.knoop/events")
        response = stream.getresponse()
        while True:
            line = response.readline()
            if line.startswith(b"data: "):
                state = json.loads(line[6:])
                if state["version"] >= version:
                    stream.close()
                    return state

    def memory(self):
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * 4096

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=60)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    """Saves as editors do: in place, or by renaming a new file over the old one."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if chance.random() < 0.5:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        with open(path + ".swap~", "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(path + ".swap~", path)


class Editor:
    """Somebody who edits at random, and remembers how it was, so that mistakes are mended in the end."""

    def __init__(self, site):
        self.site = site
        self.content = os.path.join(site, "content")
        self.number = 0
        self.broken = []

    def files(self, ending):
        found = []
        for folder, _, names in sorted(os.walk(self.content)):
            if "templates" not in folder and not folder.endswith("kinds"):
                found += [os.path.join(folder, name) for name in sorted(names) if name.endswith(ending)]
        return [path for path in found if not path.endswith("site.yaml")]

    def body(self):
        return chance.choice([path for path in self.files(".md") if "/terms/" not in path])

    def identity(self):
        folders = {"articles": "article", "tips": "tip", "networks": "network", "people": "person", "topics": "topic"}
        path = chance.choice([p for p in self.files((".md", ".yaml")) if p.split("/content/")[1].split("/")[0] in folders])
        below = path.split("/content/")[1]
        folder, rest = below.split("/", 1)
        return folders[folder] + ":" + os.path.splitext(rest)[0].removesuffix(".en")

    def text(self):
        path = self.body()
        self.number += 1
        write(path, read(path) + f"\nEen nieuwe zin, nummer {self.number}.\n")

    def link(self):
        path = self.body()
        write(path, read(path) + f"\nLees ook [dit stuk]({self.identity()}) en <{self.identity()}>.\n")

    def heading(self):
        path = self.body()
        self.number += 1
        write(path, read(path) + f"\n## Kop {self.number}\n\nMet tekst eronder.\n")

    def box(self):
        """A box that is no item, put there or taken away."""
        path = self.body()
        text = read(path)
        without = text.replace("\n> [!NOTE] Let op\n> Een kader.\n", "")
        write(path, without if without != text else text + "\n> [!NOTE] Let op\n> Een kader.\n")

    def title(self):
        path = self.body()
        self.number += 1
        write(path, re.sub(r"(?m)^title: .*$", f"title: Titel {self.number}", read(path), count=1))

    def topic(self):
        """What lists are narrowed down by: it may come to stand elsewhere among the others."""
        path = chance.choice([p for p in self.files(".yaml") if "/topics/" in p])
        self.number += 1
        write(path, re.sub(r"(?m)^title: .*$", f"title: {chance.choice('ABXYZ')} {self.number}", read(path), count=1))

    def choice(self):
        path = chance.choice([p for p in self.files(".md") if "/articles/" in p])
        text = re.sub(r"(?m)^genre: .*\n", "", read(path))
        write(path, text.replace("\ntitle: ", f"\ngenre: {chance.choice(['blog', 'nieuws', 'artikel'])}\ntitle: ", 1))

    def hidden(self):
        """Found by search or not."""
        path = self.body()
        text = read(path)
        without = re.sub(r"(?m)^(noindex: true|search: false)\n", "", text)
        line = chance.choice(["noindex: true", "search: false"])
        write(path, without if without != text else text.replace("\ntitle: ", f"\n{line}\ntitle: ", 1))

    def term(self):
        path = chance.choice([p for p in self.files(".md") if "/terms/" in p])
        self.number += 1
        write(path, re.sub(r"(?m)^title: .*$", f"title: Woord{self.number}", read(path), count=1))

    def new(self):
        self.number += 1
        folder = chance.choice(["articles", "articles/nieuw", "articles/2017"])
        write(f"{self.content}/{folder}/nieuw-{self.number}.md",
              f"---\ntitle: Nieuw {self.number}\ndate: 2026-01-{1 + self.number % 28:02}\n"
              f"authors: [redactie]\ndraft: {chance.choice(['true', 'false'])}\n---\n\nTekst met <{self.identity()}>.\n")

    def remove(self):
        mine = [path for path in self.files(".md") if "/nieuw-" in path]
        if mine:
            os.remove(chance.choice(mine))

    def rename(self):
        mine = [path for path in self.files(".md") if "/nieuw-" in path]
        if mine:
            self.number += 1
            path = chance.choice(mine)
            os.rename(path, os.path.join(os.path.dirname(path), f"nieuw-{self.number}-anders.md"))

    def folder(self):
        old, new = f"{self.content}/articles/nieuw", f"{self.content}/articles/nieuwer"
        if os.path.isdir(new):
            old, new = new, old
        if os.path.isdir(old) and not os.path.exists(new):
            os.rename(old, new)

    def asset(self):
        self.number += 1
        path = f"{self.content}/assets/beeld-{self.number % 5}.svg"
        write(path, f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.number}" height="20"/>\n')
        page = self.body()
        write(page, read(page) + f"\n![Een beeld](/assets/beeld-{self.number % 5}.svg)\n")

    def settings(self):
        self.number += 1
        path = f"{self.content}/site.yaml"
        write(path, re.sub(r"(?m)^publisher: .*$", f"publisher: Redactie {self.number}", read(path)))

    def kind(self):
        path = f"{self.content}/kinds/tip.yaml"
        self.number += 1
        write(path, re.sub(r"(?m)^weight: .*$", "", read(path)) + f"weight: {self.number}\n")

    def theme(self):
        path = f"{self.site}/themes/standaard/templates/404.html"
        self.number += 1
        write(path, read(path) + f"{{# {self.number} #}}\n")

    def own_template(self):
        path = f"{self.content}/templates/tip.html"
        self.number += 1
        if os.path.exists(path):
            os.remove(path)
        else:
            write(path, '{% extends "standaard:item.html" %}\n')

    def mistake(self):
        """Breaks something; the file is mended some edits later."""
        path, text = chance.choice([
            (self.body(), "\nEen verwijzing naar [niets](article:bestaat-niet).\n"),
            (self.body(), "\n![x](nergens.png)\n"),
            (self.body(), None),
            (f"{self.content}/site.yaml", "onzin: ja\n"),
            (f"{self.content}/kinds/tip.yaml", "onzin: ja\n"),
            (f"{self.site}/themes/standaard/templates/404.html", "{{ page.onzin }}\n"),
        ])
        before = read(path)
        if path not in [broken for broken, _ in self.broken]:
            self.broken.append((path, before))
            write(path, before + text if text is not None else before.replace("---\n", "", 1))

    def mend(self):
        if self.broken:
            path, before = self.broken.pop(0)
            write(path, before)

    def edit(self):
        if self.broken and chance.random() < 0.4:
            self.mend()
            return "mend"
        often = [self.text] * 6 + [self.link] * 3 + [self.heading, self.title] * 2 + [self.box] * 2
        often += [self.topic, self.choice, self.hidden]
        seldom = [self.new, self.new, self.remove, self.rename, self.folder, self.asset, self.settings, self.kind,
                  self.theme, self.own_template, self.term, self.mistake]
        action = chance.choice(often + seldom)
        action()
        return action.__name__


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def published(output):
    found = []
    for folder, _, names in sorted(os.walk(output)):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), output)
            # Documents are made with a build only.
            if not path.startswith((".knoop", "documents/")):
                found.append(path)
    return found


def difference(preview, site, output):
    """What is wrong with the preview's answers, or None."""
    built = run("build", "--drafts", "--today", "2026-11-23", "--lang", "en", "--output", output, site)
    _, _, version = preview.page("index.html")
    if built.returncode != 0:
        told = preview.told(version)
        check = run("check", "--drafts", "--today", "2026-11-23", "--lang", "en", site).stderr
        if told["text"].replace(site, "") != check.replace(site, ""):
            return f"is told\n{told['text']}\nwhere check tells\n{check}"
        return None if told["errors"] > 0 else "knows of no error"
    files = published(output)
    pages = [path for path in files if path.endswith(".html")]
    others = [path for path in files if not path.endswith(".html")]
    for path in chance.sample(pages, min(12, len(pages))) + chance.sample(others, min(4, len(others))):
        _, body, _ = preview.page(path)
        with open(os.path.join(output, path), "rb") as file:
            if body != file.read():
                with open(os.path.join(tempfile.gettempdir(), "preview.html"), "wb") as kept:
                    kept.write(body)
                return f"{path} differs from {os.path.join(output, path)}"
    return None


def main():
    work = tempfile.mkdtemp(prefix="knoop-soak-")
    site, output = os.path.join(work, "site"), os.path.join(work, "output")
    for folder in ("content", "themes"):
        shutil.copytree(os.path.join(ROOT, folder), os.path.join(site, folder))
    # Here pages come and go at random: none of them has to be kept.
    settings = os.path.join(site, "content/site.yaml")
    with open(settings, encoding="utf-8") as file:
        text = file.read()
    with open(settings, "w", encoding="utf-8") as file:
        file.write(text.replace("addresses: keep\n", ""))
    preview = Preview(site)
    editor = Editor(site)
    passed, failed, grown = 0, 0, 0
    history = []
    for number in range(EDITS):
        history.append(editor.edit())
        wrong = difference(preview, site, output)
        passed += wrong is None
        if wrong is not None:
            failed += 1
            print(f"after edit {number} ({', '.join(history[-6:])}, seed {SEED}): {wrong}")
            break
        if number == EDITS // 2:
            grown = preview.memory()
    memory = preview.memory()
    grown = grown or memory
    print(f"memory: {grown >> 20} MiB halfway, {memory >> 20} MiB at the end")
    status = preview.stop()
    if status == 0 and (failed or memory < grown * 1.5 + (32 << 20)):
        passed += 1
    else:
        failed += 1
        print(f"the preview ended with status {status}")
    if not failed:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
