// A site built with --relative: it works below a path that nobody told it, and
// can be read where there is no server. That its addresses lead somewhere is
// in files.spec.js and in the tests of internal/render.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { address, expect, sites, test } from '../test.js';

test('search, filters and the axis work wherever the site lies', async ({ page, visit }) => {
  await visit('anywhere', '/axis/?kind=deadline');
  await expect(page.locator('.axis-drawing.drawn')).toBeVisible();
  await expect(page.locator('.found .item')).toHaveCount(2);
  await page.getByRole('searchbox').fill('updates');
  await page.keyboard.press('Enter');
  await expect(page.locator('.found .passage').first()).toContainText('updates', { ignoreCase: true });
  await page.locator('.found .item h3 a').first().click();
  await page.waitForURL(address('anywhere', '/events/**/index.html'));
  await page.locator('.neighbours .before').click();
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await page.waitForURL(address('anywhere', '/index.html'));
  await page.getByRole('textbox', { name: 'Go to' }).fill('2005');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#./);
});

test('from a disk, pages lead to each other, and show nothing that does not work there', async ({ page, watch }) => {
  await page.goto(pathToFileURL(join(sites.anywhere.folder, 'index.html')).href + '?q=ban');
  await expect(page.locator('.timeline .item').first()).toBeVisible();
  expect(await page.locator('.masthead').evaluate((e) => getComputedStyle(e).borderBottomStyle + getComputedStyle(e).backgroundColor)).not.toBe('nonergba(0, 0, 0, 0)');
  await expect(page.locator('.finder')).toBeHidden();
  await expect(page.locator('.browse')).toBeVisible();
  const link = page.locator('.timeline .item h3 a').first();
  const title = (await link.textContent()).trim();
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  watch.length = 0; // browsers load no modules from a disk
});
