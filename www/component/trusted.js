// @ts-check
/** The addresses of our own scripts that the browser wants vouched for: these and no others. */

import { thread } from '../countersign_core.js';

/** @type {Map<string, () => string>} */
const OWN = new Map([
  ['offline', () => new URL('../sw.js', import.meta.url).href],
  ['thread', madeHere],
]);

/** @type {string | undefined} */
let made;

/** @type {{ createScriptURL(name: string): string } | undefined} */
const policy = Reflect.get(globalThis, 'trustedTypes')?.createPolicy('countersign', {
  createScriptURL: address,
});

/**
 * The address of one of our own scripts, as the browser takes it.
 *
 * @param {string} name
 * @returns {string}
 */
export function own(name) {
  return policy ? policy.createScriptURL(name) : address(name);
}

/** @param {string} name */
function address(name) {
  const found = OWN.get(name);
  if (!found) throw new TypeError(`${name} is no script of ours`);
  return found();
}

/** The address of the text that the build put into the core's script, which never changes. */
function madeHere() {
  made ??= URL.createObjectURL(new Blob([thread], { type: 'text/javascript' }));
  return made;
}
