// The browser's half of the preview: it keeps the page in step with the files
// while they are written. No part of it is in a site that is built.

const tokenOf = (text) => /\/_dateline\/([^/"]+)\/client\.js/.exec(text)?.[1];
const token = tokenOf(import.meta.url);
const source = get(import.meta.url, { cache: 'force-cache' }).then((answer) => answer.text());
source.catch(() => {});

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const visible = () => document.visibilityState === 'visible';
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const here = () => location.pathname + location.search;

// The path of an address as it would be typed: one can be escaped in many ways.
function pathOf(address) {
  const { pathname } = new URL(address, location);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function get(address, options) {
  return fetch(address, { cache: 'no-cache', ...options });
}

// Where nothing may be stored, nothing is remembered.
function remember(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`dateline-${name}`);
    localStorage.setItem(`dateline-${name}`, value);
  } catch {}
  return null;
}

// ---- Staying in touch
//
// A browser opens six connections to a host, so the tabs share one stream: who
// holds the lock reads it and tells the others. The lock passes on by itself
// when a tab goes away. The stream is read by fetch, for an EventSource hides
// the server's heartbeat, and with it whether a silent stream is still alive.

let channel;
let leaving; // aborted when this tab leaves the others
let wake = () => {}; // ends the leader's wait before it tries again
let stream; // aborts the stream that this tab reads, if it is the one
let heard = 0; // when the server was last heard of
let newest; // the newest message, with the token it came under
let up = true;

function join() {
  leaving = new AbortController();
  const { signal } = leaving;
  heard = Date.now();
  channel = new BroadcastChannel('dateline');
  channel.onmessage = ({ data }) => {
    if (data.ask && stream && newest) tell({ ...newest, late: true });
    if (data.wake) wake();
    if ('up' in data) hear(data);
  };
  tell({ ask: true });
  queue(signal, { signal });
}

// Without locks, which a browser keeps from pages that are neither https nor on
// this machine, each tab has a stream of its own.
async function queue(signal, options) {
  if (!navigator.locks) return lead(signal);
  const term = new AbortController();
  try {
    await navigator.locks.request('dateline', options, () => lead(AbortSignal.any([signal, term.signal])));
  } catch {
    term.abort(); // another tab took the lock from this one
    if (!signal.aborted) queue(signal, { signal });
  }
}

const tell = (message) => channel.postMessage(message);

function hear(message) {
  heard = Date.now();
  up = message.up;
  if (message.data) receive(message);
  drawBar();
}

async function lead(signal) {
  let at = newest?.token ?? token;
  for (let pause = 250; !signal.aborted; pause = Math.min(pause * 2, 2000)) {
    stream = new AbortController();
    try {
      await read(at, AbortSignal.any([signal, stream.signal]), (data) => {
        pause = 125;
        const message = { up: true, token: at, ...(data && { data }) };
        if (data) newest = message;
        tell(message);
        hear(message);
      });
    } catch {}
    if (signal.aborted) break;
    tell({ up: false });
    hear({ up: false });
    await Promise.race([wait(pause), new Promise((done) => (wake = done))]);
    // A server that was started again has a new token, which its pages hold.
    try {
      at = tokenOf(await (await get(here())).text()) ?? tokenOf(await (await get('/')).text()) ?? at;
    } catch {}
  }
  stream = null;
}

// Calls each with every message of the stream, and with nothing for a heartbeat.
async function read(at, signal, each) {
  const answer = await get(`/_dateline/${at}/stream`, { signal, cache: 'no-store', headers: { Accept: 'text/event-stream' } });
  if (!answer.ok) throw new Error(answer.status);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (text + value).split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const data = block.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
      each(data && JSON.parse(data));
    }
  }
}

// A stream without a heartbeat has died while the machine slept, a leader
// without one is stuck.
function check() {
  if (leaving.signal.aborted || !visible()) return;
  if (Date.now() - heard > 40_000) {
    heard = Date.now();
    if (stream) stream.abort();
    else if (navigator.locks) queue(leaving.signal, { steal: true });
  } else if (!up) {
    wake();
    tell({ wake: true });
  }
}

setInterval(check, 1000);
addEventListener('online', check);
document.addEventListener('visibilitychange', () => {
  check();
  if (!visible()) return;
  front();
  update();
});

// A page that is kept to go back to must hold neither lock nor stream.
const leave = () => {
  leaving.abort();
  channel.close();
};
addEventListener('pagehide', leave);
addEventListener('pageshow', ({ persisted }) => persisted && join());
document.addEventListener('freeze', leave);
document.addEventListener('resume', () => leaving.signal.aborted && join());

// ---- Following the files

let pristine; // the page as the server last sent it, and its text
let text;
let status; // of that answer
let kept = ''; // why what is shown is not what the files say, if so
let shown = here();
let version; // of the newest message that the page follows
let edited = []; // what changed since the page last did
let fetching = new AbortController();

// The text that this page was made of is still in the browser's cache.
const ready = get(here(), { cache: 'force-cache' })
  .then(async (answer) => {
    ({ status } = answer);
    text = await answer.text();
    pristine = parse(text);
    pair(pristine.documentElement, document.documentElement);
  })
  .catch(() => {});

const parse = (html) => new DOMParser().parseFromString(html, 'text/html');

const clients = new Map([[token, true]]); // by token: whether its client is this one

async function receive(message) {
  const { data } = message;
  newest = message;
  drawProblems(data);
  if (data.version === version) return;
  version = data.version;
  const paths = data.first || message.late ? [] : data.edited.map(pathOf);
  edited = [...new Set([...edited, ...paths])];
  if (!clients.has(message.token)) clients.set(message.token, await sameClient(message.token));
  if (!clients.get(message.token)) return location.reload();
  freshen(data);
  // The tab that is looked at goes first.
  if (!visible()) return setTimeout(update, 200);
  if (edited.length === 1 && edited[0] !== pathOf(location) && remember('follow') && remember('front') === id) go(edited[0]);
  else update();
}

async function sameClient(at) {
  try {
    const answer = await get(`/_dateline/${at}/client.js`);
    return !answer.ok || (await answer.text()) === (await source);
  } catch {
    return true;
  }
}

let followed; // the version that the page was last compared with

async function update() {
  if (followed === version) return;
  if (here() !== shown) return go(here(), 'pop'); // that was cut short
  const target = version;
  if (await load(shown)) followed = target;
  drawBar();
}

// Loads a page and shows it in place of what is shown, where that differs.
// push says that it is another page: one to go to ("push") or to go back to.
// Returns true if what is shown is as new as can be, false if that failed, which
// leaves the page as it is, and nothing if a newer call or page took over.
async function load(address, push) {
  fetching.abort();
  fetching = new AbortController();
  const { signal } = fetching;
  let answer, html, fresh, sheets;
  try {
    await ready;
    answer = await get(address, { signal });
    html = await answer.text();
    if (!pristine) return location.reload(); // the server was away when the page was loaded
    if (!answer.ok && (push || answer.status !== status)) {
      if (!push) kept = answer.status === 404 ? 'This page is gone; its last version is shown' : 'The last good version is shown';
      return !push;
    }
    if (html !== text) {
      fresh = parse(html);
      // A script is run by the browser only when a page is loaded.
      if (scripts(fresh) !== scripts(pristine) || (push && !lasting(fresh))) {
        return push ? location.assign(address) : location.reload();
      }
      sheets = await styles(fresh, signal);
    }
  } catch {
    return signal.aborted ? undefined : false;
  }
  if (signal.aborted) return undefined;
  // With 304, a browser keeps the header of the answer before.
  kept = answer.headers.get('Dateline-Stale') === '1' && newest?.data.errors ? 'The last good version is shown' : '';
  const changes = fresh ? swap(fresh, sheets) : [];
  text = html;
  status = answer.status;
  shown = new URL(answer.url).pathname + new URL(answer.url).search;
  if (push === 'push') history.pushState(null, '', shown);
  else if (answer.redirected) history.replaceState(null, '', shown);
  if (push) scrollTo(0, 0);
  if (visible()) point(push ? [] : changes);
  edited = [];
  decorate();
  if (changes.length || changes.gone) {
    announce();
    document.dispatchEvent(new CustomEvent('dateline:update')); // for the page's own scripts
  }
  return true;
}

const sourceOf = (script) => script.getAttribute('src') ?? script.text;
// A script of another type is data, and is changed as text is.
const isRun = (script) => ['', 'module', 'text/javascript'].includes(script.type);
const scriptsOf = (page) => [...page.scripts].filter((script) => isRun(script) && !tokenOf(sourceOf(script)));
const scripts = (page) => scriptsOf(page).map(sourceOf).join('\n');

// Scripts that listen to dateline:update, and so go on working when another
// page takes the place of theirs, say so in their element.
const lasting = (page) => scriptsOf(page).every((script) => 'lasting' in script.dataset);

// Goes to a page without loading it anew.
async function go(address, push = 'push') {
  const target = version;
  const done = await load(address, push);
  if (done) followed = target;
  else if (done === false && push === 'pop') location.reload();
  else if (done === false) update();
  drawBar();
}

addEventListener('popstate', () => here() === shown || go(here(), 'pop'));

// The writer's window is the editor; of the tabs, the one last used follows.
const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
const front = () => visible() && remember('front', id);
addEventListener('focus', front);
front();

// Pictures and sounds keep their address when they change.
function freshen({ paths = [], version: v }) {
  const names = new Set(paths.filter((path) => !path.endsWith('.md')).map((path) => path.replace(/^[^/]+/, '')));
  for (const node of document.querySelectorAll('main [src]')) {
    const url = new URL(node.getAttribute('src'), location);
    if (url.origin !== location.origin || !names.has(pathOf(url))) continue;
    url.search = v;
    node.src = url;
  }
}

// ---- Showing what is new
//
// Pristine holds what the server sent last. What is on screen may differ from
// it by what the reader did (open details, filled fields) and what scripts
// added. So the old and the new answer are compared, and only what differs
// between these is carried over to the nodes on screen.

const live = new WeakMap(); // node of pristine → node on screen

function pair(node, screen) {
  live.set(node, screen);
  // Scripts may have added nodes: then class tells them from the page's own.
  const strict = node.childElementCount !== screen.childElementCount;
  let next = screen.firstChild;
  for (const child of node.childNodes) {
    let found = next;
    if (child.nodeType === Node.ELEMENT_NODE) {
      while (found && !(found.nodeName === child.nodeName && found.id === child.id && (!strict || found.getAttribute('class') === child.getAttribute('class')))) {
        found = found.nextSibling;
      }
    }
    if (found?.nodeType !== child.nodeType) continue;
    pair(child, found);
    next = found.nextSibling;
  }
}

function swap(fresh, sheets) {
  const changes = [];
  const focus = document.activeElement;
  // Most browsers hold what is in view at its place by themselves.
  const anchor = !CSS.supports('overflow-anchor: auto') && [...document.querySelectorAll('main *')].find((node) => node.getBoundingClientRect().top >= 0);
  const top = anchor && anchor.getBoundingClientRect().top;
  try {
    morph(pristine.documentElement, fresh.documentElement, sheets, changes);
  } catch (error) {
    console.error(error);
    location.reload(); // better than half a page
  }
  if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: 'instant' });
  if (document.activeElement === focus || focus === document.body) return changes;
  const href = focus.getAttribute('href');
  const again = focus.isConnected ? focus : focus.id ? document.getElementById(focus.id) : href && document.querySelector(`main a[href="${CSS.escape(href)}"]`);
  again?.focus({ preventScroll: true });
  return changes;
}

// Makes old, a node of pristine, and its node on screen equal to fresh, and
// adds the nodes on screen that became different to changes.
function morph(old, fresh, sheets, changes) {
  if (old.isEqualNode(fresh)) return;
  let node = live.get(old);
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
    if (!node) return;
    retype(node, fresh.data);
    changes.push(node);
    return;
  }
  if (isSheet(fresh) && old.getAttribute('href') !== fresh.getAttribute('href')) {
    const loaded = sheets.get(fresh);
    if (loaded) {
      node?.remove();
      live.set(old, loaded);
    }
    node = null; // one that could not be loaded changes nothing
  }
  for (const { name } of [...old.attributes]) {
    if (fresh.hasAttribute(name)) continue;
    old.removeAttribute(name);
    node?.removeAttribute(name);
  }
  for (const attribute of fresh.attributes) {
    if (old.getAttribute(attribute.name) === attribute.value) continue;
    // Not setAttribute, which refuses names that are fine in HTML.
    old.setAttributeNode(attribute.cloneNode());
    node?.setAttributeNode(attribute.cloneNode());
  }
  morphChildren(old, node, fresh, sheets, changes);
}

function morphChildren(parent, screen, fresh, sheets, changes) {
  const from = [...parent.childNodes];
  const to = [...fresh.childNodes];
  while (from.length && to.length && from.at(-1).isEqualNode(to.at(-1))) from.pop(), to.pop();
  let same = 0;
  while (same < from.length && same < to.length && from[same].isEqualNode(to[same])) same++;
  let before = from[same - 1]; // in pristine
  const head = from.splice(0, same);
  to.splice(0, same);

  const onScreen = (node) => node && live.get(node)?.parentNode === screen && live.get(node);
  let last = onScreen(head.findLast(onScreen)) ?? null;

  const partners = match(from, to);
  const stay = rising(partners);
  const taken = new Set(partners);
  for (const [i, node] of from.entries()) {
    if (taken.has(i)) continue;
    live.get(node)?.remove();
    node.remove();
    changes.gone ??= screen;
  }
  for (const [i, node] of to.entries()) {
    let old = from[partners[i]];
    if (old) {
      morph(old, node, sheets, changes);
    } else {
      old = node;
      const loaded = sheets.get(node);
      const copy = loaded ?? document.importNode(node, true);
      pair(node, copy);
      changes.push(copy);
    }
    if (!stay.has(i)) {
      parent.insertBefore(old, before ? before.nextSibling : parent.firstChild);
      const moved = live.get(old);
      // A style sheet that moved would be loaded again.
      if (screen && moved && !isSheet(old)) screen.insertBefore(moved, last ? last.nextSibling : screen.firstChild);
    }
    before = old;
    last = onScreen(old) || last;
  }
}

// For each of to, the index of the one of from that it is a new version of, or
// -1: the one with the same key, else the same content, else the next of its
// name.
function match(from, to) {
  const partners = to.map(() => -1);
  const free = new Set(from.keys());
  for (const name of [key, (node) => node.outerHTML, (node) => !key(node) && node.nodeName]) {
    const named = new Map();
    for (const i of free) {
      const k = name(from[i]);
      if (k) named.has(k) ? named.get(k).push(i) : named.set(k, [i]);
    }
    if (!named.size) continue;
    for (const [i, node] of to.entries()) {
      if (partners[i] >= 0) continue;
      const found = named.get(name(node))?.shift();
      if (found === undefined) continue;
      partners[i] = found;
      free.delete(found);
    }
  }
  return partners;
}

const stem = (url) => url?.replace(/_dateline\/[^/]+/, '').replace(/\.[0-9a-f]{8,}(?=\.\w+$)/, '');
const isSheet = (node) => node.nodeName === 'LINK' && node.relList.contains('stylesheet');

// What an element is, whatever it says. Some have no such thing.
function key(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  const name = node.localName;
  const of = (value) => value && `${name} ${value}`;
  if (node.id) return of(`#${node.id}`);
  if (/^(link|script)$/.test(name)) return of(`${node.rel} ${stem(node.getAttribute('href') ?? node.getAttribute('src'))}`);
  if (name === 'meta') return of(node.name || node.httpEquiv || node.getAttribute('property'));
  if (name === 'a') return of(node.getAttribute('href'));
  if (/^(li|article|section)$/.test(name)) return of((node.querySelector(':is(h1, h2, h3, h4) a[href]') ?? node.querySelector('a[href]'))?.getAttribute('href'));
  return '';
}

// The positions of a longest rising run of the indices that are not -1.
// Everything else is moved.
function rising(indices) {
  const ends = []; // position at which the best run of each length ends
  const previous = [];
  for (const [i, index] of indices.entries()) {
    if (index < 0) continue;
    let at = ends.length;
    while (at > 0 && indices[ends[at - 1]] > index) at--;
    previous[i] = ends[at - 1];
    ends[at] = i;
  }
  const run = new Set();
  for (let i = ends.at(-1); i !== undefined; i = previous[i]) run.add(i);
  return run;
}

// Changes only what differs, so that a selection beside it is kept.
function retype(node, text) {
  const old = node.data;
  let start = 0;
  let end = 0;
  const most = Math.min(old.length, text.length);
  while (start < most && old[start] === text[start]) start++;
  while (end < most - start && old.at(-1 - end) === text.at(-1 - end)) end++;
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

// Loads style sheets that are new, beside those that they replace: these go
// only when the page is swapped, so that it is never without style.
async function styles(fresh, signal) {
  const loaded = new Map();
  const olds = [...pristine.querySelectorAll('link')].filter(isSheet);
  await Promise.all(
    [...fresh.querySelectorAll('link')].filter(isSheet).map(async (sheet) => {
      if (olds.some((old) => old.getAttribute('href') === sheet.getAttribute('href'))) return;
      const link = document.importNode(sheet);
      const done = new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = reject;
        signal.addEventListener('abort', reject);
      });
      const old = live.get(olds.find((other) => key(other) === key(sheet)));
      if (old?.isConnected) old.after(link);
      else document.head.append(link);
      try {
        await done;
        loaded.set(sheet, link);
      } catch {
        link.remove();
      }
    }),
  );
  if (signal.aborted) {
    loaded.forEach((link) => link.remove());
    throw signal.reason;
  }
  return loaded;
}

// ---- Pointing at what was edited

const blocks = 'p, li, h1, h2, h3, h4, h5, h6, pre, blockquote, tr, dt, dd, figure';

function point(changes) {
  const main = document.querySelector('main');
  if (!main || !edited.length || edited.length > 3) return;
  let node;
  if (edited.includes(pathOf(location))) {
    const within = [...changes, changes.gone].map((change) => (change?.nodeType === Node.TEXT_NODE && change.data.trim() ? change.parentElement : change));
    node = within.find((change) => change?.nodeType === Node.ELEMENT_NODE && change !== main && main.contains(change));
    node = node?.closest(blocks) ?? node;
  } else {
    const links = [...main.querySelectorAll('a[href]')].filter((link) => edited.includes(pathOf(link.getAttribute('href'))));
    const link = links.find((one) => one.closest('h2, h3, h4')) ?? links.find((one) => one.closest('li'));
    node = link?.closest('.item') ?? link?.closest('li, article');
  }
  if (!node) return;
  const { top, bottom } = node.getBoundingClientRect();
  if (bottom < 24 || top > innerHeight - strip.offsetHeight - 24) {
    node.scrollIntoView({ block: 'center', behavior: calm.matches ? 'instant' : 'smooth' });
  }
  node.classList.remove('dateline-mark');
  void node.offsetWidth; // so that the mark starts afresh
  node.classList.add('dateline-mark');
  clearTimeout(node.datelineMark);
  node.datelineMark = setTimeout(() => {
    node.classList.remove('dateline-mark');
    if (!node.classList.length) node.removeAttribute('class');
  }, 2000);
}

// ---- The strip

// Every text of a message goes through append, which makes it text.
function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

const summary = h('button', { type: 'button', 'aria-controls': 'dateline-problems' });
const problems = h('ol', { id: 'dateline-problems', hidden: true });
const note = h('span', { class: 'dateline-note' });
const edit = h('a', { hidden: true });
const follow = h('input', { type: 'checkbox' });
const polite = h('span', { role: 'status', class: 'dateline-unseen' });
const alarm = h('span', { role: 'alert', class: 'dateline-unseen' });
const bar = h('div', { class: 'dateline-bar' }, summary, note, edit, h('label', {}, follow, 'Follow the writer'), polite, alarm);
const strip = h('section', { id: 'dateline-strip', role: 'region', 'aria-label': 'Preview', lang: 'en', dir: 'ltr' }, bar, problems);
// What the strip lies over can be scrolled above it.
const space = h('div', { id: 'dateline-space' });

summary.onclick = () => open(problems.hidden);
follow.checked = Boolean(remember('follow'));
follow.onchange = () => remember('follow', follow.checked ? 'yes' : '');
addEventListener('storage', () => (follow.checked = Boolean(remember('follow'))));

new ResizeObserver(() => {
  space.style.height = document.documentElement.style.scrollPaddingBottom = `${strip.offsetHeight + 8}px`;
}).observe(strip);

function open(wanted) {
  problems.hidden = !wanted;
  summary.setAttribute('aria-expanded', wanted);
}

const count = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

const preview = () => `dateline preview${newest ? ` · ${count(newest.data.events, 'event')}` : ''}`;

function drawBar() {
  const { errors = 0, warnings = 0 } = newest?.data ?? {};
  const found = [errors && count(errors, 'error'), warnings && count(warnings, 'warning')].filter(Boolean).join(', ');
  summary.textContent = found || (problems.childElementCount ? 'Notes' : '');
  summary.hidden = !problems.childElementCount;
  note.textContent = up ? kept || (summary.hidden ? preview() : '') : 'Waiting for dateline serve …';
  strip.dataset.errors = errors;
  strip.dataset.version = followed ?? '';
  const file = pristine?.querySelector('script[data-source]')?.dataset.source;
  const href = opens(file);
  edit.hidden = !href;
  edit.textContent = `Edit this ${file?.startsWith('events/') ? 'event' : 'page'}`;
  if (href) edit.href = href;
}

let drawn = '';

function drawProblems({ diagnostics, more = 0, errors }) {
  drawBar();
  const now = JSON.stringify([diagnostics, more]);
  if (now === drawn) return;
  const before = Number(alarm.dataset.errors ?? 0);
  drawn = now;
  const at = [...problems.querySelectorAll('a')].indexOf(document.activeElement);
  const top = problems.scrollTop;
  problems.replaceChildren(...(diagnostics ?? []).map(problem), ...(more ? [h('li', {}, `and ${more} more`)] : []));
  problems.scrollTop = top;
  if (at >= 0) (problems.querySelectorAll('a')[at] ?? summary).focus({ preventScroll: true });
  if (!problems.childElementCount) open(false);
  else if (errors > before) open(true);
  else if (!errors && before) open(false);
  const first = diagnostics?.find((one) => one.severity === 'error');
  alarm.dataset.errors = errors;
  alarm.textContent = first && errors > before ? `${count(errors, 'error')}. ${place(first)}: ${first.message}` : '';
  drawBar();
}

const place = ({ file, line, column }) => [file, line, column].filter(Boolean).join(':');
const safe = (url) => (/^(javascript|data|vbscript|blob):/i.test(url.trim()) ? null : url);

function problem(one) {
  const { severity, message, hint, source, open } = one;
  const where = place(one);
  return h(
    'li',
    { class: `dateline-${severity}` },
    h('span', { class: 'dateline-severity' }, severity),
    ' ',
    open && safe(open) ? h('a', { href: safe(open) }, where) : h('span', {}, where),
    h('p', {}, message),
    source && line(one),
    hint && h('p', { class: 'dateline-hint' }, hint),
  );
}

// The caret is drawn under the first character of the marked part, so that it
// is at the right place whatever is wide, narrow or wrapped before it.
function line({ source, caret, length }) {
  const letters = [...source];
  if (!caret) return h('pre', {}, source);
  const start = caret - 1;
  const end = start + Math.max(1, length || 1);
  return h('pre', {}, letters.slice(0, start).join(''), h('mark', {}, letters.slice(start, end).join('') || ' '), letters.slice(end).join(''));
}

// The address that opens a file of the content in the editor, or null.
function opens(path) {
  const editor = newest?.data.editor;
  if (!editor || !path) return null;
  const file = `${editor.root}/${path}`.replace(/[^\w./~-]/gu, (letter) => (letter === ':' ? letter : encodeURIComponent(letter)));
  return safe(editor.template.replace(/\{(file|line|column)\}/g, (_, name) => (name === 'file' ? file : 1)));
}

// Puts a link to the editor beside the title of every event in a list.
function decorate() {
  for (const link of document.querySelectorAll('main :is(h2, h3, h4, h5) > a[href^="/events/"]')) {
    const href = opens(`${pathOf(link).slice(1, -1)}.md`);
    let beside = link.parentNode.querySelector('.dateline-edit');
    if (!href || !beside) {
      beside?.remove();
      if (!href) continue;
      beside = h('a', { class: 'dateline-edit', lang: 'en' }, 'edit');
      link.parentNode.append(beside);
    }
    beside.setAttribute('href', href);
    beside.setAttribute('aria-label', `edit ${link.textContent}`);
  }
}

// A writer who saves with every pause hears of it once.
let announcing;
function announce() {
  clearTimeout(announcing);
  polite.textContent = '';
  announcing = setTimeout(() => (polite.textContent = 'Page updated'), 1000);
}

open(false);
drawBar();
ready.then(() => {
  document.body.append(space, strip);
  drawBar();
});
join();
