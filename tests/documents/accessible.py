#!/usr/bin/env python3
"""accessible.py FILE.pdf…: what a machine can check of PDF/UA-1 (ISO 14289-1, in the order of the Matterhorn protocol) in the
files, read with qpdf; and that every link and bookmark leads somewhere. A line for each check that fails; the status is 1 then."""

import base64
import collections
import json
import re
import subprocess
import sys
import xml.etree.ElementTree

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form""".split())
PAINT = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI"}
INSIDE = {"LI": {"L"}, "Lbl": {"LI", "Note", "TOCI"}, "LBody": {"LI"}, "TOCI": {"TOC"}, "TR": {"Table", "THead", "TBody"}, "TH": {"TR"}, "TD": {"TR"}}


class File:
    def __init__(self, path):
        text = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path],
                              capture_output=True, check=True).stdout
        self.objects = json.loads(text)["qpdf"][1]
        self.failures = []
        self.root = self.at(self.at(self.objects["trailer"]["value"]["/Root"]))

    def at(self, value):
        """What a reference leads to; everything else is itself."""
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.objects.get("obj:" + value)
            return None if entry is None else entry.get("value", entry.get("stream", {}).get("dict"))
        return value

    def data(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"]["data"])

    def typed(self, name):
        return [(key[4:], entry["value"]) for key, entry in self.objects.items()
                if isinstance(entry.get("value"), dict) and entry["value"].get("/Type") == name]

    def check(self, good, what):
        if not good:
            self.failures.append(what)

    def kids(self, node):
        kids = node.get("/K", [])
        return kids if isinstance(kids, list) else [kids]

    def nodes(self, node=None, parent="", depth=0):
        """The nodes of the structure in their order: (reference, dictionary, type of the one around it)."""
        if depth > 200:
            raise SystemExit("the structure is too deep")
        for kid in self.kids(node if node is not None else self.at(self.root["/StructTreeRoot"])):
            child = self.at(kid)
            if isinstance(kid, str) and isinstance(child, dict) and "/S" in child:
                name = child["/S"][1:]
                yield kid, child, parent
                yield from self.nodes(child, name, depth + 1)


def text(value):
    return value[2:] if isinstance(value, str) and value.startswith(("u:", "b:")) else ""


def check_catalog(file):
    file.check(text(file.root.get("/Lang")), "the catalog has no language")
    file.check(file.at(file.root.get("/MarkInfo", {})).get("/Marked") is True, "it is not marked")
    file.check(file.at(file.root.get("/ViewerPreferences", {})).get("/DisplayDocTitle") is True, "its title is not shown")
    if "/Metadata" not in file.root:
        file.check(False, "there is no metadata")
        return
    packet = xml.etree.ElementTree.fromstring(file.data(file.root["/Metadata"]))
    found = {element.tag.split("}")[1]: "".join(element.itertext()).strip() for element in packet.iter()}
    file.check(found.get("part") == "1", "the metadata has no pdfuaid:part")
    file.check(found.get("title"), "the metadata has no title")
    file.check(found.get("language"), "the metadata has no language")


def named_places(file):
    names = file.at(file.at(file.root.get("/Names", {})).get("/Dests", {})).get("/Names", [])
    keys = [text(name) for name in names[::2]]
    file.check(keys == sorted(keys), "the names of places are not sorted")
    return {key: place for key, place in zip(keys, names[1::2])}


def leads_to_page(file, place, places):
    if isinstance(place, str):
        place = places.get(text(place))
    return isinstance(place, list) and (file.at(place[0]) or {}).get("/Type") == "/Page"


def check_links(file, places):
    within = {}
    for _, node, _ in file.nodes():
        for kid in file.kids(node):
            if isinstance(kid, dict) and kid.get("/Type") == "/OBJR":
                within[kid["/Obj"]] = node["/S"]
    for reference, annotation in file.typed("/Annot"):
        file.check(text(annotation.get("/Contents")).strip(), f"annotation {reference} has no description")
        file.check("/StructParent" in annotation, f"annotation {reference} is not in the structure")
        file.check(within.get(reference) == "/Link", f"annotation {reference} is not in a Link")
        action = file.at(annotation.get("/A"))
        file.check(text(action.get("/URI")) if action else leads_to_page(file, annotation.get("/Dest"), places),
                   f"annotation {reference} leads nowhere: {annotation}")


def check_outline(file, places):
    entry = file.at(file.at(file.root["/Outlines"]).get("/First"))
    count = 0
    stack = [entry]
    while stack:
        entry = stack.pop()
        while entry is not None:
            count += 1
            file.check(text(entry.get("/Title")) and leads_to_page(file, file.at(entry.get("/Dest")), places),
                       f"bookmark {entry.get('/Title')} leads nowhere")
            stack.append(file.at(entry.get("/First")))
            entry = file.at(entry.get("/Next"))
    file.check(count, "there are no bookmarks")


def check_structure(file):
    level = 0
    identifiers = collections.Counter()
    for reference, node, parent in file.nodes():
        name = node["/S"][1:]
        file.check(name in STANDARD, f"{name} is no standard type")
        file.check(parent in INSIDE.get(name, {parent}), f"{name} {reference} stands in {parent or 'the root'}")
        if re.fullmatch("H[1-6]", name):
            file.check(int(name[1]) <= level + 1, f"{name} {reference} follows H{level}")
            level = int(name[1])
        if name in ("Figure", "Formula"):
            file.check(text(node.get("/Alt")).strip(), f"{name} {reference} has no description")
        if name == "Note":
            identifiers[text(node.get("/ID"))] += 1
        if name == "TH":
            attributes = file.at(node.get("/A")) or {}
            file.check(attributes.get("/Scope") in ("/Column", "/Row"), f"TH {reference} has no scope")
        if name == "Table":
            rows = [row for _, row, _ in file.nodes(node) if row["/S"] == "/TR"]
            widths = {len(file.kids(row)) for row in rows}
            file.check(len(widths) == 1, f"the rows of table {reference} have {sorted(widths)} cells")
    file.check("" not in identifiers, "a note has no identifier")
    file.check(all(count == 1 for count in identifiers.values()), "two notes have the same identifier")


def check_content(file):
    """Everything painted is in the structure, or marked as not part of the text; what is marked is in the structure once."""
    tree = file.at(file.at(file.root["/StructTreeRoot"])["/ParentTree"])["/Nums"]
    parents = dict(zip(tree[::2], tree[1::2]))
    for reference, page in file.typed("/Page"):
        file.check(page.get("/Tabs") == "/S", f"page {reference}: the tab key does not follow the structure")
        operators = file.data(page["/Contents"]).decode("latin-1")
        operators = re.sub(r"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", " ", operators, flags=re.S)
        depth, seen = 0, []
        for token in operators.split():
            if token in ("BDC", "BMC"):
                depth += 1
            elif token == "EMC":
                depth -= 1
            elif token in PAINT:
                file.check(depth > 0, f"page {reference}: {token} is not marked")
        seen = [int(number) for number in re.findall(r"/MCID (\d+)", operators)]
        file.check(len(seen) == len(set(seen)), f"page {reference}: something is marked twice")
        known = file.at(parents.get(page.get("/StructParents"))) or []
        file.check(set(seen) == set(range(len(known))) or not seen, f"page {reference}: {len(seen)} marked, {len(known)} in the structure")


def check_fonts(file):
    for reference, font in file.typed("/Font"):
        descriptor = file.at(font.get("/FontDescriptor"))
        if font.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2", "/Type1", "/TrueType"):
            file.check(descriptor and {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), f"font {reference} is not in the file")
        if font.get("/Subtype") in ("/Type0", "/Type1", "/TrueType", "/Type3"):
            file.check("/ToUnicode" in font, f"font {reference} does not tell its characters")
        if font.get("/Subtype") == "/CIDFontType2":
            file.check("/CIDToGIDMap" in font, f"font {reference} has no map of glyphs")


def main():
    failed = 0
    for path in sys.argv[1:]:
        file = File(path)
        places = named_places(file)
        check_catalog(file)
        check_links(file, places)
        check_outline(file, places)
        check_structure(file)
        check_content(file)
        check_fonts(file)
        for failure in file.failures[:20]:
            print(f"{path}: {failure}")
        failed += len(file.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
