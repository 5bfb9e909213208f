// @ts-check
/** Behind the answer: marks in the paste, what is copied, the parts of the mail, one page of print. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeAll } from './harness.mjs';
import { choose, inside, openAll, paste, using } from './steps.mjs';

after(closeAll);

test('a reason leads to its place in the paste', () =>
  using({ context: { reducedMotion: 'reduce' } }, async (opened) => {
    await choose(opened, 'tests/mails/play.com/fake-notice-correct-name.en.eml');
    await inside(opened, '.reason summary').first().click();
    await inside(opened, '.reason [data-mark]').first().click();
    assert.equal(await inside(opened, '[data-name=marked]').getAttribute('open'), '');
    const mark = inside(opened, 'mark:focus');
    assert.equal(await mark.count(), 1);
    assert.match(await mark.innerText(), /\w/);
    assert.ok(await mark.evaluate((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }));
  }));

test('in a rich paste the visible words are marked, with the real target beside them', () =>
  using({}, async (opened) => {
    const html = '<p>Dear é customer,</p><p><a href="http://paypal.account-check.example/x">https://www.paypal.com/login</a></p>';
    await paste(opened, { 'text/html': html, 'text/plain': 'Dear é customer, https://www.paypal.com/login' });
    await inside(opened, '[data-name=marked] > summary').click();
    assert.equal(await inside(opened, 'mark', { hasText: 'paypal' }).innerText(), 'https://www.paypal.com/login');
    assert.match(await inside(opened, '.target').first().innerText(), /paypal\[\.\]account-check\[\.\]example/);
  }));

test('what is copied out of the answer is no live link', () =>
  using({}, async (opened) => {
    await paste(opened, { 'text/plain': 'Dear customer of PayPal, log in at https://www.paypal.com.verify.example/login today' });
    await openAll(opened);
    await inside(opened, '.paste').waitFor();
    await inside(opened, '.paste').click({ clickCount: 3 });
    await opened.page.keyboard.press('Control+C');
    await inside(opened, 'textarea.input').fill('');
    await opened.page.keyboard.press('Control+V');
    const copied = await inside(opened, 'textarea.input').inputValue();
    assert.match(copied, /https\[:\]\/\/www\[\.\]paypal/);
    assert.doesNotMatch(copied, /:\/\//);
  }));

test('the mail comes apart: who vouches, headers, parts, way, JSON', () =>
  using({ context: { permissions: ['clipboard-read', 'clipboard-write'] } }, async (opened) => {
    await choose(opened, 'tests/mails/play.com/genuine-notice.en.eml');
    await inside(opened, '[data-verdict]').waitFor();
    await openAll(opened);
    assert.match(await inside(opened, '[part=alignment]').innerText(), /DMARC/);
    assert.match(await inside(opened, '[part=headers]').innerText(), /Return-Path|Received/);
    assert.match(await inside(opened, '[part=parts]').innerText(), /characters/);
    assert.ok((await inside(opened, '.route > li').count()) > 1);
    await inside(opened, '[data-copy]').click();
    await inside(opened, '.said', { hasText: 'Copied' }).waitFor();
    const copied = JSON.parse(await opened.page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.verdict, 'genuine');
  }));

test('the age of what is known is told, and what follows once it is old', () =>
  using({}, async (opened) => {
    await choose(opened, 'tests/mails/play.com/genuine-notice.en.eml');
    assert.match(await inside(opened, '.fine').innerText(), /read on \d+ \w+ 20\d\d/);
    assert.doesNotMatch(await inside(opened, '.fine').innerText(), /more than a year old/);
    await opened.page.clock.setFixedTime(new Date('2031-01-01'));
    await inside(opened, '.primary').click();
    await inside(opened, '.fine', { hasText: 'more than a year old' }).waitFor();
  }));

test('print is the answer with its reasons, on one page', () =>
  using({}, async (opened) => {
    await choose(opened, 'tests/mails/play.com/fake-notice-correct-name.en.eml');
    await inside(opened, '[data-verdict]').waitFor();
    const pdf = (await opened.page.pdf({ format: 'A4' })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
  }));
