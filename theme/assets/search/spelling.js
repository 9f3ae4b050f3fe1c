/* 写法：traditional characters and pinyin of a query. The table holds only what occurs; see
   generator/search/spelling.py. */

import { compact, normalise } from "./text.js";

/* spelling.json → {sure, doubtful: Map of characters, readings: character → syllables}. */
export function prepareSpelling({ simplified: [sure, doubtful], pinyin }) {
  const readings = new Map();
  for (const syllable of Object.keys(pinyin)) {
    for (const char of pinyin[syllable]) readings.set(char, (readings.get(char) || []).concat(syllable));
  }
  return { sure: pairUp(sure), doubtful: pairUp(doubtful), readings };
}

function pairUp([typed, read]) {
  const simple = Array.from(read);
  return new Map(Array.from(typed).map((char, i) => [char, simple[i]]));
}

/* 繁 → 简. Two readings where a character may stand for itself (顯著, 接著), the likelier first. */
export function variantsOf(query, { sure, doubtful }) {
  const chars = Array.from(normalise(query)).map((char) => sure.get(char) || char);
  const as = chars.join("");
  return chars.some((char) => doubtful.has(char)) ? [as, chars.map((char) => doubtful.get(char) || char).join("")] : [as];
}

/* The letters of a query that may be pinyin, else "". One letter would be anything. */
export function pinyinOf(query) {
  const letters = compact(query).replace(/ü/g, "v");
  return /^[a-z0-9]{2,40}$/.test(letters) && /[a-z]/.test(letters) ? letters : "";
}

/* 读音 of a name, a list of syllables for each character that has any sound. */
export function soundsOf(name, readings) {
  const sounds = [];
  let at = 0;
  for (const char of name) {
    const own = compact(char);
    if (own) sounds.push({ start: at, end: at + char.length, syllables: readings.get(char) || [own] });
    at += char.length;
  }
  return sounds;
}

/* Where a name sounds so: whole syllables, the last one perhaps not yet finished, else initials.
   → {start, end, whole} or null. */
export function findSound(sounds, letters) {
  for (const reach of [reachOfSyllables, reachOfInitials]) {
    for (let i = 0; i < sounds.length; i += 1) {
      const last = reach(sounds, letters, i);
      if (last >= 0) {
        return { start: sounds[i].start, end: sounds[last].end, whole: reach === reachOfSyllables, first: i === 0 };
      }
    }
  }
  return null;
}

/* Index of the last character that the letters reach from `i` on, or -1. */
function reachOfSyllables(sounds, letters, i, inside) {
  if (i >= sounds.length) return -1;
  for (const syllable of sounds[i].syllables) {
    if (syllable === letters || (inside && syllable.startsWith(letters))) return i;
    if (!letters.startsWith(syllable)) continue;
    const last = reachOfSyllables(sounds, letters.slice(syllable.length), i + 1, true);
    if (last >= 0) return last;
  }
  return -1;
}

function reachOfInitials(sounds, letters, i) {
  const last = i + letters.length - 1;
  if (last >= sounds.length) return -1;
  for (let k = 0; k < letters.length; k += 1) {
    if (!sounds[i + k].syllables.some((syllable) => syllable[0] === letters[k])) return -1;
  }
  return last;
}
