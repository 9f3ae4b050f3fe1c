/* 摘录：the place of a case that answers best, with its heading. */

import { decode, findHits, mergeRanges } from "./decode.js";

const BEFORE = 16;
const LENGTH = 72;

/* Fragment of the index → {text, marks, heading, anchor} or null when only names answer. */
export function buildExcerpt(fragment, terms) {
  const decoded = decode(fragment.content);
  const headings = headingsOf(fragment, decoded);
  const hits = findHits(decoded.words, terms).filter((hit) => hit.start >= decoded.body);
  const inText = hits.filter((hit) => !headings.some((h) => hit.start >= h.start && hit.end <= h.end));
  const best = bestStart(inText.length ? inText : hits.map((hit) => afterHeading(hit, headings)));
  return best === null ? null : cut(decoded.text, best, inText, headings);
}

function headingsOf(fragment, decoded) {
  return (fragment.anchors || []).map(({ id, location }) => {
    const first = decoded.words.slice(location).find(Boolean);
    const start = first ? first.start : decoded.text.length;
    const end = decoded.text.indexOf("\n", start);
    return { id, start, end, text: decoded.text.slice(start, end) };
  });
}

/* A heading is shown anyway; its excerpt is what follows. */
function afterHeading(hit, headings) {
  const heading = headings.find((h) => hit.start >= h.start && hit.end <= h.end);
  return { start: heading.end + 1, end: heading.end + 1, term: hit.term };
}

/* Where most different terms, then most hits, fall into one excerpt. */
function bestStart(hits) {
  let best = null;
  let most = 0;
  for (const hit of hits) {
    const near = hits.filter((h) => h.start >= hit.start && h.end <= hit.start + LENGTH - BEFORE);
    const score = new Set(near.map((h) => h.term)).size * 100 + Math.min(near.length, 99);
    if (score > most) {
      most = score;
      best = hit.start;
    }
  }
  return best;
}

function cut(text, at, hits, headings) {
  const heading = headings.filter((h) => h.start <= at).pop();
  const from = Math.max(at - BEFORE, heading ? heading.end + 1 : 0, 0);
  const next = headings.find((h) => h.start > at);
  const stop = Math.min(from + LENGTH, next ? next.start - 1 : text.length);
  const start = clauseStart(text, from, at);
  const before = start > (heading ? heading.end + 1 : 0) ? "…" : "";
  const shown = text.slice(start, stop).replace(/\n+$/, "");
  const marks = mergeRanges(hits.filter((h) => h.end > start && h.start < start + shown.length))
    .map((h) => ({ start: Math.max(h.start, start), end: Math.min(h.end, start + shown.length) }))
    .map((h) => ({ start: h.start - start + before.length, end: h.end - start + before.length }));
  const after = stop < (next ? next.start - 1 : text.trim().length) ? "…" : "";
  return {
    text: before + shown.replace(/\n/g, " ") + after,
    marks,
    heading: heading ? heading.text : "",
    anchor: heading && !heading.id.startsWith("_") ? heading.id : "",
  };
}

/* At the beginning of a clause where one is near, never within a word, a figure or a pair. */
function clauseStart(text, from, at) {
  const clause = text.slice(from, at).search(/[，。；：！？、\n](?=[^，。；：！？、\n]*$)/);
  if (clause >= 0) return from + clause + 1;
  let start = from;
  while (start > 0 && /[a-z0-9.\udc00-\udfff]/i.test(text[start]) && /[a-z0-9.\ud800-\udbff]/i.test(text[start - 1])) start -= 1;
  return start;
}
