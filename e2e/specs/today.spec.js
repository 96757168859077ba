// What a date means today. The clock is the test's; the pages know none.

import { expect, test } from '../test.js';

const keyDates = (page) => page.getByRole('region', { name: 'The dates that matter' }).getByRole('listitem');

for (const [now, first, second] of [
  ['2024-06-25T12:00:00-04:00', 'Next: in 25 days', 'in 3 months'],
  ['2024-07-19T23:59:00-04:00', 'Next: tomorrow', 'in 2 months'],
  ['2024-07-20T00:01:00-04:00', 'in force from today', 'Next: in 2 months'],
  ['2024-09-10T12:00:00-04:00', 'in force', 'Next: in 19 days'],
  ['2026-11-24T12:00:00-05:00', 'in force', 'in force'],
]) {
  test(`the deadlines as of ${now}`, async ({ page, visit }) => {
    await page.clock.setFixedTime(now);
    await visit('demo');
    await expect(keyDates(page).nth(0).locator('.now')).toHaveText(first);
    await expect(keyDates(page).nth(1).locator('.now')).toHaveText(second);
  });
}

test('today is that of the site, not that of the reader', async ({ browser }) => {
  // In Tokyo it is the 20th already; in Washington, where the ban begins, not yet.
  const context = await browser.newContext({ timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  await page.clock.setFixedTime('2024-07-20T02:00:00Z');
  await page.goto(JSON.parse(process.env.DATELINE_SITES).demo.url + '/');
  await expect(keyDates(page).first().locator('.now')).toHaveText('Next: tomorrow');
  await context.close();
});

test('entries and pages of deadlines say the same', async ({ page, visit }) => {
  await page.clock.setFixedTime('2024-09-10T12:00:00-04:00');
  await visit('demo');
  const note = (title) => page.locator('.item', { hasText: title }).locator('.now');
  await expect(note('New sales to Americans are prohibited')).toHaveText('in force');
  await expect(note('Updates and resale are prohibited')).toHaveText('in 19 days');
  await expect(note('Commerce bans Kaspersky software')).toHaveCount(0);
  await visit('demo', '/events/2024-09-29-updates-prohibited/');
  await expect(page.locator('.headline .now')).toHaveText('in 19 days');
  await visit('demo', '/?kind=deadline');
  await expect(page.locator('.found .now')).toHaveText(['in force', 'in 19 days']);
});

test('an event of the future says when it will be', async ({ page, visit }) => {
  await page.clock.setFixedTime('2024-06-01T12:00:00-04:00');
  await visit('demo');
  await expect(page.locator('.item', { hasText: 'Commerce bans Kaspersky software' }).locator('.now')).toHaveText('in 19 days');
  await expect(page.locator('.item', { hasText: 'Homeland Security orders' }).locator('.now')).toHaveCount(0);
});

test('without script there are dates alone', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(JSON.parse(process.env.DATELINE_SITES).demo.url + '/');
  await expect(keyDates(page)).toHaveCount(2);
  await expect(page.locator('.now')).toHaveCount(0);
  await context.close();
});

for (const width of [320, 390, 1280]) {
  test(`what is said moves nothing at ${width} px`, async ({ page, visit }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.clock.setFixedTime('2024-06-25T12:00:00-04:00');
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) window.shifts.push(...shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 90)));
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of ['/', '/kinds/deadline/', '/events/2024-09-29-updates-prohibited/']) {
      await visit('demo', path);
      await expect(page.locator('.now').first()).toBeAttached();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await page.evaluate(() => window.shifts), path).toEqual([]);
    }
  });
}
