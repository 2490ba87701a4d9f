// Lighthouse over loopback: lighthouse.mjs OUTPUT PAGE…. Prints the scores as one line of JSON. A busy machine lowers the
// performance, so that a page that falls short is asked up to three times.
import { createServer } from "node:http";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const output = path.resolve(process.argv[2]);
const program = path.join(path.dirname(createRequire(import.meta.url).resolve("lighthouse/package.json")), "cli/index.js");
const pages = process.argv.slice(3);
const types = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", txt: "text/plain", webmanifest: "application/manifest+json" };
const server = createServer((request, response) => {
  const file = path.join(output, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  const found = existsSync(file) && statSync(file).isFile();
  response.writeHead(found ? 200 : 404, { "content-type": types[file.split(".").pop()] ?? "application/octet-stream" });
  response.end(found ? readFileSync(file) : "");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const ask = async (file) => {
  const { stdout } = await promisify(execFile)(process.execPath,
    [program, `http://127.0.0.1:${server.address().port}/${file}`, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"],
    { env: { CHROME_PATH: "/usr/bin/chromium", ...process.env }, maxBuffer: 1 << 26 });
  return Object.values(JSON.parse(stdout).categories).map((one) => [one.id, Math.round(one.score * 100)]);
};
const found = {};
for (const file of pages) {
  let scores = await ask(file);
  for (let again = 0; again < 2 && scores.some(([, score]) => score < 100); again++) scores = await ask(file);
  found[file] = Object.fromEntries(scores);
}
server.close();
const { version } = JSON.parse(readFileSync(path.join(path.dirname(program), "../package.json"), "utf8"));
console.log(JSON.stringify({ version, pages: found }));
