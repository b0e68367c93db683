// Ways to go on, below the words while one types: titles, aliases, tags and words of the index. Results come by
// themselves beside it, so the list takes no key that it does not need: arrows go through it and on to the results,
// Enter asks for the chosen way, Esc closes it until something is typed again. Nothing of what was asked is kept.

const kDelay = 120; // ms after the last key, as for results
const kMostWays = 6;
const kOfAKind = 4;
const kLongest = 200; // characters asked about and shown

const search = document.getElementById('search');
const input = document.getElementById('q');
const list = document.createElement('ul');
let timer = 0;
let asking = null; // AbortController of the request that is under way
let chosen = -1; // place in the list

list.id = 'ways';
list.hidden = true;
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', 'Ways to go on');
search.append(list);
input.setAttribute('role', 'combobox');
input.setAttribute('aria-autocomplete', 'list');
input.setAttribute('aria-controls', list.id);
input.setAttribute('aria-expanded', 'false');

const kNames = { title: 'title', alias: 'also called', tag: 'tag', word: '' };

function close() {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
  choose(-1);
  list.hidden = true;
  list.replaceChildren();
  input.setAttribute('aria-expanded', 'false');
}

/** Marks one, -1 for none; the words stay as they were typed. */
function choose(place) {
  list.children[chosen]?.setAttribute('aria-selected', 'false');
  chosen = place;
  const way = list.children[chosen];
  if (!way) return input.removeAttribute('aria-activedescendant');
  way.setAttribute('aria-selected', 'true');
  way.scrollIntoView({ block: 'nearest' });
  input.setAttribute('aria-activedescendant', way.id);
}

function show(ways) {
  list.replaceChildren(...ways.map(({ kind, text }, place) => {
    const way = document.createElement('li');
    way.id = `way-${place}`;
    way.setAttribute('role', 'option');
    way.setAttribute('aria-selected', 'false');
    way.dataset.text = text;
    const words = document.createElement('bdi');
    words.textContent = text.length > kLongest ? text.slice(0, kLongest) + '\u2026' : text;
    way.append(words);
    if (kNames[kind]) {
      const name = document.createElement('span');
      name.className = 'kind';
      name.textContent = kNames[kind];
      way.append(' ', name);
    }
    return way;
  }));
  chosen = -1;
  input.removeAttribute('aria-activedescendant');
  list.hidden = ways.length === 0;
  input.setAttribute('aria-expanded', String(ways.length > 0));
}

async function ask() {
  const typed = input.value;
  if (typed.trim() === '' || typed.length > kLongest) return close();
  const controller = new AbortController();
  asking = controller;
  let ways = [];
  try {
    const response = await fetch('./v1/suggest?' + new URLSearchParams({ q: typed, limit: kOfAKind }),
      { signal: controller.signal });
    if (response.ok) ways = (await response.json()).suggestions;
  } catch {
    // Without ways the page does all else; whether the service answers is told by the results.
  }
  if (asking !== controller || document.activeElement !== input) return;
  const known = new Set([typed.trim().toLowerCase()]);
  show(ways.filter(({ text }) => !known.has(text.toLowerCase()) && known.add(text.toLowerCase())).slice(0, kMostWays));
}

function take(way) {
  input.value = way.dataset.text;
  close();
  search.requestSubmit();
}

input.addEventListener('input', () => {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
  choose(-1);
  if (input.value.trim() === '') return close();
  timer = setTimeout(ask, kDelay);
});
input.addEventListener('blur', close);
search.addEventListener('submit', close);
addEventListener('popstate', close);

// A press would take the focus from the words, and close the list before the click.
list.addEventListener('pointerdown', (event) => event.preventDefault());
list.addEventListener('click', (event) => {
  const way = event.target.closest('[role=option]');
  if (way) take(way);
});

input.addEventListener('keydown', (event) => {
  if (list.hidden || event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === 'ArrowDown' && chosen + 1 < list.children.length) {
    choose(chosen + 1);
  } else if (event.key === 'ArrowUp' && chosen >= 0) {
    choose(chosen - 1);
  } else if (event.key === 'Enter' && chosen >= 0) {
    take(list.children[chosen]);
  } else if (event.key === 'Escape') {
    close();
  } else {
    if (event.key === 'ArrowDown') close(); // and on to the results
    return;
  }
  event.preventDefault();
});
