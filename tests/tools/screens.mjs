// @ts-check
/** Takes the pictures of docs/screens anew: `cargo xtask screens`. */

import { closeAll, openPage } from '../e2e/harness.mjs';
import { mail, paste } from '../e2e/steps.mjs';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 800, height: 720 };

/** @type {[string, Parameters<typeof openPage>[0], string][]} */
const PICTURES = [
  ['fake-phone-light.en', { locale: 'en-GB', viewport: PHONE }, 'play.com/fake-notice-correct-name.en.eml'],
  ['genuine-phone-light.fr', { locale: 'fr-FR', viewport: PHONE }, 'play.com/genuine-notice.fr.eml'],
  ['unproven-phone-dark.fr', { locale: 'fr-FR', viewport: PHONE, colorScheme: 'dark' }, 'unknown-shop/unproven-order.fr.eml'],
  ['suspicious-desk-dark.en', { locale: 'en-GB', viewport: DESK, colorScheme: 'dark' }, 'paypal/suspicious-invoice.en.eml'],
];

for (const [name, options, file] of PICTURES) {
  const opened = await openPage(options);
  await paste(opened, { 'text/plain': mail(file) });
  await opened.page.locator('countersign-check[verdict]').waitFor();
  // The page goes to its answer by itself, smoothly.
  await opened.page.waitForTimeout(1500);
  await opened.page.screenshot({ path: `docs/screens/${name}.png` });
  await opened.close();
}
await closeAll();
