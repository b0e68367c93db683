// The conformance suite (tests/conformance/README.md): the same answers as everywhere, by the binding's own functions.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { load, open, writer } from 'kbsearch';
import { folder, repository, sample } from './support.mjs';

const suite = path.join(repository, 'tests/conformance');
const lines = (file) => fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
const read = (file) => fs.readFileSync(path.join(suite, file), 'utf8');

async function newIndex() {
  const directory = path.join(folder(), 'kb.index');
  const w = await writer(directory);
  const done = await w.replaceMany([...lines(sample), ...lines(path.join(suite, 'records.jsonl'))]);
  assert.deepEqual(done.rejections, []);
  await w.setSynonyms(read('synonyms.txt'));
  await w.commit();
  await w.close();
  return open(directory);
}

/** limit -> limit, max_values -> maxValues; an option that the binding does not know is refused by itself. */
const camelCase = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
function optionsOf({ stop, timeout_us: timeout, facets, ...others } = {}) {
  const options = Object.fromEntries(Object.entries(others).map(([name, value]) => [camelCase(name), value]));
  if (facets) options.facets = facets.map((facet) => Object.fromEntries(Object.entries(facet).map(([name, value]) => [camelCase(name), value])));
  if (stop) options.signal = AbortSignal.abort();
  if (timeout !== undefined) options.timeout = timeout / 1000;
  return options;
}

const bytesBefore = (text, units) => Buffer.byteLength(text.slice(0, units));

let written; // the last results, in the layout of the expected files

/** The library's JSON, after what people read of the results was held to it: there offsets are UTF-16 units. */
function answerOf(results) {
  if (results === null) return null;
  written = `${results.json({ indent: 1 }).replace(/^ "took_us": \d+/m, ' "took_us": 0')}\n`;
  const answer = JSON.parse(results.json());
  const { query } = results;
  const told = [...results.warnings, ...results.notes].map(({ at, what }) => ({ at: bytesBefore(query, at), what }));
  assert.deepEqual(told, answer.warnings);
  assert.equal(results.total.value, answer.total.value);
  assert.equal(results.total.exact, answer.total.relation === 'exact');
  assert.equal(results.nextCursor, answer.next_cursor);
  assert.equal(results.didYouMean, answer.did_you_mean);
  assert.deepEqual(results.unknownWords, answer.unknown_words);
  assert.deepEqual(results.relaxation, answer.relaxation);
  assert.equal(results.groups ?? undefined, answer.groups);
  assert.equal(results.totalWithoutFilter ?? undefined, answer.total_without_filter);
  assert.deepEqual(results.corrections.map(({ docCount: records, ...one }) => ({ ...one, records })), answer.corrections);
  assert.deepEqual(results.expansions, answer.expansions);
  assert.deepEqual(results.clauses.map((one) => ({ clause: one.clause, records: one.docCount, total_without: one.totalWithout, nearest_values: one.nearestValues })), answer.clauses ?? []);
  assert.deepEqual(results.relatedTags.map(({ docCount: records, ...one }) => ({ ...one, records })), answer.related_tags ?? []);
  for (const { field, counts, distinct, missing, filterField } of results.facets) {
    assert.deepEqual(counts, answer.facets[field]);
    const { filter_field: expected, ...rest } = answer.facet_details[field];
    assert.deepEqual({ distinct, missing }, rest);
    assert.equal(filterField, expected);
  }
  assert.equal(results.hits.length, answer.hits.length);
  results.hits.forEach((hit, i) => {
    const passageOf = (passage) => passage && ({ field: passage.field, ordinal: passage.ordinal || undefined, text: passage.text,
      marks: passage.marks.map(([begin, end]) => [bytesBefore(passage.text, begin), bytesBefore(passage.text, end)]) });
    const json = JSON.parse(hit.json());
    assert.deepEqual(json, answer.hits[i]);
    const view = {
      rank: hit.rank, id: hit.id, score: hit.score, title: hit.title, path: hit.path, url: hit.url, type: hit.type, tags: hit.tags,
      importance: hit.importance, quality: hit.quality, published: hit.published, cited_by_count: hit.citedByCount,
      snippet: passageOf(hit.snippet), passages: hit.passages.length > 1 ? hit.passages.map(passageOf) : undefined,
      matched_fields: hit.matchedFields, missing_words: hit.missingWords, collapsed: hit.collapsed,
      near_duplicate_of: hit.nearDuplicateOf ?? undefined, explanation: hit.explanation,
    };
    if (json.collapsed === undefined) { assert.equal(view.collapsed, 0); delete view.collapsed; }
    assert.deepEqual(JSON.parse(JSON.stringify(view)), json);
  });
  return JSON.parse(results.json());
}

const timeless = (answer) => { answer.took_us = 0; return answer; };

async function loadSteps(steps) {
  const own = folder();
  let answer;
  for (const { files, paths, options = {} } of steps) {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(own, name), text);
    const rejections = [];
    const given = Object.fromEntries(Object.entries(options).map(([name, value]) => [camelCase(name), value]));
    const report = await load(path.join(own, 'index'), paths.map((name) => path.join(own, name)), { jobs: 1, ...given, onRejection: (one) => rejections.push(one) })
      .catch((error) => { throw Object.assign(error, { directory: own }); });
    answer = {
      read: report.read, added: report.added, replaced: report.replaced, unchanged: report.unchanged, removed: report.removed,
      rejected: report.rejected, fields_left_out: report.fieldsLeftOut, doc_count: report.docCount,
      rejections: rejections.map(({ scope, line, id, field, reason }) => ({ scope, line, record_id: id ?? '', field: field ?? '', reason })),
    };
  }
  return answer;
}

const CALLS = {
  async search(index, { query, options }) {
    const apart = answerOf(await index.search(query, optionsOf(options)));
    if (!options?.stop) assert.deepEqual(timeless(JSON.parse(index.searchSync(query, optionsOf(options)).json())), timeless(apart));
    return timeless(apart);
  },
  async search_pages(index, { query, options }) {
    const pages = [];
    for (let page = await index.search(query, optionsOf(options)); page !== null; page = await page.nextPage()) pages.push(timeless(answerOf(page)));
    return pages;
  },
  async similar(index, { id, options }) {
    const answer = answerOf(await index.similar(id, optionsOf(options)));
    return answer && timeless(answer);
  },
  async explain(index, { query, ids: [id, ...versus], options }) {
    return JSON.parse((await index.explain(query, id, { ...optionsOf(options), versus })).json());
  },
  async suggest(index, { text, options = {} }) {
    const suggestions = await index.suggest(text, options);
    return { schema_version: 1, prefix: text, suggestions: suggestions.map(({ kind, text: found, id, docCount: records }) => (id === null ? { kind, text: found, records } : { kind, text: found, id, records })) };
  },
  find: (index, { id }) => index.findJson(id),
  open: (index, { directory }) => open(path.join(suite, directory)).catch((error) => { throw Object.assign(error, { directory: suite }); }),
  async open_two_writers() {
    const directory = path.join(folder(), 'kb.index');
    const first = await writer(directory);
    try {
      await (await writer(directory)).close();
    } finally {
      await first.close();
    }
    return 'a second writer was opened';
  },
  load: (index, { steps }) => loadSteps(steps),
};

async function asked(index, one) {
  assert.ok(CALLS[one.call], `there is no call '${one.call}'`);
  try {
    return await CALLS[one.call](index, one);
  } catch (error) {
    // A signal of JavaScript's rejects with its own error; what it ended is what the library calls interrupted.
    if (error.name === 'AbortError') return { error: 'INTERRUPTED' };
    if (error.code === undefined || error.name !== 'KbsearchError') throw error;
    if (error.code === 'INDEX_LOCKED') return { error: error.code };
    const place = (text) => text.replaceAll(error.directory ?? suite, 'DIRECTORY');
    const told = { error: error.code, message: place(error.message) };
    return error.subject === undefined ? told : { ...told, subject: place(error.subject) };
  }
}

test('every case of the suite is answered as everywhere', { skip: fs.existsSync(suite) ? false : 'this checkout has no conformance suite' }, async () => {
  const index = await newIndex();
  const cases = JSON.parse(read('cases.json'));
  let count = 0;
  let same = 0; // byte for byte
  const faults = [];
  for (const one of cases) {
    const expected = JSON.parse(read(`expected/${one.name}.json`));
    assert.equal(expected?.error, one.error, one.name);
    const answer = await asked(index, one);
    if (answer?.error === 'INTERRUPTED') delete expected.message;
    count += 1;
    try {
      assert.deepEqual(answer, expected);
      if (['search', 'similar'].includes(one.call) && answer !== null && !one.error) {
        assert.equal(written, read(`expected/${one.name}.json`));
        same += 1;
      }
    } catch (error) {
      faults.push(`${one.name}: ${error.message}`);
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(count >= 100, `only ${count} cases were asked`);
  assert.ok(same >= 60, `only ${same} answers were compared byte for byte`);
});
