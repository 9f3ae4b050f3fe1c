/* 标记：words that answer, marked in text that is only ever set as text. */

import { mergeRanges } from "./decode.js";
import { findSound, soundsOf } from "./spelling.js";
import { compact, compactTerms } from "./text.js";

/* Text and ranges → nodes, the ranges as <mark>. */
export function markedNodes(text, ranges) {
  const nodes = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) nodes.push(document.createTextNode(text.slice(at, start)));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    nodes.push(mark);
    at = end;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/* Where a name holds the whole query, else its parts. Letters are compared one by one, because
   normalising changes lengths. */
export function rangesIn(text, query) {
  const parts = compactTerms(query);
  const { key, starts, ends } = comparable(text);
  const whole = parts.join("");
  const wanted = key.includes(whole) ? [whole] : parts;
  const ranges = [];
  for (const part of wanted.filter(Boolean)) {
    for (let i = key.indexOf(part); i >= 0; i = key.indexOf(part, i + part.length)) {
      ranges.push({ start: starts[i], end: ends[i + part.length - 1] });
    }
  }
  return mergeRanges(ranges);
}

/* The same for a query that is pinyin. */
export function soundRangesIn(text, letters, readings) {
  const found = findSound(soundsOf(text, readings), letters);
  return found ? [{ start: found.start, end: found.end }] : [];
}

function comparable(text) {
  let key = "";
  const starts = [];
  const ends = [];
  let at = 0;
  for (const char of text) {
    const folded = compact(char);
    for (let i = 0; i < folded.length; i += 1) {
      starts.push(at);
      ends.push(at + char.length);
    }
    key += folded;
    at += char.length;
  }
  return { key, starts, ends };
}

/* Text by text, so that elements within stay. `rangesOf` comes with an answer of search.js. */
export function markIn(element, rangesOf) {
  if (!element) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) {
    const ranges = rangesOf(node.data);
    if (!ranges.length) continue;
    const parts = document.createDocumentFragment();
    markedNodes(node.data, ranges).forEach((part) => parts.appendChild(part));
    node.parentNode.replaceChild(parts, node);
  }
}
