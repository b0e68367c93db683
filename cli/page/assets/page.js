// Makes the page answer while one types. All it does is ask for the same pages as a browser would and put their answer
// in place, so there is one way to show things, the server's. Without it the page works by links and forms alone.

const kTypingDelay = 120; // ms after the last key: longer than a key takes in fast typing
const kSlow = 250; // ms after which the old answer is dimmed

const search = document.getElementById('search');
const input = document.getElementById('q');
const answer = () => document.getElementById('answer');
const announcement = document.getElementById('announcement');

let asking = null; // AbortController of the request that is under way
let timer = 0;
let typedSinceEntry = false; // the newest entry of the history was made by typing: it is replaced, not added to
document.documentElement.classList.add('script');

// -- asking

/** Asks for a page and shows it. history: 'push', 'replace' or 'none'. */
async function show(url, { history: how = 'push', typing = false, top = false } = {}) {
  clearTimeout(timer);
  asking?.abort();
  const controller = new AbortController();
  asking = controller;
  const dim = setTimeout(() => answer().setAttribute('aria-busy', 'true'), kSlow);
  const asked = new URL(url, location.href);
  if (typing) asked.searchParams.set('typing', 'true');
  try {
    const response = await fetch(asked, { signal: controller.signal, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (asking !== controller) return;
    if (!page.getElementById('answer')) throw new Error('not one of our pages');
    const shown = new URL(page.getElementById('answer').dataset.address || response.url, response.url);
    put(page, { keepWords: typing });
    if (how === 'push') history.pushState(null, '', shown);
    if (how === 'replace') history.replaceState(null, '', shown);
    if (top) scrollTo(0, 0);
  } catch (error) {
    if (error.name === 'AbortError') return;
    if (typing) say('The search does not answer. Press Enter to try again.', { isProblem: true });
    else location.assign(url); // let the browser say what is wrong
  } finally {
    clearTimeout(dim);
    if (asking === controller) {
      asking = null;
      answer().removeAttribute('aria-busy');
    }
  }
}

/** Puts the answer of a page in place of the present one; what was focused and unfolded stays so. */
function put(page, { keepWords }) {
  const focused = answer().contains(document.activeElement) ? keyOf(document.activeElement) : null;
  const unfolded = new Set([...answer().querySelectorAll('details[open]')].map(keyOf));
  answer().replaceWith(document.adoptNode(page.getElementById('answer')));
  document.title = page.title;
  for (const details of answer().querySelectorAll('details')) if (unfolded.has(keyOf(details))) details.open = true;
  const form = page.getElementById('search');
  for (const old of search.querySelectorAll('[type=hidden]')) old.remove();
  for (const field of form.querySelectorAll('[type=hidden]')) search.append(document.adoptNode(field));
  if (!keepWords && document.activeElement !== input) input.value = form.elements.q.defaultValue;
  if (focused) (withKey(focused) ?? document.getElementById('results')).focus({ preventScroll: true });
  say(document.getElementById('status')?.textContent ?? document.querySelector('#answer h1')?.textContent ?? '');
}

const keyOf = (element) => element.dataset?.key ?? element.closest?.('[data-key]')?.dataset.key ?? null;
const withKey = (key) => answer().querySelector(`[data-key="${CSS.escape(key)}"]`);

/** Tells a text to those who hear the page; a problem to all. */
function say(text, { isProblem = false } = {}) {
  announcement.classList.toggle('hidden', !isProblem);
  announcement.textContent = text;
}

/** The address that the form asks for, without what is empty. */
function formAddress() {
  const fields = [...new FormData(search)].filter(([, value]) => value.trim() !== '');
  // Bounds stay as the form has them, empty ones, too: they replace the present ones.
  for (const [name, value] of new FormData(search)) {
    if (/^(from|to)\./.test(name) && value.trim() === '') fields.push([name, value]);
  }
  return './?' + new URLSearchParams(fields);
}

function typed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    show(formAddress(), { history: typedSinceEntry ? 'replace' : 'push', typing: true });
    typedSinceEntry = true;
  }, kTypingDelay);
}

// -- what a person does

input.addEventListener('input', typed);

search.addEventListener('submit', (event) => {
  event.preventDefault();
  show(formAddress(), { history: typedSinceEntry ? 'replace' : 'push' });
  typedSinceEntry = false;
});

document.addEventListener('change', (event) => {
  if (event.target.form !== search || event.target === input) return;
  if (!event.target.checkValidity()) return event.target.reportValidity();
  typedSinceEntry = false;
  show(formAddress());
});

/** Whether a link leads to a page of results, which is put in place; a record's page is gone to. */
const isOurs = (link) => link.origin === location.origin && link.pathname === new URL('./', location.href).pathname &&
  !link.hash;

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey ||
      event.altKey) return;
  const target = typeof link.href === 'string' ? link : new URL(link.href.baseVal, location.href); // in an <svg>
  if (!isOurs(target)) return;
  event.preventDefault();
  typedSinceEntry = false;
  const asked = new URL(target.href);
  input.value = asked.searchParams.get('q') ?? '';
  const turnsPage = link.rel === 'next' || link.rel === 'prev';
  show(asked, { top: turnsPage || link.matches('.like, .brand, .meant a') });
});

addEventListener('popstate', () => {
  typedSinceEntry = false;
  input.value = new URL(location.href).searchParams.get('q') ?? '';
  show(location.href, { history: 'none' });
});

// -- keys: / to the words, arrows through the results, Enter opens (it is a link), Esc back to the words

const writes = (element) => element.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable]');

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
  const at = document.activeElement;
  if (event.key === '/' && !writes(at)) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if (event.key === 'Escape' && at !== input && !writes(at)) {
    input.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const links = [...document.querySelectorAll('#answer a.open')];
    const place = links.indexOf(at);
    if (place < 0 && !(at === input && event.key === 'ArrowDown')) return;
    event.preventDefault();
    const next = event.key === 'ArrowDown' ? place + 1 : place - 1;
    if (next < 0) input.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
    document.activeElement.closest('.hit')?.scrollIntoView({ block: 'nearest' });
  }
});
