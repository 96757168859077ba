// On paper: the story and where it comes from, nothing to click. And for those
// whom movement makes ill, none.

import { pages } from '../pages.js';
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

  test('every page fits the sheet', async ({ page, visit }) => {
    // A4 less margins of 1 cm, at 96 pixels an inch.
    await page.setViewportSize({ width: 718, height: 1046 });
    for (const { name, site, path, status } of pages) {
      await visit(site, path, status);
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      expect.soft(wide, name).toBeLessThanOrEqual(0);
    }
  });

  test('the timeline is a few sheets', async ({ page, visit }) => {
    await visit('demo');
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
    expect(sheets).toBeGreaterThanOrEqual(2);
    expect(sheets).toBeLessThanOrEqual(6);
  });
});

test('nothing moves for those who asked for that', async ({ page, visit }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const { name, site, path, status } of pages) {
    await visit(site, path, status);
    const moving = await page.evaluate(() => {
      const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
      const styled = [...document.querySelectorAll('*')].filter((element) => {
        const style = getComputedStyle(element);
        return seconds(style.transitionDuration) > 0.01 || seconds(style.animationDuration) > 0.01 || style.scrollBehavior === 'smooth';
      });
      return [...styled, ...document.getAnimations()].length;
    });
    expect(moving, name).toBe(0);
  }
});
