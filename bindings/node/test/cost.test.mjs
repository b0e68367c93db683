// What a search costs over the library's own: bench/cost.mjs runs, its answers are right, and it prints its figures. The
// bound is wide: tests run on machines that do other things. What it is on a quiet one stands in README.md.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { here, repository, sampleIndex } from './support.mjs';

const MOST_US = 500;

test('a search costs little over the library\'s own', async (t) => {
  const queries = path.join(repository, 'corpus/sample/queries.tsv');
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(here, '../bench/cost.mjs'), await sampleIndex(), queries, '3'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  t.diagnostic(`\n${stdout}`);
  const over = /\| +([\d.]+) +[\d.]+ +[\d.]+ {2}searchSync$/m.exec(stdout);
  assert.ok(over, stdout);
  assert.ok(Number(over[1]) < MOST_US, stdout);
});
