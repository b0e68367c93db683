// The ways to go on that stand below the words, as a part of page_test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { broken, close, open, settled } from './support.mjs';

/** `addresses` gives those of the servers, once they run. */
export function testWays(addresses) {
  test('ways to go on: arrows lead through them and on to the results, Enter asks, Esc closes', async () => {
    const page = await open(addresses().sample);
    const ways = page.locator('#ways [role=option]');
    const marked = () => page.locator('#ways [aria-selected=true]').allTextContents();
    const expanded = () => page.getAttribute('#q', 'aria-expanded');
    assert.equal(await expanded(), 'false');
    await page.locator('#q').pressSequentially('gov', { delay: 15 });
    await page.waitForSelector('#ways:not([hidden])');
    const offered = await ways.allTextContents();
    assert.ok(offered.length >= 2 && offered.length <= 6, String(offered));
    assert.equal(await expanded(), 'true');
    assert.deepEqual(await marked(), [], 'nothing is chosen by itself: Enter asks for what was typed');
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await marked(), [offered[0]]);
    assert.equal(await page.getAttribute('#q', 'aria-activedescendant'), 'way-0');
    assert.equal(await page.inputValue('#q'), 'gov', 'the words stay as they were typed');
    assert.deepEqual(await broken(page, 'ways'), []);
    await page.keyboard.press('ArrowUp');
    assert.deepEqual(await marked(), []);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#ways').isVisible(), false);
    assert.equal(await page.inputValue('#q'), 'gov', 'Esc closes the list alone');
    await settled(page, 'gov ');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'open', 'closed, arrows lead to the results');
    await page.focus('#q');
    await page.keyboard.type('e');
    await page.waitForSelector('#ways:not([hidden])');
    await settled(page, 'gove ');
    for (let left = await ways.count(); left >= 0; --left) await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'open', 'behind the last way are the results');
    assert.equal(await page.locator('#ways').isVisible(), false);
    await page.fill('#q', 'pytor');
    await page.waitForSelector('#ways:not([hidden])');
    const text = await ways.first().getAttribute('data-text');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await settled(page, text);
    assert.equal(await page.inputValue('#q'), text);
    assert.equal(new URL(page.url()).searchParams.get('q'), text);
    await page.waitForTimeout(300);
    assert.equal(await page.locator('#ways').isVisible(), false, 'what was chosen opens no new list');
    await page.fill('#q', 'govern');
    await page.waitForSelector('#ways:not([hidden])');
    await ways.first().click();
    await page.waitForFunction(() => document.getElementById('ways').hidden);
    assert.notEqual(await page.inputValue('#q'), 'govern');
    await page.fill('#q', 'op');
    await page.waitForSelector('#ways:not([hidden])');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator('#ways').isVisible(), false, 'it goes with the focus');
    await close(page);
  });

  test('ways of records that try to be more than text are text, and fit at 320 pixels', async () => {
    const page = await open(addresses().hostile, { viewport: { width: 320, height: 700 } });
    let seen = 0;
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      const answered = page.waitForResponse(/v1\/suggest/);
      await page.fill('#q', letter);
      await (await answered).finished();
      await page.waitForTimeout(20);
      seen += await page.locator('#ways [role=option]').count();
      assert.equal(await page.locator('#ways :is(script, img, a, svg, b)').count(), 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), letter);
    }
    assert.ok(seen > 0, 'some were offered');
    await close(page);
  });
}
