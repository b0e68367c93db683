// The types are accepted by tsc --strict, refuse what is wrong, and name what the package has.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import * as kbsearch from 'kbsearch';
import { folder, here } from './support.mjs';

/** Debian's node-typescript, npm's typescript, or what KBSEARCH_TSC names; and where its own types are. */
function compiler() {
  const named = process.env.KBSEARCH_TSC ?? 'tsc';
  const { status, stdout } = spawnSync(named, ['--version'], { encoding: 'utf8' });
  return status === 0 ? { tsc: named, version: stdout.trim() } : undefined;
}
const found = compiler();
const skip = found ? false : 'tsc is not installed (Debian package node-typescript, npm package typescript; or KBSEARCH_TSC names it)';
const package_ = path.dirname(createRequire(import.meta.url).resolve('kbsearch/package.json'));

function compile(name, source, extra = []) {
  const own = folder();
  fs.mkdirSync(path.join(own, 'node_modules'));
  fs.symlinkSync(package_, path.join(own, 'node_modules/kbsearch'));
  fs.writeFileSync(path.join(own, 'package.json'), '{}');
  fs.writeFileSync(path.join(own, name), source);
  const { status, stdout } = spawnSync(found.tsc, ['--strict', '--noEmit', '--noUnusedLocals', '--target', 'es2022', '--module', 'node16',
    '--moduleResolution', 'node16', ...extra, name], { cwd: own, encoding: 'utf8' });
  return { status, stdout };
}

const uses = fs.readFileSync(path.join(here, 'types.example.ts'), 'utf8');
for (const name of ['uses.mts', 'uses.cts']) {
  test(`${name}: what people write is accepted`, { skip }, () => {
    // Without the types of Node and of a browser, and with those of a browser.
    for (const lib of ['es2022', 'es2022,dom']) {
      const { status, stdout } = compile(name, uses, ['--lib', lib]);
      assert.equal(status, 0, `${found.version}, ${lib}: ${stdout}`);
    }
  });
}

test('the example of README.md is accepted', { skip }, () => {
  const example = /^```ts\n([^]*?)^```$/m.exec(fs.readFileSync(path.join(package_, 'README.md'), 'utf8'))[1];
  const { status, stdout } = compile('readme.mts', example, ['--lib', 'es2022']);
  assert.equal(status, 0, stdout);
});

const FAULTS = [
  "index.search(7)", "index.search('x', { limt: 3 })", "index.searchSync('x', { signal: undefined as any as AbortSignal_ })",
  "index.search('x', { facets: ['tag', 7] })", "hit.snippet.html()", "hit.title.length", "(await hit.record()).body",
  "(await index.find('x'))!.nothing", "F.type.between('2024', 7)", "writer.replace({ title: 'no id' })", "const n: number = hit.id",
  "if (error instanceof KbsearchError && error.code === 'NOT_FOUND') {}", "new Index()", "hit.rank = 3",
];
test('what is wrong is refused', { skip }, () => {
  const setUp = `
    import { open, F, Hit, Index, KbsearchError, Writer } from 'kbsearch';
    interface Note { id: string; body: string }
    interface AbortSignal_ { aborted: boolean }
    declare const index: Index<Note>; declare const hit: Hit<Note>; declare const writer: Writer<Note>; declare const error: unknown;
    void [open, F, KbsearchError, Index];
    declare const _: AbortSignal_;`;
  const { stdout } = compile('faults.mts', `${setUp}\n${FAULTS.map((fault) => `export async function f${FAULTS.indexOf(fault)}() { ${fault}; }`).join('\n')}\n`, ['--lib', 'es2022']);
  const lines = setUp.split('\n').length;
  const refused = new Set([...stdout.matchAll(/faults\.mts\((\d+),/g)].map(([, line]) => Number(line) - lines - 1));
  FAULTS.forEach((fault, i) => assert.ok(refused.has(i), `accepted: ${fault}\n${stdout}`));
});

const declared = fs.readFileSync(path.join(package_, 'index.d.ts'), 'utf8');

test('what the package offers is declared, and what is declared is there', () => {
  const names = [...declared.matchAll(/^export (?:declare )?(?:function|class|const) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual([...new Set(names)].sort(), Object.keys(kbsearch).filter((name) => name !== 'default').sort());
  for (const [, name, body] of declared.matchAll(/^export class (\w+)[^{]*\{\n([^]*?)\n\}/gm)) {
    if (kbsearch[name].prototype instanceof Error) continue;
    const own = new Set(Object.getOwnPropertyNames(kbsearch[name].prototype).filter((member) => member !== 'constructor'));
    const members = [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(:?<]/gm)].map(([, member]) => member);
    for (const member of own) assert.ok(members.includes(member), `${name}.${member} is not declared`);
    for (const [, method] of body.matchAll(/^ {2}(\w+)\(/gm)) assert.ok(method === 'constructor' || own.has(method), `${name}.${method} is declared, and not there`);
  }
});

test('everything that is declared says what it is', () => {
  const lines = declared.split('\n');
  let within = false;
  const undocumented = lines.filter((line, i) => {
    if (/^export (class|interface)/.test(line)) within = true;
    else if (/^\S/.test(line) && !line.startsWith('}')) within = false;
    const member = within && /^ {2}(readonly )?[\w[]/.test(line) && !/constructor/.test(line);
    const name = /^export (?!\*)/.test(line);
    return (member || name) && !lines[i - 1].trim().endsWith('*/');
  });
  assert.deepEqual(undocumented, []);
});
