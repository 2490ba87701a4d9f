// Every page, narrow and wide, in light and dark, with all that folds open: axe finds nothing, and nothing sticks out at
// the side. The site's accessibility statement is made from the result.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { address, assert, open, output, run, test } from "./browser.js";
import { statementIsRight, writeStatement } from "./statement.js";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { version } = require("axe-core/package.json");
const dutch = require("axe-core/locales/nl.json").rules;

const files = readdirSync(output, { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .filter((name) => !readFileSync(new URL(address(name)), "utf8").includes('http-equiv="refresh"'))
  .sort();

const WIDTHS = [320, 1280];
const rules = new Set(), violations = {};
// Besides what axe looks for by itself: a target that a finger can hit (WCAG 2.2, 2.5.8).
const options = { resultTypes: ["violations"], preload: false, rules: { "target-size": { enabled: true } } };

let page;
for (const file of files) {
  test(file, async (browser) => {
    page ??= await open(browser, { reducedMotion: "reduce" });
    page.troubles.length = 0;
    await page.goto(address(file));
    await page.evaluate(axe);
    for (const width of WIDTHS.toReversed()) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const found = await page.evaluate((how) => window.axe.run(document, how), options);
        for (const list of [found.violations, found.passes, found.inapplicable, found.incomplete]) {
          for (const { id } of list) rules.add(id);
        }
        for (const { id, help } of found.violations) {
          violations[id] ??= { help: dutch[id]?.help ?? help, pages: [] };
          if (!violations[id].pages.includes(file)) violations[id].pages.push(file);
        }
        const told = found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
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

// `make statement` writes what was found; every other run looks whether that still holds.
test("the accessibility statement says what this test found", async () => {
  const result = { version, rules: rules.size, widths: WIDTHS, violations };
  if (process.argv.includes("--write")) writeStatement(result, new Date());
  assert(statementIsRight(result), "it does not: `make statement` writes it anew");
});

await run();
