'use strict';
// What a search found. The addon gives it as bytes; what is asked for is made of them when it is read.
const { inspect } = require('node:util');
const binding = require('./binding.js');
const { runSync } = require('./calls.js');
const { marked, markedHtml } = require('./html.js');

class Snippet {
  constructor([field, ordinal, text, marks]) {
    this.field = field;
    this.ordinal = ordinal;
    this.text = text;
    this.marks = marks;
  }
  html(tag = 'mark') {
    return markedHtml(this.text, this.marks, tag);
  }
  marked(open = '**', close = open) {
    return marked(this.text, this.marks, open, close, (text) => text);
  }
  toString() {
    return this.text;
  }
}

// The places in what hitFront() gives.
const [RANK, ID, SCORE, TITLE, URL, TYPE, IMPORTANCE, QUALITY, PUBLISHED, TAGS, CITED_BY, SNIPPET] = Array(12).keys();

class Hit {
  #index;
  #packed;
  #at;
  #front;
  #rest;
  #snippet;

  constructor(index, packed, at) {
    this.#index = index;
    this.#packed = packed;
    this.#at = at;
  }
  /// What nearly everybody reads comes at once: a call of the addon for each would cost more.
  #first(place) {
    return (this.#front ??= binding.hitFront(this.#packed, this.#at))[place];
  }
  get #more() {
    if (this.#rest === undefined) {
      const rest = binding.hitRest(this.#packed, this.#at);
      rest.passages = rest.passages.map((passage) => new Snippet(passage));
      rest.explanation = rest.explanation === null ? null : JSON.parse(rest.explanation);
      this.#rest = rest;
    }
    return this.#rest;
  }
  get rank() { return this.#first(RANK); }
  get id() { return this.#first(ID); }
  get score() { return this.#first(SCORE); }
  get title() { return this.#first(TITLE); }
  get url() { return this.#first(URL); }
  get type() { return this.#first(TYPE); }
  get importance() { return this.#first(IMPORTANCE); }
  get quality() { return this.#first(QUALITY); }
  get published() { return this.#first(PUBLISHED); }
  get tags() { return this.#first(TAGS); }
  get citedByCount() { return this.#first(CITED_BY); }
  get snippet() {
    if (this.#snippet === undefined) {
      const given = this.#first(SNIPPET);
      this.#snippet = given === null ? null : new Snippet(given);
    }
    return this.#snippet;
  }
  get titleMarks() { return this.#more.titleMarks; }
  get path() { return this.#more.path; }
  get file() { return this.#more.file; }
  get passages() { return this.#more.passages; }
  get matchedFields() { return this.#more.matchedFields; }
  get missingWords() { return this.#more.missingWords; }
  get collapsed() { return this.#more.collapsed; }
  get nearDuplicateOf() { return this.#more.nearDuplicateOf; }
  get explanation() { return this.#more.explanation; }

  titleHtml(tag = 'mark') {
    return markedHtml(this.title ?? '', this.titleMarks, tag);
  }
  record() {
    return this.#index.find(this.id);
  }
  json() {
    return binding.hitJson(this.#packed, this.#at);
  }
  toJSON() {
    return JSON.parse(this.json());
  }
  [inspect.custom](depth, options, inspectAgain) {
    const { rank, id, score, title, url, type, tags, importance, quality, snippet } = this;
    return `Hit ${inspectAgain({ rank, id, score, title, url, type, tags, importance, quality, snippet: snippet?.marked() ?? null }, options)}`;
  }
}

class SearchResults {
  #index;
  #ask;
  #packed;
  #hits;
  #rest;

  /// `ask(after)` asks for the page behind that cursor.
  constructor(index, query, packed, ask) {
    this.query = query;
    this.#index = index;
    this.#packed = packed;
    this.#ask = ask;
  }
  get hits() {
    if (this.#hits === undefined) {
      const count = binding.hitCount(this.#packed);
      const hits = new Array(count);
      for (let i = 0; i < count; ++i) hits[i] = new Hit(this.#index, this.#packed, i);
      this.#hits = hits;
    }
    return this.#hits;
  }
  get #more() {
    return (this.#rest ??= binding.resultsRest(this.#packed));
  }
  get total() { return this.#more.total; }
  get facets() { return this.#more.facets; }
  get unknownWords() { return this.#more.unknownWords; }
  get corrections() { return this.#more.corrections; }
  get didYouMean() { return this.#more.didYouMean; }
  get totalWithoutFilter() { return this.#more.totalWithoutFilter; }
  get expansions() { return this.#more.expansions; }
  get relaxation() { return this.#more.relaxation; }
  get clauses() { return this.#more.clauses; }
  get relatedTags() { return this.#more.relatedTags; }
  get groups() { return this.#more.groups; }
  get nextCursor() { return this.#more.nextCursor; }
  get warnings() { return this.#more.warnings; }
  get notes() { return this.#more.notes; }
  get tookUs() { return this.#more.tookUs; }

  facet(field) {
    return this.facets.find((facet) => facet.field === field);
  }
  async nextPage({ signal } = {}) {
    return this.nextCursor === null ? null : this.#ask(this.nextCursor, signal);
  }
  json({ indent } = {}) {
    return runSync(() => binding.resultsJson(this.#packed, indent));
  }
  toJSON() {
    return JSON.parse(this.json());
  }
  [Symbol.iterator]() {
    return this.hits[Symbol.iterator]();
  }
  [inspect.custom](depth, options, inspectAgain) {
    const { query, total, hits, didYouMean, warnings } = this;
    return `SearchResults ${inspectAgain({ query, total, hits, didYouMean, warnings }, options)}`;
  }
}

module.exports = { Hit, SearchResults, Snippet };
