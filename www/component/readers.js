// @ts-check
/**
 * Reads what is no text: files of Outlook's, and QR codes in pictures.
 *
 * Imported when somebody brings such a file, and not before. The browser decodes a picture; its
 * pixels go to WebAssembly, and nowhere else.
 */

import { decoded } from './core.js';
import init, { message, scan, sizes } from '../countersign_readers.js';
import bytes from '../countersign_readers_wasm.js';

/** @type {Promise<unknown> | undefined} */
let started;

/**
 * The mail in a file that Outlook saved.
 *
 * @param {Uint8Array} file
 * @returns {Promise<Uint8Array>} Rejected with the key of a sentence as its message.
 */
export async function readOutlook(file) {
  await start();
  return message(file);
}

/**
 * What the QR codes in pictures say. One that cannot be opened says nothing, unless it is the only
 * one.
 *
 * @param {Uint8Array<ArrayBuffer>[]} pictures
 * @returns {Promise<string[]>} Rejected with the key of a sentence as its message.
 */
export async function readCodes(pictures) {
  await start();
  /** @type {Set<string>} */
  const found = new Set();
  for (const picture of pictures) {
    const bitmap = await createImageBitmap(new Blob([picture])).catch(() => undefined);
    if (bitmap) {
      codes(bitmap).forEach((text) => found.add(text));
      bitmap.close();
    } else if (pictures.length === 1) {
      throw new Error('error.picture-unread');
    }
  }
  return [...found];
}

/** @param {ImageBitmap} bitmap */
function codes(bitmap) {
  const tries = sizes(bitmap.width, bitmap.height);
  for (let at = 0; at < tries.length; at += 2) {
    const found = codesAt(bitmap, tries[at], tries[at + 1]);
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * @param {ImageBitmap} bitmap
 * @param {number} width
 * @param {number} height
 */
function codesAt(bitmap, width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [];
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  try {
    return scan(width, height, new Uint8Array(data.buffer));
  } catch (error) {
    // A picture on which the reader breaks holds nothing that it could read.
    console.warn(error);
    return [];
  }
}

/** Once for everybody who asks. */
function start() {
  started ??= init({ module_or_path: decoded(bytes) });
  return started;
}
