// @ts-check
/**
 * Has large mails checked in a thread of their own, so that the page goes on answering.
 *
 * A thread is made from what is here already, and under this page's policy: it asks for nothing,
 * and could not. So each job has a new one, and to stop a job is to end its thread, with all the
 * room that it took.
 */

import { core } from './core.js';
import { own } from './trusted.js';

/**
 * @typedef {object} Listener
 * @property {(job: number, step: number) => void} begin
 * @property {(job: number, answer: Uint8Array | undefined) => void} done Without an answer where
 *   the thread broke down over the mail.
 * @property {(job: number) => void} lost There is no thread to be had.
 */

export class Thread {
  /** @type {Listener} */
  #listener;
  /** @type {Worker | undefined} */
  #worker;
  /** A browser too old, or a page whose policy has none: it will not be asked again. */
  #refused = false;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /**
   * Has a job done, and nothing else.
   *
   * @param {number} job
   * @param {Uint8Array} what
   * @param {Uint8Array} mail
   * @returns {boolean} Whether there is a thread for it. That there is none after all is told later.
   */
  ask(job, what, mail) {
    this.stop();
    const worker = this.#refused ? undefined : started();
    if (!worker) return false;
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => {
      if (worker !== this.#worker) return;
      if (typeof data === 'number') {
        this.#listener.begin(job, data);
      } else {
        this.stop();
        this.#listener.done(job, data);
      }
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      this.stop();
      this.#refused = true;
      this.#listener.lost(job);
    });
    // What is lent here is the core's own memory: it goes along as a copy.
    const [job_, mail_] = [what.slice(), mail.slice()];
    worker.postMessage([core(), job_, mail_], [job_.buffer, mail_.buffer]);
    return true;
  }

  /** Ends what is being done. */
  stop() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** A thread that waits for its job. */
function started() {
  try {
    return new Worker(own('thread'), { type: 'module', name: 'countersign' });
  } catch {
    return undefined;
  }
}
