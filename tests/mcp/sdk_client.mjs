// Asks the tool as agents do, through the client of the official SDK, which checks every answer against the protocol
// and each structured content against its tool's schema. Over standard input and output, then over HTTP.
//     KBSEARCH_MCP_SDK=DIR node sdk_client.mjs TOOL INDEX      DIR has node_modules/@modelcontextprotocol/sdk
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [tool, index] = process.argv.slice(2);
const installed = createRequire(`${process.env.KBSEARCH_MCP_SDK}/package.json`);
const load = (path) => import(pathToFileURL(installed.resolve(`@modelcontextprotocol/sdk/${path}`)));
const { Client } = await load('client/index.js');
const { StdioClientTransport } = await load('client/stdio.js');
const { StreamableHTTPClientTransport } = await load('client/streamableHttp.js');

const newClient = () => new Client({ name: 'kbsearch-test', version: '1' }, { capabilities: {} });
const text = (result) => result.content[0].text;

async function askEverything(client) {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((t) => t.name),
    ['search', 'check_claim', 'get_record', 'similar', 'facets', 'explain']);
  for (const { name, annotations, outputSchema } of tools) {
    assert.ok(annotations.readOnlyHint && annotations.idempotentHint && !annotations.openWorldHint, name);
    assert.equal(outputSchema.type, 'object', name);
  }
  await client.ping();

  // callTool throws where structured content is not as the tool's schema says.
  const call = (name, args) => client.callTool({ name, arguments: args });
  const found = await call('search', { query: 'pytorch governance', facets: ['type', 'published:month'], limit: 3 });
  assert.ok(!found.isError);
  assert.equal(found.structuredContent.hits.length, 3);
  const { id } = found.structuredContent.hits[0];
  assert.ok(text(found).includes(`[${id}]`));
  const next = await call('search', { query: 'pytorch governance', facets: ['type', 'published:month'], limit: 3,
    cursor: found.structuredContent.next_cursor });
  assert.equal(next.structuredContent.hits[0].rank, 4);
  const record = await call('get_record', { id });
  assert.equal(record.structuredContent.id, id);
  const cut = await call('get_record', { id, max_tokens: 200 });
  assert.ok(cut.structuredContent.next_offset > 0);
  assert.ok((await call('similar', { id })).structuredContent.hits.length > 0);
  assert.ok((await call('facets', {})).structuredContent.fields.length > 10);
  assert.ok((await call('facets', { facets: ['type'] })).structuredContent.facets[0].values.length > 1);
  const explained = await call('explain', { query: 'pytorch governance', ids: [id, 'no-such-record'] });
  assert.deepEqual(explained.structuredContent.records.map((r) => r.matches), [true, false]);
  const unknown = await call('check_claim', { claim: 'Zyxwv governs the xylophone' });
  assert.equal(unknown.structuredContent.coverage, 'partial');
  const wrong = await call('search', { query: 'x', filter: 'tpye:paper' });
  assert.ok(wrong.isError && text(wrong).includes('type'));
  await assert.rejects(call('no_such_tool', {}), /no_such_tool/);

  const seen = new Set();
  let cursor;
  do {
    const page = await client.listResources({ cursor });
    for (const { uri } of page.resources) seen.add(uri);
    cursor = page.nextCursor;
  } while (cursor);
  assert.ok(seen.has(`kbsearch://record/${id}`));
  const { resourceTemplates } = await client.listResourceTemplates();
  assert.equal(resourceTemplates[0].uriTemplate, 'kbsearch://record/{id}');
  const { contents } = await client.readResource({ uri: `kbsearch://record/${id}` });
  assert.equal(JSON.parse(contents[0].text).id, id);
  await assert.rejects(client.readResource({ uri: 'kbsearch://record/no-such-record' }), { code: -32002 });

  // A request that is given up does not keep the next one from its answer.
  const abort = new AbortController();
  const given_up = client.callTool({ name: 'facets', arguments: {} }, undefined, { signal: abort.signal });
  abort.abort('no longer wanted');
  await assert.rejects(given_up);
  assert.ok(!(await call('search', { query: 'governance' })).isError);
  return seen.size;
}

const stdio = newClient();
await stdio.connect(new StdioClientTransport({ command: tool, args: ['mcp', '--db', index] }));
assert.equal(stdio.getServerVersion().name, 'kbsearch');
assert.ok(stdio.getInstructions().includes('check_claim'));
const resources = await askEverything(stdio);
await stdio.close();

const server = spawn(tool, ['serve', '--db', index, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
try {
  const address = await new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (data) => {
      said += data;
      const found = /http:\S+(?= )/.exec(said);
      if (found) resolve(found[0]);
    });
    server.on('exit', () => reject(new Error(`the service has ended: ${said}`)));
  });
  const http = newClient();
  await http.connect(new StreamableHTTPClientTransport(new URL('mcp', address)));
  assert.equal(await askEverything(http), resources);
  await http.close();
} finally {
  server.kill();
}
console.log(`asked over stdio and HTTP; ${resources} resources`);
