// What pages tell machines: JSON-LD that can be read, with addresses that lead to pages.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assert, lists, output, pagesIn, run, test } from "./browser.js";

const blocks = (file) =>
  [...readFileSync(path.join(output, file), "utf8").matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, text]) => JSON.parse(text),
  );
const typeOf = (file, type) => blocks(file).find((block) => block["@type"] === type);
const exists = (file, address) => existsSync(path.join(output, path.dirname(file), decodeURI(address)));

test("every page of an item tells where it stands", async () => {
  for (const file of lists().flatMap((kind) => pagesIn(kind))) {
    if (readFileSync(path.join(output, file), "utf8").includes('class="is-redirect"')) continue;
    const crumbs = typeOf(file, "BreadcrumbList");
    assert(crumbs, `${file} has no breadcrumbs`);
    crumbs.itemListElement.forEach((crumb, index) => {
      assert(crumb.position === index + 1, `${file}: the positions are wrong`);
      assert(!crumb.item || exists(file, crumb.item), `${file}: ${crumb.item} is not there`);
    });
  }
});

test("an article tells who wrote it, and when", async () => {
  const article = typeOf("articles/negen-tips.html", "Article");
  assert(article.headline === "Negen tips om de energie in je netwerk te houden", article.headline);
  assert(/^\d{4}-\d\d-\d\d$/.test(article.datePublished), article.datePublished);
  assert(article.author.length === 3 && article.author[0].name === "Ruben van Zelm", JSON.stringify(article.author));
});

test("a list names what is in it, and an organisation itself", async () => {
  const list = typeOf("articles/index.html", "ItemList");
  assert(list.itemListElement.length > 3, "the list is empty");
  for (const entry of list.itemListElement) assert(exists("articles/index.html", entry.url), `${entry.url} is not there`);
  assert(typeOf("organisations/vilans.html", "Organization").name === "Vilans", "Vilans does not tell its name");
});

test("a site that names no publisher is published by itself", async () => {
  const site = mkdtempSync(path.join(tmpdir(), "knoop-data-"));
  cpSync("tests/sites/base", site, { recursive: true });
  const settings = path.join(site, "content/site.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("theme: plain", "theme: standaard"));
  execFileSync(path.resolve(process.argv[3]), ["build", "--quiet", "--today", "2026-03-01", site], { stdio: "ignore" });
  const [, text] = /<script type="application\/ld\+json">\s*(\{"@context":"https:\/\/schema.org","@type":"Article".*?)<\/script>/s.exec(
    readFileSync(path.join(site, "output/articles/begin.html"), "utf8"),
  );
  rmSync(site, { recursive: true });
  assert(JSON.parse(text).publisher.name === "Proef", text);
});

test("no page has a script in it", async () => {
  const pages = ["index.html", "404.html", ...lists().flatMap((kind) => [`${kind}/index.html`, ...pagesIn(kind)])];
  for (const file of pages) {
    for (const [tag] of readFileSync(path.join(output, file), "utf8").matchAll(/<script\b[^>]*>/g)) {
      assert(/ src="/.test(tag) || tag === '<script type="application/ld+json">', `${file} has ${tag}`);
    }
  }
});

await run();
