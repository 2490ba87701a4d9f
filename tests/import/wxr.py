#!/usr/bin/env python3
"""wxr.py COUNT FOLDER: writes FOLDER/export.xml, an export as WordPress makes it, of COUNT posts with every third a feature of its
own, and FOLDER/uploads with their pictures. The same COUNT gives the same bytes."""

import html
import pathlib
import struct
import sys
import zlib

WORDS = "wijk zorg overleg netwerk bestuur buurt team plan tijd ruimte vraag gesprek stap doel samen leren kijken delen".split()
SUBJECTS = ["Regie", "Samen leren", "Nieuwe wegen", "Geld & tijd"]
AUTHORS = [("anna", "Anna Bos"), ("b.jansen", "Bert Jansen")]


def sentence(seed, length=14):
    words = [WORDS[(seed * 7 + i * i * 3 + i) % len(WORDS)] for i in range(length)]
    return " ".join(words).capitalize() + "."


def png(seed):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    row = b"\0" + bytes((seed * 40 + i) % 256 for i in range(12))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 1, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(row))
            + chunk(b"IEND", b""))


def gutenberg(i):
    return f"""<!-- wp:paragraph -->
<p>{sentence(i)} <strong>{sentence(i + 1, 4)}</strong> <a href="https://www.oud.example/{2015 + i // 6 * 3 % 8}/{i // 6 * 3 % 12 + 1:02d}/bericht-{i // 6 * 3}/#deel">Zie ook</a>.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading" id="deel">Een deel van {i}</h2>
<!-- /wp:heading -->

<!-- wp:list -->
<ul class="wp-block-list"><li>{sentence(i, 5)}</li><li>{sentence(i + 2, 5)}<ul><li>{sentence(i + 3, 4)}</li></ul></li></ul>
<!-- /wp:list -->

<!-- wp:image {{"id":{i}}} -->
<figure class="wp-block-image"><img src="https://www.oud.example/wp-content/uploads/2020/plaatje-{i % 5}.png" alt="Plaatje {i}"/><figcaption>Bij bericht {i}</figcaption></figure>
<!-- /wp:image -->

<!-- wp:table -->
<figure class="wp-block-table"><table><thead><tr><th>Wat</th><th>Hoe vaak</th></tr></thead><tbody><tr><td>{WORDS[i % 9]}</td><td>{i}</td></tr></tbody></table></figure>
<!-- /wp:table -->"""


def classic(i):
    return f"""{sentence(i)}
{sentence(i + 4)}

<h3>Tussenkop</h3>
[caption id="x" align="alignleft" width="300"]<img src="https://www.oud.example/wp-content/uploads/2020/plaatje-{i % 5}.png" alt="" /> Het plaatje van {i}[/caption]

{sentence(i + 5)}&nbsp;En <em>schuin</em>[sic].

<blockquote>{sentence(i + 6)}</blockquote>

[gallery ids="1,2,3"]"""


def old(i):
    return f"""<p>{sentence(i)} Zie <a href="https://www.oud.example/?p={1000 + i - 3}">het vorige</a> en <a href="/over-ons/">wie wij zijn</a>.</p>
<table role="presentation"><tr><td><p>{sentence(i + 7)}</p></td></tr></table>
<p style="text-align:center"><span style="color:red">{sentence(i + 8, 6)}</span><br/>{sentence(i + 9, 6)}</p>
<iframe src="https://video.example/embed/{i}" title="Film {i}"></iframe>
<pre>
regel {i}

  en nog een</pre>"""


def post(i):
    kind = [gutenberg, classic, old][i % 3]
    date = f"{2015 + i % 8}-{i % 12 + 1:02d}-{i % 28 + 1:02d} 09:{i % 60:02d}:00"
    status = "draft" if i % 40 == 39 else "publish"
    login = AUTHORS[i % 2][0]
    subject = SUBJECTS[i % 4]
    title = f"Bericht {i}: {WORDS[i % len(WORDS)]} & \"meer\""
    return f"""<item>
<title>{html.escape(title, quote=False)}</title>
<link>https://www.oud.example/{date[:4]}/{date[5:7]}/bericht-{i}/</link>
<dc:creator><![CDATA[{login}]]></dc:creator>
<guid isPermaLink="false">https://www.oud.example/?p={1000 + i}</guid>
<content:encoded><![CDATA[{kind(i)}]]></content:encoded>
<excerpt:encoded><![CDATA[{sentence(i, 9) if i % 2 else ""}]]></excerpt:encoded>
<wp:post_id>{1000 + i}</wp:post_id>
<wp:post_date><![CDATA[{date}]]></wp:post_date>
<wp:post_name><![CDATA[bericht-{i}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type>
<category domain="category" nicename="x"><![CDATA[{subject}]]></category>
<category domain="post_tag" nicename="y"><![CDATA[{WORDS[i % 5].capitalize()}]]></category>
<wp:comment><wp:comment_content><![CDATA[Mooi!]]></wp:comment_content></wp:comment>
</item>
"""


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    (folder / "uploads/2020").mkdir(parents=True, exist_ok=True)
    for i in range(5):
        (folder / f"uploads/2020/plaatje-{i}.png").write_bytes(png(i))
    authors = "".join(f"<wp:author><wp:author_login><![CDATA[{login}]]></wp:author_login><wp:author_display_name><![CDATA[{name}]]>"
                      "</wp:author_display_name></wp:author>\n" for login, name in AUTHORS)
    (folder / "export.xml").write_text(f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Oud</title><link>https://www.oud.example</link><wp:wxr_version>1.2</wp:wxr_version>
{authors}<item><title>een plaatje</title><wp:post_id>9</wp:post_id><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type></item>
{"".join(post(i) for i in range(count))}</channel></rss>
""")


if __name__ == "__main__":
    main()
