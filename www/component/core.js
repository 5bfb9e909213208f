// @ts-check
/**
 * The core: WebAssembly that arrives as a string inside a script, because the
 * page's policy lets nothing be loaded. Each language is a script as well.
 */

import init, { add_language } from '../countersign_core.js';
import bytes from '../countersign_wasm.js';

export {
  best_language,
  check,
  language_name,
  languages,
  mount,
  sentence,
} from '../countersign_core.js';

/** @type {Promise<unknown> | undefined} */
let started;
/** @type {WebAssembly.Module | undefined} */
let compiled;
/** @type {Map<string, Promise<void>>} */
const spoken = new Map();

/**
 * Starts the core, once for everybody who asks.
 *
 * @returns {Promise<unknown>} Rejected where there is no WebAssembly.
 */
export function start() {
  started ??= breath()
    .then(() => WebAssembly.compile(decoded(bytes)))
    .then((module) => {
      compiled = module;
      return init({ module_or_path: module });
    });
  return started;
}

/**
 * Lets the browser do what waits: starting is several short tasks instead of a long one.
 *
 * @returns {Promise<void>}
 */
export function breath() {
  return new Promise((done) => {
    setTimeout(done);
  });
}

/** The core as it was compiled here: another thread need not do that again. */
export function core() {
  return compiled;
}

/**
 * Brings the words of a language, one of `languages()`, once for everybody who asks.
 *
 * @param {string} language
 * @returns {Promise<void>} Rejected where its script cannot be had.
 */
export function speak(language) {
  let words = spoken.get(language);
  if (!words) {
    words = import(`../locale/${language}.js`).then((script) => add_language(language, script.default));
    spoken.set(language, words);
    // Without a connection now, there may be one later.
    words.catch(() => spoken.delete(language));
  }
  return words;
}

/** Characters that a string must escape, and those that stand in their places: see xtask/src/page.rs. */
const TRADES = ['\n]', '"Y', '\rZ', '\\^'];

/**
 * The bytes of a module that arrived as a string.
 *
 * @param {string} text One character U+0000 to U+00FF a byte, some of them traded.
 */
export function decoded(text) {
  const byte = Uint8Array.from({ length: 256 }, (_, at) => at);
  for (const trade of TRADES) {
    const [one = 0, other = 0] = [trade.charCodeAt(0), trade.charCodeAt(1)];
    byte[one] = other;
    byte[other] = one;
  }
  const array = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) array[at] = byte[text.charCodeAt(at)] ?? 0;
  return array;
}
