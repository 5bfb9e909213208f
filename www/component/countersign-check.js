// @ts-check
/** The element: a shadow root for Rust to paint into, and what HTML can say to it. */

import { best_language, breath, check, mount, sentence, speak, start } from './core.js';
import { memory } from './memory.js';
import { Thread } from './thread.js';

const STYLES = ['../styles/tokens.css', '../styles/countersign-check.css'];

/** What somebody does who is about to use it. */
const REACHING = ['pointerdown', 'keydown', 'dragenter'];
/** Whether a first check has been made for all elements of the page. */
let warm = false;

/**
 * `<countersign-check lang="fr">`: paste a mail, learn whether it can be the shop
 * it claims to be.
 *
 * Its content is shown until the checker has started, and where it cannot.
 *
 * Attributes: `lang` (a BCP 47 tag; the browser's language without it). Reflected:
 * `ready`, `failed`, `verdict` (`genuine`, `unproven`, `suspicious`, `fake`).
 * Events: `countersign-ready`, `countersign-failed`, `countersign-language` once it
 * speaks another language, and `countersign-result` with the report as its detail. Parts and custom properties: see the style sheets.
 */
export class CountersignCheck extends HTMLElement {
  static observedAttributes = ['lang'];

  /** @type {import('../countersign_core.js').Mounted | undefined} */
  #mounted;
  /** @type {ShadowRoot} */
  #root;
  #language = 'en';
  #thread = new Thread({
    begin: (job, step) => this.#mounted?.begin(job, step),
    done: (job, answer) => this.#mounted?.give_answer(job, answer),
    lost: (job) => this.#mounted?.without_thread(job),
  });

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    this.#root.addEventListener('click', (event) => {
      const button = event.target instanceof Element && event.target.closest('[data-example]');
      if (button) this.checkExample(button.getAttribute('data-example') ?? '').catch(console.error);
    });
    for (const reaching of REACHING) {
      this.#root.addEventListener(reaching, () => this.#warmUp(), { once: true, passive: true });
    }
    this.#root.addEventListener('countersign-read', (event) => {
      this.#read(/** @type {CustomEvent} */ (event).detail);
    });
  }

  connectedCallback() {
    this.#begin().then(
      () => this.#say('ready'),
      (error) => {
        console.error(error);
        this.#say('failed');
      },
    );
  }

  disconnectedCallback() {
    this.#thread.stop();
    this.#mounted?.free();
    this.#mounted = undefined;
    this.#root.replaceChildren();
    this.removeAttribute('ready');
    this.removeAttribute('verdict');
  }

  attributeChangedCallback() {
    if (this.#mounted) this.#speak().catch(console.error);
  }

  /** The language that it speaks. */
  get language() {
    return this.#language;
  }

  /**
   * Puts a text into the box and checks it.
   *
   * @param {string} text
   */
  checkText(text) {
    this.#mounted?.check_text(text);
  }

  /**
   * Takes what was pasted or dropped beside the element.
   *
   * @param {DataTransfer | null} transfer
   * @returns {boolean} Whether there was anything to take.
   */
  receive(transfer) {
    return transfer !== null && (this.#mounted?.receive(transfer) ?? false);
  }

  /**
   * Puts a built-in example into the box and checks it.
   *
   * @param {string} id As `src/example/examples.toml` names it.
   */
  async checkExample(id) {
    const { default: examples } = await import(`../example/${this.#language}.js`);
    const { text, name, address, onlyFor } = examples[id];
    const bytes = Uint8Array.from(text, (/** @type {string} */ c) => c.charCodeAt(0));
    this.#mounted?.check_example(id, bytes, name, address, onlyFor);
  }

  /**
   * Says that the readers of files load without asking the network, because whoever embeds the
   * element keeps them: pictures in mails are then searched without being asked.
   */
  readersAtHand() {
    this.#mounted?.reader_at_hand();
  }

  /**
   * Has files read that are no text, by what is loaded for them.
   *
   * @param {[number, 'outlook' | 'picture', ...Uint8Array<ArrayBuffer>[]]} asked
   */
  async #read([turn, what, ...files]) {
    try {
      const readers = await import('./readers.js').catch(() => Promise.reject(new Error('error.no-reader')));
      if (what === 'outlook') this.#mounted?.give_mail(turn, await readers.readOutlook(files[0]));
      else this.#mounted?.give_codes(turn, await readers.readCodes(files));
    } catch (error) {
      this.#mounted?.refuse(turn, error instanceof Error ? error.message : '');
    }
  }

  async #begin() {
    this.#root.replaceChildren(...STYLES.map(styleSheet), document.createElement('slot'));
    await Promise.all([start(), ...Array.from(this.#root.querySelectorAll('link'), loaded)]);
    await breath();
    await this.#speak();
    await breath();
    if (this.isConnected && !this.#mounted) {
      this.#root.querySelector('slot')?.remove();
      this.#mounted = mount(this.#root, this.language, memory, this.#thread);
    }
  }

  /**
   * Has a few invented words checked while the person is about to paste: the first check reads
   * the tables, which takes most of its time.
   */
  #warmUp() {
    if (!this.#mounted || warm) return;
    warm = true;
    const words = `From: Maya <maya@home.invalid>\nSubject: -\n\n${sentence(this.#language, 'page.lead')} https://home.invalid/`;
    // Not before what the person did is shown.
    setTimeout(() => check(words, {}), 50);
  }

  /** Speaks the nearest language to what is asked for that there is. */
  async #speak() {
    const wanted = best_language(this.lang || navigator.languages.join());
    await speak(wanted);
    // Another may have been asked for meanwhile.
    if (wanted !== best_language(this.lang || navigator.languages.join())) return;
    this.#language = wanted;
    this.#mounted?.set_language(wanted);
    this.#tell('countersign-language');
  }

  /** @param {string} event */
  #tell(event) {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, composed: true }));
  }

  /** @param {'ready' | 'failed'} what */
  #say(what) {
    if (!this.isConnected) return;
    this.toggleAttribute(what, true);
    this.#tell(`countersign-${what}`);
  }
}

/** @param {string} address */
function styleSheet(address) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL(address, import.meta.url).href;
  return link;
}

/** @param {HTMLLinkElement} link */
function loaded(link) {
  return new Promise((done) => {
    // Without its style it is plain, but it works.
    link.addEventListener('load', done);
    link.addEventListener('error', done);
  });
}
