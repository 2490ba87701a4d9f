/* Makes the online site readable without a connection. The build puts VERSION, ESSENTIAL and MISSING before this, and
   publishes it at the root of the site. What readers start from is kept from their first visit on; what they read, as they
   read it. With a connection a page always comes fresh; what has its contents in its name comes from what was kept. */
"use strict";
const OURS = "knoop " + self.registration.scope + " ";
const KEPT = OURS + VERSION;
const READ = OURS + "read";
const MOST = 400; /* pages and files that were read */

/* A page that came by a redirect may not be given for another address: make it a plain answer. */
const plain = (answer) => answer.redirected ? new Response(answer.body, { status: answer.status, headers: answer.headers }) : answer;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const kept = await caches.open(KEPT);
    await Promise.all(ESSENTIAL.map(async (address) => {
      const answer = await fetch(new Request(address, { cache: "no-cache" }));
      /* 404.html may rightly come with that status. */
      if (answer.ok) await kept.put(address, plain(answer));
    }));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS) && name !== KEPT && name !== READ) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

async function remember(request, answer) {
  const read = await caches.open(READ);
  await read.put(request, plain(answer));
  const all = await read.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await read.delete(old);
}

/* What was kept, newest first; the address of a folder is that of its index. */
async function recall(request) {
  const address = new URL(request.url);
  address.hash = "";
  const places = address.pathname.endsWith("/") ? [address.href, new URL("index.html", address).href] : [address.href];
  for (const place of places) {
    for (const name of [READ, KEPT]) {
      const found = await (await caches.open(name)).match(place, { ignoreSearch: true });
      if (found) return found;
    }
  }
}

const sorry = () =>
  new Response("<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>–</title><p>" +
    MISSING.replace(/&/g, "&amp;").replace(/</g, "&lt;") + "</p><p><a href=\"" + self.registration.scope + "index.html\">←</a></p>",
    { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });

async function answer(event) {
  const request = event.request;
  const isNamed = /\.[0-9a-f]{8}\.[a-z0-9]+$/.test(new URL(request.url).pathname);
  const old = isNamed ? await recall(request) : undefined;
  if (old) return old;
  try {
    const fresh = await fetch(request);
    if (fresh.ok && fresh.type === "basic") event.waitUntil(remember(request, fresh.clone()));
    return fresh;
  } catch (error) {
    const found = await recall(request);
    if (found) return found;
    if (request.mode === "navigate") return sorry();
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const isOurs = event.request.method === "GET" && event.request.url.startsWith(self.registration.scope);
  if (isOurs && !event.request.headers.has("range")) event.respondWith(answer(event));
});
