// Shows the pictures of a page in full, one after the other, in a dialog over
// it. What opens it is a link to the picture: without this script, with a
// middle click or with a key held, it is no more than that.

import { fill, number } from './texts.js';

const margin = 32; // CSS pixels around a picture, at both sides together

document.addEventListener('click', (event) => {
  const link = event.target.closest('a.picture');
  const dialog = document.querySelector('dialog.lightbox');
  if (!link || !dialog || event.defaultPrevented || event.button !== 0 || hasModifier(event)) return;
  event.preventDefault();
  open(dialog, link);
});

const hasModifier = (event) => event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

function open(dialog, first) {
  const links = [...document.querySelectorAll('a.picture')];
  let at = links.indexOf(first);
  const turn = (by) => {
    at = (at + by + links.length) % links.length;
    show(dialog, links[at], at, links.length);
  };
  const end = new AbortController();
  const { signal } = end;
  dialog.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-by]');
    if (button) turn(Number(button.dataset.by));
    else if (target.matches('dialog, figure')) dialog.close(); // beside what is shown
  }, { signal });
  dialog.addEventListener('keydown', (event) => {
    if (links.length < 2 || hasModifier(event) || !/^Arrow(Left|Right)$/.test(event.key)) return;
    event.preventDefault();
    const forward = (event.key === 'ArrowRight') !== (document.documentElement.dir === 'rtl');
    turn(forward ? 1 : -1);
  }, { signal });
  const { scrollY } = window;
  dialog.addEventListener('close', () => {
    end.abort();
    dialog.querySelector('figure').replaceChildren();
    // Back to where the page was, or to the picture that was looked at last.
    scrollTo({ top: scrollY, behavior: 'instant' });
    links[at].focus({ preventScroll: links[at] === first });
  }, { signal });

  for (const button of dialog.querySelectorAll('[data-by]')) button.hidden = links.length < 2;
  show(dialog, first, at, links.length);
  dialog.showModal();
  dialog.querySelector('[type=submit]').focus();
}

function show(dialog, link, at, count) {
  const position = dialog.querySelector('.position');
  position.textContent = count < 2 ? '' : fill(position.dataset.text, number(at + 1), number(count));
  const parts = [pictureOf(link)];
  const caption = link.closest('figure')?.querySelector('figcaption');
  if (caption) parts.push(caption.cloneNode(true));
  dialog.querySelector('figure').replaceChildren(...parts);
  dialog.querySelector('.full a').href = link.href;
  dialog.scrollTo(0, 0);
}

// Returns the picture of a link in the largest size that the screen has use
// for: the browser chooses from those of the page and the picture itself.
function pictureOf(link) {
  const small = link.querySelector('img');
  const width = Number(small.getAttribute('width'));
  const height = Number(small.getAttribute('height'));
  const img = new Image();
  img.alt = small.alt;
  img.decoding = 'async';
  if (width && height) {
    img.width = width;
    img.height = height;
    const shown = Math.min(innerWidth - margin, ((innerHeight - margin) * width) / height, width);
    img.sizes = `${Math.max(1, Math.round(shown))}px`;
    const itself = `${link.href} ${width}w`;
    if (small.srcset) img.srcset = small.srcset.includes(` ${width}w`) ? small.srcset : `${small.srcset}, ${itself}`;
  }
  img.src = link.href;
  return img;
}
