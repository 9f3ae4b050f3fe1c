/* 检索方案：a question → case numbers with scores. Pure but for the engine. The numbers below weigh
   rank against bytes; `make bench-search` measures both. */

import { decode, hasRow, textOf } from "./decode.js";
import { isHan, terms as cut } from "./text.js";

const MOST_TERMS = 8;
const MOST_WORDS = 40;
const MOST_ASKED = 12;
const MOST_WINDOWS = 6;
const MOST_PARTS = 10;
const WINDOW = 4;
const FEW = 6;
const MOST_READ = 20;
/* Above every sum of ranks. */
const WHOLE = 1e6;
const LONGEST_EXCHANGED = 12;
export const MOST_CHARACTERS = 100;

/* 问句 → at most so many terms and words; a pasted page must not fetch the whole index. */
export function parseQuery(query) {
  let left = MOST_WORDS;
  const seen = new Set();
  const kept = [];
  for (const term of cut(Array.from(query).slice(0, MOST_CHARACTERS).join(""))) {
    const words = term.slice(0, left);
    const key = words.join(" ");
    if (!words.length || seen.has(key) || kept.length === MOST_TERMS) continue;
    seen.add(key);
    kept.push(words);
    left -= words.length;
  }
  return kept;
}

/* → {scores: Map, partial}. All terms, each in a row; else what has most of the words. */
export async function searchText(engine, terms) {
  const scores = await findAll(engine, terms);
  if (scores.size) return { scores, partial: false };
  return { scores: await findParts(engine, terms), partial: true };
}

/* Every word costs a piece of the index. So the beginnings of the terms are asked for first, then
   more of the long ones until few cases are left, and these few are read. Where the whole question
   stands as it was asked, punctuation aside, comes first. */
async function findAll(engine, terms) {
  const asked = within(terms.slice().sort((a, b) => b.length - a.length), MOST_ASKED);
  let found = intersect(await Promise.all(asked.map((term) => findBegun(engine, term))));
  const windows = windowsOf(terms, asked);
  while (found.size > FEW && windows.length) found = intersect([found, await engine.exact(windows.shift())]);
  const isAsked = asked.length === terms.length && terms.every((term) => term.length <= WINDOW);
  const numbers = Array.from(found.keys());
  const held =
    isAsked || found.size > MOST_READ
      ? new Map(numbers.map((number) => [number, 0]))
      : await keepHolding(engine, numbers, terms);
  return held.size > 1 ? ranked(engine, held, asked) : held;
}

/* A quoted search is exact but has no ranking, the loose one has; it is added to the points. */
async function ranked(engine, held, terms) {
  const ranks = await Promise.all(terms.map((term) => engine.loose(term.slice(0, WINDOW))));
  const rankOf = (number) => ranks.reduce((sum, rank) => sum + (rank.get(number) || 0), 0);
  return new Map(Array.from(held, ([number, points]) => [number, points + rankOf(number)]));
}

/* The first terms with at most so many words to begin with, and one at least. */
function within(terms, most) {
  let left = most;
  return terms.filter((term, i) => {
    left -= Math.min(term.length, WINDOW);
    return i === 0 || left >= 0;
  });
}

/* What to ask next: beginnings of further terms, then the ends and the middles of the long ones. */
function windowsOf(terms, asked) {
  const further = terms.filter((term) => !asked.includes(term) && term.length > 1).map((term) => term.slice(0, WINDOW));
  const ends = asked.filter((term) => term.length > WINDOW).map((term) => term.slice(-WINDOW));
  const middles = asked.filter((term) => term.length > 2 * WINDOW).map(middleOf);
  return further.concat(ends, middles).slice(0, MOST_WINDOWS);
}

function middleOf(term) {
  const at = Math.floor((term.length - WINDOW) / 2);
  return term.slice(at, at + WINDOW);
}

/* Those that hold every term, with points; rows of one word were exact already. */
async function keepHolding(engine, numbers, terms) {
  const rows = terms.filter((term) => term.length > 1);
  const whole = [].concat(...terms);
  const left = await Promise.all(numbers.map(async (number) => {
    const { words } = decode((await engine.fragment(number)).content);
    if (!rows.every((row) => hasRow(words, row))) return null;
    return [number, hasRow(words.filter(Boolean), whole) ? WHOLE : 0];
  }));
  return new Map(left.filter(Boolean));
}

/* Words in a row; a lone character or the beginning of a longer word where that is all there is. */
async function findBegun(engine, term) {
  if (term.length === 1 && isSingleHan(term[0])) return engine.loose(term);
  const exact = await engine.exact(term.slice(0, WINDOW));
  return exact.size || term.length > 1 ? exact : findBeginning(engine, term[0]);
}

/* Quoting a single character would only find it where it stands alone. */
const isSingleHan = (word) => isHan(word) && Array.from(word).length === 1;

/* Words that begin so. Without any, Pagefind silently takes a shorter word: one look tells. */
async function findBeginning(engine, word) {
  if (isHan(word)) return new Map();
  const found = await engine.loose([word]);
  if (!found.size) return found;
  const { content } = await engine.fragment(found.keys().next().value);
  return content.split(/\s+/).some((item) => item.toLowerCase().startsWith(word)) ? found : new Map();
}

function intersect(sets) {
  const [first, ...others] = sets.slice().sort((a, b) => a.size - b.size);
  return new Map(Array.from(first || []).filter(([number]) => others.every((set) => set.has(number))));
}

/* Words exchanged, or one too many. */
async function findParts(engine, terms) {
  const exchanged = terms.length === 1 ? await findExchanged(engine, terms[0]) : new Map();
  return exchanged.size ? exchanged : findMost(engine, terms);
}

/* 颠倒的两个词: the row turned round at every place, until it is one that stands somewhere. All turns
   have their words in common, but for the pair across the cut. */
async function findExchanged(engine, term) {
  const chars = Array.from(textOf(term));
  if (chars.length < 4 || chars.length > LONGEST_EXCHANGED) return new Map();
  const turns = chars.slice(2, -1).map((_, i) => cut(chars.slice(i + 2).concat(chars.slice(0, i + 2)).join("")));
  const sets = await Promise.all(turns.map(([turned]) => engine.exact(turned)));
  return new Map([].concat(...sets.map((set) => Array.from(set))));
}

/* What has most of the words. Rare ones weigh more; half of those that occur at all must be there,
   and these must be a fair part of what was asked. */
async function findMost(engine, terms) {
  const words = thinOut(Array.from(new Set([].concat(...terms))));
  if (words.length < 2) return new Map();
  const sets = (await Promise.all(words.map((word) => engine.exact([word])))).filter(({ size }) => size);
  const sums = new Map();
  for (const set of sets) {
    const weight = Math.log(1 + (engine.total - set.size + 0.5) / (set.size + 0.5));
    for (const number of set.keys()) {
      const sum = sums.get(number) || { weight: 0, words: 0 };
      sums.set(number, { weight: sum.weight + weight, words: sum.words + 1 });
    }
  }
  const least = Math.max(Math.ceil(sets.length / 2), Math.ceil(words.length * 0.4));
  const enough = Array.from(sums).filter(([, sum]) => sum.words >= least);
  const best = Math.max(0, ...enough.map(([, sum]) => sum.weight));
  return new Map(enough.filter(([, sum]) => sum.weight >= best * 0.6).map(([n, sum]) => [n, sum.weight]));
}

/* Neighbouring pairs share a character, so of a long query every second or third will do. */
function thinOut(words) {
  const step = Math.ceil(words.length / MOST_PARTS);
  return words.filter((_, i) => i % step === 0);
}
