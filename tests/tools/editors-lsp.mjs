#!/usr/bin/env node
// editors-lsp.mjs PROGRAM: `knoop lsp` as an editor uses it, over its standard streams, with a real client. Ends with
// `N passed, N failed`.
import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.resolve("tests/package.json"));
const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-languageserver-protocol/node");

const program = path.resolve(process.argv[2]);
const site = mkdtempSync(path.join(tmpdir(), "knoop-lsp é-"));
for (const folder of ["content", "themes"]) cpSync(folder, path.join(site, folder), { recursive: true });
let passed = 0, failed = 0;
const ok = (truth, text) => {
  if (truth) passed++;
  else {
    failed++;
    console.log(`failed: ${text}`);
  }
};
const uri = (file) => pathToFileURL(path.join(site, file)).href;
const text = (file) => readFileSync(path.join(site, file), "utf8");

function start(capabilities = {}) {
  const child = spawn(program, ["lsp", "--site", site, "--lang", "en", "--today", "2026-06-01"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const told = new Map(), waiting = [];
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
    told.set(uri, diagnostics);
    for (const one of waiting.splice(0)) one();
  });
  connection.listen();
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  return {
    child, connection, told, ended,
    ask: (method, params) => connection.sendRequest(method, params),
    say: (method, params) => connection.sendNotification(method, params),
    // Waits until what is told of a file is as wanted.
    async until(file, wanted, what) {
      const end = Date.now() + 20000;
      while (!wanted(told.get(uri(file)) ?? [])) {
        if (Date.now() > end) {
          ok(false, `${what}: ${JSON.stringify(told.get(uri(file)) ?? [])}`);
          return;
        }
        await Promise.race([new Promise((resolve) => waiting.push(resolve)), new Promise((resolve) => setTimeout(resolve, 200))]);
      }
      ok(true, what);
    },
    begin: () => connection.sendRequest("initialize", { processId: null, rootUri: pathToFileURL(site).href, capabilities }),
  };
}
// The position behind the n-th occurrence of a piece of the text, in UTF-16 units.
function behind(whole, piece, number = 1) {
  let at = -1;
  while (number-- > 0) at = whole.indexOf(piece, at + 1);
  const before = whole.slice(0, at + piece.length);
  return { line: before.split("\n").length - 1, character: before.length - (before.lastIndexOf("\n") + 1) };
}

const server = start();
const { capabilities } = await server.begin();
ok(capabilities.positionEncoding === "utf-16" && capabilities.completionProvider && capabilities.hoverProvider, JSON.stringify(capabilities));
await server.say("initialized", {});

// Unsaved text: mistakes are told while it is typed, and taken back when it is mended.
const file = "content/articles/proef.md";
const HEAD = "---\ntitle: Proef 😀 één\ndate: 2026-05-01\ndescription: Een proef met letters buiten ASCII.\ntopics: [regie]\n---\n\n";
writeFileSync(path.join(site, file), `${HEAD}Tekst.\n`);
const open = (body) => server.say("textDocument/didOpen", { textDocument: { uri: uri(file), languageId: "markdown", version: 1, text: body } });
let version = 1;
const change = (body) => server.say("textDocument/didChange", { textDocument: { uri: uri(file), version: ++version }, contentChanges: [{ text: body }] });
const wrong = `${HEAD}Zie 😀 één [GezondVeluwe](network:gezondvelue) en meer.\n`;
await open(wrong);
await server.until(file, (list) => list.some((one) => one.code === "reference-missing"), "a wrong reference in unsaved text is told");
const diagnostic = server.told.get(uri(file)).find((one) => one.code === "reference-missing");
const line = wrong.split("\n")[diagnostic.range.start.line];
ok(line.slice(diagnostic.range.start.character, diagnostic.range.end.character) === "network:gezondvelue", `it stands at ${line.slice(diagnostic.range.start.character, diagnostic.range.end.character)}`);
ok(diagnostic.severity === 1 && /did you mean/.test(diagnostic.message), diagnostic.message);
ok(text(file).endsWith("Tekst.\n"), "the file was written to");

// The sure remedy, applied, mends it.
const actions = await server.ask("textDocument/codeAction", { textDocument: { uri: uri(file) }, range: diagnostic.range, context: { diagnostics: [diagnostic] } });
ok(actions.length === 1 && actions[0].kind === "quickfix", JSON.stringify(actions));
const [edit] = actions[0].edit.changes[uri(file)];
const lines = wrong.split("\n");
lines[edit.range.start.line] = line.slice(0, edit.range.start.character) + edit.newText + line.slice(edit.range.end.character);
const right = lines.join("\n");
ok(right.includes("(network:gezondveluwe)"), right);
await change(right);
await server.until(file, (list) => list.every((one) => one.severity !== 1), "what is mended is no longer told");

// What stands at a reference.
const at = { textDocument: { uri: uri(file) }, position: behind(right, "network:gezond") };
const hover = await server.ask("textDocument/hover", at);
ok(/\*\*GezondVeluwe\*\*/.test(hover.contents.value) && /network:gezondveluwe/.test(hover.contents.value), hover?.contents?.value);
const definition = await server.ask("textDocument/definition", at);
ok(definition.uri === uri("content/networks/gezondveluwe.yaml"), definition?.uri);
const references = await server.ask("textDocument/references", { ...at, context: { includeDeclaration: false } });
const own = references.find((one) => one.uri === uri(file));
ok(own && right.split("\n")[own.range.start.line].slice(own.range.start.character, own.range.end.character) === "network:gezondveluwe", JSON.stringify(own));
ok(references.length > 3 && references.every((one) => /^file:.*content\//.test(one.uri)), `${references.length} references`);
ok((await server.ask("textDocument/hover", { textDocument: { uri: uri(file) }, position: { line: 8, character: 0 } })) === null, "there is nothing to tell of nothing");

// A place in another item.
const anchored = `${HEAD}Zie [het eind](article:2017/doorzettingsmacht#verschil-is-voorraad).\n`;
await change(anchored);
const place = await server.ask("textDocument/definition", { textDocument: { uri: uri(file) }, position: behind(anchored, "#verschil") });
ok(/verschil is voorraad/i.test(text("content/articles/2017/doorzettingsmacht.md").split("\n")[place.range.start.line]), JSON.stringify(place));

// Completion.
const complete = async (body, piece, number) => {
  await change(body);
  const list = await server.ask("textDocument/completion", { textDocument: { uri: uri(file) }, position: behind(body, piece, number) });
  return list.items;
};
const labels = (items) => items.map((one) => one.label);
let items = await complete(`${HEAD}Zie 😀 [x](network:gez`, "network:gez");
ok(labels(items).join() === "network:gezondveluwe", labels(items).join());
ok(items[0].textEdit.newText === "network:gezondveluwe" && items[0].textEdit.range.start.character === 11, JSON.stringify(items[0].textEdit));
ok(/GezondVeluwe/.test(items[0].detail) && items[0].documentation.length > 10, items[0].detail);
items = await complete(`${HEAD}Zie [x](veluwe`, "(veluwe");
ok(labels(items).includes("network:gezondveluwe"), `by a part of the name: ${labels(items).join()}`);
items = await complete(`${HEAD}Zie [x](article:2017/doorzettingsmacht#ver`, "#ver");
ok(labels(items).includes("verschil-is-voorraad"), `anchors: ${labels(items).join()}`);
items = await complete(`${HEAD}Zie [[door`, "[[door");
ok(labels(items).includes("article:2017/doorzettingsmacht") && labels(items).includes("term:doorzettingsmacht"), `wiki links: ${labels(items).join()}`);
items = await complete(`---\ntitle: x\nto\n---\n`, "\nto");
ok(labels(items).includes("topics") && items.find((one) => one.label === "topics").textEdit.newText === "topics: ", `fields: ${labels(items).join()}`);
items = await complete(`---\ntitle: x\ngenre: b\n---\n`, "genre: b");
ok(labels(items).join() === "blog", `choices: ${labels(items).join()}`);
items = await complete(`---\ntitle: x\ntopics: [re\n---\n`, "[re");
ok(labels(items).includes("regie") && !labels(items).some((one) => one.includes(":")), `references in a field: ${labels(items).join()}`);
items = await complete(`---\ntitle: x\ntopics:\n  - re\n---\n`, "- re");
ok(labels(items).includes("regie"), `references in a list: ${labels(items).join()}`);
items = await complete(`---\ntitle: x\ndraft: \n---\n`, "draft: ");
ok(labels(items).sort().join() === "false,true", `truth values: ${labels(items).join()}`);
items = await complete(`${HEAD}gewone tekst`, "gewone tekst");
ok(items.length === 0, `running text: ${labels(items).slice(0, 3).join()}`);

// Windows' line ends, headings.
const crlf = `${HEAD}## Eerste kop 😀\n\nTekst met [x](network:parkinsonnet).\n\n## Tweede\n`.replaceAll("\n", "\r\n");
await change(crlf);
const symbols = await server.ask("textDocument/documentSymbol", { textDocument: { uri: uri(file) } });
ok(symbols.map((one) => one.name).join("|") === "Proef 😀 één|Eerste kop 😀|Tweede", symbols.map((one) => one.name).join("|"));
const crlfHover = await server.ask("textDocument/hover", { textDocument: { uri: uri(file) }, position: { line: 9, character: 22 } });
ok(/ParkinsonNet/.test(crlfHover?.contents?.value ?? ""), JSON.stringify(crlfHover));

// Other files: what happens in the folder is followed; a text that is closed counts as it is on disk.
const other = "content/networks/parkinsonnet.yaml";
appendFileSync(path.join(site, other), "nmae: x\n");
await server.until(other, (list) => list.some((one) => one.code === "field-unknown"), "a file that another program wrote is told of");
writeFileSync(path.join(site, other), text(other).replace("nmae: x\n", ""));
await server.until(other, (list) => list.length === 0, "and when it is mended too");
await change(`${HEAD}[x](network:niets)\n`);
await server.until(file, (list) => list.some((one) => one.code === "reference-missing"), "wrong again");
await server.say("textDocument/didClose", { textDocument: { uri: uri(file) } });
await server.until(file, (list) => list.every((one) => one.severity !== 1), "closed without saving: the file on disk counts");

// The same as `check` says.
await server.say("textDocument/didOpen", { textDocument: { uri: uri(file), languageId: "markdown", version: 1, text: wrong } });
await server.until(file, (list) => list.some((one) => one.code === "reference-missing"), "opened again");
writeFileSync(path.join(site, file), wrong);
let checked = "";
try {
  execFileSync(program, ["check", "--format", "json", "--lang", "en", "--today", "2026-06-01", site], { stdio: ["ignore", "ignore", "pipe"] });
} catch (error) {
  checked = error.stderr.toString();
}
const byCheck = JSON.parse(checked).diagnostics.map((one) => one.code).sort().join();
const byServer = [...server.told.values()].flat().map((one) => one.code).sort().join();
ok(byCheck === byServer, `check: ${byCheck}; server: ${byServer}`);

// What is no request, unknown, or broken.
const unknown = await server.ask("textDocument/somethingElse", {}).then(() => null, (error) => error.code);
ok(unknown === -32601, `an unknown method: ${unknown}`);
await server.say("$/cancelRequest", { id: 99 });
await server.say("textDocument/didChange", { textDocument: { uri: "file:///elsewhere.md", version: 1 }, contentChanges: [] });
ok((await server.ask("textDocument/hover", { textDocument: { uri: "file:///etc/passwd" }, position: { line: 0, character: 0 } })) === null, "other files are none of its business");
server.child.stdin.write("Content-Length: 7\r\n\r\nno json");
ok((await server.ask("textDocument/documentSymbol", { textDocument: { uri: uri(file) } })).length > 0, "it goes on after what is no JSON");
await server.ask("shutdown");
await server.say("exit");
ok((await server.ended) === 0, "it ends with 0 after shutdown");

// Positions in bytes, for those who offer them; and an end without a shutdown.
const second = start({ general: { positionEncodings: ["utf-8", "utf-16"] } });
ok((await second.begin()).capabilities.positionEncoding === "utf-8", "bytes were offered");
await second.say("initialized", {});
await second.until(file, (list) => list.some((one) => one.code === "reference-missing"), "all files are told of at the start");
const found = second.told.get(uri(file)).find((one) => one.code === "reference-missing");
const bytes = Buffer.from(wrong.split("\n")[found.range.start.line]).subarray(found.range.start.character, found.range.end.character).toString();
ok(bytes === "network:gezondvelue", `in bytes it stands at ${bytes}`);
second.child.stdin.end();
ok((await second.ended) === 1, "it ends with 1 when nobody said shutdown");

const third = start();
const early = await third.ask("textDocument/hover", {}).then(() => null, (error) => error.code);
ok(early === -32002, `before initialize: ${early}`);
third.child.stdin.write("Content-Length: -5\r\n\r\n");
ok((await third.ended) === 1, "a message without a length ends it");

rmSync(site, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
