// The browser's stems against the index's (libstemmer's): every word of the sample, each with some forty endings, in a
// site that is built for it. And what stands in the index as text against what the pages say.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { assert, output, run, test } from "./browser.js";

const root = path.resolve(import.meta.dirname, "../..");
const program = path.resolve(process.argv[3]);
const endings = {
  nl: "en s e t te ten de den je jes heid heden ing ingen ig ige lijk lijke elijk baar bare bar end ende ene er ers st ste tje iteit ies isch nen ten ken len pen".split(" "),
  en: "s es ed ing ly ness ful fully er ers est ment ments able ible ation ational ization ive iveness ous ously al ally ity ies ied y ogi li bli entli ance ence ism ate iti ize".split(" "),
};

(0, eval)(readFileSync(path.join(root, "themes/standaard/assets/search-stem.js"), "utf8"));
const { fold } = globalThis.knoopWords;
const stemOf = (language, word) => globalThis.knoopWords.root(language, word);

// The pieces of an index, by name.
function pieces(folder) {
  const found = {};
  const read = new Function("knoopSearch", "text", "return eval(text)");
  for (const file of readdirSync(folder)) {
    read((language, name, data) => (found[name] = data), readFileSync(path.join(folder, file), "utf8"));
  }
  return found;
}

const digits = [...Array(95).keys()].map((i) => String.fromCharCode(i + 32)).filter((one) => one !== '"' && one !== "\\");

// The words and stems of a piece, read by the description in search/words.c.
function words(text) {
  const found = [];
  let at = 0, last = "";
  const digit = () => digits.indexOf(text[at++]);
  const until = () => text.slice(at, (at = text.indexOf("|", at) + 1) - 1);
  const number = () => {
    const first = digit();
    if (first < 70) return first;
    if (first < 88) return (first - 70) * 93 + digit() + 70;
    if (first < 91) return ((first - 88) * 93 + digit()) * 93 + digit() + 1744;
    return (digit() * 93 + digit()) * 93 + digit() + 27691;
  };
  while (at < text.length) {
    last = last.slice(0, digit()) + until();
    const forms = until();
    for (const form of forms ? forms.split(",") : [" "]) {
      found.push([last.slice(0, last.length - digits.indexOf(form[0])) + form.slice(1), last]);
    }
    const count = number();
    for (let i = count > 16 ? 2 : count; i > 0; i--) number();
  }
  return found;
}

function vocabulary(language) {
  const text = readdirSync(path.join(root, "content"), { recursive: true })
    .filter((name) => name.endsWith(".md") || name.endsWith(".yaml"))
    .map((name) => readFileSync(path.join(root, "content", name), "utf8"))
    .join("\n");
  const all = new Set((text.match(/[\p{L}\p{M}]{2,}/gu) ?? []).map(fold).filter((word) => /^[a-z]+$/.test(word)));
  return [...all].flatMap((word) => [word, ...endings[language].map((ending) => word + ending)]);
}

for (const language of ["nl", "en"]) {
  test(`stems of ${language} are those of the index`, async () => {
    const site = mkdtempSync(path.join(os.tmpdir(), "knoop-stems-"));
    const all = [...new Set(vocabulary(language))];
    mkdirSync(path.join(site, "content/kinds"), { recursive: true });
    mkdirSync(path.join(site, "content/notes"));
    writeFileSync(path.join(site, "content/site.yaml"), `title: Stems\nlanguage: ${language}\ntheme: standaard\n`);
    writeFileSync(path.join(site, "content/kinds/note.yaml"), "kind: note\nfolder: notes\n");
    for (let from = 0; from < all.length; from += 5000) {
      const text = all.slice(from, from + 5000).join(" ");
      writeFileSync(path.join(site, `content/notes/n${from}.md`), `---\ntitle: N ${from}\n---\n\n${text}\n`);
    }
    execFileSync(program, ["build", "--quiet", site], { stdio: "ignore", env: { ...process.env, KNOOP_SHARE: root } });
    let compared = 0;
    for (const [name, data] of Object.entries(pieces(path.join(site, "output/search", language)))) {
      for (const [word, stem] of name[0] === "w" ? words(data) : []) {
        assert(stemOf(language, word) === stem, `${word}: ${stemOf(language, word)}, in the index ${stem}`);
        compared++;
      }
    }
    rmSync(site, { recursive: true });
    assert(compared > 50000, `only ${compared} words compared`);
  });
}

test("no piece of the sample's index is too large", async () => {
  for (const language of ["nl", "en"]) {
    for (const [name, data] of Object.entries(pieces(path.join(output, "search", language)))) {
      const most = { w: 5, p: 12, e: 5, t: 12, i: 64 }[name[0]] * 1024;
      assert(JSON.stringify(data).length <= most, `${language}/${name} has ${JSON.stringify(data).length} bytes`);
    }
  }
});

await run();
