/* 行：the rows that the page was built with, ordered, hidden, or copied with marks. */

import { link, make } from "./dom.js";
import { markIn, markedNodes, rangesIn } from "./marks.js";

export function collectRows(container) {
  const rows = new Map();
  Array.from(container.querySelectorAll("[data-id]")).forEach((element, place) => {
    const who = element.querySelector(".case-row-who");
    rows.set(element.getAttribute("data-id"), { element, place, who: who ? who.textContent : "" });
  });
  return rows;
}

/* Order of ids: the page's own is by year, newest first. */
export function orderIds(ids, rows, sort) {
  const known = ids.filter((id) => rows.has(id));
  if (sort === "relevance") return known;
  const place = (id) => rows.get(id).place;
  if (sort === "year") return known.sort((a, b) => place(a) - place(b));
  return known.sort((a, b) => rows.get(a).who.localeCompare(rows.get(b).who, "zh-CN") || place(a) - place(b));
}

/* A copy of a row with the words of the query marked in title and names. `via` is a name that
   answered although the row does not show it, such as a former one; see names.js. */
export function markedRow(row, query, via) {
  const copy = row.element.cloneNode(true);
  copy.hidden = false;
  if (!query) return copy;
  markIn(copy.querySelector(".case-row-title a"), query);
  markIn(copy.querySelector(".case-row-who"), query);
  if (via && !copy.querySelector("mark")) {
    const label = via.name === copy.getAttribute("data-id") ? "编号" : via.label;
    copy.appendChild(make("p", "hit", `${label}：`, ...markedNodes(via.name, rangesIn(via.name, query))));
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
