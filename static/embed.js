// <dateline-timeline src="https://site.example/embed/tags/x/">, for the pages of
// other sites: a frame that is as high as what is in it. They load this file by
// <script async src="https://site.example/embed.js">, so that it keeps its name
// and is no module: those need leave from this server to be loaded by others.
//
// src     the page to embed, of the site that this script comes from
// title   what it is, for those who do not see the frame
// height  the most that the frame is high, in pixels; what is longer is scrolled
// theme   "light" or "dark", when it is not to follow the reader
//
// What is inside the element stands there until the script comes, and stays when
// src is not a page of this site.
(() => {
  const name = 'dateline-timeline';
  const own = new URL('.', document.currentScript.src);
  const started = customElements.get(name);
  if (started) { // by another site that is embedded in the same page
    started.allow(own.href);
    return;
  }
  const sites = new Set([own.href]); // whose pages may be shown
  const shown = new Set(); // elements in the document
  const unknown = 480; // pixels, until the page has told its height
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host{display:block}:host([hidden]){display:none}iframe{display:block;width:100%;border:0}');

  class Timeline extends HTMLElement {
    static observedAttributes = ['src', 'theme', 'height', 'title'];

    static allow(site) {
      sites.add(site);
      for (const element of shown) element.#update();
    }

    #frame = null;
    #told = 0; // the height of the page; 0 when it is not known

    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      shown.add(this);
      addEventListener('message', this);
      this.#update();
    }

    disconnectedCallback() {
      shown.delete(this);
      removeEventListener('message', this);
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#update();
    }

    handleEvent({ source, origin, data }) {
      const height = data?.datelineHeight;
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== new URL(this.#frame.src).origin) return;
      if (!Number.isFinite(height) || height <= 0) return;
      this.#told = height;
      this.#size();
    }

    #update() {
      const address = this.#address();
      if (!address) {
        this.#frame = null;
        this.shadowRoot.replaceChildren(document.createElement('slot'));
        return;
      }
      const frame = this.#frame ?? document.createElement('iframe');
      frame.title = this.title || this.textContent.trim();
      if (frame.src !== address) {
        frame.loading = 'lazy';
        frame.src = address;
      }
      if (!this.#frame) {
        this.#frame = frame;
        this.shadowRoot.replaceChildren(frame);
      }
      this.#size();
    }

    /** The address of the page, null when it is none of the sites'. */
    #address() {
      const src = this.getAttribute('src') ?? '';
      if (!URL.canParse(src, document.baseURI)) return null;
      const url = new URL(src, document.baseURI);
      if (![...sites].some((site) => url.href.startsWith(`${site}embed/`))) return null;
      const theme = this.getAttribute('theme');
      if (theme === 'light' || theme === 'dark') url.hash = theme;
      return url.href;
    }

    #size() {
      const most = parseInt(this.getAttribute('height') ?? '', 10);
      this.#frame.height = Math.min(this.#told || unknown, most > 0 ? most : Infinity);
    }
  }
  customElements.define(name, Timeline);
})();
