// What is new to a reader: published or changed since their last visit. That
// is kept in their browser and sent nowhere; where nothing can be kept, nothing
// is marked. A visit lasts until half an hour after its last page, so that
// marks stay while the reader opens one event after the other.

import { pause } from './pause.js';
import { count } from './texts.js';

const gap = 30 * 60_000; // milliseconds
const batch = 50; // entries looked at in one go

// One site of several on a host.
const key = `dateline-visit ${new URL('.', import.meta.url).pathname}`;

/**
 * Marks what is new in a part of the page, and on the whole page tells how
 * much there is in all. What is said stands where nothing has to move.
 */
export async function tellNew(part = document) {
  const { since } = visit();
  if (!since) return;
  if (part === document) tellCount(since);
  const texts = document.querySelector('main').dataset;
  for (const [i, element] of [...part.querySelectorAll('[data-new], [data-changed]')].entries()) {
    if (i % batch === batch - 1) await pause();
    const { new: appeared = '', changed = '' } = element.dataset;
    element.querySelector('.fresh')?.remove();
    // Times are written so that the later is the greater text.
    if (appeared > since) mark(element, texts.markNew);
    else if (changed > since) mark(element, texts.markChanged);
  }
}

function mark(element, text) {
  // A box of its own, read as one. A space before it would be text without a
  // place, which browsers take to move.
  element.append(Object.assign(document.createElement('span'), { className: 'fresh', textContent: text }));
}

/** How many changes there are since a time, and on the page that lists them a way to be done with them. */
function tellCount(since) {
  const place = document.querySelector('[data-changes]');
  const moments = place?.dataset.changes.split(',').map((moment) => moment.split(' ')) ?? [];
  const changes = moments.reduce((sum, [at, n]) => (at > since ? sum + Number(n) : sum), 0);
  if (!place || changes === 0) return;
  place.hidden = false;
  place.classList.add('shown');
  const button = place.querySelector('button');
  button?.addEventListener('click', () => {
    const newest = moments[0][0];
    save({ ...visit(), since: newest });
    place.classList.remove('shown');
    for (const old of document.querySelectorAll('.fresh')) old.remove();
    Object.assign(document.querySelector('h1'), { tabIndex: -1 }).focus();
  });
  const all = moments.at(-1)[0] || moments.some(([at]) => at && at <= since);
  if (!place.dataset.texts || !all) return; // there are more than the page counts
  place.querySelector('a').textContent = count(JSON.parse(place.dataset.texts), changes);
}

let current; // this visit: found out once a page

/**
 * @returns {{since?: string, newest?: string, at?: number}} since: the newest change known at the last visit; newest:
 *   that of this visit, once a page has told it; at: when the reader was last here
 */
function visit() {
  current ??= open();
  return current;
}

function open() {
  let kept = read();
  const now = Date.now();
  if (kept && Math.abs(now - kept.at) > gap) {
    // Who saw no page that tells the newest change has seen what was there on that day.
    const seen = kept.newest ?? new Date(kept.at).toISOString();
    kept = { since: kept.since > seen ? kept.since : seen };
  }
  const newest = document.querySelector('[data-changes]')?.dataset.changes.split(' ')[0] ?? kept?.newest;
  const opened = { ...kept, newest, at: now };
  if (!save(opened)) return {};
  // Another tab may have kept something since.
  addEventListener('pagehide', () => save({ ...(read() ?? visit()), at: Date.now() }));
  return opened;
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return typeof kept?.at === 'number' ? kept : null;
  } catch {
    return null; // nothing can be kept, or it is not ours
  }
}

function save(state) {
  try {
    localStorage.setItem(key, JSON.stringify(state));
    current = state;
    return true;
  } catch {
    return false;
  }
}
