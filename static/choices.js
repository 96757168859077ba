// The values of each filter, with how many events each would leave.

import { filter } from './data.js';
import { count as counted, fill, number } from './texts.js';

const few = 12; // values shown of a filter that has more
const typed = 40; // values shown while a reader types
const steps = 120; // years and other values in an order of their own, all shown

/**
 * @param {HTMLElement} finder
 * @param {Record<string, string>} texts
 * @param {{data: () => Promise<object>, state: () => object, count: () => Promise<void>, change: (state: object) => void, failed: (error: Error) => void}} site
 */
export function choices(finder, texts, site) {
  const panels = [...finder.querySelectorAll('.facet')];
  const chosenList = finder.querySelector('.chosen ul');
  let outcome = null; // the latest, with the counts
  const shown = new Map(); // by panel: which values it lists

  for (const panel of panels) {
    panel.addEventListener('toggle', () => panel.open && open(panel).catch(site.failed));
    panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !panel.open) return;
      panel.open = false;
      panel.querySelector('summary').focus();
      event.stopPropagation();
    });
    if (panel.open) open(panel).catch(site.failed); // before this script came
  }
  addEventListener('resize', () => panels.filter(({ open }) => open).forEach(place));
  document.addEventListener('click', ({ target }) => {
    if (!target.closest('.facet')) for (const panel of panels) panel.open = false;
  });

  async function open(panel) {
    const data = await site.data();
    if (!panel.querySelector('.values')) build(panel, data);
    const state = site.state();
    if (state.q && !outcome?.counts) await site.count(); // among what the search has found
    else countAll(data, state);
    list(panel, data, true);
    place(panel);
  }

  /** Has the values under their filter, from its end where there is no room from its start. */
  function place(panel) {
    panel.classList.remove('at-end');
    const { left, right } = panel.querySelector('.choices').getBoundingClientRect();
    panel.classList.toggle('at-end', left < 0 || right > document.documentElement.clientWidth);
  }

  /** Counts all events, when nobody has counted what is asked for. */
  function countAll(data, { q, chosen, all }) {
    if (!q && !outcome?.counts) outcome = filter(data, chosen, all, null);
  }

  function build(panel, data) {
    const facet = data.facets.find(({ key }) => key === panel.dataset.key);
    const box = panel.querySelector('.choices');
    const parts = [];
    if (facet.values.length > few) {
      const label = Object.assign(document.createElement('label'), { className: 'narrow' });
      const input = Object.assign(document.createElement('input'), { type: 'text', autocomplete: 'off', maxLength: 80 });
      input.setAttribute('aria-label', fill(texts.typeValue, facet.name));
      input.placeholder = fill(texts.typeValue, facet.name);
      input.addEventListener('input', () => list(panel, data, true));
      label.append(input);
      parts.push(label);
    }
    parts.push(Object.assign(document.createElement('ul'), { className: 'values' }));
    parts.push(Object.assign(document.createElement('p'), { className: 'rest' }));
    if (facet.multiple) {
      const label = Object.assign(document.createElement('label'), { className: 'all' });
      const input = Object.assign(document.createElement('input'), { type: 'checkbox' });
      input.addEventListener('change', () => {
        const state = site.state();
        if (input.checked) state.all.add(facet.key);
        else state.all.delete(facet.key);
        wantsAll.set(facet.key, input.checked);
        site.change(state);
      });
      label.append(input, ` ${texts.all}`);
      parts.push(label);
    }
    box.prepend(...parts);
  }

  // "All of these" can be asked for before there are two to have.
  const wantsAll = new Map();

  /**
   * Lists the values that are chosen, then those that most events have, or
   * that match what is typed. Without `anew` the same values stay where they
   * are, and so does the focus: only their counts change.
   */
  function list(panel, data, anew = false) {
    const facet = data.facets.find(({ key }) => key === panel.dataset.key);
    const state = site.state();
    const chosen = state.chosen.get(facet.key) ?? new Set();
    const counts = outcome?.counts?.get(facet.key);
    const values = panel.querySelector('.values');
    const had = new Map([...values.children].map((item) => [item.dataset.slug, item]));
    if (anew || !shown.has(panel)) shown.set(panel, select(facet, chosen, counts, plain(panel.querySelector('.narrow input')?.value ?? '')));
    const { places, more } = shown.get(panel);
    const items = places.map((n) => {
      const [slug, name] = facet.values[n];
      const item = had.get(slug) ?? value(facet, slug, name);
      const input = item.querySelector('input');
      input.checked = chosen.has(slug);
      const count = counts?.[n] ?? 0;
      item.querySelector('.n').textContent = counts ? number(count) : '';
      item.classList.toggle('empty', Boolean(counts) && count === 0 && !chosen.has(slug));
      return item;
    });
    if (anew || !had.size) values.replaceChildren(...items);
    panel.querySelector('.rest').textContent = more > 0 ? counted(texts.moreValues, more) : '';
    const all = panel.querySelector('.all input');
    if (all) all.checked = state.all.has(facet.key) || Boolean(wantsAll.get(facet.key));
  }

  function value(facet, slug, name) {
    const item = document.createElement('li');
    item.dataset.slug = slug;
    const label = document.createElement('label');
    const input = Object.assign(document.createElement('input'), { type: 'checkbox' });
    input.addEventListener('change', () => toggle(facet.key, slug, input.checked));
    const text = Object.assign(document.createElement('span'), { className: 'name', textContent: name });
    label.append(input, text, Object.assign(document.createElement('span'), { className: 'n' }));
    item.append(label);
    return item;
  }

  function toggle(key, slug, on) {
    const state = site.state();
    const slugs = state.chosen.get(key) ?? new Set();
    if (on) slugs.add(slug);
    else slugs.delete(slug);
    state.chosen.set(key, slugs);
    if (wantsAll.get(key)) state.all.add(key);
    site.change(state);
  }

  /** What is chosen, each to be taken back. */
  function chips(state, data) {
    const items = [];
    for (const [key, slugs] of state.chosen) {
      const facet = data?.facets.find((other) => other.key === key);
      for (const slug of slugs) {
        const name = facet?.values.find(([other]) => other === slug)?.[1] ?? slug;
        items.push(chip(name, fill(texts.remove, name), () => {
          slugs.delete(slug);
          site.change(state);
        }));
      }
    }
    if (items.length + Boolean(state.q) > 1) {
      items.push(chip(texts.clear, texts.clear, () => site.change({ q: '', chosen: new Map(), all: new Set(), byDate: false }), 'clear'));
    }
    const held = chosenList.contains(document.activeElement);
    chosenList.replaceChildren(...items);
    // Whoever took one back by keyboard goes on from there.
    if (held) (chosenList.querySelector('button') ?? finder.querySelector('summary')).focus();
  }

  function chip(text, name, act, className = '') {
    const item = document.createElement('li');
    const button = Object.assign(document.createElement('button'), { type: 'button', className, textContent: text });
    if (name !== text) button.setAttribute('aria-label', name);
    button.addEventListener('click', act);
    item.append(button);
    return item;
  }

  return {
    open: () => panels.some((panel) => panel.open),

    /** Shows a state and its outcome, null for none. */
    async show(state, latest) {
      outcome = latest;
      for (const panel of panels) {
        const n = state.chosen.get(panel.dataset.key)?.size ?? 0;
        panel.querySelector('summary').dataset.n = n ? number(n) : '';
      }
      // Names are in the data; a search alone has loaded none, and chosen none.
      const data = state.chosen.size || panels.some((panel) => panel.open) ? await site.data() : null;
      if (data) countAll(data, state);
      chips(state, data);
      for (const panel of panels) if (panel.open && panel.querySelector('.values li')) list(panel, data);
    },
  };
}

/** The places of the values to be listed, and how many there are besides. */
function select(facet, chosen, counts, text) {
  const places = facet.values.map((_, n) => n);
  const isChosen = (n) => chosen.has(facet.values[n][0]);
  const most = (a, b) => (counts ? counts[b] - counts[a] : 0) || a - b;
  if (text) {
    const matching = places.filter((n) => (` ${plain(facet.values[n][1])}`).includes(` ${text}`) || isChosen(n));
    return { places: matching.toSorted((a, b) => isChosen(b) - isChosen(a) || most(a, b)).slice(0, typed), more: Math.max(0, matching.length - typed) };
  }
  const ordered = ['year', 'kind', 'importance', 'status'].includes(facet.key);
  if (ordered && places.length <= steps) return { places, more: 0 };
  const isLong = places.length > few;
  const sorted = places.toSorted((a, b) => (isLong && isChosen(b) - isChosen(a)) || most(a, b));
  const room = Math.max(few, places.filter(isChosen).length);
  return { places: sorted.slice(0, room), more: Math.max(0, places.length - room) };
}

/** Text as it is compared: without marks and case. */
function plain(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().trim();
}
