// A site of a thousand events over seventy years: more than a page should hold.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kinds = ['action', 'announcement', 'statement', 'analysis', 'deadline'];
const places = ['Geneva', 'Lagos', 'Lima', 'Osaka', 'Reykjavík', 'Wellington'];

/** Writes the site's content, the same on every run. */
export function writeMany(folder) {
  mkdirSync(join(folder, 'events'), { recursive: true });
  writeFileSync(join(folder, 'index.md'), '---\ntitle: A thousand events\ndescription: "More than a page should hold."\n---\n\nAn introduction.\n');
  const pad = (n) => String(n).padStart(2, '0');
  for (let i = 0; i < 1000; i++) {
    // Years near the end hold most of the events, as they do in life.
    const year = 1955 + Math.floor(70 * Math.sqrt(i / 1000));
    const date = `${year}-${pad(1 + (i * 7) % 12)}-${pad(1 + (i * 11) % 28)}`;
    writeFileSync(
      join(folder, 'events', `event-${i}.md`),
      `---
title: Event number ${i} of a thousand
date: ${date}
kind: ${i % 2 ? 'action' : kinds[(i / 2) % kinds.length]}
summary: "What happened as number ${i}, in a sentence of middling length."
tags: [topic ${i % 40}, field ${(i * 3) % 41}]
actors: [Actor ${i % 30}]
place: ${places[i % places.length]}
importance: ${1 + (i % 5)}
sources:
  - id: source
    title: Report ${i}
    publisher: Gazette ${i % 9}
    url: https://example.org/${i}
---

The text of event ${i}.[^source]
`,
    );
  }
}
