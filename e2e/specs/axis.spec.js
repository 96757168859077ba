// The axis: a timeline to move along and to zoom, by mouse, fingers and keys,
// with an address for each view, and a table for those without script.

import { axe } from '../axe.js';
import { frameTimes } from '../measure.js';
import { address, expect, test } from '../test.js';

const group = (page) => page.locator('.axis-view');
const panel = (page) => page.locator('.axis-panel');
const asked = (page) => new URL(page.url()).searchParams;
const days = (text) => Date.parse(`${text.slice(0, 10)}T00:00Z`) / 86_400_000;

/** Opens a page with an axis and waits until it is drawn. */
async function open(page, visit, site, path = '/axis/') {
  await visit(site, path);
  await expect(page.locator('.axis-drawing.drawn')).toBeVisible();
  await painted(page);
}

const painted = (page) => page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));

/** What is drawn, as numbers that change when the drawing does. */
const drawing = (page) => page.locator('.axis-view canvas').evaluate((canvas) => canvas.toDataURL());

/** The view that the address has once it has followed. */
async function viewed(page) {
  await page.waitForTimeout(700);
  return { from: asked(page).get('from'), to: asked(page).get('to') };
}

const middle = async (page) => {
  const box = await group(page).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box };
};

test.use({ reducedMotion: 'reduce' });

test.describe('with the mouse', () => {
  test('is dragged along', async ({ page, visit }) => {
    await open(page, visit, 'demo', '/axis/?from=2024-01-01&to=2024-12-31');
    const { x, y } = await middle(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 100, y, { steps: 4 });
    await page.mouse.up();
    const { from, to } = await viewed(page);
    expect(days(from)).toBeGreaterThan(days('2024-01-15'));
    expect(days(to) - days(from)).toBeGreaterThanOrEqual(364);
    expect(days(to) - days(from)).toBeLessThanOrEqual(366);
  });

  test('is zoomed at the pointer by the wheel, but only when the reader means it', async ({ page, visit }) => {
    await open(page, visit, 'demo', '/axis/?from=2024-01-01&to=2024-12-31');
    const { y, box } = await middle(page);
    await page.mouse.move(box.x + box.width - 1, y);
    await page.mouse.wheel(0, 120);
    await expect.poll(() => page.evaluate(() => scrollY), 'the page scrolls').toBeGreaterThan(0);
    expect((await viewed(page)).to).toBe('2024-12-31');
    await page.evaluate(() => scrollTo(0, 0));

    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    let { from, to } = await viewed(page);
    expect(days(from)).toBeGreaterThan(days('2024-03-01'));
    expect(days(to), 'what is at the pointer stays').toBeGreaterThanOrEqual(days('2024-12-29'));

    await group(page).focus();
    await page.mouse.wheel(0, -200);
    const before = from;
    ({ from, to } = await viewed(page));
    expect(days(from)).toBeGreaterThan(days(before));
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test('lets the page scroll where it cannot be zoomed further', async ({ page, visit }) => {
    await open(page, visit, 'demo');
    const { x, y } = await middle(page);
    await page.mouse.move(x, y);
    await group(page).focus();
    for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 400);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  });

  test('shows the event that is clicked beside it, and closes it', async ({ page, visit }) => {
    await open(page, visit, 'demo', '/axis/?from=2024-06-01&to=2024-07-01');
    const { box } = await middle(page);
    // June 20, at noon, in the lowest rows.
    const x = box.x + (box.width * 19.5) / 30;
    await expect(async () => {
      for (let row = 0; row < 6 && !(await panel(page).isVisible()); row++) await page.mouse.click(x, box.y + box.height - 44 - 18 - row * 26);
      await expect(panel(page).locator('h3 a')).toBeVisible();
    }).toPass();
    await expect(panel(page).locator('.date')).toContainText('June');
    const event = asked(page).get('event');
    expect(event).toMatch(/^2024-06/);
    expect(await panel(page).locator('h3 a').getAttribute('href')).toBe(`/events/${event}/`);
    await panel(page).getByRole('button', { name: 'Close' }).click();
    await expect(panel(page)).toBeHidden();
    expect(asked(page).has('event')).toBe(false);
  });

  test('opens a column of events', async ({ page, visit }) => {
    await open(page, visit, 'large');
    const { x, box } = await middle(page);
    await page.mouse.click(x, box.y + box.height - 60);
    const { from, to } = await viewed(page);
    expect(days(to) - days(from)).toBeLessThan(1500);
  });

  test('has buttons', async ({ page, visit }) => {
    await open(page, visit, 'demo');
    const button = (name) => page.locator('.axis-buttons').getByRole('button', { name, exact: true });
    const whole = await drawing(page);
    await button('Zoom in').click();
    const zoomed = await viewed(page);
    expect(zoomed.from).not.toBe(null);
    await button('Later').click();
    const later = await viewed(page);
    expect(days(later.from)).toBeGreaterThan(days(zoomed.from));
    await button('Earlier').click();
    expect((await viewed(page)).from).toBe(zoomed.from);
    await button('Zoom out').click();
    await button('Whole timeline').click();
    expect(await viewed(page)).toEqual({ from: null, to: null });
    await page.mouse.move(0, 0);
    await painted(page);
    expect(await drawing(page)).toBe(whole);
    for (const one of await page.locator('.axis-buttons button').all()) {
      const { width, height } = await one.boundingBox();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    }
  });
});

test('is pinched and dragged with fingers, and the page scrolls under one', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(address('demo', '/axis/?from=2024-01-01&to=2024-12-31'));
  await expect(page.locator('.axis-drawing.drawn')).toBeVisible();
  const { x, y } = await middle(page);
  const session = await context.newCDPSession(page);
  const touch = (type, ...xs) => session.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((at, id) => ({ x: at, y, id })) });
  await touch('touchStart', x - 30);
  await touch('touchStart', x - 30, x + 30);
  for (const far of [50, 80, 120]) await touch('touchMove', x - far, x + far);
  await touch('touchEnd');
  const { from, to } = await viewed(page);
  expect(days(to) - days(from)).toBeGreaterThan(60);
  expect(days(to) - days(from)).toBeLessThan(120);

  await touch('touchStart', x + 60);
  for (const far of [40, 20, 0]) await touch('touchMove', x + far);
  await touch('touchEnd');
  expect(days((await viewed(page)).from)).toBeGreaterThan(days(from));
  expect(await group(page).evaluate((node) => getComputedStyle(node).touchAction)).toBe('pan-y');
  await context.close();
});

test('works with the keyboard alone', async ({ page, visit }) => {
  await open(page, visit, 'demo');
  await page.locator('.axis-buttons button').last().focus();
  await page.keyboard.press('Tab');
  await expect(group(page)).toBeFocused();
  expect(await group(page).evaluate((node) => getComputedStyle(node).outlineStyle)).toBe('solid');
  await expect(group(page)).toHaveAccessibleName(/15 events/);

  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.axis-says')).toHaveText(/^Event 1 of 15: c\.\s2005, /);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.axis-says')).toHaveText(/^Event 3 of 15: /);
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('.axis-says')).toHaveText(/^Event 2 of 15: /);
  await page.keyboard.press('Enter');
  await expect(panel(page).locator('h3 a')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(panel(page).getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(group(page)).toBeFocused();

  await page.keyboard.press('+');
  await page.keyboard.press('+');
  const zoomed = await viewed(page);
  await page.keyboard.press('ArrowRight');
  const right = await viewed(page);
  expect(days(right.from)).toBeGreaterThan(days(zoomed.from));
  await page.keyboard.press('ArrowLeft');
  expect((await viewed(page)).from).toBe(zoomed.from);
  await page.keyboard.press('-');
  await page.keyboard.press('0');
  expect(await viewed(page)).toEqual({ from: null, to: null });
  await page.keyboard.press('Tab');
  await expect(group(page), 'the reader gets out').not.toBeFocused();
});

test.describe('an address', () => {
  test('has the view, the lanes and the event, and brings them back', async ({ page, visit }) => {
    await open(page, visit, 'demo', '/axis/?from=2024-05-01&to=2024-11-01&lanes=kind&event=2024-07-20-wind-down');
    await expect(panel(page).locator('h3')).toHaveText('Kaspersky winds down its U.S. operations');
    await expect(page.getByLabel('Lanes')).toHaveValue('kind');
    const drawn = await drawing(page);
    await group(page).focus();
    await page.keyboard.press('ArrowRight');
    const there = await viewed(page);
    expect(there.from).not.toBe('2024-05-01');
    await page.reload();
    await expect(panel(page)).toBeVisible();
    expect(await viewed(page)).toEqual(there);
    await page.goto(address('demo', '/axis/?from=2024-05-01&to=2024-11-01&lanes=kind&event=2024-07-20-wind-down'));
    await expect(panel(page)).toBeVisible();
    await painted(page);
    expect(await drawing(page)).toBe(drawn);
  });

  test('goes back from an event', async ({ page, visit }) => {
    await open(page, visit, 'demo');
    await group(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(panel(page)).toBeVisible();
    await page.goBack();
    await expect(panel(page)).toBeHidden();
  });

  test('of nonsense shows the whole', async ({ page, visit }) => {
    await open(page, visit, 'demo');
    const whole = await drawing(page);
    for (const query of ['from=x&to=y', 'from=2025-01-01&to=2024-01-01', 'event=none&lanes=none', 'from=Y1e999&to=Y2']) {
      await open(page, visit, 'demo', `/axis/?${query}`);
      expect(await drawing(page), query).toBe(whole);
    }
  });
});

test('shows what filters let through, and keeps its view', async ({ page, visit }) => {
  await open(page, visit, 'demo', '/axis/?from=2024-05-01&to=2024-11-01');
  const all = await drawing(page);
  const facet = page.locator('.facet[data-key="kind"]');
  await facet.locator('summary').click();
  await facet.getByRole('checkbox', { name: /Deadline/ }).check();
  await expect(page.locator('.finder .count')).toHaveText('2 of 15 events');
  await expect.poll(() => drawing(page)).not.toBe(all);
  expect(asked(page).get('kind')).toBe('deadline');
  expect(asked(page).get('from')).toBe('2024-05-01');
  await group(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.axis-says')).toHaveText(/^Event 1 of 2: /);
  await page.reload();
  await expect(page.locator('.axis-drawing.drawn')).toBeVisible();
  await expect(page.locator('.finder .count')).toHaveText('2 of 15 events');
  expect(asked(page).get('from')).toBe('2024-05-01');
});

test('goes to a date', async ({ page, visit }) => {
  await open(page, visit, 'demo');
  await page.getByLabel('Go to').fill('2017-09-13');
  await page.getByLabel('Go to').press('Enter');
  const { from, to } = await viewed(page);
  expect(days(from)).toBeLessThan(days('2017-09-13'));
  expect(days(to)).toBeGreaterThan(days('2017-09-13'));
});

test.describe('as the main view of home', () => {
  test('spans billions of years, and goes down to minutes', async ({ page, visit }) => {
    await open(page, visit, 'deep', '/');
    await expect(page.locator('.axis-lanes')).toBeVisible();
    await expect(page.locator('.strip')).toBeHidden();
    await group(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.axis-says')).toHaveText('Event 1 of 7: c. 13.8 billion BC, The first');
    await page.getByLabel('Go to').fill('2024-06-20');
    await page.getByLabel('Go to').press('Enter');
    await group(page).focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press('+');
    const { from, to } = await viewed(page);
    expect(from).toMatch(/^2024-06-(19|20)T\d\d:\d\d/);
    expect(Date.parse(`${to.slice(0, 16)}Z`) - Date.parse(`${from.slice(0, 16)}Z`)).toBeLessThan(3_600_000);
    await page.getByRole('button', { name: 'Whole timeline' }).click();
    expect(await viewed(page)).toEqual({ from: null, to: null });
  });

  test('tells apart what is an hour apart', async ({ page, visit }) => {
    await open(page, visit, 'deep', '/?from=2024-06-20T14:00&to=2024-06-20T15:00');
    await group(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.axis-says')).toHaveText(/At a minute$/);
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.axis-says')).toHaveText(/An hour later$/);
  });

  test('is the overview where no script runs', async ({ browser }) => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(address('deep', '/'));
    await expect(page.locator('.axis-drawing')).toBeHidden();
    await expect(page.locator('.strip')).toBeVisible();
    await expect(page.locator('.timeline h3')).toHaveCount(7);
    await page.context().close();
  });
});

test('runs from right to left where the script does', async ({ page, visit }) => {
  await open(page, visit, 'arabic');
  await group(page).focus();
  await page.keyboard.press('+');
  const before = await viewed(page);
  await page.keyboard.press('ArrowLeft');
  const after = await viewed(page);
  expect(days(after.from)).toBeGreaterThan(days(before.from));
});

test.describe('the page', () => {
  for (const colorScheme of ['light', 'dark']) {
    test(`has no fault that axe finds, ${colorScheme}`, async ({ page, visit }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, visit, 'demo', '/axis/?event=2024-07-20-wind-down');
      await expect(panel(page)).toBeVisible();
      const { violations } = await axe(page);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    });
  }

  test('fits 320 pixels', async ({ page, visit }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['/axis/', '/axis/?lanes=actors&event=2024-07-20-wind-down']) {
      await open(page, visit, 'demo', path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
  });

  test('is drawn anew when its colours change', async ({ page, visit }) => {
    await open(page, visit, 'demo');
    const light = await drawing(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => drawing(page)).not.toBe(light);
    const dark = await drawing(page);
    await page.emulateMedia({ forcedColors: 'active' });
    await expect.poll(() => drawing(page)).not.toBe(dark);
  });

  test('prints its table, not the drawing', async ({ page, visit }) => {
    await open(page, visit, 'demo');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.axis-drawing')).toBeHidden();
    await expect(page.locator('.events-table tbody tr')).toHaveCount(15);
  });

  test('of ten thousand events has the latest, and leads to the others', async ({ page, visit }) => {
    await visit('large', '/axis/');
    await expect(page.locator('.events-table tbody tr')).toHaveCount(200);
    await expect(page.locator('.periods a').first()).toBeVisible();
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('is a table', async ({ page }) => {
    await page.goto(address('demo', '/axis/'));
    await expect(page.locator('.axis-drawing')).toBeHidden();
    const table = page.getByRole('table', { name: 'Table of events' });
    await expect(table.getByRole('row')).toHaveCount(16);
    await expect(table.getByRole('link', { name: 'Commerce bans Kaspersky software' })).toBeVisible();
  });
});

test('of ten thousand events is drawn in time', async ({ page, visit }) => {
  await open(page, visit, 'large');
  const { x, y } = await middle(page);
  for (const [what, from, to] of [['all', '', ''], ['years', '1995-01-01', '2000-01-01'], ['months', '1995-01-01', '1995-06-01']]) {
    if (from) await open(page, visit, 'large', `/axis/?from=${from}&to=${to}`);
    await group(page).focus();
    const times = await frameTimes(page, async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let i = 1; i <= 40; i++) await page.mouse.move(x - i * 8, y);
      await page.mouse.up();
      for (let i = 0; i < 30; i++) await page.mouse.wheel(0, i < 15 ? -60 : 60);
    });
    const sorted = times.toSorted((a, b) => a - b);
    const at = (part) => sorted[Math.floor((sorted.length - 1) * part)].toFixed(1);
    const report = `${what}: ${times.length} frames, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`;
    test.info().annotations.push({ type: 'frames', description: report });
    console.log(report);
    expect(times.length).toBeGreaterThan(20);
    expect(Number(at(0.5)), report).toBeLessThan(16);
  }
});

