// Maps: nothing lies over anything else, every text fits its box and can be read, and the keyboard walks them; on the sample
// site and on one of sixty networks that is made here.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { address, assert, open, pagesIn, run, test } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Sixty networks with names of one to six words, between none and a dozen of forty organisations in each.
function makeSite() {
  const folder = mkdtempSync(path.join(tmpdir(), "knoop-map-"));
  const words =
    "zorg welzijn samenwerking regio Friesland ouderen keten wijkteam transmurale huisartsen geboortezorg Zuid-Oost-Brabant ervaringsdeskundigheid levensloopbegeleiding".split(" ");
  const name = (seed, count) => Array.from({ length: count }, (_, i) => words[(seed * 7 + i * i * 5 + i) % words.length]).join(" ");
  cpSync("content/kinds", path.join(folder, "content/kinds"), { recursive: true });
  for (const kind of ["networks", "organisations"]) mkdirSync(path.join(folder, "content", kind));
  writeFileSync(path.join(folder, "content/site.yaml"), "title: Zestig netwerken\nmenu: [map, network, organisation]\n");
  for (let i = 0; i < 40; i++) {
    writeFileSync(path.join(folder, `content/organisations/o${i}.yaml`), `name: "${name(i, 1 + (i % 4))} ${i}"\ndescription: Een organisatie.\n`);
  }
  for (let i = 0; i < 60; i++) {
    const members = new Set(Array.from({ length: i === 0 ? 14 : (i * i) % 5 }, (_, j) => `o${(i * 11 + j * 3) % 40}`));
    writeFileSync(
      path.join(folder, `content/networks/n${i}.yaml`),
      `name: "${name(i + 3, 1 + (i % 6))} ${i}"\ndescription: Een netwerk.\nmembers: [${[...members].join(", ")}]\n`,
    );
  }
  execFileSync(process.argv[3] ?? "build/knoop", ["build", "--quiet", folder], { stdio: ["ignore", "ignore", "ignore"] });
  process.on("exit", () => rmSync(folder, { recursive: true }));
  return (file) => pathToFileURL(path.join(folder, "output", file)).href;
}

// What is wrong with the drawing, as seen by a reader: looked at in the page itself.
const faults = () => {
  const found = [];
  const inside = (one, other) => one.left >= other.left - 0.5 && one.right <= other.right + 0.5 && one.top >= other.top - 0.5 && one.bottom <= other.bottom + 0.5;
  const apart = (one, other) => one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  const svg = document.querySelector(".map > svg");
  const frame = svg.getBoundingClientRect();
  const nodes = [...svg.querySelectorAll("a, .map-centre")];
  const texts = [...svg.querySelectorAll("text")];
  for (const text of texts) {
    const box = text.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    if (!inside(box, frame)) found.push(`"${text.textContent}" sticks out of the drawing`);
    if (parseFloat(getComputedStyle(text).fontSize) * scale < 12) found.push(`"${text.textContent}" is too small`);
    const rect = text.parentElement.querySelector("rect");
    if (rect && !text.matches(".map-label") && !inside(box, rect.getBoundingClientRect())) found.push(`"${text.textContent}" sticks out of its box`);
    for (const other of texts) {
      if (other !== text && !apart(box, other.getBoundingClientRect())) found.push(`"${text.textContent}" lies over "${other.textContent}"`);
    }
  }
  for (const node of nodes) {
    const box = node.querySelector("rect").getBoundingClientRect();
    if (nodes.some((other) => other !== node && !apart(box, other.querySelector("rect").getBoundingClientRect()))) found.push(`the box of "${node.textContent}" lies over another`);
    if (node.matches("a") && box.height < 24) found.push(`"${node.textContent}" is too small for a finger`);
  }
  return { found, nodes: nodes.length };
};

async function check(browser, href, least, options) {
  const page = await open(browser, options);
  await page.goto(href);
  const { found, nodes } = await page.evaluate(faults);
  assert(found.length === 0, [...new Set(found)].join("\n"));
  assert(nodes >= least, `there are only ${nodes} nodes`);
  const scroll = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert(scroll <= 0, `the page is ${scroll} too wide`);
  assert(page.troubles.length === 0, page.troubles.join("\n"));
  await page.context().close();
}

const made = makeSite();
const sizes = { "on a wide screen": {}, "on a telephone": { viewport: { width: 320, height: 640 } }, "on a tablet": { viewport: { width: 768, height: 900 } } };
for (const [way, options] of Object.entries(sizes)) {
  test(`the map of the sample site ${way}`, (browser) => check(browser, address("kaart.html"), 10, options));
  test(`the map of sixty networks ${way}`, (browser) => check(browser, made("kaart.html"), 60, options));
  test(`the map of a network with many members ${way}`, (browser) => check(browser, made("networks/n0.html"), 10, options));
  for (const file of [...pagesIn("networks"), ...pagesIn("organisations")].slice(0, 8)) {
    test(`the map on ${file} ${way}`, async (browser) => {
      const page = await open(browser, options);
      await page.goto(address(file));
      const has = await page.locator(".map").count();
      await page.context().close();
      if (has) await check(browser, address(file), 2, options);
    });
  }
}

test("the keyboard walks the map, and shows where it is", async (browser) => {
  const page = await open(browser);
  await page.goto(address("networks/gezondveluwe.html"));
  const links = page.locator(".map a");
  const count = await links.count();
  await links.first().focus();
  for (let i = 0; i < count; i++) {
    const here = await page.evaluate(() => {
      const at = document.activeElement;
      const rect = at.querySelector("rect");
      return { index: [...document.querySelectorAll(".map a")].indexOf(at), stroke: rect && getComputedStyle(rect).strokeWidth, name: at.querySelector("title").textContent };
    });
    assert(here.index === i, `after ${i} steps the focus is on ${here.index}`);
    assert(here.name.length > 3, "a link has no name");
    assert(i === 0 || here.stroke === "3px", `the focus does not show: ${here.stroke}`);
    await page.keyboard.press("Tab");
  }
  await page.locator(".map a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/topics\/|people\/|organisations\//);
});

test("the list says what the map shows", async (browser) => {
  const page = await open(browser);
  await page.goto(address("networks/gezondveluwe.html"));
  const drawn = await page.locator(".map a").evaluateAll((links) => links.map((link) => link.href.baseVal).sort());
  const listed = await page.locator(".map-list a").evaluateAll((links) => links.map((link) => link.getAttribute("href")).sort());
  assert(drawn.length > 2 && drawn.join() === listed.join(), `${drawn} is not ${listed}`);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on maps in ${colorScheme}`, async (browser) => {
    const page = await open(browser, { colorScheme });
    for (const href of [address("kaart.html"), made("kaart.html"), made("networks/n0.html")]) {
      await page.goto(href);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
      assert(violations.length === 0, violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`).join("\n"));
    }
  });
}

await run();
