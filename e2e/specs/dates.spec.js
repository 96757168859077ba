// Dates as the tables of package edtf write them, against a second opinion:
// what Node's own data for the same languages make of them. Only plain days,
// months, years and their ranges can be compared; Intl has no words for more.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build.js';
import { expect, plain as test } from '../test.js';

// A module, as browsers take it: for Node its name says otherwise.
const script = readFileSync(join(root, 'static', 'dates.js'), 'utf8');
const { dayNumber, readDate } = await import(`data:text/javascript,${encodeURIComponent(script)}`);

const read = (name) => readFileSync(join(root, 'internal', 'edtf', name), 'utf8');

// Where the two differ, and why ours stays. `dates` are the EDTF of dates, and
// `length` is "long" or "short", both when it is left out.
const era = /^-?00\d\d(-|\/|$)|^-/;
const yearRange = /^-?\d{4}\/-?\d{4}$/;
const eraRange = /^-00\d\d\/00\d\d$/;
const monthRange = /^\d{4}-\d\d\/\d{4}-\d\d$/;
const dayRange = /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/;
const firstDay = /^2024-07-01/;
const differences = [
  { tags: ['en', 'en-gb'], dates: /\//, why: 'no spaces between days, months or years alone' },
  { tags: ['en', 'en-gb'], dates: era, why: 'AD stands before the year' },
  { tags: ['ar', 'he', 'it', 'nl', 'ro', 'id', 'pt', 'pt-pt', 'vi', 'ko', 'zh'], dates: yearRange, why: 'years of one era are joined as years without one' },
  { tags: ['da', 'nb', 'ko', 'zh', 'zh-hant', 'fr'], dates: eraRange, why: 'years of two eras are joined as other ranges, 年 included' },
  { tags: ['fr', 'it', 'pt'], dates: firstDay, why: 'the first of the month is an ordinal: 1er, 1º' },
  { tags: ['it'], dates: dayRange, why: 'days of one digit have no zero before them, as outside of ranges' },
  { tags: ['hu'], dates: /^-?\d{4}$/, why: 'no full stop behind a year that no month follows' },
  { tags: ['ko'], dates: era, why: 'the era is a word, not BC' },
  { tags: ['tr'], dates: /^-0043-/, why: 'the era stands with its year' },
  { tags: ['hi'], dates: era, why: 'the era follows its year in every form, not only in some' },
  { tags: ['uk'], dates: /^-?\d{4}$/, why: 'the year is marked before its era, as within dates' },
  { tags: ['uk'], dates: /^2024-12-20\//, why: 'each year is marked' },
  { tags: ['vi'], dates: /^-0043-03$/, why: 'the year is marked, as without an era' },
  { tags: ['cs', 'uk', 'ru', 'pl', 'el', 'fi'], dates: monthRange, why: 'months of a year share it; ICU falls back to two full dates' },
  { tags: ['cs'], dates: dayRange, why: 'months are named where dates name them' },
  { tags: ['fi', 'pl'], length: 'short', dates: dayRange, why: 'spaces around the dash, as in full' },
  { tags: ['el'], length: 'short', dates: /^-0043-03$/, why: 'the month as without an era' },
  { tags: ['es-419'], length: 'short', dates: /\/|^-/, why: 'ranges without "de", as single dates' },
  { tags: ['pt-pt'], length: 'short', dates: /^\d{4}-/, why: 'months have names, so that 1/07 is not read as January 7' },
  { tags: ['he'], dates: dayRange, why: 'the preposition stays before the month, as in single dates' },
  { tags: ['ja', 'zh', 'zh-hant'], dates: /^\d{4}-\d\d.*\//, why: 'ranges as single dates; ICU has digits and slashes' },
  { tags: ['zh-hant'], dates: yearRange, why: 'years keep their 年' },
];

// written yields what the golden file holds: [tag, EDTF, long, short].
function* written() {
  let tag;
  for (const line of read('testdata/languages.txtar').split('\n')) {
    const name = line.match(/^-- (.*) --$/);
    if (name) {
      tag = name[1];
    } else if (tag && line) {
      const [edtf, long, ...others] = line.split('\t');
      yield [tag, edtf, long, others.find((text) => !/^\(.*\)$/.test(text)) ?? long];
    }
  }
}

const plain = /^(-?\d{4})(?:-(0\d|1[0-2])(?:-(\d\d))?)?$/;

// parse returns the ends of a date that Intl can express, or undefined.
function parse(edtf) {
  const ends = edtf.split('/').map((end) => end.match(plain));
  const known = (end) => end.filter(Boolean).length;
  if (ends.includes(null) || ends.some((end) => known(end) !== known(ends[0]))) {
    return undefined;
  }
  const options = { timeZone: 'UTC', calendar: 'gregory', year: 'numeric' };
  if (ends.some(([, year]) => Number(year) < 100)) {
    options.era = 'short';
  }
  if (ends[0][3]) {
    options.day = 'numeric';
  }
  const dates = ends.map(([, year, month, day]) => {
    const date = new Date(0);
    date.setUTCFullYear(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
    return date;
  });
  return { dates, options, hasMonth: Boolean(ends[0][2]) };
}

function opinion(tag, { dates, options, hasMonth }, length) {
  const format = new Intl.DateTimeFormat(tag, hasMonth ? { ...options, month: length } : options);
  return dates.length > 1 ? format.formatRange(...dates) : format.format(dates[0]);
}

// Kinds of spaces, and signs of direction, are no difference here.
const simple = (text) => text.replace(/[\u2009\u202f\u00a0]/g, ' ').replace(/[\u200e\u200f]/g, '');

test('dates of all languages are as Intl writes them, but for known differences', () => {
  const version = read('locales_cldr.go').match(/Data Repository (\d+)/)[1];
  test.skip(process.versions.cldr?.split('.')[0] !== version, `Node has CLDR ${process.versions.cldr}, the tables are of ${version}`);
  const found = [];
  let compared = 0;
  for (const [tag, edtf, long, short] of written()) {
    const date = parse(edtf);
    if (!date) {
      continue;
    }
    for (const [length, ours] of Object.entries({ long, short })) {
      const theirs = simple(opinion(tag, date, length));
      compared += 1;
      const isKnown = differences.some((d) => d.tags.includes(tag) && d.dates.test(edtf) && (d.length ?? length) === length);
      if (simple(ours) !== theirs && !isKnown) {
        found.push(`${tag} ${edtf} ${length}: ${ours}, and Intl: ${theirs}`);
      }
    }
  }
  expect(found).toEqual([]);
  expect(compared).toBeGreaterThan(1000);
});

test('readers of all languages can type dates as pages show them', () => {
  const misread = [];
  let typed = 0;
  for (const [tag, edtf, ...texts] of written()) {
    const date = /^(\d{4})-(0\d|1[0-2])(?:-(\d\d))?$/.exec(edtf);
    if (!date) continue;
    const [, year, month, day = 1] = date;
    for (const text of texts) {
      typed += 1;
      const read = readDate(text, tag, 'today');
      if (read !== dayNumber(+year, +month, +day)) misread.push(`${tag} ${edtf}: ${text} is read as ${read}`);
    }
  }
  expect(misread).toEqual([]);
  expect(typed).toBeGreaterThan(200);
});

// Between a day and a time, where it is neither what Intl has in full nor what
// it has in short.
const betweenDayAndTime = [
  { tags: ['cs', 'tr'], text: '{0}, {1}', why: 'a comma, as most languages have it: no word for "at", no space alone' },
  { tags: ['de', 'de-at'], text: '{0}, {1} Uhr', why: 'a time of day is said with its word' },
  { tags: ['fa'], text: '{0}، ساعت {1}', why: 'the word for the hour of the full form, the comma of the short one' },
];

test('times of all languages are as Intl writes them, but for known differences', () => {
  const version = read('locales_cldr.go').match(/Data Repository (\d+)/)[1];
  test.skip(process.versions.cldr?.split('.')[0] !== version, `Node has CLDR ${process.versions.cldr}, the tables are of ${version}`);
  const found = [];
  let compared = 0;
  for (const [tag, edtf, ours] of written()) {
    const time = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)$/.exec(edtf);
    if (!time) continue;
    compared += 1;
    const at = Date.parse(`${edtf}Z`);
    const day = { year: 'numeric', month: 'long', day: 'numeric' };
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    const write = (options) => simple(new Intl.DateTimeFormat(tag, { timeZone: 'UTC', calendar: 'gregory', ...options }).format(at));
    const pattern = (text, month) => text.replace(write({ ...day, month }), '{0}').replace(write(clock), '{1}');
    const mine = pattern(simple(ours), 'long');
    const theirs = ['long', 'short'].map((month) => pattern(write({ ...day, ...clock, month }), month));
    if (theirs.includes(mine) || betweenDayAndTime.some(({ tags, text }) => tags.includes(tag) && text === mine)) continue;
    found.push(`${tag} ${edtf}: ${mine}, and Intl: ${theirs.join(' or ')}`);
  }
  expect(found).toEqual([]);
  expect(compared).toBeGreaterThan(28);
});
