// The demo with other looks: each differs from it by a few settings.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Accents that nobody could read on one of the papers, or on either.
const looks = {
  'look-light': { accent: '#ffe600', color_scheme: 'light', logo: 'logo.svg', logo_dark: 'logo-dark.svg' },
  'look-dark': { accent: '#12125e', color_scheme: 'dark', typeface: 'sans', logo: 'logo.svg', logo_dark: 'logo-dark.svg' },
  'look-compact': { accent: '#808080', density: 'compact', logo: 'logo.svg', logo_dark: 'logo-dark.svg' },
  'look-dense': { color_scheme: 'light', typeface: 'sans', density: 'compact', logo: 'logo.svg' },
};

export const lookSites = Object.keys(looks);

/** Writes the site of a name in lookSites: the demo's content, and settings. */
export function writeLook(name, demo, folder) {
  cpSync(demo, join(folder, 'content'), { recursive: true });
  const index = join(folder, 'content', 'index.md');
  const settings = Object.entries(looks[name]).map(([key, value]) => `${key}: "${value}"\n`);
  const text = readFileSync(index, 'utf8').replace(/^accent: .*\n/m, '');
  writeFileSync(index, text.replace(/^---\n/, `---\n${settings.join('')}`));
  // One beside index.md, and one of the theme's.
  mkdirSync(join(folder, 'static'));
  writeFileSync(join(folder, 'content', 'logo.svg'), logo(120, 40, '#333333'));
  writeFileSync(join(folder, 'static', 'logo-dark.svg'), logo(90, 30, '#dddddd'));
}

const logo = (width, height, fill) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${fill}"/></svg>\n`;
