// @ts-check
/**
 * The page and the command line say the same of every test mail.
 *
 * Loads the very scripts that the page ships, asks them for the report of each
 * mail, and compares it, as text, with the line that the command line prints.
 *
 * Run by `cargo xtask test`, which says in the environment where things are.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const page = pathToFileURL(`${given('COUNTERSIGN_PAGE')}/`);
const list = 'tests/keys/keys.tsv';
const keys = readFileSync(list, 'utf8').trim().split('\n').map((line) => {
  const [selector, domain, record] = line.split('\t');
  return { selector, domain, record };
});
const mails = ['tests/cases', 'tests/mails'].flatMap(mailsIn).sort();
/** @type {{ start: () => Promise<unknown>, check: (bytes: Uint8Array, options: object) => object }} */
let core;
/** @type {string[]} */
let lines;

before(async () => {
  core = await import(new URL('component/core.js', page).href);
  await core.start();
  const printed = execFileSync(given('COUNTERSIGN_CLI'), ['check', '--format', 'jsonl', '--keys', list, ...mails], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  lines = printed.split('\n').slice(0, -1);
});

test('there are mails, and the command line prints a line for each', () => {
  assert.ok(mails.length > 0);
  assert.equal(lines.length, mails.length);
});

for (const [index, mail] of mails.entries()) {
  test(mail, () => {
    const line = `{"file":${JSON.stringify(mail)},"report":${JSON.stringify(core.check(readFileSync(mail), { keys }))}}`;
    assert.equal(line, lines[index]);
  });
}

/** @param {string} folder */
function mailsIn(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.eml'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** @param {string} name */
function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test\``);
  return value;
}
