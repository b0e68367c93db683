// The process ends as it should, whatever is under way.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { open } from 'kbsearch';
import { folder, madeRecords, runProgram, sampleIndex } from './support.mjs';

let directory;
let many;
before(async () => {
  directory = await sampleIndex();
  many = path.join(folder(), 'many.jsonl');
  fs.writeFileSync(many, madeRecords(20_000).map((record) => JSON.stringify(record)).join('\n'));
});

const setUp = `
  import { Worker } from 'node:worker_threads';
  import { load, open, writer } from 'kbsearch';
  const [, , directory, many] = process.argv;
  const index = await open(directory);
  const searches = (count) => Array.from({ length: count }, () => index.search('governance compute policy', { limit: 50 }));
`;
const ENDINGS = {
  'an index that is never closed holds up nothing': ['await index.search("x");', 0],
  'searches under way are done before a natural end': ['let n = 0; for (const one of searches(100)) one.then(() => { n += 1; }); process.on("exit", () => { process.exitCode = n === 100 ? 0 : 7; });', 0],
  'process.exit() with searches under way': ['searches(500); process.exit(5);', 5],
  'process.exit() after the first of many searches': ['await Promise.race(searches(500)); process.exit(5);', 5],
  'an error that nobody catches, with searches under way': ['searches(500); throw new Error("mine");', 1],
  'process.exit() within a load': ['load(directory, many, { onProgress: () => setTimeout(() => process.exit(5), 20) }); await new Promise(() => {});', 5],
  'process.exit() in a callback of a load': ['load(directory, many, { onProgress: () => process.exit(5) }); await new Promise(() => {});', 5],
  'process.exit() while records are read': ['for await (const record of index.records()) process.exit(5);', 5],
  'the end while an iterator of records is left alone': ['const records = index.records(); await records.next();', 0],
  'the end while an iterator of many records is left alone': ['await load(directory + "-large", many); const large = await open(directory + "-large"); await large.records().next(); const other = large.records(); await other.next(); globalThis.kept = other;', 0],
  'all of many records are read, and nothing else holds the process': ['await load(directory + "-whole", many); let n = 0; for await (const one of (await open(directory + "-whole")).records()) n += 1; process.exitCode = n === 20_000 ? 0 : 7;', 0],
  'process.exit() with a writer that has changes': ['const w = await writer(directory); w.replace({ id: "lost" }); w.commit(); process.exit(5);', 5],
  'workers that are terminated with searches, a load and a writer under way': [`
    const source = \`
      const { parentPort, workerData: { directory, many } } = require('node:worker_threads');
      const { load, open, writer } = require('kbsearch');
      (async () => {
        const index = await open(directory);
        const other = directory + '-' + require('node:worker_threads').threadId;
        const w = await writer(other);
        await w.replace({ id: 'a' });
        load(other + '-loaded', many, { onProgress: () => {} }).catch(() => {});
        index.records().next();
        for (;;) { parentPort.postMessage('asked'); await Promise.all(Array.from({ length: 20 }, () => index.search('governance policy'))); }
      })();
    \`;
    for (let round = 0; round < 3; ++round) {
      const workers = Array.from({ length: 3 }, () => new Worker(source, { eval: true, workerData: { directory, many } }));
      await Promise.all(workers.map((worker) => new Promise((resolve, reject) => { worker.once('message', resolve); worker.once('error', reject); })));
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
    if ((await index.search('governance')).hits.length !== 10) process.exitCode = 7;`, 0],
  'process.exit() in a worker, in a callback of a load': [`
    const source = "const { workerData } = require('node:worker_threads'); require('kbsearch').load(workerData.directory, workerData.many, { onProgress: () => process.exit(6) }).catch(() => {});";
    const worker = new Worker(source, { eval: true, workerData: { directory: directory + '-exited', many } });
    process.exitCode = await new Promise((resolve) => { worker.once('exit', resolve); });`, 6],
};

for (const [name, [program, expected]] of Object.entries(ENDINGS)) {
  test(name, async () => {
    const began = Date.now();
    const { status, signal, stderr } = runProgram(setUp + program, { args: [directory, many], timeout: 30_000 });
    assert.equal(signal, null, `ended by ${signal} after ${Date.now() - began} ms; ${stderr.slice(0, 500)}`);
    assert.equal(status, expected, stderr.slice(0, 1000));
    const index = await open(directory);
    assert.equal((await index.search('governance')).hits.length, 10);
  });
}
