// The same site in Pagefind, which needs a server, and in lunr, as MkDocs ships it: search_peers.mjs OUTPUT CONTENT. Prints, as
// one line of JSON, what a first query and a further one read, and how large the index is. Queries are those of search.mjs, without the
// typing errors, which both do not forgive by themselves; what is read while typing is not counted here.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";

const require = createRequire(import.meta.url);
const { chromium } = createRequire(new URL("../package.json", import.meta.url))("playwright-core");
const lunr = require("lunr");
const [output, content] = process.argv.slice(2).map((name) => path.resolve(name));
const RESULTS = 8;
const spread = (list) => [[...list].sort((a, b) => a - b)[list.length >> 1], Math.max(...list)];
const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url)));
const version = (name) => packages[`node_modules/${name}`]?.version ?? packages[`node_modules/@${name}/linux-x64`].version;
const files = (folder) => readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name)).filter((name) => statSync(name).isFile());

const pages = [], words = new Map();
for (const file of files(path.join(content, "articles")).filter((name) => name.endsWith(".md"))) {
  const [, front, body] = readFileSync(file, "utf8").split(/^---$/m);
  const page = { location: file.slice(content.length), title: /^title: (.*)$/m.exec(front)[1], text: body.replace(/^## /gm, "").replace(/\s+/g, " ") };
  pages.push(page);
  for (const word of `${page.title} ${page.text}`.toLowerCase().match(/[a-z]{5,}/g)) words.set(word, (words.get(word) ?? 0) + 1);
}
const text = pages.reduce((sum, page) => sum + Buffer.byteLength(page.title + page.text), 0);
const byCount = [...words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
const queries = [100, 300, 1000, 3000, 10000, 20000].flatMap((rank, i) => [byCount[rank], `${byCount[rank]} ${byCount[rank + 57 * (i + 1)]}`]);

async function pagefind() {
  const folder = path.join(output, "pagefind");
  rmSync(folder, { recursive: true, force: true });
  const program = path.join(path.dirname(require.resolve("@pagefind/linux-x64/package.json")), "bin/pagefind_extended");
  execFileSync(program, ["--site", output, "--glob", "articles/[0-9]*/*.html", "--root-selector", "main"], { stdio: "ignore" });
  const index = files(folder).reduce((sum, file) => sum + statSync(file).size, 0);
  const server = createServer((request, response) => {
    const file = path.join(output, decodeURIComponent(request.url.split("?")[0]));
    response.setHeader("content-type", file.endsWith(".js") ? "text/javascript" : file.endsWith(".html") ? "text/html" : "application/octet-stream");
    response.end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const firsts = [], furthers = [];
  for (const query of queries) {
    const page = await browser.newPage({ bypassCSP: true });
    let bytes = 0;
    page.on("requestfinished", (request) => {
      const name = path.join(output, decodeURIComponent(new URL(request.url()).pathname));
      if (/\/pagefind\//.test(name)) bytes += statSync(name).size;
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/404.html`);
    const ask = (words) => page.evaluate(async ([words, count]) => {
      const search = await import("/pagefind/pagefind.js");
      const found = await search.search(words);
      await Promise.all(found.results.slice(0, count).map((result) => result.data()));
      return found.results.length;
    }, [words, RESULTS]);
    const count = await ask(query);
    if (count === 0) console.error(`Pagefind finds nothing for ${query}`);
    await page.waitForTimeout(200);
    firsts.push(bytes);
    bytes = 0;
    await ask(queries[(queries.indexOf(query) + 5) % queries.length]);
    await page.waitForTimeout(200);
    furthers.push(bytes);
    await page.close();
  }
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
  return { version: version("pagefind"), queries: queries.length, first: spread(firsts), further: spread(furthers), index: (100 * index) / text };
}

// MkDocs writes the texts and, with `prebuild_index`, the index beside them; a reader loads all of it before the first query.
// Of a part of the pages: making the index of all takes lunr minutes and gigabytes.
const PART = 500;

function withLunr() {
  const part = pages.slice(0, PART);
  const partText = part.reduce((sum, page) => sum + Buffer.byteLength(page.title + page.text), 0);
  const index = lunr(function () {
    this.ref("location");
    this.field("title", { boost: 1000 });
    this.field("text");
    for (const page of part) this.add(page);
  });
  const bytes = Buffer.byteLength(JSON.stringify({ docs: part, index }));
  const program = statSync(require.resolve("lunr/lunr.min.js")).size;
  return { version: version("lunr"), pages: part.length, first: [bytes + program, bytes + program], further: [0, 0], index: (100 * bytes) / partText };
}

console.log(JSON.stringify({ lunr: withLunr(), pagefind: await pagefind() }));
