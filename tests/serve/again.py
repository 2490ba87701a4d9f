#!/usr/bin/env python3
"""again.py PROGRAM [EDITS [SEED]]: edits a large site at random, and builds it again and again into the same folder.

After each edit output/ must be, file by file and byte by byte, what a build into an empty folder makes of the site; whatever
befell output/ and the file beside it meanwhile. Ends with `N passed, N failed`.
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.argv[1:] = sys.argv[1:] or ["build/knoop"]
import soak  # noqa: E402
from soak import Editor, PROGRAM, ROOT, chance, read, write  # noqa: E402

EDITS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
PAGES = 520  # so that the site is large enough for what the last build made to count
MEMORY = ".output.knoop-pages"


class Vandal(Editor):
    """Also does to what was published what people and machines do."""

    def __init__(self, site):
        super().__init__(site)
        self.options = []

    def published(self, ending=""):
        found = []
        for folder, _, names in sorted(os.walk(os.path.join(self.site, "output"))):
            found += [os.path.join(folder, name) for name in sorted(names) if name.endswith(ending) and not name.startswith(".knoop")]
        return found

    def much_text(self):
        for _ in range(chance.randrange(2, 12)):
            self.text()

    def description(self):
        """The first sentence, which other pages may show."""
        path = self.body()
        head, fence, body = read(path).partition("\n---\n")
        self.number += 1
        write(path, f"{head}{fence}\nEen nieuw begin, nummer {self.number}.\n{body}")

    def field(self):
        path = chance.choice([p for p in self.files(".yaml") if "/networks/" in p or "/people/" in p])
        self.number += 1
        write(path, read(path).rstrip("\n") + f"\n# {self.number}\n")

    def spoil(self):
        """Another text of the same length in a published page."""
        path = chance.choice(self.published(".html"))
        text = read(path)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("e", "a", 40))

    def lose(self):
        os.remove(chance.choice(self.published()))

    def copy(self):
        """What a backup brings back: the same bytes and times in other files."""
        output = os.path.join(self.site, "output")
        shutil.copytree(output, output + ".copy")
        shutil.rmtree(output)
        os.rename(output + ".copy", output)

    def forget(self):
        path = os.path.join(self.site, MEMORY)
        if os.path.exists(path):
            os.remove(path)

    def damage(self):
        path = os.path.join(self.site, MEMORY)
        if os.path.exists(path):
            with open(path, "r+b") as file:
                size = os.path.getsize(path)
                if chance.random() < 0.5:
                    file.truncate(chance.randrange(size))
                else:
                    file.seek(chance.randrange(size))
                    file.write(bytes([chance.randrange(256)]))

    def otherwise(self):
        self.options = chance.choice([[], ["--drafts"], ["--base-url", "https://elders.example/"], ["--today", "2026-01-15"]])

    def edit(self):
        if self.broken and chance.random() < 0.4:
            self.mend()
            return "mend"
        often = [self.text] * 8 + [self.much_text] * 4 + [self.description] * 3 + [self.link, self.heading, self.title, self.box]
        seldom = [self.new, self.remove, self.rename, self.asset, self.settings, self.kind, self.theme, self.own_template, self.term,
                  self.topic, self.choice, self.hidden, self.field, self.spoil, self.lose, self.copy, self.forget, self.damage,
                  self.otherwise, self.mistake]
        action = chance.choice(often * 2 + seldom)
        action()
        return action.__name__


def build(site, output, *options):
    words = [PROGRAM, "build", "--today", "2026-11-23", "--lang", "en", "--verbose", "--output", output, *options, site]
    result = subprocess.run(words, capture_output=True, text=True)
    held = [line for line in result.stderr.splitlines() if line.endswith("held from the last build")]
    return result.returncode, int(held[0].split()[0]) if held else 0, result.stderr


def tree(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def difference(editor, work):
    """What is wrong, or None; and how many pages held."""
    site, output = editor.site, os.path.join(editor.site, "output")
    again, held, told = build(site, output, *editor.options)
    fresh, none, expected = build(site, os.path.join(work, "fresh"), "--fresh", *editor.options)
    if again != fresh or none != 0:
        return f"status {again} where a fresh build has {fresh}\n{told[-800:]}\n{expected[-800:]}", held
    if again != 0:
        return None, held
    own, other = tree(output), tree(os.path.join(work, "fresh"))
    wrong = sorted(path for path in own.keys() | other.keys() if own.get(path) != other.get(path))
    return (f"these differ: {' '.join(wrong[:5])}" if wrong else None), held


def enlarge(site, editor):
    for number in range(PAGES):
        soak.write(f"{site}/content/tips/veel-{number:03}.md",
                   f"---\ntitle: Tip nummer {number}\ntopics: [{chance.choice(['regie', 'governance', 'transitie'])}]\n---\n\n"
                   f"Een raad over <{editor.identity()}>, nummer {number}.\n\n## Waarom\n\nOmdat het werkt.\n")


def main():
    work = tempfile.mkdtemp(prefix="knoop-again-")
    site = os.path.join(work, "site")
    for folder in ("content", "themes"):
        shutil.copytree(os.path.join(ROOT, folder), os.path.join(site, folder))
    settings = os.path.join(site, "content/site.yaml")
    text = read(settings).replace("addresses: keep\n", "")
    write(settings, text[:text.index("documents:\n")] + text[text.index("menu:\n"):])
    editor = Vandal(site)
    enlarge(site, editor)
    passed, failed, most, history = 0, 0, 0, []
    for number in range(EDITS):
        wrong, held = difference(editor, work)
        most = max(most, held)
        passed += wrong is None
        if wrong is not None:
            failed += 1
            print(f"after edit {number} ({', '.join(history[-6:])}, seed {soak.SEED}, {work}): {wrong}")
            break
        history.append(editor.edit())
    if most < PAGES:
        failed += 1
        print(f"at most {most} pages held: nothing was tested")
    if not failed:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
