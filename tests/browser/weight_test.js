// What a page weighs around its text, before search is used: its HTML outside <main>, its stylesheets and its scripts.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { address, assert, isDocument, output, run, test } from "./browser.js";

const KIB = 1024;
const sum = (html, file, pattern) => {
  let bytes = 0;
  for (const [, path] of html.matchAll(pattern)) bytes += statSync(new URL(path, address(file))).size;
  return bytes;
};

for (const file of readdirSync(output, { recursive: true }).filter((name) => name.endsWith(".html") && !isDocument(name)).sort()) {
  test(file, async () => {
    const html = readFileSync(new URL(address(file)), "utf8");
    const around = Buffer.byteLength(html.replace(/<main[^]*<\/main>/, ""));
    const style = sum(html, file, /<link rel="stylesheet" href="([^"]+)"/g);
    const script = sum(html, file, /<script src="([^"]+)"/g);
    assert(style < 24 * KIB, `its stylesheets have ${style} bytes`);
    assert(script < 24 * KIB, `its scripts have ${script} bytes`);
    assert(around + style + script <= 40 * KIB, `it has ${around + style + script} bytes around its text`);
  });
}

await run();
