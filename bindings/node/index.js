'use strict';
// What the package offers. The types, with what everything means, are in index.d.ts.
const { KbsearchError, AbortError } = require('./lib/errors.js');
const { F, Filter } = require('./lib/filter.js');
const { Index, open } = require('./lib/searcher.js');
const { Hit, SearchResults, Snippet } = require('./lib/results.js');
const { Explanations } = require('./lib/explanations.js');
const { Writer, writer } = require('./lib/writer.js');
const { load, rebuild, check, sources, evaluate, tune, tunableNumbers, snapshot, restore, snapshotState } =
  require('./lib/whole.js');
const { analyze, profileNames, profile, knowledgeBaseSchema, versions } = require('./lib/texts.js');

module.exports = {
  open, writer, load, rebuild, check, sources, evaluate, tune, tunableNumbers, snapshot, restore, snapshotState,
  F, Filter,
  analyze, profileNames, profile, knowledgeBaseSchema, versions,
  Index, Writer, SearchResults, Hit, Snippet, Explanations, KbsearchError, AbortError,
};
