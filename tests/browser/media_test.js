// Larger letters, forced colours and paper: nothing is lost.
import { address, assert, open, run, test } from "./browser.js";

const pages = ["index.html", "articles/2019/netwerksamenwerking-gewoon-doen.html", "networks/gezondveluwe.html",
  "checklists/een-netwerk-beginnen.html", "tips/index.html", "kaart.html", "search.html"];

// Text that a box cuts off, or that stands outside the page.
const lost = () =>
  [...document.querySelectorAll("main *, header *, footer *")]
    .filter((part) => part.checkVisibility() && !part.closest(".skip, svg, [hidden], .map, .table") && part.textContent.trim())
    .filter((part) => {
      const box = part.getBoundingClientRect(), style = getComputedStyle(part);
      const isCut = style.overflowX === "hidden" && part.scrollWidth > part.clientWidth + 1;
      return isCut || box.right > document.documentElement.clientWidth + 1 || box.left < -1;
    })
    .map((part) => part.outerHTML.slice(0, 120));

for (const file of pages) {
  // Zooming in is a window with fewer points; a larger letter of the reader's own is not.
  for (const [way, width, height, letters] of [["200 %", 640, 512, ""], ["400 %", 320, 256, ""], ["letters of 200 %", 640, 800, "200%"]]) {
    test(`${file} loses nothing at ${way}`, async (browser) => {
      const page = await open(browser, { viewport: { width, height } });
      await page.goto(address(file));
      if (letters) await page.evaluate((size) => (document.documentElement.style.fontSize = size), letters);
      const found = await page.evaluate(lost);
      assert(found.length === 0, found.slice(0, 3).join("\n"));
    });
  }
}

test("with forced colours the current place can still be told", async (browser) => {
  const page = await open(browser, { forcedColors: "active" });
  await page.goto(address("tips/index.html"));
  const border = await page.locator(".menu a[aria-current]").evaluate((link) => getComputedStyle(link).borderBottomStyle);
  assert(border === "solid", `its border is ${border}`);
});

test("on paper links tell their address, and headings stay with their text", async (browser) => {
  const page = await open(browser);
  await page.goto(address("pages/opmaak.html"));
  await page.emulateMedia({ media: "print" });
  const after = await page.locator(".text a.external").first().evaluate((link) => [link.getAttribute("href"), getComputedStyle(link, "::after").content]);
  assert(after[1].includes(after[0]) || after[1].includes("attr(href)"), after.join());
  const breaks = await page.locator("main h2").evaluateAll((all) => all.map((one) => getComputedStyle(one).breakAfter));
  assert(breaks.length > 2 && breaks.every((one) => one === "avoid"), breaks.join());
  for (const part of [".menu", ".breadcrumbs", ".to-top", ".colophon-links"]) {
    assert(await page.locator(part).first().isHidden(), `${part} is printed`);
  }
  assert(await page.locator(".only-print").last().isVisible(), "the address of the page is not printed");
});

await run();
