// The data of the finder: which event has which value of each facet, and the
// list entries of events, loaded when they are needed. Events are numbers,
// their places in the order of their dates.

import { reader } from './numbers.js';

const root = new URL('.', import.meta.url).href;
const folder = new URL('search/', root);

/** The site has changed since the page was loaded: places of events in one are not those in the other. */
export class Outdated extends Error {}

/** A file of the folder of the finder, of the version given. */
export async function load(name, version, cache = 'default') {
  let file = await request(name, cache);
  if (file.version !== version) file = await request(name, 'reload');
  if (file.version !== version) throw new Outdated(name);
  return file;
}

async function request(name, cache) {
  const response = await fetch(new URL(name, folder), { cache });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

let facets = null; // {version, data}

/**
 * What every event has.
 *
 * @param {string} version of the order of events
 * @returns {Promise<{total: number, page: number, days: Float64Array, facets: Facet[]}>} page: how many
 *   events are on one page of a year; days: since 1970-01-01
 * @typedef {{key: string, name: string, values: [string, string][], multiple: boolean,
 *   start: Uint32Array, list: Uint32Array}} Facet the values of event i are list[start[i]] to list[start[i + 1] - 1]
 */
export function loadFacets(version) {
  if (facets?.version !== version) {
    const data = load('facets.json', version).then(decode);
    const mine = { version, data };
    facets = mine;
    data.catch(() => facets === mine && (facets = null)); // to be tried again
  }
  return facets.data;
}

function decode(file) {
  let day = file.first;
  const next = reader(file.days);
  const days = Float64Array.from({ length: file.total }, () => (day += next()));
  return { ...file, days, facets: file.facets.map((facet) => columns(facet, file.total)) };
}

function columns(facet, total) {
  const next = reader(facet.events);
  const start = new Uint32Array(total + 1);
  const list = [];
  for (let event = 0; event < total; event++) {
    start[event] = list.length;
    for (let n = next(); n > 0; n--) list.push(next());
  }
  start[total] = list.length;
  const multiple = start.some((at, i) => i > 0 && at - start[i - 1] > 1);
  return { ...facet, start, list: Uint32Array.from(list), multiple };
}

// In a site that works wherever it lies, addresses in list entries are relative
// to its root.
const fromRoot = /( (?:href|src)=")\.\//g;

const cards = new Map(); // by version and name of file

/**
 * The list entries of events.
 *
 * @param {number[]} events
 * @param {number} size how many are in one file
 * @param {string} version
 * @returns {Promise<{anchor: string, year: string, month: string, date: string, className: string, html: string}[]>}
 */
export async function loadCards(events, size, version) {
  const files = new Map();
  for (const event of events) {
    const n = Math.floor(event / size);
    const name = `cards-${n}.json`;
    const key = `${version} ${name}`;
    if (!cards.has(key)) {
      const loading = load(name, version);
      loading.catch(() => cards.delete(key));
      cards.set(key, loading);
    }
    files.set(n, cards.get(key));
  }
  for (const [n, loading] of files) files.set(n, (await loading).cards);
  return events.map((event) => {
    const [anchor, year, month, date, className, html] = files.get(Math.floor(event / size))[event % size];
    return { anchor, year, month, date, className, html: html.replace(fromRoot, (_, attribute) => attribute + root) };
  });
}

/**
 * Which events have what was chosen, and how many each value would give.
 *
 * A facet's counts follow what is chosen in the others, so that they say what
 * a further choice leads to. One pass over all events: whoever fails in one
 * facet alone is still counted there, if one of its values is enough.
 *
 * @param {{total: number, facets: Facet[]}} data
 * @param {Map<string, Set<string>>} chosen values by key of facet
 * @param {Set<string>} all keys of facets of which an event must have all chosen values
 * @param {Uint8Array | null} among 1 for events that are searched; null for all
 * @returns {{events: number[], counts: Map<string, Uint32Array>}}
 */
export function filter(data, chosen, all, among) {
  const counts = data.facets.map(({ values }) => new Uint32Array(values.length));
  const wanted = data.facets.map(({ key, values }) => {
    const slugs = chosen.get(key);
    if (!slugs?.size) return null;
    return { mask: Uint8Array.from(values, ([slug]) => slugs.has(slug)), need: all.has(key) ? slugs.size : 1, all: all.has(key) };
  });
  const events = [];
  for (let event = 0; event < data.total; event++) {
    if (among && !among[event]) continue;
    let failed = -1;
    let failures = 0;
    for (let f = 0; f < wanted.length && failures < 2; f++) {
      const want = wanted[f];
      if (!want) continue;
      const { start, list } = data.facets[f];
      let has = 0;
      for (let i = start[event]; i < start[event + 1]; i++) has += want.mask[list[i]];
      if (has < want.need) {
        failures++;
        failed = f;
      }
    }
    if (failures === 0) events.push(event);
    if (failures === 0) for (let f = 0; f < counts.length; f++) count(f, event);
    else if (failures === 1 && !wanted[failed].all) count(failed, event);
  }
  return { events, counts: new Map(data.facets.map(({ key }, f) => [key, counts[f]])) };

  function count(f, event) {
    const { start, list } = data.facets[f];
    for (let i = start[event]; i < start[event + 1]; i++) counts[f][list[i]]++;
  }
}
