// @ts-check
/** What a person does with the page, and what it must never do. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { closeAll, openPage } from './harness.mjs';
import {
  VERDICTS,
  answered,
  box,
  choose,
  drop,
  inside,
  mail,
  noAxe,
  openAll,
  paste,
  shownVerdict,
  using,
} from './steps.mjs';

after(closeAll);

test('a mail pasted by key is answered at once, in English', () =>
  using({}, async (opened) => {
    await paste(opened, { 'text/plain': mail('play.com/genuine-notice.en.eml') });
    await answered(opened, 'genuine', 'Genuine', /really sent by Play\.com/);
    assert.match(await box(opened).inputValue(), /^Delivered-To|^Return-Path|^Received|^From/);
  }));

test('a mail pasted by key is answered at once, in French', () =>
  using({ locale: 'fr-FR' }, async (opened) => {
    await paste(opened, { 'text/plain': mail('play.com/fake-notice-correct-name.fr.eml') });
    await answered(opened, 'fake', 'Faux', /ne vient pas de Play\.com/);
    assert.equal(await opened.page.title(), 'Countersign\u00a0: ce message vient-il vraiment de la boutique\u00a0?');
    assert.equal(await opened.page.locator('html').getAttribute('lang'), 'fr');
  }));

test('a rich paste is judged by where its links really lead, and shown as text', () =>
  using({}, async (opened) => {
    const html = '<p>Dear customer, <a href="http://paypal.account-check.example/x">https://www.paypal.com/login</a></p>';
    await paste(opened, { 'text/html': html, 'text/plain': 'Dear customer, https://www.paypal.com/login' });
    await opened.page.locator('countersign-check[verdict]').waitFor();
    assert.equal(await box(opened).inputValue(), 'Dear customer, https://www.paypal.com/login');
    assert.match(await inside(opened, '.note').innerText(), /really lead to/);
    await inside(opened, '[data-name="links"] > summary').click();
    assert.equal(await inside(opened, '.links .host').innerText(), 'paypal[.]account-check[.]example');
  }));

test('a source copied from a web page is judged as a source, not as that page', () =>
  using({}, async (opened) => {
    const source = mail('play.com/genuine-notice.en.eml');
    await paste(opened, { 'text/html': `<pre>${source.replaceAll('<', '&lt;')}</pre>`, 'text/plain': source });
    await answered(opened, 'genuine', 'Genuine', /really sent by Play\.com/);
  }));

test('a paste beside the box is taken too', () =>
  using({}, async (opened) => {
    await opened.page.locator('h1').click();
    await paste(opened, { 'text/plain': mail('play.com/genuine-notice.en.eml') }, { focus: false });
    await answered(opened, 'genuine', 'Genuine', /really sent by Play\.com/);
  }));

test('what is pasted while the checker is still loading is answered once it is there', async () => {
  const opened = await openPage({ untilReady: false, path: '/manifest.webmanifest', context: { serviceWorkers: 'block' } });
  const { page } = opened;
  try {
    let loaded = false;
    await page.route('**/countersign_wasm.js', async (route) => {
      await page.locator('h1').waitFor();
      await paste(opened, { 'text/plain': mail('play.com/genuine-notice.en.eml') }, { focus: false });
      loaded = true;
      await route.continue();
    });
    await page.goto(new URL('/', page.url()).href);
    await answered(opened, 'genuine', 'Genuine', /really sent by Play\.com/);
    assert.ok(loaded);
  } finally {
    await opened.close();
  }
});

test('typing and the button give an answer, and further typing takes it back', () =>
  using({}, async (opened) => {
    await box(opened).fill('https://www.amazon.com.account-verify.example/login');
    assert.equal(await inside(opened, '.verdict').count(), 0);
    await inside(opened, '.primary').click();
    await inside(opened, '.verdict').waitFor();
    assert.equal(await opened.page.locator('countersign-check').getAttribute('verdict'), await shownVerdict(opened));
    await box(opened).press('End');
    await box(opened).pressSequentially('x');
    assert.equal(await inside(opened, '.verdict').count(), 0);
    assert.equal(await opened.page.locator('countersign-check').getAttribute('verdict'), null);
  }));

for (const [language, word, name] of [
  ['en-GB', 'Fake', 'fake-notice-correct-name.en.eml'],
  ['fr-FR', 'Faux', 'fake-notice-correct-name.fr.eml'],
]) {
  test(`a file is chosen and answered (${language})`, () =>
    using({ locale: language }, async (opened) => {
      await choose(opened, `tests/mails/play.com/${name}`);
      await answered(opened, 'fake', String(word), /Play\.com/);
      assert.match(await inside(opened, '.note').innerText(), new RegExp(String(name)));
    }));
}

for (const target of ['countersign-check', 'h1']) {
  test(`a file is dropped on ${target}`, () =>
    using({}, async (opened) => {
      await drop(opened, target, 'notice.eml', mail('play.com/genuine-notice.en.eml'));
      await answered(opened, 'genuine', 'Genuine', /Play\.com/);
    }));
}

test('another language keeps the paste and what stands open, and says the answer anew', () =>
  using({}, async (opened) => {
    const source = mail('play.com/fake-notice-correct-name.en.eml');
    await paste(opened, { 'text/plain': source });
    await answered(opened, 'fake', 'Fake', /This is not from Play\.com/);
    const before = await box(opened).inputValue();
    await inside(opened, '.reason summary').first().click();
    await opened.page.getByRole('button', { name: 'Français' }).click();
    await answered(opened, 'fake', 'Faux', /Ce message ne vient pas de Play\.com/);
    assert.equal(await box(opened).inputValue(), before);
    assert.equal(await inside(opened, '.reason details[open]').count(), 1);
    assert.equal(await opened.page.locator('h1').innerText(), 'Ce message vient\u2011il vraiment de la boutique\u00a0?');
    await opened.page.getByRole('button', { name: 'English' }).click();
    await answered(opened, 'fake', 'Fake', /This is not from Play\.com/);
  }, /\/locale\/fr\.js$/));

test('what is no mail gets its sentence, and nothing is lost', () =>
  using({}, async (opened) => {
    await inside(opened, '.primary').click();
    assert.match(await inside(opened, '.error').innerText(), /nothing to check yet/);
    await opened.page.getByRole('button', { name: 'Français' }).click();
    await inside(opened, '.error', { hasText: 'rien à vérifier' }).waitFor();
    const document = Buffer.from('%PDF-1.7\n');
    await inside(opened, 'input[type=file]').setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: document });
    await inside(opened, '.error', { hasText: 'autre type de fichier' }).waitFor();
    await paste(opened, { 'text/plain': mail('play.com/genuine-notice.en.eml') });
    await answered(opened, 'genuine', 'Authentique', /Play\.com/);
    assert.equal(await inside(opened, '.error').isVisible(), false);
    await inside(opened, '.quiet').click();
    assert.equal(await box(opened).inputValue(), '');
    assert.equal(await inside(opened, '.verdict').count(), 0);
  }, /\/locale\/fr\.js$/));

for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference'])) {
  test(`on a phone the answer is at the top of the first screen after pasting (motion: ${reducedMotion})`, () =>
    using({ viewport: { width: 390, height: 664 }, context: { reducedMotion } }, async (opened) => {
      await paste(opened, { 'text/plain': mail('play.com/fake-notice-correct-name.en.eml') });
      await answered(opened, 'fake', 'Fake', /Play\.com/);
      await opened.page.waitForTimeout(1000);
      const place = await inside(opened, '.verdict').boundingBox();
      assert.ok(place && place.y >= 0 && place.y < 40, JSON.stringify(place));
    }));
}

test('a hostile mail runs nothing, leads nowhere and is shown as words', () =>
  using({}, async (opened) => {
    const { page } = opened;
    const address = page.url();
    /** @type {string[]} */
    const navigations = [];
    page.on('framenavigated', (frame) => navigations.push(frame.url()));
    await page.evaluate(() => Reflect.set(globalThis, 'harmed', false));
    await paste(opened, { 'text/plain': HOSTILE });
    await page.locator('countersign-check[verdict]').waitFor();
    await openAll(opened);
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => Reflect.get(globalThis, 'harmed')), false);
    assert.equal(page.url(), address);
    assert.deepEqual(navigations, []);
    const answer = await page.evaluate(() => {
      const root = document.querySelector('countersign-check')?.shadowRoot;
      const tags = new Set(Array.from(root?.querySelectorAll('*') ?? [], (node) => node.localName));
      return { tags: [...tags], text: root?.textContent ?? '' };
    });
    for (const tag of ['a', 'script', 'img', 'iframe', 'form', 'meta', 'b', 'object', 'video']) {
      assert.ok(!answer.tags.includes(tag), tag);
    }
    assert.doesNotMatch(answer.text, /[\u202a-\u202e\u2066-\u2069]/);
    assert.ok((await inside(opened, '.links .host').count()) > 0);
  }));

test('the same as a rich paste', () =>
  using({}, async (opened) => {
    await opened.page.evaluate(() => Reflect.set(globalThis, 'harmed', false));
    await paste(opened, { 'text/html': HOSTILE_HTML, 'text/plain': 'Click here' });
    await opened.page.locator('countersign-check[verdict]').waitFor();
    await openAll(opened);
    await opened.page.waitForTimeout(300);
    assert.equal(await opened.page.evaluate(() => Reflect.get(globalThis, 'harmed')), false);
  }));

test('five megabytes are answered within seconds, and all of them are checked', () =>
  using({}, async (opened) => {
    const long = `${mail('play.com/genuine-notice.en.eml')}\n${'word '.repeat(1_000_000)}\n`;
    const started = Date.now();
    await drop(opened, 'countersign-check', 'long.eml', long);
    await opened.page.locator('countersign-check[verdict]').waitFor();
    const took = Date.now() - started;
    assert.ok(took < 6000, `${took} ms`);
    assert.match(await inside(opened, '.note').innerText(), /Only the beginning/);
    assert.ok((await box(opened).inputValue()).length <= 200_000);
  }));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing in any state (${colorScheme})`, () =>
    // axe brings styles of its own, which the policy would refuse.
    using({ colorScheme, context: { reducedMotion: 'reduce', bypassCSP: true } }, async (opened) => {
      await noAxe(opened, 'empty');
      await inside(opened, '.primary').click();
      await noAxe(opened, 'error');
      for (const [verdict, file] of VERDICTS) {
        await choose(opened, `tests/mails/${file}`);
        await opened.page.locator(`countersign-check[verdict=${verdict}]`).waitFor();
        await openAll(opened);
        await noAxe(opened, verdict);
      }
    }));
}

for (const [verdict, file] of [...['empty'].map((state) => [state, '']), ...['genuine', 'unproven', 'suspicious', 'fake'].map((v) => [v, v])]) {
  test(`nothing is cut off or scrolls sideways at 320 px: ${verdict}`, () =>
    using({ viewport: { width: 320, height: 640 }, locale: 'fr-FR' }, async (opened) => {
      const found = VERDICTS.find(([name]) => name === file);
      if (found) {
        await choose(opened, `tests/mails/${found[1]}`);
        await opened.page.locator(`countersign-check[verdict=${verdict}]`).waitFor();
        await openAll(opened);
      }
      const width = await opened.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `${width}`);
    }));
}

for (const [locale, heading, refused, verified] of [
  ['en-GB', /Signatures/, /This is no key record/, 'Exactly as play.com signed it'],
  ['fr-FR', /Signatures/, /pas un enregistrement de clé/, "Exactement tel que play.com l'a signé"],
]) {
  test(`a key that the person looks up verifies the signature (${locale})`, () =>
    using({ locale: String(locale) }, async (opened) => {
      await choose(opened, 'tests/cases/signature-verified/hit-given-key.eml');
      await inside(opened, '[part=signatures] summary', { hasText: heading }).click();
      const place = inside(opened, '.record .lookup');
      assert.match(await place.innerText(), /brass\._domainkey\.play\.com/);
      await place.locator('textarea').fill('v=spf1 -all');
      await place.locator('button').click();
      assert.match(await place.locator('.refused').innerText(), /** @type {RegExp} */ (refused));
      await place.locator('textarea').fill(`"${readFileSync('tests/keys/rsa-2048.record', 'utf8')}"`);
      await place.locator('button').click();
      await inside(opened, '.reason .title', { hasText: String(verified) }).waitFor();
      assert.equal(await inside(opened, '.record .lookup').count(), 0);
      assert.equal(await inside(opened, '[data-signature=pass]').count(), 1);
      await opened.screenshot(`key-given-${String(locale).slice(0, 2)}`);
    }));
}

test('everything is reached by keyboard', () =>
  using({}, async (opened) => {
    const { page } = opened;
    await box(opened).focus();
    await page.keyboard.insertText(mail('play.com/fake-notice-correct-name.en.eml'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await answered(opened, 'fake', 'Fake', /Play\.com/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await inside(opened, '.steps', { hasText: 'Close the page' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await inside(opened, '.reason details[open]').count(), 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await inside(opened, 'mark:focus').count(), 1);
  }));

test('an element that leaves the page takes its listeners along, and can come back', () =>
  using({}, async (opened) => {
    await opened.page.evaluate(async () => {
      const element = /** @type {HTMLElement} */ (document.querySelector('countersign-check'));
      const parent = /** @type {HTMLElement} */ (element.parentElement);
      element.remove();
      await new Promise((done) => {
        element.addEventListener('countersign-ready', done, { once: true });
        parent.append(element);
      });
    });
    await paste(opened, { 'text/plain': mail('play.com/genuine-notice.en.eml') });
    await answered(opened, 'genuine', 'Genuine', /Play\.com/);
    // A browser asks for a moved element's styles again; nothing pasted was there then.
  }, /\/styles\/[a-z-]+\.css$/));

test('the result is told as a plain report', () =>
  using({}, async (opened) => {
    await opened.page.evaluate(() => {
      document.addEventListener('countersign-result', (event) => {
        Reflect.set(globalThis, 'told', JSON.parse(JSON.stringify(/** @type {CustomEvent} */ (event).detail)));
      });
    });
    await paste(opened, { 'text/plain': mail('play.com/genuine-notice.en.eml') });
    await answered(opened, 'genuine', 'Genuine', /Play\.com/);
    const told = await opened.page.evaluate(() => Reflect.get(globalThis, 'told'));
    assert.equal(told.verdict, 'genuine');
    assert.equal(told.claim.name, 'Play.com');
  }));

const HOSTILE_HTML = `<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/">
<base href="https://evil.example/"><link rel="stylesheet" href="https://evil.example/a.css">
<style>@import "https://evil.example/b.css"; body { background: url(https://evil.example/c.png) }</style></head>
<body onload="globalThis.harmed = true"><script>globalThis.harmed = true; location = 'https://evil.example/'</script>
<img src="https://evil.example/pixel.gif" onerror="globalThis.harmed = true">
<svg onload="globalThis.harmed = true"></svg><iframe src="https://evil.example/"></iframe>
<video autoplay src="https://evil.example/v"></video><form action="https://evil.example/"><input autofocus onfocus="globalThis.harmed = true"></form>
<a href="javascript:globalThis.harmed = true">https://www.paypal.com/</a>
<a href="https://evil.example/\u202egnp.exe">\u202ehttps://www.paypal.com/ <b>now</b></a>
<p>\u2066${'w'.repeat(20_000)}\u2069</p></body></html>`;

const HOSTILE = `From: "\u202ePayPal <img src=x onerror=globalThis.harmed=true>" <a@evil.example>
To: you@example.com
Subject: <script>globalThis.harmed = true</script> {brand} ${'x'.repeat(100_000)}
Reply-To: <svg/onload=globalThis.harmed=true>@evil.example
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

${HOSTILE_HTML}`;
