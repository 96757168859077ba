// Lists in the pages of other sites: by a frame, which needs no script, and by
// <dateline-timeline>. The host is a page on the origin of another site.

import { createServer } from 'node:http';
import { bases } from '../build.js';
import { address, expect, sites, test } from '../test.js';

// What the host has at each path. Browsers let no page reach this machine that
// did not come from it, so that a server has to be there.
const pages = [];
let server;
test.beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(pages[request.url.slice(1)] ?? '');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  sites.host = { url: `http://127.0.0.1:${server.address().port}` }; // one that pages may ask: see test.js
});
test.afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Opens a page of another origin with markup of its own. */
async function host(page, markup) {
  pages.push(`<!doctype html><link rel="icon" href="data:,"><title>Host</title><body>${markup}`);
  await page.goto(address('host', `/${pages.length - 1}`));
}

// A trace takes longer than most of these tests.
test.use({ trace: 'off' });

const framed = (path, more = '', site = 'demo') => `<iframe src="${address(site, path)}" width="100%" height="600" ${more}></iframe>`;

test('a frame on another origin shows a list, and links lead out of it by key', async ({ page }) => {
  await host(page, framed('/embed/'));
  const list = page.frameLocator('iframe');
  await expect(list.getByRole('heading', { level: 1 })).toHaveText('How the United States banned Kaspersky');
  await expect(list.getByRole('listitem')).toHaveCount(15);
  await page.keyboard.press('Tab'); // the name of the site
  await page.keyboard.press('Tab');
  await expect(list.getByRole('listitem').first().getByRole('link')).toBeFocused();
  const opened = page.waitForEvent('popup');
  await page.keyboard.press('Enter');
  const other = await opened;
  await expect(other).toHaveURL(/\/events\/.+\/$/);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
});

test('no other page can be shown by another site', async ({ page, watch }) => {
  for (const path of ['/', '/kinds/deadline/', '/about/', '/no/such/page/']) {
    await host(page, framed(path));
    await expect.poll(() => watch.splice(0).join(), path).toContain('X-Frame-Options');
    await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toHaveCount(0);
  }
  watch.splice(0);
});

test('a frame needs no script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await host(page, framed('/embed/actors/kaspersky/'));
  await expect(page.frameLocator('iframe').getByRole('listitem').first()).toBeVisible();
  await context.close();
});

test('it is light or dark, as the reader or the host wants', async ({ page }) => {
  const paper = async (frame) => (await frame.contentFrame().locator('html').evaluate((html) => getComputedStyle(html).backgroundColor));
  await host(page, `<div style="height: 2000px"></div>${framed('/embed/')}${framed('/embed/#light')}${framed('/embed/#dark')}${framed('/embed/#dark', '', 'look-light')}`);
  const frames = page.locator('iframe');
  const [light, dark] = ['rgb(255, 254, 250)', 'rgb(22, 20, 18)'];
  for (const [colorScheme, wanted] of [['light', [light, light, dark, light]], ['dark', [dark, light, dark, light]]]) {
    await page.emulateMedia({ colorScheme });
    for (const [i, colour] of wanted.entries()) expect(await paper(frames.nth(i)), `${colorScheme}, frame ${i}`).toBe(colour);
  }
  expect(await page.evaluate(() => scrollY), 'an address with a fragment scrolls the host').toBe(0);
});

test('it fits into 200 pixels and more', async ({ page }) => {
  for (const [site, path] of [['demo', '/embed/'], ['words', '/embed/'], ['arabic', '/embed/'], ['apollo', '/embed/kinds/alarm/']]) {
    await page.goto(address(site, path));
    for (const width of [200, 320, 600, 1280]) {
      await page.setViewportSize({ width, height: 600 });
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      expect(wide, `${site}${path} at ${width} px`).toBe(0);
    }
  }
});

const element = (page) => page.locator('dateline-timeline');
const frameOf = (page) => element(page).locator('iframe');

/** Waits until the frame of the element is as high as what is in it. */
async function expectWhole(page) {
  await expect
    .poll(async () => {
      const inside = await frameOf(page).contentFrame().locator('html').evaluate((html) => Math.ceil(html.getBoundingClientRect().height));
      return (await frameOf(page).evaluate((frame) => frame.clientHeight)) - inside;
    })
    .toBe(0);
}

test('the markup that a list offers works as it is, and is copied', async ({ page, context, visit }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit('below', '/kinds/deadline/');
  await page.getByText('Code to copy').click();
  const here = (text) => text.replaceAll(`https://timeline.example${bases.below}`, address('below', ''));
  const copied = [];
  for (const name of ['A frame', 'A frame as high as what is in it']) {
    await page.getByRole('button', { name: `Copy ${name}`, exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1);
    copied.push(here(await page.evaluate(() => navigator.clipboard.readText())));
  }
  const [frame, timeline] = copied;
  await host(page, frame);
  await expect(page.getByTitle('How the United States banned Kaspersky: Deadline').contentFrame().getByRole('listitem')).toHaveCount(2);
  await host(page, timeline);
  await expect(frameOf(page).contentFrame().getByRole('listitem')).toHaveCount(2);
  await expect(frameOf(page)).toHaveAttribute('title', 'How the United States banned Kaspersky: Deadline');
  await expectWhole(page);
});

test('where a page may not copy, the text is selected', async ({ page, visit }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await visit('below', '/kinds/deadline/');
  await page.getByText('Code to copy').click();
  await page.getByRole('button', { name: 'Copy A frame', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The text is selected' })).toBeVisible();
  expect(await page.evaluate(() => getSelection().toString())).toMatch(/^<iframe src="https:.*<\/iframe>$/);
});

test('the element is as high as what is in it, at any width, and where it is moved to', async ({ page }) => {
  await host(page, `<script src="${address('demo', '/embed.js')}"></script>
    <div id="first"><dateline-timeline src="${address('demo', '/embed/')}" title="Timeline"></dateline-timeline></div><div id="second"></div>`);
  await expectWhole(page);
  const before = await frameOf(page).evaluate((frame) => frame.clientHeight);
  expect(before).toBeGreaterThan(1000);
  await page.setViewportSize({ width: 320, height: 600 });
  await expectWhole(page);
  expect(await frameOf(page).evaluate((frame) => frame.clientHeight)).toBeGreaterThan(before);
  await page.evaluate(() => document.querySelector('#second').append(document.querySelector('dateline-timeline')));
  await page.setViewportSize({ width: 1280, height: 900 });
  await expectWhole(page);
  await element(page).evaluate((timeline) => timeline.setAttribute('height', '300'));
  expect(await frameOf(page).evaluate((frame) => frame.clientHeight)).toBe(300);
  await element(page).evaluate((timeline) => timeline.setAttribute('theme', 'dark'));
  await expect(frameOf(page)).toHaveAttribute('src', address('demo', '/embed/#dark'));
});

test('the element listens to its own page alone, and shows no other site', async ({ page }) => {
  const strangers = `${framed('/embed/', 'id="same"')}<iframe id="stranger" srcdoc="<script>parent.postMessage({ datelineHeight: 7 }, '*')</script>"></iframe>`;
  await host(page, `<script src="${address('demo', '/embed.js')}"></script>
    <dateline-timeline src="${address('demo', '/embed/')}" title="Timeline"></dateline-timeline>${strangers}`);
  await expectWhole(page);
  const heard = page.evaluate(() => new Promise((done) => addEventListener('message', ({ data }) => data?.datelineHeight === 8 && done())));
  await page.evaluate(() => postMessage({ datelineHeight: 7 }, '*'));
  await page.frameLocator('#same').locator('html').evaluate(() => parent.postMessage({ datelineHeight: 7 }, '*'));
  await page.evaluate(() => postMessage({ datelineHeight: 8 }, '*'));
  await heard;
  await expectWhole(page);
  for (const data of [{ datelineHeight: -5 }, { datelineHeight: '9px' }, { datelineHeight: NaN }, {}, null, 'x']) {
    await frameOf(page).contentFrame().locator('html').evaluate((html, data) => parent.postMessage(data, '*'), data);
  }
  await expectWhole(page);

  for (const src of [address('large', '/embed/'), address('demo', '/'), 'javascript:alert(1)', 'https://[', '']) {
    await host(page, `<dateline-timeline src="${src}"><a href="/">The timeline</a></dateline-timeline><script src="${address('demo', '/embed.js')}"></script>`);
    await expect(page.getByRole('link', { name: 'The timeline' }), src).toBeVisible();
    await expect(page.locator('dateline-timeline iframe'), src).toHaveCount(0);
  }
  // Two sites in one page: each allows its own.
  await page.addScriptTag({ url: address('large', '/embed.js') });
  await element(page).evaluate((timeline, src) => timeline.setAttribute('src', src), address('large', '/embed/'));
  await expect(frameOf(page)).toHaveCount(1);
});
