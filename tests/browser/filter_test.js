// A list is narrowed down by links: with scripts and without, with the keyboard, and back again.
import { address, assert, open, run, test } from "./browser.js";

const titles = (page) => page.locator(".entry-title").allInnerTexts();
const ways = { "with scripts": {}, "without scripts": { javaScriptEnabled: false }, "on a telephone": { viewport: { width: 320, height: 640 } } };

for (const [name, options] of Object.entries(ways)) {
  test(`a list is narrowed down and made whole again, ${name}`, async (browser) => {
    const page = await open(browser, options);
    await page.goto(address("articles/index.html"));
    const all = await titles(page);
    await page.locator(".filters summary").click();
    const link = page.locator(".filters a", { hasText: "Governance" });
    const count = Number(await link.locator("xpath=following-sibling::span").innerText());
    await link.click();
    assert(page.url() === address("articles/topics/governance/index.html"), page.url());
    const some = await titles(page);
    assert(some.length === count && count < all.length, `${some.length} of ${all.length}, where ${count} were told`);
    assert(some.every((title) => all.includes(title)), some.join());
    assert((await page.locator("h1").innerText()) === "Artikelen: Governance", await page.locator("h1").innerText());
    assert((await page.locator(".chosen").innerText()).includes(`${count} van ${all.length}`), await page.locator(".chosen").innerText());
    await page.locator(".filters summary").click();
    assert((await page.locator(".filters [aria-current]").innerText()) === "Governance", "the current one is not marked");
    await page.locator(".chosen a").click();
    assert(page.url() === address("articles/index.html"), page.url());
    assert(page.troubles.length === 0, page.troubles.join());
  });
}

test("what is chosen is about what it says", async (browser) => {
  const page = await open(browser);
  await page.goto(address("articles/topics/governance/index.html"));
  for (const article of await page.locator(".entry-title a").evaluateAll((links) => links.map((link) => link.href))) {
    await page.goto(article);
    assert((await page.locator(".byline").innerText()).includes("Governance"), `${article} is not about it`);
  }
});

test("the keyboard opens the filters and follows one", async (browser) => {
  const page = await open(browser);
  await page.goto(address("networks/index.html"));
  await page.locator(".filters summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const [href, outline] = await page.evaluate(() => [document.activeElement.href, getComputedStyle(document.activeElement).outlineStyle]);
  assert(/\/networks\/topics\/[^/]+\/index\.html$/.test(href) && outline === "solid", `${href} ${outline}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(href);
  assert((await page.locator(".entry-title").count()) > 0, "the list is empty");
});

test("search engines are asked to pass these lists over, and are not sent to them", async (browser) => {
  const page = await open(browser);
  await page.goto(address("articles/topics/governance/index.html"));
  assert((await page.locator("meta[name=robots]").getAttribute("content")) === "noindex", "they are not");
  await page.goto(address("articles/index.html"));
  assert((await page.locator("meta[name=robots]").count()) === 0, "the list itself is to be passed over");
});

test("mentions stand under their kind, with the sentence and its heading", async (browser) => {
  const page = await open(browser);
  await page.goto(address("networks/gezondveluwe.html"));
  const part = page.locator("[aria-labelledby=part-mentions]");
  const kinds = await part.locator("h3").allInnerTexts();
  assert(kinds.length > 3 && kinds[0].trim() === "Artikel" && new Set(kinds).size === kinds.length, kinds.join());
  const place = part.locator(".mention-place a").first();
  const heading = await place.innerText();
  await place.click();
  const target = page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`);
  assert((await target.innerText()).trim() === heading, `${heading} led to ${page.url()}`);
});

await run();
