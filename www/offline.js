// @ts-check
/** Works without a connection, and opens mails that the system hands over. */

import { CountersignCheck } from './component/countersign-check.js';
import { own } from './component/trusted.js';

// An insecure address has none, and a private window may refuse: then it needs a connection.
navigator.serviceWorker?.register(own('offline')).catch(() => {});

/** @type {{ setConsumer(take: (given: { files?: { getFile(): Promise<File> }[] }) => void): void } | undefined} */
const queue = Reflect.get(globalThis, 'launchQueue');

queue?.setConsumer(async ({ files }) => {
  const file = await files?.[0]?.getFile();
  const element = document.querySelector('countersign-check');
  if (!file || !(element instanceof CountersignCheck)) return;
  if (!element.hasAttribute('ready')) {
    await new Promise((done) => element.addEventListener('countersign-ready', done, { once: true }));
  }
  const transfer = new DataTransfer();
  transfer.items.add(file);
  element.receive(transfer);
});
