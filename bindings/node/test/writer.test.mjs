import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { check, load, open, rebuild, sources, evaluate, writer } from 'kbsearch';
import { folder, madeRecords, repository, runProgram, sampleIndex } from './support.mjs';

const fresh = () => path.join(folder(), 'kb.index');
const count = async (directory) => {
  const index = await open(directory);
  return (await index.statistics()).docCount;
};

test('changes are seen after the commit, and not before', async () => {
  const directory = fresh();
  const w = await writer(directory);
  assert.deepEqual(await w.replace({ id: 'a1', title: 'Heat pumps' }), []);
  await w.commit();
  const index = await open(directory);
  await w.replace({ id: 'a2', title: 'More heat pumps' });
  assert.equal(await w.remove('a1', ['nobody']), 1);
  assert.equal(await index.isCurrent(), true);
  await w.commit();
  assert.equal(await index.isCurrent(), false);
  assert.deepEqual(index.searchSync('heat').hits.map(({ id }) => id), ['a1']);
  assert.equal(await index.refresh(), true);
  assert.deepEqual(index.searchSync('heat').hits.map(({ id }) => id), ['a2']);
  assert.equal(await w.docCount(), 1);
  await w.close();
  await w.close();
  await assert.rejects(w.replace({ id: 'a3' }), { code: 'CLOSED' });
});

test('many records come from any iterable, and a bad one stops nothing', async () => {
  const directory = fresh();
  const w = await writer(directory);
  async function* given() {
    for (const record of madeRecords(700)) yield record;
    yield { title: 'no id' };
    yield { id: 'x', importance: 'high' };
    yield '{"id":"raw","n":12345678901234567890}';
    yield 'no JSON';
  }
  const done = await w.replaceMany(given());
  assert.equal(done.read, 704);
  assert.equal(done.taken, 702);
  assert.deepEqual(done.rejections.map(({ index, scope }) => [index, scope]), [[700, 'record'], [701, 'field'], [703, 'record']]);
  const told = [];
  await w.replaceMany(new Set([{ id: 'y', importance: 'low' }]), { onRejection: (rejection) => told.push(rejection.field) });
  assert.deepEqual(told, ['importance']);
  await w.commit();
  const index = await open(directory);
  assert.equal(await index.findJson('raw'), '{"id":"raw","n":12345678901234567890}');
  await w.close();
});

test('what an iterable throws comes through, and dropping keeps nothing of it', async () => {
  const directory = fresh();
  const first = await writer(directory);
  await first.replace({ id: 'kept' });
  await first.commit();
  await first.close();
  const w = await writer(directory);
  const mine = new RangeError('mine');
  await assert.rejects(w.replaceMany((function* given() { yield* madeRecords(300); throw mine; })()), (error) => error === mine);
  await assert.rejects(w.replaceMany([{ id: 'a', importance: 'x' }], { onRejection: () => { throw mine; } }), (error) => error === mine);
  await w.rollback();
  assert.equal(await count(directory), 1);
});

test('a record that is not taken is an error with the reason', async () => {
  const w = await writer(fresh());
  await assert.rejects(w.replace({ title: 'no id' }), (error) => {
    assert.equal(error.code, 'REJECTED');
    assert.match(error.message, /id/);
    assert.equal(error.rejections[0].scope, 'record');
    return true;
  });
  for (const bad of [null, undefined, 7, () => {}]) await assert.rejects(w.replace(bad), { code: 'INVALID_ARGUMENT' });
  const [fault] = await w.replace({ id: 'a', importance: 'high' });
  assert.equal(fault.field, 'importance');
  await w.close();
});

test('the lock goes with the writer, whatever happened to it', async () => {
  const directory = fresh();
  const first = await writer(directory);
  await assert.rejects(writer(directory), { code: 'INDEX_LOCKED', message: new RegExp(String(process.pid)) });
  await assert.rejects(load(directory, repository), { code: 'INDEX_LOCKED' });
  await assert.rejects(first.replace({}), { code: 'REJECTED' });
  await first.close();
  await (await writer(directory)).close();
  if (Symbol.asyncDispose) {
    const used = await writer(directory);
    await used.replace({ id: 'dropped' });
    await used[Symbol.asyncDispose]();
  }
  const last = await writer(directory);
  assert.equal(await last.docCount(), 0);
  await last.close();

  // One that throws and one that is ended, each in a process that never closes its writer.
  for (const end of ['throw new Error("mine")', 'process.exit(3)', 'process.kill(process.pid, "SIGKILL")', '']) {
    const { status, signal } = runProgram(
      `import { writer } from 'kbsearch';
       const w = await writer(process.argv[2]);
       await w.replace({ id: 'a' });
       ${end}`, { args: [directory] });
    assert.ok(signal === 'SIGKILL' || [0, 1, 3].includes(status), `${end}: ${status} ${signal}`);
    const next = await writer(directory);
    assert.equal(await next.docCount(), 0);
    await next.close();
  }
});

test('calls are done in the order that they were made', async () => {
  const directory = fresh();
  const w = await writer(directory);
  const all = [w.replace({ id: 'a', title: 'one' }), w.remove('a'), w.replace({ id: 'a', title: 'two' }), w.commit(), w.replace({ id: 'b' }), w.close()];
  await Promise.all(all);
  const index = await open(directory);
  assert.equal((await index.find('a')).title, 'two');
  assert.equal(await index.find('b'), null);
});

test('an own schema, synonyms, and an index that has to be there', async () => {
  const directory = fresh();
  const schema = { name: 'books', fields: [{ name: 'title', kind: 'text', weight: 3 }, { name: 'pages', kind: 'number', sort: true }] };
  await assert.rejects(writer(directory, { create: false }), { code: 'INDEX_NOT_FOUND' });
  const w = await writer(directory, { schema });
  await w.replaceMany([{ id: 1, title: 'A car', pages: 7 }, { id: 2, title: 'An automobile', pages: 9 }]);
  await w.setSynonyms('car, automobile\n');
  await w.commit();
  await w.close();
  const index = await open(directory);
  const { hits, expansions } = index.searchSync('car', { sort: 'pages' });
  assert.deepEqual(hits.map(({ id }) => id), ['2', '1']);
  assert.equal(expansions[0].text, 'automobile');
  assert.match(await index.synonyms(), /automobile/);
  await assert.rejects(writer(directory, { schema: { name: 'x', fields: [{ name: 'y', kind: 'text' }] } }), { code: 'INVALID_ARGUMENT' });
  await assert.rejects(writer(directory, { scheme: schema }), { code: 'INVALID_ARGUMENT', message: /schema/ });
});

test('loads remember their sources, prune, and check themselves', async () => {
  const notes = folder();
  const directory = fresh();
  fs.writeFileSync(path.join(notes, 'a.md'), '# Heat\nHeat pumps.\n');
  fs.writeFileSync(path.join(notes, 'b.md'), '# Cold\nCold stores.\n');
  assert.equal((await load(directory, notes)).added, 2);
  assert.equal((await load(directory, notes, { dryRun: true })).unchanged, 2);
  const [source] = await sources(directory);
  assert.equal(source.path, fs.realpathSync(notes));
  assert.equal(source.records, 2);
  fs.rmSync(path.join(notes, 'b.md'));
  await assert.rejects(load(directory), { code: 'LIMIT_EXCEEDED' });
  assert.equal((await load(directory, [], { pruneMaxShare: 1 })).removed, 1);
  assert.equal(await rebuild(directory, { jobs: 1 }), 1);
  const report = await check(directory);
  assert.deepEqual(report.problems, []);
  assert.equal(report.docCount, 1);
  const w = await writer(directory);
  assert.equal(await w.forgetSource(notes), 1);
  assert.equal(await w.forgetSource('/nowhere'), null);
  await w.commit();
  await w.close();
  assert.equal(await count(directory), 0);
  await assert.rejects(load(directory, '/nowhere'), { code: 'IO' });
  await assert.rejects(load(directory, notes, { format: 'docx' }), { code: 'INVALID_ARGUMENT' });
  await assert.rejects(load(directory, notes, { onRejection: 7 }), { code: 'INVALID_ARGUMENT' });
  await assert.rejects(check('/nowhere'), { code: 'INDEX_NOT_FOUND' });
});

test('damage is told, not thrown', async () => {
  const directory = await sampleIndex();
  const generation = path.join(directory, fs.readdirSync(directory).find((name) => name.startsWith('generation')));
  const file = path.join(generation, 'postlist.glass');
  const bytes = fs.readFileSync(file);
  bytes.fill(0x55, bytes.length - 9000);
  fs.chmodSync(file, 0o644);
  fs.writeFileSync(file, bytes);
  const { problems } = await check(directory);
  assert.ok(problems.length > 0);
});

test('a ranking is measured, and compared', async () => {
  const directory = await sampleIndex();
  const given = path.join(repository, 'corpus/sample');
  const evaluation = await evaluate(directory, path.join(given, 'queries.tsv'), path.join(given, 'qrels.txt'), { metrics: ['ndcg@10', 'map'], versus: 'text' });
  assert.equal(evaluation.profile, 'default');
  const [ndcg] = evaluation.metrics;
  assert.ok(ndcg.mean > 0.8 && ndcg.interval[0] <= ndcg.mean && ndcg.mean <= ndcg.interval[1]);
  assert.equal(ndcg.byQuery.size, evaluation.queryCount);
  assert.equal(evaluation.versus.profile, 'text');
  const own = await evaluate(directory, [{ id: 'q', text: 'pytorch' }], [{ query: 'q', record: 'fair', grade: 1 }], { metrics: 'recall@100' });
  assert.equal(own.metrics[0].mean, 1);
  await assert.rejects(evaluate(directory, [{ id: 'q', text: 'x' }], []), { code: 'INVALID_ARGUMENT', message: /judged/ });
});
