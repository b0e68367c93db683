// The examples of README.md run in their order, in a folder with two notes, and print what they say.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { folder } from './support.mjs';

const package_ = path.dirname(createRequire(import.meta.url).resolve('kbsearch/package.json'));
const readme = fs.readFileSync(path.join(package_, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, source]) => source);

const own = folder();
fs.mkdirSync(path.join(own, 'notes'));
fs.mkdirSync(path.join(own, 'node_modules'));
fs.symlinkSync(package_, path.join(own, 'node_modules/kbsearch'));
fs.writeFileSync(path.join(own, 'notes/heat.md'), '---\ntitle: Heat pumps\ntype: report\nimportance: 80\ntags: [energy]\n---\nHeat pumps move heat.\n');
fs.writeFileSync(path.join(own, 'notes/cold.md'), '# Cold stores\n\nCold stores keep it cold.\n');

test('README.md has its examples', () => assert.ok(examples.length >= 8, `it has ${examples.length}`));

examples.forEach((source, i) => {
  test(`example ${i + 1} of README.md prints what it says: ${source.trim().split('\n').find((line) => line && !line.startsWith('import'))}`, async (t) => {
    const file = path.join(own, `example-${i}.mjs`);
    fs.writeFileSync(file, source);
    const printed = [];
    const before = process.cwd();
    process.chdir(own);
    t.mock?.method(console, 'log', (...values) => printed.push(format(...values)));
    try {
      await import(pathToFileURL(file).href);
    } finally {
      process.chdir(before);
      t.mock?.restoreAll();
    }
    const expected = [...source.matchAll(/^ *\/\/=> (.*)$/gm)].map(([, text]) => text);
    let at = 0;
    for (const text of expected) {
      const found = printed.indexOf(text, at);
      assert.ok(found >= at, `"${text}" is not printed behind what came before, but: ${printed.join(' | ')}`);
      at = found + 1;
    }
  });
});
