/* 案例档案页：address → state → what is shown, and back. The story of the page stands here; how
   things look is in search/view.js, how they are found in search.js. */

import { openSearch } from "./search.js";
import { chosenNumbers, countOptions, loosen, narrow } from "./search/facets.js";
import { load } from "./search/load.js";
import { once } from "./search/once.js";
import { openRows } from "./search/rows.js";
import { isEmpty, orderOf, readState, writeState } from "./search/state.js";
import { createView } from "./search/view.js";

const root = document.querySelector("[data-archive]");
const base = new URL(root.getAttribute("data-base") + "/", location.href).href.replace(/\/$/, "");
const view = createView(root);
const search = openSearch(base);
const { facets } = view;

const NEAREST = 3;

let turn = 0;

/* Filter values of all cases, and the way to their rows; loaded when a filter is first touched. */
const loadTables = once(async () => {
  const tables = await load(`${base}/search/cases.json`);
  return Object.assign(tables, { row: openRows(base, tables.rows) });
});

/* Begins to load what the next touch will need; filters need neither names nor text. */
function prepare(wantsText) {
  loadTables().catch(() => {});
  if (wantsText) search.prepare();
}

/* The last one asked for wins; what an older search still brings is dropped. */
async function show(state) {
  turn += 1;
  const mine = turn;
  const isCurrent = () => mine === turn;
  const isWhole = isEmpty(state) && orderOf(state) === "year";
  view.fillForm(state);
  view.setBusy(!isWhole);
  if (isWhole) view.showAll();
  else await showFound(state, isCurrent);
  if (isCurrent()) view.setBusy(false);
}

async function showFound(state, isCurrent) {
  try {
    const result = await find(state);
    if (isCurrent()) await view.showResult(state, result, search, isCurrent);
  } catch (failed) {
    if (isCurrent()) view.showFailure();
  }
}

/* → everything that the page says about a state: groups of case numbers, counts, ways out. */
async function find(state) {
  const { facets: columns, total, row } = await loadTables();
  const numbers = chosenNumbers(columns, state.chosen);
  const answer = state.q ? await search.search(state.q) : null;
  const asked = Boolean(answer && answer.terms.length);
  const pool = asked ? answer.named.concat(answer.inText) : Array.from({ length: total }, (_, number) => number);
  const fits = new Set(narrow(columns, numbers, pool));
  const arrange = await arranger(orderOf(state));
  const fitting = (list) => arrange(list.filter((number) => fits.has(number)));
  const others = asked && !Object.keys(numbers).length ? answer.names.organisations.length + answer.names.teams.length : 0;
  return {
    answer,
    asked,
    row,
    facets: columns,
    counts: countOptions(columns, numbers, pool),
    named: asked ? fitting(answer.named) : [],
    inText: asked ? fitting(answer.inText) : [],
    listed: asked ? [] : fitting(pool),
    others,
    loosened: fits.size ? [] : loosen(columns, numbers, pool),
    nearest: asked ? await search.nearest(answer, NEAREST) : null,
  };
}

/* → what puts case numbers, new ones each time, in order; they come by relevance, or by year. */
async function arranger(order) {
  if (order === "relevance") return (numbers) => numbers;
  const places = order === "organisation" ? await search.placesOfOrganisations() : null;
  return (numbers) => numbers.sort((a, b) => (places ? places[a] - places[b] : 0) || a - b);
}

function go(state, replace) {
  const address = location.pathname + writeState(state, facets);
  if (address !== location.pathname + location.search) {
    history[replace ? "replaceState" : "pushState"](null, "", address);
  }
  return show(state);
}

const current = () => readState(location.search, facets);

view.on("submit", (state) => go(state));
view.on("choice", (state) => go(state));
view.on("sort", (state) => go(state, true));
view.on("use", prepare);
addEventListener("popstate", () => show(current()));

root.setAttribute("data-live", "");
if (location.search) {
  const state = current();
  history.replaceState(null, "", location.pathname + writeState(state, facets) + location.hash);
  prepare(Boolean(state.q));
  show(state);
}
