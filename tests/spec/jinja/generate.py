"""Makes random templates and data: make(number) gives always the same ones for a number.

Expressions are made by type, so that most templates render; now and then one is made of the wrong type, and both
engines must fail. What differs on purpose (differences.txt) is not made: no truth of undefined values, no generators
that are printed, no constants that Jinja works out beforehand to text that is no HTML any more.
"""

import random

from markupsafe import Markup

WORDS = ["alpha", "Beta", "gamma delta", "<i>tag</i>", "a & b", "it's", 'say "x"', "é", "Überzug", "日本", "😀 smile",
         "", " padded ", "line\nend", "tab\there", "UPPER", "lower", "x-y_z", "1", "42", "3.14", "&amp;", "ß", "ﬁn",
         "one two three four five six seven"]
TEXTS = ["text", " ", "\n", "\n\n", "  \n", "<p>", "</p>", "a\n  b", " x ", "{ ", "} ", " % ", "&amp;", "  ", "\t", "é",
         "\n  ", "end\n", " # ", "{ { ", "' \""]
SAFE_FILTERS = ["upper", "lower", "capitalize", "title", "trim"]


class Maker:
    def __init__(self, number):
        self.random = random.Random(number)
        self.names = {}  # type → names that have a value here
        self.seen = set()  # every name that was ever set
        self.macros = []  # (name, number of parameters) that can be called here
        self.counter = 0
        self.templates = {}
        self.blocks = []
        self.in_macro = False
        self.in_loop = False
        self.data = self.make_data()

    # --- Data ---

    def word(self):
        return self.random.choice(WORDS)

    def number(self):
        return self.random.choice([0, 1, 2, 3, 5, 7, 10, -1, -4, 100])

    def fraction(self):
        return self.random.choice([0.5, 1.5, -2.25, 3.14159, 0.1, 100.0, 1e-5, 12345.678])

    def record(self):
        return {"name": self.word(), "n": self.number(), "tags": [self.word() for _ in range(self.random.randrange(3))],
                "deep": {"x": self.number(), "y": self.word()}}

    def make_data(self):
        r = self.random
        data = {}
        makers = {
            "int": self.number, "num": self.fraction, "text": self.word, "bool": lambda: r.random() < 0.5,
            "ints": lambda: [self.number() for _ in range(r.randrange(5))],
            "texts": lambda: [self.word() for _ in range(r.randrange(5))],
            "record": self.record, "records": lambda: [self.record() for _ in range(r.randrange(4))],
            "map": lambda: {f"k{i}": self.number() for i in range(r.randrange(4))},
            "html": lambda: Markup(r.choice(["<b>x</b>", "&amp;", "plain", '<a href="y">z</a>'])),
            "none": lambda: None,
        }
        for kind, maker in makers.items():
            self.names[kind] = []
            for i in range(r.randrange(1, 3)):
                name = f"{kind}{i}"
                data[name] = maker()
                self.names[kind].append(name)
        return data

    # --- Expressions ---

    def chance(self, probability):
        return self.random.random() < probability

    def literal_text(self):
        return repr_text(self.word(), self.random)

    def name(self, kind):
        return self.random.choice(self.names[kind])

    def expression(self, kind, depth):
        if self.chance(0.01):
            # No constant: Jinja works out {}[1:] beforehand, to what is undefined.
            return self.name(self.random.choice(["int", "text", "bool", "ints", "texts", "record", "map", "none"]))
        return getattr(self, "make_" + kind)(depth)

    def make_none(self, depth):
        return self.name("none")

    def make_html(self, depth):
        return self.random.choice([self.name("html"), self.name("text") + " | e", self.name("html") + " ~ " + self.name("text")])

    def make_int(self, depth):
        r = self.random
        if depth <= 0:
            return r.choice([self.name("int"), self.name("int"), str(r.randrange(20)), self.name("bool")])
        e = lambda: self.expression("int", depth - 1)
        choices = [
            lambda: f"{e()} {r.choice('+-*')} {e()}", lambda: f"({e()} {r.choice('+-*')} {e()})",
            lambda: f"({e()}) {r.choice(['//', '%'])} {r.choice([e(), '3', '7', '-2'])}",
            lambda: f"-{self.name('int')}", lambda: f"{r.randrange(4)} ** {r.randrange(4)}",
            lambda: f"({self.expression('text', depth - 1)}) | length", lambda: f"({self.expression('ints', depth - 1)}) | length",
            lambda: f"({self.expression('ints', depth - 1)}) | sum", lambda: f"{self.name('record')}.n",
            lambda: f"{self.name('record')}['deep'].x", lambda: f"({self.expression('text', depth - 1)}) | wordcount",
            lambda: f"({e()} if {self.expression('bool', depth - 1)} else {e()})",
            lambda: f"({self.expression('num', depth - 1)}) | int", lambda: f"({e()}) | abs",
            lambda: f"({self.expression('ints', depth - 1)}) | {r.choice(['first', 'last', 'max', 'min'])} | default({e()})",
            lambda: f"{self.name('record')}.nothing | default({e()})", lambda: f"({e()}) | round",
        ]
        return r.choice(choices)()

    def make_num(self, depth):
        r = self.random
        if depth <= 0:
            return r.choice([self.name("num"), "2.5", "1e3", "0.25"])
        e = lambda: self.expression("num", depth - 1)
        return r.choice([
            lambda: f"({e()} {r.choice('+-*')} {e()})", lambda: f"({self.expression('int', depth - 1)}) / {r.choice(['2', '3', '8'])}",
            lambda: f"({e()}) | round({r.randrange(4)})", lambda: f"({e()}) | round(method='{r.choice(['ceil', 'floor'])}')",
            lambda: f"({e()}) % 3", lambda: f"({e()}) // 2", lambda: f"-({e()})",
        ])()

    def make_text(self, depth):
        r = self.random
        if depth <= 0:
            return r.choice([self.name("text"), self.literal_text(), f"{self.name('record')}.name"])
        e = lambda: self.expression("text", depth - 1)
        return r.choice([
            lambda: f"({e()}) | {r.choice(SAFE_FILTERS)}", lambda: f"{e()} ~ {e()}", lambda: f"({e()}) + ({e()})",
            lambda: f"({e()} ~ {self.expression('int', depth - 1)})", lambda: f"({e()}) * {r.randrange(3)}",
            lambda: f"({e()})[{r.choice(['1:', ':2', '::2', '::-1', '-3:', '1:-1'])}]",
            lambda: f"({e()}) | replace({self.literal_text()}, {e()})", lambda: f"({e()}) | replace('a', 'b', {r.randrange(3)})",
            lambda: f"({e()}) | truncate({r.randrange(3, 12)}{r.choice(['', ', true', ', false, END', ', leeway=0'])})".replace("END", "'!'"),
            lambda: f"({self.expression('texts', depth - 1)}) | join({r.choice(['', repr_text(', ', r), e()])})",
            lambda: f"({self.expression('ints', depth - 1)}) | join('-')", lambda: f"({e()} if {self.expression('bool', depth - 1)} else {e()})",
            lambda: f"({e()}) | indent({r.randrange(4)}{r.choice(['', ', true', ', true, true'])})", lambda: f"({e()}) | striptags",
            lambda: f"({e()}) | urlencode", lambda: f"({e()}) | string | reverse", lambda: f"({self.expression('int', depth - 1)}) | string",
            lambda: f"{self.name('records')} | map(attribute='name') | join(', ')", lambda: f"({self.expression('any', depth - 1)}) | string",
            lambda: f"{self.name('record')}['name']", lambda: f"({e()}) | default('d')", lambda: f"nothing | default({e()})",
            lambda: f"({e()} or {e()})", lambda: f"({e()} and {e()})",
        ])()

    def make_bool(self, depth):
        r = self.random
        if depth <= 0:
            return r.choice([self.name("bool"), self.name("int"), self.name("text"), self.name("ints"), self.name("none")])
        e = lambda kind: self.expression(kind, depth - 1)
        return r.choice([
            lambda: f"not ({e('bool')})", lambda: f"({e('bool')} and {e('bool')})", lambda: f"({e('bool')} or {e('bool')})",
            lambda: f"({e('int')} {r.choice(['<', '<=', '>', '>=', '==', '!='])} {e('int')})",
            lambda: f"({e('text')} {r.choice(['<', '==', '!=', '>='])} {e('text')})", lambda: f"({e('text')}) in ({e('text')})",
            lambda: f"({e('int')}) {r.choice(['in', 'not in'])} ({e('ints')})", lambda: f"({e('text')}) in ({e('texts')})",
            lambda: f"(({e('int')}) is {r.choice(['odd', 'even', 'divisibleby 3', 'number', 'not string'])})",
            lambda: f"(({e('text')}) is {r.choice(['string', 'lower', 'upper', 'not mapping', 'iterable'])})",
            lambda: f"({self.name('map')}.k{r.randrange(4)} is {r.choice(['defined', 'not defined'])})",
            lambda: f"({self.some_name()} is defined)", lambda: f"({self.name('none')} is none)",
            lambda: f"({e('int')} < {e('int')} < {e('int')})", lambda: f"({e('ints')}) == ({e('ints')})",
            lambda: f"'k1' in {self.name('map')}",
        ])()

    def make_ints(self, depth):
        r = self.random
        if depth <= 0:
            return r.choice([self.name("ints"), "[1, 2, 3]", "[]", f"range({r.randrange(5)}) | list"])
        e = lambda: self.expression("ints", depth - 1)
        return r.choice([
            lambda: "[" + ", ".join(self.expression("int", depth - 1) for _ in range(r.randrange(4))) + "]",
            lambda: f"({e()}) | sort{r.choice(['', '(true)', '(reverse=true)'])}", lambda: f"({e()}) | reverse | list",
            lambda: f"({e()}) | unique | list", lambda: f"({e()}) + ({e()})", lambda: f"({e()})[{r.choice(['1:', ':2', '::-1', '-2:'])}]",
            lambda: f"({e()}) | {r.choice(['select', 'reject'])}({r.choice([repr_text('odd', r), repr_text('gt', r) + ', 2', ''])}) | list",
            lambda: f"{self.name('records')} | map(attribute='n') | list", lambda: f"({e()}) | map('abs') | list",
            lambda: f"({e()}) | batch({r.randrange(1, 4)}{r.choice(['', ', 0'])}) | map('sum') | list",
            lambda: f"({e()}) | slice({r.randrange(1, 4)}) | map('length') | list", lambda: f"({self.name('map')}.values()) | list",
        ])()

    def make_texts(self, depth):
        r = self.random
        if depth <= 0:
            return r.choice([self.name("texts"), f"{self.name('record')}.tags", "['a', '<b>', 'C']"])
        e = lambda: self.expression("texts", depth - 1)
        return r.choice([
            lambda: "[" + ", ".join(self.expression("text", depth - 1) for _ in range(r.randrange(4))) + "]",
            lambda: f"({e()}) | sort", lambda: f"({e()}) | unique | list", lambda: f"({e()}) | map('{r.choice(SAFE_FILTERS)}') | list",
            lambda: f"({e()}) | select | list", lambda: f"({self.expression('text', depth - 1)}) | list",
            lambda: f"({self.expression('text', depth - 1)}).split('{r.choice('ae ')}')", lambda: f"({e()}) | reverse | list",
            lambda: f"({self.name('map')}.keys()) | list", lambda: f"{self.name('records')} | map(attribute='deep.y') | list",
        ])()

    def make_map(self, depth):
        pairs = ", ".join(f"'x{i}': {self.expression('int', depth - 1)}" for i in range(self.random.randrange(3)))
        return self.random.choice([self.name("map"), f"{self.name('record')}.deep", "{" + pairs + "}"])

    def make_record(self, depth):
        return self.random.choice([self.name("record"), f"({self.name('records')} | first | default({self.name('record')}))"])

    def make_records(self, depth):
        r = self.random
        of = self.name("records")
        return r.choice([
            of, f"{of} | sort(attribute='{r.choice(['name', 'n', 'n,name', 'deep.x'])}')", f"{of} | selectattr('n', '{r.choice(['odd', 'even'])}') | list",
            f"{of} | rejectattr('tags') | list", f"{of} | sort(attribute='n', reverse=true)", f"{of} | unique(attribute='n') | list", f"{of}[:2]",
        ])

    def make_any(self, depth):
        return self.expression(self.random.choice(["int", "num", "text", "bool", "ints", "texts", "map", "record", "none"]), depth)

    def some_name(self):
        names = sorted(self.seen) or ["never"]
        return self.random.choice(names + ["never"])

    # --- Statements ---

    def tag(self, inside):
        r = self.random
        begin = r.choice(["{%", "{%", "{%", "{%-", "{%+"])
        end = r.choice(["%}", "%}", "%}", "-%}", "+%}"])
        return f"{begin} {inside} {end}"

    def output(self, inside):
        begin = self.random.choice(["{{", "{{", "{{", "{{-"])
        end = self.random.choice(["}}", "}}", "}}", "-}}"])
        return f"{begin} {inside} {end}"

    def fresh(self):
        self.counter += 1
        return f"v{self.counter}"

    def body(self, depth):
        saved = {kind: list(names) for kind, names in self.names.items()}
        macros = list(self.macros)
        text = "".join(self.statement(depth) for _ in range(self.random.randrange(1, 4)))
        self.names, self.macros = saved, macros
        return text

    def statement(self, depth):
        r = self.random
        simple = [self.make_data_text, self.make_output, self.make_output, self.make_set, self.make_comment, self.make_maybe]
        nested = [self.make_if, self.make_for, self.make_for, self.make_with, self.make_set_block, self.make_filter_block, self.make_macro,
                  self.make_call, self.make_raw]
        return r.choice(simple if depth <= 0 or self.chance(0.5) else nested)(depth)

    def make_data_text(self, depth):
        return "".join(self.random.choice(TEXTS) for _ in range(self.random.randrange(1, 4)))

    def make_output(self, depth):
        if self.macros and self.chance(0.3):
            name, count = self.random.choice(self.macros)
            given = self.random.randrange(1, count + 1) if count else 0
            return self.output(f"{name}({', '.join(self.expression('any', 1) for _ in range(given))})")
        if self.in_loop and self.chance(0.3):
            return self.output("loop." + self.random.choice(["index", "index0", "first", "last", "length", "revindex", "cycle('a', 'b')",
                                                              "previtem is defined", "nextitem | default('-')", "depth", "changed(1)"]))
        return self.output(self.expression(self.random.choice(["any", "text", "int", "html", "bool"]), self.random.randrange(4)))

    def make_maybe(self, depth):
        name = self.some_name()
        return self.output(self.random.choice([f"{name} is defined", f"{name} | default('-')", f"[{name} | default(0)]"]))

    def make_set(self, depth):
        kind = self.random.choice(["int", "text", "bool", "ints", "texts", "record"])
        value = self.expression(kind, 2)
        # A name of the data that is set later is undefined in what stands before, where its truth differs.
        known = [name for name in self.names[kind] if name not in self.data]
        name = self.random.choice(known) if known and self.chance(0.3) else self.fresh()
        inside = f"set {name} = {value}"
        if self.chance(0.1):
            other = self.fresh()
            inside = f"set {name}, {other} = {value}, {self.expression('int', 1)}"
            self.seen.add(other)
            self.names["int"].append(other)
        self.names[kind].append(name)
        self.seen.add(name)
        return self.tag(inside)

    def make_comment(self, depth):
        return self.random.choice(["{# c #}", "{#- c #}", "{# c -#}", "{#\nc\n#}", "  {# c #}\n"])

    def make_raw(self, depth):
        return self.random.choice(["{% raw %}{{ x }}{% endraw %}", "{%- raw -%} {% if %} {%- endraw -%}", "\n  {% raw %}\n{# x #}\n  {% endraw %}\n"])

    def make_if(self, depth):
        text = self.tag("if " + self.expression("bool", 2)) + self.body(depth - 1)
        if self.chance(0.3):
            text += self.tag("elif " + self.expression("bool", 2)) + self.body(depth - 1)
        if self.chance(0.5):
            text += self.tag("else") + self.body(depth - 1)
        return text + self.tag("endif")

    def make_for(self, depth):
        kind, element = self.random.choice([("ints", "int"), ("texts", "text"), ("records", "record"), ("map", "text"), ("pairs", None)])
        saved = {k: list(v) for k, v in self.names.items()}
        was_in_loop = self.in_loop
        name = self.fresh()
        if kind == "pairs":
            other = self.fresh()
            over = self.random.choice([f"{self.name('map')}.items()", f"{self.name('map')} | dictsort",
                                       f"{self.name('records')} | groupby('n') | map(attribute='grouper') | map('string') | batch(2, 'x') | list"])
            target = f"{name}, {other}"
            self.names["text"].append(name)
        else:
            over, target = self.expression(kind, 2), name
            if " if " in over:
                over = f"({over})"
            self.names[element].append(name)
        condition = f" if {self.expression('bool', 1)}" if self.chance(0.2) else ""
        head = self.tag(f"for {target} in {over}{condition}")
        self.in_loop = True
        text = head + self.body(depth - 1)
        self.in_loop = was_in_loop
        self.names = saved
        if self.chance(0.3):
            text += self.tag("else") + self.body(depth - 1)
        self.seen.add(name)
        return text + self.tag("endfor")

    def make_with(self, depth):
        name = self.fresh()
        value = self.expression("int", 1)
        saved = {k: list(v) for k, v in self.names.items()}
        self.names["int"].append(name)
        text = self.tag(f"with {name} = {value}") + self.body(depth - 1) + self.tag("endwith")
        self.names = saved
        self.seen.add(name)
        return text

    def make_set_block(self, depth):
        name = self.fresh()
        filters = self.random.choice(["", " | upper", " | trim | lower", " | replace('a', 'b')"])
        text = self.tag(f"set {name}{filters}") + self.body(depth - 1) + self.tag("endset")
        self.names["html"].append(name)
        self.seen.add(name)
        return text

    def make_filter_block(self, depth):
        filters = self.random.choice(["upper", "lower", "trim", "replace('e', 'E')", "indent(2)", "reverse", "capitalize | trim"])
        return self.tag(f"filter {filters}") + self.body(depth - 1) + self.tag("endfilter")

    def make_macro(self, depth):
        name = "m" + self.fresh()
        count = self.random.randrange(3)
        saved = {k: list(v) for k, v in self.names.items()}
        macros, in_loop = self.macros, self.in_loop
        parameters = []
        for i in range(count):
            parameter = self.fresh()
            parameters.append(parameter + (f"={self.expression('text', 1)}" if i > 0 or self.chance(0.5) else ""))
            self.seen.add(parameter)
        if count > 1 and "=" in parameters[0]:
            parameters[1:] = [p if "=" in p else p + "=1" for p in parameters[1:]]
        self.macros, self.in_loop = [], False
        text = self.tag(f"macro {name}({', '.join(parameters)})") + self.body(depth - 1) + self.tag("endmacro")
        self.names, self.macros, self.in_loop = saved, macros, in_loop
        self.macros.append((name, count))
        return text

    def make_call(self, depth):
        name = "m" + self.fresh()
        macro = f"{{% macro {name}(a, b=2) %}}[{{{{ a }}}}{{{{ caller({self.random.choice(['a', 'b, a', '1'])}) }}}}{{{{ b }}}}]{{% endmacro %}}"
        saved, in_loop = {k: list(v) for k, v in self.names.items()}, self.in_loop
        given = self.expression("any", 1)
        self.seen.add("q1")
        self.in_loop = False
        body = self.body(depth - 1)
        self.names, self.in_loop = saved, in_loop
        return macro + self.tag(f"call(q1, q2=0) {name}({given})") + body + "{{ q1 }}{{ q2 }}" + self.tag("endcall")

    # --- Templates ---

    def make_templates(self):
        r = self.random
        main = self.body(3) + self.body(3)
        if self.chance(0.3):
            self.templates["part"] = self.in_other(2)
            main += self.random.choice(["{% include 'part' %}", "{% include ['none', 'part'] %}", "\n  {% include 'part' without context %}\n"])
        if self.chance(0.2):
            self.templates["lib"] = "{% macro f(x, y='<') %}(" + self.in_other(1) + "{{ x }}{{ y }}){% endmacro %}{% set c = 5 %}"
            main = r.choice(["{% import 'lib' as lib %}{{ lib.f(1) }}{{ lib.c }}", "{% from 'lib' import f, c as d with context %}{{ f('&', 2) }}{{ d }}"]) + main
        if self.chance(0.3):
            child = "{% extends 'base' %}" + "{% set shared = 'set' %}"
            base = self.in_other(1)
            for name in ["one", "two", "three"]:
                inside = self.in_other(2)
                base += f"<{{% block {name} %}}{inside}{{{{ shared | default('-') }}}}{{% endblock %}}>"
                if self.chance(0.6):
                    child += f"{{% block {name} %}}{r.choice(['', '{{ super() }}', '{{ super() | upper }}'])}{self.in_other(2)}{{{{ shared }}}}{{% endblock %}}"
            templates = {"main": child, "base": base + main}
        else:
            templates = {"main": main}
        return {**templates, **self.templates}

    def in_other(self, depth):
        """A body in another template, which sees only the data."""
        saved, macros, in_loop = self.names, self.macros, self.in_loop
        self.names = {kind: [n for n in names if n in self.data] for kind, names in self.names.items()}
        self.macros, self.in_loop = [], False
        text = self.body(depth)
        self.names, self.macros, self.in_loop = saved, macros, in_loop
        return text


def repr_text(text, r):
    quote = r.choice("'\"")
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace(quote, "\\" + quote)
    return quote + text + quote


def make(number):
    maker = Maker(number)
    return maker.make_templates(), maker.data
