// In a page that another site shows in a frame: tells the page around it how
// high this one is, for <dateline-timeline> (embed.js). Whoever that is may
// know, who knows the width: nothing else is told.

if (window !== parent) {
  const page = document.documentElement;
  new ResizeObserver(() => {
    parent.postMessage({ datelineHeight: Math.ceil(page.getBoundingClientRect().height) }, '*');
  }).observe(page);
}
