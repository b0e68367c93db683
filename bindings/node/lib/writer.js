'use strict';
const binding = require('./binding.js');
const { run } = require('./calls.js');
const { KbsearchError } = require('./errors.js');
const { jsonOf, writerOptions } = require('./options.js');

// Records go to the addon in batches of so many, or of so many UTF-16 units.
const BATCH_RECORDS = 256;
const BATCH_UNITS = 1 << 20;

function recordJson(record) {
  if (typeof record === 'string') return record;
  if (typeof record !== 'object' || record === null) {
    throw new KbsearchError('INVALID_ARGUMENT', `a record is ${record === null ? 'null' : typeof record}, must be an object, or its JSON`);
  }
  const json = JSON.stringify(record);
  if (typeof json !== 'string') throw new KbsearchError('INVALID_ARGUMENT', 'a record is nothing that JSON has');
  // Half of a surrogate pair, which JSON.stringify writes so and which no UTF-8 has, becomes U+FFFD as everywhere.
  return json.includes('\\ud') ? json.replace(/\\\\|\\ud[0-9a-f]{3}/g, (found) => (found === '\\\\' ? found : '\\ufffd')) : json;
}

class Writer {
  #handle;
  #last = Promise.resolve(); // what was asked last: one thing at a time, in the order that it was asked

  constructor(handle, path) {
    this.#handle = handle;
    this.path = path;
  }
  /// Calls the addon when all that was asked before is done.
  #inTurn(call) {
    if (this.#handle === undefined) {
      return Promise.reject(new KbsearchError('CLOSED', `the writer of '${this.path}' is closed`));
    }
    const handle = this.#handle;
    const turn = this.#last.then(() => run(undefined, () => call(handle)));
    this.#last = turn.catch(() => {});
    return turn;
  }
  async replace(record) {
    const json = recordJson(record);
    const [taken, rejections] = await this.#inTurn((handle) => binding.replaceRecords(handle, [json]));
    const told = rejections.map(([, rejection]) => rejection);
    if (taken === 1) return told;
    const error = new KbsearchError('REJECTED', `the record is not taken: ${told.map(({ reason }) => reason).join('; ')}`);
    error.rejections = told;
    throw error;
  }
  async replaceMany(records, { onRejection, signal } = {}) {
    const done = { read: 0, taken: 0, rejections: [] };
    let batch = [];
    let units = 0;
    const flush = async () => {
      const given = batch;
      const first = done.read;
      batch = [];
      units = 0;
      const [taken, rejections] = await this.#inTurn((handle) => binding.replaceRecords(handle, given));
      done.read += given.length;
      done.taken += taken;
      for (const [i, rejection] of rejections) {
        const told = { ...rejection, index: first + i };
        if (onRejection) onRejection(told);
        else done.rejections.push(told);
      }
    };
    for await (const record of records) {
      if (signal?.aborted) await run(signal, () => undefined);
      const json = recordJson(record);
      batch.push(json);
      units += json.length;
      if (batch.length >= BATCH_RECORDS || units >= BATCH_UNITS) await flush();
    }
    if (batch.length > 0) await flush();
    return done;
  }
  async remove(...ids) {
    return this.#inTurn((handle) => binding.removeRecords(handle, ids.flat()));
  }
  async commit() {
    return this.#inTurn((handle) => binding.commit(handle));
  }
  async docCount() {
    return this.#inTurn((handle) => binding.writerDocCount(handle));
  }
  async setSynonyms(text) {
    return this.#inTurn((handle) => binding.setSynonyms(handle, text));
  }
  async forgetSource(path, { keepRecords = false } = {}) {
    return this.#inTurn((handle) => binding.forgetSource(handle, path, keepRecords));
  }
  async close() {
    if (this.#handle === undefined) return this.#last;
    const closed = this.#inTurn((handle) => binding.closeWriter(handle));
    this.#handle = undefined;
    return closed;
  }
  rollback() {
    return this.close();
  }
}
if (Symbol.asyncDispose) {
  Writer.prototype[Symbol.asyncDispose] = function dispose() { return this.close(); };
}

async function writer(path, options) {
  const { schema, create = true } = writerOptions(options);
  return new Writer(await run(undefined, () => binding.openWriter(path, jsonOf(schema), create)), path);
}

module.exports = { Writer, writer };
