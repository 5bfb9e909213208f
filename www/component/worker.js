// @ts-check
/**
 * What a thread does with its job. The build puts it behind the core's own script, as one text
 * that the page has at hand: nothing is loaded when a thread begins.
 */

import init, { work } from '../countersign_core.js';

const thread = /** @type {any} */ (self);

thread.addEventListener('message', async (/** @type {any} */ { data: [module, job, mail] }) => {
  try {
    await init({ module_or_path: module });
  } catch (error) {
    unfit(error);
    return;
  }
  /** @type {Uint8Array | undefined} */
  let answer;
  try {
    answer = work(job, mail, { begin: (step) => thread.postMessage(step) });
  } catch (error) {
    console.warn(error);
  }
  thread.postMessage(answer, answer ? [answer.buffer] : []);
});

thread.addEventListener('messageerror', unfit);

/**
 * Tells the page that this thread cannot check anything, as its `error` event.
 *
 * @param {unknown} error
 */
function unfit(error) {
  setTimeout(() => {
    throw error;
  });
}
