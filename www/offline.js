// @ts-check
/** Works without a connection, and opens mails that the system hands over. */

import { CountersignCheck } from './component/countersign-check.js';
import { own } from './component/trusted.js';

const element = /** @type {CountersignCheck | null} */ (document.querySelector('countersign-check'));
const ready = new Promise((done) => {
  if (element?.hasAttribute('ready')) done(true);
  else element?.addEventListener('countersign-ready', () => done(true), { once: true });
});

// An insecure address has none, and a private window may refuse: then it needs a connection.
navigator.serviceWorker?.register(own('offline')).catch(() => {});
// A page that the worker serves has everything at hand, the readers of pictures too.
navigator.serviceWorker?.addEventListener('controllerchange', kept);
kept();

async function kept() {
  if (!navigator.serviceWorker?.controller) return;
  await ready;
  element?.readersAtHand();
}

/** @type {{ setConsumer(take: (given: { files?: { getFile(): Promise<File> }[] }) => void): void } | undefined} */
const queue = Reflect.get(globalThis, 'launchQueue');

queue?.setConsumer(async ({ files }) => {
  const given = await Promise.all((files ?? []).map((file) => file.getFile()));
  if (given.length === 0) return;
  await ready;
  const transfer = new DataTransfer();
  given.forEach((file) => transfer.items.add(file));
  element?.receive(transfer);
});
