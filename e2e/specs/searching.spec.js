// Searching as a reader does it; what the index finds is search.spec.js's.

import { axe } from '../axe.js';
import { events as total, facts } from '../sites/facets.js';
import { address, expect, test } from '../test.js';

const results = (page) => page.locator('.found .item h3');
const outcome = (page) => page.locator('.outcome .count');

test('a search finds other forms of a word, marks them, and shows where the text has them', async ({ page, visit }) => {
  await visit('demo');
  await page.getByRole('searchbox').fill('prohibiting updates');
  await expect(results(page).first()).toHaveText('Updates and resale are prohibited');
  await expect(outcome(page)).toHaveText(/^\d+ of 15 events$/);
  await expect(results(page).first().locator('mark')).toHaveText(['Updates', 'prohibited']);
  const first = page.locator('.found .item').first();
  await expect(first.locator('.date')).toContainText('September 29, 2024');
  await first.scrollIntoViewIfNeeded();
  await expect(first.locator('.passage mark').first()).toBeVisible();
  await expect(page.locator('.whole')).toBeHidden();
});

test('while a word is being typed its beginning is enough', async ({ page, visit }) => {
  await visit('demo');
  await page.getByRole('searchbox').pressSequentially('Tre', { delay: 30 });
  await expect(results(page).filter({ hasText: 'Treasury sanctions twelve Kaspersky executives' })).toBeVisible();
});

test('names, sources and places are searched, whatever marks are typed', async ({ page, visit }) => {
  await visit('demo', '/?q=parizo');
  await expect(results(page).first()).toHaveText('Omdia analyst expects little effect on competition');
  await visit('demo', '/?q=ExecutiveGov');
  await expect(results(page)).toHaveText(['The FCC puts Kaspersky on its Covered List']);
  await visit('facets', '/?q=cafe sao zebra');
  await expect(results(page)).toHaveCount(10);
  await expect(outcome(page)).toHaveText(`20 of ${total.toLocaleString('en')} events`);
  await visit('facets', '/?q=大阪');
  await expect(outcome(page)).toHaveText(`${Array.from({ length: total }, (_, i) => facts(i)).filter((e) => e.place === '大阪').length} of 2,000 events`);
});

test('with filters it finds what passes both, and their counts are of what it found', async ({ page, visit }) => {
  await visit('facets', '/?q=northern harbour');
  const all = Array.from({ length: total }, (_, i) => facts(i)).filter((e) => e.title.includes('northern harbour'));
  await expect(outcome(page)).toHaveText(`${all.length} of 2,000 events`);
  await page.locator('.facet summary', { hasText: 'Years' }).click();
  const year = page.locator('.facet[open] .values li', { hasText: '2020' });
  const expected = all.filter((e) => e.date.startsWith('2020')).length;
  await expect(year.locator('.n')).toHaveText(String(expected));
  await year.getByRole('checkbox').check();
  await expect(outcome(page)).toHaveText(`${expected} of 2,000 events`);
  expect(new URL(page.url()).search).toBe('?q=northern+harbour&year=2020');
  await page.reload();
  await expect(outcome(page)).toHaveText(`${expected} of 2,000 events`);
  await expect(page.getByRole('searchbox')).toHaveValue('northern harbour');
});

test('best match first, or by date', async ({ page, visit }) => {
  await visit('demo', '/?q=resale');
  await expect(results(page).first()).toBeVisible();
  const ranked = await results(page).allTextContents();
  await page.getByRole('radio', { name: 'By date' }).check();
  await expect(page.locator('.found .year-name').first()).toBeVisible();
  const dated = await results(page).allTextContents();
  expect(dated.toSorted()).toEqual(ranked.toSorted());
  expect(dated.at(-1)).toBe('Updates and resale are prohibited');
  await expect(page.getByRole('radio', { name: 'By date' })).toBeFocused();
  await expect(page).toHaveURL(/sort=date/);
  await page.reload();
  await expect(results(page)).toHaveText(dated);
});

test('more results are a button away', async ({ page, visit }) => {
  await visit('facets', '/?q=northern');
  await expect(results(page)).toHaveCount(10);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(results(page)).toHaveCount(34);
  await expect(page.locator('.found .item h3 a').nth(10)).toBeFocused();
});

test('what has some of the words only is told from what has all', async ({ page, visit }) => {
  await visit('demo', '/?q=Treasury zebras');
  await expect(outcome(page)).toContainText('None has all of these words.');
  await expect(results(page).first()).toHaveText('Treasury sanctions twelve Kaspersky executives');
  await visit('demo', '/?q=xyzzyx');
  await expect(outcome(page)).toHaveText('No event matches.');
});

test('typing leaves one entry in the history', async ({ page, visit }) => {
  await visit('demo');
  const search = page.getByRole('searchbox');
  for (const typed of ['re', 'resa', 'resale']) {
    await search.fill(typed);
    await expect(page).toHaveURL(new RegExp(`q=${typed}$`));
  }
  await page.goBack();
  await expect(page).toHaveURL(address('demo', '/'));
  await expect(page.locator('.whole')).toBeVisible();
  await expect(search).toHaveValue('');
  await page.goForward();
  await expect(results(page).first()).toBeVisible();
  await expect(search).toHaveValue('resale');
});

test('emptying the field brings the timeline back', async ({ page, visit }) => {
  await visit('demo', '/?q=resale');
  await expect(results(page).first()).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expect(page.locator('.whole')).toBeVisible();
  await expect(page.locator('.timeline').getByRole('heading', { level: 3 })).toHaveCount(15);
});

test('a slash, words and Enter: no mouse', async ({ page, visit }) => {
  await visit('demo');
  await page.keyboard.press('/');
  await page.keyboard.type('omdia');
  await page.keyboard.press('Enter');
  await expect(results(page).first()).toHaveText('Omdia analyst expects little effect on competition');
  await page.getByRole('searchbox').blur();
  await page.keyboard.press('j');
  await expect(page.locator('.found .item h3 a').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Omdia analyst expects little effect on competition');
});

test('the overview shows where the results are', async ({ page, visit }) => {
  await visit('demo', '/?q=omdia analyst');
  await expect(results(page).first()).toBeVisible();
  const shown = await results(page).count();
  await expect(page.locator('.strip a[data-event]:not(.out)')).toHaveCount(shown);
  await page.getByRole('searchbox').fill('');
  await expect(page.locator('.strip a.out')).toHaveCount(0);
});

test('a query is never markup', async ({ page, visit }) => {
  for (const query of ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '(((((', '\\', '%', 'a'.repeat(200), '.*+?^${}()|[]', '\u202e\u0000']) {
    await visit('demo', `/?q=${encodeURIComponent(query)}`);
    await expect(outcome(page)).toHaveText(/./);
    expect(await page.locator('.finder img, .finder script, .found img, .found script').count()).toBe(0);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`results are accessible, ${colorScheme}`, async ({ page, visit }) => {
    await page.emulateMedia({ colorScheme });
    for (const [site, query] of [['demo', 'kaspersky'], ['arabic', 'الوزارة']]) {
      await visit(site, `/?q=${encodeURIComponent(query)}`);
      await results(page).first().scrollIntoViewIfNeeded();
      await expect(page.locator('.found mark').first()).toBeVisible();
      const { violations } = await axe(page);
      expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target}: ${node.failureSummary}`))).toEqual([]);
    }
  });
}

test('nothing moves while results come in', async ({ page }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) window.shifts.push(...shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 90)));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of ['/?q=kaspersky', '/?q=prohibited&kind=deadline']) {
    await page.goto(address('demo', path));
    await expect(results(page).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => window.shifts), path).toEqual([]);
  }
});

for (const width of [320, 390]) {
  test(`results fit ${width} px`, async ({ page, visit }) => {
    await page.setViewportSize({ width, height: 700 });
    for (const [site, query] of [['demo', 'kaspersky'], ['words', 'Gesetz']]) {
      await visit(site, `/?q=${query}`);
      await expect(results(page).first()).toBeVisible();
      expect(await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth), site).toBe(0);
    }
  });
}
