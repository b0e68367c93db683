'use strict';
// The addon: src/addon.cpp.

function loaded() {
  try {
    return require('../build/kbsearch.node');
  } catch (error) {
    const { KbsearchError } = require('./errors.js');
    if (error.code !== 'MODULE_NOT_FOUND') {
      // A library that it was linked with is not there: the loader's message names it.
      throw new KbsearchError('NOT_BUILT',
        `kbsearch: its addon cannot be loaded: ${error.message}\n`
        + 'Build it again with: npm rebuild kbsearch\n'
        + 'Libraries that it uses, as Debian packages: libxapian30 libicu72 libstemmer0d libcld2-0 libyaml-cpp0.7 '
        + 'libmd4c0 libcsv3 libgumbo1 libxxhash0', { cause: error });
    }
    throw new KbsearchError('NOT_BUILT',
      'kbsearch: its addon is not built. Build it with: npm rebuild kbsearch\n'
      + '(npm runs no install scripts when ignore-scripts is set)', { cause: error });
  }
}

const binding = loaded();

// Before the process ends, what is under way is asked to stop, and threads are waited for. Of a worker that is
// terminated the addon hears by itself.
process.once('exit', () => binding.endAll());

module.exports = binding;
