/* 名称：cases, organisations and teams by a part of what they are called. */

import { compact, compactTerms } from "./text.js";

const TITLE = 100;
const WHO = 60;
const OTHER = 40;
const SPREAD = 20;

/* names.json → records with comparable keys. The order of the columns is in tables.py. */
export function prepareNames({ organisations, cases, teams }) {
  const keys = (names) => names.map((name) => ({ name, key: compact(name) }));
  const bodies = organisations.map(([url, ...names]) => ({ url, names: keys(names) }));
  for (const body of bodies) Object.assign(body, { titles: [], who: body.names.slice(0, 1), others: body.names.slice(1) });
  return {
    organisations: bodies,
    cases: cases.map(([at, team, titles, ...more], number) => ({
      number,
      titles: keys([].concat(titles)),
      who: keys([team]).concat(bodies[at].names[0]),
      others: keys(more).concat(bodies[at].names.slice(1)),
    })),
    teams: teams.map(([at, team, ...years]) => ({
      url: bodies[at].url,
      organisation: bodies[at].names[0].name,
      titles: [],
      who: keys([team]),
      others: bodies[at].names,
      years,
    })),
  };
}

/* A later issue adds here: traditional → simplified and pinyin of the query. */
export function searchNames(names, query) {
  const parts = compactTerms(query);
  if (!parts.length) return { cases: [], teams: [], organisations: [] };
  const whole = parts.join("");
  const rank = (items) =>
    items
      .map((item, at) => Object.assign({ item, at }, score(item, whole, parts)))
      .filter((hit) => hit.score)
      .sort((a, b) => b.score - a.score || a.at - b.at);
  return {
    cases: rank(names.cases),
    teams: rank(names.teams).filter((hit) => hit.own),
    organisations: rank(names.organisations),
  };
}

/* Title before organisation and team, these before former and short names; the whole query in one
   name before its parts spread over several. `via` is the name that answered unseen by the row:
   it shows the short title and today's name of the organisation. */
function score({ titles, who, others }, whole, parts) {
  const has = (list, part) => list.find(({ key }) => key.includes(part));
  const own = parts.some((part) => has(who, part));
  const shown = titles.slice(0, 1).concat(who);
  const via = (hit) => (shown.includes(hit) ? null : { name: hit.name, label: titles.includes(hit) ? "标题" : "又名" });
  for (const [points, list] of [[TITLE, titles], [WHO, who], [OTHER, others]]) {
    const hit = has(list, whole);
    if (hit) return { score: points + closeness(hit.key, whole), via: via(hit), own };
  }
  const spread = parts.map((part) => has(shown, part) || has(titles, part) || has(others, part));
  if (!spread.every(Boolean)) return { score: 0 };
  return { score: SPREAD, via: spread.map(via).find(Boolean) || null, own };
}

const closeness = (key, whole) => (key === whole ? 10 : key.startsWith(whole) ? 5 : 0);

/* 相近的名称, when nothing answers: the most pairs of characters in common. */
export function nearestNames(names, query, limit) {
  const asked = pairs(compact(query));
  const near = (list) => Math.max(0, ...list.map(({ key }) => likeness(asked, pairs(key))));
  return names.cases
    .map((item) => ({ number: item.number, near: near(item.titles.concat(item.who, item.others)) }))
    .filter((item) => item.near > 0.15)
    .sort((a, b) => b.near - a.near)
    .slice(0, limit)
    .map((item) => item.number);
}

const pairs = (text) => new Set(Array.from(text).map((char, i, all) => char + (all[i + 1] || "")));

function likeness(a, b) {
  const common = Array.from(a).filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size || 1);
}
