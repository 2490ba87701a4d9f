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

// The small site of tests/sites/ with this theme: `change` may change its files before it is built. Gives a page of it.
function built(file, change = () => {}) {
  const site = mkdtempSync(path.join(tmpdir(), "knoop-data-"));
  cpSync("tests/sites/base", site, { recursive: true });
  const settings = path.join(site, "content/site.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("theme: plain", "theme: standaard"));
  change(site);
  execFileSync(path.resolve(process.argv[3]), ["build", "--quiet", "--today", "2026-03-01", site], { stdio: "ignore" });
  const html = readFileSync(path.join(site, "output", file), "utf8");
  rmSync(site, { recursive: true });
  return html;
}
const article = (html) =>
  JSON.parse(/<script type="application\/ld\+json">\s*(\{"@context":"https:\/\/schema.org","@type":"Article".*?)<\/script>/s.exec(html)[1]);

test("a site that names no publisher is published by itself", async () => {
  const { publisher } = article(built("articles/begin.html"));
  assert(publisher.name === "Proef", JSON.stringify(publisher));
});

test("the picture of an article goes along with a link to it", async () => {
  const image = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8DwHwQBEfkC/kSbDocAAAAASUVORK5CYII=";
  const html = built("articles/begin.html", (site) => {
    writeFileSync(path.join(site, "content/articles/foto boven.png"), Buffer.from(image, "base64"));
    const file = path.join(site, "content/articles/begin.md");
    writeFileSync(file, readFileSync(file, "utf8").replace("\ntitle:", "\nimage: foto boven.png\ntitle:").replace("---\ntitle:", "---\nimage: foto boven.png\ntitle:"));
  });
  const whole = "https://example.org/articles/foto%20boven.png";
  for (const tag of [`og:image" content="${whole}"`, 'og:image:width" content="2"', 'og:image:height" content="1"']) {
    assert(html.includes(`<meta property="${tag}>`), `there is no ${tag}`);
  }
  assert(article(html).image === whole, article(html).image);
});

test("a page in two languages names both, whole, and which is for all others", async () => {
  const html = readFileSync(path.join(output, "pages/over.en.html"), "utf8");
  const links = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)].map(([, language, href]) => `${language} ${href}`);
  const base = "https://kennisbank.example.org/pages/over";
  assert(links.join() === `nl ${base}.html,x-default ${base}.html,en ${base}.en.html`, links.join());
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
