/* 相近的名称, for a query that nothing answers: by edit distance to the nearest part of a name. */

import { compact } from "./text.js";

const LONGEST = 30;
const ENOUGH = 0.4;
const ENOUGH_OF_FEW = 0.5;
const ENOUGH_BESIDE_TEXT = 0.7;

/* → {cases, organisations, teams}: records of names.js, at most `limit` of each, nearest first.
   Beside hits in the text only a slip of the pen is worth a remark. */
export function nearestNames(names, query, limit, besideText) {
  const asked = Array.from(compact(query)).slice(0, LONGEST);
  const enough = besideText ? ENOUGH_BESIDE_TEXT : asked.length > 4 ? ENOUGH : ENOUGH_OF_FEW;
  const near = (list) => Math.max(0, ...list.map(({ key }) => likeness(asked, Array.from(key))));
  const rank = (items, entriesOf) =>
    items
      .map((item, at) => ({ item, at, near: near(entriesOf(item)) }))
      .filter((found) => found.near >= enough)
      .sort((a, b) => b.near - a.near || a.at - b.at)
      .slice(0, asked.length ? limit : 0)
      .map(({ item }) => item);
  return {
    cases: rank(names.cases, ({ titles, who }) => titles.concat(who[0])),
    organisations: rank(names.organisations, (body) => body.names),
    teams: rank(names.teams, ({ who }) => who),
  };
}

/* 1 when the name holds the query, less by its share for every character to be put in, taken out or
   exchanged. What stands before and after in the name costs nothing (Sellers 1980). */
function likeness(asked, name) {
  let row = name.map(() => 0).concat(0);
  asked.forEach((char, i) => {
    const next = [i + 1];
    name.forEach((other, k) => {
      next.push(Math.min(row[k] + (char === other ? 0 : 1), row[k + 1] + 1, next[k] + 1));
    });
    row = next;
  });
  return 1 - Math.min(...row) / asked.length;
}
