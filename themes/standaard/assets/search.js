/* The results below a search box: found while typing, gone through with the arrow keys, narrowed down by kind and topic,
   told to screen readers. Enter in the box goes to the search page, whose address holds the query, so that it can be
   shared. Loaded when a reader comes to a search box: see site.js. */
(function () {
  "use strict";

  var SHOWN = 8, FIRST = 3;
  var SAID = "results one many none corrected keys more kind broken all".split(" ");

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function fill(text, values) {
    return text.replace(/\{(\w)\}/g, function (all, name) {
      return values[name];
    });
  }

  function Box(form) {
    var texts = form.dataset.texts.split("|"), self = this;
    this.form = form;
    this.input = form.querySelector("input");
    /* A page that is all there is finds itself. */
    this.root = form.dataset.alone ? location.href.split("#")[0] : new URL(".", form.action).href;
    this.isPage = document.body.classList.contains("is-search");
    this.say = {};
    SAID.forEach(function (name, i) {
      self.say[name] = texts[i];
    });
    this.turn = 0;
    this.kind = this.filter = -1;
    this.build();
    this.listen();
    /* What is typed now searches as soon as the index is there; it is the same for every query. */
    knoopIndex(this.root + "search/" + document.documentElement.lang + "/", document.documentElement.lang).then(
      function (index) {
        self.index = index;
        self.restore();
        if (self.input.value.trim()) self.search();
      },
      function () {
        self.status.textContent = self.say.broken;
        self.panel.hidden = false;
      }
    );
  }

  Box.prototype.build = function () {
    this.panel = element("section", "finds");
    this.panel.setAttribute("aria-label", this.say.results);
    this.panel.hidden = true;
    this.status = element("p", "finds-status");
    this.status.setAttribute("role", "status");
    this.filters = element("div", "finds-filters");
    this.list = element("ol", "finds-list");
    this.more = element("button", "finds-more", this.say.more);
    this.more.type = "button";
    this.all = element("a", "finds-all", this.say.all);
    this.panel.append(this.filters, this.list, this.more, this.all);
    this.form.after(this.status, this.panel);
    this.input.setAttribute("aria-describedby", (this.status.id = this.input.id + "-status"));
  };

  Box.prototype.listen = function () {
    var self = this;
    this.input.addEventListener("input", function () {
      self.kind = self.filter = -1;
      /* Whoever types fast needs no results, and no pieces of the index, for half a word. */
      clearTimeout(self.typing);
      self.typing = setTimeout(function () {
        self.search();
      }, 60);
    });
    this.more.addEventListener("click", function () {
      var first = self.list.children.length;
      self.showMore().then(function () {
        if (self.list.children[first]) self.list.children[first].querySelector("a").focus();
      });
    });
    this.form.addEventListener("submit", function (event) {
      if (!self.isPage) return;
      event.preventDefault();
      self.remember();
      self.focusOn(0);
    });
    this.form.parentNode.addEventListener("keydown", function (event) {
      if (event.target === self.input || self.panel.contains(event.target)) self.press(event);
    });
  };

  /* The keys: down and up go through the results, Escape goes back to the box, and there it closes them. */
  Box.prototype.press = function (event) {
    var links = Array.prototype.slice.call(this.list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    var inBox = event.target === this.input;
    if (event.key === "ArrowDown" && (inBox || at >= 0) && links.length) this.focusOn(Math.min(at + 1, links.length - 1));
    else if (event.key === "ArrowUp" && at === 0) this.input.focus();
    else if (event.key === "ArrowUp" && at > 0) this.focusOn(at - 1);
    else if (event.key === "Home" && at >= 0) this.focusOn(0);
    else if (event.key === "End" && at >= 0) this.focusOn(links.length - 1);
    else if (event.key === "Escape" && !inBox) this.input.focus();
    else if (event.key === "Escape" && this.input.value) {
      this.input.value = "";
      this.search();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  Box.prototype.focusOn = function (number) {
    var link = this.list.querySelectorAll("a")[number];
    if (link) link.focus();
  };

  /* The address of the search page holds what is asked. */
  Box.prototype.restore = function () {
    var asked = new URLSearchParams(location.search), index = this.index;
    if (!this.isPage || this.input.value) return;
    this.input.value = asked.get("q") || "";
    this.kind = index.kinds.findIndex(function (kind) {
      return kind[1] === asked.get("kind");
    });
    this.filter = index.filters.findIndex(function (filter) {
      return filter[1] === asked.get("filter");
    });
  };

  Box.prototype.query = function () {
    var asked = new URLSearchParams();
    asked.set("q", this.input.value.trim());
    if (this.kind >= 0) asked.set("kind", this.index.kinds[this.kind][1]);
    if (this.filter >= 0) asked.set("filter", this.index.filters[this.filter][1]);
    return "?" + asked;
  };

  Box.prototype.remember = function () {
    if (this.isPage) history.replaceState(null, "", this.input.value.trim() ? this.query() : location.pathname);
  };

  Box.prototype.search = function () {
    var self = this, turn = ++this.turn, query = this.input.value.trim();
    if (!this.index) return;
    if (this.isPage) document.querySelector(".index").hidden = query !== "";
    this.remember();
    if (!query) {
      this.panel.hidden = true;
      this.status.textContent = "";
      return;
    }
    this.index.find(this.input.value).then(
      function (result) {
        if (turn !== self.turn) return null;
        self.result = result;
        return self.narrow(turn);
      }
    ).catch(function () {
      self.status.textContent = self.say.broken;
    });
  };

  /* Shows the results that the filters let through. */
  Box.prototype.narrow = function (turn) {
    var self = this;
    this.found = this.result.pages.filter(function (one) {
      return self.passes(one, self.kind, self.filter);
    });
    this.shown = 0;
    clearTimeout(this.resting);
    this.more.hidden = this.all.hidden = true;
    return this.take(FIRST).then(function (items) {
      if (turn !== self.turn) return;
      self.list.replaceChildren.apply(self.list, items);
      self.shown = items.length;
      self.offerFilters();
      self.panel.hidden = self.result.pages.length === 0;
      self.resting = setTimeout(function () {
        self.finish(turn);
      }, 200);
    });
  };

  /* Who rests gets the other results, and is told how many there are: not at every letter. */
  Box.prototype.finish = function (turn) {
    var self = this;
    return this.take(SHOWN - FIRST).then(function (items) {
      if (turn !== self.turn) return;
      self.list.append.apply(self.list, items);
      self.afterMore();
      self.tell();
    });
  };

  Box.prototype.passes = function (one, kind, filter) {
    var page = this.index.pages[one.page];
    return (kind < 0 || page.kind === kind) && (filter < 0 || page.filters.includes(filter));
  };

  /* What screen readers hear. */
  Box.prototype.tell = function () {
    var query = this.input.value.trim(), count = this.found.length;
    var text = fill(count === 0 ? this.say.none : count === 1 ? this.say.one : this.say.many, { n: count, q: query });
    if (this.result.corrected && count > 0) text = fill(this.say.corrected, { q: query, w: this.result.corrected });
    this.status.textContent = text + (count > 0 && document.activeElement === this.input ? " " + this.say.keys : "");
  };

  Box.prototype.take = function (count) {
    var self = this;
    return Promise.all(
      this.found.slice(this.shown, this.shown + count).map(function (one) {
        return self.index.show(self.result, one);
      })
    ).then(function (shown) {
      return shown.map(function (one) {
        return self.item(one);
      });
    });
  };

  Box.prototype.afterMore = function () {
    this.shown = this.list.children.length;
    this.more.hidden = !this.isPage || this.shown >= this.found.length;
    this.all.hidden = this.isPage || this.shown >= this.found.length;
    this.all.href = this.form.action + this.query();
  };

  Box.prototype.showMore = function () {
    var self = this;
    return this.take(SHOWN).then(function (items) {
      self.list.append.apply(self.list, items);
      self.afterMore();
    });
  };

  Box.prototype.item = function (one) {
    var item = element("li"), title = element("p", "find-title"), link = element("a", "", one.title);
    var place = element("p", "find-place", one.kind), excerpt = element("p", "find-excerpt");
    link.href = this.root + one.address;
    title.append(link);
    if (one.heading) place.append(" · " + one.heading);
    one.parts.forEach(function (part) {
      excerpt.append(part.marked ? element("mark", "", part.text) : part.text);
    });
    item.append(title, place, excerpt);
    return item;
  };

  /* Buttons for the kinds and filters that the results have, each with how many it would leave. */
  Box.prototype.offerFilters = function () {
    var self = this, kinds = {}, filters = {}, groups = {};
    this.result.pages.forEach(function (one) {
      var page = self.index.pages[one.page];
      if (self.passes(one, -1, self.filter)) kinds[page.kind] = (kinds[page.kind] || 0) + 1;
      if (!self.passes(one, self.kind, -1)) return;
      page.filters.forEach(function (filter) {
        filters[filter] = (filters[filter] || 0) + 1;
      });
    });
    this.filters.replaceChildren();
    this.offer(this.say.kind, kinds, "kind", function (kind) {
      return self.index.kinds[kind][1];
    });
    Object.keys(filters).forEach(function (filter) {
      var group = self.index.filters[filter][0];
      groups[group] = groups[group] || {};
      groups[group][filter] = filters[filter];
    });
    Object.keys(groups).forEach(function (group) {
      self.offer(group, groups[group], "filter", function (filter) {
        return self.index.filters[filter][1];
      });
    });
  };

  Box.prototype.offer = function (name, counts, chosen, label) {
    var self = this, numbers = Object.keys(counts).map(Number);
    if (numbers.length < 2 && !numbers.includes(this[chosen])) return;
    var group = element("div", "finds-group"), heading = element("span", "finds-label", name);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", (heading.id = this.input.id + "-" + chosen + this.filters.children.length));
    group.append(heading);
    numbers.forEach(function (number) {
      var button = element("button", "", label(number) + " "), count = element("span", "", String(counts[number]));
      button.type = "button";
      button.append(count);
      button.setAttribute("aria-pressed", String(self[chosen] === number));
      button.addEventListener("click", function () {
        self[chosen] = self[chosen] === number ? -1 : number;
        self.remember();
        self.narrow(++self.turn).then(function () {
          var again = self.filters.querySelector('[data-choice="' + chosen + number + '"]');
          if (again) again.focus();
        });
      });
      button.dataset.choice = chosen + number;
      group.append(button);
    });
    this.filters.append(group);
  };

  document.querySelectorAll(".search").forEach(function (form) {
    new Box(form);
  });
})();
