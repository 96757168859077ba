// What scripts add to pages that are complete without them: search and
// filters, what a deadline means today, what is new since the last visit, moving from event to event by key and
// swipe. Nothing of it is needed to read.

import { listenForKeys } from './keys.js';
import { init } from './strip.js';
import { listenForSwipes } from './swipe.js';
import { tellTime } from './today.js';
import { tellNew } from './visit.js';

tellTime();
tellNew();
listenForKeys();
listenForSwipes();
listenForCopies();
loadForMedia();
for (const strip of document.querySelectorAll('.strip')) init(strip);
// The preview of a writer changes the page in place.
document.addEventListener('dateline:update', () => {
  for (const note of document.querySelectorAll('.now')) note.remove();
  tellTime();
  for (const mark of document.querySelectorAll('.fresh')) mark.remove();
  tellNew();
  loadForMedia();
  for (const strip of document.querySelectorAll('.strip')) init(strip);
});

// Pages without pictures and films load nothing for them. What is loaded
// listens to the whole page, once: a module runs once.
function loadForMedia() {
  if (document.querySelector('a.picture')) import('./lightbox.js');
  if (document.querySelector('a[data-player]')) import('./player.js');
}

// What copies a text comes when a reader turns to the button for it.
function listenForCopies() {
  const buttonOf = ({ target }) => target.closest?.('[data-copy]');
  for (const sign of ['pointerover', 'focusin']) document.addEventListener(sign, (event) => buttonOf(event) && import('./copy.js'));
  document.addEventListener('click', async (event) => {
    const button = buttonOf(event);
    if (button) (await import('./copy.js')).copy(button);
  });
}

const finder = document.querySelector('.finder');
if (finder) {
  // The finder comes when a reader turns to it, or the address asks for it.
  const signs = ['pointerover', 'focusin', 'toggle'];
  let sent = null; // a form that was sent before the finder was there to answer
  const keep = (event) => {
    event.preventDefault();
    sent = event.target;
    start();
  };
  const start = async () => {
    for (const sign of signs) finder.removeEventListener(sign, start, true);
    removeEventListener('popstate', start);
    try {
      const { find } = await import('./find.js');
      await find(finder);
    } catch (error) {
      // A page without its finder still has its timeline.
      document.documentElement.classList.remove('asking');
      throw error;
    } finally {
      finder.removeEventListener('submit', keep, true);
    }
    sent?.requestSubmit();
  };
  for (const sign of signs) finder.addEventListener(sign, start, true);
  finder.addEventListener('submit', keep, true);
  addEventListener('popstate', start);
  if (document.documentElement.classList.contains('asking')) start();
}
