#!/usr/bin/python3
"""Writes a site of many articles to search in: search_corpus.py FOLDER PAGES

The words are made of Dutch syllables and follow Zipf's law, as those of a language do: function words are nearly half of
the text; of the other words each stem has a few inflections, and one in sixteen is a compound of two stems. A thousandth of the words is written with a typing error. The same arguments give the same bytes.
"""

import bisect
import itertools
import os
import random
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FUNCTION = (
    "de het een en van in is dat op te met voor zijn niet aan er die om ook als bij maar dan door over naar uit nog tot "
    "wel we je ze wat hun of deze dit worden wordt heeft hebben kan kunnen moet zo meer geen veel onder tegen"
).split()
ONSETS = "b bl br d dr f g gr h j k kl kr l m n p pl pr r s sch sl sp st str t tr v vl vr w z".split()
VOWELS = "a aa e ee i ie o oo oe u uu ui ij ei ou eu".split()
CODAS = "b cht d f g k l ld lk m n nd ng nk p r rd rk rm rs s st t ts ft".split()
ENDINGS = "en s t ing e er je lijk baar heid de ingen".split()


class Zipf:
    """Draws from a list, the first the most often."""

    def __init__(self, values, exponent):
        self.values = values
        self.sums = list(itertools.accumulate((rank + 2.7) ** -exponent for rank in range(len(values))))

    def draw(self, chance):
        return self.values[bisect.bisect(self.sums, chance.random() * self.sums[-1])]


def make_stems(chance, count):
    stems = {}
    while len(stems) < count:
        syllables = chance.choices([1, 2, 3], [4, 5, 1])[0]
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)) + chance.choice(CODAS)
        if len(word) > 3:
            stems[word] = None
    return list(stems)


class Writer:
    def __init__(self):
        self.chance = random.Random(2026)
        self.function = Zipf(FUNCTION, 0.9)
        self.stems = Zipf(make_stems(self.chance, 24000), 1.02)

    def word(self):
        chance = self.chance
        if chance.random() < 0.45:
            return self.function.draw(chance)
        word = self.stems.draw(chance)
        if chance.random() < 0.06:
            word += self.stems.draw(chance)
        if chance.random() < 0.5:  # a word has two or three of the endings, one of them mostly
            word += ENDINGS[(len(word) * 7 + ord(word[1]) + min(2, int(chance.expovariate(1.5)))) % len(ENDINGS)]
        if chance.random() < 0.001:
            at = chance.randrange(1, len(word))
            word = word[:at] + chance.choice("aeinrst") + word[at:]
        return word

    def sentence(self):
        words = [self.word() for _ in range(self.chance.randint(6, 22))]
        if len(words) > 12:
            words[len(words) // 2] += ","
        return " ".join(words).capitalize() + self.chance.choice("......?")

    def title(self, most):
        return " ".join(self.word() for _ in range(self.chance.randint(2, most))).capitalize()

    def article(self, number, topics):
        chance = self.chance
        parts = [
            "---",
            f"title: {self.title(7)}",
            f"date: {2005 + number % 20}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            f"topics: [{', '.join(chance.sample(topics, chance.randint(1, 3)))}]",
            "---",
            "",
        ]
        for section in range(chance.randint(2, 6)):
            if section > 0:
                parts += [f"## {self.title(5)}", ""]
            for _ in range(chance.randint(1, 4)):
                parts += [" ".join(self.sentence() for _ in range(chance.randint(2, 6))), ""]
        return "\n".join(parts)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    root = os.path.join(HERE, "..", "..")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.join(root, "content", "kinds"), os.path.join(folder, "content", "kinds"))
    write(os.path.join(folder, "content", "site.yaml"), "title: Zoekproef\nlanguage: nl\ntheme: standaard\n")
    writer = Writer()
    topics = [f"onderwerp-{number}" for number in range(24)]
    for topic in topics:
        write(os.path.join(folder, "content", "topics", f"{topic}.yaml"), f"title: {writer.title(2)}\nsummary: {writer.sentence()}\n")
    for number in range(count):
        path = os.path.join(folder, "content", "articles", f"{number // 1000}", f"{number:05}.md")
        write(path, writer.article(number, topics))


main()
