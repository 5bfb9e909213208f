// @ts-check
/**
 * The core: WebAssembly that arrives as a string inside a script, because the
 * page's policy lets nothing be loaded.
 */

import init from '../countersign_core.js';
import bytes from '../countersign_wasm.js';

export { best_language, check, languages, mount, sentence } from '../countersign_core.js';

/** @type {Promise<unknown> | undefined} */
let started;

/**
 * Starts the core, once for everybody who asks.
 *
 * @returns {Promise<unknown>} Rejected where there is no WebAssembly.
 */
export function start() {
  started ??= init({ module_or_path: decoded(bytes) });
  return started;
}

/**
 * The bytes of a module that arrived as a string.
 *
 * @param {string} text One character U+0000 to U+00FF a byte.
 */
export function decoded(text) {
  const array = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) array[at] = text.charCodeAt(at);
  return array;
}
