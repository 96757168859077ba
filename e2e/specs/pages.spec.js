// Every kind of page: accessible in light and dark, still while it loads and is
// read and for those whom movement makes ill, no wider than paper, and with
// nothing amiss in the console or on the network (test.js watches those).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe, described, wrongInLightAndDark } from '../axe.js';
import { layoutShift } from '../measure.js';
import { parts } from '../pages.js';
import { address, expect, sites, test } from '../test.js';

for (const part of parts(6)) {
  test(`accessible and still: from ${part[0].name}`, async ({ page, visit }) => {
    test.slow();
    for (const { name, site, path, status } of part) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: null, media: null });
      await visit(site, path, status);
      await readToTheEnd(page);
      expect.soft(await layoutShift(page), `${name}: what moved`).toEqual({ value: 0, shifts: [] });

      await page.emulateMedia({ reducedMotion: 'reduce' });
      expect.soft(await page.evaluate(moving), `${name}: what moves for those who asked that nothing does`).toEqual([]);

      // A4 less margins of 1 cm, at 96 pixels an inch.
      await page.setViewportSize({ width: 718, height: 1046 });
      await page.emulateMedia({ media: 'print' });
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      expect.soft(wide, `${name}: pixels that stick out of the sheet`).toBeLessThanOrEqual(0);

      await page.emulateMedia({ reducedMotion: null, media: null });
      await page.setViewportSize({ width: 1280, height: 900 });
      expect.soft(await wrongInLightAndDark(page), name).toEqual({ light: [], dark: [] });
    }
  });
}

/** What moves on a page, or would; runs in the page. */
function moving() {
  const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
  const styled = [...document.querySelectorAll('*')].filter((element) => {
    const style = getComputedStyle(element);
    return seconds(style.transitionDuration) > 0.01 || seconds(style.animationDuration) > 0.01 || style.scrollBehavior === 'smooth';
  });
  return [...styled.map((element) => element.outerHTML.slice(0, 80)), ...document.getAnimations().map(String)];
}

test('what moves is found', async ({ page, visit }) => {
  await visit('demo');
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('h1 { transition: color 1s; }');
    document.adoptedStyleSheets = [sheet];
  });
  expect(await page.evaluate(moving)).toEqual([expect.stringMatching(/^<h1/)]);
});

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
  expect(described(await axe(page))).toEqual([]);
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
