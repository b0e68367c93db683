// A browser, two servers and what pages are asked about, for page_test.mjs.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const dir = process.env.KBSEARCH_BROWSER_DIR;
const require = createRequire(path.join(path.resolve(dir), 'node_modules', 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const servers = [];
let browser;

/** Scripts' errors, what the policy refused, requests to other hosts. */
export const faults = [];

/** Starts the server on an index; returns its address. */
function serve(index) {
  const child = spawn(process.env.KBSEARCH_SERVER, ['--db', path.join(dir, 'work', index), '--listen', '127.0.0.1:0']);
  servers.push(child);
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

/** A page of a browser of its own, at the address; whatever goes wrong in it is noted in `faults`. */
export async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('dialog', (dialog) => { faults.push(`${page.url()}: a dialog`); dialog.dismiss(); });
  page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) faults.push(message.text()); });
  const host = new URL(address).origin;
  page.on('request', (request) => { if (!request.url().startsWith(host)) faults.push(`asked ${request.url()}`); });
  await page.goto(address);
  return page;
}

export const close = (page) => page.context().close();
export const status = (page) => page.locator('#status').textContent();
export const titles = (page) => page.locator('a.open').allTextContents();
/** Waits until the title begins with the words. */
export const settled = (page, words) => page.waitForFunction((text) => document.title.startsWith(text), words);

/** What axe-core finds, a line a rule. */
export async function broken(page, about) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return found.violations.map((rule) => `${about}: ${rule.id}: ${rule.help}: ` +
    rule.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any.map((any) => any.message)}`).join(' | '));
}

/** Starts the browser and a server for each index; returns their addresses. */
export async function start(...indexes) {
  browser = await chromium.launch({ executablePath: process.env.KBSEARCH_BROWSER, args: ['--no-sandbox'] });
  return Promise.all(indexes.map(serve));
}

export async function stop() {
  await browser?.close();
  for (const child of servers) child.kill('SIGTERM');
}
