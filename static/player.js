// Puts the player of a film that is on another site in the place of its still,
// once a reader has asked for it. Before that, nothing is requested from there.

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-player]');
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  play(link);
});

function play(link) {
  const { player, after, width, height } = link.dataset;
  const frame = document.createElement('iframe');
  frame.className = 'player';
  frame.title = link.querySelector('img')?.alt ?? link.querySelector('.what').textContent;
  // Its own origin is kept to it, so that it can store what it needs; it cannot
  // take the page elsewhere, send forms or open dialogs. Players ask which site
  // they are on, and some refuse without an answer: they hear no more than that.
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-presentation');
  frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
  frame.referrerPolicy = 'strict-origin';
  if (width && height) frame.style.aspectRatio = `${width} / ${height}`;
  frame.src = player;
  // The way to the film itself stays, in case the player does not come.
  const way = document.createElement('a');
  way.className = 'after';
  way.href = link.href;
  way.rel = 'external';
  way.textContent = after;
  link.replaceWith(frame, way);
  frame.focus();
}
