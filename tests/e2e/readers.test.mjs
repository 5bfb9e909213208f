// @ts-check
/** What is no plain mail: Outlook's files, saved pages, pictures with QR codes, and other files. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { closeAll, openPage } from './harness.mjs';

/** @typedef {import('./harness.mjs').Opened} Opened */
/** @typedef {string | { name: string, mimeType: string, buffer: Buffer }} Brought */

const FOLDER = process.env.COUNTERSIGN_FILES ?? 'target/files';
const READERS = ['/component/readers.js', '/countersign_readers.js', '/countersign_readers_wasm.js'];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

after(closeAll);

for (const [locale, word, note] of [
  ['en-GB', 'Fake', /put together again from Outlook's own file/],
  ['fr-FR', 'Faux', /recomposé à partir du fichier d'Outlook/],
]) {
  test(`a mail that Outlook saved is read as a mail (${locale})`, () =>
    using({ locale: String(locale) }, READERS, async (opened) => {
      await bring(opened, made('fake.msg'));
      await opened.page.locator('countersign-check[verdict=fake]').waitFor();
      assert.equal(await inside(opened, '.word').innerText(), word);
      assert.match(await inside(opened, '.sentence').innerText(), /Play\.com/);
      assert.match(await inside(opened, '.notes').innerText(), /** @type {RegExp} */ (note));
      assert.match(await inside(opened, '.form .note').innerText(), /fake\.msg/);
      assert.match(await box(opened).inputValue(), /^(Received|From|Return-Path|Delivered-To)/);
    }));
}

test('a saved page is judged as what was seen, without any reader', () =>
  using({}, [], async (opened) => {
    await bring(opened, made('page.mht'));
    await opened.page.locator('countersign-check[verdict]').waitFor();
    assert.match(await inside(opened, '.fine').innerText(), /as it looks on screen/);
    await inside(opened, '[data-name="links"] > summary').click();
    assert.equal(await inside(opened, '.links .host').innerText(), 'www[.]paypal[.]com[.]account-check[.]example');
  }));

for (const name of ['code.png', 'tiny-code.png']) {
  test(`the link in a QR code is judged: ${name}`, () =>
    using({}, READERS, async (opened) => {
      await bring(opened, made(name));
      await opened.page.locator('countersign-check[verdict=fake]').waitFor();
      assert.equal(await box(opened).inputValue(), 'https://www.paypal.com.account-check.example/pay?id=7');
      assert.match(await inside(opened, '.notes').innerText(), /in a QR code/);
      assert.match(await inside(opened, '.sentence').innerText(), /PayPal/);
    }));
}

test('words in a QR code are words, whatever they look like', () =>
  using({}, READERS, async (opened) => {
    await bring(opened, made('words.png'));
    await opened.page.locator('countersign-check[verdict=unproven]').waitFor();
    assert.equal(await box(opened).inputValue(), "Table 7, Maya's birthday");
  }));

test('a QR code among the pictures of a mail is looked for when that is asked', () =>
  using({}, READERS, async (opened) => {
    await bring(opened, made('mail-with-code.eml'));
    await opened.page.locator('countersign-check[verdict=unproven]').waitFor();
    assert.deepEqual(await opened.requestsAfterReady(), []);
    assert.match(await inside(opened, '.notes').innerText(), /It holds pictures/);
    await noAxe(opened);
    await opened.screenshot('readers-pictures');
    await inside(opened, '[data-search]').click();
    await opened.page.locator('countersign-check[verdict=suspicious]').waitFor();
    assert.match(await inside(opened, '.notes').innerText(), /A QR code is among its pictures/);
    assert.equal(await inside(opened, '[data-search]').count(), 0);
    await inside(opened, '.reason summary').first().click();
    assert.match(await inside(opened, '.reason .evidence').first().innerText(), /attachment/);
    // The next mail is searched at once: what reads it is there.
    await bring(opened, made('words.png'));
    await opened.page.locator('countersign-check[verdict=unproven]').waitFor();
    await bring(opened, made('mail-with-code.eml'));
    await opened.page.locator('countersign-check[verdict=suspicious]').waitFor();
  }));

test('several files are answered one by one', () =>
  using({}, [], async (opened) => {
    const mails = ['fake-notice-correct-name.en.eml', 'genuine-notice.en.eml'];
    await bring(opened, ...mails.map((name) => `tests/mails/play.com/${name}`));
    await opened.page.locator('countersign-check[verdict=fake]').waitFor();
    assert.match(await inside(opened, '.files').innerText(), /Several files/);
    await inside(opened, '.files button', { hasText: 'genuine' }).click();
    await opened.page.locator('countersign-check[verdict=genuine]').waitFor();
    assert.deepEqual(await inside(opened, '.files [data-verdict]').allInnerTexts(), ['Fake', 'Genuine']);
    assert.equal(await inside(opened, '.files [aria-pressed=true]').innerText(), mails[1]);
    await noAxe(opened);
    await opened.screenshot('readers-files');
    await box(opened).fill('https://www.amazon.com/');
    assert.equal(await inside(opened, '.files').isVisible(), false);
  }));

for (const [what, brought, sentence, loaded] of refused()) {
  test(`a sentence says what happened and what was typed stays: ${what}`, () =>
    using({}, loaded, async (opened) => {
      await box(opened).fill('Dear customer, what I typed');
      await bring(opened, brought);
      await inside(opened, '.error', { hasText: sentence }).waitFor();
      assert.equal(await box(opened).inputValue(), 'Dear customer, what I typed');
      assert.equal(await inside(opened, '.verdict').count(), 0);
      await inside(opened, '.primary').click();
      await inside(opened, '.verdict').waitFor();
      assert.equal(await inside(opened, '.error').isVisible(), false);
    }));
}

test('nothing but blanks is nothing to check', () =>
  using({}, [], async (opened) => {
    await box(opened).fill('  \n ');
    await inside(opened, '.primary').click();
    assert.match(await inside(opened, '.error').innerText(), /nothing to check yet/);
    assert.equal(await box(opened).inputValue(), '  \n ');
  }));

test('a mail of twelve thousand links is answered, and says that some were left out', () =>
  using({}, [], async (opened) => {
    const links = Array.from({ length: 12_000 }, (_, at) => `<a href="https://host${at}.example/p">Pay ${at}</a>`);
    const mail = `From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: text/html\n\n${links.join('\n')}`;
    await bring(opened, { name: 'many.eml', mimeType: 'message/rfc822', buffer: Buffer.from(mail) });
    await inside(opened, '.notes', { hasText: 'Only the first 10,000' }).waitFor();
  }));

test('a reader that cannot be loaded is named, and words are checked without it', async () => {
  const opened = await openPage({ context: { serviceWorkers: 'block' } });
  try {
    await opened.page.route('**/countersign_readers*.js', (route) => route.abort());
    await bring(opened, made('code.png'));
    await inside(opened, '.error', { hasText: 'could not be loaded' }).waitFor();
    await box(opened).fill('https://www.amazon.com.account-verify.example/login');
    await inside(opened, '.primary').click();
    await inside(opened, '.verdict').waitFor();
  } finally {
    await opened.close();
  }
});

/** @returns {[string, Brought, string, string[]][]} */
function refused() {
  const file = (/** @type {string} */ name, /** @type {Buffer} */ buffer) => ({ name, mimeType: '', buffer });
  return [
    ['an archive', file('a.zip', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1')), 'This is an archive', []],
    ['a document', file('a.pdf', Buffer.from('%PDF-1.7\n')), 'another kind of file', []],
    ['more than 50 MiB', made('huge.eml'), 'larger than 50 MiB', []],
    ['a photograph', made('photo.png'), 'No QR code was found', READERS],
    ['a broken picture', file('a.jpg', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1')), 'cannot open this picture', READERS],
    ['a protected mail', made('sealed.msg'), 'encrypted or protected', READERS],
    ['a torn file', made('torn.msg'), 'damaged or not complete', READERS],
  ];
}

/**
 * Opens a page, does something, and holds the page to its promises: nothing is asked for but these
 * scripts, each once, and nothing is kept.
 *
 * @param {Parameters<typeof openPage>[0]} options
 * @param {string[]} loaded
 * @param {(opened: Opened) => Promise<void>} act
 */
async function using(options, loaded, act) {
  // Without the worker that keeps them, the readers come when they are asked for.
  const opened = await openPage({ ...options, context: { serviceWorkers: 'block' } });
  try {
    await act(opened);
    const requests = await opened.requestsAfterReady();
    const asked = requests.map(({ url }) => new URL(url).pathname);
    assert.deepEqual(asked.sort(), [...loaded].sort(), 'requests after ready');
    assert.deepEqual(requests.filter(({ url }) => new URL(url).search !== ''), [], 'fixed addresses');
    assert.deepEqual(opened.complaints, [], 'complaints of the browser');
    const kept = await opened.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie]);
    assert.deepEqual(kept, ['']);
  } finally {
    await opened.close();
  }
}

/** @param {Opened} opened */
async function noAxe(opened) {
  await opened.page.evaluate(axe);
  const found = await opened.page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, 'axe').run(document, { preload: false, resultTypes: ['violations'] });
    return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.target.join(' ')).join('; ')}`);
  });
  assert.deepEqual(found, []);
}

/** @param {string} name */
function made(name) {
  return join(FOLDER, name);
}

/**
 * @param {Opened} opened
 * @param {Brought[]} files
 */
async function bring(opened, ...files) {
  await inside(opened, 'input[type=file]').setInputFiles(/** @type {string[]} */ (files));
}

/**
 * @param {Opened} opened
 * @param {string} selector
 * @param {{ hasText?: string }} [options]
 */
function inside(opened, selector, options) {
  return opened.page.locator(`countersign-check ${selector}`, options);
}

/** @param {Opened} opened */
function box(opened) {
  return inside(opened, 'textarea.input');
}
