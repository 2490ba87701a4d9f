// Old addresses over file://: a page that is gone leads on with the anchor that was asked for, an anchor that moved to
// another page is found there, and without scripts there are plain links.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { assert, open, output, run, test } from "./browser.js";

const program = path.resolve(process.argv[3]);
const site = mkdtempSync(path.join(tmpdir(), "knoop-redirect-"));
process.on("exit", () => rmSync(site, { recursive: true }));
for (const folder of ["content", "themes"]) {
  cpSync(path.join(path.dirname(output), folder), path.join(site, folder), { recursive: true });
}

// The sample's nine tips lead on from several addresses; one section of an old page is a tip of its own now.
function add(file, aliases) {
  const name = path.join(site, "content", file);
  const text = readFileSync(name, "utf8").replace(/^aliases:.*\n/m, "");
  writeFileSync(name, text.replace("---\n", `---\naliases: [${aliases}]\n`));
}
add("articles/negen-tips.md", "artikelen/9-tips.html, oud/mensen.html>let-op-de-mensen, articles/negen-tips.html#de-mensen>let-op-de-mensen");
add("tips/steun-informele-leiders.md", "artikelen/9-tips.html#leiders, articles/negen-tips.html#leiders");
execFileSync(program, ["build", "--quiet", "--today", "2026-03-01", site]);
const address = (name) => pathToFileURL(path.join(site, "output")).href + "/" + name;

const leads = [
  ["artikelen/9-tips.html", "articles/negen-tips.html"],
  ["artikelen/9-tips.html#geef-het-lucht", "articles/negen-tips.html#geef-het-lucht"],
  ["artikelen/9-tips.html#%", "articles/negen-tips.html#%"],
  ["artikelen/9-tips.html#leiders", "tips/steun-informele-leiders.html"],
  ["oud/mensen.html", "articles/negen-tips.html#let-op-de-mensen"],
  ["oud/mensen.html#geef-het-lucht", "articles/negen-tips.html#let-op-de-mensen"],
];
for (const [from, to] of leads) {
  test(`${from} leads to ${to}`, async (browser) => {
    const page = await open(browser);
    await page.goto(address(from), { waitUntil: "commit" }).catch(() => {});
    await page.waitForURL(address(to), { timeout: 5000 });
    assert(page.troubles.length === 0, page.troubles.join("\n"));
    await page.context().close();
  });
}

const isInSight = (page, id) =>
  page.evaluate((id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return bottom >= 0 && top < window.innerHeight;
  }, id);

for (const javaScriptEnabled of [true, false]) {
  test(`an anchor with another name is found ${javaScriptEnabled ? "with" : "without"} scripts`, async (browser) => {
    const page = await open(browser, { javaScriptEnabled });
    await page.goto(address("articles/negen-tips.html#de-mensen"));
    assert(await isInSight(page, "let-op-de-mensen"), "the heading is not in sight");
    await page.goto("about:blank");
    await page.goto(address("articles/negen-tips.html#leiders"));
    assert(await isInSight(page, "leiders"), "what moved away is not told of");
    await page.click("#leiders a");
    await page.waitForURL(address("tips/steun-informele-leiders.html"));
    assert(page.troubles.length === 0, page.troubles.join("\n"));
    await page.context().close();
  });
}

test("without scripts the browser goes on by itself", async (browser) => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(address("artikelen/9-tips.html"), { waitUntil: "commit" }).catch(() => {});
  await page.waitForURL(address("articles/negen-tips.html"), { timeout: 5000 });
  await page.context().close();
});

test("an old page has plain links and no script of its own", () => {
  const html = readFileSync(path.join(site, "output/artikelen/9-tips.html"), "utf8");
  assert(html.includes('<a id="target" href="../articles/negen-tips.html">'), "no link to the page");
  assert(html.includes('<li id="leiders"><a href="../tips/steun-informele-leiders.html">'), "no link to the tip");
  assert(!/<script(?![^>]* src=)/.test(html), "a script stands in the page");
});

await run();
