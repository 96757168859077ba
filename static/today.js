// What a date means today. The pages themselves know no today: they are the
// same whenever they are built.

import { pause } from './pause.js';
import { fill } from './texts.js';

const batch = 10; // dates looked at in one go

/**
 * Says beside each deadline whether it is past, in force or still to come, and
 * beside other events of the future when they will be. What is said stands in
 * room that the style sheet keeps free.
 */
export async function tellTime(part = document) {
  const main = document.querySelector('main');
  const dated = [...part.querySelectorAll('[data-from]')];
  const times = [...part.querySelectorAll('.date:not([data-from]) time')];
  if (dated.length + times.length === 0) return;
  if (!now) await pause(); // making a clock for a time zone takes a slow phone 50 ms
  const { language, today } = clock(main.dataset.timezone);
  const texts = { ...main.dataset };
  let next = false;
  for (const [i, element] of dated.entries()) {
    if (i % batch === batch - 1) await pause();
    const { from, to, rule } = element.dataset;
    const state = stateOf(from, to, rule === 'true', today, language, texts);
    if (!state) continue;
    // Dates are listed in order: the first to come is the next.
    const isNext = state.name === 'ahead' && !next && element.closest('.key-dates');
    next ||= Boolean(isNext);
    say(element, isNext ? fill(texts.next, state.text) : state.text, isNext ? 'next' : state.name);
  }
  for (const time of times) {
    const days = daysBetween(today, time.dateTime);
    if (days > 0) say(time.parentElement, fromNow(days, language), 'ahead');
  }
}

function say(element, text, name) {
  const note = document.createElement('span');
  note.className = `now is-${name}`;
  note.textContent = ` ${text}`; // a space, for those who hear the line as one
  element.querySelector('.now')?.remove();
  (element.querySelector('.when') ?? element).append(note);
}

/**
 * @param {string} from ISO 8601 date
 * @param {string} to the same; '' when it has no end, 'open' when that is still open
 * @param {boolean} rule from then on a rule applies, until it ends
 * @returns {{name: 'ahead' | 'force' | 'past', text: string} | null}
 */
function stateOf(from, to, rule, today, language, texts) {
  const start = daysBetween(today, from);
  if (Number.isNaN(start)) return null;
  if (start > 0) return { name: 'ahead', text: fromNow(start, language) };
  const ends = to && to !== 'open';
  const end = ends ? daysBetween(today, to) : start;
  if (to === 'open' || (ends && end >= 0) || (rule && !ends)) {
    return { name: 'force', text: start === 0 ? texts.fromToday : texts.inForce };
  }
  return { name: 'past', text: fromNow(end, language) };
}

let now; // asked for once: lists are filled entry by entry

/** Today, as a calendar day in the time zone of the site. */
function clock(timezone) {
  if (now) return now;
  const language = document.documentElement.lang || 'en';
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format();
  now = { language, today };
  return now;
}

/** Whole days from one ISO date to another; a year or a month begins with its first day. */
function daysBetween(a, b) {
  const day = (text) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`.replace(/^(\d{4})T/, '$1-01-01T').replace(/^(\d{4}-\d\d)T/, '$1-01T'));
  return Math.round((day(b) - day(a)) / 86_400_000);
}

let format; // costly to make

/** "in 12 days", "2 years ago": in the largest unit of which there are two. */
function fromNow(days, language) {
  format ??= new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const size = Math.abs(days);
  if (size < 60) return format.format(days, 'day');
  if (size < 730) return format.format(Math.round(days / 30.44), 'month');
  return format.format(Math.trunc(days / 365.25), 'year');
}
