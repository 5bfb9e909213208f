// @ts-check
/** What the tests do with the page, and what it is held to whenever they do. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openPage } from './harness.mjs';

/** @typedef {import('./harness.mjs').Opened} Opened */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Opens a page, does something, and holds the page to its promises.
 *
 * @param {Parameters<typeof openPage>[0]} options
 * @param {(opened: Opened) => Promise<void>} act
 * @param {RegExp} [again] What may be asked for again, or at last.
 * @param {string[]} [remembered] What the person asked to be kept.
 */
export async function using(options, act, again, remembered = []) {
  const opened = await openPage(options);
  try {
    await act(opened);
    const requests = await opened.requestsAfterReady();
    assert.deepEqual(requests.filter(({ url }) => !again?.test(url)), [], 'requests after ready');
    assert.deepEqual(opened.complaints, [], 'complaints of the browser');
    const kept = await opened.page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: await caches.keys(),
    }));
    // The service worker keeps the files of the build, and nothing else.
    const own = kept.caches.filter((name) => /^countersign-[0-9a-f]{16}$/.test(name));
    assert.deepEqual(kept, { local: remembered, session: [], cookies: '', databases: 0, caches: own });
  } finally {
    await opened.close();
  }
}

/**
 * @param {Opened} opened
 * @param {string} selector
 * @param {{ hasText?: string }} [options]
 */
export function inside(opened, selector, options) {
  return opened.page.locator(`countersign-check ${selector}`, options);
}

/** @param {Opened} opened */
export function box(opened) {
  return inside(opened, 'textarea.input');
}

/** @param {Opened} opened */
export function shownVerdict(opened) {
  return inside(opened, '.verdict').getAttribute('data-verdict');
}

/**
 * @param {Opened} opened
 * @param {string} verdict
 * @param {string} word
 * @param {RegExp} sentence
 */
export async function answered(opened, verdict, word, sentence) {
  await opened.page.locator(`countersign-check[verdict=${verdict}]`).waitFor();
  assert.equal(await shownVerdict(opened), verdict);
  assert.equal(await inside(opened, '.word').innerText(), word);
  assert.match(await inside(opened, '.sentence').innerText(), sentence);
}

/**
 * Copies something in another tab, unchanged, and presses Ctrl+V here.
 *
 * @param {Opened} opened
 * @param {Record<string, string>} formats
 * @param {{ focus?: boolean }} [options]
 */
export async function paste(opened, formats, { focus = true } = {}) {
  const other = await opened.page.context().newPage();
  await other.evaluate((formats) => {
    document.addEventListener('copy', (event) => {
      event.preventDefault();
      for (const [type, text] of Object.entries(formats)) event.clipboardData?.setData(type, text);
    });
  }, formats);
  await other.keyboard.press('Control+C');
  await other.close();
  await opened.page.bringToFront();
  if (focus) await box(opened).focus();
  await opened.page.keyboard.press('Control+V');
}

/**
 * @param {Opened} opened
 * @param {string} file
 */
export async function choose(opened, file) {
  await inside(opened, 'input[type=file]').setInputFiles(file);
}

/**
 * @param {Opened} opened
 * @param {string} selector
 * @param {string} name
 * @param {string} text
 */
export async function drop(opened, selector, name, text) {
  await opened.page.evaluate(
    ({ selector, name, text }) => {
      const element = document.querySelector(selector);
      const target = element?.shadowRoot?.querySelector('textarea') ?? element;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name, { type: 'message/rfc822' }));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true });
        target?.dispatchEvent(event);
        if (type !== 'dragenter' && !event.defaultPrevented) throw new Error(`${type} was left to the browser`);
      }
    },
    { selector, name, text },
  );
}

/** @param {Opened} opened */
export async function openAll(opened) {
  await opened.page.evaluate(() => {
    const root = document.querySelector('countersign-check')?.shadowRoot;
    for (const details of root?.querySelectorAll('details') ?? []) details.open = true;
  });
}

/**
 * @param {Opened} opened
 * @param {string} state
 */
export async function noAxe(opened, state) {
  await opened.page.evaluate(axe);
  const found = await opened.page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, 'axe').run(document, { preload: false, resultTypes: ['violations'] });
    return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.target.join(' ') + ' ' + node.failureSummary).join('; ')}`);
  });
  assert.deepEqual(found, [], state);
}

/** @param {string} name */
export function mail(name) {
  return readFileSync(`tests/mails/${name}`, 'utf8');
}

export const VERDICTS = [
  ['genuine', 'play.com/genuine-notice.en.eml'],
  ['unproven', 'play.com/unproven-notice-unsigned.en.eml'],
  ['suspicious', 'paypal/suspicious-invoice.en.eml'],
  ['fake', 'play.com/fake-notice-correct-name.en.eml'],
];
