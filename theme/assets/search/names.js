/* 名称：cases, organisations and teams by a part of what they are called. */

import { findSound, soundsOf } from "./spelling.js";
import { compact, compactTerms } from "./text.js";

const TITLE = 100;
const WHO = 60;
const OTHER = 40;
const SPREAD = 20;
const EQUAL = 10;
const BEGINNING = 5;
const ANYWHERE = 1;
/* 编号 of a case: its digits are no name, or 0.60 would find SHQ-2006-0060. */
const NUMBER = /^SHQ-/;

/* names.json → records with comparable keys. The order of the columns is in tables.py. */
export function prepareNames({ organisations, cases, teams }) {
  const keys = (names) => names.map((name) => ({ name, key: compact(name) }));
  const bodies = organisations.map(([url, ...names]) => ({ url, names: keys(names) }));
  for (const body of bodies) Object.assign(body, { titles: [], who: body.names.slice(0, 1), others: body.names.slice(1) });
  return {
    organisations: bodies,
    cases: cases.map(([at, place, team, titles, ...more], number) => ({
      number,
      url: `cases/${place}/`,
      organisation: bodies[at].names[0].name,
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

/* By the characters of the query. */
export function searchNames(names, query) {
  const parts = compactTerms(query);
  const closeness = ({ name, key }, part) =>
    key === part ? EQUAL : key.startsWith(part) ? BEGINNING : key.includes(part) && !NUMBER.test(name) ? ANYWHERE : 0;
  return rankAll(names, parts, closeness);
}

/* By its sound; see spelling.js. Initials are worth less than syllables. */
export function searchSounds(names, letters, readings) {
  const closeness = (entry, part) => {
    entry.sounds = entry.sounds || soundsOf(entry.name, readings);
    const found = findSound(entry.sounds, part);
    return found ? (found.whole ? EQUAL : 0) + (found.first ? BEGINNING : ANYWHERE) : 0;
  };
  return rankAll(names, [letters], closeness);
}

function rankAll(names, parts, closeness) {
  if (!parts.length) return { cases: [], teams: [], organisations: [] };
  const rank = (items) =>
    items
      .map((item, at) => Object.assign({ item, at }, score(item, parts, closeness)))
      .filter((hit) => hit.score)
      .sort((a, b) => b.score - a.score || a.at - b.at);
  /* A team answers by its own name; its organisation has a line of its own. */
  const isOwn = ({ item }) => parts.some((part) => best(item.who, part, closeness));
  return {
    cases: rank(names.cases),
    teams: rank(names.teams).filter(isOwn),
    organisations: rank(names.organisations),
  };
}

/* The entry of a list that answers best: {hit, points} or null. */
function best(list, part, closeness) {
  let found = null;
  for (const hit of list) {
    const points = closeness(hit, part);
    if (points > (found ? found.points : 0)) found = { hit, points };
  }
  return found;
}

/* Title before organisation and team, these before former and short names; the whole query in one
   name before its parts spread over several. `via` is the name that answered unseen by the row:
   it shows the short title and today's name of the organisation. */
function score({ titles, who, others }, parts, closeness) {
  const shown = titles.slice(0, 1).concat(who);
  const via = ({ hit }) => (shown.includes(hit) ? null : { name: hit.name, label: titles.includes(hit) ? "标题" : "又名" });
  const whole = parts.join("");
  for (const [points, list] of [[TITLE, titles], [WHO, who], [OTHER, others]]) {
    const found = best(list, whole, closeness);
    if (found) return { score: points + found.points, via: via(found) };
  }
  if (parts.length < 2) return { score: 0 };
  const spread = parts.map((part) => best(shown.concat(titles, others), part, closeness));
  if (!spread.every(Boolean)) return { score: 0 };
  return { score: SPREAD, via: spread.map(via).find(Boolean) || null };
}
