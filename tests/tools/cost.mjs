// @ts-check
/**
 * What verifying signatures costs in the wasm: `cargo xtask cost`.
 *
 * Each cost is the difference between the same mail checked with and without
 * what costs, in one run; the machine's speed shows in the first line.
 */

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const page = pathToFileURL(`${process.env.COUNTERSIGN_PAGE}/`);
const { default: text } = await import(new URL('countersign_wasm.js', page).href);
const core = await import(new URL('countersign_core.js', page).href);
await core.default({ module_or_path: Uint8Array.from(text, (/** @type {string} */ c) => c.charCodeAt(0)) });

const MEGABYTES = 4;
const record = readFileSync('tests/keys/rsa-2048.record', 'utf8');
const keys = [{ selector: 'brass', domain: 'play.com', record }];
const mail = readFileSync('tests/cases/signature-verified/hit-given-key.eml', 'utf8');
const line = `${'A line of words,  some blanks.  '.repeat(2)}\n`;
const body = line.repeat((MEGABYTES * 1_000_000) / line.length);
const large = mail.replace('text/html', 'application/octet-stream') + body;
const unsigned = large.replace('DKIM-Signature', 'X-DKIM-Signature');
const simple = large.replace('relaxed/relaxed', 'simple/simple');

const plain = milliseconds(() => core.check(mail, {}), 60);
const rsa = milliseconds(() => core.check(mail, { keys }), 60) - plain;
const none = milliseconds(() => core.check(unsigned, {}), 9);
const relaxed = (milliseconds(() => core.check(large, {}), 9) - none) / MEGABYTES;
const simply = (milliseconds(() => core.check(simple, {}), 9) - none) / MEGABYTES;
const row = (/** @type {string} */ name, /** @type {number} */ cost) =>
  console.log(`${name.padEnd(52)} ${cost.toFixed(2).padStart(8)} ms ${(cost / plain).toFixed(2).padStart(7)} of the first`);
row('a small mail, checked without keys', plain);
row('one RSA-2048 verification', rsa);
row('body hash and repairs, relaxed, per megabyte', relaxed);
row('body hash and repairs, simple, per megabyte', simply);

/**
 * The median of so many runs.
 *
 * @param {() => void} run
 * @param {number} times
 */
function milliseconds(run, times) {
  const took = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return took.sort((a, b) => a - b)[times >> 1] ?? 0;
}
