#!/usr/bin/python3
"""How fast templates render: ours and Jinja2's on the same template and data, in one run.

    templates.py --driver PROGRAM [--items COUNT]

The template is a page like those of a site: a layout with blocks, a menu, lists with parts and macros, filters and a
body. Both render it COUNT times; the outputs must be equal. Prints microseconds of processor time a page and the ratio.
"""

import argparse
import os
import sys
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--items", type=int, default=10000)
    arguments = parser.parse_args()
    values = data()

    environment = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
                                     trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(values)
    template = environment.get_template("item.html")
    expected = template.render()
    count = max(1, arguments.items // 10)  # a tenth is enough for the slower one
    start = time.process_time()
    for _ in range(count):
        template.render()
    theirs = (time.process_time() - start) / count * 1e6

    driver = run.Driver(arguments.driver)
    kind, output = driver.render(TEMPLATES, values, True, True)
    if (kind, output) != ("ok", expected):
        sys.exit(f"the outputs differ:\n{output}\n{expected}")
    compile_time, plain = driver.measure(TEMPLATES, values, arguments.items, context=False)
    _, ours = driver.measure(TEMPLATES, values, arguments.items, context=True)
    print(f"output: {len(expected.encode())} bytes a page, {arguments.items} pages")
    print(f"Jinja2:                       {theirs:8.1f} µs a page")
    print(f"ours, escaping as Jinja2:     {plain:8.1f} µs a page: {theirs / plain:.1f} times as fast")
    print(f"ours, escaping by context:    {ours:8.1f} µs a page: {theirs / ours:.1f} times as fast")
    print(f"ours, compiling the 4 templates: {compile_time:.1f} µs")


if __name__ == "__main__":
    main()
