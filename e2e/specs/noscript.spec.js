// With scripts off nothing is missing.

import { expect, test } from '../test.js';

test.use({ javaScriptEnabled: false });

test('the timeline is all there', async ({ page, visit }) => {
  await visit('demo');
  await expect(page.locator('.item')).toHaveCount(15);
  await expect(page.locator('.item h3 a')).toHaveCount(15);
  for (const part of ['.item .date', '.item .summary', '.item .says', '.strip a:visible']) {
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
  await expect(page.getByText(`The latest ${shown} events of 1,000`).first()).toBeVisible();

  // Seventy years are too many to choose from: decades lead to them.
  const times = page.getByRole('navigation', { name: 'Times', exact: true });
  const counts = async () => (await times.locator('.count').allTextContents()).reduce((sum, count) => sum + parseInt(count, 10), 0);
  expect(await counts(), 'events in all decades').toBe(1000);
  await times.getByRole('link', { name: '1960–1969' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1960–1969');
  const total = parseInt(await page.locator('.deck').textContent(), 10);
  expect(await counts(), 'events in all years of a decade').toBe(total);
  await times.getByRole('link').last().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1969');
  await expect(page.locator('.item').first()).toBeVisible();
});

test('what lies before the first event shown is a link away', async ({ page, visit }) => {
  await visit('many');
  const first = await page.locator('.item h3').first().textContent();
  await page.getByRole('link', { name: /^Earlier: / }).click();
  const target = page.locator('.item:target');
  await expect(target).toBeInViewport();
  await page.locator('.item:target + .item h3 a, .month:has(.item:target) + .month .item:first-child h3 a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);
});

test('months lead into a full year', async ({ page, visit }) => {
  await visit('facets', '/2020/');
  const months = page.getByRole('navigation', { name: 'Times', exact: true });
  await months.getByRole('link', { name: /^March/ }).click();
  await expect(page.locator('.month-name:target')).toHaveText('March 2020');
  await expect(page.locator('.month-name:target')).toBeInViewport();
});

test('every facet has a page, and each of its values', async ({ page, visit }) => {
  await visit('facets');
  await expect(page.locator('.finder')).toBeHidden();
  await page.getByRole('link', { name: 'by kind, topic, place and more' }).click();
  for (const [facet, value] of [
    ['Places', 'Zürich'],
    ['Court', 'Court of Appeal'],
    ['Importance', '5: greatest'],
    ['Status', 'Disputed'],
    ['Kinds', 'Deadline'],
  ]) {
    await visit('facets', '/by/');
    await page.getByRole('main').getByRole('link', { name: facet, exact: true }).click();
    const entry = page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('link', { name: value, exact: true }) });
    const total = parseInt(/([\d,]+) events?/.exec(await entry.textContent())[1].replace(',', ''), 10);
    await entry.getByRole('link', { name: value, exact: true }).click();
    await expect(page.locator('.deck')).toContainText(`${total.toLocaleString('en')} event`);
  }
});

test('a list of thousands of topics is divided, the frequent ones first', async ({ page, visit }) => {
  await visit('facets', '/tags/');
  await expect(page.getByRole('region', { name: 'In most events' }).getByRole('link').first()).toHaveText('trade');
  const seen = new Set();
  const parts = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  const count = await parts.count();
  expect(count).toBeGreaterThan(3);
  for (let i = 0; i < count; i++) {
    await parts.nth(i).click();
    for (const name of await page.locator('main > .wrap > .terms a').allTextContents()) seen.add(name);
  }
  expect(seen.size).toBe(3700);
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
