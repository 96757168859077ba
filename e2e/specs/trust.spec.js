// Every claim leads to its source, and what is no longer claimed says so.

import { expect, test } from '../test.js';

const commerce = '/events/2024-06-20-commerce-bans-kaspersky/';

test('a claim leads to its source, and the source back to it', async ({ page, visit }) => {
  await visit('demo', commerce);
  const note = page.locator('.prose .cite').getByLabel('Source 2', { exact: true }).first();
  await note.click();
  const source = page.locator('.sources li:target');
  await expect(source).toContainText('Final Determination');
  await expect(source).toBeInViewport();
  await source.getByRole('link', { name: /^Back to citation 1 / }).click();
  await expect(page.locator('.cite a:target')).toBeInViewport();
});

test('dates on which sources disagree lead to the sources', async ({ page, visit }) => {
  await visit('demo', commerce);
  const differ = page.locator('.headline .differ');
  await expect(differ).toContainText('Sources disagree on the date');
  await expect(differ.getByRole('listitem')).toHaveText([
    'June 20, 2024 according to Thompson Hine SmarTrade', 'June 24, 2024 according to Federal Register',
  ]);
  await differ.getByRole('link', { name: 'Federal Register' }).click();
  await expect(page.locator('.sources li:target')).toContainText('Final Determination');
  await visit('demo', '/?q=determination');
  const found = page.getByRole('region', { name: 'Events found' }).locator('.item').filter({ hasText: 'Commerce bans Kaspersky software' });
  await expect(found.locator('.differ')).toHaveText('Sources disagree on the date');
});

test('the list of sources has each document once, with what it supports', async ({ page, visit }) => {
  await visit('demo', commerce);
  await page.locator('.sources').getByRole('link', { name: '3 sources from 3 publishers' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All sources');
  const names = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(names.map((name) => name.replace(/ \d+ sources$/, ''))).toEqual([
    'Campus Technology', 'Channel Futures', 'CISA', 'ExecutiveGov', 'Federal Register', 'Reuters via Inc.', 'The Record', 'Thompson Hine SmarTrade',
  ]);
  const document = page.getByRole('link', { name: 'Final Determination: Case No. ICTS-2021-002, Kaspersky Lab, Inc.' });
  await expect(document).toHaveCount(1);
  const supported = page.locator('.shelf > ul > li').filter({ has: document }).locator('.supports');
  await expect(supported.getByRole('listitem')).toHaveCount(3);
  await supported.getByRole('link', { name: 'Commerce bans Kaspersky software' }).click();
  await expect(page).toHaveURL(new RegExp(`${commerce}$`));
});

test('a retracted entry stays, struck, with its reason, and screen readers are told', async ({ page, visit }) => {
  await visit('full', '/?status=retracted');
  const card = page.getByRole('region', { name: 'Events found' }).locator('.item');
  await expect(card.getByRole('heading', { name: 'Retracted: An event that is retracted' })).toBeVisible();
  await expect(card.locator('.reason')).toContainText('another case');
  await card.locator('h3 s').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Retracted: An event that is retracted' })).toBeVisible();
  await expect(page.locator('h1 s')).toHaveText('An event that is retracted');
  await expect(page.locator('.notice')).toHaveText(/^This entry was retracted\. The record that it rests on/);
  await expect(page.locator('.as-it-was + .prose')).toContainText('Some text about it.');
});

test('corrections are on record, the latest first', async ({ page, visit }) => {
  await visit('changes', '/corrections/');
  const days = page.getByRole('heading', { level: 2 });
  await expect(days).toHaveText(['July 16, 2024', 'July 10, 2024']);
  await expect(page.locator('.change-day').first()).toContainText('An earlier version of this entry gave July 21 as the date');
  await expect(page.locator('.change-day .did')).toHaveText(['Correction', 'Clarification']);
  await page.getByRole('link', { name: 'An entry that was corrected twice' }).first().click();
  await expect(page.getByRole('heading', { name: 'Changes to this entry' })).toBeVisible();
});
