/* 还原：the words that Pagefind stored → readable text, and the place of each word in it. */

import { CIRCLE, END, NAMES_END, PERCENT, PERMILLE, POINT, SPACE, isHan, isWord } from "./text.js";

const FIGURE = new RegExp(`^[0-9]+(${POINT}[0-9]+)*$`);

function readable(word) {
  if (word === PERCENT) return "%";
  if (word === PERMILLE) return "‰";
  return FIGURE.test(word) ? word.split(POINT).join(".") : word;
}

const isPair = (word) => isHan(word) && Array.from(word).length === 2;
const lastOf = (word) => Array.from(word).pop();
const circled = (figure) => String.fromCharCode("①".charCodeAt(0) - 1 + Number(figure));

/* A stored word without its marks, and how it reads. */
function parse(stored) {
  const blank = stored.endsWith(SPACE);
  const bare = blank ? stored.slice(0, -1) : stored;
  const round = isWord(bare) && bare.endsWith(CIRCLE);
  const word = round ? bare.slice(0, -1) : bare;
  return { word, blank, shown: round ? circled(word) : readable(word) };
}

/* 存文 → {text, words, body}. `words[i]` is {key, start, end}, or null for punctuation; `i` counts
   as Pagefind's locations do. Paragraphs end with a newline; `body` is where the names end. */
export function decode(content) {
  const words = [];
  let text = "";
  let body = 0;
  let overlap = false;
  for (const stored of content.split(/\s+/).filter(Boolean)) {
    const { word, blank, shown } = parse(stored);
    const ending = word === END || word === NAMES_END;
    const shared = overlap && isPair(word) ? word.length - lastOf(word).length : 0;
    const start = text.length - shared;
    text += ending ? "\n" : shown.slice(shared) + (blank ? " " : "");
    if (word === NAMES_END) body = text.length;
    words.push(isWord(word) ? { key: word.toLowerCase(), start, end: start + shown.length } : null);
    overlap = isPair(word) && !blank;
  }
  return { text, words, body };
}

/* Words of a term → its text. */
export const textOf = (term) =>
  term.reduce((text, word, i) => text + (i && isPair(word) && isPair(term[i - 1]) ? lastOf(word) : readable(word)), "");

/* 命中：where the terms stand. A term that nowhere stands in a row is marked word by word. */
export function findHits(words, terms) {
  const hits = [];
  terms.forEach((term, number) => {
    const rows = rowsOf(words, term, number);
    const found = rows.length ? rows : term.reduce((all, word) => all.concat(rowsOf(words, [word], number)), []);
    hits.push(...found);
  });
  return hits.sort((a, b) => a.start - b.start || a.end - b.end);
}

export const hasRow = (words, term) => term.length > 1 && rowsOf(words, term, 0).length > 0;

function rowsOf(words, term, number) {
  const last = term.length - 1;
  const rows = [];
  for (let i = 0; i + last < words.length; i += 1) {
    if (term.every((word, k) => words[i + k] && words[i + k].key === word)) {
      rows.push({ start: words[i].start, end: words[i + last].end, term: number });
    }
  }
  return rows.length || last ? rows : beginnings(words, term[0], number);
}

/* One word alone may be the beginning of longer ones; only what was asked for is marked. */
function beginnings(words, word, number) {
  const length = readable(word).length;
  return words
    .filter((item) => item && item.key.startsWith(word))
    .map((item) => ({ start: item.start, end: item.start + length, term: number }));
}

/* Hits → ranges without overlap. */
export function mergeRanges(ranges) {
  const merged = [];
  for (const { start, end } of ranges.slice().sort((a, b) => a.start - b.start)) {
    const before = merged[merged.length - 1];
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
