// An editor at work with `knoop serve`: edit, see, break, read the panel, mend, see.
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assert, output, run, test } from "./browser.js";

const program = path.resolve(process.argv[3]);
const article = "content/articles/negen-tips.md";

// A copy of the site, shown by the preview; `work` gets its folder and its address.
async function preview(work) {
  const site = mkdtempSync(path.join(tmpdir(), "knoop-preview-"));
  for (const folder of ["content", "themes"]) {
    cpSync(path.join(path.dirname(output), folder), path.join(site, folder), { recursive: true });
  }
  const server = spawn(program, ["serve", "--port", "0", "--lang", "nl", site], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const line = await new Promise((resolve) => server.stdout.once("data", (data) => resolve(String(data))));
    await work(site, line.match(/http:\S+/)[0]);
    const status = await new Promise((resolve) => {
      server.once("exit", resolve);
      server.kill("SIGINT");
    });
    assert(status === 0, `the preview ended with status ${status}`);
  } finally {
    server.kill("SIGKILL");
    rmSync(site, { recursive: true });
  }
}

async function open(browser, address) {
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
  page.troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.troubles.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) page.troubles.push(`request: ${request.url()}`);
  });
  return page;
}

test("an edit shows, a mistake is told, and what is mended shows again", async (browser) => {
  await preview(async (site, address) => {
    const page = await open(browser, address);
    const file = path.join(site, article);
    const before = readFileSync(file, "utf8");
    await page.goto(`${address}articles/negen-tips.html`);
    await page.evaluate(() => scrollTo({ top: 600, behavior: "instant" }));

    writeFileSync(file, `${before}\nDit schreef ik net.\n`);
    await page.getByText("Dit schreef ik net.").waitFor({ timeout: 10000 });
    await page.waitForFunction(() => scrollY === 600, null, { timeout: 10000 });

    writeFileSync(file, `${before}\nDit is [stuk](network:bestaat-niet).\n`);
    const panel = page.getByRole("alert");
    await panel.waitFor({ timeout: 10000 });
    const told = await panel.innerText();
    assert(told.includes("[reference-missing]") && told.includes(`${article}:`), `the panel tells: ${told}`);
    assert(await page.getByText("Dit schreef ik net.").isVisible(), "the last good page is gone");
    await page.reload();
    await panel.waitFor({ timeout: 10000 });
    assert(await page.getByText("Dit schreef ik net.").isVisible(), "the last good page does not come back");

    writeFileSync(file, `${before}\nDit is weer heel.\n`);
    await page.getByText("Dit is weer heel.").waitFor({ timeout: 10000 });
    assert((await panel.count()) === 0, "the panel stays");
    assert(page.troubles.length === 0, page.troubles.join("\n"));
  });
});

test("a draft is shown, and marked", async (browser) => {
  await preview(async (site, address) => {
    const page = await open(browser, address);
    writeFileSync(
      path.join(site, "content/articles/concept.md"),
      "---\ntitle: Een concept\ndate: 2026-01-02\nauthors: [redactie]\ndraft: true\n---\n\nNog niet af.\n",
    );
    await page.goto(`${address}articles/concept.html`);
    assert(await page.getByText("Nog niet af.").isVisible(), "the draft is not shown");
    assert(await page.getByText("Concept: nog niet gepubliceerd").isVisible(), "the draft is not marked");
    await page.getByRole("link", { name: "Artikelen" }).first().click();
    await page.getByRole("link", { name: "Een concept" }).first().waitFor({ timeout: 10000 });
    assert((await page.locator(".knoop-preview-mark").count()) === 0, "a list is marked as a draft");
    assert(page.troubles.length === 0, page.troubles.join("\n"));
  });
});

test("the documents are those of a build, and follow the texts", async (browser) => {
  await preview(async (site, address) => {
    const page = await open(browser, address);
    const names = ["beginnen.pdf", "beginnen.epub", "kennisbank.html"];
    const get = async (name) => {
      const bytes = Buffer.from(await (await page.request.get(`${address}documents/${name}`)).body());
      // The preview's own script, which loads a page again.
      return name.endsWith(".html") ? Buffer.from(String(bytes).replace(/<script src="\/\.knoop[^>]*><\/script>/, "")) : bytes;
    };
    const built = () => {
      const { status } = spawnSync(program, ["build", "--drafts", "--quiet", site]);
      assert(status === 0, `the build ends with ${status}`);
      return names.map((name) => readFileSync(path.join(site, "output/documents", name)));
    };
    for (const text of ["Een zin erbij.", "Een andere zin."]) {
      appendFileSync(path.join(site, "content/checklists/een-netwerk-beginnen.md"), `\n${text}\n`);
      const expected = built();
      for (const [i, name] of names.entries()) {
        assert((await get(name)).equals(expected[i]), `${name} is not the one of a build`);
      }
    }
    assert((await page.request.get(`${address}documents/nergens.pdf`)).status() === 404, "a document that nobody asked for is found");
  });
});

test("what is not a page of the site is answered from where it is", async (browser) => {
  await preview(async (site, address) => {
    const page = await open(browser, address);
    const response = await page.goto(`${address}a/b/c/nergens.html`);
    assert(response.status() === 404, `the status is ${response.status()}`);
    await page.getByRole("link", { name: "Artikelen" }).first().click();
    await page.waitForURL(`${address}articles/index.html`);
    assert((await page.goto(`${address}articles`)).url() === `${address}articles/`, "a folder is not found");
  });
});

await run();
