// Whatever a person types or has chosen is words or a value, and no error.
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { F, Filter, analyze, open, writer } from 'kbsearch';
import { folder, sampleIndex } from './support.mjs';

const ODD = [
  '', ' ', '\0', 'a\0b', '\ud800', '\udc00 heat', 'heat \ud83d', '\ud83d\ude00', '"', '"heat', '(heat', ')', '(((((((((', '-', '+', '*', '**', 'a*',
  'AND', 'OR OR', 'NOT', 'NEAR/', 'heat NEAR/99999999999 pump', 'title:', ':x', 'tag:', 'importance:..', 'importance:high', 'published:2024-02-30',
  '^', 'heat^', 'heat^999999', '\\', 'heat\\', '<b>&amp;"\'', '../../etc/passwd', '%s%n', '\u202e\u0007\u001b[31m', '\ufeff', 'ß ﬁ İ ı', '日本語 りんご',
  `${'('.repeat(20_000)}x`, `${'NOT '.repeat(20_000)}x`, 'x'.repeat(10 ** 6), 'heat '.repeat(200_000), '"'.repeat(10 ** 6), '\ud800'.repeat(10 ** 6),
  'a* '.repeat(50), '\u0301'.repeat(1000),
];

let index;
before(async () => { index = await open(await sampleIndex()); });

test('no query throws, in any way of asking', async () => {
  for (const text of ODD) {
    const what = JSON.stringify(text.slice(0, 40));
    const results = await index.search(text, { explain: true, limit: 3, passages: 2, relatedTags: 2, facets: ['tag'] });
    assert.ok(Array.isArray(results.hits), what);
    assert.equal(results.query, text);
    assert.equal(JSON.parse(results.json()).query, text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'), what);
    for (const { at } of [...results.warnings, ...results.notes]) assert.ok(at <= text.length, what);
    index.searchSync(text, { typing: true, allWords: true, plainWords: true });
    await index.suggest(text);
    await index.explain(text, 'fair');
    await index.find(text);
    await index.similar(text);
    await index.terms(text);
    analyze(text.slice(0, 1000));
  }
});

test('a value in a filter is a value', async () => {
  const all = index.searchSync('', { filter: F.title.exists(), limit: 1000 }).hits.length;
  assert.ok(all > 80);
  const isBlank = (value) => /^[\p{Z}\p{Cc}]*$/u.test(value);
  for (const text of ODD) {
    const value = text.slice(0, 1000);
    const what = JSON.stringify(value);
    if (isBlank(value)) {
      const asked = () => index.searchSync('governance', { filter: F.tag.is(value) });
      assert.throws(asked, { code: 'INVALID_ARGUMENT', message: /value/ }, what); // that is no value
      continue;
    }
    assert.equal(index.searchSync('governance', { filter: F.tag.is(value) }).hits.length, 0, what);
    const others = F.tag.isNot(value).and(F.title.exists());
    assert.equal(index.searchSync('', { filter: others, limit: 1000 }).hits.length, all, what);
  }
  assert.equal(index.searchSync('governance', { filter: F.tag.is('x" OR type:page OR tag:"y') }).hits.length, 0);
  assert.throws(() => F['type:page OR tag'].is('x'), { code: 'INVALID_ARGUMENT' });
});

test('filters are put together as sets are', () => {
  const ids = (filter) => new Set(index.searchSync('', { filter, limit: 10_000 }).hits.map(({ id }) => id));
  const everything = ids(F.title.exists());
  const parts = { a: F.type.is('paper', 'report'), b: F.importance.atLeast(60), c: F.published.between('2020', '2024-06'), d: F.type.isNot('paper'), e: F.importance.between(50, 80).not() };
  const names = Object.keys(parts);
  const sets = Object.fromEntries(names.map((name) => [name, new Set([...ids(parts[name])].filter((id) => everything.has(id)))]));
  assert.ok(names.every((name) => sets[name].size > 0 && sets[name].size < everything.size), names.map((name) => `${name} ${sets[name].size}`).join());
  const within = (filter) => [...ids(filter.and(F.title.exists()))].sort();
  const those = (keep) => [...everything].filter(keep).sort();
  for (const x of names) {
    assert.deepEqual(within(parts[x].not()), those((id) => !sets[x].has(id)), `not ${x}`);
    for (const y of names) {
      assert.deepEqual(within(parts[x].and(parts[y])), those((id) => sets[x].has(id) && sets[y].has(id)), `${x} and ${y}`);
      assert.deepEqual(within(parts[x].or(parts[y])), those((id) => sets[x].has(id) || sets[y].has(id)), `${x} or ${y}`);
      assert.deepEqual(within(parts[x].or(parts[y]).not()), those((id) => !sets[x].has(id) && !sets[y].has(id)), `not (${x} or ${y})`);
      assert.deepEqual(within(parts[x].and(parts[y]).not().or(parts.a)), those((id) => !(sets[x].has(id) && sets[y].has(id)) || sets.a.has(id)), `not (${x} and ${y}) or a`);
    }
  }
});

test('filters are made of days, numbers and names', () => {
  assert.equal(String(F.published.between(new Date('2024-05-01T12:00Z'), '2024-02')), String(F.published.between('2024-05-01', '2024-02-29')));
  assert.equal(String(F('type').is(['a', 'b'])), String(F.type.is('a', 'b')));
  assert.ok(F.type.is('x') instanceof Filter);
  assert.equal(JSON.stringify({ f: F.id.is(7) }), JSON.stringify({ f: String(F.id.is('7')) }));
  for (const bad of ['2024-02-30', '2024-13', 'yesterday', new Date(NaN)]) {
    assert.throws(() => F.published.atLeast(bad), { code: 'INVALID_ARGUMENT' }, String(bad));
  }
  for (const bad of [() => F.importance.between(undefined, undefined), () => F.importance.atLeast(NaN), () => F.type.is(), () => F.a.between(1, '2024'), () => F.a.is('x').and('b:y')]) {
    assert.throws(bad, { code: 'INVALID_ARGUMENT' }, String(bad));
  }
});

test('records hold any text, and HTML made of them is escaped', async () => {
  const directory = path.join(folder(), 'kb.index');
  const w = await writer(directory);
  const title = '<script>alert("x")</script> heat & \'pump\' 😀 \ud800';
  await w.replace({ id: 'a', title, content: `😀😀 <img src=x onerror=alert(1)> heat "pump" & more \\ud800 ${'x'.repeat(10 ** 6)}` });
  await w.commit();
  await w.close();
  const own = await open(directory);
  const { hits: [hit] } = own.searchSync('heat pump');
  assert.equal((await hit.record()).title, title.replace('\ud800', '\ufffd'));
  assert.match((await hit.record()).content, /\\ud800 x/);
  for (const html of [hit.snippet.html(), hit.titleHtml('em')]) {
    assert.match(html, /<(mark|em)>heat<\/(mark|em)>/);
    assert.doesNotMatch(html.replace(/<\/?(mark|em)>/g, ''), /[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
  }
  for (const [begin, end] of hit.snippet.marks) assert.match(hit.snippet.text.slice(begin, end), /^(heat|pump)$/);
  for (const [begin, end] of hit.titleMarks) assert.match(hit.title.slice(begin, end), /^(heat|pump)$/);
  for (const bad of ['a b', 'b onclick=x', '', '<b']) assert.throws(() => hit.snippet.html(bad), { code: 'INVALID_ARGUMENT' });
});
