// Puts a text of the page on the clipboard, for the buttons of copy.html. A
// browser that does not let it has the text selected instead.

/** @param {HTMLButtonElement} button whose data-copy is the id of an element with the text */
export async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const says = button.nextElementSibling; // a status
  const said = (text) => {
    says.textContent = text;
    button.addEventListener('blur', () => says.replaceChildren(), { once: true });
  };
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    said(button.dataset.copied);
  } catch { // it may not, or the page is not a secure one, which has no clipboard
    getSelection().selectAllChildren(source);
    source.select?.();
    said(button.dataset.selected);
  }
}
