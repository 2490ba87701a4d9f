// A reader goes from the home page to a list, to a network, to one of its members and back, with scripts and without.
import { address, assert, lists, open, pagesIn, run, test } from "./browser.js";

// Follows the first link in the page whose address ends as `pattern` says.
async function follow(page, pattern) {
  const link = page.locator("a[href]:visible").filter({ hasNotText: /^$/ });
  for (const one of await link.all()) {
    const href = await one.evaluate((element) => element.href);
    if (pattern.test(href)) {
      await one.click();
      await page.waitForLoadState("load");
      assert(pattern.test(page.url()), `${href} led to ${page.url()}`);
      await assertIsPage(page);
      return;
    }
  }
  throw new Error(`${page.url()} has no link to ${pattern}`);
}

async function assertIsPage(page) {
  assert((await page.locator("h1:visible").count()) === 1, `${page.url()} has no visible heading, or more than one`);
  assert((await page.title()).length > 3, `${page.url()} has no title`);
  assert((await page.locator("main").count()) === 1, `${page.url()} has no main part`);
}

async function walk(page) {
  await page.goto(address("index.html"));
  await assertIsPage(page);
  const home = page.url();
  await follow(page, /\/networks\/index\.html$/);
  const list = page.url();
  const network = await findNetworkWithMember(page);
  await follow(page, new RegExp(`${network}$`));
  await follow(page, /\/organisations\/(?!index)[^/]+\.html(#.*)?$/);
  await follow(page, new RegExp(`${network}(#.*)?$`)); // the relation shows at both ends
  await page.goBack();
  await page.goBack();
  await page.goBack();
  assert(page.url() === list, `back led to ${page.url()}`);
  await page.goBack();
  assert(page.url() === home, `back led to ${page.url()}`);
}

// The file name of a network that links to an organisation.
async function findNetworkWithMember(page) {
  const list = page.url();
  for (const file of pagesIn("networks")) {
    await page.goto(address(file));
    const members = await page.locator("main a[href*='organisations/']:visible").count();
    await page.goBack();
    assert(page.url() === list, `back led to ${page.url()}`);
    if (members > 0) return file.replace(/^networks/, "/networks");
  }
  throw new Error("no network links to an organisation");
}

const ways = {
  "with scripts": {},
  "without scripts": { javaScriptEnabled: false },
  "on a telephone": { viewport: { width: 320, height: 640 }, hasTouch: true },
  "with scripts, in the dark, with little movement": { colorScheme: "dark", reducedMotion: "reduce" },
};
for (const [name, options] of Object.entries(ways)) {
  test(`home, list, network, member and back, ${name}`, async (browser) => {
    const page = await open(browser, options);
    await walk(page);
    assert(page.troubles.length === 0, page.troubles.join("\n"));
  });
}

test("every page opens without an error or a request", async (browser) => {
  const page = await open(browser);
  const files = ["index.html", "404.html", ...lists().flatMap((kind) => [`${kind}/index.html`, ...pagesIn(kind)])];
  assert(files.length > 20, `only ${files.length} pages`);
  for (const file of files) {
    await page.goto(address(file));
    await assertIsPage(page);
    assert(page.troubles.length === 0, `${file}: ${page.troubles.join("\n")}`);
  }
});

test("the first Tab reaches a link to the content, which works", async (browser) => {
  const page = await open(browser);
  await page.goto(address(pagesIn("articles")[0]));
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert(/^#/.test(target ?? ""), `the first Tab reaches ${target}`);
  assert(await page.locator(`[id="${target.slice(1)}"]`).count(), `${target} is not there`);
  await page.keyboard.press("Enter");
  assert(new URL(page.url()).hash === target, page.url());
});

test("every control in the header can be reached and seen with the keyboard", async (browser) => {
  const page = await open(browser);
  await page.goto(address("index.html"));
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return {
        name: element.outerHTML.slice(0, 100),
        visible: box.width > 0 && box.height > 0 && box.bottom > 0,
        ring: style.outlineStyle !== "none" || style.boxShadow !== "none",
      };
    });
    assert(seen.visible && seen.ring, `the focus cannot be seen on ${seen.name}`);
  }
});

test("a heading can be linked to and is not hidden under anything", async (browser) => {
  const page = await open(browser);
  for (const file of pagesIn("articles")) {
    await page.goto(address(file));
    const id = await page.evaluate(() => document.querySelector("main h2[id]")?.id);
    if (!id) continue;
    await page.goto(`${address(file)}#${encodeURIComponent(id)}`);
    const top = await page.locator(`[id="${id}"]`).evaluate((element) => element.getBoundingClientRect().top);
    assert(top >= -1 && top < 900, `${file}#${id} is at ${top}`);
    return;
  }
  throw new Error("no article has a heading with an id");
});

await run();
