// Searches and loads that are ended from outside.
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { AbortError, check, evaluate, load, open, rebuild, writer } from 'kbsearch';
import { folder, madeRecords, sampleIndex } from './support.mjs';

let directory;
let index;
const long = Array.from({ length: 5000 }, (_, i) => `r${i % 1000} pump${i}`).join(' ');
before(async () => {
  directory = path.join(folder(), 'kb.index');
  const w = await writer(directory);
  await w.replaceMany(madeRecords(3000));
  await w.commit();
  await w.close();
  index = await open(directory);
});

test('a signal that was aborted before ends all that takes one', async () => {
  const signal = AbortSignal.abort('enough');
  const w = await writer(path.join(folder(), 'other.index'));
  const asked = [
    () => index.search('pump', { signal }), () => index.similar('r1', { signal }),
    () => index.explain('pump', 'r1', { signal }), () => index.suggest('pu', { signal }), () => index.statistics({ signal }),
    () => load(directory, [], { signal }),
    () => rebuild(directory, { signal }), () => check(directory, { signal }),
    () => index.pages('pump', { signal }).next(), () => w.replaceMany([{ id: 'a' }], { signal }),
    () => evaluate(directory, [], [], { signal }),
  ];
  for (const ask of asked) {
    await assert.rejects(ask(), (error) => {
      assert.ok(error instanceof AbortError, `${ask}: ${error}`);
      assert.equal(error.name, 'AbortError');
      assert.equal(error.code, 'ABORT_ERR');
      assert.equal(error.cause, 'enough');
      return true;
    });
  }
  await w.close();
});

test('a signal ends searches that wait and those under way', async () => {
  const controller = new AbortController();
  const searches = Array.from({ length: 64 }, () => index.search(long, { maxWords: 10_000, limit: 1000, signal: controller.signal }));
  const settled = Promise.allSettled(searches);
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  const begun = process.hrtime.bigint();
  controller.abort();
  const outcomes = await settled;
  const took = Number(process.hrtime.bigint() - begun) / 1e6;
  const aborted = outcomes.filter(({ reason }) => reason instanceof AbortError).length;
  assert.ok(aborted > 50, `${aborted} of 64 were aborted`);
  assert.ok(outcomes.every(({ status, reason }) => status === 'fulfilled' || reason instanceof AbortError));
  assert.ok(took < 2000, `they ended after ${took} ms`);
  assert.equal((await index.search('pump')).hits.length, 10);
});

test('a signal that is aborted afterwards does nothing, and holds nothing', async () => {
  let listeners = 0;
  const signal = { aborted: false, addEventListener: () => { listeners += 1; }, removeEventListener: () => { listeners -= 1; } };
  await index.search('pump', { signal });
  await assert.rejects(index.search('pump', { signal, filter: 'nothing:1' }));
  assert.equal(listeners, 0);
});

test('a timeout ends a search, on the thread and off it', async () => {
  const options = { timeout: 0.001, maxWords: 10_000 };
  await assert.rejects(index.search(long, options), { name: 'KbsearchError', code: 'DEADLINE_PASSED' });
  assert.throws(() => index.searchSync(long, options), { code: 'DEADLINE_PASSED' });
  await assert.rejects(index.suggest('pu', { timeout: 0 }), { code: 'DEADLINE_PASSED' });
  await assert.rejects(index.statistics({ timeout: 0 }), { code: 'DEADLINE_PASSED' });
  await assert.rejects(index.statistics({ timout: 0 }), /timeout/);
  assert.equal((await index.suggest('pu', { timeout: 60_000, limit: 1 })).length > 0, true);
  assert.equal(index.searchSync('pump', { timeout: 60_000 }).hits.length, 10);
  assert.equal(index.searchSync('pump', { timeout: Infinity }).hits.length, 10);
});

test('a load that is aborted, or whose callback throws, keeps nothing', async () => {
  const own = await sampleIndex();
  const { docCount } = await (await open(own)).statistics();
  const controller = new AbortController();
  const notes = path.join(folder(), 'more.jsonl');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(notes, `${madeRecords(2000).map((record) => JSON.stringify(record)).join('\n')}\nno record\n`);
  await assert.rejects(load(own, notes, { signal: controller.signal, onProgress: () => controller.abort() }), { name: 'AbortError' });
  const mine = new TypeError('mine');
  await assert.rejects(load(own, notes, { onProgress: () => { throw mine; } }), (error) => error === mine);
  await assert.rejects(load(own, notes, { onRejection: () => { throw mine; } }), (error) => error === mine);
  await assert.rejects(load(own, notes, { onRejection: () => { throw 'no object'; } }), (error) => error === 'no object');
  await assert.rejects(load(own, notes, { timeout: 0.001 }), { code: 'DEADLINE_PASSED' });
  assert.equal((await (await open(own)).statistics()).docCount, docCount);

  const rejections = [];
  const phases = new Set();
  const report = await load(own, notes, { onRejection: (one) => rejections.push(one), onProgress: ({ phase }) => phases.add(phase) });
  assert.equal(report.added, 2000);
  assert.equal(report.rejected, 1);
  assert.equal(rejections.length, 1);
  assert.equal(rejections[0].line, 2001);
  assert.ok(phases.has('reading') && phases.has('writing'));
});
