// What the tests in a browser share: Chromium without a network, pages that note every error and every request, and
// tests that are counted.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const output = path.resolve(process.argv[2]);

// The address of a file of the site.
export const address = (file) => pathToFileURL(path.join(output, file)).href;

// A document that is one page holds all it needs: tests/documents/ looks at it.
export const isDocument = (name) => readFileSync(path.join(output, name), "utf8").includes('<body class="alone"');

// The pages of a folder of the site, without its lists.
export const pagesIn = (folder) =>
  existsSync(path.join(output, folder))
    ? readdirSync(path.join(output, folder), { recursive: true })
        .filter((name) => name.endsWith(".html") && !/^(index|page-\d+)\.html$/.test(name))
        .sort()
        .map((name) => path.join(folder, name))
        .filter((name) => !isDocument(name))
    : [];

// The folders of the site that have a list.
export const lists = () =>
  readdirSync(output, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(output, entry.name, "index.html")))
    .map((entry) => entry.name)
    .sort();

const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-sync",
      "--no-first-run",
    ],
  });

// Opens a page in a context of its own. `page.troubles` gathers what went wrong in it.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.troubles.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // An icon that was still loading when the reader went on is no trouble.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") page.troubles.push(`${why}: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) page.troubles.push(`request: ${request.url()}`);
  });
  return page;
}

const tests = [];
export const test = (name, work) => tests.push([name, work]);

export function assert(truth, text) {
  if (!truth) throw new Error(text);
}

// Runs the tests one by one, all with one browser; ends with `N passed, N failed`.
export async function run() {
  const browser = await launch();
  let failed = 0;
  for (const [name, work] of tests) {
    try {
      await work(browser);
    } catch (error) {
      failed++;
      console.log(`failed: ${name}\n    ${String(error.message).split("\n").slice(0, 12).join("\n    ")}`);
    }
  }
  await browser.close();
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
