// With scripts off nothing is missing.

import { expect, test } from '../test.js';

test.use({ javaScriptEnabled: false });

test('the timeline is all there', async ({ page, visit }) => {
  await visit('demo');
  await expect(page.locator('.item')).toHaveCount(15);
  await expect(page.locator('.item h3 a')).toHaveCount(15);
  for (const part of ['.item .date', '.item .summary', '.item .says', '.strip a']) {
    await expect(page.locator(part), part).toHaveCount(15);
    for (const one of await page.locator(part).all()) await expect(one).toBeVisible();
  }
});

test('dates have a machine-readable form where HTML has one, and only there', async ({ page, visit }) => {
  await visit('demo');
  const date = (title) => page.locator('.item', { has: page.getByRole('heading', { name: title }) }).locator('.date');
  for (const [title, text, datetime] of [
    ['Commerce bans Kaspersky software', 'June 20', '2024-06-20'],
    ['Updates and resale are prohibited', 'September 29', '2024-09-29'],
    ['Sanctions over Ukraine', '2022', '2022'],
  ]) {
    await expect(date(title)).toHaveText(text);
    await expect(date(title).locator('time'), title).toHaveAttribute('datetime', datetime);
  }
  for (const [title, text] of [
    ['Kaspersky begins to operate', 'c. 2005'],
    ['Kaspersky says that it is looking into', 'c. June'],
    ['Kaspersky winds down', 'from July 20'],
  ]) {
    await expect(date(title)).toContainText(text);
    await expect(date(title).locator('time'), title).toHaveCount(0);
  }
});

test('every event can be reached from the timeline, and leads on', async ({ page, visit }) => {
  await visit('demo');
  const titles = await page.locator('.item h3 a').allTextContents();
  await page.locator('.item h3 a').first().click();
  for (const title of titles.slice(1)) {
    await page.locator('.neighbours .after').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  }
  await expect(page.locator('.neighbours .after')).toHaveCount(0);
});

test('lists lead from the masthead to every event', async ({ page, visit }) => {
  await visit('demo');
  for (const [list, entry] of [
    ['Kinds', 'Deadline'],
    ['Who', 'Kaspersky'],
    ['Topics', 'sales ban'],
  ]) {
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: list }).click();
    await page.getByRole('main').getByRole('link', { name: entry, exact: true }).click();
    await expect(page.locator('.item').first()).toBeVisible();
  }
});

test('a long timeline says what it leaves out, and where that is', async ({ page, visit }) => {
  await visit('many');
  const shown = await page.locator('.item').count();
  expect(shown).toBeGreaterThan(20);
  expect(shown).toBeLessThanOrEqual(300);
  await expect(page.getByText(`${shown} events of 1,000`).first()).toBeVisible();

  const years = page.getByRole('navigation', { name: 'Years', exact: true });
  let total = 0;
  for (const count of await years.locator('.count').allTextContents()) total += parseInt(count, 10);
  expect(total, 'events in all years').toBe(1000);
  await years.getByRole('link').last().click();
  await expect(page.locator('.item').first()).toBeVisible();
});

test('a list of many pages can be paged through', async ({ page, visit }) => {
  await visit('many', '/kinds/action/');
  const total = parseInt(await page.locator('.deck').textContent(), 10);
  const seen = new Set();
  const pages = await page.locator('.pager a').count();
  expect(pages).toBeGreaterThan(1);
  for (let i = 0; i < pages; i++) {
    await page.locator('.pager a').nth(i).click();
    await expect(page.locator('.pager [aria-current=page]')).toHaveText(String(i + 1));
    for (const title of await page.locator('.item h3').allTextContents()) seen.add(title);
  }
  expect(seen.size).toBe(total);
});
