// Question: what does a search cost here, over the library's own? Of each search the library's own time
// (SearchResults::took) is taken from what passed in JavaScript, so that both are of one run, and what else the machine
// does strikes both. That `took` leaves nothing out is shown by the first line: the same searches from C++ alone.
//
//     node bench/cost.mjs INDEX QUERIES.tsv [ROUNDS]        QUERIES: lines of ID<TAB>TEXT
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { open, versions } from 'kbsearch';

const require = createRequire(import.meta.url);
const lib = path.join(path.dirname(require.resolve('kbsearch/package.json')), 'lib');
const binding = require(path.join(lib, 'binding.js'));

const [, , directory, file, rounds = '5'] = process.argv;
if (file === undefined) {
  console.error('usage: node bench/cost.mjs INDEX QUERIES.tsv [ROUNDS]');
  process.exit(2);
}
const queries = fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => line.split('\t')[1]);
const options = { limit: 10, plainWords: true };
const index = await open(directory);
const handle = await binding.open(directory); // the same index, asked from C++ alone

const now = () => Number(process.hrtime.bigint()) / 1e3;
const everything = (hit) => [hit.rank, hit.id, hit.score, hit.title, hit.url, hit.type, hit.importance, hit.quality, hit.published, hit.tags,
  hit.citedByCount, hit.snippet?.html(), hit.passages, hit.titleMarks, hit.matchedFields, hit.missingWords, hit.path];
const WAYS = {
  'searchSync': (query) => index.searchSync(query, options),
  'searchSync, ids and titles read': (query) => { const results = index.searchSync(query, options); for (const hit of results.hits) void [hit.id, hit.title]; return results; },
  'searchSync, everything read': (query) => { const results = index.searchSync(query, options); results.hits.forEach(everything); void results.total; return results; },
  'searchSync, as one JSON text, parsed': (query) => { const results = index.searchSync(query, options); JSON.parse(results.json()); return results; },
  'search, awaited': (query) => index.search(query, options),
};

const OWN = 'the library from C++ alone';
const times = Object.fromEntries([OWN, ...Object.keys(WAYS)].map((name) => [name, { all: [], over: [] }]));
function keep(round, name, elapsed, own) {
  if (round === 0) return; // to warm up
  times[name].all.push(elapsed);
  times[name].over.push(elapsed - own);
}
for (let round = 0; round <= Number(rounds); ++round) {
  for (const query of queries) {
    const [elapsed, own, hits] = binding.timeSearch(handle, query, options);
    keep(round, OWN, elapsed, own);
    for (const [name, ask] of Object.entries(WAYS)) {
      const begun = now();
      const results = await ask(query);
      const took = now() - begun;
      assert.equal(results.hits.length, hits, query); // a fast wrong answer is none
      keep(round, name, took, results.tookUs);
    }
  }
}

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)].toFixed(1).padStart(8);
console.log(`node ${process.version}, kbsearch ${versions().kbsearch}; ${queries.length} queries, ${rounds} rounds, 10 hits; microseconds`);
console.log('          all of it |         over the library');
console.log('  median        p95 |  median quartiles');
for (const [name, { all, over }] of Object.entries(times)) {
  console.log(`${at(all, 0.5)}   ${at(all, 0.95)} |${at(over, 0.5)} ${at(over, 0.25)} ${at(over, 0.75)}  ${name}`);
}
