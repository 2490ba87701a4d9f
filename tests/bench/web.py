"""What is measured in a browser: search in a large site, beside Pagefind and lunr, and Lighthouse for a page of each sort. The
scripts beside this file do it; each prints one line of JSON at its end."""

import json
import subprocess

PAGES = {
    "index.html": "the front page", "articles/2019/netwerksamenwerking-gewoon-doen.html": "an article",
    "networks/gezondveluwe.html": "a network", "checklists/een-netwerk-beginnen.html": "a checklist",
    "tips/index.html": "a list",
}


def ask(script, *words):
    result = subprocess.run(["node", script, *map(str, words)], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(result.stdout.strip().rsplit("\n", 1)[-1])


def search_row(name, figures, needs_server):
    first, further = ([round(value / 1024) for value in figures[key]] for key in ("first", "further"))
    return f"| {name} | {first[0]} (at most {first[1]}) | {further[0]} (at most {further[1]}) | {figures['index']:.1f} | {needs_server} |"


def search(knoop, here, folder, count):
    """The text of a section: knoop's search over `count` pages made in `folder`, beside the others."""
    subprocess.run(["python3", here / "search_corpus.py", folder, str(count)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([knoop, "build", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sites = (folder / "output", folder / "content")
    own, peers = ask(here / "search.mjs", *sites), ask(here / "search_peers.mjs", *sites)
    rows = ["| | first query, KiB | further, KiB | index, % of the text | needs a server |", "|---|---|---|---|---|",
            search_row("knoop", own, "no"), search_row(f"Pagefind {peers['pagefind']['version']}", peers["pagefind"], "yes"),
            search_row(f"lunr {peers['lunr']['version']}, of {peers['lunr']['pages']} pages", peers["lunr"], "no")]
    return "\n".join(rows) + (
        f"\n\nMedians of {own['queries']} queries (Pagefind: the {peers['pagefind']['queries']} without a typing error), with code and eight "
        "excerpts; for knoop also what was read while typing. Goals: 200, 80 and 60. From the last key to the first result, knoop: "
        f"{own['times'][0]:.0f} ms (at most {own['times'][1]:.0f}), of a goal of 100. lunr, as MkDocs ships it, is loaded whole; its index "
        "of all pages takes minutes and gigabytes to make. Chromium over `file://`, Pagefind over loopback.")


def lighthouse(here, output):
    """The text of a section: Lighthouse's scores of the sample site, over loopback."""
    found = ask(here / "lighthouse.mjs", output, *PAGES)
    names = list(next(iter(found["pages"].values())))
    rows = ["| page | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for file, scores in found["pages"].items():
        rows.append(f"| {PAGES[file]} | " + " | ".join(str(scores[name]) for name in names) + " |")
    return "\n".join(rows) + (f"\n\nLighthouse {found['version']} with Chromium over loopback; goal: 100 everywhere. A busy machine lowers the "
                              "performance, so that a page that falls short is asked up to three times.")
