// From an event's page to the next one by a swipe, where no part of the page
// has a use for it.

const far = 70; // CSS pixels that a swipe takes at least
const steep = 0.4; // how far it may go up or down for each pixel across
const edge = 28; // where a browser's own gesture begins

export function listenForSwipes() {
  let start = null;
  document.addEventListener('touchstart', (event) => (start = startOf(event)), { passive: true });
  document.addEventListener('touchcancel', () => (start = null), { passive: true });
  document.addEventListener('touchend', (event) => {
    const [touch] = event.changedTouches;
    if (!start || event.touches.length > 0 || !getSelection().isCollapsed) return;
    const across = touch.clientX - start.x;
    if (Math.abs(across) < far || Math.abs(touch.clientY - start.y) > Math.abs(across) * steep) return;
    if (!document.querySelector('.story')) return;
    // The page is drawn along with the finger: to the left brings what comes after.
    const forward = (across < 0) !== (document.documentElement.dir === 'rtl');
    const link = document.querySelector(forward ? '.neighbours [rel=next]' : '.neighbours [rel=prev]');
    if (link) location.assign(link.href);
  }, { passive: true });
}

/** Where a touch begins; null when it is not ours. */
function startOf(event) {
  if (event.touches.length !== 1 || visualViewport?.scale > 1.01 || document.querySelector('dialog[open]')) return null;
  const [{ clientX: x, clientY: y }] = event.touches;
  if (x < edge || x > innerWidth - edge) return null;
  for (let e = event.target; e && e !== document.body; e = e.parentElement) {
    if (e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX)) return null;
    if (e.matches('input, select, textarea, video, audio, [contenteditable]')) return null;
  }
  return { x, y };
}
