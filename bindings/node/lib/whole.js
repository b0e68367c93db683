'use strict';
// What changes or looks through a whole index.
const { execFile } = require('node:child_process');
const path = require('node:path');
const binding = require('./binding.js');
const { ask, run, runSync } = require('./calls.js');
const { AbortError, KbsearchError } = require('./errors.js');
const { checkOptions, copyOptions, evaluateOptions, jsonOf, loadOptions, rebuildOptions, tuneOptions } = require('./options.js');

async function load(directory, sources = [], options = undefined) {
  const given = loadOptions(options);
  const native = { ...given, schema: jsonOf(given.schema) };
  return run(given.signal, (stop) => binding.load(directory, [sources].flat(), native, stop,
    given.onRejection, given.onProgress));
}

async function rebuild(directory, options) {
  const given = rebuildOptions(options);
  const native = { ...given, schema: jsonOf(given.schema) };
  return run(given.signal, (stop) => binding.rebuild(directory, native, stop, given.onProgress));
}

async function sources(directory) {
  return run(undefined, () => binding.sources(directory));
}

/// Runs the program that checks, and gives what it prints and the signal that ended it, if one did.
function runCheck(directory, write, signal) {
  const program = path.join(__dirname, 'check-apart.js');
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program, String(directory), write ? 'write' : 'read'], {
      maxBuffer: 1 << 28,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    }, (error, stdout) => {
      signal?.removeEventListener('abort', onAbort);
      if (error !== null && !error.signal) {
        reject(new KbsearchError('INTERNAL', `the check could not be run: ${error.message}`));
      } else {
        resolve({ printed: stdout, endedBy: error?.signal });
      }
    });
    const onAbort = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', onAbort);
  });
}

/// Xapian's own check has been seen to crash on damaged files, so this runs in a process of its own.
async function check(directory, options) {
  const { write = false, signal } = checkOptions(options);
  if (signal?.aborted) throw new AbortError(signal.reason);
  const { printed, endedBy } = await runCheck(directory, write, signal);
  if (signal?.aborted) throw new AbortError(signal.reason);
  if (endedBy) {
    const problem = `the check ended with ${endedBy}: files are damaged`;
    return { docCount: 0, problems: [problem], notes: [], digestsComplete: false, imageComplete: false };
  }
  const { report, failure } = JSON.parse(printed);
  if (failure) throw new KbsearchError(failure.code, failure.message);
  return report;
}

async function evaluate(directory, queries, judgments, options) {
  const { metrics = ['ndcg@10'], profile, versus, signal } = evaluateOptions(options);
  const native = { metrics: [metrics].flat(), profile: jsonOf(profile), versus: jsonOf(versus) };
  const evaluation = await ask(signal, (stop) => binding.evaluate(directory, queries, judgments, native, stop));
  for (const metric of evaluation.metrics) metric.byQuery = new Map(metric.byQuery);
  return evaluation;
}

async function tune(collections, options) {
  const given = tuneOptions(options);
  const native = { ...given, profile: jsonOf(given.profile) };
  const json = await run(given.signal, (stop) => binding.tune([collections].flat(), native, stop, given.onProgress));
  const told = JSON.parse(json);
  return {
    profile: told.profile, steps: told.steps, fitted: told.fitted, heldOut: told.held_out, overfit: told.overfit,
    queryCount: told.queries, profilesMeasured: told.profiles_measured,
  };
}

function tunableNumbers(profile) {
  return runSync(() => binding.tunableNumbers(jsonOf(profile)));
}

async function snapshot(directory, copy, options) {
  const given = copyOptions(options);
  return run(given.signal, (stop) => binding.snapshot(directory, copy, given, stop, given.onProgress));
}

async function restore(copy, directory, options) {
  const given = copyOptions(options);
  return run(given.signal, (stop) => binding.restore(copy, directory, given, stop, given.onProgress));
}

async function snapshotState(copy) {
  return run(undefined, () => binding.snapshotState(copy));
}

module.exports = { load, rebuild, sources, check, evaluate, tune, tunableNumbers, snapshot, restore, snapshotState };
