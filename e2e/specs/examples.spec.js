// The examples, each for what it is an example of. That their pages are
// accessible and fit every screen is in pages.spec.js and responsive.spec.js.

import { expect, test } from '../test.js';

test('Apollo 11: times have their zone, to the second where it is known', async ({ page, visit }) => {
  await visit('apollo', '/events/descent/contact/');
  await expect(page.locator('.headline .date')).toHaveText('July 20, 1969, 16:17:40 UTC−04:00');
  await expect(page.locator('.headline time')).toHaveAttribute('datetime', '1969-07-20T16:17:40-04:00');
});

test('Apollo 11: the zone is said once above a list, and by each entry of what is found', async ({ page, visit }) => {
  await visit('apollo');
  await expect(page.locator('.month-name')).toHaveText('July 1969 UTC−04:00');
  const dates = await page.locator('.item .date').allInnerTexts();
  expect(dates.length).toBe(37);
  expect(dates.filter((date) => !/^July 2[01], \d\d:\d\d(:\d\d)?\s*$/.test(date))).toEqual([]);
  await page.getByRole('searchbox').fill('alarm');
  await page.keyboard.press('Enter');
  const found = page.locator('.found .item .date');
  await expect(found.first()).toContainText('UTC−04:00');
  expect((await found.allInnerTexts()).filter((date) => !date.includes('UTC−04:00'))).toEqual([]);
});

test('Apollo 11: an overview of two days has hours, and a period', async ({ page, visit }) => {
  await visit('apollo');
  expect(await page.locator('.strip .tick text:visible').allTextContents()).toContainEqual(expect.stringMatching(/^\d\d:\d\d$/));
  await expect(page.locator('.strip .era-band')).not.toHaveCount(0);
  await expect(page.locator('.timeline .era')).toHaveCount(3);
  // More happened in the twelve minutes of the descent than the strip has lanes.
  await expect(page.locator('.strip a:has(.pill):visible').first()).toBeVisible();
});

test('the calendar: dates before our era, and dates that are not simple', async ({ page, visit }) => {
  await visit('calendar');
  const shown = (await page.locator('.item .date').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  for (const date of ['238 BC', '222 BC or 218 BC', '44–8 BC', 'c. 1220 – c. 1235', 'between 1265 and 1268', 'February 6, 1918 and February 8, 1918']) {
    expect(shown).toContain(date);
  }
  const first = page.locator('.item .date').first();
  await expect(first.locator('time'), 'HTML has no form for years before 1').toHaveCount(0);
  await expect(page.locator('.strip .circa:visible')).not.toHaveCount(0);
  await expect(page.locator('.strip .era-band')).not.toHaveCount(0);
  await expect(page.locator('.timeline .era')).toHaveCount(3);
  await expect(page.locator('.item .status').filter({ hasText: 'Disputed' }).first()).toBeVisible();
});

test('Arabic print: from right to left, with a field of its own to filter by', async ({ page, visit }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await visit('print');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth)).toBe(320);
  const logo = await page.locator('.nameplate img').boundingBox();
  expect(logo.x + logo.width, 'the logo is on the right').toBeGreaterThan(280);
  await expect(page.locator('.strip .era-band')).not.toHaveCount(0);
  await expect(page.locator('.timeline .era')).toHaveCount(3);
  await page.locator('.facet summary', { hasText: 'المسار' }).click();
  const choice = page.locator('.facet[open] .values label').first();
  await choice.click();
  await expect(page).toHaveURL(/[?&]/);
  await expect(page.locator('.found .item').first()).toBeVisible();
});

test('each example has a look of its own', async ({ page, visit }) => {
  const looks = new Set();
  for (const site of ['apollo', 'calendar', 'print']) {
    await visit(site);
    looks.add(
      await page.evaluate(() => {
        const { backgroundColor, fontFamily } = getComputedStyle(document.documentElement);
        return [backgroundColor, fontFamily, getComputedStyle(document.querySelector('.masthead .here')).boxShadow].join();
      }),
    );
  }
  expect(looks.size).toBe(3);
});
