#!/usr/bin/env node
// editors-lsp-rename.mjs PROGRAM: renaming by `knoop lsp`, with a real client: the edits that it hands out, carried out as an
// editor does, give the bytes that `knoop move` and `knoop rename-anchor` write. Ends with `N passed, N failed`.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(path.resolve("tests/package.json"));
const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-languageserver-protocol/node");

const program = path.resolve(process.argv[2]);
const work = mkdtempSync(path.join(tmpdir(), "knoop-rename é-"));
let passed = 0, failed = 0;
const ok = (truth, text) => {
  if (truth) passed++;
  else {
    failed++;
    console.log(`failed: ${text}`);
  }
};
const TODAY = ["--today", "2026-06-01"];
const ABLE = { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] } } };

let number = 0;
// A copy of the sample site, with a few things more to rename.
function copy() {
  const site = path.join(work, `site ${++number}`);
  for (const folder of ["content", "themes"]) cpSync(folder, path.join(site, folder), { recursive: true });
  const write = (file, text) => writeFileSync(path.join(site, file), text);
  const settings = readFileSync(path.join(site, "content/site.yaml"), "utf8");
  write("content/site.yaml", settings.replace("addresses: keep\n", "").replace(/^menu:.*\n/m, (line) => `${line}  - { label: Proef 😀, to: "article:2019/proef" }\n`));
  mkdirSync(path.join(site, "content/articles/2019"), { recursive: true });
  write("content/articles/2019/proef.md", "---\ntitle: Proef 😀 één\ndate: 2019-05-01\ndescription: Een proef.\nslug: proef\n---\n\nZie [de kop](#kop-met-naam) 😀 en [😀 zo](proef.md#gewone-kop).\n\n## Kop met naam {#kop-met-naam}\n\nTekst.\n\n## Gewone kop\n\nTekst.\n");
  write("content/articles/2019/proef.en.md", "---\ntitle: Trial\ndate: 2019-05-01\ndescription: A trial.\nslug: proef\n---\n\nSee [it](#kop-met-naam).\n\n## Named heading {#kop-met-naam}\n");
  write("content/articles/2019/ander.md", "---\r\ntitle: Ander\r\ndate: 2019-05-02\r\ndescription: Een ander.\r\n---\r\n\r\n😀 [proef](article:2019/proef#kop-met-naam), <article:proef>, [[proef|een 😀 proef]], [[article:2019/proef#gewone-kop]] en [pad](proef.md).\r\n");
  write("content/tips/proeftip.yaml", "title: Proeftip\nsource: 2019/proef # waar hij vandaan komt\n");
  return site;
}

function tree(site) {
  const all = {};
  for (const entry of readdirSync(path.join(site, "content"), { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile()) all[path.relative(site, file)] = readFileSync(file, "latin1");
  }
  return all;
}

const running = [];
async function start(site, capabilities = ABLE) {
  const child = spawn(program, ["lsp", "--site", site, "--lang", "en", ...TODAY], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  running.push(child);
  const { capabilities: its } = await connection.sendRequest("initialize", { processId: null, rootUri: pathToFileURL(site).href, capabilities });
  await connection.sendNotification("initialized", {});
  const uri = (file) => pathToFileURL(path.join(site, file)).href;
  return {
    its, site, uri,
    say: (method, params) => connection.sendNotification(method, params),
    ask: (method, params) => connection.sendRequest(method, params).catch((error) => ({ error })),
    open: (file, text, version = 1) => connection.sendNotification("textDocument/didOpen", { textDocument: { uri: uri(file), languageId: "markdown", version, text } }),
    stop: () => child.kill(),
  };
}

const inFile = (site, file) => readFileSync(path.join(site, file), "utf8");
// The position in the middle of the n-th occurrence of a piece of the text, in UTF-16 units.
function within(whole, piece, nth = 1) {
  let at = -1;
  while (nth-- > 0) at = whole.indexOf(piece, at + 1);
  const before = whole.slice(0, at + Math.ceil(piece.length / 2));
  return { line: before.split("\n").length - 1, character: before.length - (before.lastIndexOf("\n") + 1) };
}
const at = (server, file, piece, nth) => ({ textDocument: { uri: server.uri(file) }, position: within(inFile(server.site, file), piece, nth) });

function offset(text, { line, character }) {
  let start = 0;
  while (line-- > 0) start = text.indexOf("\n", start) + 1;
  return start + character;
}
function edited(text, edits) {
  // As editors do: all are about the text as it was.
  const sorted = edits.map((edit, index) => ({ from: offset(text, edit.range.start), to: offset(text, edit.range.end), text: edit.newText, index }))
    .sort((a, b) => a.from - b.from || a.index - b.index);
  let result = "", last = 0;
  for (const one of sorted) {
    if (one.from < last) throw new Error("edits overlap");
    result += text.slice(last, one.from) + one.text;
    last = one.to;
  }
  return result + text.slice(last);
}
// Carries out documentChanges, in their order. `texts`: what is open, by URI.
function apply(changes, texts = {}) {
  for (const change of changes) {
    if (change.kind === "rename") {
      const to = fileURLToPath(change.newUri);
      if (existsSync(to) && !change.options?.overwrite) throw new Error(`${to} is there`);
      mkdirSync(path.dirname(to), { recursive: true });
      renameSync(fileURLToPath(change.oldUri), to);
    } else {
      const file = fileURLToPath(change.textDocument.uri);
      writeFileSync(file, edited(texts[change.textDocument.uri] ?? readFileSync(file, "utf8"), change.edits));
    }
  }
}
const knoop = (site, ...words) => {
  try {
    return execFileSync(program, [...words, "--lang", "en", "--site", site, ...TODAY], { stdio: ["ignore", "pipe", "pipe"] }).toString();
  } catch (error) {
    return error.stderr.toString();
  }
};
const same = (one, other) => {
  const a = tree(one), b = tree(other);
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
  return names.map((name) => `${name}:\n${a[name]}\n--- and\n${b[name]}`).join("\n");
};

// By whatever names it, the edits are those of the command.
const PROEF = "content/articles/2019/proef.md", ANDER = "content/articles/2019/ander.md";
const CASES = [
  [PROEF, "slug: proef", "2019/proef", "2019/heel-anders", ["move", "article:2019/proef", "2019/heel-anders"]],
  [ANDER, "2019/proef#", "2019/proef", "2020/weg", ["move", "article:2019/proef", "2020/weg"]],
  [ANDER, "<article:proef", "2019/proef", "nieuw", ["move", "article:2019/proef", "nieuw"]],
  [ANDER, "[[proef", "2019/proef", "article:a/b/c", ["move", "article:2019/proef", "a/b/c"]],
  [ANDER, "proef.md", "2019/proef", "ergens", ["move", "article:2019/proef", "ergens"]],
  ["content/tips/proeftip.yaml", "2019/proef", "2019/proef", "2021/proef", ["move", "article:2019/proef", "2021/proef"]],
  ["content/site.yaml", "article:2019/proef", "2019/proef", "menu", ["move", "article:2019/proef", "menu"]],
  ["content/articles/2017/doorzettingsmacht.md", "gezondveluwe", "gezondveluwe", "veluwe-gezond", ["move", "network:gezondveluwe", "veluwe-gezond"], true],
  [PROEF, "{#kop-met-naam}", "kop-met-naam", "andere-naam", ["rename-anchor", "article:2019/proef#kop-met-naam", "andere-naam"]],
  [PROEF, "Gewone kop\n", "gewone-kop", "met-naam", ["rename-anchor", "article:2019/proef#gewone-kop", "met-naam"]],
  [PROEF, "(#kop-met", "kop-met-naam", "#hekje", ["rename-anchor", "article:2019/proef#kop-met-naam", "hekje"]],
  [ANDER, "kop-met-naam", "kop-met-naam", "verweg", ["rename-anchor", "article:2019/proef#kop-met-naam", "verweg"]],
  [ANDER, "gewone-kop", "gewone-kop", "wiki", ["rename-anchor", "article:2019/proef#gewone-kop", "wiki"]],
];
for (const [file, piece, placeholder, name, command, perhaps] of CASES) {
  const mine = copy(), other = copy();
  if (perhaps && !inFile(mine, file).includes(piece)) continue;
  const server = await start(mine);
  ok(server.its.renameProvider?.prepareProvider === true, JSON.stringify(server.its));
  const prepared = await server.ask("textDocument/prepareRename", at(server, file, piece));
  ok(prepared?.placeholder === placeholder, `prepare ${piece}: ${JSON.stringify(prepared)}`);
  const result = await server.ask("textDocument/rename", { ...at(server, file, piece), newName: name });
  ok(Array.isArray(result?.documentChanges), `${piece} → ${name}: ${JSON.stringify(result)}`);
  if (result?.documentChanges) {
    apply(result.documentChanges);
    const told = knoop(other, ...command);
    const difference = same(mine, other);
    ok(difference === "" && !/knoop:/.test(told), `${piece} → ${name} is not ${command.join(" ")}: ${told}${difference}`);
  }
  server.stop();
}

// What may not be says why, and nothing happens.
const site = copy(), before = JSON.stringify(tree(site));
const server = await start(site);
const refused = async (file, piece, name, reason) => {
  const { error } = await server.ask("textDocument/rename", { ...at(server, file, piece), newName: name });
  ok(error?.code === -32803 && error.message.includes(reason), `${piece} → ${name}: ${JSON.stringify(error?.message)}, not ${reason}`);
};
await refused(PROEF, "slug: proef", "Met Hoofdletters", "this cannot be a slug: `Met Hoofdletters`");
await refused(PROEF, "slug: proef", "", "this cannot be a slug");
await refused(PROEF, "slug: proef", "../elders", "this cannot be a slug");
await refused(PROEF, "slug: proef", "/weg", "this cannot be a slug");
await refused(PROEF, "slug: proef", "map/", "this cannot be a slug");
await refused(PROEF, "slug: proef", "tip:proef", "an item stays of its kind");
await refused(PROEF, "slug: proef", "2019/ander", "this item exists already");
await refused(PROEF, "{#kop-met-naam}", "gewone-kop", "this anchor exists already");
await refused(PROEF, "{#kop-met-naam}", "Met Spatie", "this cannot be an anchor");
await refused(PROEF, "title: Proef", "x", "nothing here can be renamed");
ok((await server.ask("textDocument/prepareRename", at(server, PROEF, "title: Proef"))) === null, "nothing to rename");
const callout = "Een kader:\n\n> [!TIP] Kadertip {#kadertip}\n> Tekst.\n\n[kader](tip:kadertip)\n";
writeFileSync(path.join(site, "content/articles/2019/kader.md"), `---\ntitle: Kader\ndate: 2019-06-01\ndescription: x\n---\n\n${callout}`);
await server.open("content/articles/2019/kader.md", inFile(site, "content/articles/2019/kader.md"));
await refused("content/articles/2019/kader.md", "tip:kadertip", "anders", "callout in a text");
rmSync(path.join(site, "content/articles/2019/kader.md"));
await server.say("textDocument/didClose", { textDocument: { uri: server.uri("content/articles/2019/kader.md") } });
ok(JSON.stringify(tree(site)) === before, "a refusal wrote something");

// A text that is open and not saved counts as it is in the editor.
const unsaved = inFile(site, ANDER).replace("😀 [proef]", "Nog een regel 😀 met [proef](article:proef).\r\n\r\n😀 [proef]");
await server.open(ANDER, unsaved, 7);
const live = await server.ask("textDocument/rename", { ...at(server, PROEF, "slug: proef"), newName: "2019/open" });
const other = copy();
writeFileSync(path.join(other, ANDER), unsaved);
ok(live.documentChanges?.find((one) => one.textDocument?.uri === server.uri(ANDER))?.textDocument.version === 7, "the version of the open text");
ok(live.documentChanges?.find((one) => one.textDocument?.uri === server.uri(PROEF))?.textDocument.version === null, "that of one that is not open");
apply(live.documentChanges, { [server.uri(ANDER)]: unsaved });
knoop(other, "move", "article:2019/proef", "2019/open");
ok(same(site, other) === "", `unsaved text: ${same(site, other)}`);

// With an error somewhere not every reference is known.
await server.say("textDocument/didChange", { textDocument: { uri: server.uri(ANDER), version: 8 }, contentChanges: [{ text: `${unsaved}\n[x](article:niets)\n` }] });
await refused("content/articles/2019/open.md", ": open", "2019/anders", "mend the errors first");
server.stop();

// An editor that cannot rename files is told of the command; anchors it can.
const simple = await start(copy(), {});
const cannot = await simple.ask("textDocument/rename", { ...at(simple, PROEF, "slug: proef"), newName: "2019/x" });
ok(/knoop move/.test(cannot.error?.message), JSON.stringify(cannot));
const plain = await simple.ask("textDocument/rename", { ...at(simple, PROEF, "{#kop-met-naam}"), newName: "zo-dan" });
ok(plain.changes?.[simple.uri(ANDER)]?.length === 1 && !plain.documentChanges, JSON.stringify(plain));
apply(Object.entries(plain.changes ?? {}).map(([uri, edits]) => ({ textDocument: { uri }, edits })));
const plainOther = copy();
knoop(plainOther, "rename-anchor", "article:2019/proef#kop-met-naam", "zo-dan");
ok(same(simple.site, plainOther) === "", same(simple.site, plainOther));

for (const child of running) child.kill();
rmSync(work, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
