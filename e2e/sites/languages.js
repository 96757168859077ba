// Sites in languages other than English, with every sign and list that pages
// can have. Not a word of theirs is English, so that what is English on their
// pages is the theme's.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By the name of the site. */
export const languageSites = {
  german: {
    lang: 'de', dir: 'ltr', title: 'Eine Chronik', text: 'Was an diesem Tag geschah.', event: 'Vorfall', era: 'Vorspiel',
    actors: ['Behörde', 'Verein'], tags: ['Gesetz', 'Handel', 'Strom'], place: 'Bonn', field: 'Gericht', value: 'Landgericht', own: 'Wahl', page: 'Verfahren',
  },
  // More events than a page has: parts, columns, numbered pages.
  'german-large': {
    lang: 'de-AT', dir: 'ltr', title: 'Eine lange Chronik', text: 'Was an diesem Tag geschah.', event: 'Vorfall', era: 'Vorspiel',
    actors: ['Behörde', 'Verein'], tags: ['Gesetz', 'Handel', 'Strom'], place: 'Wien', field: 'Gericht', value: 'Landgericht', own: 'Wahl', page: 'Verfahren',
    events: 640,
  },
  'arabic-full': {
    lang: 'ar', dir: 'rtl', title: 'سجل قصير', text: 'ما جرى في ذلك اليوم.', event: 'واقعة', era: 'المقدمات',
    actors: ['الوزارة', 'الجمعية'], tags: ['قانون', 'تجارة', 'كهرباء'], place: 'القاهرة', field: 'المحكمة', value: 'الاستئناف', own: 'انتخاب', page: 'المنهج',
  },
  hebrew: {
    lang: 'he', dir: 'rtl', title: 'יומן קצר', text: 'מה שקרה באותו יום.', event: 'מקרה', era: 'ההקדמה',
    actors: ['המשרד', 'העמותה'], tags: ['חוק', 'סחר', 'חשמל'], place: 'חיפה', field: 'בית משפט', value: 'המחוזי', own: 'בחירות', page: 'השיטה',
  },
  persian: {
    lang: 'fa', dir: 'rtl', title: 'گاه‌شمار کوتاه', text: 'آنچه در آن روز رخ داد.', event: 'ماجرا', era: 'پیش‌درآمد',
    actors: ['وزارت', 'انجمن'], tags: ['قانون', 'بازرگانی', 'برق'], place: 'تهران', field: 'دادگاه', value: 'تجدیدنظر', own: 'انتخابات', page: 'روش کار',
  },
  japanese: {
    lang: 'ja', dir: 'ltr', title: '短い年表', text: 'その日に起きたこと。', event: '出来事', era: '前段',
    actors: ['当局', '協会'], tags: ['法律', '貿易', '電力'], place: '大阪', field: '裁判所', value: '高等裁判所', own: '選挙', page: '方法',
  },
};

const kinds = ['action', 'announcement', 'statement', 'analysis', 'deadline', 'own'];
const statuses = ['confirmed', 'reported', 'disputed', 'retracted', 'cancelled'];
const corrections = ['correction', 'clarification', 'update', 'retraction'];
// Signs of the overview: an uncertain date, one within a time, a stretch, one
// without an end, one long before the others, and many on few days.
const special = ['1990', '2020~', '2021-03', '2021-05/2021-11', '2022-01/..'];

const pad = (n) => String(n).padStart(2, '0');

/** Writes the content of one of the sites, the same on every run. */
export function writeLanguageSite(name, folder) {
  const { lang, title, text, event, era, actors, tags, place, field, value, own, page, events = 48 } = languageSites[name];
  mkdirSync(join(folder, 'events'), { recursive: true });
  mkdirSync(join(folder, 'pages'), { recursive: true });
  const settings = {
    title, description: text, language: lang, license: 'CC BY 4.0', publisher: { name: actors[0], url: 'https://verlag.example/' },
    kinds: [{ id: 'own', label: own, calendar: true }], eras: [{ title: era, date: '2020/2022-06' }], fields: [{ key: 'gericht', label: field, facet: true }],
  };
  writeFileSync(join(folder, 'index.md'), file(settings, `${text}[^a]\n\n[^a]: ${text}\n`));
  writeFileSync(join(folder, 'pages', 'seite.md'), file({ title: page, summary: text, updated: '2024-05-01' }, `- [x] ${text}\n- [ ] ${text}\n`));
  for (let i = 0; i < events; i++) {
    const front = {
      title: `${event} ${i + 1}`,
      date: special[i] ?? `${2023 + (i % 2)}-${pad(1 + (((i * i) >> 2) % 5))}-${pad(1 + ((i * 3) % 9))}`,
      kind: kinds[i % kinds.length],
      status: statuses[(i >> 1) % statuses.length],
      importance: 1 + (i % 5),
      ...(i % 3 ? { actors: actors.slice(0, i % 3) } : {}),
      ...(i % 4 ? { tags: tags.slice(0, i % 4) } : {}),
      ...(i % 2 ? { place, gericht: value } : {}),
      ...(i % 5 ? { sources: [{ id: 'q', title: text, author: actors[1], publisher: actors[0], date: '2024-05', accessed: '2024-06-20', archive: 'https://verlag.example/' }] } : {}),
    };
    if (front.status === 'retracted') {
      Object.assign(front, { status_reason: text, corrections: [{ date: '2024-05-01', kind: 'retraction', text }] });
    }
    if (i === 7) {
      Object.assign(front, {
        published: '2024-05-01', updated: '2024-05-02', related: [fileName(1), fileName(2)],
        corrections: corrections.map((kind) => ({ date: '2024-05-02', kind, text })),
      });
    }
    writeFileSync(join(folder, 'events', `${fileName(i)}.md`), file(front, front.sources ? `${text}[^q]\n` : `${text}\n`));
  }
}

const fileName = (i) => `e${i + 1}`;

/** Front matter is YAML, of which JSON is a part. */
function file(front, text) {
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join('')}---\n\n${text}`;
}
