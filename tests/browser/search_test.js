// Search as readers use it: typing, keys, filters, an address to share, typing errors, no scripts, screen readers; and 60
// queries, each of which must bring its page among the first three.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { address, assert, open, run, test } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const queries = JSON.parse(readFileSync(new URL("search_queries.json", import.meta.url), "utf8"));

const equal = (found, wanted, what) => assert(found === wanted, `${what}: ${found}, not ${wanted}`);
const focused = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.tagName);
const titles = (page) => page.locator(".find-title a").allInnerTexts();
const results = (page) => page.locator(".find-title a").evaluateAll((links) => links.map((link) => link.href));

// The results of a query on the search page, once they are there.
async function ask(page, query, file = "search.html") {
  await page.goto(`${address(file)}?q=${encodeURIComponent(query)}`);
  await page.locator(".finds-status:not(:empty)").waitFor();
}

// Types in the search box of a page, opened with "/", and waits for the results of the whole text: on a busy machine those
// of its first letters come before.
async function typeOn(page, file, text) {
  await page.goto(address(file));
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await page.locator(".finds-status").filter({ hasText: `“${text.trim()}”` }).waitFor();
}

test("results come while typing, with kind, excerpt and marks", async (browser) => {
  const page = await open(browser);
  await typeOn(page, "articles/index.html", "energie lekt");
  equal((await titles(page))[0], "Energie in het netwerk", "the first result");
  assert(/^Checklist/.test(await page.locator(".find-place").first().innerText()), "the kind is not shown");
  const marked = await page.locator(".find-excerpt").first().locator("mark").allInnerTexts();
  assert(marked.includes("energie") && marked.includes("Lekt"), `marked is ${marked}`);
  assert(page.troubles.length === 0, page.troubles.join("\n"));
});

test("a result leads to the section that has the words", async (browser) => {
  const page = await open(browser);
  await ask(page, "weinig samenhang");
  const first = (await results(page))[0];
  assert(/netwerksamenwerking-gewoon-doen\.html#/.test(first), first);
  await page.locator(".find-title a").first().click();
  const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
  assert((await page.locator(`[id="${id}"]`).count()) === 1, `${id} is not on the page`);
});

test("every anchor in the index is on its page", async (browser) => {
  const page = await open(browser);
  await page.goto(address("search.html"));
  await page.waitForFunction(() => window.knoopIndex);
  const anchors = await page.evaluate(async () => {
    const index = await window.knoopIndex(new URL("search/nl/", location.href).href, "nl");
    const texts = await Promise.all(index.pageOf.map((one, passage) => index.text(passage)));
    return texts.flatMap((text) => text.sections.filter((one) => one.anchor).map((one) => [text.address, one.anchor]));
  });
  assert(anchors.length > 50, `only ${anchors.length} anchors`);
  for (const [file, anchor] of anchors) {
    const html = readFileSync(new URL(address(decodeURIComponent(file))), "utf8");
    assert(html.includes(`id="${anchor}"`), `${file} has no ${anchor}`);
  }
});

test("arrows go through the results, Enter follows one, Escape goes back and closes", async (browser) => {
  const page = await open(browser);
  await typeOn(page, "tips/index.html", "regie");
  const all = await titles(page);
  await page.keyboard.press("ArrowDown");
  equal(await focused(page), all[0], "after one arrow");
  await page.keyboard.press("ArrowDown");
  equal(await focused(page), all[1], "after two");
  await page.keyboard.press("End");
  equal(await focused(page), all[all.length - 1], "after End");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  equal(await focused(page), "INPUT", "above the first");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  equal(await focused(page), "INPUT", "after Escape");
  await page.keyboard.press("Escape");
  assert(await page.locator(".finds").first().isHidden(), "Escape does not close the results");
  equal(await page.locator(".search input").first().inputValue(), "", "the box after Escape");
  await page.keyboard.type("regie");
  await page.locator(".find-title a").first().waitFor();
  await page.keyboard.press("ArrowDown");
  const wanted = await page.evaluate(() => document.activeElement.href);
  await page.keyboard.press("Enter");
  await page.waitForURL(wanted);
});

test("Enter in the box goes to the search page, whose address can be shared", async (browser) => {
  const page = await open(browser);
  await typeOn(page, "networks/index.html", "kerncoalitie");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html\?q=kerncoalitie/);
  await page.locator(".finds-status:not(:empty)").waitFor();
  const found = await titles(page);
  const other = await open(browser);
  await other.goto(page.url());
  await other.locator(".finds-status:not(:empty)").waitFor();
  equal((await titles(other)).join(), found.join(), "the same address");
});

test("filters narrow the results down, tell how many, and stand in the address", async (browser) => {
  const page = await open(browser);
  await ask(page, "netwerk");
  const button = page.locator(".finds-group button", { hasText: /^Tips/ });
  const count = Number(await button.locator("span").innerText());
  await button.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((n) => document.querySelector(".finds-status").textContent.startsWith(`${n} `), count);
  assert(/kind=Tips/.test(page.url()), page.url());
  const kinds = await page.locator(".find-place").allInnerTexts();
  assert(kinds.every((kind) => kind.startsWith("Tip")), kinds.join());
  equal(await page.evaluate(() => document.activeElement.getAttribute("aria-pressed")), "true", "the button with focus");
  const topic = page.locator('.finds-group button[data-choice^="filter"]').first();
  const fewer = Number(await topic.locator("span").innerText());
  await topic.click();
  await page.waitForFunction((n) => document.querySelectorAll(".find-title").length === Math.min(n, 8), fewer);
  await page.reload();
  await page.locator(".find-title").first().waitFor();
  equal(await page.locator(".find-title").count(), Math.min(fewer, 8), "results after opening the address again");
});

test("more results come on request, and the first new one gets the focus", async (browser) => {
  const page = await open(browser);
  await ask(page, "netwerk");
  equal(await page.locator(".find-title").count(), 8, "results at first");
  await page.locator(".finds-more").click();
  await page.waitForFunction(() => document.querySelectorAll(".find-title").length > 8);
  equal(await focused(page), (await titles(page))[8], "the focus");
});

test("a typing error is forgiven, and told", async (browser) => {
  const page = await open(browser);
  await ask(page, "samenwekring");
  assert(/samenwekring.*samenwerking/.test(await page.locator(".finds-status").innerText()), "it is not told");
  assert((await page.locator(".find-title").count()) > 0, "nothing is found");
});

test("what is nowhere is told with a way out", async (browser) => {
  const page = await open(browser);
  await ask(page, "xylofoonkwartet");
  assert(/Niets gevonden/.test(await page.locator(".finds-status").innerText()), "it is not told");
});

test("screen readers hear how many there are, and what the keys do", async (browser) => {
  const page = await open(browser);
  await typeOn(page, "articles/index.html", "ambitie");
  const status = page.locator('[role="status"]').first();
  assert(/^\d+ resultaten voor “ambitie”\. Pijl omlaag/.test(await status.innerText()), await status.innerText());
  const described = await page.locator(".search input").first().getAttribute("aria-describedby");
  equal(await status.getAttribute("id"), described, "what describes the box");
});

test("accents, capitals and the ligature ij make no difference", async (browser) => {
  const page = await open(browser);
  for (const query of ["ÉÉN ZIN", "ambítie", "blĳven kijken"]) {
    await ask(page, query);
    assert((await page.locator(".find-title").count()) > 0, `${query} finds nothing`);
  }
});

test("the index is not read before a reader comes to the box, and then in pieces", async (browser) => {
  const page = await open(browser);
  const read = [];
  page.on("request", (request) => read.push(request.url()));
  await page.goto(address("articles/index.html"));
  await page.waitForTimeout(200);
  assert(!read.some((url) => /search/.test(url)), `read at once: ${read}`);
  await page.keyboard.press("/");
  await page.keyboard.type("regiegroep");
  await page.locator(".find-title a").first().waitFor();
  assert(read.some((url) => /search\/nl\/w\d+\.js/.test(url)), "no piece was read");
  assert(read.every((url) => url.startsWith("file:")), read.join("\n"));
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing in the open results, ${colorScheme}, ${width} wide`, async (browser) => {
      const page = await open(browser, { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
      for (const start of [() => typeOn(page, "articles/index.html", "netwerk"), () => ask(page, "netwerk")]) {
        await start();
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
        assert(violations.length === 0, violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`).join("\n"));
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
        assert(scroll <= width, `the page is ${scroll} wide`);
      }
      assert(page.troubles.length === 0, page.troubles.join("\n"));
    });
  }
}

test("without scripts the box leads to an index of all items", async (browser) => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(address("index.html"));
  await page.locator(".search input").fill("regie");
  await page.locator(".search button").click();
  await page.waitForURL(/search\.html/);
  const links = page.locator(".index .line a");
  assert((await links.count()) > 60, `only ${await links.count()} items`);
  assert((await page.locator("noscript p").innerText()).length > 10, "it is not told why");
  await page.locator(".letters a").first().click();
  assert(/#groep-/.test(page.url()), page.url());
});

test("each language has an index of its own", async (browser) => {
  const page = await open(browser);
  await ask(page, "knowledge", "search.en.html");
  assert((await results(page)).every((url) => url.split("#")[0].endsWith(".en.html")), (await results(page)).join());
  assert(/result/.test(await page.locator(".finds-status").innerText()), "the status is not in English");
});

let searching;
for (const [query, wanted, language = "nl"] of queries) {
  test(`“${query}” brings ${wanted}`, async (browser) => {
    searching ??= await open(browser);
    await ask(searching, query, language === "nl" ? "search.html" : `search.${language}.html`);
    const first = (await results(searching)).slice(0, 3).map((url) => url.split("#")[0]);
    assert(first.includes(address(wanted)), `the first are ${first.join(", ")}`);
  });
}

await run();
