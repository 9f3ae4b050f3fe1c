/* 状态 ↔ 网址：q, the chosen values of each filter, and the order. */

export const SORTS = ["relevance", "year", "organisation"];

/* `facets` is [{name, values}]; what an old link asks for and nobody has any more is dropped. */
export function readState(search, facets) {
  const params = new URLSearchParams(search);
  const chosen = {};
  for (const { name, values } of facets) {
    const asked = params.getAll(name);
    const known = values.filter((value) => asked.includes(value));
    if (known.length) chosen[name] = known;
  }
  const sort = params.get("sort");
  return { q: (params.get("q") || "").trim(), chosen, sort: SORTS.includes(sort) ? sort : "" };
}

/* Always in the same order, so that one state has one address. */
export function writeState({ q, chosen, sort }, facets) {
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  for (const { name } of facets) for (const value of chosen[name] || []) params.append(name, value);
  if (sort) params.set("sort", sort);
  const text = params.toString();
  return text ? `?${text}` : "";
}

const defaultSort = (q) => (q ? SORTS[0] : SORTS[1]);

/* 排序 of a state: without a query nothing is more relevant than another. */
export const orderOf = ({ q, sort }) => (!sort || (!q && sort === SORTS[0]) ? defaultSort(q) : sort);

/* What a state says of an order chosen by hand: nothing where it is the usual one anyway. */
export const sortIn = (q, order) => (order === defaultSort(q) || (!q && order === SORTS[0]) ? "" : order);

export const isEmpty = ({ q, chosen }) => !q && !Object.keys(chosen).length;
