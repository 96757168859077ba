// From the narrowest phone to a wide screen, and as large as readers make it:
// nothing sticks out sideways, no text is cut off (WCAG 1.4.4, 1.4.10, 1.4.12).

import { pages, parts } from '../pages.js';
import { expect, test } from '../test.js';

// A page is loaded once, and then made wider: its layout is the browser's, and
// nothing in it is measured once.

// The first is what is left of 1280 by 1024 pixels at 400 % zoom.
const widths = [[320, 256], [390, 844], [820, 1180], [1280, 900], [1920, 1080]];

/** Calls check at each width of the window, with a text that says where. */
async function atWidths(page, widths, name, check) {
  for (const width of widths) {
    const [wide, high] = Array.isArray(width) ? width : [width, 900];
    await page.setViewportSize({ width: wide, height: high });
    await check(`${name} at ${wide} px`);
  }
}

for (const part of parts(7)) {
  test(`every page fits, in text of every size: from ${part[0].name}`, async ({ page, visit }) => {
    test.slow();
    for (const { name, site, path, status } of part) {
      await page.setViewportSize({ width: 320, height: 256 });
      await visit(site, path, status);
      await atWidths(page, widths, name, () => expectToFit(page, name));

      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      await atWidths(page, [390, 820, 1280], name, () => expectToFit(page, `${name}, text twice the size,`));

      await page.evaluate(() => {
        document.documentElement.style.fontSize = '';
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`
          * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
          p { margin-block-end: 2em !important; }`);
        document.adoptedStyleSheets = [sheet];
      });
      await atWidths(page, [320, 1280], name, () => expectToFit(page, `${name}, text spaced out,`));
    }
  });
}

// An era's name is drawn on its band where there is room; it is always in the
// timeline. Half a name is worse than none.
test('labels of the overview do not overlap, names of eras are whole or left out', async ({ page, visit }) => {
  for (const { name, site, path } of pages) {
    if (path !== '/') continue;
    await visit(site, path);
    await atWidths(page, [320, 390, 820, 1280, 1920], name, async (where) => {
      const overlapping = await page.locator('.strip .tick text').evaluateAll((texts) => {
        const boxes = texts
          .map((text) => ({ label: text.textContent, box: text.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0);
        return boxes.flatMap((a, i) =>
          boxes
            .slice(i + 1)
            .filter((b) => a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom && b.box.top < a.box.bottom)
            .map((b) => `${a.label} and ${b.label}`),
        );
      });
      expect(overlapping, where).toEqual([]);

      const cut = await page.locator('.era-band text').evaluateAll((texts) =>
        texts
          .map((text) => ({ label: text.textContent, box: text.getBoundingClientRect(), band: text.closest('.era-band').querySelector('rect').getBoundingClientRect() }))
          .filter(({ box, band }) => box.width > 0 && (box.left < band.left - 1 || box.right > Math.min(band.right, innerWidth) + 1))
          .map(({ label, box, band }) => `${label} from ${Math.round(box.left)} to ${Math.round(box.right)} on a band from ${Math.round(band.left)} to ${Math.round(band.right)}`),
      );
      expect.soft(cut, where).toEqual([]);
    });
  }
});

test('the order of the page is the order on a phone', async ({ page, visit }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await visit('demo');
  const tops = await page
    .locator('h1, .key-dates, .intro, .strip, .legend, .timeline, .colophon')
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().top));
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
});

test('from right to left, the timeline’s line is on the right', async ({ page, visit }) => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await visit('arabic');
    const card = await page.locator('.item .card').first().boundingBox();
    const mark = await page.locator('.item .mark').first().boundingBox();
    expect(mark.x).toBeGreaterThan(card.x + card.width);
  }
});

async function expectToFit(page, name) {
  const { wide, trouble } = await page.evaluate(() => {
    const screen = document.scrollingElement;
    const trouble = new Set();
    const path = (element) => {
      const parts = [];
      for (let e = element; e && e !== document.body && parts.length < 4; e = e.parentElement) {
        const names = e.getAttribute('class')?.trim().split(/\s+/).join('.');
        parts.unshift(e.localName + (names ? `.${names}` : ''));
      }
      return parts.join(' > ');
    };
    // Text is looked at line by line, since boxes may be wider than their text.
    const known = new Map(); // by element: where its text is seen
    const seen = (element) => {
      if (!element || element === document.body) return { left: 0, right: screen.clientWidth, scrolls: false };
      if (known.has(element)) return known.get(element);
      let { left, right, scrolls } = seen(element.parentElement);
      const { overflowX } = getComputedStyle(element);
      if (!(element instanceof SVGElement) && overflowX !== 'visible') {
        if (overflowX === 'auto' || overflowX === 'scroll') scrolls = true;
        const box = element.getBoundingClientRect();
        left = Math.max(left, box.left);
        right = Math.min(right, box.right);
      }
      known.set(element, { left, right, scrolls });
      return known.get(element);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const parent = text.parentElement;
      if (!text.data.trim() || parent.closest('.skip, .visually-hidden, .era-band, title, details:not([open]) > :not(summary)')) continue;
      range.selectNodeContents(text);
      const { left, right, scrolls } = seen(parent);
      if (scrolls) continue; // a wide table, reached by scrolling it alone
      for (const box of range.getClientRects()) {
        if (box.width === 0) continue;
        if (box.left < left - 1 || box.right > right + 1) {
          trouble.add(`${path(parent)}: "${text.data.trim().slice(0, 40)}" from ${Math.round(box.left)} to ${Math.round(box.right)}`);
        }
      }
    }
    // The first few are enough to find the cause.
    return { wide: screen.scrollWidth - screen.clientWidth, trouble: [...trouble].slice(0, 6) };
  });
  const { width } = page.viewportSize();
  expect.soft(trouble, `${name} at ${width} px: text cut off or outside`).toEqual([]);
  expect.soft(wide, `${name} at ${width} px: pixels that stick out sideways`).toBeLessThanOrEqual(0);
}
