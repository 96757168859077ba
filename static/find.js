// The finder: filters, search and the way to a date, over all events of the
// site. What is asked for stands in the address, so that it can be shared and
// the back button undoes it; what is shown follows the address alone.

import { choices } from './choices.js';
import { filter, loadCards, loadFacets, Outdated } from './data.js';
import { readDate } from './dates.js';
import { goTo, publish } from './found.js';
import { pause } from './pause.js';
import { show as dim } from './strip.js';
import { fill, number } from './texts.js';
import { tellTime } from './today.js';
import { tellNew } from './visit.js';

const ranked = 10; // search results shown at first: their texts are loaded one by one
const listed = 24; // filtered events shown at first
const batch = 8; // list entries made at a time
const settled = 120; // milliseconds between the last key and a search

/** Makes the finder of a page work. Resolves when it shows what the address asks for. */
export async function find(finder) {
  const texts = JSON.parse(finder.dataset.texts);
  const found = document.querySelector('.found');
  const whole = document.querySelector('.whole');
  const field = finder.querySelector('#q');
  const page = document.documentElement;
  const keys = [...finder.querySelectorAll('.facet')].map((facet) => facet.dataset.key);
  const kept = finder.dataset.keep?.split(' ') ?? []; // parameters that are others'
  let search; // loaded with the first query
  let turn = 0; // of the latest answer; what was asked before is not shown

  const facetData = () => loadFacets(finder.dataset.version);
  const cardsOf = (events) => loadCards(events, Number(finder.dataset.cards), finder.dataset.version);

  const facets = choices(finder, texts, {
    data: facetData,
    state: read,
    count: answer,
    failed,
    change(state) {
      history.pushState(null, '', write(state));
      answer();
    },
  });

  /** What the address asks for. */
  function read() {
    const asked = new URLSearchParams(location.search);
    const chosen = new Map(keys.map((key) => [key, new Set(asked.getAll(key))]).filter(([, slugs]) => slugs.size));
    return { q: (asked.get('q') ?? '').trim(), chosen, all: new Set(asked.getAll('all')), byDate: asked.get('sort') === 'date' };
  }

  function write({ q, chosen, all, byDate }) {
    const asked = new URLSearchParams();
    const now = new URLSearchParams(location.search);
    for (const key of kept) if (now.has(key)) asked.set(key, now.get(key));
    if (q) asked.set('q', q);
    for (const [key, slugs] of chosen) for (const slug of slugs) asked.append(key, slug);
    for (const key of all) if (chosen.get(key)?.size > 1) asked.append('all', key);
    if (q && byDate) asked.set('sort', 'date');
    const query = asked.toString();
    return query ? `?${query}` : location.pathname;
  }

  async function answer() {
    const mine = ++turn;
    const state = read();
    if (document.activeElement !== field) field.value = state.q;
    const asking = Boolean(state.q) || state.chosen.size > 0;
    if (!asking) {
      inPlace(() => {
        page.classList.remove('asking');
        whole.hidden = false;
        found.hidden = true;
      });
      found.replaceChildren();
      facets.show(state, null).catch(failed);
      tell('');
      overview(null);
      return;
    }
    finder.setAttribute('aria-busy', 'true');
    try {
      const outcome = await outcomeOf(state);
      if (mine !== turn) return;
      await show(state, outcome, mine);
    } catch (error) {
      if (mine === turn) failed(error);
    } finally {
      if (mine === turn) finder.removeAttribute('aria-busy');
    }
  }

  /** A page that is older than the site is loaded again, once: the address says what to show. */
  function failed(error) {
    const { version } = finder.dataset;
    if (error instanceof Outdated && sessionStorage.getItem('dateline-outdated') !== version) {
      sessionStorage.setItem('dateline-outdated', version);
      location.reload();
      return;
    }
    tell(texts.failed);
    console.error(error);
  }

  /** Changes what stands above the finder, which stays where the reader has it. */
  function inPlace(change) {
    const before = finder.getBoundingClientRect().top;
    change();
    scrollBy({ top: finder.getBoundingClientRect().top - before, behavior: 'instant' });
  }

  /** The events that the state asks for, in the order in which they are shown. */
  async function outcomeOf(state) {
    let result = null;
    if (state.q) {
      search ??= import('./search.js').then((module) => ({ module, index: new module.Search(new URL('search/', import.meta.url)) }));
      search.catch(() => (search = undefined));
      const { module, index } = await search;
      result = { module, ...(await index.find(state.q)) };
      if (result.version && result.version !== finder.dataset.version) throw new Outdated('words.json');
    }
    // A search alone does without the data of the filters.
    await pause();
    const data = !result || state.chosen.size || facets.open() ? await facetData() : null;
    let events = result?.events;
    let counts = null;
    if (data) {
      let among = null;
      if (result) {
        among = new Uint8Array(data.total);
        for (const event of result.events) among[event] = 1;
      }
      const filtered = filter(data, state.chosen, state.all, among);
      counts = filtered.counts;
      const passed = new Set(filtered.events);
      events = result ? result.events.filter((event) => passed.has(event)) : filtered.events;
    }
    const order = result && !state.byDate ? 'rank' : 'date';
    if (order === 'date') {
      events = events.toSorted((a, b) => a - b);
      if (finder.dataset.newest) events.reverse();
    }
    return { events, counts, result, order };
  }

  async function show(state, outcome, mine) {
    const { events, result, order } = outcome;
    await pause();
    if (mine !== turn) return;
    facets.show(state, outcome).catch(failed);
    tell(events.length ? fill(texts.found, number(events.length)) : texts.none, result?.partial && events.length ? texts.partial : '');
    await pause();
    overview(new Set(events));
    const list = document.createElement('div');
    list.className = 'timeline';
    const first = order === 'rank' ? ranked : listed;
    await append(list, outcome, 0, first, mine);
    if (mine !== turn) return;
    const heading = Object.assign(document.createElement('h2'), { className: 'visually-hidden', textContent: found.getAttribute('aria-label') });
    const parts = [list];
    if (result && events.length > 1) parts.unshift(sorting(state));
    if (events.length > first) parts.push(more(list, outcome, first, mine));
    found.replaceChildren(heading, ...parts);
    found.hidden = false;
    whole.hidden = true;
  }

  function tell(text, addition = '') {
    finder.querySelector('.count').textContent = [text, addition].filter(Boolean).join(' ');
  }

  /** Adds some of the events to a list, in years and months unless they are ranked. */
  async function append(list, { events, result, order }, from, to, mine) {
    const some = events.slice(from, to);
    const cards = await cardsOf(some);
    for (const [i, card] of cards.entries()) {
      if (i % batch === 0) await pause();
      if (mine !== turn) return;
      const item = document.createElement('li');
      item.className = `item ${card.className}`;
      item.innerHTML = card.html; // rendered when the site was built, as in every list
      placeFor(list, card, order).append(item);
      if (result) dress(item, card, result, order);
      tellTime(item);
      tellNew(item);
      item.dataset.event = some[i];
    }
  }

  /** Marks what was searched for, and shows where the text has it. */
  function dress(item, card, result, order) {
    const { highlight, snippet } = result.module;
    if (order === 'rank') item.querySelector('.date').textContent = card.date;
    for (const part of item.querySelectorAll('h3 a, .reason, .summary, .who, .where, .says')) mark(part, highlight, result);
    const link = item.querySelector('h3 a');
    const passage = document.createElement('p');
    passage.className = 'passage';
    item.querySelector('.credits').before(passage);
    whenSeen(item, async () => {
      const text = await textOf(link.href);
      const pieces = snippet(text, result, 180);
      if (pieces.some((piece) => piece.mark)) passage.replaceChildren(...pieces.map(element));
      else passage.remove();
    });
  }

  function sorting(state) {
    const set = document.createElement('fieldset');
    set.className = 'sorting';
    set.append(Object.assign(document.createElement('legend'), { className: 'visually-hidden', textContent: texts.order }));
    for (const [byDate, text] of [[false, texts.best], [true, texts.byDate]]) {
      const label = document.createElement('label');
      const radio = Object.assign(document.createElement('input'), { type: 'radio', name: 'sort', checked: state.byDate === byDate });
      radio.addEventListener('change', async () => {
        history.replaceState(null, '', write({ ...read(), byDate }));
        await answer();
        found.querySelector('.sorting input:checked')?.focus();
      });
      label.append(radio, ` ${text}`);
      set.append(label);
    }
    return set;
  }

  function more(list, outcome, shown, mine) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'more-events', textContent: texts.more });
    button.addEventListener('click', async () => {
      const last = [...list.querySelectorAll('.item')].at(-1);
      await append(list, outcome, shown, shown + listed, mine);
      shown += listed;
      const all = [...list.querySelectorAll('.item')];
      all[all.indexOf(last) + 1]?.querySelector('h3 a')?.focus();
      if (shown >= outcome.events.length) button.remove();
    });
    return button;
  }

  /** Dims what is not found on the overview, if the page has one. */
  function overview(events) {
    const strip = document.querySelector('.strip');
    if (strip) dim(strip, events);
    publish(events);
  }

  let typing;
  let typed = false; // the latest entry of the history is what is being typed
  field.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(ask, settled);
  });
  finder.querySelector('.search').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    ask();
    typed = false; // the next query is one of its own
  });

  function ask() {
    const address = write({ ...read(), q: field.value.trim() });
    history[typed ? 'replaceState' : 'pushState'](null, '', address);
    typed = true;
    answer();
  }

  addEventListener('popstate', () => {
    typed = false;
    clearTimeout(typing);
    field.blur();
    answer();
  });

  finder.querySelector('.jump').addEventListener('submit', (event) => {
    event.preventDefault();
    jump().catch(failed);
  });

  async function jump() {
    const input = finder.querySelector('#when');
    const problem = finder.querySelector('.problem');
    const day = readDate(input.value, page.lang, texts.today);
    input.setAttribute('aria-invalid', day === null);
    problem.textContent = day === null ? texts.noDate : '';
    if (day === null || goTo(day)) return;
    const data = await facetData();
    let event = data.days.findIndex((other) => other >= day);
    if (event < 0) event = data.total - 1;
    const [{ anchor }] = await cardsOf([event]);
    const here = document.getElementById(anchor);
    if (here && !whole.hidden) {
      location.hash = anchor; // which marks the entry, as following a link does
      await pause();
      here.scrollIntoView(); // long months before it may have been laid out meanwhile
      here.querySelector('a').focus({ preventScroll: true });
      return;
    }
    location.href = placeOf(data, event, anchor);
  }

  /** The address of an event in the list of its year. */
  function placeOf(data, event, anchor) {
    const { start, list, values } = data.facets.find(({ key }) => key === 'year') ?? oneYear(data);
    const year = list[start[event]];
    let first = event;
    let end = event + 1;
    while (first > 0 && list[start[first - 1]] === year) first--;
    while (end < data.total && list[start[end]] === year) end++;
    const part = Math.floor((finder.dataset.newest ? end - 1 - event : event - first) / data.page);
    const path = part > 0 ? `${values[year][0]}/page/${part + 1}/` : `${values[year][0]}/`;
    return new URL(`${path}#${encodeURIComponent(anchor)}`, new URL('.', import.meta.url));
  }

  const wanted = field.value.trim(); // typed before this script came
  await answer();
  if (document.activeElement === field && wanted && wanted !== read().q) ask();
}

/** A site whose events are all of one year has no facet of years. */
function oneYear({ total }) {
  const slug = new URL(document.querySelector('.year-name a').href).pathname.split('/').at(-2);
  return { start: Uint32Array.from({ length: total + 1 }, (_, i) => i), list: new Uint32Array(total), values: [[slug, slug]] };
}

/** Where a list entry goes: below its year and month, or into one list. */
function placeFor(list, card, order) {
  const last = list.lastElementChild;
  if (order === 'rank') {
    if (last) return last;
    const ranks = Object.assign(document.createElement('ol'), { className: 'ranks' });
    list.append(ranks);
    return ranks;
  }
  if (last?.dataset.year !== card.year) list.append(yearOf(card.year));
  const months = list.lastElementChild.querySelector('.months');
  if (months.lastElementChild?.dataset.month !== card.month) months.append(monthOf(card));
  return months.lastElementChild.querySelector('ol');
}

function yearOf(year) {
  const section = Object.assign(document.createElement('section'), { className: 'year' });
  section.dataset.year = year;
  const heading = Object.assign(document.createElement('h2'), { className: 'year-name', textContent: year });
  section.append(heading, Object.assign(document.createElement('div'), { className: 'months' }));
  return section;
}

function monthOf({ year, month }) {
  const part = Object.assign(document.createElement('div'), { className: 'month' });
  part.dataset.month = month;
  if (month) {
    const name = Object.assign(document.createElement('p'), { className: 'month-name', textContent: `${month} ` });
    name.append(Object.assign(document.createElement('span'), { className: 'month-year', textContent: year }));
    part.append(name);
  }
  part.append(document.createElement('ol'));
  return part;
}

function element({ text, mark }) {
  return mark ? Object.assign(document.createElement('mark'), { textContent: text }) : text;
}

/** Marks what was searched for in the text of an element, and leaves its structure. */
function mark(part, highlight, result) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('.label, .visually-hidden')) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const pieces = highlight(node.data, result);
    if (pieces.some((piece) => piece.mark)) node.replaceWith(...pieces.map(element));
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    seen.tasks.get(target)?.();
  }
});
seen.tasks = new WeakMap();

function whenSeen(target, task) {
  seen.tasks.set(target, task);
  seen.observe(target);
}

const known = new Map(); // texts by address: whoever types a word letter by letter sees the same events again

/** The text of an event's page, where a passage is taken from. */
function textOf(address) {
  if (!known.has(address)) {
    const text = loadText(address);
    text.catch(() => known.delete(address));
    known.set(address, text);
  }
  return known.get(address);
}

async function loadText(address) {
  const response = await fetch(address);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  // Paragraphs end where the next begins, with a space between.
  const blocks = page.querySelectorAll('.prose p:not(.reading), .prose li, .prose h2, .prose h3, .prose td, .sources li');
  for (const cite of page.querySelectorAll('.cite, .backlinks')) cite.remove();
  return [...blocks].map((block) => block.textContent.trim()).join(' ');
}
