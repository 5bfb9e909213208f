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
const core = await import(new URL('component/core.js', page).href);
await core.start();

/** More than what repairs are tried on, so that each form is walked once; and less. */
const [LARGE, SMALL] = [9, 4];
const record = readFileSync('tests/keys/rsa-2048.record', 'utf8');
const keys = [{ selector: 'brass', domain: 'play.com', record }];
const mail = readFileSync('tests/cases/signature-verified/hit-given-key.eml', 'utf8');
const line = `${'A line of words,  some blanks.  '.repeat(2)}\n`;
// The browser's compiler has done with the core before anything counts.
milliseconds(() => core.check(mail, { keys }), 300);
const plain = milliseconds(() => core.check(mail, {}), 200);
const rsa = milliseconds(() => core.check(mail, { keys }), 200) - plain;
row('a small mail, checked without keys', plain);
row('one RSA-2048 verification', rsa);
for (const form of ['relaxed', 'simple']) {
  row(`canonicalisation and hash, ${form}, per megabyte`, perMegabyte(form, LARGE));
  row(`the same with repairs tried, ${form}, per megabyte`, perMegabyte(form, SMALL));
}

/**
 * What a signature with this canonical form adds to checking a mail of so many megabytes.
 *
 * @param {string} form
 * @param {number} megabytes
 */
function perMegabyte(form, megabytes) {
  const body = line.repeat((megabytes * 1_000_000) / line.length);
  const signed = mail.replace('text/html', 'application/octet-stream').replace('relaxed/relaxed', `${form}/${form}`) + body;
  const unsigned = signed.replace('DKIM-Signature', 'X-DKIM-Signature');
  return (milliseconds(() => core.check(signed, {}), 9) - milliseconds(() => core.check(unsigned, {}), 9)) / megabytes;
}

/**
 * @param {string} name
 * @param {number} cost
 */
function row(name, cost) {
  console.log(`${name.padEnd(52)} ${cost.toFixed(2).padStart(8)} ms ${(cost / plain).toFixed(2).padStart(7)} of the first`);
}

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
