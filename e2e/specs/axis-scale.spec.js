// The calendar of the axis, from minutes to billions of years.

import { readFileSync } from 'node:fs';
import { expect, plain as test } from '../test.js';

// A browser is told that these are modules by their elements, Node by nothing.
const load = (name) => import(`data:text/javascript,${encodeURIComponent(readFileSync(new URL(`../../static/${name}`, import.meta.url), 'utf8'))}`);
const { begins, civil, day, read, stepFor, times, write, writer, year } = await load('axis-scale.js');
const { eraRows, place, visible } = await load('axis-layout.js');

test('days of the calendar are where they are', () => {
  for (const text of ['1970-01-01', '1969-12-31', '2000-02-29', '2024-12-31', '0001-01-01', '1582-10-15', '9999-12-31']) {
    const [y, m, d] = text.split('-').map(Number);
    expect(begins(y, m, d), text).toBe(Date.parse(`${text}T00:00Z`) / 1000);
    expect(civil(begins(y, m, d)), text).toEqual({ year: y, month: m, day: d });
  }
  for (const y of [-4_500_000_000, -66_000_000, -44, 0, 1, 5_000_000_000]) expect(civil(begins(y, 3, 1)), String(y)).toEqual({ year: y, month: 3, day: 1 });
});

test('ticks have round names that fit, at every scale', () => {
  const pen = writer('en');
  const at = begins(2024, 6, 20);
  const seen = [];
  for (let span = 600; span < 1e17; span *= 1.7) {
    const scale = 1000 / span;
    const from = at - span * 0.9;
    const step = stepFor(scale, from, from + span, pen);
    const found = times(step, from, from + span);
    expect(found.length, `${span} s`).toBeGreaterThan(1);
    expect(found.length, `${span} s`).toBeLessThan(32);
    found.forEach((time, i) => {
      if (i) expect((time - found[i - 1]) * scale).toBeGreaterThan(pen.tick(time, step).length * 4.5);
    });
    seen.push(`${step.n} ${step.unit}`);
  }
  expect(new Set(seen).size).toBeGreaterThan(25);
  const steps = (unit, n, from, to) => times({ unit, n }, from, to).map((time) => pen.tick(time, { unit, n }));
  expect(steps('year', 1000, begins(-2000), begins(2001))).toEqual(['2000 BC', '1000 BC', '1', '1000', '2000']);
  expect(steps('year', 1e9, begins(-4.2e9), begins(-1e9 + 2))).toEqual(['4 billion BC', '3 billion BC', '2 billion BC', '1 billion BC']);
  expect(steps('month', 3, begins(2024), begins(2025) - 1)).toEqual(['Jan', 'Apr', 'Jul', 'Oct']);
  expect(steps('day', 1, begins(2024, 2, 28), begins(2024, 3, 1))).toEqual(['28', '29', '1']);
});

test('addresses bring back the view that they were written for', () => {
  for (const [time, span, text] of [
    [begins(2024, 6, 20) + 14 * 3600, 2 * day, '2024-06-20T14:00'],
    [begins(2024, 6, 20), 2 * day, '2024-06-20'],
    [begins(2024, 6, 20) + 14 * 3600, 5 * year, '2024-06-20'],
    [begins(-44, 3, 15), 100 * year, null],
    [begins(-66_000_000), 1e7 * year, 'Y-66000000'],
    [begins(2024), 1e10 * year, 'Y2024'],
  ]) {
    const written = write(time, span);
    if (text) expect(written).toBe(text);
    expect(Math.abs(read(written) - time), written).toBeLessThan(Math.max(span / 500, 60));
  }
  for (const bad of [null, '', 'Y', '2024', '2024-13-01', '2024-06-32', 'Y1e99', 'Infinity']) expect(read(bad), String(bad)).toBeNaN();
});

/** Events as the layout takes them: [from, length, at?] in seconds. */
const events = (...dates) => ({
  from: Float64Array.from(dates, ([from]) => from),
  to: Float64Array.from(dates, ([from, length]) => from + length),
  at: Float64Array.from(dates, ([from, , at]) => at ?? from),
});

test('every event is in a layout once, and none stands on another', () => {
  let seed = 7;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (const n of [1, 2, 40, 3000]) {
    const data = events(...Array.from({ length: n }, () => [random() * 1e6, random() < 0.1 ? random() * 1e5 : 0]));
    const order = [...data.at.keys()].sort((a, b) => data.at[a] - data.at[b]);
    for (const scale of [1e-4, 1e-3, 1e-2, 1]) {
      const { items } = place(data, order, scale, 8);
      const placed = items.flatMap(({ event, members }) => members ?? [event]).sort((a, b) => a - b);
      expect(placed).toEqual([...Array(n).keys()]);
      const rows = new Map();
      for (const item of items.filter(({ members }) => !members)) {
        const before = rows.get(item.row);
        // What found no room after three tries may stand close.
        if (before && !items.failed) expect(before.to).toBeLessThanOrEqual(item.from + 30 / scale);
        rows.set(item.row, item);
      }
    }
  }
});

test('what is in view is found, however long ago it began', () => {
  const data = events([0, 1e6], [100, 0], [5000, 0], [9e5, 0]);
  const layout = place(data, [0, 1, 2, 3], 1, 8);
  const found = [];
  visible(layout, 4000, 6000, ({ event }) => found.push(event));
  expect(found).toEqual([0, 2]);
});

test('names of eras that overlap stand above each other', () => {
  expect(eraRows([{ from: 0, to: 10 }, { from: 10, to: 20 }, { from: 5, to: 30 }, { from: -Infinity, to: Infinity }])).toEqual([0, 0, 1, 2]);
});
