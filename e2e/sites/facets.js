// A site of two thousand events over three years, with 3,700 topics, places,
// a facet of its own and every status: what filters have to cope with.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const events = 2000;
export const topics = 3700;

const kinds = ['action', 'announcement', 'statement', 'analysis', 'deadline'];
const places = ['Genève', 'Lagos', 'Lima', '大阪', 'Reykjavík', 'Zürich'];
const courts = ['Court of Appeal', 'High Court', 'Supreme Court'];
const statuses = ['reported', 'disputed', 'retracted', 'cancelled'];
const retraction = `status_reason: The record was forged.
corrections:
  - {date: 2022-01-05, kind: retraction, text: We no longer say so.}
`;
const adjectives = ['northern', 'former', 'joint', 'open', 'rural', 'public', 'late', 'minor', 'new', 'dual'];
const nouns = ['harbour', 'budget', 'licence', 'tariff', 'census', 'railway', 'bridge', 'archive', 'school', 'forest'];

const pad = (n) => String(n).padStart(2, '0');

/** The facts of event i, which tests count by. */
export function facts(i) {
  const tags = [`topic ${i % (topics - 1)}`, `topic ${(i + 1850) % (topics - 1)}`];
  if (i % 3 === 0) tags.push('trade');
  return {
    title: `The ${adjectives[i % 10]} ${nouns[Math.floor(i / 10) % 10]}, item ${i}`,
    date: `${2019 + Math.floor(i / 700)}-${pad(1 + (i % 12))}-${pad(1 + (i % 28))}`,
    kind: kinds[i % 5],
    tags,
    actors: i % 4 ? [`Actor ${i % 9}`] : [`Actor ${i % 9}`, `Actor ${(i + 1) % 9}`],
    place: places[i % 7] ?? '',
    court: i % 2 ? '' : courts[(i / 2) % 3],
    importance: 1 + (i % 5),
    status: i % 50 ? 'confirmed' : statuses[(i / 50) % 4],
  };
}

/** Writes the site's content, the same on every run. */
export function writeFacets(folder) {
  mkdirSync(join(folder, 'events'), { recursive: true });
  writeFileSync(
    join(folder, 'index.md'),
    '---\ntitle: Two thousand items\ndescription: "Many topics, many places."\nfields:\n  - {key: court, label: Court, facet: true}\n---\n',
  );
  for (let i = 0; i < events; i++) {
    const { title, date, kind, tags, actors, place, court, importance, status } = facts(i);
    writeFileSync(
      join(folder, 'events', `item-${i}.md`),
      `---
title: ${title}
date: ${date}
kind: ${kind}
tags: [${tags.join(', ')}]
actors: [${actors.join(', ')}]
${place && `place: ${place}\n`}${court && `court: ${court}\n`}importance: ${importance}
status: ${status}
${status === 'retracted' ? retraction : ''}sources:
  - id: source
    title: Record ${i}
    url: https://example.org/${i}
---

${i % 100 === 42 ? 'Only here is a café in São Paulo mentioned, with its zebras.' : 'Nothing else is known.'}[^source]
`,
    );
  }
}
