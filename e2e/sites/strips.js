// Sites whose overviews are hard to draw.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kinds = ['action', 'announcement', 'statement', 'analysis', 'deadline'];
const pad = (n) => String(n).padStart(2, '0');

const sites = {
  // As many events as have marks of their own, most of them in one year: there
  // is no room for all, and hardly any on the true scale.
  crowded: {
    settings: 'eras:\n  - {title: Before, date: 1900/1965}\n  - {title: The first half, date: 2024-01/2024-06}\n  - {title: The spring, date: 2024-03/2024-05}\n',
    dates: [
      ...['1900', '1930~', '1960?', '1990'],
      ...Array.from({ length: 145 }, (_, i) => `2024-${pad(1 + ((i * 7) % 12))}-${pad(1 + ((i * 11) % 28))}`),
    ],
    more: (i) => ['', '', 'status: disputed\n', '', 'status: retracted\nstatus_reason: It did not happen.\ncorrections: [{date: 2024-12-30, kind: retraction, text: We no longer say so.}]\n'][i % 5],
  },
  // A column for every period, two of them long before the others. Years have
  // more events than a page, and the newest come first.
  dense: {
    settings: 'order: newest\neras:\n  - {title: The busy year, date: 2024}\n',
    dates: [
      ...['1900-05-05', '1914', '2023', '2024', '2024-03', '2024-21'],
      ...Array.from({ length: 600 }, (_, i) => `${2023 + (i % 2)}-${pad(1 + ((i * i + (i >> 1)) % 12))}-${pad(1 + ((i * 13) % 28))}`),
    ],
  },
  // One day, by the minute, at a place that is not in UTC.
  day: {
    settings: '',
    dates: [249, 270, 327, 350, 360, 361, 362, 363, 480, 555, 556, 700, 780, 905, 906, 907, 908, 909, 1255].map(
      (minute) => `2024-07-19T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}-04:00`,
    ),
  },
};

export const stripSites = Object.keys(sites);

/** Writes the content of one of the sites, the same on every run. */
export function writeStripSite(name, folder) {
  const { settings, dates, more = () => '' } = sites[name];
  mkdirSync(join(folder, 'events'), { recursive: true });
  writeFileSync(join(folder, 'index.md'), `---\ntitle: The ${name} site\ndescription: "An overview that is hard to draw."\n${settings}---\n\nAn introduction.\n`);
  dates.forEach((date, i) => {
    writeFileSync(
      join(folder, 'events', `event-${i}.md`),
      `---\ntitle: Event number ${i}\ndate: "${date}"\nkind: ${kinds[i % kinds.length]}\n${more(i)}---\n\nThe text of event ${i}.\n`,
    );
  });
}
