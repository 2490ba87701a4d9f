#!/usr/bin/python3
"""How fast templates render: ours beside Jinja2, Nunjucks and Hugo, in one run.

    templates.py --driver PROGRAM --knoop PROGRAM [--items COUNT]

1. The standard theme's item.html with all that it extends and imports, over the data that `knoop show template-data`
   gives of articles of the sample site: ours and Jinja2's; every page must be equal.
2. A page of our own making, for peers that cannot read that theme: the same template for ours, Jinja2 and (without the
   few things that it lacks) Nunjucks; for Hugo the same page in Go's language, on one thread, as --templateMetrics
   counts it. What is not installed is left out.

Prints microseconds of processor time a page, and how many times as fast ours is.
"""

import argparse
import datetime
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "spec", "jinja"))
import jinja2
import run
from markupsafe import Markup

TEMPLATES = {
    "item.html": """{% extends "base.html" %}
{% from "macros.html" import tag, figure %}
{% block title %}{{ page.title }} | {{ super() }}{% endblock %}
{% block main %}
<article class="{{ page.kind }}">
  <h1>{{ page.title }}</h1>
  {% if page.description %}
  <p class="lead">{{ page.description }}</p>
  {% endif %}
  {% if page.image is defined %}
  {{ figure(page.image.address, page.image.alt) }}
  {% endif %}
  <p class="meta">{{ page.date }}, {{ page.words }} woorden, {{ (page.words / 200) | round(0, "ceil") | int }} minuten</p>
  {% if page.toc %}
  <nav><ol>
  {% for entry in page.toc recursive %}
    <li><a href="#{{ entry.id }}">{{ entry.text }}</a>{% if entry.children %}<ol>{{ loop(entry.children) }}</ol>{% endif %}</li>
  {% endfor %}
  </ol></nav>
  {% endif %}
  {{ page.html }}
  <ul class="tags">
  {% for topic in page.topics | sort(attribute="title") %}
    <li>{{ tag(topic) }}{{ ", " if not loop.last }}</li>
  {% endfor %}
  </ul>
  <section>
    <h2>{{ page.backlinks | length }} keer genoemd</h2>
    <ul>
    {% for link in page.backlinks %}
      {% set parity = loop.cycle("odd", "even") %}
      {% include "backlink.html" %}
    {% else %}
      <li>nergens</li>
    {% endfor %}
    </ul>
  </section>
  <table>
  {% for row in page.fields | batch(2) %}
    <tr>{% for field in row %}<th>{{ field.label | capitalize }}</th><td>{{ field.value | default("-") }}</td>{% endfor %}</tr>
  {% endfor %}
  </table>
</article>
{% endblock %}
""",
    "base.html": """<!DOCTYPE html>
<html lang="{{ site.language }}">
<head>
  <meta charset="utf-8">
  <title>{% block title %}{{ site.title }}{% endblock %}</title>
  <link rel="stylesheet" href="{{ site.root }}site.css">
</head>
<body class="kind-{{ page.kind | lower | replace(" ", "-") }}">
<nav>
  <ul>
  {% for entry in site.menu %}
    <li{% if entry.address == page.address %} class="current"{% endif %}><a href="{{ entry.address }}">{{ entry.label }}</a></li>
  {% endfor %}
  </ul>
</nav>
<main>
{% block main %}{% endblock %}
</main>
<footer>
  {% block footer %}
  <p>{{ site.title }} {{ site.year }}</p>
  {% endblock %}
</footer>
</body>
</html>
""",
    "macros.html": """{% macro tag(topic, class="topic") %}
<a class="{{ class }}" href="{{ topic.address }}">{{ topic.title }}</a>
{%- endmacro %}
{% macro figure(address, alt="") %}
<figure><img src="{{ address }}" alt="{{ alt }}"></figure>
{%- endmacro %}
""",
    "backlink.html": """<li class="{{ parity }}"><a href="{{ link.address }}">{{ link.title }}</a>: {{ link.text | truncate(60) }}</li>
""",
}


def data():
    topics = [{"title": f"Onderwerp {name}", "address": f"topics/{name}.html"} for name in "zorg wonen & werk jeugd".split()]
    backlinks = [{"title": f"Artikel <{i}>", "address": f"articles/{i}.html",
                  "text": "Een zin waarin dit wordt genoemd, met wat er omheen staat & nog wat meer woorden."} for i in range(12)]
    toc = [{"id": f"deel-{i}", "text": f"Deel {i}", "children": [{"id": f"deel-{i}-{j}", "text": f"Stuk {j}", "children": []}
                                                                    for j in range(3)]} for i in range(5)]
    body = Markup("".join(f"<p>Alinea {i} met <em>nadruk</em> en een <a href=\"x.html\">link</a>.</p>\n" for i in range(40)))
    return {
        "site": {"title": "Kennisbank", "language": "nl", "root": "../", "year": 2026,
                 "menu": [{"label": f"Menu {i}", "address": f"menu/{i}.html"} for i in range(7)]},
        "page": {"title": "Doorzettingsmacht & regie", "kind": "article", "description": "Wie beslist er als het \"schuurt\"?",
                 "image": {"address": "img/foto.jpg", "alt": "Een foto"}, "date": "2017-10-20", "words": 1234, "html": body,
                 "toc": toc, "topics": topics, "backlinks": backlinks, "address": "menu/3.html",
                 "fields": [{"label": f"veld {i}", "value": f"waarde {i}"} for i in range(9)]},
    }


# What Nunjucks has not: loops that call themselves, `is` with truth of lists, methods; and it needs no import.
NUNJUCKS = {
    "{% for entry in page.toc recursive %}\n": "{% macro heading(entry) %}\n",
    "{% if entry.children %}<ol>{{ loop(entry.children) }}</ol>{% endif %}</li>\n  {% endfor %}":
        "{% if entry.children.length %}<ol>{% for child in entry.children %}{{ heading(child) }}{% endfor %}</ol>{% endif %}</li>\n"
        "  {% endmacro %}{% for entry in page.toc %}{{ heading(entry) }}{% endfor %}",
    "page.topics | sort(attribute=\"title\")": "page.topics | sort(false, false, \"title\")",
    "{% set parity = loop.cycle(\"odd\", \"even\") %}": "{% set parity = \"odd\" if loop.index0 % 2 == 0 else \"even\" %}",
    "{{ page.html }}": "{{ page.html | safe }}",
}

NUNJUCKS_SCRIPT = r"""
const nunjucks = require("nunjucks");
const [templates, data, count] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const Loader = nunjucks.Loader.extend({ getSource: (name) => ({ src: templates[name], path: name, noCache: false }) });
const environment = new nunjucks.Environment(new Loader(), { autoescape: true, trimBlocks: true, lstripBlocks: true });
const template = environment.getTemplate("item.html", true);
const output = template.render(data);
for (let i = 0; i < 200; i++) template.render(data);
const start = process.cpuUsage();
for (let i = 0; i < count; i++) template.render(data);
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify([(user + system) / count, output]));
"""

HUGO_SINGLE = """<!DOCTYPE html>
<html lang="{{ site.Params.language }}">
<head>
  <meta charset="utf-8">
  <title>{{ .Title }} | {{ site.Title }}</title>
  <link rel="stylesheet" href="{{ site.Params.root }}site.css">
</head>
<body class="kind-{{ replace (lower .Params.kindname) " " "-" }}">
<nav>
  <ul>
  {{- range site.Params.entries }}
    <li{{ if eq .address $.Params.address }} class="current"{{ end }}><a href="{{ .address }}">{{ .label }}</a></li>
  {{- end }}
  </ul>
</nav>
<main>
<article class="{{ .Params.kindname }}">
  <h1>{{ .Title }}</h1>
  {{ with .Params.lead }}<p class="lead">{{ . }}</p>{{ end }}
  {{ with .Params.picture }}<figure><img src="{{ .address }}" alt="{{ .alt }}"></figure>{{ end }}
  <p class="meta">{{ .Params.day }}, {{ .Params.words }} woorden, {{ math.Ceil (div (float .Params.words) 200) }} minuten</p>
  {{ with .Params.headings }}<nav><ol>{{ range . }}
    <li><a href="#{{ .id }}">{{ .text }}</a>{{ with .children }}<ol>{{ range . }}
    <li><a href="#{{ .id }}">{{ .text }}</a></li>{{ end }}</ol>{{ end }}</li>{{ end }}
  </ol></nav>{{ end }}
  {{ safeHTML .Params.html }}
  <ul class="tags">
  {{- range $i, $topic := sort .Params.subjects "title" }}
    <li>{{ if $i }}, {{ end }}<a class="topic" href="{{ .address }}">{{ .title }}</a></li>
  {{- end }}
  </ul>
  <section>
    <h2>{{ len .Params.backlinks }} keer genoemd</h2>
    <ul>
    {{- range $i, $link := .Params.backlinks }}
      <li class="{{ cond (modBool $i 2) "odd" "even" }}"><a href="{{ .address }}">{{ .title }}</a>: {{ truncate 60 .text }}</li>
    {{- else }}
      <li>nergens</li>
    {{- end }}
    </ul>
  </section>
  <table>
  {{- range $i, $field := .Params.fields }}{{ if modBool $i 2 }}<tr>{{ end }}<th>{{ title .label }}</th><td>{{ .value | default "-" }}</td>{{ end }}
  </table>
</article>
</main>
<footer><p>{{ site.Title }} {{ site.Params.year }}</p></footer>
</body>
</html>
"""


def line(name, time, ours=None):
    print(f"  {name:<34}{time:9.1f} µs a page" + (f"   ours is {time / ours:6.1f} times as fast" if ours else ""))


def jinja_time(template, pages, count):
    """Microseconds a page; `pages` are the values for each call, taken in turn."""
    start = time.process_time()
    for i in range(count):
        template.render(pages[i % len(pages)])
    return (time.process_time() - start) / count * 1e6


MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def theme_values(knoop, site):
    """What templates see of the articles at the top of the sample site, as plain values."""
    subprocess.run([knoop, "build", "--quiet", "--today", "2026-03-01", site], check=True)
    with open(os.path.join(site, "output", "site.json"), encoding="utf-8") as file:
        items = {item["identity"]: item for item in json.load(file)["items"]}

    def plain(value, key=""):
        if isinstance(value, dict):
            return {name: plain(entry, name) for name, entry in value.items() if entry is not None}
        if isinstance(value, list):
            return [plain(entry, key) for entry in value]
        if not isinstance(value, str) or key in ("identity", "type", "name", "source_path"):
            return value
        if value in items:
            item = items[value]
            kind = {"name": item["kind"], "label": item["kind"].capitalize(), "is_dated": item["kind"] == "article"}
            more = {"description": item["description"]} if item.get("description") else {}
            return {"title": item["title"], "identity": value, "address": "../" + item.get("address", ""), "kind": kind,
                    "language": item["language"], "has_page": True, "points": [], **more}
        if key in ("html", "footer") or value.startswith("<p>"):
            return Markup(value)
        return datetime.date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value

    values = []
    for identity, item in sorted(items.items()):
        if re.fullmatch(r"articles/[^/]*\.html", item.get("address", "")):
            shown = subprocess.run([knoop, "show", "template-data", identity, "--format", "json", "--site", site,
                                    "--today", "2026-03-01"], check=True, capture_output=True, text=True)
            data = plain(json.loads(shown.stdout))
            values.append({**data, **dict.fromkeys(("t", "asset", "url"), lambda text, **names: text)})
    return values


def compare_theme(driver, knoop, count):
    templates = {}
    folder = "themes/standaard/templates"
    for path in sorted(glob.glob(folder + "/**/*.html", recursive=True), key=lambda path: os.path.basename(path) != "item.html"):
        with open(path, encoding="utf-8") as file:
            templates[os.path.relpath(path, folder)] = file.read()
    with tempfile.TemporaryDirectory() as site:
        for name in ("content", "themes"):
            shutil.copytree(name, os.path.join(site, name))
        values = theme_values(knoop, site)
    theirs = ours = length = compiling = 0
    for data in values:
        environment = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        environment.filters["date"] = lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        environment.globals.update(data)
        template = environment.get_template("item.html")
        expected = template.render()
        kind, output = driver.render(templates, data, True, True)
        if (kind, output) != ("ok", expected):
            sys.exit(f"{data['page']['identity']}: the outputs differ:\n{output}\n{expected}")
        length += len(expected.encode()) / len(values)
        theirs += jinja_time(template, [{}], max(1, count // 10 // len(values))) / len(values)
        compiled, rendered = driver.measure(templates, data, count // len(values), context=True)
        ours, compiling = ours + rendered / len(values), max(compiling, compiled)
    print(f"The standard theme's item.html, {count} pages of {len(values)} articles of the sample, {length:.0f} bytes a page:")
    line("ours", ours)
    line("Jinja2 " + jinja2.__version__, theirs, ours)
    print(f"  ours, compiling item.html and the {len(templates) - 1} others: {compiling:.0f} µs")


def hugo_time(data, count):
    site, page = data["site"], data["page"]
    front = {"title": page["title"], "lead": page["description"], "kindname": page["kind"], "picture": page["image"],
             "day": page["date"], "headings": page["toc"], "subjects": page["topics"],
             **{name: page[name] for name in ("words", "html", "backlinks", "fields", "address")}}
    config = {"title": site["title"], "baseURL": "https://example.org/", "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404"],
              "params": {"language": site["language"], "root": site["root"], "year": site["year"], "entries": site["menu"]}}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("content/p", "layouts/_default"):
            os.makedirs(os.path.join(folder, name))
        with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
            json.dump(config, file)
        with open(os.path.join(folder, "layouts/_default/single.html"), "w", encoding="utf-8") as file:
            file.write(HUGO_SINGLE)
        text = json.dumps(front, ensure_ascii=False, indent=1)
        for i in range(count):
            with open(os.path.join(folder, f"content/p/{i}.html"), "w", encoding="utf-8") as file:
                file.write(text)
        run_hugo = subprocess.run(["hugo", "--renderToMemory", "--templateMetrics", "-s", folder], capture_output=True, text=True,
                                  env={**os.environ, "GOMAXPROCS": "1", "HUGO_NUMWORKERMULTIPLIER": "1"})
    match = re.search(r"([\d.]+)(ms|s|µs)\s+\S+\s+\S+\s+(\d+)\s+_default/single.html", run_hugo.stdout)
    if match is None:
        sys.exit(run_hugo.stdout + run_hugo.stderr)
    return float(match[1]) * {"s": 1e6, "ms": 1e3, "µs": 1}[match[2]] / int(match[3])


def nunjucks_time(data, count):
    templates = dict(TEMPLATES)
    for old, new in NUNJUCKS.items():
        templates = {name: text.replace(old, new) for name, text in templates.items()}
    done = subprocess.run(["node", "-e", NUNJUCKS_SCRIPT], input=json.dumps([templates, data, count]), capture_output=True, text=True,
                          env={**os.environ, "NODE_PATH": os.path.abspath("tests/bench/node_modules")})
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)[0]


def compare_page(driver, count):
    values = data()
    environment = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
                                     trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(values)
    template = environment.get_template("item.html")
    expected = template.render()
    kind, output = driver.render(TEMPLATES, values, True, True)
    if (kind, output) != ("ok", expected):
        sys.exit(f"the outputs differ:\n{output}\n{expected}")
    _, plain = driver.measure(TEMPLATES, values, count, context=False)
    _, ours = driver.measure(TEMPLATES, values, count, context=True)
    print(f"A page with all the language has, {count} pages, {len(expected.encode())} bytes a page:")
    line("ours, escaping by context", ours)
    line("ours, escaping as Jinja2 does", plain)
    line("Jinja2 " + jinja2.__version__, jinja_time(template, [{}], max(1, count // 10)), ours)
    if os.path.isdir("tests/bench/node_modules/nunjucks"):
        line("Nunjucks", nunjucks_time(values, count), ours)
    if shutil.which("hugo"):
        line("Hugo (Go's html/template)", hugo_time(values, count), ours)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--knoop", required=True)
    parser.add_argument("--items", type=int, default=10000)
    arguments = parser.parse_args()
    driver = run.Driver(arguments.driver)
    compare_theme(driver, arguments.knoop, arguments.items)
    compare_page(driver, arguments.items)


if __name__ == "__main__":
    main()
