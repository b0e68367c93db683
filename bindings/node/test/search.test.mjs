import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { inspect } from 'node:util';
import { Hit, Index, KbsearchError, SearchResults, analyze, open, profile, profileNames, versions, knowledgeBaseSchema } from 'kbsearch';
import { sampleIndex } from './support.mjs';

let directory;
let index;
before(async () => {
  directory = await sampleIndex();
  index = await open(directory);
});

test('CommonJS and ESM give the same functions', () => {
  const required = createRequire(import.meta.url)('kbsearch');
  assert.equal(required.open, open);
  assert.equal(required.KbsearchError, KbsearchError);
});

test('a search finds, off the thread and on it, the same', async () => {
  const apart = await index.search('pytorch governance', { limit: 3 });
  const here = index.searchSync('pytorch governance', { limit: 3 });
  assert.ok(apart instanceof SearchResults);
  assert.equal(apart.hits.length, 3);
  assert.deepEqual(apart.hits.map((hit) => hit.id), here.hits.map((hit) => hit.id));
  const best = apart.hits[0];
  assert.ok(best instanceof Hit);
  assert.equal(best.rank, 1);
  assert.equal(typeof best.title, 'string');
  assert.ok(best.score >= apart.hits[1].score);
  assert.ok(apart.total.value >= 3 && apart.total.exact);
  assert.deepEqual([...apart], apart.hits);
});

test('the event loop turns while a search is under way', async () => {
  let turns = 0;
  const timer = setInterval(() => { turns += 1; }, 0);
  await Promise.all(Array.from({ length: 200 }, (_, i) => index.search(`governance of compute ${i}`)));
  clearInterval(timer);
  assert.ok(turns > 2, `it turned ${turns} times`);
});

test('a snippet marks what matched, in UTF-16 units', async () => {
  const { hits } = await index.search('pytorch governance');
  for (const { snippet, title, titleMarks } of hits) {
    assert.ok(snippet.marks.length > 0);
    for (const [begin, end] of snippet.marks) assert.match(snippet.text.slice(begin, end), /torch|govern/i);
    for (const [begin, end] of titleMarks) assert.match(title.slice(begin, end), /torch|govern/i);
    assert.equal(snippet.html('b').replace(/<\/?b>/g, '').length >= snippet.text.length, true);
    assert.equal(snippet.marked('[', ']').replace(/[[\]]/g, ''), snippet.text.replace(/[[\]]/g, ''));
  }
});

test('a hit gives its record', async () => {
  const { hits: [hit] } = await index.search('pytorch');
  const record = await hit.record();
  assert.equal(record.id, hit.id);
  assert.deepEqual(record, JSON.parse(await index.findJson(hit.id)));
  assert.deepEqual(await index.findAll([hit.id, 'nobody']), [record, null]);
  assert.equal(await index.find('nobody'), null);
});

test('results are the library\'s JSON', async () => {
  const results = await index.search('pytorch governence', { limit: 2, facets: ['type'], explain: true, passages: 2 });
  const json = JSON.parse(results.json());
  assert.deepEqual(JSON.parse(JSON.stringify(results)), json);
  assert.deepEqual(Object.keys(json).slice(0, 4), ['schema_version', 'query', 'total', 'took_us']);
  assert.deepEqual(JSON.parse(results.hits[1].json()), json.hits[1]);
  assert.deepEqual(results.hits[0].explanation, json.hits[0].explanation);
  assert.equal(results.didYouMean, json.did_you_mean);
  assert.deepEqual(results.facet('type').counts, json.facets.type);
  assert.ok(results.json({ indent: 1 }).includes('\n'));
  for (const hit of results.hits) {
    assert.equal(hit.passages[0].text, hit.snippet.text);
    assert.deepEqual(hit.matchedFields, json.hits[hit.rank - 1].matched_fields);
    assert.deepEqual(hit.missingWords, json.hits[hit.rank - 1].missing_words);
  }
});

test('results outlive the index, and show themselves', async () => {
  const own = await open(directory);
  const results = own.searchSync('pytorch');
  own.close();
  own.close();
  assert.ok(results.hits[0].title.length > 0);
  assert.match(inspect(results), /SearchResults[^]*Hit[^]*title/);
  assert.throws(() => own.searchSync('pytorch'), { name: 'KbsearchError', code: 'CLOSED' });
  await assert.rejects(own.search('pytorch'), { code: 'CLOSED' });
});

test('pages go on where the one before ended, to the last', async () => {
  const all = index.searchSync('governance', { limit: 1000 }).hits.map((hit) => hit.id);
  assert.ok(all.length > 20);
  const paged = [];
  for await (const hit of index.pages('governance', { limit: 7 })) paged.push(hit.id);
  assert.deepEqual(paged, all);
  const second = await (await index.search('governance', { limit: 7 })).nextPage();
  assert.deepEqual(second.hits.map((hit) => hit.id), all.slice(7, 14));
  assert.equal(await index.searchSync('governance', { limit: 1000 }).nextPage(), null);
});

test('what is similar, suggested and explained is told', async () => {
  const [first, second] = index.searchSync('pytorch governance').hits;
  const alike = await index.similar(first.id, { limit: 3 });
  assert.equal(alike.hits.length, 3);
  assert.ok(alike.hits.every((hit) => hit.id !== first.id));
  assert.equal(await index.similar('nobody'), null);

  const suggestions = await index.suggest('pyto', { limit: 2 });
  assert.ok(suggestions.some(({ text }) => /pytorch/i.test(text)));

  const why = await index.explain('pytorch governance', first.id, { versus: second.id });
  assert.ok(Math.abs(why.explanation.value - first.score) < 1e-9 * first.score);
  assert.equal(why.records[1].id, second.id);
  const gain = why.differences.reduce((sum, { gain: part }) => sum + part, 0);
  assert.ok(Math.abs(gain - (first.score - second.score)) < 1e-9 * first.score);
  assert.match(why.toText(), new RegExp(`^${first.id}\n  [0-9.]+  score\n`));
  assert.equal((await index.explain('pytorch', 'nobody')).explanation, null);
});

test('all records are read, and reading may end early', async () => {
  const { docCount } = await index.statistics();
  const ids = new Set();
  for await (const record of index.records()) ids.add(record.id);
  assert.equal(ids.size, docCount);
  for await (const json of index.recordsJson()) {
    assert.ok(ids.has(JSON.parse(json).id));
    break;
  }
});

test('an index tells what it is', async () => {
  assert.ok((await index.terms('pyt', { limit: 3 })).some(({ term }) => term === 'pytorch'));
  const statistics = await index.statistics();
  assert.ok(statistics.fields.some(([name, count]) => name === 'title' && count > 0));
  assert.equal(await index.isCurrent(), true);
  assert.equal(await index.refresh(), false);
  assert.ok(index.schema.fields.length > 5);
  assert.equal(await index.synonyms(), '');
  assert.deepEqual(index.schema, knowledgeBaseSchema());
  assert.match(versions().kbsearch, /^\d+\.\d+\.\d+$/);
});

test('profiles are asked by name and as objects', async () => {
  assert.ok(profileNames().includes('text'));
  const byName = index.searchSync('governance', { profile: 'text' });
  const byObject = await index.search('governance', { profile: profile('text') });
  assert.deepEqual(byObject.hits.map((hit) => hit.score), byName.hits.map((hit) => hit.score));
  assert.notDeepEqual(index.searchSync('governance').hits.map((hit) => hit.score), byName.hits.map((hit) => hit.score));
  assert.throws(() => profile({ k1: 99 }), { code: 'INVALID_ARGUMENT', message: /k1/ });
});

test('analysis tells UTF-16 units', () => {
  const text = '😀 Wärmepumpen GPT-4';
  const tokens = analyze(text, { language: 'de' });
  const word = tokens.find(({ exact }) => exact === 'warmepumpen');
  assert.equal(text.slice(word.begin, word.end), 'Wärmepumpen');
  assert.ok(tokens.some(({ kind }) => kind === 'blend'));
});

test('an option that makes no sense is refused by its name', async () => {
  const refused = [
    [{ limt: 3 }, /'limt'; did you mean 'limit'/], [{ limit: -1 }, /limit is -1/], [{ limit: 1.5 }, /limit is 1.5/],
    [{ limit: NaN }, /limit/], [{ limit: '3' }, /limit is a string/], [{ limit: 100_001 }, /100001|limit/],
    [{ sort: 'nothing' }, /nothing/], [{ facets: 'tag' }, /facets is a string, must be an array/],
    [{ facets: [{ field: 'published', dateStep: 'week' }] }, /week/], [{ filter: 'nothing:1' }, /nothing/],
    [{ profile: 'recnet' }, /recent/], [{ typing: 'yes' }, /typing/], [{ timeout: -1 }, /timeout/], [7, /options/],
  ];
  for (const [options, message] of refused) {
    await assert.rejects(index.search('x', options), { code: 'INVALID_ARGUMENT', message }, inspect(options));
    assert.throws(() => index.searchSync('x', options), { code: 'INVALID_ARGUMENT', message }, inspect(options));
  }
  await assert.rejects(index.search(42), { code: 'INVALID_ARGUMENT', message: /query is a number/ });
});

test('what is undefined or null has its default', async () => {
  const plain = index.searchSync('governance').hits.map((hit) => hit.id);
  const options = { limit: undefined, filter: null, sort: undefined, profile: null, facets: undefined, signal: undefined };
  assert.deepEqual((await index.search('governance', options)).hits.map((hit) => hit.id), plain);
  assert.deepEqual((await index.search('governance', null)).hits.map((hit) => hit.id), plain);
});

test('an index that is not there is told by its code, with the place it was asked at', async () => {
  const failing = open('/nowhere/kb.index');
  await assert.rejects(failing, (error) => {
    assert.ok(error instanceof KbsearchError && error instanceof Error);
    assert.equal(error.code, 'INDEX_NOT_FOUND');
    assert.match(error.stack, /search\.test\.mjs/);
    return true;
  });
  await assert.rejects(open(''), { code: 'INVALID_ARGUMENT' });
  await assert.rejects(open('a\0b'), { code: 'INVALID_ARGUMENT' });
});

test('using disposes', { skip: Symbol.asyncDispose ? false : 'this Node has no Symbol.asyncDispose' }, async () => {
  const own = await open(directory);
  assert.ok(own instanceof Index);
  await own[Symbol.asyncDispose]();
  await assert.rejects(own.search('x'), { code: 'CLOSED' });
  const other = await open(directory);
  other[Symbol.dispose]();
  assert.throws(() => other.searchSync('x'), { code: 'CLOSED' });
});
