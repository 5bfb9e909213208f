// @ts-check
/** What the person says about the mail, and what of it is ever kept. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeAll, openPage } from './harness.mjs';
import { box, choose, inside, mail, noAxe, paste, using } from './steps.mjs';

/** @typedef {import('./harness.mjs').Opened} Opened */

after(closeAll);

const PLACE = 'countersign-about-me';

test('who it says it is from, in the person\'s word, makes the claim that the mail leaves open', () =>
  using({}, async (opened) => {
    await paste(opened, { 'text/plain': 'Hello, your parcel is waiting. Pay the fee at http://pay.parcel-desk.example/x' });
    await inside(opened, '[data-verdict]').waitFor();
    assert.equal(await inside(opened, '.comparison dd').count(), 1);
    await tell(opened, 'brand', 'Royal Mail');
    await inside(opened, '.comparison dd', { hasText: 'Royal Mail' }).waitFor();
  }));

test('a name that we do not know is said to be left out', () =>
  // axe brings styles of its own, which the policy would refuse.
  using({ context: { bypassCSP: true } }, async (opened) => {
    await tell(opened, 'brand', 'Nobody & Sons Ltd');
    assert.equal(await inside(opened, '#told-unknown-1').isVisible(), true);
    await tell(opened, 'brand', 'PLAY.COM');
    assert.equal(await inside(opened, '#told-unknown-1').isVisible(), false);
    await noAxe(opened, 'told');
  }));

test('name and address change the answer while it stands, and the focus stays', () =>
  using({}, async (opened) => {
    await choose(opened, 'tests/mails/play.com/fake-adobe-scam.en.eml');
    await inside(opened, '[data-verdict=fake]').waitFor();
    assert.equal(await inside(opened, '[part=leak]').count(), 0);
    await tell(opened, 'address', 'Maya <maya.play@ellison.example>');
    await tell(opened, 'only-for', 'Play.com');
    await inside(opened, '[part=leak]').waitFor();
    const focused = await opened.page.evaluate(
      () => document.querySelector('countersign-check')?.shadowRoot?.activeElement?.id,
    );
    assert.equal(focused, 'told-only-for');
  }));

test('every field is offered, and nothing said is kept unasked', () =>
  using({}, async (opened) => {
    for (const [field, value] of [['name', 'Maya Ellison'], ['address', 'maya@ellison.example']]) {
      await tell(opened, String(field), String(value));
    }
    assert.ok((await inside(opened, '#told-receiver option').count()) > 10);
    assert.ok((await inside(opened, '#told-country option').count()) > 10);
    await inside(opened, '#told-country').selectOption('GB');
    await paste(opened, { 'text/plain': mail('play.com/fake-notice-correct-name.en.eml') });
    await inside(opened, '[part=next] li', { hasText: 'NCSC' }).waitFor();
    // `using` finds local storage empty.
  }));

test('name and address are kept when asked, found again, and forgotten at one click', async () => {
  const opened = await openPage();
  try {
    await tell(opened, 'name', 'Maya Ellison');
    await tell(opened, 'address', 'maya@ellison.example');
    await tell(opened, 'brand', 'Amazon');
    await inside(opened, '.tick-words').click();
    assert.deepEqual(await kept(opened), { [PLACE]: 'Maya Ellison\nmaya@ellison.example' });
    await opened.page.reload();
    await opened.page.locator('countersign-check[ready]').waitFor();
    assert.equal(await inside(opened, '#told-name').inputValue(), 'Maya Ellison');
    assert.equal(await inside(opened, '#told-brand').inputValue(), '');
    await unfold(opened);
    await inside(opened, '.told-keep button').click();
    assert.deepEqual(await kept(opened), {});
    assert.equal(await inside(opened, '#told-name').inputValue(), '');
    assert.equal(await inside(opened, '#told-keep').isChecked(), false);
    assert.equal(await box(opened).inputValue(), '');
  } finally {
    await opened.close();
  }
});

/** @param {Opened} opened */
async function unfold(opened) {
  const fold = inside(opened, '.told');
  if ((await fold.getAttribute('open')) === null) await inside(opened, '.told > summary').click();
}

/**
 * @param {Opened} opened
 * @param {string} field
 * @param {string} value
 */
async function tell(opened, field, value) {
  await unfold(opened);
  await inside(opened, `#told-${field}`).fill(value);
  // Leaving the field is what tells; the focus goes back to it.
  await inside(opened, `#told-${field}`).dispatchEvent('change');
}

/** @param {Opened} opened */
function kept(opened) {
  return opened.page.evaluate(() => ({ ...localStorage }));
}
