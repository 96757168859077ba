// Everything by keyboard alone, and always visible where one is.

import { expect, test } from '../test.js';

test('the first stop is a way past the masthead', async ({ page, visit }) => {
  for (const [site, path] of [['demo', '/'], ['demo', '/events/2024-06-20-commerce-bans-kaspersky/'], ['full', '/method/'], ['arabic', '/']]) {
    await visit(site, path);
    await page.keyboard.press('Tab');
    const skip = page.locator('a.skip');
    await expect(skip).toBeFocused();
    await expect(skip).toHaveText(site === 'arabic' ? 'الانتقال إلى المحتوى' : 'Skip to the content');
    await expect(skip).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#main$/);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => Boolean(document.activeElement.closest('main'))), 'next stop is in main').toBe(true);
  }
});

for (const [name, site, path] of [
  ['the timeline', 'demo', '/'],
  ['an event', 'full', '/events/every-key/'],
  ['a text', 'full', '/method/'],
  ['a timeline from right to left', 'arabic', '/'],
]) {
  test(`${name}: Tab stops at every link, in order, and shows where it is`, async ({ page, visit }) => {
    await page.setViewportSize({ width: 1000, height: 1400 });
    await visit(site, path);
    const wanted = await page.evaluate(() => {
      // A field that is not enabled takes no focus; a player's parts are its own.
      const stops = document.querySelectorAll('a[href], audio, video, button, input:not(:disabled), select, summary, [tabindex="0"]');
      window.stops = [...stops].filter((stop) => stop.checkVisibility());
      return window.stops.length;
    });
    expect(wanted).toBeGreaterThan(5);
    let last = -1;
    const seen = new Map(); // stops by their element and class: how the first few look is how all do
    for (;;) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => window.stops.indexOf(document.activeElement));
      if (at === last) continue; // another part of a player
      if (at < 0) break; // past the end
      expect(at, 'the next stop').toBe(last + 1);
      last = at;
      const kind = await page.evaluate(() => [document.activeElement.parentElement, document.activeElement].map((e) => `${e.localName}.${e.getAttribute('class')}`).join(' '));
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      if (seen.get(kind) <= 3) await expectVisibleFocus(page);
      else await expect(page.locator(':focus'), kind).toBeInViewport();
    }
    expect(last + 1, 'stops').toBe(wanted);
  });
}

test('every event can be reached by the overview', async ({ page, visit }) => {
  await visit('demo');
  const links = page.locator('.strip a:visible');
  await expect(links).toHaveCount(15);
  await links.first().focus();
  const names = [];
  for (let i = 0; i < 15; i++) {
    expect(await page.evaluate(() => Boolean(document.activeElement.closest('.strip')))).toBe(true);
    const name = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    names.push(name.replace(/\s/g, ' ')); // some spaces do not break
    await page.keyboard.press('Tab');
  }
  expect(names[0]).toBe('c. 2005: Kaspersky begins to operate in the United States');
  expect(names[14]).toBe('September 29, 2024: Updates and resale are prohibited');
  expect(new Set(names).size).toBe(15);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Updates and resale are prohibited');
});

test('a citation leads to its source and back', async ({ page, visit }) => {
  await visit('demo', '/events/2024-06-20-commerce-bans-kaspersky/');
  const citation = page.locator('.cite').getByLabel('Source 1', { exact: true }).nth(1);
  await citation.focus();
  await page.keyboard.press('Enter');
  const source = page.getByRole('region', { name: 'Sources' }).getByRole('listitem').first();
  await expect(source).toBeInViewport();
  await expect(page.locator(':target')).toContainText('Channel Futures');
  await source.getByRole('link', { name: 'Back to citation 2 of source 1' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(':target')).toHaveAttribute('id', await citation.getAttribute('id'));
  await expect(citation).toBeInViewport();
});

test('the menu says which page this is', async ({ page, visit }) => {
  for (const [path, name] of [['/', 'Timeline'], ['/kinds/', 'Kinds'], ['/about/', 'About this timeline']]) {
    await visit('demo', path);
    const here = page.getByRole('navigation', { name: 'Site' }).locator('[aria-current=page]');
    await expect(here).toHaveText(name);
  }
});

/** What has the focus is on the screen and looks different for it. */
async function expectVisibleFocus(page) {
  const focused = await page.evaluateHandle(() => document.activeElement);
  const name = await focused.evaluate((e) => e.outerHTML.slice(0, 120));
  const box = await focused.boundingBox();
  const size = page.viewportSize();
  expect(box, name).not.toBeNull();
  expect(box.y < size.height && box.y + box.height > 0, `on the screen: ${name}`).toBe(true);
  const margin = 6;
  const x = Math.max(0, box.x - margin);
  const y = Math.max(0, box.y - margin);
  const clip = {
    x,
    y,
    width: Math.min(size.width, box.x + box.width + margin) - x,
    height: Math.min(size.height, box.y + box.height + margin) - y,
  };
  const withFocus = await page.screenshot({ clip });
  await focused.evaluate((e) => e.blur());
  const without = await page.screenshot({ clip });
  await focused.evaluate((e) => e.focus({ preventScroll: true }));
  expect(withFocus.equals(without), `focus is invisible on ${name}`).toBe(false);
}
