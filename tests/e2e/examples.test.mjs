// @ts-check
/** The built-in examples: each teaches its lesson by the real checker. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeAll } from './harness.mjs';
import { inside, noAxe, using } from './steps.mjs';

after(closeAll);

const LESSONS = [
  ['true-notice', 'genuine'],
  ['fake-notice', 'fake'],
  ['leaked-address', 'fake'],
  ['strangers-words', 'suspicious'],
  ['parcel-fee', 'fake'],
  ['unknown-shop', 'unproven'],
];

for (const locale of ['en-GB', 'fr-FR']) {
  test(`each example comes out as it should (${locale})`, () =>
    using({ locale, viewport: { width: 390, height: 844 }, context: { bypassCSP: true } }, async (opened) => {
      await inside(opened, '.examples > summary').click();
      assert.equal(await inside(opened, '.example').count(), LESSONS.length);
      await noAxe(opened, 'examples');
      for (const [id, verdict] of LESSONS) {
        await inside(opened, `[data-example=${id}]`).click();
        await inside(opened, `[data-verdict=${verdict}]`).waitFor();
        const lesson = await inside(opened, `[data-example=${id}] .example-teaches`).innerText();
        assert.ok((await inside(opened, '.note').innerText()).includes(lesson), id);
      }
      assert.match(await inside(opened, '.note').innerText(), /invent/);
    }, /\/example\/(en|fr)\.js$/));
}

test('an example is judged by what its own reader would say', () =>
  using({}, async (opened) => {
    await inside(opened, '.examples > summary').click();
    await inside(opened, '[data-example=leaked-address]').click();
    await inside(opened, '[part=leak]', { hasText: 'Play.com' }).waitFor();
    assert.equal(await inside(opened, '#told-name').inputValue(), '');
  }, /\/example\/en\.js$/));
