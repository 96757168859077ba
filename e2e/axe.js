// Whether pages are accessible, as far as a program can tell: by axe.

import AxeBuilder from '@axe-core/playwright';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** The rules of these tags that look at colours. Between light and dark nothing else differs: the page is the same. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/**
 * What to call analyze() of. Frames of other sites are not looked into, which
 * takes a window of its own for each call, and what is right is not described.
 */
export const axe = (page, runOnly = { type: 'tag', values: tags }) =>
  new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'], iframes: false }).setLegacyMode(true);

/**
 * Takes entries of long lists away, and marks of overviews: of those that are
 * alike, in their classes and those of what is in them, three stay. Axe needs
 * ten seconds for two hundred entries, and says of the last what it says of the
 * first. Runs in the page.
 */
function shorten() {
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
  await page.evaluate(shorten);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = described(await axe(page).include(part).analyze());
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = described(await axe(page, { type: 'rule', values: ofColour }).include(part).analyze());
  return { light, dark };
}

/** What is wrong, in lines. */
export const described = ({ violations }) =>
  violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target}: ${node.failureSummary.replace(/\s+/g, ' ')}`),
  );
