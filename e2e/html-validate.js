// What html-validate asks of every page, and where we differ.

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const loader = new StaticConfigLoader({
  extends: ['html-validate:recommended'],
  rules: {
    // "<!doctype html>" in lower case is as valid, and what the templates have.
    'doctype-style': ['error', { style: 'lowercase' }],
    // How long a headline is, is for its editor to say.
    'long-title': 'off',
    // Ids begin with the event's own, which may begin with a date. HTML asks
    // only that an id has no space (HTML, section 3.2.6); style sheets do not
    // use these.
    'valid-id': ['error', { relaxed: true }],
  },
});

const validator = new HtmlValidate(loader);

/** Findings of html-validate on a page, as text. */
export async function invalid(html, name) {
  const { results } = await validator.validateString(html, name);
  return results.flatMap(({ messages }) =>
    messages.map((m) => `${name}:${m.line}:${m.column}: ${m.ruleId}: ${m.message} (${m.selector ?? ''})`),
  );
}
