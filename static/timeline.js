// What scripts add to pages that are complete without them: search and
// filters, what a deadline means today, moving from event to event by key and
// swipe. Nothing of it is needed to read.

import { listenForKeys } from './keys.js';
import { listenForSwipes } from './swipe.js';
import { tellTime } from './today.js';

tellTime();
listenForKeys();
listenForSwipes();

const finder = document.querySelector('.finder');
if (finder) {
  // The finder comes when a reader turns to it, or the address asks for it.
  const events = ['pointerover', 'focusin', 'submit', 'toggle'];
  const early = (event) => {
    if (event.type === 'submit') event.preventDefault(); // the finder reads the field itself
    start();
  };
  const start = async () => {
    for (const type of events) finder.removeEventListener(type, early, true);
    try {
      const { find } = await import('./find.js');
      await find(finder);
    } catch (error) {
      // A page without its finder still has its timeline.
      document.documentElement.classList.remove('asking');
      throw error;
    }
  };
  for (const type of events) finder.addEventListener(type, early, true);
  if (document.documentElement.classList.contains('asking')) start();
  addEventListener('popstate', start, { once: true });
}
