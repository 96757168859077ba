// On paper: the story and where it comes from, nothing to click. That every page
// fits the sheet is in pages.spec.js.

import { expect, test } from '../test.js';

test.describe('on paper', () => {
  test.beforeEach(({ page }) => page.emulateMedia({ media: 'print' }));

  test('there is nothing to click', async ({ page, visit }) => {
    await visit('demo', '/events/2024-06-20-commerce-bans-kaspersky/');
    for (const part of ['.skip', '.masthead nav', '.neighbours', '.backlinks']) {
      for (const one of await page.locator(part).all()) await expect(one, part).toBeHidden();
    }
    await expect(page.locator('.nameplate')).toBeVisible();
    await expect(page.locator('.prose')).toBeVisible();
    await visit('many', '/kinds/action/');
    await expect(page.locator('.pager')).toBeHidden();
  });

  test('sources come with their addresses', async ({ page, visit }) => {
    await visit('demo', '/events/2024-06-20-commerce-bans-kaspersky/');
    const sources = page.locator('.sources a.title');
    await expect(sources).toHaveCount(3);
    for (const source of await sources.all()) {
      const href = await source.getAttribute('href');
      // The address is in generated content, which the accessible name has too.
      await expect(source).toHaveAccessibleName(new RegExp(href.replace(/[.?+]/g, '\\$&')));
      await page.emulateMedia({ media: 'screen' });
      await expect(source).not.toHaveAccessibleName(/https:/);
      await page.emulateMedia({ media: 'print' });
    }
  });

  test('ink is dark and paper is white, whatever the screen is', async ({ page, visit }) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await visit('demo');
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(page.locator('.item h3 a').first()).toHaveCSS('color', 'rgb(0, 0, 0)');
  });

  test('the timeline is a few sheets', async ({ page, visit }) => {
    await visit('demo');
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
    expect(sheets).toBeGreaterThanOrEqual(2);
    expect(sheets).toBeLessThanOrEqual(6);
  });
});
