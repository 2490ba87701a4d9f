// Every type of page, narrow and wide, in light and dark: axe finds nothing, and nothing sticks out at the side.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { address, assert, lists, open, pagesIn, run, test } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// The longest page of each kind has most on it.
const longest = (kind) =>
  pagesIn(kind).sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 1);
const sizeOf = (file) => readFileSync(new URL(address(file))).length;
const files = ["index.html", "404.html", "kaart.html", ...lists().flatMap((kind) => [`${kind}/index.html`, ...longest(kind)])];

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    let page;
    for (const file of files) {
      test(`${file}, ${colorScheme}, ${width} wide`, async (browser) => {
        page ??= await open(browser, { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
        page.troubles.length = 0;
        await page.goto(address(file));
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
        assert(
          violations.length === 0,
          violations
            .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`)
            .join("\n"),
        );
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
        assert(scroll <= width, `the page is ${scroll} wide in a window of ${width}`);
        assert(page.troubles.length === 0, page.troubles.join("\n"));
      });
    }
  }
}

await run();
