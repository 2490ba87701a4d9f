// `offline: worker`: over loopback, a reader comes once, loses the connection, and reads on.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { assert, output, run, test } from "./browser.js";

const program = process.argv[3] ?? "build/knoop";
const site = mkdtempSync(path.join(tmpdir(), "knoop-worker-"));
process.on("exit", () => rmSync(site, { recursive: true }));
for (const name of ["content", "themes"]) cpSync(path.join(output, "..", name), path.join(site, name), { recursive: true });
appendFileSync(path.join(site, "content/site.yaml"), "offline: worker\n");
const build = () => execFileSync(program, ["build", "--quiet", "--today", "2026-03-01", site]);
build();

const types = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", json: "application/json", xml: "application/xml", webmanifest: "application/manifest+json" };
const serve = () =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(/^\/kb/, "").replace(/\/$/, "/index.html");
      const file = path.join(site, "output", name);
      const found = existsSync(file);
      response.writeHead(found ? 200 : 404, { "Content-Type": types[file.split(".").pop()] ?? "application/octet-stream" });
      response.end(found ? readFileSync(file) : "");
    }).listen(0, "127.0.0.1", () => resolve(server));
  });

// Opens the site in a folder of the server, as a first visit, and waits until the worker has taken over.
async function visit(browser, work) {
  const server = await serve();
  const context = await browser.newContext();
  const page = await context.newPage();
  const base = `http://127.0.0.1:${server.address().port}/kb/`;
  try {
    await page.goto(base);
    await page.evaluate(() => new Promise((resolve) => {
      if (navigator.serviceWorker.controller) resolve();
      else navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    }));
    await work({ page, context, base, server });
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
}

const cut = async ({ context, server }) => {
  await context.setOffline(true);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

test("what readers start from is there without a connection", (browser) =>
  visit(browser, async (all) => {
    const { page, base } = all;
    await cut(all);
    for (const name of ["", "index.html", "kaart.html", "articles/index.html", "networks/"]) {
      await page.goto(base + name);
      assert((await page.locator("h1").count()) === 1 && (await page.locator(".masthead").count()) === 1, `${name} is not there`);
      const styled = await page.evaluate(() => getComputedStyle(document.body).marginTop === "0px");
      assert(styled, `${name} has no style`);
    }
  }));

test("what was read before is there, with a query too; what was not is told of", (browser) =>
  visit(browser, async (all) => {
    const { page, base } = all;
    await page.goto(`${base}networks/gezondveluwe.html`);
    await page.waitForFunction(async () => !!(await caches.match(location.href)));
    await cut(all);
    await page.goto(`${base}index.html`);
    await page.goto(`${base}networks/gezondveluwe.html?from=mail#doel`);
    assert((await page.locator("h1").textContent()) === "GezondVeluwe", "a page that was read is not there");
    const answer = await page.goto(`${base}networks/parkinsonnet.html`);
    assert(answer.status() === 503, `the status of a page that was not kept is ${answer.status()}`);
    assert((await page.locator("body").textContent()).includes("geen verbinding"), "a reader is not told why");
    await page.locator("a").click();
    assert((await page.locator("h1").count()) === 1, "there is no way back");
  }));

test("with a connection a changed page comes fresh, and an old version goes", (browser) =>
  visit(browser, async ({ page, base }) => {
    const before = await page.evaluate(() => caches.keys());
    appendFileSync(path.join(site, "content/networks/gezondveluwe.yaml"), "\n  Net toegevoegd.\n");
    await page.goto(`${base}networks/gezondveluwe.html`);
    build();
    await page.reload();
    assert((await page.locator("main").textContent()).includes("Net toegevoegd"), "the old page was shown");
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await page.waitForFunction(async (old) => {
      const names = await caches.keys();
      return names.length > 0 && !names.some((name) => old.includes(name) && !name.endsWith(" read"));
    }, before);
  }));

test("without `offline: worker` there is no worker", () => {
  assert(!existsSync(path.join(output, "worker.js")), "there is a worker.js");
  assert(!readFileSync(path.join(output, "index.html"), "utf8").includes("data-worker"), "the page asks for a worker");
});

await run();
