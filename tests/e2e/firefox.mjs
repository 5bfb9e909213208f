// @ts-check
/**
 * The core paths once more, in Firefox: what a person brings, each answer, both languages, without a
 * connection; and that the page asks for nothing, keeps nothing and breaks no policy while it answers.
 *
 * Run by `cargo xtask test`, which says in the environment where things are.
 */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { serve } from './harness.mjs';
import { VERDICTS, mail } from './steps.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {{ page: Page, origin: string, stop: () => void }} Opened */

/** @type {Map<string, Promise<import('puppeteer-core').Browser>>} */
const browsers = new Map();

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

for (const [verdict, file] of VERDICTS) {
  test(`a mail pasted by key is answered: ${verdict}`, () =>
    using('en-GB', async ({ page }) => {
      await paste(page, { 'text/plain': mail(String(file)) });
      await answered(page, String(verdict));
    }));
}

test('in French', () =>
  using('fr-FR', async ({ page }) => {
    assert.equal(await page.$eval('h1', (node) => node.textContent), 'Ce message vient\u2011il vraiment de la boutique\u00a0?');
    await paste(page, { 'text/plain': mail('play.com/fake-notice-correct-name.fr.eml') });
    await answered(page, 'fake');
    assert.equal(await words(page, '.word'), 'Faux');
    assert.match(await words(page, '.sentence'), /ne vient pas de Play\.com/);
  }));

test('a rich paste is judged by where its links really lead', () =>
  using('en-GB', async ({ page }) => {
    const html = '<p>Dear customer, <a href="http://paypal.account-check.example/x">https://www.paypal.com/login</a></p>';
    await paste(page, { 'text/html': html, 'text/plain': 'Dear customer, https://www.paypal.com/login' });
    await page.waitForSelector('countersign-check[verdict]');
    assert.match(await words(page, '.note'), /really lead to/);
    await page.click('countersign-check >>> [data-name="links"] > summary');
    assert.equal(await words(page, '.links .host'), 'paypal[.]account-check[.]example');
  }));

test('words typed by hand are answered by the button', () =>
  using('en-GB', async ({ page }) => {
    await page.type(BOX, 'https://www.amazon.com.account-verify.example/login');
    await page.click('countersign-check >>> .primary');
    await answered(page, 'fake');
    assert.match(await words(page, '.sentence'), /Amazon/);
  }));

test('a file is chosen and answered', () =>
  using('en-GB', async ({ page }) => {
    const input = await page.$('countersign-check >>> input[type=file]');
    await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(
      'tests/mails/play.com/fake-notice-correct-name.en.eml',
    );
    await answered(page, 'fake');
    assert.match(await words(page, '.note'), /fake-notice-correct-name/);
  }));

test('another language keeps the paste, an example comes when it is chosen', () =>
  using(
    'en-GB',
    async ({ page }) => {
      await paste(page, { 'text/plain': mail('play.com/genuine-notice.en.eml') });
      await answered(page, 'genuine');
      await page.click('.languages [lang=fr]');
      await page.waitForFunction(() => document.documentElement.lang === 'fr');
      assert.equal(await words(page, '.word'), 'Authentique');
      await page.click('countersign-check >>> .examples > summary');
      await page.click('countersign-check >>> [data-example=fake-notice]');
      await answered(page, 'fake');
      assert.equal(await words(page, '.word'), 'Faux');
    },
    /\/(locale|example)\/fr\.js$/,
  ));

test('what is no mail gets its sentence', () =>
  using('en-GB', async ({ page }) => {
    await page.click('countersign-check >>> .primary');
    assert.match(await words(page, '.error'), /nothing to check yet/);
  }));

test('once it was opened, it works without a connection', async () => {
  const opened = await open('en-GB');
  const { page } = opened;
  try {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    opened.stop();
    await page.reload();
    await page.waitForSelector('countersign-check[ready]');
    await paste(page, { 'text/plain': mail('play.com/genuine-notice.en.eml') });
    await answered(page, 'genuine');
    await page.click('.languages [lang=fr]');
    await page.waitForFunction(() => document.documentElement.lang === 'fr');
    assert.equal(await words(page, '.word'), 'Authentique');
  } finally {
    await page.close();
    opened.stop();
  }
});

/**
 * Opens the page, does something, and holds the page to its promises.
 *
 * @param {string} locale
 * @param {(opened: Opened) => Promise<void>} act
 * @param {RegExp} [asked] What may be asked for by what is done.
 */
async function using(locale, act, asked) {
  const opened = await open(locale);
  const { page } = opened;
  try {
    /** @type {string[]} */
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await act(opened);
    // Two frames and a moment: what the last action set off has been asked for.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
    assert.deepEqual(requests.filter((url) => !asked?.test(url)), [], 'requests after ready');
    assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, '__complaints')), [], 'complaints');
    const kept = await page.evaluate(async () => ({
      stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).filter((name) => !/^countersign-[0-9a-f]{16}$/.test(name)),
    }));
    assert.deepEqual(kept, { stored: [], cookies: '', databases: 0, caches: [] });
  } finally {
    await page.close();
    opened.stop();
  }
}

/**
 * Opens the page, served anew for each test, so that no worker of another one answers.
 *
 * @param {string} locale
 * @returns {Promise<Opened>}
 */
async function open(locale) {
  const { origin, stop } = await serve();
  const page = await (await browser(locale)).newPage();
  await page.evaluateOnNewDocument(noteComplaints);
  await page.goto(origin);
  await page.waitForSelector('countersign-check[ready]');
  return { page, origin, stop };
}

/** @param {string} locale */
function browser(locale) {
  const executablePath = process.env.COUNTERSIGN_FIREFOX;
  if (!executablePath) throw new Error('COUNTERSIGN_FIREFOX is not set: run `cargo xtask test`');
  let found = browsers.get(locale);
  if (!found) {
    found = puppeteer.launch({
      browser: 'firefox',
      executablePath,
      extraPrefsFirefox: { 'intl.accept_languages': `${locale}, ${locale.slice(0, 2)}` },
    });
    browsers.set(locale, found);
  }
  return found;
}

/** Runs in the page before its own scripts. */
function noteComplaints() {
  /** @type {string[]} */
  const complaints = [];
  Reflect.set(globalThis, '__complaints', complaints);
  document.addEventListener('securitypolicyviolation', (event) => {
    complaints.push(`${event.violatedDirective} refused ${event.blockedURI}`);
  });
  addEventListener('error', (event) => complaints.push(event.message));
  addEventListener('unhandledrejection', (event) => complaints.push(String(event.reason)));
  const { error } = console;
  console.error = (...values) => {
    complaints.push(values.join(' '));
    error(...values);
  };
}

/**
 * Copies something in another tab, unchanged, and presses Ctrl+V here.
 *
 * @param {Page} page
 * @param {Record<string, string>} formats
 */
async function paste(page, formats) {
  const other = await page.browser().newPage();
  await other.evaluate((formats) => {
    document.addEventListener('copy', (event) => {
      event.preventDefault();
      for (const [type, text] of Object.entries(formats)) event.clipboardData?.setData(type, text);
    });
  }, formats);
  await press(other, 'c');
  await other.close();
  await page.bringToFront();
  await page.focus(BOX);
  await press(page, 'v');
}

/**
 * @param {Page} page
 * @param {'c' | 'v'} key
 */
async function press(page, key) {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

/**
 * @param {Page} page
 * @param {string} verdict
 */
async function answered(page, verdict) {
  await page.waitForSelector(`countersign-check[verdict=${verdict}]`);
  assert.equal(await page.$eval('countersign-check >>> .verdict', (node) => node.getAttribute('data-verdict')), verdict);
}

/**
 * @param {Page} page
 * @param {string} selector
 */
function words(page, selector) {
  return page.$eval(`countersign-check >>> ${selector}`, (node) => /** @type {HTMLElement} */ (node).innerText);
}

const BOX = 'countersign-check >>> textarea.input';
