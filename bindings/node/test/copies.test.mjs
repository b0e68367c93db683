import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { open, restore, snapshot, snapshotState, tunableNumbers, tune, writer } from 'kbsearch';
import { folder, repository, sampleIndex } from './support.mjs';

async function indexOf(directory, ...records) {
  const w = await writer(directory);
  for (const record of records) await w.replace(record);
  await w.commit();
  await w.close();
}

async function idsOf(directory) {
  const index = await open(directory);
  const ids = [];
  for await (const { id } of index.records()) ids.push(id);
  assert.equal(await index.docCount(), ids.length);
  index.close();
  return ids.sort();
}

test('a snapshot is taken beside its index, and put back', async () => {
  const directory = path.join(folder(), 'kb.index');
  const copy = path.join(folder(), 'copy');
  await indexOf(directory, { id: 'a', title: 'Heat pumps' });
  const phases = new Set();
  const report = await snapshot(directory, copy, { onProgress: ({ phase, bytes }) => { assert.ok(bytes >= 0); phases.add(phase); } });
  assert.deepEqual([...phases], ['copying', 'reading back']);
  assert.equal(report.wasThere, false);
  assert.ok(report.snapshot.bytes >= report.bytesLinked && report.snapshot.bytes > 0);
  assert.deepEqual({ ...report.snapshot, bytes: 0, takenAt: '' }, { source: directory, takenAt: '', docCount: 1, bytes: 0 });
  assert.match(report.snapshot.takenAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.deepEqual(await snapshotState(copy), report.snapshot);
  assert.equal(await snapshotState(directory), null);
  assert.equal((await snapshot(directory, copy)).wasThere, true);

  await indexOf(directory, { id: 'b', title: 'Storage' });
  assert.deepEqual(await idsOf(copy), ['a']);
  await assert.rejects(restore(copy, directory), { code: 'INVALID_ARGUMENT' });
  assert.deepEqual(await idsOf(directory), ['a', 'b']);
  assert.equal((await restore(copy, directory, { force: true })).snapshot.docCount, 1);
  assert.deepEqual(await idsOf(directory), ['a']);
});

test('a copy can be ended, and leaves nothing', async () => {
  const directory = path.join(folder(), 'kb.index');
  const copy = path.join(folder(), 'copy');
  await indexOf(directory, { id: 'a', title: 'Heat pumps' });
  await assert.rejects(snapshot(directory, copy, { onProgress: () => { throw new RangeError('enough'); } }), /enough/);
  await assert.rejects(snapshot(directory, copy, { timeout: 0 }), { code: 'DEADLINE_PASSED' });
  await assert.rejects(snapshot(directory, copy, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  await assert.rejects(snapshot(directory, copy, { forced: true }), /did you mean 'force'/);
  await assert.rejects(snapshot(path.join(folder(), 'none'), copy), { code: 'INDEX_NOT_FOUND' });
  await assert.rejects(snapshotState(copy), { code: 'INDEX_NOT_FOUND' });
  assert.equal(fs.existsSync(path.join(copy, 'CURRENT')), false);
});

test('a profile is fitted to judged queries', async () => {
  const directory = await sampleIndex();
  const judged = {
    path: directory,
    queries: path.join(repository, 'corpus/sample/queries.tsv'),
    judgments: path.join(repository, 'corpus/sample/qrels.txt'),
  };
  const counts = [];
  const options = { numbers: ['presence_words', 'k1'], folds: 2, rounds: 1, onProgress: (count) => counts.push(count) };
  const report = await tune(judged, options);
  assert.deepEqual(counts, counts.map((_, i) => i + 1));
  assert.equal(report.profilesMeasured, counts.length);
  assert.ok(report.queryCount > 20 && report.fitted.after >= report.fitted.before && report.heldOut.after > 0);
  assert.equal(report.profile.name, 'default-tuned');
  assert.ok(Number.isInteger(report.profile.presence_words));
  const index = await open(directory);
  assert.ok(index.searchSync('pytorch governance', { profile: report.profile }).hits.length > 0);
  index.close();
  assert.ok(tunableNumbers().includes('signals.importance.weight'));
  await assert.rejects(tune(judged, { numbers: ['k11'] }), { code: 'INVALID_ARGUMENT' });
  await assert.rejects(tune(judged, { timeout: 0 }), { code: 'DEADLINE_PASSED' });
  await assert.rejects(tune(judged, { onProgress: () => { throw new RangeError('enough'); } }), /enough/);
  await assert.rejects(tune([]), { code: 'INVALID_ARGUMENT' });
});
