// From event to event by keys: j and k or the arrows, "/" to search, "?" for
// help. Only while nothing that takes keys has the focus, and with letters
// only as long as the reader has not turned them off (WCAG 2.1.4).

import { fill, number } from './texts.js';

const setting = 'dateline-keys';

export function listenForKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!free(event.target)) return;
    const act = actionOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
  for (const button of document.querySelectorAll('[data-help]')) button.addEventListener('click', help);
}

/** Whether keys are ours: the focus is nowhere, or on a link of the timeline or story. */
function free(target) {
  if (document.querySelector('dialog[open]')) return false;
  if (target === document.body || target === document.documentElement || target.id === 'main') return true;
  return target.matches('a[href]') && Boolean(target.closest('.timeline, .story, .neighbours, .turn'));
}

function actionOf({ key, shiftKey }) {
  const right = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const left = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  if (key === right && !shiftKey) return move(1);
  if (key === left && !shiftKey) return move(-1);
  if (!lettersWork()) return null;
  if (key === 'j') return move(1);
  if (key === 'k') return move(-1);
  if (key === '?') return () => help();
  if (key === '/') return document.querySelector('#q') && (() => focusSearch());
  return null;
}

function focusSearch() {
  const field = document.querySelector('#q');
  field.focus();
  field.select();
}

/** To the next event (1) or the one before (-1): a page on an event's page, an entry in a list. */
function move(step) {
  const link = document.querySelector(step > 0 ? '.neighbours [rel=next]' : '.neighbours [rel=prev]');
  if (document.querySelector('.story')) return link ? () => location.assign(link.href) : null;
  const entries = [...document.querySelectorAll('.item h3 a')].filter((entry) => entry.checkVisibility());
  if (entries.length === 0) return null;
  return () => {
    const at = entries.indexOf(document.activeElement);
    const to = at >= 0 ? at + step : nearest(entries, step);
    const entry = entries[Math.max(0, Math.min(entries.length - 1, to))];
    entry.focus({ preventScroll: true });
    entry.closest('.item').scrollIntoView({ block: 'nearest' });
    announce(entries.indexOf(entry) + 1, entries.length);
  };
}

/** The first entry below the top of the window, or above it when going back. */
function nearest(entries, step) {
  const below = entries.findIndex((entry) => entry.getBoundingClientRect().top >= 0);
  return step > 0 ? (below < 0 ? entries.length - 1 : below) : (below < 0 ? entries.length : below) - 1;
}

let live;

function announce(position, total) {
  if (!live) {
    live = Object.assign(document.createElement('p'), { className: 'visually-hidden' });
    live.setAttribute('role', 'status');
    document.querySelector('main').append(live);
  }
  live.textContent = fill(document.querySelector('main').dataset.position, number(position), number(total));
}

function help() {
  const dialog = document.querySelector('#keys');
  const letters = dialog.querySelector('input');
  letters.checked = lettersWork();
  letters.onchange = () => keepLetters(letters.checked);
  dialog.showModal();
}

// A browser that keeps nothing for a site throws: then letters work on every
// page until they are turned off on it.
let kept = true;

function lettersWork() {
  try {
    return localStorage.getItem(setting) !== 'off';
  } catch {
    return kept;
  }
}

function keepLetters(on) {
  kept = on;
  try {
    localStorage.setItem(setting, on ? 'on' : 'off');
  } catch {
    // Nothing is kept.
  }
}
