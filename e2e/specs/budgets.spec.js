// What a page may cost its reader: on the demo's fifteen events, and on ten
// thousand. measure.js has what it is measured with.

import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { domNodes, layoutShift, longTasks, phoneIs, transferred } from '../measure.js';
import { freePort } from '../preview.js';
import config from '../playwright.config.js';
import { address, expect, plain, test } from '../test.js';

// What records a trace of a test runs in its pages, too.
test.use({ trace: 'off' });

const kB = 1000;
const phone = { width: 390, height: 844 };

test.describe('fifteen events', () => {
  test('home takes 60 kB, 15 of them script, from this host alone', async ({ page }) => {
    const { total, script, requests } = await transferred(page, () => page.goto(address('demo')));
    report(`home of the demo: ${total} bytes, ${script} of script, ${requests.length} requests`);
    expect(requests.length).toBeGreaterThan(1);
    expect(total).toBeLessThanOrEqual(60 * kB);
    expect(script).toBeLessThanOrEqual(15 * kB);
    expectOwnHost(requests, 'demo');
  });
});

plain.describe('Lighthouse', () => {
  for (const [name, path] of [
    ['home', '/'],
    ['an event', '/events/2024-06-20-commerce-bans-kaspersky/'],
  ]) {
    plain(`gives ${name} 100 in all four categories, on a phone`, async () => {
      plain.slow();
      const { args, ...options } = config.use.launchOptions;
      const port = await freePort();
      const browser = await chromium.launch({ ...options, args: [...args, `--remote-debugging-port=${port}`] });
      try {
        // The browser is up before its port is.
        await expect.poll(() => fetch(`http://127.0.0.1:${port}/json/version`).then(({ ok }) => ok, () => false), { timeout: 20_000 }).toBe(true);
        // How fast a page is depends on what else this machine does: the best
        // of six counts. The other three categories are the same every time.
        let scores;
        for (let i = 0; i < 6 && scores?.performance !== 100; i++) {
          const throttling = { cpuSlowdownMultiplier: await phoneIs(browser) };
          const found = await lighthouse(address('demo', path), { port, logLevel: 'error', onlyCategories: categories, throttling });
          expect(found.lhr.runtimeError).toBeUndefined();
          const { performance, ...others } = scoresOf(found.lhr);
          expect(others, failed(found.lhr)).toEqual({ accessibility: 100, 'best-practices': 100, seo: 100 });
          scores = { ...others, performance: Math.max(performance, scores?.performance ?? 0) };
        }
        report(`Lighthouse on ${name} of the demo: ${JSON.stringify(scores)}`);
        expect(scores.performance).toBe(100);
      } finally {
        await browser.close();
      }
    });
  }
});

test.describe('ten thousand events', () => {
  test.use({ viewport: phone });

  test('home takes 100 kB and 3,000 elements', async ({ page }) => {
    const { total, script, requests } = await transferred(page, () => page.goto(address('large')));
    const elements = await domNodes(page);
    report(`home of ten thousand events: ${total} bytes, ${script} of script, ${requests.length} requests, ${elements} elements`);
    expect(total).toBeLessThanOrEqual(100 * kB);
    expect(elements).toBeLessThanOrEqual(3000);
    expectOwnHost(requests, 'large');
  });

  test('home keeps a phone busy for at most 50 ms at a time', async ({ browser }) => {
    await expectNoLongTask(browser, (page) => page.goto(address('large')));
  });
});

// The measures themselves: they find what they are there to find.

test('a long task is found, and only when it is slow', async ({ page, visit }) => {
  await visit('demo');
  // A file, as the page's own scripts are.
  await page.route('**/work.js?*', (route) => route.fulfill({
    contentType: 'text/javascript',
    body: 'const n = Number(new URL(import.meta.url).searchParams.get("n")); let sum = 0; for (let i = 0; i < n; i++) sum += Math.sqrt(i); document.title = sum;',
  }));
  const work = (n) => page.addScriptTag({ url: `/work.js?n=${n}`, type: 'module' });
  const little = await longTasks(page, () => work(1000));
  const much = await longTasks(page, () => work(5e7));
  expect(much.longest).toBeGreaterThan(2 * little.longest);
  expect(much.long.map(({ name }) => name).join()).toMatch(/evaluate/i);
});

test('what moves is found', async ({ page, visit }) => {
  await visit('demo');
  await page.evaluate(() => {
    const space = document.createElement('div');
    space.style.height = '200px';
    document.body.prepend(space);
  });
  const { value, shifts } = await layoutShift(page);
  expect(value).toBeGreaterThan(0.05);
  expect(shifts.join()).toContain('<header');
});

test('what is loaded later is counted', async ({ page, visit }) => {
  await visit('demo');
  const { total, requests } = await transferred(page, () => page.evaluate(() => fetch('/robots.txt?later')));
  expect(requests.map(({ url }) => new URL(url).search)).toEqual(['?later']);
  expect(total).toBeGreaterThan(100);
});

const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

/** The scores of a report, of 100, by category. */
const scoresOf = (report) =>
  Object.fromEntries(categories.map((category) => [category, Math.round(report.categories[category].score * 100)]));

/** What cost a page its points. */
function failed(report) {
  const weighed = categories.flatMap((category) => report.categories[category].auditRefs.filter(({ weight }) => weight > 0));
  return weighed
    .map(({ id }) => report.audits[id])
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ id, title, explanation = '' }) => `${id}: ${title} ${explanation}`)
    .join('\n');
}

/**
 * Asserts that no task of a page takes a phone, taken to be four times as slow
 * as this machine, more than 50 ms.
 *
 * What else this machine does adds to that, as other programs empty the
 * processor's caches. It never takes away: the best of eight counts.
 */
async function expectNoLongTask(browser, action) {
  let best = { longest: Infinity };
  for (let i = 0; i < 8 && best.longest > 50; i++) {
    const slower = await phoneIs(browser);
    const context = await browser.newContext({ viewport: phone });
    const page = await context.newPage();
    const tasks = await longTasks(page, () => action(page), slower);
    if (tasks.longest < best.longest) best = tasks;
    await context.close();
  }
  report(`home of ten thousand events: the longest task takes a phone ${best.longest} ms`);
  expect(best.long).toEqual([]);
}

function expectOwnHost(requests, site) {
  const { origin } = new URL(address(site));
  expect(requests.map(({ url }) => new URL(url).origin)).toEqual(requests.map(() => origin));
}

/** Says what was measured, in the log of the tests. */
const report = (text) => console.log(`  ${text}`);
