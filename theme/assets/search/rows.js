/* 行：the rows that the page was built with, ordered, hidden, or copied with marks. A case is its
   number in that first order. */

import { link, make } from "./dom.js";
import { markIn, markedNodes } from "./marks.js";

export const collectRows = (container) =>
  Array.from(container.querySelectorAll("[data-id]")).map((element) => {
    const who = element.querySelector(".case-row-who");
    return { element, id: element.getAttribute("data-id"), who: who ? who.textContent : "" };
  });

/* The page's own order is by year, newest first; that of an answer is by relevance. */
export function orderRows(numbers, rows, sort) {
  const known = numbers.filter((number) => number in rows);
  if (sort === "relevance") return known;
  if (sort === "year") return known.sort((a, b) => a - b);
  return known.sort((a, b) => rows[a].who.localeCompare(rows[b].who, "zh-CN") || a - b);
}

/* A copy of a row, with what answers marked in title and names. `via` is a name that answered
   although the row does not show it, such as a former one; see names.js. */
export function markedRow(row, rangesOf, via) {
  const copy = row.element.cloneNode(true);
  copy.hidden = false;
  if (!rangesOf) return copy;
  markIn(copy.querySelector(".case-row-title a"), rangesOf);
  markIn(copy.querySelector(".case-row-who"), rangesOf);
  if (via && !copy.querySelector("mark")) {
    const label = via.name === row.id ? "编号" : via.label;
    copy.appendChild(make("p", "hit", `${label}：`, ...markedNodes(via.name, rangesOf(via.name))));
  }
  return copy;
}

/* 摘录 under a row: heading as a link to its place, then the words around. */
export function hitLine(href, excerpt) {
  const line = make("p", "hit");
  if (excerpt.heading) {
    line.appendChild(link(excerpt.anchor ? `${href}#${encodeURIComponent(excerpt.anchor)}` : href, excerpt.heading));
    line.appendChild(document.createTextNode(" "));
  }
  markedNodes(excerpt.text, excerpt.marks).forEach((node) => line.appendChild(node));
  return line;
}
