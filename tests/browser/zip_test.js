// A packed site: two ZIP programs find no mistake in it, and what they unpack opens from the folder.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { assert, open, run, test } from "./browser.js";

const program = process.argv[3] ?? "build/knoop";
const work = mkdtempSync(path.join(tmpdir(), "knoop-zip-"));
process.on("exit", () => rmSync(work, { recursive: true }));
const site = path.resolve(process.argv[2], "..");
const pack = (name, ...options) =>
  execFileSync(program, ["build", "--quiet", "--today", "2026-03-01", "--output", path.join(work, "output"), "--zip", path.join(work, name), ...options, site]);

test("the same site gives the same archive", () => {
  pack("a.zip", "--jobs", "1");
  pack("b.zip", "--jobs", "4");
  assert(readFileSync(path.join(work, "a.zip")).equals(readFileSync(path.join(work, "b.zip"))), "two archives differ");
});

test("Info-ZIP and Python read it", () => {
  execFileSync("unzip", ["-tqq", path.join(work, "a.zip")]);
  execFileSync("python3", ["-m", "zipfile", "-t", path.join(work, "a.zip")]);
  const names = execFileSync("unzip", ["-Z1", path.join(work, "a.zip")], { encoding: "utf8" }).trim().split("\n");
  assert(names.includes("index.html"), "there is no index.html at its root");
  assert(!names.some((name) => name.startsWith(".knoop") || name.endsWith("/")), "it holds more than the site");
});

test("unpacked, it opens and can be walked", async (browser) => {
  execFileSync("unzip", ["-qq", path.join(work, "a.zip"), "-d", path.join(work, "unpacked")]);
  const page = await open(browser);
  await page.goto(pathToFileURL(path.join(work, "unpacked/index.html")).href);
  await page.locator(".menu a").first().click();
  await page.waitForLoadState();
  assert(page.url().includes("/unpacked/") && (await page.locator("h1").count()) === 1, `the menu led to ${page.url()}`);
  const sheets = await page.evaluate(() => document.styleSheets.length);
  assert(sheets > 0 && page.troubles.length === 0, page.troubles.join("\n"));
});

await run();
