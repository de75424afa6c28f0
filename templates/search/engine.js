// Finds documents by their words. It reads the parts of the index (sitegen/src/search.rs) that a query
// falls into and no others, and is read itself when somebody comes to the field.
(() => {
  "use strict";
  const read = dossierSearch.read;

  // Words, as proto/words.rs has them; tests/search-words.json has the cases.
  const LETTERS = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ",
    "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643",
  };
  // The zeros of scripts with digits of their own.
  const ZEROS = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
    0x1040, 0x17e0, 0x1810,
  ];
  function digit(one) {
    const code = one.codePointAt(0);
    const zero = ZEROS.find((zero) => code >= zero && code < zero + 10);
    return zero === undefined ? one : String(code - zero);
  }
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase()
    .replace(/[\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[ßæœøłđðþıς\u0671\u0649\u06cc\u0629\u06a9]/g, (one) => LETTERS[one])
    .replace(/\p{Nd}/gu, digit);
  const SPACELESS = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff"
    + "\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3134f}]";
  const LETTER = "[\\p{Alphabetic}\\p{N}]";
  // Digits in groups of three are one number.
  const NUMBER = `[0-9]{1,3}(?:[,. ٬'’ʼ‘][0-9]{3}(?!${LETTER}))+`;
  const RUNS = new RegExp(`${NUMBER}|(?:(?=${SPACELESS})${LETTER})+|(?:(?!${SPACELESS})${LETTER})+`, "gu");
  const spaceless = (text) => new RegExp(`^${SPACELESS}`, "u").test(text);

  function words(text) {
    const folded = fold(text);
    return [...folded.matchAll(RUNS)].flatMap(({ 0: run, index }) => {
      if (spaceless(run)) {
        const letters = [...run];
        return letters.map((one, at) => one + (letters[at + 1] ?? ""));
      }
      const beside = (folded[index - 1] ?? "") + (folded[index + run.length] ?? "");
      if (/^([a-z]|qu)$/.test(run) && /['’ʼ‘]/.test(beside)) return [];
      return [run.replace(/[,. ٬'’ʼ‘]/g, "").replace(/^\u0627\u0644(?=..)/u, "")];
    });
  }

  // English and French write a plural `s`, also behind a digit and an abbreviation: F-16s, the 1990s, MPs.
  // The titles Mrs and Drs are none.
  const PLURAL = /^(?!(?:mr|dr)s$)(?:[a-z]{3,}[a-rt-z]|[a-z0-9]*[0-9]|[b-df-hj-np-tv-xz]+[b-df-hj-np-rtv-xz])s$/;
  const stem = (word) => (PLURAL.test(word) ? word.slice(0, -1) : word);

  // How many files one word may read at most: those with its own beginning, and those with its first letter.
  const NEAR = 6;

  /** The words of a file, in order: the word, and a text with its documents. */
  const parsed = new Map();
  async function file(head, number) {
    if (!parsed.has(number)) {
      const lines = await read(`words-${head.words[number][1]}`);
      parsed.set(number, lines.split("|").map((line) => {
        const end = line.indexOf(" ");
        return { word: line.slice(0, end), line: line.slice(end + 1) };
      }));
    }
    return parsed.get(number);
  }

  /** All words of the files that hold words with this beginning. */
  async function beginning(head, start) {
    const numbers = head.words.map((_, number) => number).filter((number) => {
      const next = head.words[number + 1];
      return head.words[number][0] < `${start}\uffff` && (!next || next[0] >= start);
    });
    return (await Promise.all(numbers.slice(0, NEAR).map((number) => file(head, number)))).flat();
  }

  /** Which documents have a word, and what it weighs there; `common` if all others have it too. */
  function documents(entry) {
    if (entry.weights) return entry;
    entry.weights = new Map();
    for (const group of entry.line.split(" ")) {
      if (group === "*") {
        entry.common = true;
        continue;
      }
      const [weight, ...steps] = group.split(",").map((digits) => parseInt(digits, 36));
      let number = 0;
      for (const step of steps) entry.weights.set((number += step), weight);
    }
    return entry;
  }

  /** By how many letters two words differ, counting a swap of neighbours once; no more than `most` + 1. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [before, above] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, above] = [above, row];
    }
    return above[other.length];
  }

  const typos = (word) => (spaceless(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

  /** Words of the index that are nearly this one, the nearest first. */
  async function nearly(head, word, most) {
    const some = most ? await beginning(head, word[0]) : [];
    const entries = most ? [...new Set([...some, ...(await beginning(head, word.slice(0, 3)))])] : [];
    // A plural that was typed wrong is near the word itself, without its ending: `mssiles`, "missile".
    const bare = stem(word);
    const far = (other) => Math.min(distance(word, other, most), distance(bare, stem(other), most) || most + 1);
    return entries
      .map((entry) => ({ entry, far: far(entry.word) }))
      .filter(({ far }) => far > 0 && far <= most)
      .sort((one, other) => one.far - other.far || other.entry.line.length - one.entry.line.length);
  }

  /** The words of the index that are meant by one that was typed, each with how well it fits (0 to 1). */
  async function meant(head, word, last, lax) {
    const entries = await beginning(head, stem(word));
    const same = entries.filter((entry) => stem(entry.word) === stem(word));
    const exact = same.map((entry) => [entry, entry.word === word ? 1 : 0.95]);
    const longer = entries.filter((entry) => entry.word.startsWith(word) && stem(entry.word) !== stem(word))
      .map((entry) => [entry, 0.3 + (0.4 * word.length) / entry.word.length]);
    // A beginning of one letter says too little, unless the script has a word in it.
    const open = spaceless(word) ? [...word].length === 1 : word.length > 1 && (last || exact.length === 0);
    const found = open ? [...exact, ...longer] : exact;
    if (found.length > 0 && !lax) return found;
    const near = await nearly(head, word, typos(word));
    return [...found, ...near.map(({ entry, far }) => [entry, 0.25 / far])];
  }

  /** Documents that have one of these words, each with its score. A rare word counts more. */
  function scored(head, entries) {
    const scores = new Map();
    let common = false;
    for (const [entry, fits] of entries) {
      const { weights } = documents(entry);
      common ||= entry.common;
      const rare = Math.log(1 + head.documents / (entry.common ? head.documents / 2 : weights.size));
      for (const [number, weight] of weights) {
        scores.set(number, Math.max(scores.get(number) ?? 0, fits * weight * rare));
      }
    }
    return { scores, common };
  }

  /** Documents with all words that were wanted; with `most`, those that have the most of them. */
  async function lookedUp(head, wanted, lax, most = false) {
    const each = await Promise.all(wanted.map((word, at) => meant(head, word, at === wanted.length - 1, lax)));
    const found = each.map((entries) => scored(head, entries));
    const strict = found.filter((one) => !one.common);
    const telling = strict.length > 0 ? strict : found;
    const numbers = new Set(telling.flatMap((one) => [...one.scores.keys()]));
    const count = (number) => telling.filter((one) => one.common || one.scores.has(number)).length;
    const best = (sofar, number) => Math.max(sofar, count(number));
    const enough = most ? [...numbers].reduce(best, 0) : telling.length;
    const rows = [...numbers]
      .filter((number) => count(number) >= enough)
      .map((number) => ({ number, score: found.reduce((sum, one) => sum + (one.scores.get(number) ?? 0), 0) }))
      .sort((one, other) => other.score - one.score || one.number - other.number);
    const exact = each.every((entries) => entries.some(([, fits]) => fits > 0.25));
    return { rows, exact, each, words: new Set(each.flat().map(([entry]) => entry.word)) };
  }

  /** Looks a text up: all documents that have all of its words, the best first, by facet. */
  async function find(head, text) {
    let wanted = [...new Set(words(text))];
    // A letter that is no word is the beginning of one: somebody is typing.
    const last = wanted.at(-1) ?? "";
    if (last.length === 1 && !spaceless(last) && (await meant(head, last, true)).length === 0) {
      wanted = wanted.slice(0, -1);
    }
    if (wanted.length === 0 || head.documents === 0) return { rows: [], counts: {}, words: new Set(), wanted };
    let found = await lookedUp(head, wanted, false);
    let exact = found.exact;
    if (found.rows.length === 0) {
      found = await lookedUp(head, wanted, true);
      exact = false;
    }
    const partial = found.rows.length === 0 && wanted.length > 1;
    if (partial) found = await lookedUp(head, wanted, true, true);
    const counts = {};
    for (const row of found.rows) {
      [row.facet] = head.facets[Math.floor(row.number / head.space)];
      counts[row.facet] = (counts[row.facet] ?? 0) + 1;
    }
    return { ...found, exact, partial, counts, wanted };
  }

  /** What could be asked instead where nothing is found: nearer words, or each word alone. */
  async function instead(head, { wanted, each = [] }) {
    const alone = each.flatMap((entries, at) => (entries.length > 0 && wanted.length > 1 ? [wanted[at]] : []));
    const missing = wanted.filter((_, at) => each[at]?.length === 0);
    const most = (word) => (spaceless(word) || word.length < 3 ? 0 : 3);
    const near = await Promise.all(missing.map((word) => nearly(head, word, most(word))));
    return { alone, near: [...new Set(near.flatMap((some) => some.slice(0, 3)).map(({ entry }) => entry.word))] };
  }

  /** What is shown of a document. */
  async function shown(head, number) {
    const [, stamp] = head.texts.findLast(([start]) => start <= number);
    const rows = await read(`texts-${stamp}`);
    const [, title, href, kind, body = "", also = "", voice = "", word = "", lang = "", bodyLang = ""] =
      rows.find(([one]) => one === number);
    return { title, href, kind, body, also, voice, word, lang, bodyLang };
  }

  const PIECES = /\p{Nd}{1,3}(?:[,.\s٬'’]\p{Nd}{3})+|[\p{Alphabetic}\p{N}\p{M}\u00ad\u200b-\u200f]+/gu;

  /** A text in pieces: what is between the words that were found, and those words. */
  function pieces(text, hits) {
    const out = [];
    let done = 0;
    const hit = (start, end) => {
      if (start > done) out.push([text.slice(done, start), false]);
      if (end > done) out.push([text.slice(Math.max(start, done), end), true]);
      done = Math.max(done, end);
    };
    for (const { 0: run, index } of text.matchAll(PIECES)) {
      if (!words(run).some((word) => spaceless(word))) {
        if (words(run).some((word) => hits.has(word))) hit(index, index + run.length);
        continue;
      }
      const letters = [...run];
      let at = index;
      letters.forEach((one, place) => {
        const pair = one + (letters[place + 1] ?? "");
        if (hits.has(fold(pair))) hit(at, at + pair.length);
        else if (hits.has(fold(one))) hit(at, at + one.length);
        at += one.length;
      });
    }
    if (done < text.length) out.push([text.slice(done), false]);
    return out;
  }

  dossierSearch("engine", { words, stem, find, instead, shown, pieces });
})();
