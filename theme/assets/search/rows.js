/* 行：a case as a row of a list, from files of some rows each. A case is its number in the order of
   the archive. */

import { link, make } from "./dom.js";
import { load } from "./load.js";
import { markIn, markedNodes } from "./marks.js";
import { once } from "./once.js";

/* → a function that makes the row of a number; `size` is how many rows a file holds. */
export function openRows(base, size) {
  const files = new Map();
  function rowsNear(number) {
    const at = Math.floor(number / size);
    if (!files.has(at)) files.set(at, once(() => load(`${base}/search/rows/${at}.json`)));
    return files.get(at)();
  }
  return async (number) => build((await rowsNear(number))[number % size]);
}

/* The generator's own templates wrote the row, and escaped what people had written. */
function build(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

/* What answers is marked in title and names. `via` is a name that answered although the row does
   not show it, such as a former one; see names.js. */
export function markRow(row, rangesOf, via) {
  markIn(row.querySelector(".case-row-title a"), rangesOf);
  markIn(row.querySelector(".case-row-who"), rangesOf);
  if (via && !row.querySelector("mark")) {
    const label = via.name === row.getAttribute("data-id") ? "编号" : via.label;
    row.appendChild(make("p", "hit", `${label}：`, ...markedNodes(via.name, rangesOf(via.name))));
  }
  return row;
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
