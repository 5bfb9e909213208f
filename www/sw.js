// @ts-check
/**
 * Keeps the files of this build, so that the page opens without a connection.
 *
 * It asks for the files listed below, once, while it is installed, and for nothing ever after.
 * Whatever is not among them it leaves to the browser. The build writes the list.
 */

const BUILD = 'countersign-build';
/** @type {string[]} */
const FILES = [];

const worker = /** @type {any} */ (self);
const kept = new Set(FILES.map((file) => new URL(file, worker.location.href).href));

worker.addEventListener('install', (/** @type {any} */ event) => {
  event.waitUntil(caches.open(BUILD).then((cache) => cache.addAll(FILES)));
});

worker.addEventListener('activate', (/** @type {any} */ event) => {
  event.waitUntil(
    caches.keys().then((names) => {
      const old = names.filter((name) => name.startsWith('countersign-') && name !== BUILD);
      return Promise.all([worker.clients.claim(), ...old.map((name) => caches.delete(name))]);
    }),
  );
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const address = event.request.url.split(/[?#]/)[0];
  if (event.request.method !== 'GET' || !kept.has(address)) return;
  const found = caches.open(BUILD).then((cache) => cache.match(address));
  event.respondWith(found.then((response) => response ?? Response.error()));
});
