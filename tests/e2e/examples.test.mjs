// @ts-check
/** The built-in examples: each teaches its lesson by the real checker. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { closeAll } from './harness.mjs';
import { inside, noAxe, paste, using } from './steps.mjs';

after(closeAll);

const LESSONS = [
  ['true-notice', 'genuine'],
  ['fake-notice', 'fake'],
  ['leaked-address', 'fake'],
  ['strangers-words', 'suspicious'],
  ['parcel-fee', 'fake'],
  ['unknown-shop', 'unproven'],
];

/** Whom the words alone claim to be from. @type {Record<string, RegExp>} */
const CLAIMED = {
  'true-notice': /Play\.com/,
  'fake-notice': /Play\.com/,
  'leaked-address': /Adobe/,
  'strangers-words': /PayPal/,
  'parcel-fee': /Royal Mail|La Poste/,
};

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

for (const language of ['en', 'fr']) {
  test(`the visible text alone: whom it names, what is known, and what to do stand on a phone's first screen (${language})`, async () => {
    const examples = (await import(pathToFileURL(`${process.env.COUNTERSIGN_PAGE}/example/${language}.js`).href)).default;
    for (const [id] of LESSONS) {
      await using({ locale: language, viewport: { width: 390, height: 844 } }, async (opened) => {
        await paste(opened, { 'text/plain': await visibleText(opened, bodyOf(examples[id].text)) });
        await opened.page.locator('countersign-check[verdict]').waitFor();
        await opened.page.waitForTimeout(700);
        const seen = async (/** @type {string} */ selector) => {
          const place = await inside(opened, selector).first().boundingBox();
          assert.ok(place && place.y >= 0 && place.y + place.height <= 844, `${id}: ${selector} ${JSON.stringify(place)}`);
        };
        await seen('[part=verdict]');
        const named = CLAIMED[id];
        if (named) {
          await seen('[part=comparison]');
          assert.match(await inside(opened, '[part=comparison]').innerText(), named, id);
        }
        await seen('[part=next] li');
      });
    }
  });
}

/**
 * The body of a mail as a mail program would show it: its text, or its page.
 *
 * @param {string} mail One character a byte.
 */
function bodyOf(mail) {
  const boundary = /boundary="([^"]+)"/.exec(mail)?.[1];
  const part = boundary ? (mail.split(`--${boundary}`)[1] ?? '').trimStart() : mail;
  const end = part.search(/\r?\n\r?\n/);
  const [head, body] = [part.slice(0, end), part.slice(end).trim()];
  const encoding = /^Content-Transfer-Encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase();
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64')
    : Buffer.from(encoding === 'quoted-printable' ? plain(body) : body, 'latin1');
  const charset = /charset="?([\w-]+)/i.exec(head)?.[1];
  return { page: /text\/html/i.test(head), text: new TextDecoder(charset).decode(bytes) };
}

/** @param {string} quoted Quoted-printable (RFC 2045 §6.7). */
function plain(quoted) {
  const joined = quoted.replace(/=\r?\n/g, '');
  return joined.replace(/=([0-9A-F]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * @param {import('./harness.mjs').Opened} opened
 * @param {{ page: boolean, text: string }} body
 */
async function visibleText(opened, { page, text }) {
  if (!page) return text;
  const shown = await opened.page.context().newPage();
  await shown.setContent(text);
  const visible = await shown.evaluate(() => document.body.innerText);
  await shown.close();
  return visible;
}
