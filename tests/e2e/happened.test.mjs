// @ts-check
/** What to do now, by what has happened; a report to send oneself; the step that would help. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { closeAll } from './harness.mjs';
import { inside, using } from './steps.mjs';

/** @typedef {import('./harness.mjs').Opened} Opened */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

after(closeAll);

const LETTER = `Delivered-To: jane.quince@home.example
From: "PayPal for Jane" <service@paypal-check.example>
Reply-To: jane.quince.refund@paypal-check.example
To: Jane Quince <jane.quince@home.example>
Subject: Jane, card 4111 1111 1111 1111 is locked
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Dear Jane Quince,</p><p>Your PayPal account is locked.</p>
<p><a href="https://paypal.account-check.example/u/jane.quince@home.example?t=eyJhbGciOiJIUzI1NiJ9">https://www.paypal.com/</a></p>
`;

/** What can have happened, with the first thing to do then for a fake that names PayPal. */
const PATHS = /** @type {const} */ ([
  ['nothing', 'Nothing yet', /^Do not open its links/, 'Rien encore', /^N'ouvrez ni ses liens/],
  ['clicked', 'I clicked a link', /Close the page/, "J'ai cliqué sur un lien", /Fermez la page/],
  ['typed-password', 'I typed a password', /Type paypal\.com into your browser/, "J'ai tapé un mot de passe", /Tapez vous-même paypal\.com/],
  ['gave-card', 'I gave card or bank details', /Call your bank or card company/, "J'ai donné mes données bancaires", /Appelez votre banque/],
  ['paid', 'I paid', /say that it is fraud/, "J'ai payé", /dites que c'est une fraude/],
  ['opened-file', 'I opened a file', /Sign in to nothing on that device/, "J'ai ouvert un fichier", /Ne vous connectez à rien/],
  ['installed', 'I installed something', /off the internet/, "J'ai installé quelque chose", /Coupez l'appareil d'internet/],
  ['replied', 'I replied', /Do not answer again/, "J'ai répondu", /Ne répondez plus/],
  ['data-leaked', 'A shop says my data leaked', /Check that it is true/, 'Une boutique dit que mes données ont fui', /Vérifiez que c'est vrai/],
  ['address-leaked', 'Only my address leaked', /An address alone/, 'Seule mon adresse a fui', /Une adresse seule/],
]);

for (const [language, locale] of [['en', 'en-GB'], ['fr', 'fr-FR']]) {
  test(`each thing that can have happened has its own steps (${language})`, () =>
    using({ locale: String(locale) }, async (opened) => {
      await drop(opened, LETTER);
      for (const [id, en, first, fr, premier] of PATHS) {
        const question = opened.page.getByLabel(language === 'en' ? 'What has already happened?' : "Que s'est-il déjà passé ?");
        await question.selectOption({ label: language === 'en' ? en : fr });
        const step = await inside(opened, '.steps li .step').first().innerText();
        assert.match(step, language === 'en' ? first : premier, id);
      }
    }));
}

test('the reports go to the shop first, then to the chosen country', () =>
  using({ locale: 'en-GB' }, async (opened) => {
    await drop(opened, LETTER);
    await happened(opened, 'gave-card');
    const country = inside(opened, '#told-country');
    assert.equal(await country.inputValue(), 'GB');
    const text = await inside(opened, '.steps').innerText();
    assert.ok(text.indexOf('spoof@paypal.com') > 0);
    assert.ok(text.indexOf('spoof@paypal.com') < text.indexOf('report@phishing.gov.uk'));
    assert.match(text, /159/);
    assert.match(text, /Read at .+ on \d+ \w+ 2026/);
    await inside(opened, '[data-after=country]', { hasText: 'United Kingdom' }).click();
    assert.ok(await country.evaluate((field) => field.matches(':focus')));
    await country.selectOption('DE');
    assert.match(await inside(opened, '.steps').innerText(), /116\u00a0116/);
    await inside(opened, '[data-after=country]', { hasText: 'Germany' }).waitFor();
    await country.selectOption('');
    assert.match(await inside(opened, '.steps').innerText(), /Report it to the police/);
    assert.equal(await inside(opened, '#happened').inputValue(), 'gave-card');
  }));

test('a shop that has closed is no place to report to', () =>
  using({ locale: 'en-GB' }, async (opened) => {
    await choose(opened, 'tests/mails/play.com/fake-notice-correct-name.en.eml');
    for (const [id] of PATHS) {
      await happened(opened, id);
      assert.doesNotMatch(await inside(opened, '.now .next').innerText(), /\bplay\.com/, id);
    }
    await inside(opened, '[data-after=make]').click();
    assert.equal(await inside(opened, 'a[data-after=send]').count(), 1);
  }));

test('after a genuine mail nothing is urgent, and there is nothing to report', () =>
  using({}, async (opened) => {
    await choose(opened, 'tests/mails/play.com/genuine-notice.en.eml');
    for (const [id] of PATHS) {
      await happened(opened, id);
      assert.equal(await inside(opened, '.steps .when').count(), 0, id);
    }
    await happened(opened, 'clicked');
    assert.match(await inside(opened, '.steps').innerText(), /no cause for alarm/);
    assert.equal(await inside(opened, '[data-after=make]').count(), 0);
    assert.equal(await inside(opened, '[data-after=country]').count(), 0);
  }));

test('what happened stays through another language, and goes with the mail', () =>
  using({}, async (opened) => {
    await choose(opened, 'tests/mails/play.com/fake-notice-correct-name.en.eml');
    await happened(opened, 'paid');
    await opened.page.getByRole('button', { name: 'Français' }).click();
    assert.match(await inside(opened, '.steps').innerText(), /dites que c'est une fraude/);
    assert.equal(await inside(opened, '#happened').inputValue(), 'paid');
    await choose(opened, 'tests/mails/paypal/suspicious-invoice.en.eml');
    await opened.page.locator('countersign-check[verdict=suspicious]').waitFor();
    assert.equal(await inside(opened, '#happened').inputValue(), '');
  }, /\/locale\/(en|fr)\.js$/));

for (const [language, locale] of [['en', 'en-GB'], ['fr', 'fr-FR']]) {
  test(`a report names nobody, and is what the person makes of it (${language})`, () =>
    using({ locale: String(locale), context: { permissions: ['clipboard-read', 'clipboard-write'] } }, async (opened) => {
      await drop(opened, LETTER);
      await inside(opened, '[data-after=make]').click();
      const area = inside(opened, '#summary');
      const text = await area.inputValue();
      for (const name of ['jane', 'quince', 'home.example', 'home[.]example', '4111', 'eyJ']) {
        assert.ok(!text.toLowerCase().includes(name.toLowerCase()), `${name} in\n${text}`);
      }
      assert.match(text, /service@paypal-check\[\.\]example/);
      assert.match(text, /https\[:\]\/\/paypal\[\.\]account-check\[\.\]example/);
      assert.ok(!text.includes('://'));

      await area.fill('My own words & a “quote”\nsecond line #1');
      await inside(opened, '[data-after=copy]').click();
      await inside(opened, '.panel [role=status]', { hasText: language === 'en' ? 'Copied' : 'Copié' }).waitFor();
      assert.equal(await opened.page.evaluate(() => navigator.clipboard.readText()), 'My own words & a “quote”\nsecond line #1');
      assert.deepEqual(await saved(opened, '[data-after=save]'), {
        name: language === 'en' ? 'suspicious-mail.txt' : 'message-suspect.txt',
        text: 'My own words & a “quote”\nsecond line #1',
      });
      assert.deepEqual(await saved(opened, '[data-after=original]'), { name: 'letter.eml', text: LETTER });

      await opened.page.getByRole('button', { name: language === 'en' ? 'Français' : 'English' }).click();
      assert.equal(await area.inputValue(), 'My own words & a “quote”\nsecond line #1');
      await opened.screenshot(`report-${language}`);
    }, /^blob:|\/locale\/(en|fr)\.js$/));
}

test('the link to the mail program holds what stands in the box, and nothing else', () =>
  using({}, async (opened) => {
    await drop(opened, LETTER);
    await inside(opened, '[data-after=make]').click();
    await inside(opened, '#summary').fill('a&cc=x@y.example\nb');
    // No mail program is to be started here.
    await opened.page.evaluate(() => {
      document.querySelector('countersign-check')?.shadowRoot?.addEventListener('click', (event) => {
        if (/** @type {Element} */ (event.target).localName === 'a') event.preventDefault();
      });
    });
    const link = inside(opened, 'a[data-after=send]').last();
    await link.click();
    const address = new URL(String(await link.getAttribute('href')));
    assert.equal(address.protocol, 'mailto:');
    assert.equal(address.pathname, 'report@phishing.gov.uk');
    assert.deepEqual([...address.searchParams.keys()], ['subject', 'body']);
    assert.equal(address.searchParams.get('body'), 'a&cc=x@y.example\r\nb\r\n');
    await inside(opened, '#summary').fill('long line of words\n'.repeat(1000));
    await link.click();
    assert.ok(String(await link.getAttribute('href')).length <= 1800);
  }));

test('the visible text alone is offered the step that would help most, in the menus of the program', () =>
  using({ locale: 'fr-FR' }, async (opened) => {
    await inside(opened, 'textarea.input').fill('Bonjour, votre compte PayPal est bloqué. Cliquez ici pour le débloquer.');
    await inside(opened, '.primary').click();
    const field = inside(opened, '#program-more');
    await field.selectOption('gmail');
    assert.match(await inside(opened, '[part=more] .help').innerText(), /Afficher l'original/);
    await field.selectOption('iphone');
    assert.match(await inside(opened, '[part=more] .help').innerText(), /ne peut pas montrer la source/);
    await opened.page.getByRole('button', { name: 'English' }).click();
    assert.match(await inside(opened, '[part=more] .help').innerText(), /cannot show the source/);
  }, /\/locale\/(en|fr)\.js$/));

test('a whole mail is offered no step to learn more', () =>
  using({}, async (opened) => {
    await drop(opened, LETTER);
    assert.equal(await inside(opened, '[part=more]').count(), 0);
  }));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing, and nothing scrolls sideways, whatever happened (${colorScheme})`, () =>
    using({ locale: 'fr-FR', colorScheme, viewport: { width: 320, height: 640 }, context: { bypassCSP: true, reducedMotion: 'reduce' } }, async (opened) => {
      await drop(opened, LETTER);
      await inside(opened, '[data-after=make]').click();
      await inside(opened, '#program-report').selectOption('thunderbird');
      for (const [id] of PATHS) {
        await happened(opened, id);
        const width = await opened.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `${id}: ${width}`);
      }
      await opened.screenshot(`report-320-${colorScheme}.fr`);
      await opened.page.evaluate(axe);
      const found = await opened.page.evaluate(async () => {
        const { violations } = await Reflect.get(globalThis, 'axe').run(document, { preload: false, resultTypes: ['violations'] });
        return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => `${node.target.join(' ')} ${node.failureSummary}`).join('; ')}`);
      });
      assert.deepEqual(found, []);
    }));
}

test('what it looks like on a phone', () =>
  using({ viewport: { width: 390, height: 844 } }, async (opened) => {
    await choose(opened, 'tests/mails/play.com/fake-notice-correct-name.en.eml');
    await happened(opened, 'typed-password');
    await opened.screenshot('happened-phone.en');
    await inside(opened, '[data-after=make]').click();
    await opened.screenshot('report-phone.en');
  }));

/**
 * @param {Opened} opened
 * @param {string} id
 */
async function happened(opened, id) {
  await inside(opened, '#happened').selectOption(id === 'nothing' ? '' : id);
}

/**
 * @param {Opened} opened
 * @param {string} file
 */
async function choose(opened, file) {
  await inside(opened, 'input[type=file]').setInputFiles(file);
  await inside(opened, '.verdict').waitFor();
}

/**
 * @param {Opened} opened
 * @param {string} text
 */
async function drop(opened, text) {
  await inside(opened, 'input[type=file]').setInputFiles({
    name: 'letter.eml',
    mimeType: 'message/rfc822',
    buffer: Buffer.from(text),
  });
  await inside(opened, '.verdict').waitFor();
}

/**
 * What a button saves.
 *
 * @param {Opened} opened
 * @param {string} selector
 */
async function saved(opened, selector) {
  const [download] = await Promise.all([opened.page.waitForEvent('download'), inside(opened, selector).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(String(await download.path()), 'utf8') };
}
