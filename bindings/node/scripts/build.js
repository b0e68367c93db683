'use strict';
// Builds the addon with CMake: what `npm install` runs. Nothing is downloaded. Environment:
//   CMAKE_PREFIX_PATH             an installation of kbsearch to link with
//   KBSEARCH_SOURCE               a checkout of kbsearch, whose library is built along
//   CMAKE_BUILD_PARALLEL_LEVEL    compilers at once; one for each processor by default
//   CMAKE_ARGS                    more for cmake, parted by blanks, or one a line where there are lines; for instance
//                                 -DKBSEARCH_NODE_INCLUDE_DIR=/opt/node/include/node
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const source = path.join(__dirname, '..');
const build = path.join(source, 'build', 'cmake');
const addon = path.join(source, 'build', 'kbsearch.node');

function fail(message) {
  console.error(`kbsearch: ${message}`);
  process.exit(1);
}

const runs = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) fail(`its addon could not be built: ${error ? error.message : `${program} ended with ${status}`}; the reason stands above`);
}

const compilers = process.env.CXX ? [process.env.CXX.split(' ')[0]] : ['c++', 'g++', 'clang++'];
const builder = runs('ninja') ? 'Ninja' : runs('make') ? 'Unix Makefiles' : undefined;
const missing = [];
if (!runs('cmake')) missing.push('cmake');
if (!compilers.some(runs)) missing.push('g++');
if (builder === undefined) missing.push('ninja-build');
if (missing.length > 0) fail(`to build its addon, these are missing, as Debian packages: apt install ${missing.join(' ')}`);

const given = process.env.CMAKE_ARGS ?? '';
const moreArguments = given.split(given.includes('\n') ? '\n' : ' ').filter((argument) => argument !== '');
// --fresh: where the library was found the last time says nothing about this time.
run('cmake', ['--fresh', '-S', source, '-B', build, '-G', process.env.CMAKE_GENERATOR ?? builder, '-DCMAKE_BUILD_TYPE=Release',
  `-DKBSEARCH_NODE=${process.execPath}`, ...moreArguments]);
const jobs = process.env.CMAKE_BUILD_PARALLEL_LEVEL ?? String(os.cpus().length);
run('cmake', ['--build', build, '--target', 'kbsearch_node', '--parallel', jobs]);

// Put in place whole: a process may have the former one loaded.
fs.copyFileSync(path.join(build, 'node_modules/kbsearch/build/kbsearch.node'), `${addon}.new`);
fs.renameSync(`${addon}.new`, addon);
const { versions } = require('../lib/texts.js');
const { kbsearch, xapian, icu } = versions();
console.log(`kbsearch ${kbsearch} (Xapian ${xapian}, ICU ${icu}) is built`);
