// The interface in English is whole: every text of the templates has a translation, and no translation is left over.
import { readFileSync, readdirSync } from "node:fs";
import { assert, run, test } from "./browser.js";

const theme = new URL("../../themes/standaard/", import.meta.url);
const translated = new Map(
  [...readFileSync(new URL("i18n/en.yaml", theme), "utf8").matchAll(/^("(?:[^"\\]|\\.)*"): *(.+)$/gm)].map(([, key, text]) => [JSON.parse(key), text])
);
const templates = readdirSync(new URL("templates", theme), { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .map((name) => [name, readFileSync(new URL(`templates/${name}`, theme), "utf8").replace(/\{#[^]*?#\}/g, "")]);

test("every text in a template is there in English", async () => {
  let count = 0;
  for (const [name, template] of templates) {
    for (const [, key] of template.matchAll(/\bt\(\s*("(?:[^"\\]|\\.)*")/g)) {
      count++;
      assert(translated.has(JSON.parse(key)), `${name}: ${key} has no English`);
    }
  }
  assert(count > 60, `only ${count} texts`);
});

test("a translation has the same places to fill in", async () => {
  for (const [key, text] of translated) {
    const places = (words) => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort().join();
    assert(places(key) === places(text), `${key}: ${text}`);
  }
});

await run();
