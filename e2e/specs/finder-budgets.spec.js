// What filters and search cost a reader among ten thousand events.

import { longTasks, phoneIs, transferred } from '../measure.js';
import { address, expect, test } from '../test.js';

const kB = 1000;

const report = (text) => console.log(`  ${text}`);

/** The best of ten: what else the machine does makes a page slower, never quicker. */
async function best(measure, limit) {
  let least = Infinity;
  for (let i = 0; i < 10 && least > limit; i++) least = Math.min(least, await measure(i));
  return least;
}

async function openTopics(page) {
  await page.goto(address('large'));
  await page.locator('.facet summary', { hasText: 'Topics' }).click();
  await expect(page.locator('.facet[open] .values li').first()).toBeVisible();
}

test('the data of the filters comes when they are opened, not before', async ({ page }) => {
  const before = await transferred(page, () => page.goto(address('large')));
  expect(before.requests.some(({ url }) => url.includes('/search/'))).toBe(false);
  const after = await transferred(page, async () => {
    await page.locator('.facet summary', { hasText: 'Topics' }).click();
    await expect(page.locator('.facet[open] .values li').first()).toBeVisible();
  });
  report(`opening the filters of ten thousand events: ${after.total} bytes, ${after.script} of script`);
  expect(after.total).toBeLessThanOrEqual(100 * kB);
});

test('a filter answers within 50 ms when its data is there', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openTopics(page);
  const box = (n) => page.locator('.facet[open] .values input').nth(n);
  // The entries that will be shown are loaded: what is measured is the answer.
  for (const n of [0, 1]) {
    await box(n).check();
    await expect(page.locator('.found .item').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await box(n).uncheck();
    await expect(page.locator('.whole')).toBeVisible();
  }
  const ms = await best(async (i) => {
    if (i > 0) {
      await box(0).uncheck();
      await expect(page.locator('.whole')).toBeVisible();
    }
    return page.evaluate(
      () =>
        new Promise((done) => {
          const start = performance.now();
          const observer = new MutationObserver(() => {
            if (!document.querySelector('.found .item')) return;
            observer.disconnect();
            done(performance.now() - start);
          });
          observer.observe(document.querySelector('.found'), { childList: true, subtree: true });
          document.querySelector('.facet[open] .values input').click();
        }),
    );
  }, 50);
  report(`a filter of ten thousand events answers in ${ms.toFixed(0)} ms`);
  expect(ms).toBeLessThanOrEqual(50);
});

test('filters keep a phone busy for at most 50 ms at a time', async ({ browser }) => {
  let longest = [];
  const ms = await best(async () => {
    const slower = await phoneIs(browser);
    const page = await (await browser.newContext()).newPage();
    await openTopics(page);
    await page.waitForLoadState('networkidle');
    const tasks = await longTasks(page, async () => {
      await page.locator('.facet[open] .values input').nth(0).check();
      await expect(page.locator('.found .item').first()).toBeVisible();
      await page.locator('.facet[open] .values input').nth(1).check();
      await page.waitForLoadState('networkidle');
    }, slower);
    longest = tasks.long;
    await page.context().close();
    return tasks.longest;
  }, 50);
  report(`filtering ten thousand events: the longest task takes a phone ${ms} ms`);
  expect(ms, JSON.stringify(longest)).toBeLessThanOrEqual(50);
});

test('a first query moves at most 100 kB, script and all', async ({ browser }) => {
  for (const query of ['council', 'council report', 'co', 'harm settled 4242']) {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await page.goto(address('large'));
    await page.waitForLoadState('networkidle');
    const { total, requests } = await transferred(page, async () => {
      await page.getByRole('searchbox').fill(query);
      await expect(page.locator('.found .item').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
    });
    report(`first query "${query}" of ten thousand events: ${total} bytes in ${requests.length} requests`);
    expect(total, query).toBeLessThanOrEqual(100 * kB);
    await page.context().close();
  }
});

test('a query answers within 100 ms when its data is there', async ({ page }) => {
  await page.goto(address('large'));
  const search = page.getByRole('searchbox');
  for (const query of ['council report', 'council']) {
    await search.fill(query);
    await search.press('Enter');
    await expect(page).toHaveURL(new RegExp(`q=${query.replace(' ', '\\+')}$`));
    await expect(page.locator('.found .item').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  const ms = await best(async (i) => {
    const query = i % 2 ? 'council' : 'council report';
    return page.evaluate(
      (text) =>
        new Promise((done) => {
          const start = performance.now();
          const observer = new MutationObserver(() => {
            observer.disconnect();
            done(performance.now() - start);
          });
          observer.observe(document.querySelector('.found'), { childList: true });
          document.querySelector('#q').value = text;
          document.querySelector('.search').requestSubmit();
        }),
      query,
    );
  }, 100);
  report(`a query of ten thousand events answers in ${ms.toFixed(0)} ms`);
  expect(ms).toBeLessThanOrEqual(100);
});
