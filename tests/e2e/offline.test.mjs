// @ts-check
/** Without a connection: the page opens, checks and changes its language. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { closeAll, openPage } from './harness.mjs';
import { answered, choose, inside } from './steps.mjs';

const FOLDER = process.env.COUNTERSIGN_FILES ?? 'target/files';

after(closeAll);

test('once it was opened, it works without a connection', async () => {
  const opened = await openPage();
  const { page } = opened;
  try {
    await page.evaluate(() => navigator.serviceWorker.ready);
    const names = await page.evaluate(async () => {
      const [name] = await caches.keys();
      const cache = await caches.open(String(name));
      return (await cache.keys()).map(({ url }) => new URL(url).pathname);
    });
    for (const name of ['/', '/countersign_wasm.js', '/locale/fr.js', '/example/en.js']) {
      assert.ok(names.includes(name), name);
    }
    await page.context().setOffline(true);
    await page.reload();
    await page.locator('countersign-check[ready]').waitFor();
    await choose(opened, 'tests/mails/play.com/genuine-notice.en.eml');
    await answered(opened, 'genuine', 'Genuine', /Play\.com/);
    await page.getByRole('button', { name: 'Français' }).click();
    await inside(opened, '.word', { hasText: 'Authentique' }).waitFor();
    await inside(opened, '.examples > summary').click();
    await inside(opened, '[data-example=fake-notice]').click();
    await answered(opened, 'fake', 'Faux', /Play\.com/);
  } finally {
    await opened.close();
  }
});

test('the worker keeps the files of its build and asks for nothing else', async () => {
  const opened = await openPage();
  const { page } = opened;
  try {
    /** @type {string[]} */
    const asked = [];
    page.context().on('request', (request) => {
      if (request.serviceWorker()) asked.push(new URL(request.url()).pathname);
    });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await page.locator('countersign-check[ready]').waitFor();
    asked.length = 0;
    await choose(opened, 'tests/mails/play.com/genuine-notice.en.eml');
    await inside(opened, '[data-verdict]').waitFor();
    await page.waitForTimeout(500);
    assert.deepEqual(asked, []);
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.close();
  }
});

test('once the readers are kept, the pictures of a mail are searched unasked', async () => {
  const opened = await openPage();
  const { page } = opened;
  try {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    await choose(opened, join(FOLDER, 'mail-with-code.eml'));
    await page.locator('countersign-check[verdict=suspicious]').waitFor();
    assert.match(await inside(opened, '.notes').innerText(), /A QR code is among its pictures/);
    await choose(opened, join(FOLDER, 'fake.msg'));
    await answered(opened, 'fake', 'Fake', /Play\.com/);
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.close();
  }
});

test('it can be installed, and says that it opens mails', async () => {
  const opened = await openPage();
  try {
    const manifest = await opened.page.evaluate(() => {
      const link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=manifest]'));
      return link?.href;
    });
    const response = await opened.page.context().request.get(String(manifest));
    assert.equal(response.headers()['content-type'], 'application/manifest+json');
    const { icons, file_handlers: handlers } = await response.json();
    for (const { src } of icons) {
      const icon = await opened.page.context().request.get(new URL(src, String(manifest)).href);
      assert.equal(icon.status(), 200, src);
    }
    assert.deepEqual(handlers[0].accept, { 'message/rfc822': ['.eml'] });
  } finally {
    await opened.close();
  }
});
