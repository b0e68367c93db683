// What tests share: the sample, as an index in a folder of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'kbsearch';

/** The repository; the build names it. */
export const repository = process.env.KBSEARCH_SOURCE_DIR;
assert.ok(repository, 'KBSEARCH_SOURCE_DIR has to name the repository (ctest sets it)');
export const sample = path.join(repository, 'corpus/sample/records.jsonl');
export const here = path.dirname(fileURLToPath(import.meta.url));

const folders = [];
process.on('exit', () => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

/** A new folder that goes with the process. */
export function folder() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'kbsearch-node-'));
  folders.push(made);
  return made;
}

/** A new index of the sample. */
export async function sampleIndex() {
  const directory = path.join(folder(), 'kb.index');
  const report = await load(directory, sample, { jobs: 1 });
  assert.ok(report.added > 80, `only ${report.added} records of the sample were taken`);
  return directory;
}

/** A new index of made records: `count` of them, all with the word pump. */
export function madeRecords(count) {
  return Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `Pump ${i}`, importance: i % 100, content: `Heat pump number ${i}. `.repeat(20) }));
}

/** Runs a program beside the tests, so that it finds the package; gives how it ended. */
export function runProgram(source, { args = [], nodeArgs = [], timeout = 60_000 } = {}) {
  const file = path.join(here, `program-${process.pid}-${Math.random().toString(36).slice(2)}.mjs`);
  fs.writeFileSync(file, source);
  try {
    return spawnSync(process.execPath, [...nodeArgs, file, ...args], { encoding: 'utf8', timeout });
  } finally {
    fs.rmSync(file);
  }
}
