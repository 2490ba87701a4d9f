// Checklists: ticks that stay, are counted, cleared, copied and sent along; and real boxes without scripts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { address, assert, open, run, test } from "./browser.js";

const file = "checklists/een-netwerk-beginnen.html";
const boxes = (page) => page.locator(".sheet .task > input");
const counted = (page) => page.locator(".ticks-count").innerText();

// A page with a clipboard that can be read.
async function openWithClipboard(browser) {
  const page = await open(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(address(file));
  return page;
}

test("ticks stay after loading the page again", async (browser) => {
  const page = await open(browser);
  await page.goto(address(file));
  const all = await boxes(page).count();
  assert(all > 3, `there are ${all} points`);
  assert((await counted(page)) === `0 van ${all} gedaan`, await counted(page));
  await boxes(page).nth(1).check();
  await boxes(page).nth(3).check();
  assert((await counted(page)) === `2 van ${all} gedaan`, await counted(page));
  assert((await page.locator(".ticks progress").evaluate((bar) => bar.value)) === 2, "the bar does not show it");
  await page.reload();
  assert((await counted(page)) === `2 van ${all} gedaan`, `after loading: ${await counted(page)}`);
  assert(await boxes(page).nth(3).isChecked(), "a tick is gone");
  assert(page.troubles.length === 0, page.troubles.join("\n"));
});

test("ticks belong to points, not to places: they survive new points", async (browser) => {
  const page = await open(browser);
  await page.goto(address(file));
  const id = await boxes(page).nth(1).evaluate((box) => box.closest(".task").id);
  await boxes(page).nth(1).check();
  // The next version of the page has a point before it.
  await page.route("**/*.html", async (route) => {
    const html = readFileSync(new URL(address(file)), "utf8");
    const body = html.replace('<li class="task"', '<li class="task" id="nieuw"><input type="checkbox" id="tick-nieuw"> <label for="tick-nieuw">Nieuw</label></li>\n<li class="task"');
    await route.fulfill({ contentType: "text/html", body });
  });
  await page.reload();
  assert((await page.locator("#nieuw").count()) === 1, "the page is not the new one");
  assert(!(await page.locator("#nieuw > input").isChecked()), "the new point is ticked");
  assert(await page.locator(`[id="${id}"] > input`).isChecked(), "the tick moved");
});

test("all ticks can be cleared", async (browser) => {
  const page = await open(browser);
  await page.goto(address(file));
  const clear = page.getByRole("button", { name: "Wis alle vinkjes" });
  assert(!(await clear.isVisible()), "there is nothing to clear yet");
  await boxes(page).first().check();
  await clear.click();
  assert(!(await boxes(page).first().isChecked()), "a tick stayed");
  assert((await page.locator(".ticks-note").innerText()) === "De vinkjes zijn weg.", "nothing is told");
  await page.reload();
  assert(!(await boxes(page).first().isChecked()), "a tick came back");
});

test("the list can be copied as text", async (browser) => {
  const page = await openWithClipboard(browser);
  await boxes(page).first().check();
  await page.getByRole("button", { name: "Kopieer als tekst" }).click();
  await page.getByText("De lijst is gekopieerd.").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const lines = text.split("\n");
  assert(lines[0] === (await page.locator("h1").innerText()), `it begins with ${lines[0]}`);
  assert(lines.filter((line) => /^- \[x\] \S/.test(line)).length === 1, text);
  assert(lines.filter((line) => /^- \[ \] \S/.test(line)).length === (await boxes(page).count()) - 1, text);
  assert(lines.includes("Voor de eerste bijeenkomst"), "its headings are missing");
});

test("a link takes the ticks along, and changes nobody's own", async (browser) => {
  const page = await openWithClipboard(browser);
  await boxes(page).nth(0).check();
  await boxes(page).nth(2).check();
  await page.getByRole("button", { name: "Kopieer link met vinkjes" }).click();
  await page.getByText("De link met je vinkjes is gekopieerd.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert(link.startsWith(`${address(file)}#vinkjes=`), link);
  const other = await open(browser);
  await other.goto(address(file));
  await boxes(other).nth(1).check();
  await other.goto("about:blank");
  await other.goto(link);
  const shown = await boxes(other).evaluateAll((list) => list.map((box) => box.checked));
  assert(shown[0] && !shown[1] && shown[2], `shown: ${shown}`);
  await other.goto("about:blank");
  await other.goto(address(file));
  const own = await boxes(other).evaluateAll((list) => list.map((box) => box.checked));
  assert(!own[0] && own[1] && !own[2], `own: ${own}`);
});

test("everything works with the keyboard, and axe finds nothing", async (browser) => {
  const page = await open(browser);
  await page.goto(address(file));
  await boxes(page).first().focus();
  await page.keyboard.press("Space");
  assert(await boxes(page).first().isChecked(), "the space bar does not tick");
  await page.getByRole("button", { name: "Wis alle vinkjes" }).focus();
  await page.keyboard.press("Enter");
  assert(await boxes(page).first().evaluate((box) => box === document.activeElement), "the focus is lost");
  await boxes(page).first().check();
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
  assert(violations.length === 0, violations.map(({ id, help }) => `${id}: ${help}`).join("\n"));
});

test("without scripts there are boxes to tick, and nothing that does not work", async (browser) => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(address(file));
  await boxes(page).first().check();
  assert(await boxes(page).first().isChecked(), "a box cannot be ticked");
  assert(!(await page.locator(".ticks").isVisible()), "buttons are shown that do nothing");
});

test("on paper there are boxes, and no buttons", async (browser) => {
  const page = await open(browser);
  await page.goto(address(file));
  await page.emulateMedia({ media: "print" });
  assert(await boxes(page).first().isVisible(), "the boxes are gone");
  assert(!(await page.locator(".ticks").isVisible()), "there are buttons on paper");
});

await run();
