// The axis: a timeline to move along and to zoom, from all of it down to
// minutes. The page has the same events in a table; nothing here is needed to
// read them.

import { draw, eraHeight, foot, signs } from './axis-draw.js';
import { eraRows, laneHead, place, rowHeight } from './axis-layout.js';
import { day, read, write, writer } from './axis-scale.js';
import { load, loadCards, loadFacets } from './data.js';
import { follow, offerWay } from './found.js';
import { reader } from './numbers.js';
import { count, fill, number } from './texts.js';
import { tellTime } from './today.js';

const margin = 0.04; // of the view, beside the first and the last event
const maxLanes = 8; // and one for the others
const listed = 30; // events of a column that is opened
const settled = 250; // milliseconds after a move until the address follows

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const alive = new Map(); // sections to what brings them up to date

function init() {
  for (const section of alive.keys()) if (!section.isConnected) alive.delete(section);
  for (const section of document.querySelectorAll('.axis-drawing')) {
    if (alive.has(section)) alive.get(section)();
    else alive.set(section, start(section));
  }
}

/** Brings an axis to life, and returns what brings it up to date when the page has changed. */
function start(section) {
  const stage = section.querySelector('.axis-view');
  const panel = section.querySelector('.axis-panel');
  const says = section.querySelector('.axis-says');
  const choice = section.querySelector('#axis-lanes');
  const page = document.documentElement;
  const backwards = page.dir === 'rtl';
  const forward = backwards ? -1 : 1;
  let texts = JSON.parse(section.dataset.texts);

  let data = null; // what is drawn of events: see loadData
  let bounds = null; // of all events
  let passing = null; // those that a filter lets through; null for all
  let lanes = []; // names and events of each
  let layouts = new Map(); // by level of scale
  let view = { from: 0, span: 1 };
  let target = null; // of the movement that is under way
  let selected = -1;
  let opened = false; // the panel shows the selected event
  let pointed = null;
  let targets = [];
  let context = null;
  let width = 0;
  let height = 0;
  let theme = null;
  const pen = writer(page.lang || 'en');

  // ---- Data

  async function loadData(cache) {
    const file = await load('../axis/events.json', section.dataset.version, cache);
    const n = file.from.length;
    const next = reader(file.events);
    const out = {
      ...file, total: n,
      from: Float64Array.from(file.from),
      to: Float64Array.from(file.from, (from, i) => from + file.length[i]),
      at: new Float64Array(n),
      kind: new Uint16Array(n), signs: new Uint16Array(n), importance: new Uint8Array(n),
    };
    for (let i = 0; i < n; i++) {
      out.kind[i] = next();
      out.signs[i] = next();
      out.importance[i] = next();
      out.at[i] = out.signs[i] & signs.within ? (out.from[i] + out.to[i]) / 2 : out.from[i];
    }
    out.byPlace = Array.from({ length: n }, (_, i) => i).sort((a, b) => out.at[a] - out.at[b]);
    const eras = file.eras.map((era) => ({ ...era, to: era.from + era.length }));
    const rows = eraRows(eras.map(({ from, to, signs: open }) => ({ from: open & signs.openStart ? -Infinity : from, to: open & signs.openEnd ? Infinity : to })));
    eras.forEach((era, i) => (era.row = rows[i]));
    out.eras = eras;
    out.eraRoom = eras.length ? (Math.max(...rows) + 1) * eraHeight : 0;
    return out;
  }

  function setData(loaded) {
    data = loaded;
    let from = Infinity;
    let to = -Infinity;
    for (let i = 0; i < data.total; i++) {
      from = Math.min(from, data.from[i]);
      to = Math.max(to, data.to[i]);
    }
    // A second ends where the next begins; a timeline of one moment is a day long.
    if (to - from < 60) [from, to] = [from - day / 2, to + day / 2];
    bounds = { from, to, least: data.hours ? 600 : day / 4 };
  }

  const whole = () => {
    const room = bounds.to - bounds.from;
    return { from: bounds.from - room * margin, span: room * (1 + 2 * margin) };
  };

  // ---- Lanes

  const passes = (event) => passing === null || passing.has(event);

  async function setLanes(key) {
    if (choice) choice.value = key;
    if (!key || choice?.value !== key) {
      if (choice) choice.value = '';
      lanes = [{ name: '', events: data.byPlace.filter(passes) }];
    } else {
      const { facets } = await loadFacets(section.dataset.version);
      lanes = lanesOf(facets.find((facet) => facet.key === key));
    }
    layouts = new Map();
    resize();
  }

  /** A lane for each of the values that most events have, and one for the others. */
  function lanesOf({ values, start: starts, list }) {
    const counts = new Uint32Array(values.length);
    for (const value of list) counts[value]++;
    const top = [...counts.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, maxLanes).sort((a, b) => a - b);
    const out = top.map((value) => ({ name: values[value][1], events: [] }));
    const lane = new Map(top.map((value, i) => [value, out[i]]));
    const others = { name: texts.others, events: [] };
    for (const event of data.byPlace) {
      if (!passes(event)) continue;
      let some = false;
      for (let i = starts[event]; i < starts[event + 1]; i++) {
        const own = lane.get(list[i]);
        own?.events.push(event);
        some ||= Boolean(own);
      }
      if (!some) others.events.push(event);
    }
    if (others.events.length) out.push(others);
    return out.filter(({ events }) => events.length);
  }

  /** The layout for a scale: one for every half doubling, so that zooming moves marks seldom. */
  function layout(scale) {
    const level = Math.floor(Math.log2(scale) * 2);
    let found = layouts.get(level);
    if (!found) {
      if (layouts.size > 16) layouts.clear();
      const rough = 2 ** (level / 2);
      const placed = lanes.map((lane) => place(data, lane.events, rough, lane.rows));
      found = { placed, most: Math.max(8, ...placed.map(({ most }) => most)) };
      layouts.set(level, found);
    }
    return found;
  }

  // ---- Drawing

  function readTheme() {
    const probe = document.createElement('i');
    section.append(probe);
    const color = (value) => {
      probe.style.color = value;
      return getComputedStyle(probe).color;
    };
    const names = Object.fromEntries(['paper', 'ink', 'quiet', 'rule', 'accent', 'band', 'column'].map((name) => [name, color(`var(--axis-${name})`)]));
    const { fontFamily, fontSize } = getComputedStyle(section);
    const size = `${Math.min(16, parseFloat(fontSize))}px`;
    /** The same colour, not to be seen: what a bar fades to. */
    const clear = (value) => {
      probe.style.color = '';
      probe.style.color = `rgb(from ${value} r g b / 0)`;
      return probe.style.color ? getComputedStyle(probe).color : 'transparent';
    };
    theme = {
      ...names,
      label: `${size} ${fontFamily}`,
      strong: `700 ${size} ${fontFamily}`,
      kinds: (data?.kinds ?? []).map((id) => {
        const kind = kindOf(id, names.ink);
        return { ...kind, clear: clear(kind.color) };
      }),
    };
    probe.remove();
  }

  /** Colour and shape of a kind, as its mark in the legend has them. */
  function kindOf(id, ink) {
    const drawing = document.querySelector(`.axis-legend [data-kind="${CSS.escape(id)}"] svg`);
    const path = new Path2D();
    let hollow = false;
    for (const part of drawing?.children ?? []) {
      const number = (name) => Number(part.getAttribute(name) ?? 0);
      if (part.localName === 'path') path.addPath(new Path2D(part.getAttribute('d')));
      if (part.localName === 'rect') path.rect(number('x'), number('y'), number('width'), number('height'));
      if (part.localName === 'circle') path.arc(number('cx'), number('cy'), number('r'), 0, 7);
      hollow ||= part.classList.contains('hollow');
    }
    if (!drawing) path.arc(0, 0, 5.8, 0, 7);
    return { path, hollow, color: drawing ? getComputedStyle(drawing).fill : ink };
  }

  function resize() {
    if (!data) return;
    const canvas = stage.querySelector('canvas');
    const named = lanes.some(({ name }) => name);
    const head = data.eraRoom + 22;
    stage.classList.toggle('in-lanes', named);
    stage.style.height = '';
    if (named) {
      const rows = lanes.length > 5 ? 2 : lanes.length > 2 ? 3 : 5;
      for (const lane of lanes) lane.rows = rows;
      stage.style.height = `${head + foot + lanes.length * (rows * rowHeight + laneHead + 5)}px`;
    }
    ({ clientWidth: width, clientHeight: height } = stage);
    if (!width || !height) return;
    if (!named) lanes[0].rows = Math.max(2, Math.floor((height - head - foot - 10) / rowHeight));
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context = canvas.getContext('2d');
    context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
    let bottom = height - foot;
    for (const lane of lanes.toReversed()) {
      const tall = named ? lane.rows * rowHeight + laneHead + 5 : bottom - head;
      Object.assign(lane, { bottom, top: bottom - tall, line: named, count: lane.events.length });
      bottom -= tall;
    }
    layouts = new Map();
    invalidate();
  }

  let due = 0;
  function invalidate() {
    due ||= requestAnimationFrame(frame);
  }

  function frame(time) {
    due = 0;
    if (!data || !context || !theme || !width) return;
    if (target) step(time);
    const scale = width / view.span;
    const { placed, most } = layout(scale);
    targets = draw(
      context,
      { width, height, backwards, from: view.from, scale, theme, write: pen },
      {
        data, eras: data.eras, eraRoom: data.eraRoom, most, selected, pointed, texts,
        lanes: lanes.map((lane, i) => ({ ...lane, layout: placed[i] })), now: Date.now() / 1000 + data.east,
      },
    );
    if (target) invalidate();
  }

  // ---- Moving

  const bounded = ({ from, span }) => {
    const { from: first, to: last, least } = bounds;
    const most = whole().span * 1.5;
    const size = Math.max(Math.min(least, most), Math.min(most, span));
    const start = from + (span - size) / 2;
    return { from: Math.max(first - size / 2, Math.min(last - size / 2, start)), span: size };
  };

  function move(to) {
    const { from, span } = view;
    view = bounded(to);
    pointed = null;
    invalidate();
    remember();
    return from !== view.from || span !== view.span;
  }

  /** Moves there so that it can be followed, or at once for those who asked for no movement. */
  function glide(to) {
    const end = bounded(to);
    if (calm.matches) {
      target = null;
      move(end);
      return;
    }
    target = { begin: view, end, since: 0 };
    invalidate();
  }

  function step(time) {
    target.since ||= time;
    const { begin, end, since, speed } = target;
    if (speed) {
      const gone = (time - (target.last ?? since)) / 1000;
      target.last = time;
      target.speed *= Math.exp(-4 * gone);
      const moved = move({ from: view.from + speed * gone * (view.span / width), span: view.span });
      if (Math.abs(target.speed) < 20 || (gone && !moved)) target = null;
      return;
    }
    const t = Math.min(1, (time - since) / 220);
    const eased = 1 - (1 - t) ** 3;
    const span = begin.span * (end.span / begin.span) ** eased;
    // The middle moves as the span does, so that what is zoomed at stays in place.
    const way = begin.span === end.span ? eased : (span - begin.span) / (end.span - begin.span);
    move({ from: begin.from + (end.from - begin.from) * way, span });
    if (t === 1) target = null;
  }

  const timeAt = (x) => view.from + ((backwards ? width - x : x) * view.span) / width;

  const zoomed = (factor, x = width / 2) => {
    const at = timeAt(x);
    const span = bounded({ from: view.from, span: view.span / factor }).span;
    return { from: at - ((at - view.from) * span) / view.span, span };
  };

  const goal = () => target?.end ?? view;
  const shift = (part) => glide({ from: goal().from + goal().span * part, span: goal().span });

  const acts = {
    earlier: () => shift(-0.5),
    later: () => shift(0.5),
    in: () => glide(zoomed(2)),
    out: () => glide(zoomed(0.5)),
    whole: () => glide(whole()),
  };

  // ---- Address

  let waiting = 0;
  function remember() {
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState(history.state, '', address()), settled);
  }

  function address() {
    const url = new URL(location);
    const set = (key, value) => (value ? url.searchParams.set(key, value) : url.searchParams.delete(key));
    const all = whole();
    const same = Math.abs(view.from - all.from) < all.span / 500 && Math.abs(view.span - all.span) < all.span / 500;
    set('from', same ? '' : write(view.from, view.span));
    set('to', same ? '' : write(view.from + view.span, view.span));
    set('lanes', choice?.value);
    set('event', opened && selected >= 0 ? data.ids[selected] : '');
    return url.pathname + url.search + url.hash;
  }

  /** Shows what the address asks for. */
  async function restore() {
    const asked = new URLSearchParams(location.search);
    const from = read(asked.get('from'));
    const to = read(asked.get('to'));
    const key = asked.get('lanes') ?? '';
    if (!lanes.length || key !== (choice?.value ?? '')) await setLanes(key).catch(failed);
    const event = asked.has('event') ? data.ids.indexOf(asked.get('event')) : -1;
    target = null;
    if (to > from) view = bounded({ from, span: to - from });
    else view = whole();
    if (event >= 0) {
      select(event, false);
      if (!(to > from)) view = bounded(around(event));
      await open(event, false);
    } else close(false);
    invalidate();
  }

  // ---- Events

  const position = (event) => {
    if (!passing) return [event + 1, data.total];
    const order = [...passing].sort((a, b) => a - b);
    return [order.indexOf(event) + 1, order.length];
  };

  function select(event, aloud = true) {
    selected = event;
    if (aloud && event >= 0) {
      const [n, of] = position(event);
      says.textContent = `${fill(texts.position, number(n), number(of))}: ${data.dates[event]}, ${data.titles[event]}`;
    }
    invalidate();
  }

  /** A view in which an event is seen with what is near it. */
  const around = (event) => ({ from: data.at[event] - whole().span / 20, span: whole().span / 10 });

  /** To the next event (1) or the one before (-1). */
  function next(way) {
    const order = [...data.at.keys()].filter(passes);
    if (!order.length) return;
    let i = order.indexOf(selected);
    if (i >= 0) i = Math.max(0, Math.min(order.length - 1, i + way));
    else {
      i = order.findIndex((event) => data.at[event] >= view.from);
      if (i < 0) i = order.length - 1;
    }
    const event = order[i];
    const place = (data.at[event] - goal().from) / goal().span;
    if (place < 0.05 || place > 0.9) glide({ from: data.at[event] - goal().span / 2, span: goal().span });
    select(event);
    if (opened) open(event);
  }

  let turn = 0;
  async function open(event, push = true) {
    const mine = ++turn;
    try {
      const [card] = await loadCards([event], Number(section.dataset.cards), section.dataset.version);
      if (mine !== turn) return;
      const item = document.createElement('div');
      item.className = `item ${card.className}`;
      item.innerHTML = card.html; // rendered when the site was built, as in every list
      item.querySelector('.date')?.replaceChildren(card.date);
      tellTime(item);
      show(item, xOf(event));
      opened = true;
      clearTimeout(waiting);
      if (push) history.pushState(null, '', address());
    } catch (error) {
      failed(error);
    }
  }

  const xOf = (event) => {
    const x = ((data.at[event] - goal().from) / goal().span) * width;
    return backwards ? width - x : x;
  };

  /** The events of a column that no zoom takes apart. */
  function list(members, x) {
    const part = document.createElement('div');
    part.className = 'axis-list';
    const items = members.slice(0, listed).map((event) => {
      const item = document.createElement('li');
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: data.titles[event] });
      button.dataset.event = event;
      item.append(Object.assign(document.createElement('span'), { className: 'date', textContent: data.dates[event] }), ' ', button);
      return item;
    });
    const all = document.createElement('ol');
    all.append(...items);
    part.append(Object.assign(document.createElement('h3'), { textContent: count(texts.count, members.length) }), all);
    if (members.length > listed) part.append(Object.assign(document.createElement('p'), { textContent: `+ ${number(members.length - listed)}` }));
    show(part, x);
    says.textContent = count(texts.count, members.length);
  }

  function show(content, x) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'axis-close', title: texts.close });
    button.append(Object.assign(document.createElement('span'), { className: 'visually-hidden', textContent: texts.close }));
    const heading = Object.assign(document.createElement('h2'), { className: 'visually-hidden', textContent: panel.getAttribute('aria-label') });
    panel.replaceChildren(heading, button, content);
    // It stands where the event does not.
    panel.classList.toggle('at-left', x > width / 2);
    panel.hidden = false;
  }

  function close(push = true) {
    if (panel.hidden) return;
    const inside = panel.contains(document.activeElement);
    turn++;
    panel.hidden = true;
    panel.replaceChildren();
    if (inside) stage.focus({ preventScroll: true });
    const was = opened;
    opened = false;
    if (push && was) history.pushState(null, '', address());
  }

  function failed(error) {
    says.textContent = texts.failed;
    says.classList.remove('visually-hidden');
    console.error(error);
  }

  function activate(item, x) {
    if (!item.members) {
      select(item.event);
      open(item.event);
      return;
    }
    const times = item.members.map((event) => data.at[event]);
    const first = Math.min(...times);
    const room = Math.max(...times) - first;
    const span = Math.max(room * 1.25, bounds.least);
    if (room === 0 || span >= view.span * 0.9) list(item.members, x);
    else glide({ from: first - (span - room) / 2, span });
  }

  // ---- Pointer

  const pointers = new Map(); // that are down, by id
  let pressed = null; // {x, y, from, moved, trail}
  let pinch = null;

  const placeOf = ({ clientX, clientY }) => {
    const box = stage.getBoundingClientRect();
    return { x: clientX - box.left - stage.clientLeft, y: clientY - box.top - stage.clientTop };
  };

  function hit({ x, y }) {
    let best = null;
    let distance = Infinity;
    for (const one of targets) {
      if (Math.abs(x - one.x) > one.half || Math.abs(y - one.y) > one.tall) continue;
      const far = Math.abs(x - (one.mark ?? one.x)) + (one.item.members ? 1000 : 0);
      if (far < distance) [best, distance] = [one, far];
    }
    return best;
  }

  function down(event) {
    if (event.button > 0) return;
    stage.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    pointers.set(event.pointerId, at);
    target = null;
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      pinch = { distance: Math.max(10, Math.abs(a.x - b.x)), time: timeAt((a.x + b.x) / 2), span: view.span };
      pressed = null;
    } else if (pointers.size === 1) {
      pressed = { ...at, from: view.from, moved: false, trail: [[event.timeStamp, at.x]] };
    }
  }

  function drag(event) {
    const at = placeOf(event);
    if (!pointers.has(event.pointerId)) {
      const one = hit(at)?.item ?? null;
      if (one !== pointed) {
        pointed = one;
        stage.classList.toggle('on-mark', Boolean(one));
        stage.title = !one ? '' : one.members ? count(texts.count, one.members.length) : `${data.dates[one.event]}: ${data.titles[one.event]}`;
        invalidate();
      }
      return;
    }
    pointers.set(event.pointerId, at);
    if (pinch && pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const { span } = bounded({ from: view.from, span: (pinch.span * pinch.distance) / Math.max(10, Math.abs(a.x - b.x)) });
      const middle = (a.x + b.x) / 2;
      move({ from: pinch.time - ((backwards ? width - middle : middle) / width) * span, span });
    } else if (pressed) {
      if (!pressed.moved && Math.hypot(at.x - pressed.x, at.y - pressed.y) < 5) return;
      pressed.moved = true;
      stage.classList.add('dragged');
      move({ from: pressed.from - ((at.x - pressed.x) * forward * view.span) / width, span: view.span });
      pressed.trail.push([event.timeStamp, at.x]);
      if (pressed.trail.length > 6) pressed.trail.shift();
    }
  }

  function up(event) {
    if (!pointers.delete(event.pointerId)) return;
    stage.classList.remove('dragged');
    const was = pressed;
    if (pinch) {
      pinch = null;
      // A finger that stays goes on to drag.
      for (const at of pointers.values()) pressed = { ...at, from: view.from, moved: true, trail: [] };
      return;
    }
    pressed = null;
    if (!was || event.type === 'pointercancel') return;
    if (was.moved) {
      const [[since, x]] = was.trail;
      const gone = event.timeStamp - since;
      const speed = gone > 0 && gone < 150 ? (-(placeOf(event).x - x) / gone) * 1000 * forward : 0;
      if (!calm.matches && Math.abs(speed) > 150) {
        target = { speed, since: 0, end: null };
        invalidate();
      }
      return;
    }
    const at = placeOf(event);
    const one = hit(at);
    if (one) activate(one.item, at.x);
  }

  stage.addEventListener('pointerdown', down);
  stage.addEventListener('pointermove', drag);
  stage.addEventListener('pointerup', up);
  stage.addEventListener('pointercancel', up);
  stage.addEventListener('pointerleave', () => {
    if (!pointed) return;
    pointed = null;
    invalidate();
  });
  stage.addEventListener('dblclick', (event) => {
    const at = placeOf(event);
    if (!hit(at)) glide(zoomed(2.5, at.x));
  });

  // The wheel zooms with a key held, or when the reader has turned to the axis;
  // at the end of its way, and elsewhere, it scrolls the page.
  stage.addEventListener(
    'wheel',
    (event) => {
      const { deltaX, deltaY, deltaMode, shiftKey } = event;
      const unit = deltaMode === 1 ? 16 : deltaMode === 2 ? 400 : 1;
      let moved = false;
      if (event.ctrlKey || event.metaKey || (document.activeElement === stage && Math.abs(deltaY) >= Math.abs(deltaX) && !shiftKey)) {
        target = null;
        const strength = event.ctrlKey && Math.abs(deltaY) < 50 ? 0.01 : 0.0022;
        moved = move(zoomed(Math.exp(-Math.max(-400, Math.min(400, deltaY * unit)) * strength), placeOf(event).x)) || event.ctrlKey || event.metaKey;
      } else if (Math.abs(deltaX) > Math.abs(deltaY) || shiftKey) {
        target = null;
        moved = move({ from: view.from + ((shiftKey && !deltaX ? deltaY : deltaX) * unit * forward * view.span) / width, span: view.span });
      }
      if (moved) event.preventDefault();
    },
    { passive: false },
  );

  // ---- Keys and buttons

  const keys = {
    ArrowLeft: () => shift(-0.2 * forward),
    ArrowRight: () => shift(0.2 * forward),
    ArrowUp: () => next(-1),
    ArrowDown: () => next(1),
    '+': acts.in,
    '=': acts.in,
    '-': acts.out,
    0: acts.whole,
    Home: acts.whole,
    Enter: () => selected >= 0 && open(selected),
    Escape: () => close(),
  };

  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !data) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  section.addEventListener('click', ({ target: on }) => {
    if (!data) return;
    acts[on.closest('[data-act]')?.dataset.act]?.();
    if (on.closest('.axis-close')) close();
    const chosen = on.closest('.axis-list [data-event]');
    if (chosen) {
      select(Number(chosen.dataset.event));
      open(selected);
    }
  });
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && close());
  choice?.addEventListener('change', () => {
    setLanes(choice.value).then(() => history.replaceState(history.state, '', address()), failed);
  });

  // ---- What is around

  new ResizeObserver(() => {
    if (stage.clientWidth !== width || stage.clientHeight !== height) resize();
  }).observe(stage);
  const restyle = () => {
    readTheme();
    resize();
  };
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(resolution: 1dppx)']) matchMedia(query).addEventListener('change', restyle);
  addEventListener('popstate', () => data && section.isConnected && restore().catch(failed));

  async function begin(cache) {
    setData(await loadData(cache));
    readTheme();
    if (lanes.length) await setLanes(choice?.value ?? '');
    else await restore();
    section.classList.add('drawn');
  }

  begin()
    .then(() => {
      follow((events) => {
        if (!section.isConnected || (events === null && passing === null)) return;
        passing = events;
        setLanes(choice?.value ?? '').catch(failed);
      });
      offerWay((days) => {
        if (!section.isConnected) return false;
        const span = Math.min(view.span, whole().span / 10);
        glide({ from: days * day - span / 2, span });
        stage.scrollIntoView({ block: 'nearest' });
        stage.focus({ preventScroll: true });
        return true;
      });
    })
    .catch(failed);

  return () => begin('no-cache').catch(failed);
}

init();
document.addEventListener('dateline:update', init);
