// @ts-check
/** What other scripts get from the core: `check`, with places that JavaScript's strings count. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const page = pathToFileURL(`${process.env.COUNTERSIGN_PAGE}/`);
const MAIL = `From: "Amazon 😀 été" <a@shop-é.example>
Reply-To: "😀😀" <b@other.example>
To: you@example.com
Subject: x

Dear 😀 customer, see https://www.amazon.com.verify.example/ now
`;

/** @type {any} */
let core;

before(async () => {
  core = await import(new URL('component/core.js', page).href);
  await core.start();
});

test('places in a string are counted in its own units', () => {
  const places = evidence(core.check(MAIL)).filter(({ start }) => start !== null);
  assert.ok(places.length > 0);
  for (const { start, end, excerpt } of places) {
    const there = MAIL.slice(start, end);
    assert.ok(there.length > 0 && !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(there), there);
    assert.ok(there.includes(excerpt.slice(0, 6)) || excerpt.includes(there.slice(0, 6)), `${excerpt} / ${there}`);
  }
});

test('places in bytes are counted in bytes, and all else is the same', () => {
  const bytes = new TextEncoder().encode(MAIL);
  const [one, other] = [core.check(MAIL), core.check(bytes)];
  const units = evidence(one);
  for (const [at, { start, end }] of evidence(other).entries()) {
    if (start === null) continue;
    const text = new TextDecoder().decode(bytes.subarray(start, end));
    assert.equal(MAIL.slice(units[at]?.start, units[at]?.end), text);
  }
});

test('what the person says is heard, and what is not understood is refused', () => {
  const kind = core.check('https://www.amazon.com/', { kind: 'text' }).input.kind;
  assert.equal(kind, 'text');
  assert.throws(() => core.check('x', { kind: 'letter' }), /`kind`/);
  assert.throws(() => core.check('x', { addresses: 'a@b.example' }), /`addresses`/);
  assert.throws(() => core.check('  '), /error\.empty/);
  assert.throws(() => core.check(7), /string or a Uint8Array/);
});

test('the dearest language that there is, is spoken', () => {
  assert.equal(core.best_language('de-CH,fr-CH,en'), 'fr');
  assert.equal(core.best_language('en-US'), 'en');
  assert.equal(core.best_language('tlh'), 'en');
});

/** @param {any} report @returns {{ start: number | null, end: number | null, excerpt: string }[]} */
function evidence(report) {
  return report.findings.flatMap((/** @type {any} */ finding) => finding.evidence);
}
