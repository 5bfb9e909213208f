// @ts-check
/** Gives the element its name. */

import { CountersignCheck } from './countersign-check.js';

customElements.define('countersign-check', CountersignCheck);
