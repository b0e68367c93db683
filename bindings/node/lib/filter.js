'use strict';
// Filters made of values: whatever a value holds, it is never read as the query language.
const binding = require('./binding.js');
const { runSync } = require('./calls.js');
const { KbsearchError } = require('./errors.js');

class Filter {
  #text;

  constructor(text) {
    this.#text = text;
  }
  and(...others) {
    return new Filter([this, ...others].map(clause).join(' '));
  }
  or(...others) {
    return new Filter(`(${[this, ...others].map(alternative).join(' OR ')})`);
  }
  not() {
    return new Filter(`-(${this.#text})`);
  }
  toString() {
    return this.#text;
  }
  toJSON() {
    return this.#text;
  }
}

function filterOf(other) {
  if (other instanceof Filter) return other;
  throw new KbsearchError('INVALID_ARGUMENT', 'only filters made by F can be put together');
}
const clause = (filter) => String(filterOf(filter));
const alternative = (filter) => `(${filterOf(filter)})`;

const DAY = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/// A day from a Date (of UTC) or from '2024', '2024-05', '2024-05-31'; of a year or month the first or the last.
function dayOf(bound, last) {
  if (bound instanceof Date) {
    if (Number.isNaN(bound.getTime())) throw new KbsearchError('INVALID_ARGUMENT', 'a bound is an invalid Date');
    return [bound.getUTCFullYear(), bound.getUTCMonth() + 1, bound.getUTCDate()];
  }
  const read = DAY.exec(bound);
  if (read === null) {
    throw new KbsearchError('INVALID_ARGUMENT', `'${bound}' is not a date (write 2024, 2024-05 or 2024-05-31)`);
  }
  const year = Number(read[1]);
  const month = read[2] === undefined ? (last ? 12 : 1) : Number(read[2]);
  const day = read[3] === undefined ? (last ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 1) : Number(read[3]);
  return [year, month, day];
}

const isDay = (bound) => typeof bound === 'string' || bound instanceof Date;
const isNone = (bound) => bound === undefined || bound === null;

class FilterField {
  #field;

  constructor(field) {
    this.#field = field;
  }
  is(...values) {
    return new Filter(runSync(() => binding.oneOf(this.#field, values.flat().map(String))));
  }
  isNot(...values) {
    return new Filter(runSync(() => binding.noneOf(this.#field, values.flat().map(String))));
  }
  between(low, high) {
    if (isDay(low) || isDay(high)) {
      if (!(isDay(low) || isNone(low)) || !(isDay(high) || isNone(high))) {
        throw new KbsearchError('INVALID_ARGUMENT', `${this.#field}: one bound is a date and the other is none`);
      }
      const first = isNone(low) ? low : dayOf(low, false);
      const last = isNone(high) ? high : dayOf(high, true);
      return new Filter(runSync(() => binding.betweenDays(this.#field, first, last)));
    }
    return new Filter(runSync(() => binding.betweenNumbers(this.#field, low, high)));
  }
  atLeast(bound) {
    return this.between(bound, undefined);
  }
  atMost(bound) {
    return this.between(undefined, bound);
  }
  exists() {
    return new Filter(runSync(() => binding.oneOf('has', [this.#field])));
  }
}

/// F.type and F('type') are the field called so.
const F = new Proxy((field) => new FilterField(String(field)), {
  get: (target, name) => (typeof name === 'symbol' ? undefined : new FilterField(name)),
});

module.exports = { F, Filter, FilterField };
