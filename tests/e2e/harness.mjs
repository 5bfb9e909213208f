// @ts-check
/**
 * Drives the built page in Chromium, and keeps a log of everything that it
 * asks the network for and of everything that the browser complains about.
 *
 * Run by `cargo xtask test`, which says in the environment where things are.
 */

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/**
 * @typedef {object} Request
 * @property {string} url
 * @property {string} type What asks: `Document`, `Script`, `Ping`, `WebSocket`, …
 * @property {number} time When, in milliseconds since 1970.
 */

/**
 * @typedef {object} Opened
 * @property {import('playwright-core').Page} page
 * @property {Request[]} requests Every request so far that left the page. What
 *   the page's policy refuses is among the complaints.
 * @property {() => Promise<Request[]>} requestsAfterReady Those made since the
 *   element could take a paste.
 * @property {string[]} complaints Errors on the console, exceptions, and what
 *   the page's policy refused.
 * @property {(name: string) => Promise<void>} screenshot Into target/screens/.
 * @property {() => Promise<void>} close
 */

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let browser;
/** @type {Promise<{ origin: string, stop: () => void }> | undefined} */
let server;

/**
 * Opens the page and waits until it can take a paste.
 *
 * @param {object} [options]
 * @param {string} [options.locale] As `fr-FR`.
 * @param {'light' | 'dark'} [options.colorScheme]
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {string} [options.path] Instead of `/`.
 * @param {boolean} [options.untilReady] False: return once the page has loaded.
 * @param {import('playwright-core').BrowserContextOptions} [options.context] Anything
 *   else that a context can be: `reducedMotion`, `forcedColors`, `hasTouch`, …
 * @returns {Promise<Opened>}
 */
export async function openPage(options = {}) {
  const { locale = 'en-GB', colorScheme = 'light', viewport = { width: 1024, height: 768 } } = options;
  browser ??= launch();
  server ??= serve();
  const context = await (await browser).newContext({ locale, colorScheme, viewport, ...options.context });
  const page = await context.newPage();
  /** @type {Request[]} */
  const requests = [];
  /** @type {string[]} */
  const complaints = [];
  await watchNetwork(page, requests);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
    if (message.text().startsWith(VIOLATION)) complaints.push(message.text());
  });
  await page.addInitScript(noteReadyAndViolations, { violation: VIOLATION, element: ELEMENT });
  await page.goto((await server).origin + (options.path ?? '/'));
  if (options.untilReady ?? true) {
    await page.locator(`${ELEMENT}[ready]`).first().waitFor({ state: 'attached' });
  }
  return {
    page,
    requests,
    complaints,
    async requestsAfterReady() {
      // Two frames and a moment: what the last action set off has been asked for.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
      const ready = await page.evaluate(() => Reflect.get(globalThis, '__readyAt'));
      if (typeof ready !== 'number') throw new Error('the element never became ready');
      const icons = await page.evaluate(iconAddresses);
      // A thread's script is a blob that the page made: it is read from memory, and asked of nobody.
      const own = `blob:${new URL(page.url()).origin}/`;
      return requests.filter(({ time, url }) => time > ready && !icons.includes(url) && !url.startsWith(own));
    },
    async screenshot(name) {
      const folder = process.env.COUNTERSIGN_SCREENS ?? 'target/screens';
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    },
    close: () => context.close(),
  };
}

/** Ends the browser and the server: call it once, in `after`. */
export async function closeAll() {
  await (await browser)?.close();
  (await server)?.stop();
  browser = undefined;
  server = undefined;
}

async function launch() {
  const executablePath = process.env.COUNTERSIGN_CHROMIUM;
  if (!executablePath) throw new Error('COUNTERSIGN_CHROMIUM is not set: run `cargo xtask test`');
  // Chromium's own sandbox refuses to work for root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...sandbox, ...QUIET] });
}

/**
 * Serves the built page on this machine.
 *
 * @returns {Promise<{ origin: string, stop: () => void }>}
 */
export async function serve() {
  const program = process.env.COUNTERSIGN_XTASK;
  if (!program) throw new Error('COUNTERSIGN_XTASK is not set: run `cargo xtask test`');
  const child = spawn(program, ['serve', '--no-build', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = () => {
    child.kill();
    process.off('exit', stop);
  };
  // Whatever happens here, the server ends with this process.
  process.on('exit', stop);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('http://')) return { origin: line.replace(/\/$/, ''), stop };
  }
  throw new Error('the server ended before it said its address');
}

/**
 * Asks the browser itself, not the page: beacons, sockets and what a style or
 * an image loads are told here as well.
 *
 * @param {import('playwright-core').Page} page
 * @param {Request[]} requests
 */
async function watchNetwork(page, requests) {
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ request, type, wallTime }) => {
    requests.push({ url: request.url, type: type ?? 'Other', time: wallTime * 1000 });
  });
  session.on('Network.webSocketCreated', ({ url }) => {
    requests.push({ url, type: 'WebSocket', time: Date.now() });
  });
  session.on('Network.webTransportCreated', ({ url }) => {
    requests.push({ url, type: 'WebTransport', time: Date.now() });
  });
  await session.send('Network.enable');
}

/**
 * Runs in the page. The browser itself fetches the page's icon and manifest, once and
 * when it likes, from addresses that nothing pasted can change.
 */
function iconAddresses() {
  const links = document.head.querySelectorAll('link[rel~="icon"], link[rel=manifest]');
  const named = Array.from(links, (link) => Reflect.get(link, 'href'));
  return [...named, new URL('/favicon.ico', location.href).href];
}

/**
 * Runs in the page before its own scripts.
 *
 * @param {{ violation: string, element: string }} names
 */
function noteReadyAndViolations({ violation, element }) {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.warn(`${violation}${event.violatedDirective} refused ${event.blockedURI}`);
  });
  const observer = new MutationObserver(() => {
    if (document.querySelector(`${element}[ready]`)) {
      Reflect.set(globalThis, '__readyAt', performance.timeOrigin + performance.now());
      observer.disconnect();
    }
  });
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['ready'] });
}

const ELEMENT = 'countersign-check';
const VIOLATION = 'policy: ';

/** Without these Chromium itself talks to the network. */
export const QUIET = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
