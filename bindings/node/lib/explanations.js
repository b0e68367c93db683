'use strict';
// Why records score what they do.

function lines(explanation, indent, made) {
  const detail = explanation.detail ? `: ${explanation.detail}` : '';
  made.push(`${' '.repeat(indent)}${explanation.value.toFixed(4)}  ${explanation.label}${detail}`);
  for (const part of explanation.parts ?? []) lines(part, indent + 2, made);
  for (const other of explanation.instead_of ?? []) {
    const why = other.detail ? `: ${other.detail}` : '';
    made.push(`${' '.repeat(indent + 8)}one way counts, the best; ${other.label} would give ${other.value.toFixed(4)}${why}`);
  }
  return made;
}

class Explanations {
  #json;

  constructor(json) {
    this.#json = json;
    const { query, profile, records, differences } = JSON.parse(json);
    this.query = query;
    this.profile = profile;
    this.records = records;
    this.differences = differences ?? [];
  }
  get explanation() {
    return this.records[0].explanation;
  }
  toText() {
    const made = [];
    for (const { id, explanation } of this.records) {
      made.push(id);
      if (explanation === null) made.push('  does not match, or is not there');
      else lines(explanation, 2, made);
    }
    if (this.differences.length > 0) made.push(`${this.records.map(({ id }) => id).join(' against ')}, what differs most first`);
    for (const { label, values } of this.differences) {
      made.push(`  ${values.map((value) => value.toFixed(4)).join('  ')}  ${label}`);
    }
    return made.join('\n');
  }
  json() {
    return this.#json;
  }
  toJSON() {
    return JSON.parse(this.#json);
  }
}

module.exports = { Explanations };
