'use strict';
// Options as people give them, as the addon takes them.
const binding = require('./binding.js');
const { KbsearchError } = require('./errors.js');

const SEARCH = new Set(['limit', 'offset', 'filter', 'sort', 'after', 'collapse', 'facets', 'relatedTags', 'snippets',
  'passages', 'explain', 'plainWords', 'allWords', 'exactTotalUpTo', 'maxWords', 'typos', 'expand', 'typing',
  'maxExpansions', 'profile', 'timeout', 'signal']);
const SUGGEST = new Set(['limit', 'timeout', 'signal']);
const STATISTICS = new Set(['timeout', 'signal']);
const LOAD = new Set(['format', 'jobs', 'rebuild', 'prune', 'pruneMaxShare', 'takeOver', 'dryRun', 'schema',
  'fieldFaults', 'onRejection', 'onProgress', 'timeout', 'signal']);
const REBUILD = new Set(['jobs', 'schema', 'onProgress', 'timeout', 'signal']);
const WRITER = new Set(['schema', 'create']);
const EVALUATE = new Set(['metrics', 'profile', 'versus', 'signal']);
const COPY = new Set(['force', 'onProgress', 'timeout', 'signal']);
const TUNE = new Set(['profile', 'numbers', 'metric', 'folds', 'rounds', 'maxQueries', 'leastGain', 'onProgress',
  'timeout', 'signal']);
const CHECK = new Set(['write', 'signal']);

/// Throws for what is none of the options: a mistyped one would be without effect.
function refuseUnknown(options, known) {
  if (typeof options !== 'object' || options === null) {
    throw new KbsearchError('INVALID_ARGUMENT', `options is ${typeof options}, must be an object`);
  }
  for (const name in options) {
    if (!known.has(name)) {
      throw new KbsearchError('INVALID_ARGUMENT',
        `there is no option '${name}'${binding.didYouMean(name, [...known])}`);
    }
  }
}

function jsonOf(value) {
  return value === undefined || value === null || typeof value === 'string' ? value : JSON.stringify(value);
}

/// Returns the same object where nothing is to be changed: most searches have only a limit.
function searchOptions(options) {
  if (options === undefined || options === null) return undefined;
  refuseUnknown(options, SEARCH);
  const { filter, profile } = options;
  if (typeof filter !== 'object' && typeof profile !== 'object') return options;
  return { ...options, filter: filter === undefined || filter === null ? undefined : String(filter), profile: jsonOf(profile) };
}

function checked(options, known) {
  if (options === undefined || options === null) return {};
  refuseUnknown(options, known);
  for (const name of ['onRejection', 'onProgress']) {
    const callback = options[name];
    if (callback !== undefined && callback !== null && typeof callback !== 'function') {
      throw new KbsearchError('INVALID_ARGUMENT', `${name} is ${typeof callback}, must be a function`);
    }
  }
  return options;
}

module.exports = {
  searchOptions,
  jsonOf,
  suggestOptions: (options) => checked(options, SUGGEST),
  statisticsOptions: (options) => checked(options, STATISTICS),
  loadOptions: (options) => checked(options, LOAD),
  rebuildOptions: (options) => checked(options, REBUILD),
  writerOptions: (options) => checked(options, WRITER),
  evaluateOptions: (options) => checked(options, EVALUATE),
  copyOptions: (options) => checked(options, COPY),
  tuneOptions: (options) => checked(options, TUNE),
  checkOptions: (options) => checked(options, CHECK),
};
