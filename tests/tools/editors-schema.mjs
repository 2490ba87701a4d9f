#!/usr/bin/env node
// editors-schema.mjs PROGRAM: the schemas that `knoop schema` writes and `knoop check` must say the same: of the sample
// knowledge base, and of a kind with every type of field, over good values and over each of them changed in one way. What
// only other files decide, or a form that a schema cannot tell, is listed below. Ends with `N passed, N failed`.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const require = createRequire(path.resolve("tests/package.json"));
const Ajv = require("ajv/dist/2020").default;
const YAML = require("yaml");

const program = path.resolve(process.argv[2]);
const work = mkdtempSync(path.join(tmpdir(), "knoop-schema-"));
let passed = 0, failed = 0;
const ok = (truth, text) => {
  if (truth) passed++;
  else {
    failed++;
    console.log(`failed: ${text}`);
  }
};

const schemaOf = (site, name) => JSON.parse(readFileSync(path.join(site, ".knoop/schema", name), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: false });
const parse = (text) => YAML.parse(text, { version: "1.2", schema: "core" });
const frontMatter = (text) => (text.startsWith("---") ? text.split(/^---\s*$/m)[1] : text);

// The sample: every file of it is good to its schema.
const sample = path.join(work, "sample");
mkdirSync(sample);
for (const folder of ["content", "themes"]) cpSync(folder, path.join(sample, folder), { recursive: true });
execFileSync(program, ["schema", "--quiet", "--vscode", "--site", sample]);
const settings = JSON.parse(readFileSync(path.join(sample, ".vscode/settings.json"), "utf8"))["yaml.schemas"];
const files = [];
for (const name of readdirSync(path.join(sample, "content"), { recursive: true })) {
  if (/\.(md|yaml)$/.test(name)) files.push(name);
}
for (const name of files) {
  const folder = name.split(path.sep)[0];
  const [schema] =
    name === "site.yaml" ? ["site.json"]
    : folder === "kinds" ? ["kind.json"]
    : Object.entries(settings).filter(([, glob]) => glob === `content/${folder}/**/*.yaml`).map(([file]) => file.replace(".knoop/schema/", ""));
  ok(schema !== undefined, `${name}: no schema`);
  const validate = ajv.compile(schemaOf(sample, schema));
  const value = parse(frontMatter(readFileSync(path.join(sample, "content", name), "utf8")));
  ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`);
}
const theme = ajv.compile(schemaOf(sample, "theme.json"));
ok(theme(parse(readFileSync(path.join(sample, "themes/standaard/theme.yaml"), "utf8"))), `theme.yaml: ${ajv.errorsText(theme.errors)}`);

// One kind with every type of field: per field, values and whether they are good.
const KIND = `kind: thing
folder: things
fields:
  title: { type: text, required: true, min: 2, max: 10 }
  code: { type: text, pattern: "[a-z]+-[0-9]+" }
  story: { type: markdown }
  count: { type: integer, min: 1, max: 10 }
  share: { type: number, min: 0, max: 1 }
  open: { type: boolean }
  day: { type: date }
  period: { type: date, partial: true }
  web: { type: url }
  mail: { type: email }
  size: { type: choice, of: [klein, groot] }
  keywords: { type: list, of: { type: text }, min: 1, max: 3 }
  who: { type: object, fields: { name: { type: text, required: true }, age: { type: integer } } }
  people: { type: list, of: { type: object, fields: { name: { type: text, required: true } } } }
`;
const VALUES = {
  title: { good: ["Een", "2026", "'12'", "waar"], bad: ["[a]", "{ a: b }", "'x'", "elf letters"] },
  code: { good: ["ab-12"], bad: ["AB-12", "ab-", "'12'"] },
  story: { good: ["Een *verhaal*", "|\n  Twee\n  regels"], bad: ["[a]", "{ a: b }"] },
  count: { good: ["1", "10", "'5'", "+3"], bad: ["0", "11", "veel", "1.5", "[1]", "true"] },
  share: { good: ["0", "0.5", "1", "1e-1", "'0.25'"], bad: ["-0.1", "1.01", "half", "[0.5]"] },
  open: { good: ["true", "false"], bad: ["ja", "1", "'true'", "[true]"] },
  day: { good: ["2026-03-01", "'2026-12-31'"], bad: ["2026-03", "1-3-2026", "2026-13-01", "morgen", "[2026-03-01]"] },
  period: { good: ["2026-03-01", "2026-03", "2026"], bad: ["26", "2026-3", "lente"] },
  web: { good: ["https://example.org/", "http://a.nl/b?c=d#e"], bad: ["example.org", "ftp://a.nl/", "'https://a b'", "javascript:x"] },
  mail: { good: ["a@example.org"], bad: ["a", "a@b", "'a b@c.nl'"] },
  size: { good: ["klein", "groot"], bad: ["middel", "Klein", "[klein]"] },
  keywords: { good: ["[a]", "[a, b, c]", "alleen", "[1, 2]"], bad: ["[]", "[a, b, c, d]", "[[a]]", "{ a: b }"] },
  who: { good: ["{ name: Jan }", "{ name: Jan, age: 40 }"], bad: ["Jan", "{ age: 40 }", "{ name: Jan, nmae: x }", "{ name: Jan, age: oud }"] },
  people: { good: ["[{ name: Jan }, { name: Piet }]", "{ name: Jan }"], bad: ["[Jan]", "[{ }]", "[{ name: Jan, x: y }]"] },
  draft: { good: ["true"], bad: ["misschien"] },
  aliases: { good: ["[things/oud.html]"], bad: ["[[a]]"] },
  weight: { good: ["3", "-1"], bad: ["zwaar"] },
  nmae: { good: [], bad: ["Jan"] },
};
const site = path.join(work, "site");
mkdirSync(path.join(site, "content/kinds"), { recursive: true });
mkdirSync(path.join(site, "content/things"));
cpSync("tests/sites/base/themes", path.join(site, "themes"), { recursive: true });
writeFileSync(path.join(site, "content/site.yaml"), "title: Proef\ntheme: plain\n");
writeFileSync(path.join(site, "content/kinds/thing.yaml"), KIND);
execFileSync(program, ["schema", "--quiet", "--site", site]);
const things = ajv.compile(schemaOf(site, "items/thing.json"));

const cases = [];
for (const [field, { good, bad }] of Object.entries(VALUES)) {
  for (const [values, isGood] of [[good, true], [bad, false]]) {
    for (const value of values) cases.push({ field, value, isGood, text: `${field === "title" ? "" : "title: Titel\n"}${field}: ${value}\n` });
  }
}
cases.push({ field: "title", value: "(none)", isGood: false, text: "code: ab-1\n" });
cases.forEach(({ text }, number) => writeFileSync(path.join(site, "content/things", `x${number}.yaml`), text));
const { stderr } = spawnSync(program, ["check", "--format", "json", "--today", "2026-06-01", site], { encoding: "utf8", maxBuffer: 1 << 26 });
const wrong = new Set(
  JSON.parse(stderr).diagnostics.filter(({ severity }) => severity === "error").map(({ file, path }) => (file ?? path).split("/").pop()),
);
cases.forEach(({ field, value, isGood, text }, number) => {
  const byProgram = !wrong.has(`x${number}.yaml`);
  const bySchema = things(parse(text));
  ok(byProgram === isGood, `check takes \`${field}: ${value}\` for ${byProgram ? "good" : "wrong"}`);
  ok(bySchema === isGood, `the schema takes \`${field}: ${value}\` for ${bySchema ? "good" : "wrong"}: ${ajv.errorsText(things.errors)}`);
});

// The files of the site itself: what `check` knows, the schema does; what it does not, neither.
const OWN = [
  ["content/site.yaml", "site.json", ["title: Proef\n", "title: { nl: Proef, en: Trial }\nlanguages: [nl, en]\n", "title: Proef\nhtml: escape\npage_size: 5\n",
    "title: Proef\nlinks: { skip: [example.org, 'https://example.net/a/'], allow: 'localhost:80', pause: 0.5, timeout: 20, keep: 7 }\n"],
    ["titel: Proef\n", "title: Proef\nhtml: wild\n", "title: Proef\npage_size: 0\n", "title: Proef\nmenu: article\n", "title: [a]\n", "title: Proef\ndocuments: [{ of: [thing] }]\n", "title: Proef\nbase_url: example.org\n",
    "title: Proef\nlinks: { skipped: [a] }\n", "title: Proef\nlinks: { pause: 601 }\n", "title: Proef\nlinks: { timeout: 0 }\n", "title: Proef\nlinks: { keep: -1 }\n", "title: Proef\nlinks: [a]\n"]],
  ["content/kinds/thing.yaml", "kind.json", [KIND, "kind: thing\nlabel: Ding\n", "kind: thing\nmap: node\n"],
    ["folder: things\n", "kind: thing\nkleur: rood\n", "kind: thing\nmap: overal\n", "kind: thing\nfields: { a: { type: tekst } }\n", "kind: thing\nfields: { a: { type: text, size: 3 } }\n", "kind: thing\npages: soms\n"]],
];
for (const [file, schema, good, bad] of OWN) {
  const validate = ajv.compile({ ...schemaOf(site, schema), $id: `own-${schema}` });
  const kept = readFileSync(path.join(site, file), "utf8");
  for (const [texts, isGood] of [[good, true], [bad, false]]) {
    for (const text of texts) {
      writeFileSync(path.join(site, file), file.endsWith("site.yaml") ? `${text}theme: plain\n` : text);
      const { stderr } = spawnSync(program, ["check", "--format", "json", "--today", "2026-06-01", site], { encoding: "utf8", maxBuffer: 1 << 26 });
      const told = JSON.parse(stderr).diagnostics.some((one) => one.severity === "error" && (one.file ?? one.path).endsWith(file));
      ok(told === !isGood, `check takes ${JSON.stringify(text)} for ${told ? "wrong" : "good"}`);
      ok(validate(parse(text)) === isGood, `${schema} takes ${JSON.stringify(text)} for ${isGood ? "wrong" : "good"}: ${ajv.errorsText(validate.errors)}`);
    }
  }
  writeFileSync(path.join(site, file), kept);
}

// Settings that are there are not touched.
writeFileSync(path.join(sample, ".vscode/settings.json"), "{}\n");
const again = execFileSync(program, ["schema", "--vscode", "--site", sample], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
ok(readFileSync(path.join(sample, ".vscode/settings.json"), "utf8") === "{}\n", "the settings were overwritten");
ok(again.includes('"yaml.schemas"'), "what to add is not told");
rmSync(work, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
