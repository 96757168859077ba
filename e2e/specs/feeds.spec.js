// A feed that somebody opens in a browser can be read, with XSLT and without:
// browsers are giving it up. What feed readers see of it, Go tests check.

import { address, expect, plain, test } from '../test.js';

const title = 'How the United States banned Kaspersky';

test('pages lead to their feeds, which have types of their own', async ({ page, request, visit }) => {
  await visit('below', '/tags/sales-ban/');
  const feeds = await page.locator('link[rel="alternate"]').evaluateAll((all) =>
    all.map(({ type, href, title }) => ({ type, href, title })).filter(({ href }) => /feed\.(atom|rss|json)$/.test(href)));
  expect(feeds.map(({ type }) => type)).toEqual([
    'application/atom+xml', 'application/rss+xml', 'application/feed+json', 'application/atom+xml',
  ]);
  expect(feeds[0].title).toBe(`${title}: sales ban (Atom)`);
  const types = [];
  for (const { href } of feeds) {
    const response = await request.get(href);
    expect(response.status(), href).toBe(200);
    types.push(response.headers()['content-type'].split(';')[0]);
  }
  expect(types).toEqual(['application/xml', 'application/xml', 'application/feed+json', 'application/xml']);
  await expect(page.locator('#follow .feeds a')).toHaveText(['Atom', 'RSS', 'JSON Feed']);
});

// Browsers of its own: one with XSLT says in its console that it will go, which
// no page of ours may, and one is asked to be without.
plain('a feed can be read in a browser, with XSLT and without', async ({ launchOptions, playwright }) => {
  for (const flag of [null, '--disable-blink-features=XSLT']) {
    const browser = await playwright.chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...(flag ? [flag] : [])] });
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    const hasXSLT = await page.evaluate(() => 'XSLTProcessor' in window);
    const elsewhere = [];
    page.on('request', (sent) => new URL(sent.url()).origin === new URL(address('below')).origin || elsewhere.push(sent.url()));
    for (const name of ['feed.atom', 'feed.rss']) {
      await page.goto(address('below', `/${name}`));
      await expect(page.getByText(title, { exact: true }).first()).toBeVisible();
      await expect(page.getByText('This is a feed.')).toBeVisible();
      const entry = page.getByRole('link', { name: 'Commerce bans Kaspersky software' });
      await expect(entry).toHaveAttribute('href', 'https://timeline.example/deep/timeline/events/2024-06-20-commerce-bans-kaspersky/');
      await expect(entry).toHaveCSS('font-weight', '700');
      await expect(page.getByText('<strong>').first()).not.toBeVisible(); // the text, which is for feed readers
      await expect(page.locator('xslt-warning-banner')).not.toBeVisible();
      const { root, width } = await page.evaluate(() => ({ root: document.documentElement.localName, width: document.documentElement.scrollWidth }));
      expect(width, name).toBe(320);
      expect(root === 'html', `${name} is a page by XSLT`).toBe(flag === null && hasXSLT);
    }
    expect(elsewhere).toEqual([]);
    await browser.close();
  }
});
