// @ts-check
/** What surrounds the element: its words and its languages. */

import { CountersignCheck } from './component/countersign-check.js';
import { language_name, languages, sentence } from './component/core.js';

/** @type {CountersignCheck | null} */
const element = document.querySelector('countersign-check');

// It may have been faster than this script.
if (element?.hasAttribute('ready')) begin();
else element?.addEventListener('countersign-ready', begin, { once: true });

function begin() {
  listLanguages();
  word();
  element?.addEventListener('countersign-language', word);
}

/** One button a language. */
function listLanguages() {
  const buttons = languages().map((language) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.lang = language;
    button.textContent = language_name(language);
    button.addEventListener('click', () => {
      if (element) element.lang = language;
    });
    return button;
  });
  document.querySelector('.languages')?.replaceChildren(...buttons);
}

/** Says everything around the element in the element's language. */
function word() {
  const language = element?.language ?? 'en';
  document.documentElement.lang = language;
  document.title = sentence(language, 'page.title');
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = sentence(language, node.getAttribute('data-text') ?? '');
  }
  const group = document.querySelector('.languages');
  group?.setAttribute('aria-label', sentence(language, 'page.language'));
  for (const button of group?.querySelectorAll('button') ?? []) {
    button.setAttribute('aria-pressed', String(button.lang === language));
  }
}
