// From event to event: by link, key and swipe, and never where keys and
// fingers have other work to do.

import { expect, test } from '../test.js';

const ban = '/events/2024-06-20-commerce-bans-kaspersky/';
const heading = (page) => page.getByRole('heading', { level: 1 });
const before = 'Kaspersky says that it is looking into what the ban means for partners';
const after = 'Treasury sanctions twelve Kaspersky executives';

test('an event says where it stands, and leads there', async ({ page, visit }) => {
  await visit('demo', ban);
  const place = page.getByRole('navigation', { name: 'In the timeline' });
  await place.getByRole('link', { name: 'Event 6 of 15' }).click();
  await expect(page).toHaveURL(/\/2024\/#at-2024-06-20-commerce-bans-kaspersky$/);
  await expect(page.locator('.item:target h3')).toHaveText('Commerce bans Kaspersky software');
  await expect(page.locator('.item:target')).toBeInViewport();
});

test('the first and the last event lead one way', async ({ page, visit }) => {
  await visit('demo', '/events/2005-kaspersky-enters-us/');
  const place = page.getByRole('navigation', { name: 'In the timeline' });
  await expect(place.getByRole('link')).toHaveCount(2);
  await page.keyboard.press('k');
  await expect(heading(page)).toHaveText('Kaspersky begins to operate in the United States');
});

for (const [key, title] of [['j', after], ['ArrowRight', after], ['k', before], ['ArrowLeft', before]]) {
  test(`${key} turns to another event`, async ({ page, visit }) => {
    await visit('demo', ban);
    await page.keyboard.press(key);
    await expect(heading(page)).toHaveText(title);
  });
}

test('from right to left the arrows turn round', async ({ page, visit }) => {
  await visit('arabic');
  const titles = await page.locator('.item h3').allTextContents(); // the newest first
  await page.locator('.item h3 a').last().click();
  await expect(heading(page)).toHaveText(titles.at(-1));
  await page.waitForLoadState('networkidle'); // and so the script that listens to keys
  await page.keyboard.press('ArrowLeft');
  await expect(heading(page)).toHaveText(titles.at(-2));
  await page.keyboard.press('ArrowRight');
  await expect(heading(page)).toHaveText(titles.at(-1));
});

test('in a list, keys go from entry to entry and say where they are', async ({ page, visit }) => {
  await visit('demo');
  const entries = page.locator('.item h3 a');
  await page.keyboard.press('j');
  await expect(entries.nth(0)).toBeFocused();
  await expect(page.getByText('Event 1 of 15')).toBeAttached();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('j');
  await expect(entries.nth(2)).toBeFocused();
  await expect(entries.nth(2)).toBeInViewport();
  await expect(page.getByRole('status').filter({ hasText: 'Event 3 of 15' })).toBeAttached();
  await page.keyboard.press('k');
  await expect(entries.nth(1)).toBeFocused();
  for (let i = 0; i < 20; i++) await page.keyboard.press('j');
  await expect(entries.last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Updates and resale are prohibited');
});

test('in what was found as well', async ({ page, visit }) => {
  await visit('demo', '/?kind=deadline');
  await expect(page.locator('.found .item')).toHaveCount(2);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.locator('.found .item h3 a').nth(1)).toBeFocused();
});

test('keys that belong to others are left to them', async ({ page, visit }) => {
  await visit('demo');
  const search = page.getByRole('searchbox');
  await search.focus();
  await page.keyboard.type('jk/?');
  await expect(search).toHaveValue('jk/?');
  await expect(search).toBeFocused();

  await visit('demo', ban);
  for (const press of ['Control+j', 'Alt+ArrowLeft', 'Meta+k', 'Shift+ArrowRight']) await page.keyboard.press(press);
  // The arrows up and down scroll, as everywhere.
  const from = await page.evaluate(() => scrollY);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(from);
  await expect(heading(page)).toHaveText('Commerce bans Kaspersky software');
  // With the focus on a link of the masthead the page does not turn.
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link').first().focus();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  await expect(heading(page)).toHaveText('Commerce bans Kaspersky software');
});

test('a slash goes to the search', async ({ page, visit }) => {
  await visit('demo');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expect(page.getByRole('searchbox')).toHaveValue('');
});

test('keys are listed, and letters can be turned off for good', async ({ page, visit }) => {
  await visit('demo', ban);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('j'); // not while the list is open
  await dialog.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  for (const key of ['j', 'k', '?', '/']) await page.keyboard.press(key);
  await expect(dialog).toBeHidden();
  await expect(heading(page)).toHaveText('Commerce bans Kaspersky software');
  await page.reload();
  await page.keyboard.press('j');
  await expect(heading(page)).toHaveText('Commerce bans Kaspersky software');
  await page.keyboard.press('ArrowRight');
  await expect(heading(page)).toHaveText(after);
  await page.getByRole('button', { name: 'Keys' }).click();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await heading(page).click(); // away from the button, which has the focus again
  await page.keyboard.press('k');
  await expect(heading(page)).toHaveText('Commerce bans Kaspersky software');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  async function swipe(page, from, to, y = 500, down = 0) {
    const client = await page.context().newCDPSession(page);
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: from, y }] });
    for (let i = 1; i <= 5; i++) {
      await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: from + ((to - from) * i) / 5, y: y + (down * i) / 5 }] });
    }
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('a swipe turns to another event', async ({ page, visit }) => {
    await visit('demo', ban);
    await swipe(page, 300, 100);
    await expect(heading(page)).toHaveText(after);
    await swipe(page, 100, 300);
    await expect(heading(page)).toHaveText('Commerce bans Kaspersky software');
  });

  /**
   * Where a movement on an element would lead, without being led there. Its
   * touches are the page's alone: the browser would scroll, or go back.
   */
  const led = (page, from, to, { down = 0, on = '.story' } = {}) =>
    page.evaluate(
      ([from, to, down, on]) => {
        let address = null;
        const note = (event) => {
          address = new URL(event.destination.url).pathname;
          event.preventDefault();
        };
        navigation.addEventListener('navigate', note);
        const target = document.querySelector(on);
        const touch = (clientX, clientY) => new Touch({ identifier: 1, target, clientX, clientY });
        const start = touch(from, 400);
        const end = touch(to, 400 + down);
        target.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, touches: [start], changedTouches: [start] }));
        target.dispatchEvent(new TouchEvent('touchend', { bubbles: true, touches: [], changedTouches: [end] }));
        navigation.removeEventListener('navigate', note);
        return address;
      },
      [from, to, down, on],
    );

  test('other movements do not', async ({ page, visit }) => {
    await visit('demo', ban);
    await page.evaluate(() => {
      const code = document.createElement('pre');
      code.textContent = 'wider than the screen '.repeat(20);
      document.querySelector('.prose').prepend(code);
    });
    expect(await led(page, 300, 100), 'this is how one is told').toBe('/events/2024-06-21-treasury-sanctions-executives/');
    expect(await led(page, 300, 250), 'too short').toBe(null);
    expect(await led(page, 300, 200, { down: -200 }), 'scrolling').toBe(null);
    expect(await led(page, 300, 100, { on: '.prose pre' }), 'across what scrolls itself').toBe(null);
    expect(await led(page, 5, 250), 'from the edge, which is the browser’s').toBe(null);
    expect(await led(page, 385, 100), 'from the other edge').toBe(null);
    expect(await led(page, 60, 250), 'back, from inside').toBe('/events/2024-06-kaspersky-weighs-impact/');
  });
});
