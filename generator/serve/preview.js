// What the preview adds to every page: it loads the page again when the site changed, keeps the place
// where the reader was, and shows what is wrong while something is.
(() => {
  "use strict";
  const own = document.currentScript;
  const dutch = own.dataset.language === "nl";
  const words = dutch
    ? {
        errors: "Deze site kan zo niet gepubliceerd worden",
        warnings: "Let op",
        close: "Verberg",
        lost: "De voorbeeldweergave is gestopt",
        draft: "Concept: nog niet gepubliceerd",
        future: "Wordt later gepubliceerd",
        expired: "Niet meer gepubliceerd",
      }
    : {
        errors: "This site cannot be published like this",
        warnings: "Note",
        close: "Hide",
        lost: "The preview has stopped",
        draft: "Draft: not published yet",
        future: "To be published later",
        expired: "No longer published",
      };
  const place = "knoop-preview-place";

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("preview.css", own.src).href;
  document.head.append(style);

  // The reader's place, across loading the same page again.
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
  sessionStorage.removeItem(place);
  if (kept?.path === location.pathname) {
    addEventListener("load", () => scrollTo({ top: kept.top, behavior: "instant" }));
  }

  if (words[own.dataset.state]) {
    const mark = document.createElement("p");
    mark.className = "knoop-preview-mark";
    mark.textContent = words[own.dataset.state];
    document.body.prepend(mark);
  }

  let panel = null;
  const hide = () => {
    panel?.remove();
    panel = null;
  };
  const show = (level, title, text) => {
    hide();
    panel = document.createElement("section");
    panel.className = "knoop-preview";
    panel.dataset.level = level;
    panel.setAttribute("role", level === "error" ? "alert" : "status");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = words.close;
    close.addEventListener("click", hide);
    const heading = document.createElement("h2");
    heading.textContent = title;
    const body = document.createElement("pre");
    body.textContent = text;
    panel.append(close, heading, body);
    document.body.append(panel);
  };

  const events = new EventSource(new URL("events", own.src));
  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (state.errors > 0) {
      show("error", words.errors, state.text);
    } else if (state.version > Number(own.dataset.version)) {
      sessionStorage.setItem(place, JSON.stringify({ path: location.pathname, top: scrollY }));
      location.reload();
    } else if (state.warnings > 0) {
      show("warning", words.warnings, state.text);
    } else {
      hide();
    }
  };
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) {
      show("warning", words.lost, "");
    }
  };
})();
