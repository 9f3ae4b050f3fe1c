/* 检索方案：a question → case numbers with scores. Measured in search.md; pure but for the engine. */

import { isHan, terms as cut } from "./text.js";

const MOST_TERMS = 8;
const MOST_WORDS = 40;
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

/* → {scores: Map, partial, terms}. All terms, each in a row; else what has most of the words. */
export async function searchText(engine, terms) {
  const sets = await Promise.all(terms.map((term) => findTerm(engine, term)));
  const scores = intersect(sets);
  if (scores.size) return { scores, partial: false };
  return { scores: await findParts(engine, terms), partial: true };
}

/* A quoted search is exact but has no ranking, the loose one has; so both are asked. */
async function findTerm(engine, term) {
  if (term.length === 1 && isSingleHan(term[0])) return engine.loose(term);
  const exact = await engine.exact(term);
  if (!exact.size) return term.length === 1 ? findBeginning(engine, term[0]) : exact;
  const ranked = await engine.loose(term);
  return new Map(Array.from(exact.keys(), (number) => [number, ranked.get(number) || 0]));
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
  const scores = new Map();
  for (const [number, score] of first || []) {
    if (others.every((set) => set.has(number))) {
      scores.set(number, others.reduce((sum, set) => sum + set.get(number), score));
    }
  }
  return scores;
}

/* Words exchanged or one too many: rare words weigh more, and half of all must be there. */
async function findParts(engine, terms) {
  const words = Array.from(new Set([].concat(...terms)));
  if (words.length < 2) return new Map();
  const sets = await Promise.all(words.map((word) => engine.exact([word])));
  const sums = new Map();
  for (const set of sets) {
    const weight = Math.log(1 + (engine.total - set.size + 0.5) / (set.size + 0.5));
    for (const number of set.keys()) {
      const sum = sums.get(number) || { weight: 0, words: 0 };
      sums.set(number, { weight: sum.weight + weight, words: sum.words + 1 });
    }
  }
  const enough = Array.from(sums).filter(([, sum]) => sum.words >= Math.ceil(words.length / 2));
  const best = Math.max(0, ...enough.map(([, sum]) => sum.weight));
  return new Map(enough.filter(([, sum]) => sum.weight >= best * 0.6).map(([n, sum]) => [n, sum.weight]));
}
