// single_test.js OUTPUT PAGE EPUB: the one page that holds a whole document, in Chromium over file://, and the pages of an
// e-book as a reader would draw them.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { assert, open, run, test } from "../browser/browser.js";

const work = mkdtempSync(path.join(tmpdir(), "knoop-single-"));
const file = path.join(work, "alleen.html");
copyFileSync(process.argv[3], file); // by itself: nothing lies beside it
const page_address = pathToFileURL(file).href;

async function openPage(browser, options) {
  const page = await open(browser, options);
  await page.goto(page_address);
  return page;
}

test("every link within the page leads to a place", async (browser) => {
  const page = await openPage(browser);
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => decodeURIComponent(link.getAttribute("href").slice(1)))
      .filter((id) => !document.getElementById(id)),
  );
  assert(lost.length === 0, `no place: ${lost.slice(0, 5).join(", ")}`);
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  });
  assert(twice.length === 0, `twice: ${twice.slice(0, 5).join(", ")}`);
  assert(page.troubles.length === 0, page.troubles.join("\n"));
});

test("it refers to no other file: what it does not hold is on the web", async (browser) => {
  const page = await openPage(browser);
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll("[href], [src]")]
      .map((one) => one.getAttribute("href") ?? one.getAttribute("src"))
      .filter((address) => !/^(#|data:|https?:|mailto:)/.test(address)),
  );
  assert(outside.length === 0, outside.slice(0, 5).join(", "));
  assert((await page.locator('img[src^="data:image/svg+xml;base64,"]').count()) > 1, "there is no picture in it");
  const broken = await page.evaluate(() => [...document.images].filter((image) => image.complete && image.naturalWidth === 0).length);
  assert(broken === 0, `${broken} pictures are broken`);
});

test("its search finds inflections, and leads to the section", async (browser) => {
  const page = await openPage(browser);
  await page.fill("#search", "informele leider");
  await page.locator(".finds-list a").first().waitFor();
  const first = page.locator(".finds-list li").first();
  assert(/leider/i.test(await first.innerText()), await first.innerText());
  assert((await first.locator("mark").count()) > 0, "no word is marked");
  await first.locator("a").click();
  const id = await page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
  assert(id !== "", "the result leads to no place");
  assert(await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top < innerHeight, id), "it is not seen");
  assert(page.url().startsWith(page_address), page.url());
  assert(page.troubles.length === 0, page.troubles.join("\n"));
});

test("a typing error is forgiven, and narrowing down works", async (browser) => {
  const page = await openPage(browser);
  await page.fill("#search", "samenwekring");
  await page.locator(".finds-list a").first().waitFor();
  await page.fill("#search", "netwerk");
  await page.locator(".finds-group button", { hasText: "Checklists" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".find-place")].every((one) => one.textContent.startsWith("Checklist")));
  assert((await page.locator(".finds-list li").count()) > 0, "nothing is left");
});

test("without scripts all of it can be read", async (browser) => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  assert((await page.locator("main section.chapter").count()) > 50, "chapters are missing");
  assert((await page.locator(".contents a").count()) > 50, "the contents are missing");
});

test("the boxes of a checklist have names", async (browser) => {
  const page = await openPage(browser);
  const box = page.getByRole("checkbox").first();
  const named = await box.evaluate((one) => one.labels.length === 1 && one.labels[0].textContent.trim().length > 3);
  assert(named, "a box has no label");
  await box.check();
});

test("nothing sticks out on a narrow screen", async (browser) => {
  const page = await openPage(browser, { viewport: { width: 320, height: 700 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(width <= 320, `it is ${width} wide`);
});

test("it stays small", async () => {
  // 15 MB for 500 pages; the sample has fewer than 100.
  assert(statSync(file).size < (15e6 / 500) * 80, `${statSync(file).size} bytes`);
});

test("the pages of an e-book are drawn without trouble", async (browser) => {
  const folder = path.join(work, "epub");
  execFileSync("unzip", ["-q", process.argv[4], "-d", folder]);
  const pages = readdirSync(path.join(folder, "EPUB")).filter((name) => name.endsWith(".xhtml"));
  assert(pages.length > 5, pages.join());
  const page = await open(browser, { viewport: { width: 420, height: 700 } });
  for (const name of pages) {
    await page.goto(pathToFileURL(path.join(folder, "EPUB", name)).href);
    assert((await page.locator("body").innerText()).length + (await page.locator("img").count()) > 0, `${name} is empty`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(width <= 420, `${name} is ${width} wide`);
    const lost = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href).filter((href) => href.startsWith("file:")));
    for (const href of lost) {
      const target = new URL(href);
      assert(existsSync(new URL(target.pathname, "file:///")), `${name}: ${href}`);
    }
  }
  assert(page.troubles.length === 0, page.troubles.join("\n"));
});

await run();
rmSync(work, { recursive: true });
