// Every kind of page, in light and dark: accessible, still while it loads, and
// with nothing amiss in the console or on the network (test.js watches those).

import AxeBuilder from '@axe-core/playwright';
import { pages } from '../pages.js';
import { address, expect, test } from '../test.js';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

// The dark scheme differs in nothing but its colours.
const colours = ['color-contrast', 'link-in-text-block'];

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test.beforeEach(async ({ page }) => {
      // From the first moment on: what shifts before a test asks counts too.
      await page.addInitScript(() => {
        window.shifted = 0;
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) {
            const what = shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName);
            window.shifted += shift.value;
            window.shifts.push(`${shift.value.toFixed(4)}: ${what.join(', ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
    });

    for (const { name, site, path, status } of pages) {
      test(name, async ({ page, visit }) => {
        await visit(site, path, status);
        await readToTheEnd(page);
        // A browser in a hurry paints half a menu, which is 0.002. A small
        // picture without a size is 0.03.
        const { shifted, shifts } = await page.evaluate(() => ({ shifted: window.shifted, shifts: window.shifts }));
        expect(shifted, `how much moved: ${shifts.join('; ')}`).toBeLessThan(0.01);
        expect(await violations(page, colorScheme === 'dark' ? colours : undefined)).toEqual([]);
      });
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

async function violations(page, rules) {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(tags)).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target}: ${node.failureSummary.replace(/\s+/g, ' ')}`),
  );
}
