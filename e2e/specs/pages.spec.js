// Every kind of page: accessible in light and dark, still while it loads and is
// read, and with nothing amiss in the console or on the network (test.js watches
// those).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe, described, wrongInLightAndDark } from '../axe.js';
import { layoutShift } from '../measure.js';
import { pages } from '../pages.js';
import { address, expect, sites, test } from '../test.js';

for (const { name, site, path, status } of pages) {
  test(name, async ({ page, visit }) => {
    test.slow(['many', 'large'].includes(site), 'axe looks at every card');
    await visit(site, path, status);
    await readToTheEnd(page);
    expect(await layoutShift(page), 'what moved').toEqual({ value: 0, shifts: [] });
    // One after the other on one page: two hundred events take their time to open.
    expect(await wrongInLightAndDark(page)).toEqual({ light: [], dark: [] });
  });
}

test('axe finds what is wrong in light, and with colours in dark', async ({ page, visit }) => {
  await visit('demo', '/about/');
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('@media (prefers-color-scheme: dark) { .deck, .prose { color: #333 !important; } }');
    document.adoptedStyleSheets = [sheet];
    document.querySelector('main').append(document.createElement('button'));
  });
  const { light, dark } = await wrongInLightAndDark(page);
  expect(light).toEqual([expect.stringContaining('button-name')]);
  expect(dark).toContainEqual(expect.stringContaining('color-contrast'));
});

test('an old address leads to the new one', async ({ page }) => {
  for (const old of ['/old/address/', '/older.html']) {
    await page.goto(address('full', old));
    await page.waitForURL(address('full', '/events/every-key/'));
  }
});

test('on hosts that do not read _redirects, a page leads on, and is accessible to those whom it does not send', async ({ page, visit }) => {
  const file = readFileSync(join(sites.full.folder, 'old/address/index.html'), 'utf8');
  const refresh = /<meta http-equiv="refresh"[^>]*>/;
  let body = file.replace(refresh, '');
  await page.route('**/old/address/', (route) => route.fulfill({ contentType: 'text/html', body }));
  await visit('full', '/old/address/');
  await expect(page.getByRole('main').getByRole('link')).toHaveAttribute('href', '/events/every-key/');
  expect(described(await axe(page).analyze())).toEqual([]);
  body = file;
  await page.goto(address('full', '/old/address/'));
  await page.waitForURL(address('full', '/events/every-key/'));
});

/** Scrolls to the end, so that all that loads late has loaded. */
async function readToTheEnd(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await frame();
    }
    await Promise.all([...document.images].map((image) => image.decode()));
    // Shifts are told after the frame in which they happened.
    await frame();
    await frame();
    scrollTo(0, 0);
  });
}
