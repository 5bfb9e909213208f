// @ts-check
/**
 * The only thing that is ever kept on the device: the person's own name and addresses,
 * and only while they want that. No other script may name the place (see docs/silence.md).
 */

const PLACE = 'countersign-about-me';

/** What the core can ask for: lines of text, first the name, then the addresses. */
export const memory = {
  /** @returns {string | undefined} */
  recall() {
    try {
      return localStorage.getItem(PLACE) ?? undefined;
    } catch {
      // A browser can refuse to keep anything.
      return undefined;
    }
  },

  /**
   * @param {string} lines
   * @returns {boolean} Whether it was kept.
   */
  remember(lines) {
    try {
      localStorage.setItem(PLACE, lines);
      return true;
    } catch {
      return false;
    }
  },

  forget() {
    try {
      localStorage.removeItem(PLACE);
    } catch {
      // What could not be kept need not be forgotten.
    }
  },
};
