// @ts-check
/**
 * What a thread does with its job. The build puts it behind the core's own script, as one text
 * that the page has at hand: nothing is loaded when a thread begins.
 */

import init, { work } from '../countersign_core.js';

const thread = /** @type {any} */ (self);

thread.addEventListener('message', async (/** @type {any} */ { data: [module, job, mail] }) => {
  /** @type {Uint8Array | undefined} */
  let answer;
  try {
    await init({ module_or_path: module });
    answer = work(job, mail, { begin: (step) => thread.postMessage(step) });
  } catch (error) {
    console.warn(error);
  }
  thread.postMessage(answer, answer ? [answer.buffer] : []);
});
