/* A checklist that is kept: ticks stay in this browser, by the anchors of the points, so that they survive a new
   version of the page. They can be counted, cleared, copied as text, and sent along in a link. */
(function () {
  "use strict";
  const sheet = document.querySelector("[data-checklist]");
  const bar = document.querySelector(".ticks");
  const boxes = sheet ? [...sheet.querySelectorAll(".task > input[type=checkbox]")] : [];
  if (!bar || !boxes.length) return;
  const words = bar.dataset;
  const key = `knoop ${words.site} ${sheet.dataset.checklist}`;
  const FRAGMENT = "#vinkjes=";

  /* The point of a box: its anchor, and a short form of that for links (FNV-1a). */
  const point = (box) => box.closest(".task").id;
  function brief(id) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0).toString(36);
  }

  /* A browser may forbid storage; then ticks last as long as the page. */
  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  }
  /* Points that this version of the page does not have are kept too: a later one may have them again. */
  function keep() {
    const ticks = kept();
    for (const box of boxes) {
      if (box.checked === box.defaultChecked) delete ticks[point(box)];
      else ticks[point(box)] = box.checked;
    }
    try {
      if (Object.keys(ticks).length) localStorage.setItem(key, JSON.stringify(ticks));
      else localStorage.removeItem(key);
    } catch {}
  }

  const progress = bar.querySelector("progress");
  const count = bar.querySelector(".ticks-count");
  const note = bar.querySelector(".ticks-note");
  const reset = bar.querySelector("[data-do=reset]");
  function show() {
    const done = boxes.filter((box) => box.checked).length;
    progress.max = boxes.length;
    progress.value = done;
    count.textContent = words.count.replace("{done}", done).replace("{all}", boxes.length);
    reset.hidden = boxes.every((box) => box.checked === box.defaultChecked);
  }
  function tell(text) {
    note.textContent = text;
  }

  function setFromKept() {
    const ticks = kept();
    for (const box of boxes) box.checked = ticks[point(box)] ?? box.defaultChecked;
    show();
  }
  /* Ticks that came along in a link are shown, and kept only when the reader goes on with them. */
  function setFromLink() {
    if (!location.hash.startsWith(FRAGMENT)) return false;
    const ticked = new Set(location.hash.slice(FRAGMENT.length).split("."));
    for (const box of boxes) box.checked = ticked.has(brief(point(box)));
    show();
    tell(words.shared);
    return true;
  }

  /* Text that another program understands: Markdown, as the author wrote it. */
  function asText() {
    const lines = [document.querySelector("h1").textContent.trim()];
    for (const part of sheet.querySelectorAll("h2, h3, h4, .task")) {
      if (!part.matches(".task")) {
        lines.push("", part.textContent.trim());
        continue;
      }
      const box = part.querySelector("input");
      const label = part.querySelector("label") || part;
      let depth = 0;
      for (let up = part.parentElement.closest(".task"); up; up = up.parentElement.closest(".task")) depth++;
      lines.push(`${"  ".repeat(depth)}- [${box.checked ? "x" : " "}] ${label.textContent.replace(/\s+/g, " ").trim()}`);
    }
    return `${lines.join("\n")}\n`;
  }
  function withTicks() {
    const ticked = boxes.filter((box) => box.checked).map((box) => brief(point(box)));
    return location.href.split("#")[0] + FRAGMENT + ticked.join(".");
  }

  /* Where a browser gives no clipboard, the text is shown, selected. */
  const field = bar.querySelector("textarea");
  function copy(text, told) {
    const fallback = () => {
      field.hidden = false;
      field.value = text;
      field.focus();
      field.select();
    };
    if (!navigator.clipboard) return fallback();
    navigator.clipboard.writeText(text).then(() => tell(told), fallback);
  }

  const actions = {
    reset() {
      for (const box of boxes) box.checked = box.defaultChecked;
      keep();
      show();
      tell(words.cleared);
      boxes[0].focus();
    },
    text: () => copy(asText(), words.copied),
    link: () => copy(withTicks(), words.linked),
  };
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });
  sheet.addEventListener("change", () => {
    keep();
    show();
    tell("");
  });
  /* The same checklist in another window. */
  addEventListener("storage", (event) => {
    if (event.key === key) setFromKept();
  });
  addEventListener("hashchange", setFromLink);

  bar.hidden = false;
  if (!setFromLink()) setFromKept();
})();
