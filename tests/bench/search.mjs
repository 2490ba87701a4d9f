// Search in a site of 10 000 pages, in Chromium over file://: search.mjs OUTPUT CONTENT. Prints, as one line of JSON,
// what a first and a further query read, how long after the last key the first result is there, and how large the index is
// beside the text.
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const require = createRequire(new URL("../package.json", import.meta.url));
const { chromium } = require("playwright-core");
const [output, content] = process.argv.slice(2).map((name) => path.resolve(name));
const files = (folder, ending) =>
  readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name));

// The text that readers read: titles, headings and bodies, without front matter and marks.
let text = 0;
const words = new Map();
for (const file of files(path.join(content, "articles"), ".md")) {
  const [, front, body] = readFileSync(file, "utf8").split(/^---$/m);
  const plain = `${/^title: (.*)$/m.exec(front)[1]} ${body.replace(/^## /gm, "").replace(/\s+/g, " ")}`;
  text += Buffer.byteLength(plain);
  for (const word of plain.toLowerCase().match(/[a-z]{5,}/g)) words.set(word, (words.get(word) ?? 0) + 1);
}
const index = files(path.join(output, "search"), ".js").reduce((sum, file) => sum + statSync(file).size, 0);

// Queries of frequent and rare words, of two words, and with a typing error.
const byCount = [...words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
const queries = [100, 300, 1000, 3000, 10000, 20000].flatMap((rank, i) => {
  const word = byCount[rank], other = byCount[rank + 57 * (i + 1)];
  return [word, `${word} ${other}`, word.slice(0, -2) + word.at(-1) + word.at(-2)];
});

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const firsts = [], furthers = [], times = [];
for (const query of queries) {
  const page = await browser.newPage();
  let bytes = 0;
  page.on("requestfinished", (request) => {
    const name = fileURLToPath(request.url().split("?")[0]);
    if (/\/search/.test(name)) bytes += statSync(name).size;
  });
  const ask = async (words) => {
    await page.locator(".search input").first().fill("");
    await page.keyboard.type(words.slice(0, -1), { delay: 60 });
    await page.waitForTimeout(400);
    times.push(await page.evaluate((key) => new Promise((resolve) => {
      const list = document.querySelector(".finds-list"), status = document.querySelector(".finds-status");
      const start = performance.now();
      const done = () => resolve(performance.now() - start);
      new MutationObserver(done).observe(list, { childList: true });
      setTimeout(done, 3000);
      const input = document.querySelector(".search input");
      input.value += key;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }), words.at(-1)));
    await page.waitForTimeout(400);
  };
  await page.goto(pathToFileURL(path.join(output, "articles/index.html")).href);
  await page.keyboard.press("/");
  await page.waitForFunction(() => window.knoopIndex && document.querySelector(".finds"));
  await ask(query);
  firsts.push(bytes);
  bytes = 0;
  await ask(queries[(queries.indexOf(query) + 7) % queries.length]);
  furthers.push(bytes);
  await page.close();
}
await browser.close();
const spread = (list) => [[...list].sort((a, b) => a - b)[list.length >> 1], Math.max(...list)];
console.log(JSON.stringify({ first: spread(firsts), further: spread(furthers), times: spread(times), index: (100 * index) / text, queries: queries.length }));
