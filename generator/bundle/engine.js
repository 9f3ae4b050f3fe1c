/* 引擎：the same questions as to Pagefind, answered from texts that lie beside the pages. A page
   opened from a disk may neither fetch nor run Pagefind; some hundreds of cases are read at once. */

import { decode } from "./decode.js";
import { load } from "./load.js";

export const canSearchText = () => true;

const keyed = (content) => ` ${decode(content).words.map((word) => (word ? word.key : "¶")).join(" ")} `;
const rowOf = (words) => ` ${words.join(" ").toLowerCase()} `;

/* How often a row of words stands in a text; neighbours share the blank between them. */
function count(text, row) {
  let found = 0;
  for (let at = text.indexOf(row); at >= 0; at = text.indexOf(row, at + row.length - 1)) found += 1;
  return found;
}

/* → {exact, loose, fragment, total}: sets of case numbers for words that stand in a row. */
export async function openEngine(base) {
  const fragments = await load(`${base}/offline/texts.json`);
  const texts = fragments.map(({ content }) => keyed(content));
  const ask = (score) => {
    const scores = texts.map((text, number) => [number, score(text)]).filter((entry) => entry[1] > 0);
    return Promise.resolve(new Map(scores));
  };
  return {
    total: texts.length,
    exact: (words) => ask((text) => count(text, rowOf(words))),
    loose: (words) => ask((text) => {
      const counts = words.map((word) => count(text, rowOf([word])));
      return counts.every(Boolean) ? counts.reduce((sum, one) => sum + one, 0) : 0;
    }),
    fragment: (number) => Promise.resolve(fragments[number]),
  };
}
