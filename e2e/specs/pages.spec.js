// Every kind of page: accessible in light and dark, still while it loads and is
// read, and with nothing amiss in the console or on the network (test.js watches
// those).

import AxeBuilder from '@axe-core/playwright';
import { layoutShift } from '../measure.js';
import { pages } from '../pages.js';
import { address, expect, test } from '../test.js';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

for (const { name, site, path, status } of pages) {
  test(name, async ({ page, visit }) => {
    test.slow(['many', 'large'].includes(site), 'axe looks at every card');
    await visit(site, path, status);
    await readToTheEnd(page);
    expect(await layoutShift(page), 'what moved').toEqual({ value: 0, shifts: [] });
    // One after the other on one page: two hundred events take their time to open.
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
  });
}

test('an old address leads to the new one', async ({ page }) => {
  for (const old of ['/old/address/', '/older.html']) {
    await page.goto(address('full', old));
    await page.waitForURL(address('full', '/events/every-key/'));
  }
});

test('the page at an old address is accessible to those whom it does not send on', async ({ page, visit }) => {
  await page.route('**/old/address/', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/<meta http-equiv="refresh"[^>]*>/, '');
    await route.fulfill({ response, body });
  });
  await visit('full', '/old/address/');
  await expect(page.getByRole('main').getByRole('link')).toHaveAttribute('href', '/events/every-key/');
  expect(await violations(page)).toEqual([]);
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

async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target}: ${node.failureSummary.replace(/\s+/g, ' ')}`),
  );
}
