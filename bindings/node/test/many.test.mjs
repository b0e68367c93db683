// Many searches at once, beside a writer: nothing is lost, nothing is mixed up, nothing grows.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { open, writer } from 'kbsearch';
import { folder, madeRecords, sampleIndex } from './support.mjs';

const SEARCHES = 1000;
const AT_ONCE = 8;
const query = (i) => `pump ${i % 500}`;

async function newIndex() {
  const directory = path.join(folder(), 'kb.index');
  const w = await writer(directory);
  await w.replaceMany(madeRecords(500));
  await w.commit();
  return { directory, w };
}

/** Commits again and again, until it is told to end; gives how often. */
async function keepWriting(w, state) {
  let commits = 0;
  while (!state.ended) {
    await w.replace({ id: 'changing', title: 'Elsewhere', note: commits });
    await w.commit();
    commits += 1;
  }
  await w.close();
  return commits;
}

test(`${SEARCHES} searches, ${AT_ONCE} at a time, lose nothing under a writer`, async () => {
  const { directory, w } = await newIndex();
  const state = { ended: false };
  const writing = keepWriting(w, state);
  const index = await open(directory);
  let next = 0;
  const answered = new Map();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < SEARCHES) {
      const i = next;
      next += 1;
      const results = await index.search(query(i), { limit: 3 });
      answered.set(i, [results.query, results.hits[0].id, results.total.value]);
      if (i % 100 === 0) await index.refresh();
    }
  }));
  state.ended = true;
  const commits = await writing;
  assert.equal(answered.size, SEARCHES);
  for (const [i, [asked, best, total]] of answered) {
    assert.equal(asked, query(i));
    assert.equal(best, `r${i % 500}`, `search ${i}`);
    assert.equal(total, 500, `search ${i}`);
  }
  assert.ok(commits >= 3, `the writer committed ${commits} times in the meantime`);
});

test(`${AT_ONCE} workers load the addon, and lose nothing under a writer`, async () => {
  const { directory, w } = await newIndex();
  const state = { ended: false };
  const writing = keepWriting(w, state);
  const each = SEARCHES / AT_ONCE;
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./search-worker.mjs', import.meta.url), { workerData: { directory, from: n * each, each } });
    worker.once('message', resolve);
    worker.once('error', reject);
  })));
  state.ended = true;
  await writing;
  const found = answers.flat();
  assert.equal(found.length, SEARCHES);
  for (const [i, best, total] of found) {
    assert.equal(best, `r${i % 500}`, `search ${i}`);
    assert.equal(total, 500);
  }
});

test('memory does not grow', async (t) => {
  if (typeof globalThis.gc !== 'function') return t.skip('node was not started with --expose-gc');
  const index = await open(await sampleIndex());
  const settle = async () => {
    for (let i = 0; i < 5; ++i) {
      globalThis.gc();
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    return process.memoryUsage().rss / 2 ** 20;
  };
  const round = async (count) => {
    // Without a turn of the event loop: finalizers do not run within it.
    for (let i = 0; i < count; ++i) index.searchSync('governance', { limit: 20 }).hits.forEach((hit) => hit.snippet.html());
    for (let i = 0; i < count / 10; ++i) {
      const results = await index.search('pytorch foundation', { explain: true, facets: ['tag'], signal: new AbortController().signal });
      results.json();
      await results.hits[0].record();
      await index.search('x', { filter: 'nothing:1' }).catch(() => {});
    }
    for (let i = 0; i < count / 100; ++i) for await (const json of index.recordsJson()) { if (json.length > 0) break; }
    return undefined;
  };
  await round(1000);
  const before = await settle();
  await round(3000);
  const after = await settle();
  assert.ok(after - before < 24, `from ${before.toFixed(1)} to ${after.toFixed(1)} MB after 3,300 searches`);
});
