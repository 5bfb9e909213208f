// @ts-check
/**
 * A paste or drop beside the element, from the first moment on: this imports nothing, so whoever is
 * faster than the checker need not do it again.
 */

/** @typedef {import('./component/countersign-check.js').CountersignCheck} CountersignCheck */

const element = /** @type {CountersignCheck | null} */ (document.querySelector('countersign-check'));
/** @type {DataTransfer | undefined} What came before the checker was ready. */
let early;

document.addEventListener('paste', (event) => {
  // What is pasted into the box, the element takes itself.
  if (event.target !== element && receive(event.clipboardData)) event.preventDefault();
});

// Dropped beside the box, a file would take the place of the page.
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  if (!event.defaultPrevented) receive(event.dataTransfer);
  event.preventDefault();
});

element?.addEventListener(
  'countersign-ready',
  () => {
    if (early) element.receive(early);
    early = undefined;
  },
  { once: true },
);

/** @param {DataTransfer | null} transfer */
function receive(transfer) {
  if (!transfer) return false;
  if (element?.hasAttribute('ready')) return element.receive(transfer);
  early = copied(transfer);
  return true;
}

/**
 * The same once more: the browser empties its own when the event is over.
 *
 * @param {DataTransfer} transfer
 */
function copied(transfer) {
  const copy = new DataTransfer();
  for (const file of transfer.files) copy.items.add(file);
  for (const type of transfer.types) {
    if (type !== 'Files') copy.setData(type, transfer.getData(type));
  }
  return copy;
}
