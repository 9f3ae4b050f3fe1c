/* 案例档案页：address → state → what is shown, and back. The story of the page stands here; how
   things look is in search/view.js, how they are found in search.js. */

import { createSearch } from "./search.js";
import { chosenNumbers, countOptions, loosen, narrow } from "./search/facets.js";
import { isEmpty, readState, writeState } from "./search/state.js";
import { createView } from "./search/view.js";

const root = document.querySelector("[data-archive]");
const base = new URL(root.getAttribute("data-base") + "/", location.href).href.replace(/\/$/, "");
const view = createView(root);
const search = createSearch(base);
const facetNames = view.facetNames;

let tables = null;
let turn = 0;

/* Filter values of all cases; loaded when a filter is first touched. */
function loadTables() {
  if (!tables) {
    tables = fetch(`${base}/search/cases.json`).then((response) => {
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    });
    tables.catch(() => { tables = null; });
  }
  return tables;
}

function prepare() {
  loadTables().catch(() => {});
  search.prepare();
}

/* The last one asked for wins; what an older search still brings is dropped. */
async function show(state) {
  turn += 1;
  const mine = turn;
  const isCurrent = () => mine === turn;
  view.fillForm(state);
  view.setBusy(!isEmpty(state));
  if (isEmpty(state)) view.showAll(state);
  else await showFound(state, isCurrent);
  if (isCurrent()) view.setBusy(false);
}

async function showFound(state, isCurrent) {
  try {
    const result = await find(state);
    if (isCurrent()) await view.showResult(state, result, search, isCurrent);
  } catch (failed) {
    if (isCurrent()) view.showFailure(state);
  }
}

/* → everything that the page says about a state: groups of case numbers, counts, ways out. */
async function find(state) {
  const { facets, ids } = await loadTables();
  const numbers = chosenNumbers(facets, state.chosen);
  const answer = state.q ? await search.search(state.q) : null;
  const asked = Boolean(answer && answer.terms.length);
  const every = ids.map((_, number) => number);
  const named = asked ? answer.names.cases.map(({ item }) => item.number) : [];
  const isNamed = new Set(named);
  const inText = asked ? byScore(answer.text.scores).filter((number) => !isNamed.has(number)) : [];
  const pool = asked ? named.concat(inText) : every;
  const fits = new Set(narrow(facets, numbers, pool));
  return {
    answer,
    asked,
    ids,
    facets,
    counts: countOptions(facets, numbers, pool),
    named: named.filter((number) => fits.has(number)),
    inText: inText.filter((number) => fits.has(number)),
    listed: asked ? [] : every.filter((number) => fits.has(number)),
    loosened: fits.size ? [] : loosen(facets, numbers, pool),
    nearest: asked && !pool.length ? await search.nearest(state.q, 3) : [],
  };
}

const byScore = (scores) => Array.from(scores).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);

function go(state, replace) {
  const address = location.pathname + writeState(state, facetNames);
  if (address !== location.pathname + location.search) {
    history[replace ? "replaceState" : "pushState"](null, "", address);
  }
  return show(state);
}

const current = () => readState(location.search, facetNames);

view.on("submit", (state) => go(state));
view.on("choice", (state) => go(state));
view.on("sort", (state) => go(state, true));
view.on("use", prepare);
addEventListener("popstate", () => show(current()));

if (!isEmpty(current()) || current().sort) {
  prepare();
  show(current());
}
