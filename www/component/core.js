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
  started ??= init({ module_or_path: decoded() });
  return started;
}

function decoded() {
  const array = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) array[at] = bytes.charCodeAt(at);
  return array;
}
