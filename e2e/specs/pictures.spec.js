// Pictures, films and recordings: what is loaded of them, and what readers can
// do with them by mouse, by key and without script.

import { axe } from '../axe.js';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { invalid } from '../html-validate.js';
import { layoutShift } from '../measure.js';
import { address, expect, plain, sites, test } from '../test.js';

const event = '/events/pictures/';
const dialog = (page) => page.getByRole('dialog');
const hills = (page) => page.getByRole('link', { name: 'Hills in the evening' });
const shown = (page) => dialog(page).locator('img');

for (const [width, file] of [[320, /-480\.jpg$/], [1280, /-800\.jpg$/]]) {
  test(`at ${width} pixels a fitting size is loaded`, async ({ page, visit }) => {
    await page.setViewportSize({ width, height: 900 });
    await visit('pictures', event);
    const img = hills(page).locator('img');
    await expect.poll(() => img.evaluate((i) => i.currentSrc)).toMatch(file);
    await expect(img).toHaveAttribute('width', '2400');
    await expect(img).toHaveAttribute('height', '1600');
  });
}

test('a sharp screen gets a larger one', async ({ browser }) => {
  const context = await browser.newContext({ deviceScaleFactor: 2, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(address('pictures', event));
  await expect.poll(() => hills(page).locator('img').evaluate((i) => i.currentSrc)).toMatch(/-1600\.jpg$/);
  await context.close();
});

test('the first picture is loaded at once, the others when they are near', async ({ page, visit }) => {
  await visit('pictures', event);
  const lazy = await page.locator('main img').evaluateAll((all) => all.map((img) => img.getAttribute('loading')));
  expect(lazy).toEqual([null, 'lazy', 'lazy']);
});

test('a picture that lies on its side is shown upright', async ({ page, visit }) => {
  await visit('pictures', event);
  const tower = page.getByRole('link', { name: 'A tower' }).locator('img');
  await expect(tower).toHaveAttribute('width', '1200');
  await expect(tower).toHaveAttribute('height', '1600');
  await tower.scrollIntoViewIfNeeded();
  await expect.poll(() => tower.evaluate((i) => i.complete && i.naturalHeight > i.naturalWidth)).toBe(true);
});

plain('no published picture says where and by what it was taken', () => {
  const source = new URL('../sites/pictures/content/events/', import.meta.url).pathname;
  const told = /Exif|CAMERA-MAKE|PLACE-OF-THE-PHOTO/;
  expect(readFileSync(join(source, 'hills.jpg'), 'latin1'), 'there is something to remove').toMatch(told);
  const photos = filesOf(sites.pictures.folder).filter((file) => /\.(jpe?g|png)$/.test(file));
  expect(photos.length).toBeGreaterThan(10);
  for (const file of photos) expect(readFileSync(file, 'latin1'), file).not.toMatch(told);
});

test('a click opens the light box, and Close returns to the link', async ({ page, visit }) => {
  await visit('pictures', event);
  await page.waitForLoadState('networkidle');
  await hills(page).click();
  await expect(dialog(page)).toBeVisible();
  await expect(shown(page)).toHaveAttribute('alt', 'Hills in the evening');
  await expect(dialog(page).getByText('The hills above the town / The authors')).toBeVisible();
  await expect(dialog(page).getByText('Picture 1 of 3')).toBeVisible();
  await expect(dialog(page).getByRole('link', { name: 'The picture in full size' })).toHaveAttribute('href', address('pictures', '/events/hills.jpg'));
  await expect.poll(() => shown(page).evaluate((i) => i.naturalWidth)).toBeGreaterThan(800);
  await dialog(page).getByRole('button', { name: 'Next picture' }).click();
  await expect(shown(page)).toHaveAttribute('alt', 'A tower with many windows');
  await dialog(page).getByRole('button', { name: 'Previous picture' }).click();
  await expect(shown(page)).toHaveAttribute('alt', 'Hills in the evening');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(hills(page)).toBeFocused();
  await expect(page).toHaveURL(address('pictures', event));
});

test('keys open it, turn, close it, and the page stays where it was', async ({ page, visit }) => {
  await visit('pictures', event);
  await page.waitForLoadState('networkidle');
  const map = page.getByRole('link', { name: 'A map of the river' });
  await map.focus();
  const before = await page.evaluate(() => scrollY);
  expect(before, 'the page is scrolled').toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('button', { name: 'Close' })).toBeFocused();
  await expect(dialog(page).getByText('Picture 3 of 3')).toBeVisible();
  await page.keyboard.press('ArrowRight'); // from the last to the first
  await expect(shown(page)).toHaveAttribute('alt', 'Hills in the evening');
  await page.keyboard.press('ArrowLeft');
  await expect(shown(page)).toHaveAttribute('alt', 'A map of the river');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(map).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(before);
  expect(await layoutShift(page), 'what moved behind it').toEqual({ value: 0, shifts: [] });
  // Outside, the arrows are those of the page.
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(address('pictures', '/events/films/'));
});

test('after turning, the focus is on the picture that was looked at', async ({ page, visit }) => {
  await visit('pictures', event);
  await page.waitForLoadState('networkidle');
  await hills(page).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  const map = page.getByRole('link', { name: 'A map of the river' });
  await expect(map).toBeFocused();
  await expect(map).toBeInViewport();
});

test('a click with a key held, or of the middle button, follows the link', async ({ page, visit, context }) => {
  await visit('pictures', event);
  await page.waitForLoadState('networkidle');
  for (const how of [{ modifiers: ['ControlOrMeta'] }, { button: 'middle' }]) {
    const opened = context.waitForEvent('page');
    await hills(page).click(how);
    const other = await opened;
    await other.waitForURL(address('pictures', '/events/hills.jpg'));
    await other.close();
    await expect(dialog(page)).toBeHidden();
  }
});

test('a page with one picture has nothing to turn to', async ({ page, visit }) => {
  await visit('pictures', '/gallery/');
  await page.waitForLoadState('networkidle');
  await hills(page).or(page.getByRole('link', { name: 'The hills in the evening' })).click();
  await expect(shown(page)).toBeVisible();
  await expect(dialog(page).getByRole('button')).toHaveCount(1);
});

for (const [width, height] of [[1280, 900], [390, 844], [320, 256]]) {
  test(`the light box is accessible and fits at ${width} by ${height}`, async ({ page, visit }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await visit('pictures', event);
    await page.waitForLoadState('networkidle');
    await hills(page).click();
    await expect(shown(page)).toBeVisible();
    expect(await dialog(page).evaluate((d) => d.scrollWidth - d.clientWidth), 'wider than the screen').toBe(0);
    const close = dialog(page).getByRole('button', { name: 'Close' });
    await dialog(page).getByRole('link', { name: 'The picture in full size' }).scrollIntoViewIfNeeded();
    await expect(close).toBeInViewport({ ratio: 1 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await axe(page, { part: 'dialog' });
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), colorScheme).toEqual([]);
    }
  });
}

test('pages without pictures load no light box and no player', async ({ page, visit }) => {
  const scripts = [];
  page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
  await visit('demo', '/');
  await page.waitForLoadState('networkidle');
  expect(scripts.filter((path) => /lightbox|player/.test(path))).toEqual([]);
  await visit('pictures', event);
  await expect.poll(() => scripts.filter((path) => /lightbox|player/.test(path)).length).toBe(1);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a picture is a link to itself', async ({ page, visit, watch }) => {
    await visit('pictures', event);
    await expect(dialog(page)).toBeHidden();
    await hills(page).click();
    await expect(page).toHaveURL(address('pictures', '/events/hills.jpg'));
    // Chromium shows it in a document of its own making, with styles that the
    // policy of the site forbids.
    const others = watch.splice(0).filter((text) => !text.startsWith('console: Applying inline style'));
    expect(others).toEqual([]);
  });

  test('a film elsewhere is a link to it', async ({ page, visit, watch }) => {
    await visit('pictures', '/events/elsewhere/');
    await expect(page.getByRole('link', { name: 'The hills in a film Play from youtube-nocookie.com' }))
      .toHaveAttribute('href', 'https://www.youtube.com/watch?v=aaaaaaaaaaa');
    expect(watch).toEqual([]);
  });
});

test('a film has its texts, its still and its place', async ({ page, visit }) => {
  await visit('pictures', '/events/films/');
  const film = page.locator('video').first();
  await expect(film).toHaveAttribute('preload', 'none');
  await expect(film).toHaveAttribute('poster', /^\/pictures\/[0-9a-f]+-800\.jpg$/);
  const { width, height } = await film.boundingBox();
  expect(width / height).toBeCloseTo(1280 / 720, 1);
  const tracks = await film.evaluate((video) => [...video.textTracks].map(({ kind, language, label, mode }) => ({ kind, language, label, mode })));
  expect(tracks).toEqual([
    { kind: 'subtitles', language: 'de', label: 'Deutsch', mode: 'disabled' },
    { kind: 'captions', language: 'en', label: 'English', mode: 'showing' },
  ]);
  await film.evaluate((video) => video.load() ?? video.play().catch(() => null));
  await expect.poll(() => film.evaluate((video) => video.textTracks[1].cues?.[0]?.text)).toBe('The sun rises.');
  await expect(page.locator('audio track')).toHaveAttribute('srclang', 'en');
});

test('a player of another host comes with a click, and nothing of it before', async ({ page, visit, watch }) => {
  const asked = [];
  await page.route((url) => url.origin !== new URL(sites.pictures.url).origin, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>A player</title><p>Player</p>' });
  });
  await visit('pictures', '/events/elsewhere/');
  await page.waitForLoadState('networkidle');
  await page.getByRole('link', { name: /The hills in a film/ }).hover();
  expect(asked).toEqual([]);
  expect(watch).toEqual([]);

  const link = page.getByRole('link', { name: /The hills in a film/ });
  const { width } = await link.boundingBox();
  await link.focus();
  await page.keyboard.press('Enter');
  const frame = page.locator('iframe');
  await expect(frame).toHaveCount(1);
  await expect(frame).toHaveAttribute('title', 'The hills in a film');
  await expect(frame).toHaveAttribute('sandbox', 'allow-scripts allow-same-origin allow-presentation');
  await expect(frame).toHaveAttribute('referrerpolicy', 'strict-origin');
  await expect(frame).toBeFocused();
  const box = await frame.boundingBox();
  expect(box.width).toBe(width);
  expect(box.width / box.height).toBeCloseTo(1280 / 720, 1);
  await expect(page.frameLocator('iframe').getByText('Player')).toBeVisible();
  expect(asked).toEqual(['https://www.youtube-nocookie.com/embed/aaaaaaaaaaa?autoplay=1']);
  await expect(page.getByRole('link', { name: 'Watch at youtube.com' })).toHaveAttribute('href', 'https://www.youtube.com/watch?v=aaaaaaaaaaa');
  const { violations } = await axe(page);
  expect(violations.map((v) => v.id)).toEqual([]);

  await page.getByRole('link', { name: /A talk about hills/ }).click();
  await expect(frame).toHaveCount(2);
  await expect(frame.nth(1)).toHaveAttribute('title', 'A talk about hills, which has no still');
  const talk = await frame.nth(1).boundingBox();
  expect(talk.width / talk.height).toBeCloseTo(640 / 480, 1);
  await expect.poll(() => asked.at(-1)).toBe('https://player.vimeo.com/video/123456789?dnt=1&autoplay=1');
  // What left the site did so on a click.
  expect(watch.splice(0)).toEqual(asked.map((url) => `left the site: ${url}`));
});

test('a host that is not opted in to stays a link', async ({ page, visit }) => {
  await visit('pictures', '/events/elsewhere/');
  const links = page.locator('a.elsewhere');
  await expect(links).toHaveCount(4);
  await expect(links.nth(2)).toHaveAttribute('href', 'https://video.example/watch/1');
  await expect(page.locator('a[data-player]')).toHaveCount(2);
  await expect(page.getByRole('link', { name: 'A paper about towers Open at archive.example' })).toBeVisible();
});

plain('the pages are valid HTML', async () => {
  const found = [];
  for (const path of ['events/pictures', 'events/films', 'events/elsewhere', 'gallery']) {
    const file = join(sites.pictures.folder, path, 'index.html');
    found.push(...(await invalid(readFileSync(file, 'utf8'), path)));
  }
  expect(found).toEqual([]);
});

const filesOf = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? filesOf(path) : [path];
});
