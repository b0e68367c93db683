'use strict';
// What needs no index.
const binding = require('./binding.js');
const { runSync } = require('./calls.js');
const { jsonOf } = require('./options.js');

module.exports = {
  analyze: (text, { language } = {}) => runSync(() => binding.analyze(text, language)),
  profileNames: () => binding.profileNames(),
  profile: (nameOrProfile) => runSync(() => JSON.parse(binding.profileJson(jsonOf(nameOrProfile)))),
  knowledgeBaseSchema: () => JSON.parse(binding.knowledgeBaseSchema()),
  versions: () => binding.versions(),
};
