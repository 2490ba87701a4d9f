/* The search index, read from plain script files so that it works from file:// too: each calls knoopSearch(language,
   name, data). What the pieces hold is told in the generator, in search/code.h, search/words.c, search/dictionary.h and
   search/texts.c; this is the other half. */
(function (global) {
  "use strict";

  var words = global.knoopWords;
  var waiting = {};

  global.knoopSearch = function (language, name, data) {
    var key = language + "/" + name;
    if (waiting[key]) waiting[key](data);
  };

  /* Reading numbers and texts */

  var DIGITS = {};
  for (var code = 32, digit = 0; code < 127; code++) {
    if (code !== 34 && code !== 92) DIGITS[String.fromCharCode(code)] = digit++;
  }
  var WORDS = 12, SHORTS = 58, LEVELS = 12, POSTINGS = 6000, INSIDE = 16;
  var WORD = /[\p{L}\p{M}\p{N}]+/gu;
  var STARTS_WITH_WORD = /^[\p{L}\p{M}\p{N}]/u;

  function Reader(text) {
    this.text = text;
    this.at = 0;
  }
  Reader.prototype.more = function () {
    return this.at < this.text.length;
  };
  Reader.prototype.digit = function () {
    return DIGITS[this.text[this.at++]];
  };
  Reader.prototype.digits = function (first, count) {
    var number = first;
    while (count-- > 0) number = number * 93 + this.digit();
    return number;
  };
  Reader.prototype.number = function () {
    var first = this.digit();
    if (first < 70) return first;
    if (first < 88) return this.digits(first - 70, 1) + 70;
    if (first < 91) return this.digits(first - 88, 2) + 1744;
    return first < 92 ? this.digits(0, 3) + 27691 : this.digits(0, 4) + 832048;
  };
  Reader.prototype.take = function (count) {
    this.at += count;
    return this.text.slice(this.at - count, this.at);
  };
  Reader.prototype.until = function (end) {
    var to = this.text.indexOf(end, this.at);
    var part = this.text.slice(this.at, to);
    this.at = to + end.length;
    return part;
  };
  /* A word that shares its beginning with the one before it. */
  Reader.prototype.front = function (before) {
    return before.slice(0, this.digit()) + this.until("|");
  };

  function readList(text) {
    var reader = new Reader(text), list = [], last = "";
    while (reader.more()) list.push((last = reader.front(last)));
    return list;
  }

  /* A word in `count` pieces. */
  Reader.prototype.word = function (pieces, count) {
    var word = "";
    while (count-- > 0) word += pieces[this.digit()];
    return word;
  };

  /* A text that was written in short. */
  Reader.prototype.prose = function (dictionary) {
    var out = "", behindWord = false, capital = true, first = true;
    for (var lead = this.take(1); lead !== "|"; lead = this.take(1)) {
      var part, digit = DIGITS[lead], asItIs = lead === "~";
      if (asItIs) part = this.take(this.digit());
      else if (lead === "}") part = this.word(dictionary.pieces, this.digit());
      else if (digit < WORDS) part = this.word(dictionary.pieces, digit + 1);
      else if (digit < WORDS + SHORTS) part = dictionary.shorts[digit - WORDS];
      else part = dictionary.others[(digit - WORDS - SHORTS) * 93 + this.digit()];
      if (STARTS_WITH_WORD.test(part)) {
        if (behindWord) out += " ";
        out += capital && !asItIs && part[0] >= "a" && part[0] <= "z" ? part[0].toUpperCase() + part.slice(1) : part;
        behindWord = true;
        capital = false;
      } else {
        out += part;
        behindWord = false;
        if (part) capital = /[.!?]/.test(part) || (first && capital);
      }
      first = false;
    }
    return out;
  };

  function readTerms(text) {
    var reader = new Reader(text), terms = [], last = "";
    while (reader.more()) {
      var term = { text: (last = reader.front(last)) };
      term.forms = reader.until("|").split(",").filter(Boolean).map(function (form) {
        return term.text.slice(0, term.text.length - DIGITS[form[0]]) + form.slice(1);
      });
      if (term.forms.length === 0) term.forms = [term.text];
      term.count = reader.number();
      if (term.count <= INSIDE) readPostings(reader, term);
      else {
        term.piece = reader.number();
        term.at = reader.number();
      }
      terms.push(term);
    }
    return terms;
  }

  function readPostings(reader, term) {
    var kept = Math.min(term.count, POSTINGS);
    term.passages = new Uint32Array(kept);
    term.levels = new Uint8Array(kept);
    for (var i = 0, passage = 0; i < kept; i++) {
      var posting = reader.number();
      term.passages[i] = passage += Math.floor(posting / LEVELS);
      term.levels[i] = (posting % LEVELS) + 1;
    }
  }

  /* Whether `word` becomes `typed` by at most one error: a letter too many, too few, another, or two swapped. With
     `prefix` the word may go on behind it. */
  function isNear(typed, word, prefix) {
    var at = 0;
    while (at < typed.length && typed[at] === word[at]) at++;
    if (at === typed.length) return prefix || word.length - at <= 1;
    var rests = [
      [typed.slice(at + 1), word.slice(at)],
      [typed.slice(at), word.slice(at + 1)],
      [typed.slice(at + 1), word.slice(at + 1)],
    ];
    if (typed[at] === word[at + 1] && typed[at + 1] === word[at]) rests.push([typed.slice(at + 2), word.slice(at + 2)]);
    return rests.some(function (rest) {
      return prefix ? rest[1].startsWith(rest[0]) : rest[0] === rest[1];
    });
  }

  /* The index of a language, in the folder at `base`. */
  function Index(base, language) {
    this.base = base;
    this.language = language;
    this.pieces = {};
    this.stems = new Map();
  }

  /* A piece, read once: a promise of its data. A page that holds the whole index has its pieces in knoopPieces. */
  Index.prototype.load = function (name, read) {
    var self = this, here = global.knoopPieces && global.knoopPieces[this.language + "/" + name];
    if (here) this.pieces[name] = this.pieces[name] || Promise.resolve(read ? read(here) : here);
    if (!this.pieces[name]) {
      this.pieces[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        waiting[self.language + "/" + name] = function (data) {
          resolve(read ? read(data) : data);
        };
        script.onload = function () {
          script.remove();
        };
        script.onerror = function () {
          delete self.pieces[name];
          reject(new Error(script.src));
        };
        script.src = self.base + name + ".js" + (self.version ? "?" + self.version : "");
        document.head.append(script);
      });
    }
    return this.pieces[name];
  };

  Index.prototype.open = function () {
    var self = this;
    return this.load("index", function (data) {
      self.version = data.version;
      self.kinds = data.kinds;
      self.filters = data.filters;
      self.stop = new Set(data.stop.split(" "));
      self.words = readList(data.words);
      self.ends = readList(data.ends);
      self.dictionary = { pieces: data.pieces.split("|"), shorts: data.shorts.split("|"), others: readList(data.others) };
      self.readPassages(data.passages);
      self.textStarts = [];
      for (var reader = new Reader(data.texts), start = 0; reader.more(); ) {
        var count = reader.number(), two = count < 64;
        self.textStarts.push(start);
        if (two) self.textStarts.push(start + (count >> 3));
        start += two ? (count >> 3) + (count & 7) : count - 64;
      }
      return self;
    });
  };

  /* By passage its page; by page its kind and filters. */
  Index.prototype.readPassages = function (text) {
    var reader = new Reader(text);
    this.pageOf = [];
    this.pages = [];
    while (reader.more()) {
      var number = reader.number();
      if (number > 0) {
        var page = { filters: [] };
        for (var filter = -1; number > 1; number = number & 1 ? 0 : reader.number()) page.filters.push((filter += number >> 1));
        var passage = this.pageOf.length;
        page.kind = this.kinds.findIndex(function (kind, number, all) {
          return number + 1 === all.length || all[number + 1][2] > passage;
        });
        this.pages.push(page);
      }
      this.pageOf.push(this.pages.length - 1);
    }
  };

  Index.prototype.stem = function (word) {
    var stem = this.stems.get(word);
    if (stem === undefined) this.stems.set(word, (stem = words.root(this.language, word)));
    return stem;
  };

  /* The number of the piece that would have `key`. */
  function pieceOf(keys, key) {
    var low = 0, high = keys.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (keys[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /* The terms of the pieces that have the keys, at most `most` pieces. */
  Index.prototype.termsNear = function (keys, most) {
    var self = this;
    if (this.words.length === 0) return Promise.resolve([]);
    var numbers = keys.map(function (key) {
      return pieceOf(self.words, key);
    });
    numbers = numbers.filter(function (number, i) {
      return numbers.indexOf(number) === i;
    });
    return Promise.all(
      numbers.slice(0, most).map(function (number) {
        return self.load("w" + number, readTerms);
      })
    ).then(function (lists) {
      return [].concat.apply([], lists);
    });
  };

  /* What a word of the query finds: terms with a weight, and which word they were found by if it is not the one that
     was typed. `open`: the word is still being typed. */
  Index.prototype.match = function (word, open) {
    var self = this, stem = this.stem(word);
    open = open && word.length > 2;
    var keys = open ? [stem, word, word.slice(0, Math.max(2, word.length - 3)), word + "\uffff"] : [stem];
    return this.termsNear(keys, 3).then(function (terms) {
      var matches = [];
      terms.forEach(function (term) {
        if (term.text === stem) {
          matches.push({ term: term, weight: 1 });
        } else if (open) {
          var form = term.forms.find(function (one) {
            return one.startsWith(word);
          });
          if (form) matches.push({ term: term, weight: 0.3 + (0.5 * word.length) / form.length, spread: true });
        }
      });
      if (matches.length > 0) return { matches: matches };
      return word.length < 4 || /\d/.test(word) ? { matches: [] } : self.guess(word, stem, open);
    });
  };

  /* What a word finds that the site does not have: compounds that begin or end with it, else the words that may have
     been meant, else the parts that it is made of. A typing error stands in the second half of a word, so that its
     beginning finds it, or in the first, so that its ending does. */
  Index.prototype.guess = function (word, stem, open) {
    var self = this, half = stem.length >> 1;
    var tail = backwards(stem).slice(0, Math.max(2, half));
    var first = this.termsNear([word.slice(0, Math.max(2, word.length >> 1)), stem, word], 2);
    var second = this.ends.length === 0 ? Promise.resolve([]) : this.load("e" + pieceOf(this.ends, tail), readList);
    return Promise.all([first, second]).then(function (found) {
      var ends = found[1].map(backwards), long = stem.length > 4;
      var compounds = ends.filter(function (end) {
        return long && end.endsWith(stem);
      });
      var near = ends.filter(function (end) {
        return isNear(stem, end);
      });
      var wanted = compounds.length > 0 ? compounds : near;
      return self.termsNear(wanted.slice(0, 5), 2).then(function (more) {
        var terms = found[0].concat(more).filter(function (term, i, all) {
          return all.indexOf(term) === i;
        });
        var matches = terms
          .filter(function (term) {
            return long && (term.text.startsWith(stem) || term.text.endsWith(stem));
          })
          .map(function (term) {
            return { term: term, weight: 0.5, spread: true };
          });
        if (matches.length > 0) return { matches: matches };
        return self.correct(word, stem, open, terms);
      });
    });
  };

  function backwards(text) {
    return text.split("").reverse().join("");
  }

  /* Among these terms, what may have been meant. */
  Index.prototype.correct = function (word, stem, open, terms) {
    var whole = [], begun = [];
    terms.forEach(function (term) {
      var form = term.forms.find(function (one) {
        return isNear(word, one);
      });
      if (!form && isNear(stem, term.text)) form = term.forms[0];
      if (form) whole.push({ term: term, weight: 0.7, word: form });
      else if (open && word.length > 4) {
        form = term.forms.find(function (one) {
          return isNear(word, one, true);
        });
        if (form) begun.push({ term: term, weight: 0.4, word: form, spread: true });
      }
    });
    return this.split(word, terms).then(function (parts) {
      var matches = whole.length > 0 ? whole : begun;
      if (matches.length === 0 || (whole.length === 0 && parts.parts)) return parts;
      matches.sort(function (a, b) {
        return b.term.count - a.term.count;
      });
      return { matches: matches.slice(0, 5), corrected: matches[0].word };
    });
  };

  /* A compound that the site does not have, by two words that it has; a stop word before the last says nothing
     ("doorzetten" finds "door te zetten"). */
  Index.prototype.split = function (word, terms) {
    var self = this, lefts = [];
    this.stop.forEach(function (stop) {
      if (stop.length > 1 && stop.length + 4 <= word.length && word.startsWith(stop)) lefts.push({ length: stop.length });
    });
    terms.forEach(function (term) {
      term.forms.forEach(function (form) {
        if (form.length > 3 && form.length + 4 <= word.length && word.startsWith(form)) lefts.push({ term: term, length: form.length });
      });
    });
    lefts.sort(function (a, b) {
      return b.length - a.length;
    });
    var rests = [];
    lefts.slice(0, 2).forEach(function (left) {
      var rest = word.slice(left.length);
      rests.push({ left: left.term, stem: self.stem(rest) });
      if (rest[0] === "s") rests.push({ left: left.term, stem: self.stem(rest.slice(1)) });
    });
    return this.termsNear(rests.map(function (rest) {
      return rest.stem;
    }), 2).then(function (found) {
      for (var i = 0; i < rests.length; i++) {
        var right = found.find(function (term) {
          return term.text === rests[i].stem;
        });
        if (!right) continue;
        var parts = [{ matches: [{ term: right, weight: 0.8 }] }];
        if (rests[i].left) parts.unshift({ matches: [{ term: rests[i].left, weight: 0.8 }] });
        return { parts: parts };
      }
      return { matches: [] };
    });
  };

  var MOST = 3;

  /* Reads where the terms of a word's matches stand. Of what begins with a half word, the best are enough: a reader must
     not wait for pieces that change nothing. */
  Index.prototype.fill = function (one) {
    var self = this, pieces = [];
    one.matches.sort(function (a, b) {
      return (a.spread ? 1 : 0) - (b.spread ? 1 : 0) || b.weight * b.term.count - a.weight * a.term.count;
    });
    one.matches = one.matches.filter(function (match) {
      var piece = match.term.piece, isKept = piece === undefined || pieces.includes(piece) || !match.spread || pieces.length < MOST;
      if (isKept && piece !== undefined && !pieces.includes(piece)) pieces.push(piece);
      return isKept;
    });
    return Promise.all(
      one.matches.map(function (match) {
        var term = match.term;
        if (term.passages) return null;
        return self.load("p" + term.piece).then(function (text) {
          var reader = new Reader(text);
          reader.at = term.at;
          readPostings(reader, term);
        });
      })
    );
  };

  function rarity(count, total) {
    return Math.log(1 + (total - count + 0.5) / (count + 0.5));
  }

  /* Two words of a query that the site writes as one ("kern coalitie") find that too. */
  Index.prototype.join = function (typed, found) {
    var self = this;
    return Promise.all(
      typed.slice(1).map(function (word, i) {
        var stem = self.stem(typed[i].text + word.text);
        return self.termsNear([stem], 1).then(function (terms) {
          var joined = terms.find(function (term) {
            return term.text === stem;
          });
          [i, i + 1].forEach(function (number) {
            if (joined && found[number].matches) found[number].matches.push({ term: joined, weight: 1 });
          });
        });
      })
    ).then(function () {
      return found;
    });
  };

  /* The words of a query that say something. The last is open unless something stands behind it. */
  Index.prototype.read = function (query) {
    var self = this;
    var all = (query.match(WORD) || []).map(words.fold);
    var open = /[\p{L}\p{M}\p{N}]$/u.test(query);
    var read = all
      .map(function (word, i) {
        return { text: word, open: open && i === all.length - 1 };
      })
      .filter(function (word) {
        return (word.text.length > 1 || /\d/.test(word.text)) && !self.stop.has(word.text);
      });
    return read.slice(0, 8);
  };

  /* Searches: a promise of { query, pages: [{ page, passage, score }] best first, terms: Map term → word number,
     corrected }. */
  Index.prototype.find = function (query) {
    var self = this, typed = this.read(query);
    return Promise.all(
      typed.map(function (word) {
        return self.match(word.text, word.open);
      })
    ).then(function (words) {
      return self.join(typed, words);
    }).then(function (words) {
      var found = [].concat.apply([], words.map(function (one) {
        return one.parts || [one];
      }));
      return Promise.all(
        found.map(function (one) {
          return self.fill(one);
        })
      ).then(function () {
        return found;
      });
    }).then(function (found) {
      var total = self.pageOf.length;
      var result = { query: query, pages: [], terms: new Map(), rarities: [], corrected: "" };
      var byPage = new Map();
      found.forEach(function (one, number) {
        var spread = 0;
        if (one.corrected) result.corrected = result.corrected || one.corrected;
        one.matches.forEach(function (match) {
          spread = match.spread ? spread + match.term.count : Math.max(spread, match.term.count);
        });
        result.rarities[number] = 0;
        one.matches.forEach(function (match) {
          var rare = rarity(match.spread ? Math.min(spread, total) : match.term.count, total) * match.weight;
          result.terms.set(match.term.text, number);
          result.rarities[number] = Math.max(result.rarities[number], rare);
          for (var i = 0; i < match.term.passages.length; i++) {
            var passage = match.term.passages[i], score = rare * match.term.levels[i];
            var page = byPage.get(self.pageOf[passage]);
            if (!page) byPage.set(self.pageOf[passage], (page = { best: new Array(found.length).fill(0), passages: new Map() }));
            if (score > page.best[number]) page.best[number] = score;
            page.passages.set(passage, (page.passages.get(passage) || 0) + score);
          }
        });
      });
      result.pages = self.rank(byPage, found.length);
      return result;
    });
  };

  /* Pages that have all words, or most of a longer query; more words count for more than much of one. */
  Index.prototype.rank = function (byPage, count) {
    var most = 0, ranked = [];
    byPage.forEach(function (page, number) {
      var had = page.best.filter(Boolean).length;
      var sum = page.best.reduce(function (a, b) {
        return a + b;
      }, 0);
      var best = -1, high = -1;
      page.passages.forEach(function (score, passage) {
        if (score > high || (score === high && passage < best)) {
          high = score;
          best = passage;
        }
      });
      most = Math.max(most, had);
      ranked.push({ page: number, passage: best, had: had, score: sum * Math.pow(had / count, 1.5) });
    });
    var needed = Math.min(most, count < 3 ? count : Math.ceil((count * 2) / 3));
    return ranked
      .filter(function (one) {
        return one.had >= needed;
      })
      .sort(function (a, b) {
        return b.score - a.score || a.passage - b.passage;
      });
  };

  /* The text of a passage: a promise of { title, address, sections: [{ anchor, heading, text }] }. */
  Index.prototype.text = function (passage) {
    var self = this, piece = pieceOf(this.textStarts, passage);
    return this.load("t" + piece).then(function (list) {
      var reader = new Reader(list[passage - self.textStarts[piece]]);
      var text = { title: reader.prose(self.dictionary), address: reader.until("|"), sections: [] };
      while (reader.more()) {
        text.sections.push({ anchor: reader.until("|"), heading: reader.prose(self.dictionary), text: reader.prose(self.dictionary) });
      }
      return text;
    });
  };

  /* Where the words of a query stand in a text: [{ from, to, number }], number being that of the query's word. */
  Index.prototype.places = function (text, terms) {
    var places = [], match;
    WORD.lastIndex = 0;
    while ((match = WORD.exec(text))) {
      var folded = words.fold(match[0].toLowerCase());
      var number = terms.get(this.stem(folded));
      if (number === undefined && folded.length > 7) {
        terms.forEach(function (one, term) {
          if (term.length > 3 && folded.includes(term)) number = one;
        });
      }
      if (number !== undefined) places.push({ from: match.index, to: match.index + match[0].length, number: number });
    }
    return places;
  };

  var EXCERPT = 190;

  /* The part of a text where most of the words stand together: [{ text, marked }]. */
  function excerpt(text, places, rarities) {
    var best = 0, high = -1;
    places.forEach(function (place, i) {
      var seen = new Set(), sum = 0;
      for (var j = i; j < places.length && places[j].to - place.from < EXCERPT - 40; j++) {
        if (!seen.has(places[j].number)) sum += rarities[places[j].number];
        seen.add(places[j].number);
      }
      if (sum > high + 1e-9) {
        high = sum;
        best = i;
      }
    });
    var from = 0, to = Math.min(text.length, EXCERPT);
    if (places.length > 0 && places[best].from > 60) {
      from = text.indexOf(" ", places[best].from - 50) + 1;
      var sentence = text.slice(0, places[best].from).search(/[.!?][^.!?]*$/) + 2;
      if (sentence > 1 && places[best].from - sentence < 90) from = sentence;
    }
    to = Math.min(text.length, from + EXCERPT);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + EXCERPT / 2);
    var parts = [{ text: from > 0 ? "… " : "", marked: false }], at = from;
    places.forEach(function (place) {
      if (place.from < at || place.to > to) return;
      parts.push({ text: text.slice(at, place.from), marked: false }, { text: text.slice(place.from, place.to), marked: true });
      at = place.to;
    });
    parts.push({ text: text.slice(at, to) + (to < text.length ? " …" : ""), marked: false });
    return parts.filter(function (part) {
      return part.text;
    });
  }

  /* A result as readers see it: a promise of { title, kind, address, heading, parts }. The section is the one that has
     most of the query's words. */
  Index.prototype.show = function (result, found) {
    var self = this;
    return this.text(found.passage).then(function (text) {
      var best = { score: -1, section: { anchor: "", heading: "", text: "" }, places: [] };
      text.sections.forEach(function (section) {
        var places = self.places(section.text, result.terms), score = Math.min(places.length, 5) * 0.05;
        var inHeading = self.places(section.heading, result.terms);
        result.rarities.forEach(function (rare, number) {
          function isOne(place) {
            return place.number === number;
          }
          score += places.some(isOne) ? rare : 0;
          score += inHeading.some(isOne) ? rare * 0.8 : 0;
        });
        if (score > best.score) best = { score: score, section: section, places: places };
      });
      return {
        title: text.title,
        kind: self.kinds[self.pages[found.page].kind][0],
        address: text.address + (best.section.anchor ? "#" + encodeURIComponent(best.section.anchor) : ""),
        heading: best.section.heading,
        parts: excerpt(best.section.text, best.places, result.rarities),
      };
    });
  };

  var indexes = {};

  /* The index of a language, opened: a promise. */
  global.knoopIndex = function (base, language) {
    var key = base + language;
    if (!indexes[key]) indexes[key] = new Index(base, language);
    return indexes[key].open();
  };
})(window);
