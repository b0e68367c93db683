// <kb-search>: a search box for any page, which asks a kbsearch server.
//
//     <script type="module" src="https://kb.example.org/assets/kb-search.js"></script>
//     <kb-search hotkey="/" page-address="/wiki/{id}"></kb-search>
//
// Attributes, all of them optional and read when they are needed:
//   server        where it asks; without it, where this script came from
//   limit         hits that are listed, 1 to 50; without it 8
//   filter        what may be found at all, in the query language: type:paper importance:50..
//   page-address  where a record without an address of its own is read (a page of your wiki), {id} is its id
//   link          "source": a record with an address leads there; without it, to its page on the server
//   hotkey        a key that goes to the box from anywhere on the page
//   label, placeholder
//
// Before a hit is opened there is an event "kb-open" with the hit as `detail`; whoever prevents its default opens it
// in another way. Colours follow the page's colour scheme; --kb-accent, --kb-paper, --kb-ink, --kb-quiet, --kb-line and
// --kb-mark change them. It writes text, never HTML: a record can show nothing but text.

const kTypingDelay = 120; // ms
const kMostTitle = 200; // characters

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; position: relative; font: inherit; color: var(--ink); color-scheme: light dark;
    --accent: var(--kb-accent, light-dark(#0b5d60, #7fd0c8)); --paper: var(--kb-paper, light-dark(#ffffff, #1d2123));
    --ink: var(--kb-ink, light-dark(#1c2124, #e9e6df)); --quiet: var(--kb-quiet, light-dark(#586067, #a6adb0));
    --line: var(--kb-line, light-dark(#8b8f8e, #7d8688)); --mark: var(--kb-mark, light-dark(#fbe7a1, #594817)); }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  input { width: 100%; font: inherit; color: inherit; padding: .5em .75em; border: 1px solid var(--line);
    border-radius: .5em; background: var(--paper); }
  input::placeholder { color: var(--quiet); opacity: 1; }
  input:focus-visible { outline: .15em solid var(--accent); outline-offset: 0; }
  .panel { position: absolute; z-index: 10; inset-inline: 0; top: calc(100% + .3em); max-height: min(75vh, 36em);
    overflow: auto; overflow-wrap: anywhere; background: var(--paper); border: 1px solid var(--line);
    border-radius: .5em; box-shadow: 0 .6em 2em #0003; text-align: start; }
  a { display: block; color: inherit; text-decoration: none; }
  [role=option], .all { padding: .55em .8em; }
  [role=option] + [role=option] { border-top: 1px solid color-mix(in srgb, var(--line) 30%, transparent); }
  [role=option]:hover, [aria-selected=true] { background: color-mix(in srgb, var(--accent) 13%, var(--paper)); }
  [aria-selected=true] { outline: .12em solid var(--accent); outline-offset: -.12em; border-radius: .5em; }
  .title { display: block; font-weight: 600; line-height: 1.35; }
  .facts, .passage { display: block; font-size: .86em; line-height: 1.45; color: var(--quiet); }
  .passage { color: inherit; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
  mark { background: var(--mark); color: inherit; border-radius: .15em; }
  .told { margin: 0; padding: .6em .8em; font-size: .9em; color: var(--quiet); }
  .told button { font: inherit; border: 0; background: none; padding: 0; color: var(--accent);
    text-decoration: underline; cursor: pointer; }
  .all { border-top: 1px solid color-mix(in srgb, var(--line) 30%, transparent); color: var(--accent); font-size: .9em; }
  .all:focus-visible, .told button:focus-visible { outline: .15em solid var(--accent); outline-offset: -.15em; }
`);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** An element with text, never markup, in it. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Text with its marks, which are ranges of bytes, isolated from the direction of what surrounds it. */
function marked(text, marks = []) {
  const bytes = encoder.encode(text);
  const shown = document.createElement('bdi');
  let at = 0;
  for (const [begin, end] of marks) {
    shown.append(decoder.decode(bytes.subarray(at, begin)));
    shown.append(element('mark', {}, decoder.decode(bytes.subarray(begin, end))));
    at = end;
  }
  shown.append(decoder.decode(bytes.subarray(at)));
  return shown;
}

/** The address if a browser may be sent there: http and https alone, never javascript: and the like. */
function webAddress(text) {
  const url = URL.canParse?.(text) ? new URL(text) : null;
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}

const counted = (count, word) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

class KbSearch extends HTMLElement {
  #input;
  #panel;
  #list;
  #status;
  #asking = null;
  #timer = 0;
  #active = -1;
  #hits = [];
  #onHotkey = (event) => this.#hotkey(event);
  #onOutside = (event) => { if (!event.composedPath().includes(this)) this.#close(); };

  connectedCallback() {
    if (!this.shadowRoot) this.#build();
    document.addEventListener('keydown', this.#onHotkey);
    document.addEventListener('pointerdown', this.#onOutside);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#onHotkey);
    document.removeEventListener('pointerdown', this.#onOutside);
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  focus() { this.#input?.focus(); }

  get #server() { return new URL(this.getAttribute('server') ?? '../', this.hasAttribute('server') ? location.href : import.meta.url); }

  #build() {
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    const label = this.getAttribute('label') ?? 'Search';
    this.#input = element('input', { type: 'search', id: 'words', autocomplete: 'off', role: 'combobox',
      'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': 'hits', maxLength: 1000,
      placeholder: this.getAttribute('placeholder') ?? label });
    this.#list = element('div', { id: 'hits', role: 'listbox', 'aria-label': 'Results' });
    this.#panel = element('div', { className: 'panel', hidden: true });
    this.#status = element('p', { className: 'hidden', role: 'status' });
    root.append(element('label', { htmlFor: 'words', className: 'hidden' }, label), this.#input, this.#status, this.#panel);
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('focus', () => { if (this.#input.value.trim() && this.#panel.childElementCount) this.#open(); });
    root.addEventListener('focusout', (event) => { if (!root.contains(event.relatedTarget) && event.relatedTarget) this.#close(); });
  }

  // -- asking

  #typed() {
    clearTimeout(this.#timer);
    const words = this.#input.value.trim();
    if (!words) {
      this.#asking?.abort();
      this.#panel.replaceChildren();
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#ask(words), kTypingDelay);
  }

  async #ask(words) {
    this.#asking?.abort();
    const controller = new AbortController();
    this.#asking = controller;
    const asked = new URL('v1/search', this.#server);
    const limit = Math.min(50, Math.max(1, Number.parseInt(this.getAttribute('limit') ?? '', 10) || 8));
    asked.search = new URLSearchParams({ q: words, limit, typing: 'true', ...this.#filter });
    try {
      const response = await fetch(asked, { signal: controller.signal });
      const answer = await response.json();
      if (this.#asking !== controller) return;
      if (!response.ok) throw new Error(answer.detail ?? `status ${response.status}`);
      this.#show(words, answer);
    } catch (error) {
      if (error.name !== 'AbortError' && this.#asking === controller) this.#fail(error);
    }
  }

  #fail(error) {
    this.#hits = [];
    this.#active = -1;
    this.#panel.replaceChildren(element('p', { className: 'told' }, 'The search does not answer: ', marked(error.message)));
    this.#open();
    this.#say('The search does not answer.');
  }

  // -- showing

  #show(words, answer) {
    this.#hits = answer.hits;
    this.#active = -1;
    this.#list.replaceChildren(...answer.hits.map((hit, place) => this.#option(hit, place)));
    const told = [];
    if (answer.did_you_mean) {
      const meant = element('button', { type: 'button' }, marked(answer.did_you_mean));
      meant.addEventListener('click', () => { this.#input.value = answer.did_you_mean; this.#input.focus(); this.#ask(answer.did_you_mean); });
      told.push(element('p', { className: 'told' }, 'Did you mean ', meant, '?'));
    }
    const total = answer.total.value;
    if (total === 0) {
      const why = answer.unknown_words.length ? ['Nothing found. No record has ', marked(answer.unknown_words.join(', ')), '.'] : ['Nothing found.'];
      told.push(element('p', { className: 'told' }, ...why));
    }
    const most = (answer.total.relation === 'exact' ? '' : 'at least ') + counted(total, 'result');
    this.#panel.replaceChildren(...told, this.#list, element('a', { className: 'all', href: this.#allAddress(words) }, total ? `All ${most}` : 'Search there'));
    this.#list.hidden = answer.hits.length === 0;
    this.#open();
    this.#say(total ? most : 'Nothing found.');
  }

  #option(hit, place) {
    const name = (hit.title ?? hit.url ?? hit.id);
    const isLong = name.length > kMostTitle;
    const shown = isLong ? [...name].slice(0, kMostTitle).join('') + '…' : name;
    const facts = [hit.type, hit.published?.slice(0, 10), hit.cited_by_count ? `cited by ${hit.cited_by_count}` : null].filter(Boolean);
    const option = element('a', { role: 'option', id: `hit-${place}`, href: this.#address(hit), tabIndex: -1, 'aria-selected': 'false' },
      element('span', { className: 'title' }, marked(shown)));
    if (facts.length) option.append(element('span', { className: 'facts' }, marked(facts.join(' · '))));
    if (hit.snippet && hit.snippet.field !== 'title') {
      option.append(element('span', { className: 'passage' }, marked(hit.snippet.text, hit.snippet.marks)));
    }
    option.addEventListener('click', (event) => {
      const opening = new CustomEvent('kb-open', { detail: hit, cancelable: true, bubbles: true, composed: true });
      if (!this.dispatchEvent(opening)) event.preventDefault();
    });
    return option;
  }

  #address(hit) {
    const source = hit.url && webAddress(hit.url);
    if (source && this.getAttribute('link') === 'source') return source;
    const own = this.getAttribute('page-address');
    if (!hit.url && own) {
      const address = new URL(own.replaceAll('{id}', hit.id.split('/').map(encodeURIComponent).join('/')), location.href);
      if (webAddress(address.href)) return address.href;
    }
    const record = new URL('record', this.#server);
    record.searchParams.set('id', hit.id);
    record.searchParams.set('q', this.#input.value.trim());
    return record.href;
  }

  /** The page of all results, on the server. */
  #allAddress(words) {
    const all = new URL('./', this.#server);
    all.search = new URLSearchParams({ q: words, ...this.#filter });
    return all.href;
  }

  get #filter() { return this.getAttribute('filter') ? { filter: this.getAttribute('filter') } : {}; }

  #say(text) { this.#status.textContent = text; }
  #open() { this.#panel.hidden = false; this.#input.setAttribute('aria-expanded', 'true'); }
  #close() { this.#panel.hidden = true; this.#input.setAttribute('aria-expanded', 'false'); this.#choose(-1); }

  // -- keys

  #choose(place) {
    const options = [...this.#list.children];
    this.#active = place;
    for (const [at, option] of options.entries()) option.setAttribute('aria-selected', String(at === place));
    if (place < 0) return this.#input.removeAttribute('aria-activedescendant');
    this.#input.setAttribute('aria-activedescendant', options[place].id);
    options[place].scrollIntoView({ block: 'nearest' });
  }

  #key(event) {
    if (event.isComposing) return;
    const last = this.#hits.length - 1;
    if (event.key === 'ArrowDown' && last >= 0) {
      event.preventDefault();
      if (this.#panel.hidden) this.#open();
      this.#choose(Math.min(last, this.#active + 1));
    } else if (event.key === 'ArrowUp' && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#active - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.#active >= 0) this.#list.children[this.#active].click();
      else if (this.#input.value.trim()) location.assign(this.#allAddress(this.#input.value.trim()));
    } else if (event.key === 'Escape' && !this.#panel.hidden) {
      event.preventDefault(); // the first one closes, the next one empties the box
      this.#close();
    }
  }

  #hotkey(event) {
    if (!this.hasAttribute('hotkey') || event.key !== this.getAttribute('hotkey') || event.defaultPrevented) return;
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    const at = event.composedPath()[0];
    if (at.matches?.('input, textarea, select') || at.isContentEditable) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }
}

if (!customElements.get('kb-search')) customElements.define('kb-search', KbSearch);
