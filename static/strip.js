// The overview strip, for readers with script: the true scale, today, the name
// of what is pointed at, and what a filter leaves out. The page has the places
// on both scales: see the type Strip of internal/render.

import { number } from './texts.js';

const alive = new WeakSet();

/** Brings a strip to life, and up to date when it is called again. */
export function init(strip) {
  placeToday(strip);
  if (alive.has(strip)) return;
  alive.add(strip);
  strip.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-scale]');
    if (button) setScale(strip, button.dataset.scale === 'true');
  });
  const caption = strip.querySelector('.strip-caption');
  const reading = document.createElement('span');
  reading.className = 'strip-reading';
  reading.setAttribute('aria-hidden', 'true'); // the mark itself has the name
  const read = ({ target, type }) => {
    const link = /over|in$/.test(type) && target.closest('svg a');
    if (link) caption?.append(reading);
    else reading.remove();
    reading.textContent = link ? link.getAttribute('aria-label') : '';
  };
  for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout']) strip.addEventListener(type, read);
}

/**
 * Shows which events a filter lets through.
 *
 * @param {Element} strip
 * @param {Set<number> | null} events their places in the site's order; null for all
 */
export function show(strip, events) {
  for (const mark of strip.querySelectorAll('[data-event], [data-events]')) {
    const { event, events: members } = mark.dataset;
    const left = (event ?? members).split(' ').filter((place) => events?.has(+place) ?? true).length;
    mark.classList.toggle('out', left === 0);
    if (members) mark.querySelector('text').textContent = number(left || members.split(' ').length);
  }
  for (const link of strip.querySelectorAll('[data-from]')) {
    const column = link.querySelector('.column');
    const { from, to } = link.dataset;
    let left = 0;
    for (let place = +from; place < to; place++) if (events?.has(place)) left++;
    link.classList.toggle('part', events !== null);
    link.querySelector('.share')?.remove();
    if (!left) continue;
    const share = column.cloneNode();
    const height = Math.max(2, (column.getAttribute('height') * left) / (to - from));
    share.setAttribute('class', 'share');
    share.setAttribute('height', height);
    share.setAttribute('y', -height);
    link.append(share);
  }
}

function setScale(strip, whole) {
  if (strip.classList.contains('true') === whole) return;
  const marks = [...strip.querySelectorAll('a .mark')];
  const before = marks.map((mark) => mark.getBoundingClientRect());
  strip.classList.toggle('true', whole);
  for (const button of strip.querySelectorAll('[data-scale]')) button.setAttribute('aria-pressed', (button.dataset.scale === 'true') === whole);
  // The places on the other scale wait in the data.
  for (const name of ['x', 'width']) {
    for (const element of strip.querySelectorAll(`[data-${name}]`)) {
      const { [name]: other } = element.dataset;
      element.dataset[name] = element.getAttribute(name);
      element.setAttribute(name, other);
    }
  }
  for (const element of strip.querySelectorAll('[data-lanes]')) {
    const { classList, dataset } = element;
    const lanes = [...classList].filter((name) => /^[ln].$/.test(name));
    classList.remove(...lanes);
    classList.add(...dataset.lanes.split(' '));
    dataset.lanes = lanes.join(' ');
  }
  placeToday(strip);
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  marks.forEach((mark, i) => {
    const { x, y } = mark.getBoundingClientRect();
    if (!before[i].width) return;
    mark.parentNode.animate({ translate: [`${before[i].x - x}px ${before[i].y - y}px`, '0 0'] }, { duration: 350, easing: 'ease-in-out' });
  });
}

/** Draws a line at today, or says at the end that it is beyond it. */
function placeToday(strip) {
  const mark = strip.querySelector('.today');
  if (!mark) return; // a theme's own strip
  const text = mark.querySelector('text');
  const stretches = (strip.classList.contains('true') ? strip.dataset.trueStretches : strip.dataset.stretches)
    .split(';')
    .map((stretch) => stretch.split(' ').map(Number));
  const now = new Date(Date.now() + 1000 * (strip.dataset.east ?? 0));
  const year = now.getUTCFullYear();
  const today = year + (now - Date.UTC(year, 0)) / (Date.UTC(year + 1, 0) - Date.UTC(year, 0));
  const [first, , left] = stretches[0];
  const [, last, , right] = stretches.at(-1);
  const before = today < first;
  const beyond = before || today > last;
  mark.classList.toggle('shown', Math.max(first - today, today - last) <= last - first);
  mark.classList.toggle('beyond', beyond);
  text.dataset.today ??= text.textContent;
  let x = before === right > left ? 0 : 100;
  text.textContent = x ? `${text.dataset.today} ▸` : `◂ ${text.dataset.today}`;
  if (!beyond) {
    text.textContent = text.dataset.today;
    const at = stretches.findIndex(([, to]) => today <= to);
    const [from, to, start, end] = stretches[at];
    x = start + ((today - from) / (to - from || 1)) * (end - start);
    if (today < from) x = parseFloat(strip.querySelectorAll('.ground .break')[at - 1].getAttribute('x'));
  }
  mark.setAttribute('x', `${x}%`);
  text.setAttribute('text-anchor', x < 8 ? 'start' : x > 92 ? 'end' : 'middle');
}
