'use strict';
const binding = require('./binding.js');
const { ask, run, runSync } = require('./calls.js');
const { KbsearchError, told } = require('./errors.js');
const { Explanations } = require('./explanations.js');
const { searchOptions, statisticsOptions, suggestOptions } = require('./options.js');
const { SearchResults } = require('./results.js');

class Index {
  #handle;

  constructor(handle, path) {
    this.#handle = handle;
    this.path = path;
  }
  get #open() {
    if (this.#handle === undefined) throw new KbsearchError('CLOSED', `the index '${this.path}' is closed`);
    return this.#handle;
  }

  async search(query, options) {
    const handle = this.#open;
    const native = searchOptions(options);
    const packed = await ask(options?.signal, (stop) => binding.search(handle, query, native, stop));
    return this.#results(query, packed, options);
  }
  searchSync(query, options) {
    try {
      return this.#results(query, binding.searchSync(this.#open, query, searchOptions(options)), options);
    } catch (error) {
      throw told(error);
    }
  }
  #results(query, packed, options) {
    return new SearchResults(this, query, packed,
      (after, signal) => this.search(query, { ...options, offset: undefined, after, signal }));
  }
  async * pages(query, options) {
    let results = await this.search(query, options);
    while (results !== null) {
      yield* results.hits;
      results = await results.nextPage({ signal: options?.signal });
    }
  }
  async similar(id, options) {
    const handle = this.#open;
    const native = searchOptions(options);
    const packed = await ask(options?.signal, (stop) => binding.similar(handle, id, native, stop));
    if (packed === null) return null;
    return new SearchResults(this, id, packed,
      (after, signal) => this.similar(id, { ...options, offset: undefined, after, signal }));
  }
  async suggest(text, options) {
    const handle = this.#open;
    const given = suggestOptions(options);
    const { suggestions } = JSON.parse(await ask(given.signal, (stop) => binding.suggest(handle, text, given, stop)));
    return suggestions.map(({ kind, text: found, id, records }) => ({ kind, text: found, id: id ?? null, docCount: records }));
  }
  async explain(query, id, { versus, ...options } = {}) {
    const handle = this.#open;
    const ids = versus === undefined ? [id] : [id, versus].flat();
    const native = searchOptions(options);
    return new Explanations(await ask(options.signal, (stop) => binding.explain(handle, query, ids, native, stop)));
  }
  async find(id) {
    const json = await this.findJson(id);
    return json === null ? null : JSON.parse(json);
  }
  async findJson(id) {
    return (await this.#findAll([id]))[0];
  }
  async findAll(ids) {
    return (await this.#findAll([...ids])).map((json) => (json === null ? null : JSON.parse(json)));
  }
  #findAll(ids) {
    const handle = this.#open;
    return run(undefined, () => binding.findAll(handle, ids));
  }
  async * records() {
    for await (const json of this.recordsJson()) yield JSON.parse(json);
  }
  async * recordsJson() {
    const batches = [];
    let wake = () => {};
    let ended = false;
    let failure;
    const { promise, task } = runSync(() => binding.forEachRecord(this.#open, (batch) => {
      batches.push(batch);
      wake();
    }));
    binding.holdProcess(task, false); // an iterator that is left alone holds up nothing
    promise.then(() => { ended = true; }, (error) => { ended = true; failure = error; }).finally(() => wake());
    try {
      for (;;) {
        while (batches.length > 0) {
          yield* batches.shift();
          binding.resumeTask(task);
        }
        if (ended) break;
        binding.holdProcess(task, true);
        await new Promise((resolve) => { wake = resolve; });
        binding.holdProcess(task, false);
      }
      if (failure !== undefined) throw told(failure);
    } finally {
      binding.stopTask(task);
    }
  }
  async terms(prefix = '', { limit } = {}) {
    const handle = this.#open;
    return run(undefined, () => binding.terms(handle, prefix, limit));
  }
  async statistics(options) {
    const handle = this.#open;
    const given = statisticsOptions(options);
    return ask(given.signal, (stop) => binding.statistics(handle, given, stop));
  }
  async synonyms() {
    const handle = this.#open;
    return run(undefined, () => binding.synonymsText(handle));
  }
  get schema() {
    return JSON.parse(binding.schemaJson(this.#open));
  }
  async refresh() {
    const handle = this.#open;
    return run(undefined, () => binding.refresh(handle));
  }
  async docCount() {
    const handle = this.#open;
    return run(undefined, () => binding.docCount(handle));
  }
  async isCurrent() {
    const handle = this.#open;
    return run(undefined, () => binding.isCurrent(handle));
  }
  close() {
    this.#handle = undefined;
  }
}
if (Symbol.dispose) {
  Index.prototype[Symbol.dispose] = function dispose() { this.close(); };
}
if (Symbol.asyncDispose) {
  Index.prototype[Symbol.asyncDispose] = async function dispose() { this.close(); };
}

async function open(path) {
  return new Index(await run(undefined, () => binding.open(path)), path);
}

module.exports = { Index, open };
