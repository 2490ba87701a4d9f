// Every page, narrow and wide, in light and dark, with all that folds open: axe finds nothing, and nothing sticks out at
// the side. The site's accessibility statement says so, with the version of axe: it must tell of this test as it is.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { address, assert, open, output, run, test } from "./browser.js";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { version } = require("axe-core/package.json");

const files = readdirSync(output, { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .filter((name) => !readFileSync(new URL(address(name)), "utf8").includes('http-equiv="refresh"'))
  .sort();

let page;
for (const file of files) {
  test(file, async (browser) => {
    page ??= await open(browser, { reducedMotion: "reduce" });
    page.troubles.length = 0;
    await page.goto(address(file));
    await page.evaluate(axe);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
        const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
        assert(told.length === 0, `${colorScheme}, ${width} wide: ${told.join("\n")}`);
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
        assert(scroll <= width, `the page is ${scroll} wide in a window of ${width}`);
      }
      await page.evaluate(() => {
        for (const part of document.querySelectorAll("details")) part.open = true;
      });
    }
    assert(page.troubles.length === 0, page.troubles.join("\n"));
  });
}

test("the accessibility statement tells of this test as it is", async (browser) => {
  page ??= await open(browser);
  await page.goto(address("pages/toegankelijkheid.html"));
  const text = await page.locator("main").innerText();
  for (const told of [`axe-core ${version}`, "320 en 1280", "licht en donker"]) {
    assert(text.includes(told), `it does not tell: ${told}`);
  }
});

await run();
