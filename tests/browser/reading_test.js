// What a reader finds around a text: where it is, who wrote it, what to read next, and ways to take it along.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { address, assert, open, output, pagesIn, run, test } from "./browser.js";

const ARTICLE = "articles/2017/doorzettingsmacht.html";
const program = process.argv[3] ?? "build/knoop";

test("the table of contents follows", async (browser) => {
  const page = await open(browser);
  await page.goto(address(ARTICLE));
  const links = page.locator(".toc a");
  assert((await links.count()) > 2, "there is no table of contents");
  assert((await page.locator(".toc [aria-current]").count()) === 0, "a part is marked before one is read");
  for (const index of [1, (await links.count()) - 1]) {
    await links.nth(index).click();
    await page.waitForFunction((at) => document.querySelectorAll(".toc a")[at].getAttribute("aria-current") === "true", index);
    assert((await page.locator(".toc [aria-current]").count()) === 1, "two parts are marked");
    const seen = await links.nth(index).evaluate((link) => link.getBoundingClientRect().top >= 0 && link.getBoundingClientRect().bottom <= innerHeight);
    assert(seen, "the table of contents does not stay in sight");
  }
});

test("an article tells who wrote it, how long it takes, what it is about and where it comes from", async (browser) => {
  const page = await open(browser);
  await page.goto(address(ARTICLE));
  const byline = await page.locator(".byline").innerText();
  for (const part of ["Frank Beemer", "Leestijd", "minuten", "Regie", "Dooddoeners bij samenwerking"]) assert(byline.includes(part), `${part}: ${byline}`);
  assert(/20 oktober 2017/.test(await page.locator(".kicker").innerText()), "there is no date");
  assert(/Bron.*Frank Beemer/s.test(await page.locator(".origin").first().innerText()), "there is no source");
  assert((await page.locator(".text blockquote").count()) > 0, "there is no quote");
  const figure = page.locator(".text figure").first();
  assert((await figure.locator("img").getAttribute("alt")).length > 10 && (await figure.locator("figcaption").innerText()).length > 10, "the picture says nothing");
  assert((await page.locator(".comments > li").count()) === 2, "there are no comments");
});

test("tips stand in the text, and are listed below it", async (browser) => {
  const page = await open(browser);
  await page.goto(address(ARTICLE));
  const within = await page.locator(".text .callout-tip .callout-title a").allInnerTexts();
  const below = await page.locator("[aria-labelledby=part-grown] a").allInnerTexts();
  assert(within.length > 1 && within.every((title) => below.includes(title)), `${within.join()} and ${below.join()}`);
});

test("a part of a series shows where it stands; the series shows its parts", async (browser) => {
  const page = await open(browser);
  await page.goto(address("series/dooddoeners-bij-samenwerking.html"));
  await page.locator(".steps a").first().click();
  assert(page.url() === address(ARTICLE), page.url());
  await page.goto(page.url());
  await page.locator(".byline a", { hasText: "Dooddoeners" }).click();
  assert(page.url() === address("series/dooddoeners-bij-samenwerking.html"), page.url());
});

test("there are at most three next steps, of which the page does not tell elsewhere", async (browser) => {
  const page = await open(browser);
  let count = 0;
  for (const file of [...pagesIn("articles"), ...pagesIn("tips"), ...pagesIn("networks")]) {
    await page.goto(address(file));
    const steps = await page.locator("[aria-labelledby=part-next] a").evaluateAll((links) => links.map((link) => link.href));
    const elsewhere = await page.locator(".text a, .beside a").evaluateAll((links) => links.map((link) => link.href));
    assert(steps.length <= 3 && !steps.some((step) => elsewhere.includes(step)), `${file}: ${steps.join()}`);
    count += steps.length;
  }
  assert(count > 20, `only ${count} next steps`);
});

test("who reads on finds the page before and the page behind", async (browser) => {
  const page = await open(browser);
  await page.goto(address("articles/negen-tips.html"));
  const title = await page.locator("h1").innerText();
  await page.locator("a[rel=next]").click();
  assert((await page.locator("h1").innerText()) !== title, "it is the same page");
  await page.locator("a[rel=prev]").click();
  assert((await page.locator("h1").innerText()) === title, page.url());
});

test("a page can be mailed and its address copied, and nobody else hears of it", async (browser) => {
  const page = await open(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(address(ARTICLE));
  const mail = new URL(await page.locator('a[href^="mailto:?"]').getAttribute("href"));
  const whole = `https://kennisbank.example.org/${ARTICLE}`;
  assert(mail.searchParams.get("body") === whole && mail.searchParams.get("subject").startsWith("Doorzettingsmacht"), mail.href);
  await page.locator("[data-copy]").click();
  await page.waitForFunction(() => document.querySelector("[data-copy]").textContent === "Adres gekopieerd");
  assert((await page.evaluate(() => navigator.clipboard.readText())) === whole, "another address was copied");
  assert(page.troubles.length === 0, page.troubles.join());
});

test("the way back to the top leads there", async (browser) => {
  const page = await open(browser);
  await page.goto(address(ARTICLE));
  await page.locator(".to-top a").click();
  await page.waitForFunction(() => scrollY === 0);
});

test("a page says when it was changed, whom to ask, and where to improve it", async (browser) => {
  const site = mkdtempSync(path.join(tmpdir(), "knoop-reading-"));
  for (const name of ["content", "themes"]) cpSync(path.join(output, "..", name), path.join(site, name), { recursive: true });
  const change = (file, make) => writeFileSync(path.join(site, file), make(readFileSync(path.join(site, file), "utf8")));
  change("content/site.yaml", (text) => `${text}repository: https://git.example.org/kennisbank/edit/main/\n`);
  change("content/articles/negen-tips.md", (text) => text.replace("---\n", "---\nupdated: 2026-02-03\n"));
  execFileSync(program, ["build", "--quiet", "--today", "2026-03-01", site], { stdio: "ignore" });
  const page = await open(browser);
  await page.goto(pathToFileURL(path.join(site, "output/articles/negen-tips.html")).href);
  const text = await page.locator("body").innerText();
  const edit = await page.locator(".colophon-links a", { hasText: "Verbeter deze pagina" }).getAttribute("href");
  const contact = await page.locator("[aria-labelledby=part-contacts] a").first().innerText();
  rmSync(site, { recursive: true });
  assert(/Bijgewerkt\s+3 februari 2026/.test(text), "it does not say when");
  assert(contact === "Ruben van Zelm", contact);
  assert(edit === "https://git.example.org/kennisbank/edit/main/content/articles/negen-tips.md", edit);
});

await run();
