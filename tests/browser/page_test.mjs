// The page in a real browser, against a real server. Each test opens what it needs; at the end nothing may have been
// asked of another host, and nothing refused by the page's own security policy.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';

import { broken, close, faults, open, settled, start, status, stop, titles } from './support.mjs';
import { testWays } from './ways_tests.mjs';

let sample, hostile; // addresses
before(async () => { [sample, hostile] = await start('sample.index', 'hostile.index'); });
after(stop);

test('without script: searches, pages, filters, bounds and records work by forms and links', async () => {
  const page = await open(sample, { javaScriptEnabled: false });
  await page.fill('#q', 'governance');
  await page.click('#search button');
  assert.match(await status(page), /^\d+ results$/);
  assert.equal(new URL(page.url()).search, '?q=governance');
  const first = await titles(page);
  assert.equal(first.length, 10);
  await page.click('a[rel=next]');
  assert.equal(new URL(page.url()).search, '?q=governance&offset=10');
  const second = await titles(page);
  assert.ok(second.length > 0 && second.every((title) => !first.includes(title)));
  await page.click('.facet a[data-key="type web"]');
  assert.match(page.url(), /filter=type:web/);
  assert.doesNotMatch(page.url(), /offset/);
  await page.fill('input[name="from.importance"]', '30');
  await page.click('.range:has(input[name="from.importance"]) button');
  assert.match(decodeURIComponent(page.url()), /filter=type:web&filter=importance:30\.\.$/);
  assert.equal(await page.locator('.chips li').count(), 3);
  await page.selectOption('select[name=sort]', 'published:desc');
  await page.click('.tools button');
  assert.match(page.url(), /sort=published:desc/);
  assert.match(decodeURIComponent(page.url()), /filter=importance:30/, 'the form keeps what is set');
  await page.click('a.open >> nth=0');
  assert.match(page.url(), /record\?id=/);
  assert.ok(await page.locator('dl .entry').count() > 5);
  await page.click('.more a.like, .beside a[href*="like="]');
  assert.match(await page.locator('h1').first().textContent(), /^More like/);
  await close(page);
});

test('as one types: results come by themselves, the last word may be unfinished, the address follows', async () => {
  const page = await open(sample);
  await page.locator('#q').pressSequentially('pytorch gov', { delay: 15 });
  await settled(page, 'pytorch gov ');
  assert.equal((await titles(page))[0], 'PyTorch Foundation Announcement');
  assert.ok(await page.locator('.hit mark').count() > 0);
  assert.equal(new URL(page.url()).search, '?q=pytorch+gov');
  const whole = await status(page);
  await page.fill('#q', '');
  await settled(page, 'kbsearch');
  await page.locator('#q').pressSequentially('gove', { delay: 15 });
  await settled(page, 'gove ');
  assert.match(await status(page), /^\d+ results$/, 'one unfinished word, beside bounds that are empty');
  assert.equal(new URL(page.url()).search, '?q=gove');
  await page.fill('#q', 'pytorch gov');
  await settled(page, 'pytorch gov ');
  assert.equal(await status(page), whole);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q', 'the words keep the focus');
  assert.match(await page.locator('#announcement').textContent(), /^\d+ results$/, 'it is announced');
  await page.goBack();
  await settled(page, 'kbsearch');
  assert.equal(new URL(page.url()).search, '', 'all that was typed is one entry of the history, behind the first one');
  await close(page);
});

test('a stale request is aborted, and never shown when it comes late', async () => {
  const page = await open(sample);
  const aborted = [];
  page.on('requestfailed', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/') aborted.push([searchParams.get('q'), request.failure().errorText]);
  });
  await page.route(/\/\?q=slow/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue().catch(() => {});
  });
  await page.fill('#q', 'slow');
  await page.waitForRequest(/\/\?q=slow/);
  await page.fill('#q', 'governance');
  await settled(page, 'governance');
  await page.waitForTimeout(1_700);
  assert.match(await page.title(), /^governance/);
  assert.deepEqual(aborted, [['slow', 'net::ERR_ABORTED']]);
  await page.goBack();
  await settled(page, 'kbsearch');
  assert.equal(new URL(page.url()).search, '', 'what was aborted has not taken the place of the first entry');
  await close(page);
});

test('a filter counts what it finds; its chip takes it away; the focus stays', async () => {
  const page = await open(sample + '?q=governance');
  const before = await status(page);
  const link = page.locator('.facet a[data-key="type web"]');
  const count = await link.locator('.count').textContent();
  await link.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.chips');
  assert.equal(await status(page), `${count} results`);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'type web');
  assert.equal(await link.getAttribute('aria-current'), 'true');
  assert.ok((await page.locator('.facts .type').allTextContents()).every((type) => type === 'web'));
  await page.click('.facet a[data-key="type paper"]');
  await page.waitForFunction(() => document.querySelector('.chips')?.textContent.includes('web or paper'));
  await page.click('.chips a >> nth=0');
  await page.waitForSelector('.chips', { state: 'detached' });
  assert.equal(await status(page), before);
  await close(page);
});

test('bounds and bars narrow numbers and dates', async () => {
  const page = await open(sample + '?q=governance');
  await page.fill('input[name="from.importance"]', '60');
  await page.keyboard.press('Enter');
  await page.waitForURL(/filter=importance:60/);
  await page.waitForSelector('.chips');
  const values = (await page.locator('.level').allTextContents())
    .flatMap((text) => /^importance\s+([\d.]+)/.exec(text)?.slice(1).map(Number) ?? []);
  assert.ok(values.length > 0 && values.every((value) => value >= 60), values.join());
  assert.equal(await page.inputValue('input[name="from.importance"]'), '60');
  const bar = page.locator('.range:has(input[name="from.published"]) .histogram a').last();
  const [, year, count] = /^(\d+): (\d+) record/.exec(await bar.getAttribute('aria-label'));
  await bar.locator('.touch').click();
  await page.waitForURL(new RegExp(`filter=published:${year}`));
  await page.waitForFunction((text) => document.querySelector('.chips').textContent.includes(text), `Published: ${year}`);
  assert.match(await status(page), new RegExp(`^${count} results?$`));
  await close(page);
});

test('a record opens; back leads to the same results, and further back', async () => {
  const page = await open(sample);
  await page.fill('#q', 'open source');
  await settled(page, 'open source');
  await page.keyboard.press('Enter');
  await page.click('.facet a[data-key="type web"]');
  await page.waitForSelector('.chips');
  const results = await titles(page);
  await page.click('a.open >> nth=0');
  await page.waitForSelector('main.record');
  assert.equal(await page.locator('h1').textContent(), results[0]);
  assert.match(await page.locator('.reasons h2').textContent(), /Why it is found for open source/);
  assert.ok(await page.locator('.reasons mark').count() > 0);
  await page.goBack();
  await page.waitForSelector('.chips');
  assert.deepEqual(await titles(page), results);
  await page.goBack();
  await page.waitForSelector('.chips', { state: 'detached' });
  assert.equal(await page.inputValue('#q'), 'open source');
  await page.goBack();
  await settled(page, 'kbsearch');
  assert.equal(await page.inputValue('#q'), '');
  await page.goForward();
  await settled(page, 'open source');
  assert.equal(await page.inputValue('#q'), 'open source');
  await close(page);
});

test('typing on a record leads to results, and back to the record; a server that is gone is told', async () => {
  const page = await open(sample + 'record?id=fair');
  await page.fill('#q', 'pytorch');
  await settled(page, 'pytorch');
  assert.equal(new URL(page.url()).pathname, '/');
  await page.goBack();
  await page.waitForSelector('main.record');
  assert.match(await page.locator('h1').textContent(), /Meta AI/);
  await page.route(/typing=true/, (route) => route.abort());
  await page.fill('#q', 'governance');
  await page.locator('#announcement', { hasText: 'does not answer' }).waitFor();
  await page.unroute(/typing=true/);
  await page.keyboard.press('Enter');
  await settled(page, 'governance');
  assert.match(await page.locator('#announcement').textContent(), /^\d+ results$/);
  await close(page);
});

test('keys: / to the words, arrows through the results, Enter opens, Esc leads back', async () => {
  const page = await open(sample + '?q=governance');
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  await page.keyboard.press('/');
  assert.equal(await focused(), 'q');
  assert.equal(await page.inputValue('#q'), 'governance', 'the key is not typed');
  const results = await titles(page);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), results[0]);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), results[1]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(), 'q');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await focused(), 'q');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector('main.record');
  assert.equal(await page.locator('h1').textContent(), results[0]);
  await close(page);
});

testWays(() => ({ sample, hostile }));

test('why this hit: the parts add up to the score, as shown, and so does the bar', async () => {
  const page = await open(sample + '?q=pytorch+open+source+governance');
  const sums = await page.locator('.why').evaluateAll((all) => all.map((why) => {
    const cents = (cell) => Math.round(Number(cell.textContent.replace('\u2212', '-')) * 100);
    const rows = [...why.querySelectorAll('tbody tr')].map((row) => [row.className, cents(row.querySelector('td'))]);
    const groups = [];
    for (const [depth, value] of rows) {
      if (depth === 'depth0') groups.push({ value, parts: [] });
      if (depth === 'depth1') groups.at(-1).parts.push(value);
    }
    const widths = [...why.querySelectorAll('.bar rect')].map((part) => Number(part.getAttribute('width')));
    return { total: cents(why.querySelector('tfoot td')), groups, width: widths.reduce((sum, part) => sum + part, 0) };
  }));
  assert.equal(sums.length, 10);
  const add = (values) => values.reduce((sum, value) => sum + value, 0);
  for (const { total, groups } of sums) {
    assert.ok(total > 0);
    assert.equal(add(groups.map((group) => group.value)), total);
    for (const { value, parts } of groups) if (parts.length) assert.equal(add(parts), value);
  }
  const best = sums[0];
  for (const { total, width } of sums) assert.ok(Math.abs(width / best.width - total / best.total) < 0.01);
  assert.equal(await page.locator('.why table').first().isVisible(), false);
  await page.click('.why summary >> nth=0');
  assert.equal(await page.locator('.why table').first().isVisible(), true);
  await close(page);
});

test('what was not understood is told in words, each with a way on', async () => {
  const page = await open(sample + '?q=pytroch');
  await page.click('.meant a');
  await settled(page, 'pytorch');
  assert.equal(await page.inputValue('#q'), 'pytorch');
  await page.goto(sample + '?q=governance&filter=type:papr');
  assert.equal(await status(page), 'Nothing found');
  assert.match(await page.locator('.nothing').textContent(), /type:papr is met by no record.*perhaps meant: paper/);
  await page.click('.nothing a:has-text("paper")');
  await page.waitForURL(/filter=type:paper/);
  await page.waitForSelector('.hit');
  await page.goto(sample + '?q=zzyzx');
  assert.match(await page.locator('.nothing').textContent(), /No record has .?zzyzx/);
  await page.goto(sample + '?q=governance&filter=nofield:x');
  assert.match(await page.locator('main').textContent(), /nofield/);
  await close(page);
});

test('records that try to be more than text are text', async () => {
  const page = await open(hostile + '?q=hostile&limit=50');
  assert.equal(await page.locator('.hit').count(), 13);
  const addresses = [];
  const look = async () => {
    assert.equal(await page.evaluate(() => window.broken), undefined);
    assert.equal(await page.locator('main :is(script, img, b, i, [onmouseover], [onfocus], [autofocus])').count(), 0);
    for (const link of await page.locator('a[href]').evaluateAll((links) => links.map((a) => a.href.baseVal ?? a.href))) {
      assert.match(new URL(link, page.url()).protocol, /^https?:$/, link);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${page.url()} is too wide`);
  };
  await look();
  for (const title of await page.locator('a.open').all()) {
    addresses.push(await title.evaluate((link) => link.href));
    const isolation = await title.locator('bdi').first().evaluate((bdi) => getComputedStyle(bdi).unicodeBidi);
    assert.equal(isolation, 'isolate');
    assert.ok((await title.textContent()).length <= 301);
  }
  for (const summary of await page.locator('.why summary').all()) await summary.click();
  await look();
  for (const address of addresses) {
    const response = await page.goto(address);
    assert.equal(response.status(), 200, address);
    await look();
  }
  await page.setViewportSize({ width: 320, height: 700 });
  for (const address of [hostile + '?q=hostile&limit=50', ...addresses]) {
    await page.goto(address);
    await look();
  }
  const query = '<script>window.broken=true</script>"\'><img src=x onerror=window.broken=true>';
  await page.goto(hostile + '?q=' + encodeURIComponent(query));
  await look();
  await page.goto(hostile + 'record?id=' + encodeURIComponent('"><script>window.broken=true</script>'));
  await look();
  await close(page);
});

test('it is readable at 320 pixels, with large letters, and at 200%', async () => {
  const addresses = ['', '?q=pytorch+governance&filter=type:web', 'record?id=87c36d42aade0023&q=pytorch',
    '?q=zzyzx&filter=type:papr'];
  for (const [width, scale] of [[320, 1], [640, 2]]) {
    const page = await open(sample, { viewport: { width, height: 700 }, deviceScaleFactor: scale });
    for (const letters of [16, 32]) {
      for (const address of addresses) {
        await page.goto(sample + address);
        await page.evaluate((size) => { document.documentElement.style.fontSize = `${size}px`; }, letters);
        for (const summary of await page.locator('.why summary').all()) await summary.click();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${address} at ${width} with letters of ${letters}: ${wide} too wide`);
      }
    }
    await close(page);
  }
});

test('axe-core finds nothing: light, dark, narrow, each kind of page', async () => {
  const kinds = [['?q=pytorch+governance&limit=3', 'results'], ['?limit=2', 'start'],
    ['?q=governance&filter=type:web&filter=importance:20..&limit=2', 'filters'],
    ['record?id=87c36d42aade0023&q=pytorch+governance', 'record'], ['?q=pytroch+zzyzx&filter=type:papr', 'nothing found'],
    ['?like=87c36d42aade0023&limit=2', 'more like this'], ['?q=a&filter=nofield:x', 'error']];
  const violations = [];
  for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark', viewport: { width: 320, height: 700 } }]) {
    const page = await open(sample, options);
    for (const [address, about] of kinds) {
      if (options.colorScheme === 'dark' && /start|filters|like/.test(about)) continue; // the same parts again
      await page.goto(sample + address);
      await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
      violations.push(...await broken(page, `${about}, ${options.colorScheme}`));
    }
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const lightness = Math.max(.../\d+, \d+, \d+/.exec(paper)[0].split(', ').map(Number));
    assert.ok(options.colorScheme === 'dark' ? lightness < 60 : lightness > 200, paper);
    await close(page);
  }
  assert.deepEqual(violations, []);
});

test('<kb-search> in a wiki: behind a prefix, by keys alone, with text that stays text', async () => {
  const wiki = http.createServer((request, response) => {
    const proxied = /^\/kb(\/.*)$/.exec(request.url);
    if (proxied) {
      http.get(new URL(proxied[1], hostile), (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      return;
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self'; connect-src 'self'");
    response.end('<!doctype html><html lang="en"><title>A wiki</title>' +
      '<script type="module" src="/kb/assets/kb-search.js"></script>' +
      '<main><h1>A wiki</h1><kb-search hotkey="/" page-address="/wiki/{id}" limit="20"></kb-search></main></html>');
  });
  await new Promise((resolve) => wiki.listen(0, '127.0.0.1', resolve));
  const page = await open(`http://127.0.0.1:${wiki.address().port}/`);
  await page.waitForFunction(() => document.querySelector('kb-search').shadowRoot);
  await page.keyboard.press('/');
  await page.keyboard.type('hostil');
  const options = page.locator('kb-search [role=option]');
  await options.first().waitFor();
  assert.equal(await options.count(), 13);
  assert.equal(await page.locator('kb-search :is(script, img, b, i)').count(), 0);
  for (const link of await options.evaluateAll((links) => links.map((a) => a.href))) assert.match(link, /^http:\/\/127/);
  assert.ok(await page.locator('kb-search mark').count() > 0);
  assert.deepEqual(await broken(page, 'a wiki'), []);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.equal(await options.nth(1).getAttribute('aria-selected'), 'true');
  const leads = await options.nth(1).getAttribute('href');
  await page.keyboard.press('Escape');
  assert.equal(await options.first().isVisible(), false);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(leads);
  assert.equal(await page.evaluate(() => window.broken), undefined);
  await page.goto(new URL('/kb/?q=hostile', page.url()).href);
  await page.click('a.open >> nth=0');
  await page.waitForSelector('main.record');
  assert.match(page.url(), /\/kb\/record\?id=/);
  await page.click('header .brand');
  await page.waitForURL(/\/kb\/$/);
  await close(page);
  wiki.close();
});

test('nothing was asked of another host, no script failed, and the policy refused nothing', () => {
  assert.deepEqual(faults, []);
});
