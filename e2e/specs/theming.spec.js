// What a site's settings say about its look, as readers see it. That every
// look can be read, and is still while it loads, is in pages.spec.js.

import { layoutShift } from '../measure.js';
import { address, expect, test } from '../test.js';

const schemes = ['light', 'dark'];

// How bright the page's ground is, from 0 to 255.
const ground = (page) =>
  page.evaluate(() => Math.max(...getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).slice(0, 3).map(Number)));

for (const fixed of schemes) {
  for (const preferred of schemes) {
    test(`a ${fixed} site is ${fixed} for a reader who prefers ${preferred}`, async ({ page, visit }) => {
      await page.emulateMedia({ colorScheme: preferred });
      await visit(`look-${fixed}`);
      if (fixed === 'light') expect(await ground(page)).toBeGreaterThan(200);
      else expect(await ground(page)).toBeLessThan(60);
      await expect(page.locator('meta[name="color-scheme"]')).toHaveAttribute('content', fixed);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(fixed);
      // Of a logo for each, the one that can be seen.
      const shown = await page.locator('.nameplate img').evaluate((img) => img.currentSrc);
      expect(shown).toMatch(fixed === 'dark' ? /logo-dark\.[0-9a-f]{10}\.svg$/ : /\/logo\.svg$/);
    });
  }

  test(`a ${fixed} site is white on paper`, async ({ page, visit }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await visit(`look-${fixed}`);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    const seen = await page.evaluate(() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector));
      return { ground: style('html').backgroundColor, ink: style('html').color, scheme: style('html').colorScheme, kind: style('.item .mark').fill };
    });
    expect(seen).toMatchObject({ ground: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)', scheme: 'light' });
    expect(luminance(seen.kind), `a mark on white: ${seen.kind}`).toBeLessThan(0.3);
    await expect.poll(() => page.locator('.nameplate img').evaluate((img) => img.currentSrc)).toMatch(/\/logo\.svg$/);
  });

  for (const preferred of schemes) {
    test(`a ${fixed} site takes the colours that a reader forces, ${preferred} ones`, async ({ page, visit }) => {
      await page.emulateMedia({ forcedColors: 'active', colorScheme: preferred });
      await visit(`look-${fixed}`);
      const seen = await page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.cssText = 'background: Canvas; color: CanvasText';
        const { backgroundColor: canvas, color: text } = getComputedStyle(probe);
        probe.remove();
        const { backgroundColor, color } = getComputedStyle(document.documentElement);
        return { canvas, text, backgroundColor, color, hollow: getComputedStyle(document.querySelector('.item .mark .hollow')).fill };
      });
      expect(seen.backgroundColor).toBe(seen.canvas);
      expect(seen.color).toBe(seen.text);
      expect(seen.hollow, 'the inside of a ring').toBe(seen.canvas);
    });
  }
}

test('a site that says nothing follows its reader', async ({ page, visit }) => {
  for (const [preferred, logo] of [
    ['light', /\/logo\.svg$/],
    ['dark', /logo-dark\./],
  ]) {
    await page.emulateMedia({ colorScheme: preferred });
    await visit('look-compact');
    if (preferred === 'light') expect(await ground(page)).toBeGreaterThan(200);
    else expect(await ground(page)).toBeLessThan(60);
    await expect.poll(() => page.locator('.nameplate img').evaluate((img) => img.currentSrc)).toMatch(logo);
  }
});

test('headlines and text have serifs, or none', async ({ page, visit }) => {
  const faces = async (site) => {
    await visit(site);
    const home = await page.locator('h1, .intro p, .card h3, .summary').evaluateAll((parts) => parts.map((part) => getComputedStyle(part).fontFamily));
    await visit(site, '/events/2024-06-20-commerce-bans-kaspersky/');
    const event = await page.locator('h1, .prose p').evaluateAll((parts) => parts.map((part) => getComputedStyle(part).fontFamily));
    return [...new Set([...home, ...event])];
  };
  const [serif, ...others] = await faces('demo');
  expect(others).toEqual([]);
  expect(serif).toMatch(/, serif$/);
  for (const face of await faces('look-dark')) expect(face).toMatch(/, sans-serif$/);
});

for (const width of [390, 1280]) {
  test(`a compact list holds half as much again at ${width} px`, async ({ page, visit }) => {
    await page.setViewportSize({ width, height: 900 });
    const height = async (site) => {
      await visit(site);
      return page.locator('.timeline').evaluate((timeline) => timeline.getBoundingClientRect().height);
    };
    // Each beside one in the same typeface: letters without serifs are wider.
    for (const [comfortable, compact] of [['demo', 'look-compact'], ['look-dark', 'look-dense']]) {
      expect((await height(comfortable)) / (await height(compact)), compact).toBeGreaterThan(1.45);
    }
  });
}

test('what is compact can be touched', async ({ page, visit }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/', '/kinds/', '/tags/', '/actors/kaspersky/', '/events/2024-06-20-commerce-bans-kaspersky/']) {
    await visit('look-compact', path);
    expect(await tooSmall(page), path).toEqual([]);
  }
});

test('a logo has its size before it is there', async ({ page, visit }) => {
  // It comes late, after the page has been painted and measured.
  let wanted;
  await page.route('**/logo*.svg', async (route) => {
    await wanted;
    await route.continue();
  });
  for (const [site, path] of [['look-compact', '/'], ['look-dark', '/about/']]) {
    let come;
    wanted = new Promise((resolve) => (come = resolve));
    await page.goto(address(site, path), { waitUntil: 'commit' });
    const logo = page.locator('.nameplate img');
    const before = await logo.boundingBox();
    expect(await logo.evaluate((img) => img.complete), 'it is not there yet').toBe(false);
    come();
    await logo.evaluate((img) => img.decode());
    expect(await logo.boundingBox()).toEqual(before);
    expect(before.height).toBeCloseTo(36, 0);
    expect(before.width).toBeCloseTo(108, 0);
    expect(await layoutShift(page)).toEqual({ value: 0, shifts: [] });
  }
});

test('a logo says whose it is', async ({ page, visit }) => {
  await visit('look-light');
  const name = await page.locator('.nameplate img').getAttribute('alt');
  expect(name).not.toBe('');
  await expect(page.locator('.colophon')).toContainText(name);
  await visit('look-light', '/about/');
  const home = page.locator('.nameplate').getByRole('link');
  await expect(home).toHaveAttribute('href', '/');
  await expect(home).toHaveAccessibleName(new RegExp(`^${name} .+`));
});

// Pointer targets that are neither 24 pixels high nor that far from the next
// (WCAG 2.2, 2.5.8); links within text are excepted there.
async function tooSmall(page) {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll('a, button, summary, input')]
      .filter((target) => !target.closest('.prose, p:not(.nameplate, .label), .strip, .skip, dialog') && target.getClientRects().length)
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1);
    const small = targets.filter(({ box }) => box.height < 24 || box.width < 24);
    return small
      .filter(({ target, box }) =>
        targets.some((other) => {
          if (other.target === target) return false;
          // A circle of 24 pixels about the middle must not touch the other.
          const x = box.x + box.width / 2;
          const y = box.y + box.height / 2;
          const dx = Math.max(other.box.left - x, 0, x - other.box.right);
          const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
          return Math.hypot(dx, dy) < 12;
        }),
      )
      .map(({ target, box }) => `${target.textContent.trim()} ${Math.round(box.width)}×${Math.round(box.height)}`);
  });
}

/** The relative luminance of an rgb() colour (WCAG 2.2). */
function luminance(colour) {
  const [r, g, b] = colour.match(/\d+/g).map((part) => {
    const v = part / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
