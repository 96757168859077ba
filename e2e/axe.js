// Whether pages are accessible, as far as a program can tell: by axe.

import axeCore from 'axe-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** The rules of these tags that look at colours. Between light and dark nothing else differs: the page is the same. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong with a page, or a part of it. Frames are not looked
 * into: their pages have tests of their own.
 *
 * @returns {Promise<{violations: object[]}>} as axe.run() tells them
 */
export async function axe(page, { part = 'html', runOnly = { type: 'tag', values: tags } } = {}) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(([part, options]) => window.axe.run(part, options), [part, { runOnly, resultTypes: ['violations'], iframes: false }]);
}

/**
 * Takes entries of long lists away, and marks of overviews: of those that are
 * alike, in their classes and those of what is in them, three stay. Axe needs
 * ten seconds for two hundred entries, and says of the last what it says of the
 * first.
 */
export const shorten = (page) => page.evaluate(keepThree);

function keepThree() {
  const alike = new Map();
  for (const one of document.querySelectorAll('.item, .terms li, .found li, tr, svg a')) {
    const classes = [one.parentElement, one, ...one.querySelectorAll('*')].map((element) => `${element.localName}.${element.getAttribute('class')}`);
    const kind = [...new Set(classes)].sort().join(' ');
    alike.set(kind, (alike.get(kind) ?? 0) + 1);
    if (alike.get(kind) > 3) one.remove();
  }
}

/** What is wrong with a page, or a part of it, in light, and with its colours in dark. Leaves a page that is shorter. */
export async function wrongInLightAndDark(page, part = 'html') {
  await shorten(page);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = described(await axe(page, { part }));
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = described(await axe(page, { part, runOnly: { type: 'rule', values: ofColour } }));
  return { light, dark };
}

/** What is wrong, in lines. */
export const described = ({ violations }) =>
  violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target}: ${node.failureSummary.replace(/\s+/g, ' ')}`),
  );
