/* 状态 ↔ 网址：q, the chosen values of each filter, and the order. */

export const SORTS = ["relevance", "year", "organisation"];

export function readState(search, facetNames) {
  const params = new URLSearchParams(search);
  const chosen = {};
  for (const name of facetNames) {
    const values = params.getAll(name).filter(Boolean);
    if (values.length) chosen[name] = Array.from(new Set(values));
  }
  const sort = params.get("sort");
  return { q: (params.get("q") || "").trim(), chosen, sort: SORTS.includes(sort) ? sort : "" };
}

/* Always in the same order, so that one state has one address. */
export function writeState({ q, chosen, sort }, facetNames) {
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  for (const name of facetNames) for (const value of chosen[name] || []) params.append(name, value);
  if (sort) params.set("sort", sort);
  const text = params.toString();
  return text ? `?${text}` : "";
}

export const isEmpty = ({ q, chosen }) => !q && !Object.keys(chosen).length;
