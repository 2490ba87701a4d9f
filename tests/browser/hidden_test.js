// What is not to be found is nowhere in the index: a draft, an item with `noindex` or `search: false`; and with `search: false` nothing is.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { assert, open, output, run, test } from "./browser.js";

const program = process.argv[3] ?? "build/knoop";
const site = mkdtempSync(path.join(tmpdir(), "knoop-hidden-"));
process.on("exit", () => rmSync(site, { recursive: true }));
for (const name of ["content", "themes"]) cpSync(path.join(output, "..", name), path.join(site, name), { recursive: true });
const tip = (name, field, word, end = "") =>
  writeFileSync(path.join(site, `content/tips/${name}.md`), `---\ntitle: Tip ${name}\ndescription: Een proef.\n${field}---\n\nHier staat ${word}.${end}\n`);
tip("gewoon", "", "kwartelkoning");
tip("stil", "noindex: true\n", "kwartelkuiken");
tip("zacht", "search: false\n", "kwartelei");
tip("klad", "draft: true\n", "kwartelveer", " Met [een fout](tip:nergens).");
const build = () => execFileSync(program, ["build", "--quiet", "--lang", "en", "--today", "2026-03-01", site], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

test("a mistake in a draft is not told", async () => {
  const told = build();
  assert(!/nergens/.test(told), told);
});

test("neither a draft nor an item with noindex is in the index", async (browser) => {
  const page = await open(browser);
  await page.goto(pathToFileURL(path.join(site, "output/search.html")).href);
  await page.waitForFunction(() => window.knoopIndex);
  const [texts, found] = await page.evaluate(async () => {
    const index = await window.knoopIndex(new URL("search/nl/", location.href).href, "nl");
    const all = await Promise.all(index.pageOf.map((one, passage) => index.text(passage)));
    const counts = [];
    for (const word of ["kwartelkoning ", "kwartelkuiken ", "kwartelveer ", "kwartelei "]) counts.push((await index.find(word)).pages.length > 0);
    return [JSON.stringify(all).toLowerCase(), counts];
  });
  assert(/kwartelkoning/.test(texts) && found[0], "what is to be found is not");
  assert(!/kwartelkuiken|tips\/stil/.test(texts) && !found[1], "an item with noindex is in the index");
  assert(!/kwartelei|tips\/zacht/.test(texts) && !found[3], "an item with `search: false` is in the index");
  assert(existsSync(path.join(site, "output/tips/zacht.html")), "an item with `search: false` has no page");
  assert(!/kwartelveer|tips\/klad/.test(texts) && !found[2], "a draft is in the index");
});

test("with `search: false` there is no index, no search page and no box", async (browser) => {
  appendFileSync(path.join(site, "content/site.yaml"), "search: false\n");
  build();
  const names = readdirSync(path.join(site, "output"));
  assert(!names.some((name) => /^search/.test(name)), names.join());
  assert(existsSync(path.join(site, "output/index.html")), "there is no site");
  const page = await open(browser);
  await page.goto(pathToFileURL(path.join(site, "output/tips/index.html")).href);
  assert((await page.locator(".search, .finder").count()) === 0, "there is a search box");
});

await run();
