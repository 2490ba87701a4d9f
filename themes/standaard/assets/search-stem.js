/* Words as the search index has them: folded (é → e), and stemmed by Snowball's algorithms for Dutch and English
   (snowballstem.org), the same that the index was made with. The tests hold both against each other. */
(function (global) {
  "use strict";

  var letters = { "æ": "ae", "ø": "o", "đ": "d", "ı": "i", "ł": "l", "œ": "oe", "ß": "ss", "ς": "σ" };

  /* A word in small letters, without accents, ligatures taken apart. */
  function fold(word) {
    if (/^[a-z0-9]*$/.test(word)) return word;
    return word
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase()
      .replace(/\p{M}+/gu, "")
      .replace(/[æøđıłœßς]/g, function (letter) {
        return letters[letter];
      });
  }

  /* Where R1 and R2 begin: behind the first consonant that follows a vowel, and the same from there. */
  function region(word, vowels, from) {
    var at = from;
    while (at < word.length && !vowels.includes(word[at])) at++;
    while (at < word.length && vowels.includes(word[at])) at++;
    return at < word.length ? at + 1 : word.length;
  }

  /* The longest of the endings (longest first) that the word has, or "". */
  function ending(word, endings) {
    return endings.find(function (one) {
      return word.endsWith(one);
    }) || "";
  }

  /* Dutch */

  var VOWELS_NL = "aeiouy";

  /* Capital I and Y are consonants. */
  function markConsonants(word) {
    var marked = word.replace(/^y/, "Y").split("");
    for (var i = 0; i + 1 < marked.length; i++) {
      if (!VOWELS_NL.includes(marked[i])) continue;
      if (marked[i + 1] === "y") marked[i + 1] = "Y";
      else if (marked[i + 1] === "i" && i + 2 < marked.length && VOWELS_NL.includes(marked[i + 2])) marked[i + 1] = "I";
    }
    return marked.join("");
  }

  function undouble(word) {
    return /(kk|dd|tt)$/.test(word) ? word.slice(0, -1) : word;
  }

  function stemDutch(original) {
    var word = markConsonants(original);
    var r1 = region(word, VOWELS_NL, 0);
    var r2 = region(word, VOWELS_NL, r1);
    var foundE = false;
    if (r1 < 3) r1 = 3;

    function cut(count) {
      word = word.slice(0, word.length - count);
    }
    /* Whether the ending of that length stands in R1 or R2. */
    function within(region, count) {
      return word.length - count >= region;
    }
    /* Whether the character before the ending is there and none of `letters`. */
    function behindNone(letters, count) {
      var at = word.length - count - 1;
      return at >= 0 && !letters.includes(word[at]);
    }
    function cutE() {
      foundE = false;
      if (!word.endsWith("e") || !within(r1, 1) || !behindNone(VOWELS_NL, 1)) return;
      cut(1);
      foundE = true;
      word = undouble(word);
    }
    function cutEn(count) {
      if (!within(r1, count) || !behindNone(VOWELS_NL, count)) return;
      if (word.slice(0, word.length - count).endsWith("gem")) return;
      cut(count);
      word = undouble(word);
    }

    var first = ending(word, ["heden", "ene", "en", "se", "s"]);
    if (first === "heden") {
      if (within(r1, 5)) word = word.slice(0, -5) + "heid";
    } else if (first === "en" || first === "ene") {
      cutEn(first.length);
    } else if (first && within(r1, first.length) && behindNone(VOWELS_NL + "j", first.length)) {
      cut(first.length);
    }
    cutE();
    if (word.endsWith("heid") && within(r2, 4) && !word.endsWith("cheid")) {
      cut(4);
      if (word.endsWith("en")) cutEn(2);
    }
    var last = ending(word, ["lijk", "baar", "end", "ing", "bar", "ig"]);
    if (last && within(r2, last.length)) {
      if (last === "end" || last === "ing") {
        cut(3);
        if (word.endsWith("ig") && within(r2, 2) && !word.endsWith("eig")) cut(2);
        else word = undouble(word);
      } else if (last === "ig") {
        if (!word.endsWith("eig")) cut(2);
      } else if (last === "lijk") {
        cut(4);
        cutE();
      } else if (last === "baar" || foundE) {
        cut(last.length);
      }
    }
    word = word.replace(/([^aeiouy])(aa|ee|oo|uu)([^aeiouyI])$/, function (all, before, vowels, after) {
      return before + vowels[0] + after;
    });
    return word.replace(/Y/g, "y").replace(/I/g, "i");
  }

  /* English */

  var VOWELS_EN = "aeiouy";
  var WHOLE = {
    skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli",
    early: "earli", only: "onli", singly: "singl", sky: "sky", news: "news", howe: "howe", atlas: "atlas",
    cosmos: "cosmos", bias: "bias", andes: "andes",
  };
  var KEPT = /^(inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;
  var STEP_2 = {
    ization: "ize", ational: "ate", fulness: "ful", ousness: "ous", iveness: "ive", tional: "tion", biliti: "ble",
    lessli: "less", entli: "ent", ation: "ate", alism: "al", aliti: "al", ousli: "ous", iviti: "ive", fulli: "ful",
    enci: "ence", anci: "ance", abli: "able", izer: "ize", ator: "ate", alli: "al", bli: "ble", ogi: "og", li: "",
  };
  var STEP_3 = {
    ational: "ate", tional: "tion", alize: "al", icate: "ic", iciti: "ic", ative: "", ical: "ic", ness: "", ful: "",
  };
  var STEP_4 = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
    "ion", "al", "er", "ic"];

  function endsShort(word) {
    return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word);
  }

  function hasVowel(word) {
    return /[aeiouy]/.test(word);
  }

  function stepOneA(word) {
    if (word.endsWith("sses")) return word.slice(0, -2);
    if (/(ied|ies)$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
    if (/(us|ss)$/.test(word)) return word;
    return word.endsWith("s") && hasVowel(word.slice(0, -2)) ? word.slice(0, -1) : word;
  }

  function stepOneB(word, r1) {
    var found = ending(word, ["eedly", "ingly", "edly", "eed", "ing", "ed"]);
    var rest = word.slice(0, word.length - found.length);
    if (found === "eed" || found === "eedly") return rest.length >= r1 ? rest + "ee" : word;
    if (!found || !hasVowel(rest)) return word;
    if (/(at|bl|iz)$/.test(rest)) return rest + "e";
    if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return rest.slice(0, -1);
    return rest.length === r1 && endsShort(rest) ? rest + "e" : rest;
  }

  function replaceEnding(word, table, r1, r2) {
    var found = ending(word, Object.keys(table));
    var rest = word.slice(0, word.length - found.length);
    if (!found || rest.length < r1) return word;
    if (found === "ogi" && !rest.endsWith("l")) return word;
    if (found === "li" && !/[cdeghkmnrt]$/.test(rest)) return word;
    if (found === "ative" && rest.length < r2) return word;
    return rest + table[found];
  }

  function stepFour(word, r2) {
    var found = ending(word, STEP_4);
    var rest = word.slice(0, word.length - found.length);
    if (!found || rest.length < r2 || (found === "ion" && !/[st]$/.test(rest))) return word;
    return rest;
  }

  function stepFive(word, r1, r2) {
    var rest = word.slice(0, -1);
    if (word.endsWith("e")) return rest.length >= r2 || (rest.length >= r1 && !endsShort(rest)) ? rest : word;
    return word.endsWith("ll") && rest.length >= r2 ? rest : word;
  }

  function stemEnglish(original) {
    if (Object.prototype.hasOwnProperty.call(WHOLE, original)) return WHOLE[original];
    if (original.length < 3) return original;
    var word = original.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    var special = /^(gener|commun|arsen)/.exec(word);
    var r1 = special ? special[0].length : region(word, VOWELS_EN, 0);
    var r2 = region(word, VOWELS_EN, r1);
    word = stepOneA(word);
    if (!KEPT.test(word)) {
      word = stepOneB(word, r1);
      word = word.replace(/(.[^aeiouy])[yY]$/, "$1i");
      word = replaceEnding(word, STEP_2, r1, r2);
      word = replaceEnding(word, STEP_3, r1, r2);
      word = stepFour(word, r2);
      word = stepFive(word, r1, r2);
    }
    return word.replace(/Y/g, "y");
  }

  var stemmers = { nl: stemDutch, en: stemEnglish };

  global.knoopWords = {
    fold: fold,
    /* The stem of a folded word; of a language without an algorithm, the word itself. */
    stem: function (language, word) {
      return stemmers[language] && word.length <= 64 ? stemmers[language](word) : word;
    },
    /* What the index has for a word: its stem, in Dutch with one consonant at the end ("beginnen" like "begin"). */
    root: function (language, word) {
      var stem = this.stem(language, word);
      return language === "nl" ? stem.replace(/([b-df-hj-np-tv-z])\1$/, "$1") : stem;
    },
  };
})(typeof window === "undefined" ? globalThis : window);
