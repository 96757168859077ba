// What was done to the entries, and what of it is new to a reader. What a
// reader has seen is kept in their browser.

import { axe } from '../axe.js';
import { layoutShift } from '../measure.js';
import { address, expect, sites, test } from '../test.js';

const minute = 60_000;
const key = 'dateline-visit /';

/** Lets the browser remember that the reader was there when this was the newest change. */
const lastVisit = (page, newest, before = 24 * 60 * minute) =>
  page.addInitScript(
    ([key, state]) => localStorage[key] ?? localStorage.setItem(key, state),
    [key, JSON.stringify({ newest, at: Date.now() - before })],
  );

const kept = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key)), key);
const marks = (page) => page.locator('.fresh');
const entry = (page, title) => page.locator('.item', { hasText: title });

/** Waits until the script has remembered the page, which it does before it marks anything. */
const remembered = (page) => expect.poll(() => kept(page)).not.toBeNull();

test.describe('the list of changes', () => {
  test('has all changes by day, the newest first, in the time zone of the site', async ({ page, visit }) => {
    await visit('changes', '/changes/');
    await expect(page.getByRole('heading', { level: 2 })).toHaveText([
      'July 17, 2024', 'July 16, 2024', 'July 15, 2024', 'July 10, 2024', 'July 2, 2024', 'July 1, 2024',
    ]);
    await expect(page.getByRole('region', { name: 'July 16, 2024' }).getByRole('listitem')).toHaveText([
      /^\s*Changed\s*An entry that was changed without a word/,
      /^\s*Correction\s*An entry that was corrected twice.*Correction An earlier version.*Update The office has confirmed it/s,
    ]);
    await expect(page.getByText('An entry that does not say when it appeared')).toHaveCount(0);
  });

  test('is reached from the foot of every page, and leads to the events', async ({ page, visit }) => {
    await visit('changes');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Changes' }).click();
    await page.getByRole('link', { name: 'An entry about what somebody says' }).click();
    await expect(page).toHaveURL(address('changes', '/events/statement/'));
  });

  test('is not there where no entry says when it appeared', async ({ page, visit }) => {
    await visit('many');
    await expect(page.getByRole('contentinfo').getByRole('link', { name: 'Changes' })).toHaveCount(0);
    await visit('many', '/changes/', 404);
  });

  test('sums up days on which very much was added', async ({ page, visit }) => {
    await visit('large', '/changes/');
    const first = page.locator('.change-day').first();
    await expect(first.getByRole('listitem')).toHaveCount(20);
    await first.getByRole('link', { name: /^\d+ more events in the timeline$/ }).click();
    await expect(page).toHaveURL(address('large', '/'));
  });
});

test.describe('a first visit', () => {
  for (const path of ['/', '/changes/', '/events/corrected/', '/?kind=deadline']) {
    test(`marks nothing on ${path}`, async ({ page, visit }) => {
      await visit('changes', path);
      await remembered(page);
      if (path.includes('?')) await expect(page.locator('.found .item')).toHaveCount(1);
      await expect(marks(page)).toHaveCount(0);
      await expect(page.getByText('since your last visit')).toBeHidden();
      await expect(page.getByRole('button', { name: 'Mark all as seen' })).toBeHidden();
    });
  }
});

test.describe('a later visit', () => {
  test('marks what was added and changed since, and counts it', async ({ page, visit }) => {
    await lastVisit(page, '2024-07-10');
    await visit('changes');
    await expect(marks(page)).toHaveText(['Changed', 'New', 'New', 'Changed']);
    await expect(entry(page, 'corrected twice').locator('.date')).toContainText('Changed');
    await expect(entry(page, 'The first entry').locator('.fresh')).toHaveCount(0);
    const link = page.getByRole('link', { name: '4 changes since your last visit' });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(address('changes', '/changes/'));
    await expect(marks(page)).toHaveText(['New', 'New', 'New', 'New']);
    await page.getByRole('link', { name: 'An entry that was corrected twice' }).first().click();
    await expect(page.locator('.headline .fresh')).toHaveText('Changed');
  });

  test('marks what the finder finds', async ({ page, visit }) => {
    await lastVisit(page, '2024-07-10');
    await visit('changes', '/?kind=deadline&kind=announcement');
    await expect(page.locator('.found .item')).toHaveCount(2);
    await expect(page.locator('.found .fresh')).toHaveText(['Changed']);
  });

  test('marks nothing when nothing happened since', async ({ page, visit }) => {
    await lastVisit(page, '2024-07-17T22:30');
    await visit('changes');
    await expect.poll(async () => (await kept(page)).since).toBe('2024-07-17T22:30');
    await expect(marks(page)).toHaveCount(0);
    await expect(page.locator('.since')).toBeHidden();
  });

  test('lasts until half an hour after its last page', async ({ page, visit }) => {
    await page.clock.setFixedTime('2024-07-20T12:00:00Z');
    await page.addInitScript(([key, state]) => localStorage[key] ?? localStorage.setItem(key, state), [key, JSON.stringify({ newest: '2024-07-10', at: Date.parse('2024-07-12') })]);
    await visit('changes');
    await expect(marks(page)).toHaveCount(4);
    await page.clock.setFixedTime('2024-07-20T12:29:00Z');
    await visit('changes', '/events/statement/');
    await expect(marks(page)).toHaveText('New');
    await page.clock.setFixedTime('2024-07-20T12:58:00Z');
    await visit('changes');
    await expect(marks(page)).toHaveCount(4);
    await page.clock.setFixedTime('2024-07-20T13:29:00Z');
    // Leaving the page is being on it: this is a visit of its own only because nobody left.
    await page.evaluate(([key]) => addEventListener('pagehide', () => localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), at: Date.parse('2024-07-20T12:58:00Z') }))), [key]);
    await visit('changes');
    await expect.poll(async () => (await kept(page)).since).toBe('2024-07-17T22:30');
    await expect(marks(page)).toHaveCount(0);
  });

  test('after one of which no page told the newest change counts from its day', async ({ page, visit }) => {
    await lastVisit(page, undefined);
    await visit('changes');
    await remembered(page);
    await expect.poll(async () => (await kept(page)).newest).toBe('2024-07-17T22:30');
    await expect(marks(page)).toHaveCount(0);
  });

  test('says no number when there are more changes than the page knows', async ({ page, visit }) => {
    await lastVisit(page, '2024-06-01');
    await page.route(address('changes', '/'), async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/data-changes="[^"]*"/, 'data-changes="2024-07-17T22:30 1,2024-07-16 2,"');
      await route.fulfill({ response, body });
    });
    await visit('changes');
    await expect(page.locator('.since')).toHaveText('New since your last visit');
  });

  test('can be told that all is seen, by keyboard', async ({ page, visit }) => {
    await lastVisit(page, '2024-07-10');
    await visit('changes', '/changes/');
    await expect(marks(page)).toHaveCount(4);
    const button = page.getByRole('button', { name: 'Mark all as seen' });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(marks(page)).toHaveCount(0);
    await expect(button).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await visit('changes');
    await remembered(page);
    await expect(page.locator('.since')).toBeHidden();
    await expect(marks(page)).toHaveCount(0);
  });
});

test('where nothing can be kept, nothing is marked and nothing breaks', async ({ page, visit }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
  });
  for (const path of ['/', '/changes/', '/events/corrected/']) {
    await visit('changes', path);
    await expect(marks(page)).toHaveCount(0);
  }
});

test('where storage is full, or holds something else, nothing is marked', async ({ page, visit }) => {
  await page.addInitScript((key) => localStorage.setItem(key, '{"since": 7, "at":'), key);
  await visit('changes');
  await expect(marks(page)).toHaveCount(0);
  await page.addInitScript((key) => {
    localStorage.setItem(key, JSON.stringify({ newest: '2024-07-10', at: 0 }));
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  }, key);
  await visit('changes', '/changes/');
  await expect(marks(page)).toHaveCount(0);
});

test('without script the list is there, and no button', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${sites.changes.url}/changes/`);
  await expect(page.getByRole('listitem').filter({ hasText: 'The office has confirmed it' })).toHaveCount(1);
  await expect(page.getByRole('button')).toHaveCount(0);
  await page.goto(`${sites.changes.url}/`);
  await expect(page.locator('.since')).toBeHidden();
  await context.close();
});

for (const scheme of ['light', 'dark']) {
  test(`marks are accessible, ${scheme}`, async ({ page, visit }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await lastVisit(page, '2024-07-01');
    for (const path of ['/', '/changes/', '/events/corrected/']) {
      await visit('changes', path);
      await expect(marks(page).first()).toBeVisible();
      const { violations } = await axe(page);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), path).toEqual([]);
    }
  });
}

for (const [site, width] of [320, 390, 1280].flatMap((width) => [['changes', width], ['compact-changes', width]])) {
  test(`marks of ${site} move nothing at ${width} px, and lie on no text`, async ({ page, visit }) => {
    await page.setViewportSize({ width, height: 900 });
    await lastVisit(page, '2024-07-01');
    for (const path of ['/', '/changes/', '/events/corrected/', '/events/statement/', '/2024/']) {
      await visit(site, path);
      await expect(marks(page).first()).toBeAttached();
      expect(await layoutShift(page), path).toEqual({ value: 0, shifts: [] });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      expect(await page.evaluate(covered), path).toEqual([]);
    }
  });
}

/** The marks that share space with a line of other text. */
function covered() {
  const lines = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!data.trim() || parentElement.closest('.fresh, .since, .visually-hidden, svg')) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) lines.push({ box, text: data.trim() });
  }
  return [...document.querySelectorAll('.fresh, .since:not([hidden])')].flatMap((mark) => {
    const box = mark.getBoundingClientRect();
    return lines
      .filter(({ box: other }) => {
        const blank = other.height / 5; // above and below the letters
        return box.left < other.right && other.left < box.right && box.top < other.bottom - blank && other.top + blank < box.bottom;
      })
      .map(({ text }) => `${mark.textContent} on ${text}`);
  });
}
