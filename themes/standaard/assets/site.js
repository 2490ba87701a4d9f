/* Small comforts. Everything works without this file.
   - "/" opens the search box, Escape closes it again; search itself is loaded when a reader comes to a box
   - the address of the page can be copied
   - a wide table can be scrolled with the keys; a wide map begins at its middle
   - the table of contents marks the part that is being read */
(function () {
  "use strict";

  /* The online site can be read without a connection, when site.yaml says `offline: worker`. */
  var worker = document.documentElement.dataset.worker;
  if (worker && navigator.serviceWorker && /^https?:$/.test(location.protocol)) {
    navigator.serviceWorker.register(worker).catch(function () {});
  }

  var finder = document.querySelector(".finder");
  var input = document.querySelector(".search input");

  function isTyping(element) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
  }

  if (finder) {
    finder.addEventListener("toggle", function () {
      if (finder.open) finder.querySelector("input").focus();
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && input && !isTyping(event.target)) {
      event.preventDefault();
      if (finder) finder.open = true;
      input.focus();
    } else if (event.key === "Escape" && finder && finder.open) {
      finder.open = false;
      finder.querySelector("summary").focus();
    }
  });

  /* Search is loaded when a reader comes to a search box, or to the page of results. */
  var forms = document.querySelectorAll(".search");
  function loadSearch() {
    if (!forms.length || document.querySelector("script[data-search]")) return;
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = forms[0].dataset.style;
    document.head.append(style);
    forms[0].dataset.scripts.split(" ").forEach(function (address) {
      var script = document.createElement("script");
      script.src = address;
      script.async = false;
      script.dataset.search = "";
      document.head.append(script);
    });
  }
  forms.forEach(function (form) {
    form.addEventListener("focusin", loadSearch);
  });
  if (document.body.classList.contains("is-search")) loadSearch();

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.parentNode.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        button.textContent = button.dataset.copied;
      });
    });
  });

  /* A table that is wider than the window can be scrolled with the keys too. */
  document.querySelectorAll(".table").forEach(function (table) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  });

  document.querySelectorAll(".map").forEach(function (map) {
    map.scrollLeft = (map.scrollWidth - map.clientWidth) / 2;
  });

  /* The part being read is the last heading above a third of the window. */
  var links = Array.prototype.slice.call(document.querySelectorAll(".toc a"));
  if (links.length) {
    var headings = links.map(function (link) {
      return document.getElementById(decodeURIComponent(link.hash.slice(1)));
    });
    var mark = function () {
      var current = -1;
      headings.forEach(function (heading, index) {
        if (heading && heading.getBoundingClientRect().top < innerHeight / 3) current = index;
      });
      links.forEach(function (link, index) {
        if (index === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    };
    var waiting = false;
    addEventListener("scroll", function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () {
        waiting = false;
        mark();
      });
    }, { passive: true });
    mark();
  }
})();
