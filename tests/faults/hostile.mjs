// hostile.mjs OUTPUT…: opens the pages of published hostile content in Chromium. In none of them a script of the
// content's runs (it would call pwn(), or open a dialog, or ask for something from canary.invalid), and in none of them
// stands what could run one, also not when the page is parsed once more from what the browser made of it. Ends with
// `N passed, N failed`, counted by page.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// Runs in the page: what is in it that should not be.
const audit = () => {
  const wrongs = new Set();
  const safe = new Set(["file:", "http:", "https:", "mailto:", "tel:"]);
  const addresses = ["href", "src", "action", "formaction", "data", "poster", "cite", "ping", "background", "xlink:href"];
  const refused = "iframe,frame,frameset,object,embed,applet,base,foreignObject,animate,set,math,template,portal,xml,handler";
  const look = (root, where) => {
    for (const element of root.querySelectorAll("*")) {
      const name = element.localName;
      if (element.matches(refused)) wrongs.add(`${where}: <${name}>`);
      if (name === "script") {
        const own = element.src && new URL(element.src).href.includes("/theme/");
        if (!own && !/json/.test(element.type)) wrongs.add(`${where}: a script ${element.outerHTML.slice(0, 80)}`);
        if (/json/.test(element.type)) JSON.parse(element.textContent);
      }
      for (const { name: key, value } of element.attributes) {
        if (/^on/i.test(key) || key === "srcdoc") wrongs.add(`${where}: ${key}="${value}" on <${name}>`);
        if (key === "style" && /url|expression|position/i.test(value)) wrongs.add(`${where}: style="${value}"`);
        if (!addresses.includes(key)) continue;
        let scheme = "file:";
        try {
          scheme = new URL(value, "file:///x/").protocol;
        } catch {}
        if (!safe.has(scheme)) wrongs.add(`${where}: ${key}="${value}" on <${name}>`);
      }
    }
  };
  look(document, "page");
  // What a browser made of a page, parsed again, must be the same to a reader: nothing hides between two readings.
  const text = document.documentElement.outerHTML;
  look(new DOMParser().parseFromString(text, "text/html"), "parsed again");
  const holder = document.implementation.createHTMLDocument("").createElement("div");
  holder.innerHTML = document.body.innerHTML;
  look(holder, "as inner HTML");
  holder.innerHTML = holder.innerHTML;
  look(holder, "as inner HTML again");
  return [...wrongs];
};

const pagesOf = (output) =>
  readdirSync(output, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .sort();

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const context = await browser.newContext();
const troubles = [];
await context.exposeFunction("pwn", (...words) => troubles.push(`a script of the content ran: ${words}`));
await context.route(/^https?:/, (route) => route.abort());
const page = await context.newPage();
page.on("dialog", (dialog) => {
  troubles.push(`a dialog: ${dialog.message()}`);
  dialog.dismiss();
});
page.on("request", (request) => {
  const shows = ["image", "media"].includes(request.resourceType());
  if (!/^(file|data|blob):/.test(request.url()) && !shows) troubles.push(`${request.resourceType()}: ${request.url()}`);
});
page.on("popup", (popup) => troubles.push(`a window: ${popup.url()}`));

let passed = 0;
let failed = 0;
async function visit(output, name, search = "") {
  troubles.length = 0;
  const address = pathToFileURL(path.join(output, name)).href;
  try {
    await page.goto(address + search, { waitUntil: "load", timeout: 20000 });
    if (search) await page.waitForTimeout(400); // the scripts of the theme read the index and show what they find
    if (!page.url().startsWith(pathToFileURL(output).href)) troubles.push(`it led to ${page.url()}`);
    // The page of an alias leads on at once.
    const found = await page.evaluate(audit).catch(() => page.waitForLoadState().then(() => page.evaluate(audit)));
    troubles.push(...found);
  } catch (error) {
    troubles.push(String(error.message).split("\n")[0]);
  }
  if (troubles.length === 0) {
    passed++;
    return;
  }
  failed++;
  for (const trouble of new Set(troubles)) console.log(`${path.basename(path.dirname(output))}/${name}${search}: ${trouble}`);
}

// The canary sings: else nothing here would show anything.
await page.setContent('<img src="x" onerror="pwn(1)"><a href="javascript:pwn()">x</a>');
await page.waitForTimeout(200);
if (troubles.length === 0 || (await page.evaluate(audit)).length < 2) throw new Error("what must be seen is not seen");

const outputs = process.argv.slice(2).sort((a, b) => pagesOf(b).length - pagesOf(a).length);
const seen = new Set();
for (const output of outputs) {
  for (const name of pagesOf(output)) {
    const common = /^(articles\/)?(index|begin)\.html$/.test(name);
    if (!seen.has(name) || common) await visit(output, name);
    seen.add(name);
  }
  if (existsSync(path.join(output, "search.html")) && output === outputs[0]) {
    for (const words of ["<img src=x onerror=pwn()>", '"><script>pwn()</script>', "script", "pwn", "img", "__proto__", "constructor",
      "javascript:pwn()", "vijandig", "hostile"]) {
      await visit(output, "search.html", `?q=${encodeURIComponent(words)}`);
    }
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
