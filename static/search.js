// The readers' search: which events a query finds, by the index below /search/
// that package internal/search of dateline makes and explains. Nothing here
// touches a page; find.js shows what is found.

import { reader } from './numbers.js';

// Unicode's terms: letters (but apostrophes), numbers, marks, and what only
// shapes a word.
const letter = String.raw`(?![\u02bb\u02bc])\p{L}`;
const part = String.raw`(?:${letter}|[\p{N}\p{M}\u00ad\u200c\u200d\u2060])`;

// Scripts without spaces between words, of which every two characters are one.
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u30fc\u3099\u309a]`;

// A word as it stands in a text; single letters with dots between are one.
const runs = new RegExp(String.raw`${letter}\p{M}*(?:\.${letter}\p{M}*)+(?!${part})|${part}+`, 'gu');
const stretches = new RegExp(`${unspaced}+|(?:(?!${unspaced})${part})+`, 'gu');
const isUnspaced = new RegExp(`^${unspaced}`, 'u');
const endsInWord = new RegExp(`${part}$`, 'u');

const dropped =
  /[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d\u2060\u20d0-\u20f0\p{VS}]/gu;
const plain = { ß: 'ss', ı: 'i', ς: 'σ', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th' };

/** A text as it is compared: without diacritics, in lower case. */
export function fold(text) {
  return text
    .normalize('NFKD')
    .replace(dropped, '')
    .toLowerCase()
    .replace(/[ßıςæœøđðłþ]/g, (letter) => plain[letter])
    .normalize('NFC');
}

/** The words of a text, folded, in order. */
export function words(text) {
  return (text.match(runs) ?? []).flatMap((run) => (fold(run.replaceAll('.', '')).match(stretches) ?? []).flatMap(pairs));
}

function pairs(stretch) {
  if (!isUnspaced.test(stretch)) return [stretch];
  const signs = [...stretch];
  return signs.length === 1 ? signs : signs.slice(1).map((sign, i) => signs[i] + sign);
}

// How much counts what a word is the beginning of, against what it is, so that
// "us" in a text comes before "use" in a title.
const BEGINS = 0.25;
const MOST_SHARDS = 3; // are loaded for a word that many words begin with
const MOST_WORDS = 16; // of a query are looked for
const MOST_LETTERS = 1000; // of a query are read

export class Search {
  #base;
  #fetchJSON;
  #files = new Map(); // name to promise
  #reload = false; // what the browser has is of an older site

  /**
   * @param {string|URL} base the address of the folder of the index, /search/
   * @param {(url: string, reload: boolean) => Promise<object>} fetchJSON for tests; with reload not from a cache
   */
  constructor(base, fetchJSON = fetchFile) {
    this.#base = base;
    this.#fetchJSON = fetchJSON;
  }

  /**
   * Finds the events that have every word of a query, or the beginning of it
   * in case of the last word, which may be half typed. Words that most events
   * have need not be there. If no event has all, it finds those that have any.
   *
   * @param {string} query
   * @returns {Promise<{
   *   version: string,       of the order of events; "" when the query has no word
   *   events: number[],      places of events, the best first
   *   scores: Float32Array,  by place; comparable within a query
   *   words: string[],       of the query, folded
   *   forms: Set<string>,    what was found for them, folded: for highlight
   *   partial: boolean       no event has all words
   * }>} rejects when the index cannot be loaded
   */
  async find(query) {
    const text = query.slice(0, MOST_LETTERS);
    const all = words(text);
    const typed = endsInWord.test(text) ? all.at(-1) : '';
    const some = [...new Set(all)].slice(0, MOST_WORDS);
    if (some.length === 0) return { version: '', events: [], scores: new Float32Array(), words: [], forms: new Set(), partial: false };
    try {
      return await this.#find(some, typed);
    } catch {
      // A new site was published, of which the browser has a part.
      this.#files = new Map();
      this.#reload = true;
      return this.#find(some, typed);
    }
  }

  async #find(some, typed) {
    const index = await this.#load('words.json');
    const matches = await Promise.all(some.map((word) => this.#match(index, word, word === typed)));
    return { version: index.version, words: some, forms: new Set(matches.flatMap((match) => match.forms)), ...rank(matches, index.events) };
  }

  /** Finds the events that have one word. */
  async #match(index, word, typed) {
    const match = { levels: new Float32Array(index.events), events: 0, forms: [] };
    const take = ([forms, postings], share) => {
      match.forms.push(...forms.split(' '));
      decode(postings, (event, level) => {
        if (match.levels[event] === 0) match.events++;
        match.levels[event] = Math.max(match.levels[event], (level + 0.5) * share);
      });
    };
    // A sign of a script without spaces is wherever a word begins with it.
    const sign = isUnspaced.test(word) && [...word].length === 1;
    for (const group of await this.#groups(index, word, false)) {
      if (` ${group[0]} `.includes(` ${word} `)) take(group, 1);
    }
    if (typed || sign || match.events === 0) {
      // What nothing begins with is perhaps a form that is not in any text.
      const least = Math.max(4, Math.ceil((word.length * 2) / 3));
      for (let length = word.length; length === word.length || (match.events === 0 && length >= least); length--) {
        const beginning = word.slice(0, length);
        for (const group of await this.#groups(index, beginning, true)) {
          if (` ${group[0]}`.includes(` ${beginning}`)) take(group, sign ? 1 : BEGINS);
        }
      }
    }
    return match;
  }

  /** The groups of the shard that a word is in, or of the first of those that words which begin with it are in. */
  async #groups(index, word, begin) {
    const { shards, version } = index;
    let first = 0;
    while (first + 1 < shards.length && shards[first + 1] <= word) first++;
    let end = first + 1;
    while (begin && end < shards.length && end - first < MOST_SHARDS && shards[end].startsWith(word)) end++;
    const files = await Promise.all(shards.slice(first, end).map((_, i) => this.#load(`words-${first + i}.json`)));
    return files.flatMap((file, i) => {
      if (file.version !== version || file.from !== shards[first + i] || file.to !== shards[first + i + 1]) {
        throw new Error('the search index is in parts of different sites');
      }
      return file.groups;
    });
  }

  #load(name) {
    const files = this.#files;
    if (!files.has(name)) {
      const file = this.#fetchJSON(new URL(name, this.#base).href, this.#reload);
      files.set(name, file);
      file.catch(() => files.delete(name)); // the network may be back
    }
    return files.get(name);
  }
}

async function fetchFile(url, reload) {
  const response = await fetch(url, reload ? { cache: 'reload' } : {});
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** Calls use for each posting: the events since the last one, less one, times eight, and a level. */
function decode(postings, use) {
  const next = reader(postings);
  let event = -1;
  for (let number = next(); number !== undefined; number = next()) {
    event += Math.floor(number / 8) + 1;
    use(event, number % 8);
  }
}

/** Orders the events that have all words that are not in most events. */
function rank(matches, total) {
  const rare = matches.filter((match) => match.events * 2 <= total);
  const needed = rare.length > 0 ? rare : matches;
  const scores = new Float32Array(total);
  const counts = new Uint8Array(total);
  for (const match of matches) {
    const weight = Math.log(1 + (total - match.events + 0.5) / (match.events + 0.5)); // BM25's idf
    const count = needed.includes(match) ? 1 : 0;
    for (let event = 0; event < total; event++) {
      if (match.levels[event] === 0) continue;
      scores[event] += weight * match.levels[event];
      counts[event] += count;
    }
  }
  let events = [...scores.keys()].filter((event) => counts[event] === needed.length);
  const partial = events.length === 0;
  if (partial) events = [...scores.keys()].filter((event) => scores[event] > 0);
  events.sort((a, b) => counts[b] - counts[a] || scores[b] - scores[a] || b - a);
  return { events, scores, partial };
}

/**
 * Divides a text into pieces, of which those to be marked have what was found.
 *
 * @param {string} text
 * @param {{words: string[], forms: Set<string>}} found what find returned
 * @returns {{text: string, mark: boolean}[]}
 */
export function highlight(text, found) {
  const composed = text.normalize('NFC');
  return cut(composed, marksIn(composed, found), 0, composed.length);
}

/**
 * The passage of a text with most of what was found, as highlight gives it,
 * with an ellipsis where the text goes on.
 *
 * @param {number} length in UTF-16 code units, at most, without the ellipses
 */
export function snippet(text, found, length = 200) {
  const composed = text.normalize('NFC');
  const marks = marksIn(composed, found);
  let [from, to] = [0, composed.length];
  if (to > length) {
    const [start, end] = densest(composed, marks, length);
    from = Math.max(0, Math.min(start - Math.floor((length - (end - start)) / 2), to - length));
    to = from + length;
    if (from > 0) from = wordStart(composed, from, start);
    if (to < composed.length) to = wordEnd(composed, to, end);
  }
  const pieces = cut(composed, marks, from, to);
  if (from > 0) pieces.unshift({ text: '…', mark: false });
  if (to < composed.length) pieces.push({ text: '…', mark: false });
  return pieces;
}

/** Where in a text is what was found: [start, end], in order. */
function marksIn(text, found) {
  const marks = [];
  const add = (start, end) => {
    const last = marks.at(-1);
    if (last && start <= last[1] && isUnspaced.test(text.slice(start))) last[1] = end;
    else marks.push([start, end]);
  };
  for (const run of text.matchAll(runs)) {
    // For a dot between letters something as long that only shapes a word.
    for (const { 0: stretch, index } of run[0].replaceAll('.', '\u2060').matchAll(stretches)) {
      const at = run.index + index;
      if (!isUnspaced.test(stretch)) {
        if (words(stretch).some((word) => found.forms.has(word))) add(at, at + stretch.length);
        continue;
      }
      const signs = [...stretch];
      for (let i = 0, start = at; i < signs.length; start += signs[i++].length) {
        const one = fold(signs[i]);
        if (i + 1 < signs.length && found.words.includes(one + fold(signs[i + 1]))) add(start, start + signs[i].length + signs[i + 1].length);
        else if (found.words.includes(one)) add(start, start + signs[i].length);
      }
    }
  }
  return marks;
}

/** Where most that differs is found within a length: from the first to the last of it. */
function densest(text, marks, length) {
  let best = [0, 0];
  let most = 0;
  for (let first = 0, last = 0; first < marks.length; first++) {
    last = Math.max(last, first);
    while (last + 1 < marks.length && marks[last + 1][1] - marks[first][0] <= length) last++;
    const inside = marks.slice(first, last + 1);
    const different = new Set(inside.map(([start, end]) => fold(text.slice(start, end)))).size;
    if (different * 1000 + inside.length <= most) continue;
    most = different * 1000 + inside.length;
    best = [marks[first][0], Math.min(marks[last][1], marks[first][0] + length)];
  }
  return best;
}

const FAR = 30; // a script without spaces is cut where it must be

/** The first start of a word from a place on, before what has to stay. */
function wordStart(text, from, stay) {
  const gap = text.slice(from - 1, Math.min(stay, from + FAR)).search(/\s/);
  return gap >= 0 ? from + gap : inside(text, from);
}

/** The last end of a word up to a place, after what has to stay. */
function wordEnd(text, to, stay) {
  const gap = text.slice(Math.max(stay, to - FAR), to + 1).match(/\s+\S*$/);
  return gap ? Math.max(stay, to - FAR) + gap.index : inside(text, to);
}

/** The place, or the one before it where it is within a character. */
function inside(text, at) {
  while (at > 0 && /^[\p{M}\udc00-\udfff]/u.test(text.slice(at))) at--;
  return at;
}

/** The pieces of a part of a text. */
function cut(text, marks, from, to) {
  const pieces = [];
  const add = (start, end, mark) => {
    if (start < end) pieces.push({ text: text.slice(start, end), mark });
  };
  let at = from;
  for (const [start, end] of marks) {
    if (end <= at || start >= to) continue;
    add(at, start, false);
    at = Math.min(end, to);
    add(Math.max(start, from), at, true);
  }
  add(at, to, false);
  return pieces;
}
