/* 筛选：one of each filter's chosen values, in every filter. Pure functions over cases.json. */

/* {name: Set of value numbers} for what is chosen. */
export function chosenNumbers(facets, chosen) {
  const numbers = {};
  for (const { name, values } of facets) {
    const known = (chosen[name] || []).map((value) => values.indexOf(value)).filter((n) => n >= 0);
    if (known.length) numbers[name] = new Set(known);
  }
  return numbers;
}

/* Case numbers that fit. `except` names a filter that is left out of account. */
export function narrow(facets, numbers, cases, except) {
  const active = facets.filter(({ name }) => numbers[name] && name !== except);
  return cases.filter((at) => active.every(({ name, of }) => of[at].some((value) => numbers[name].has(value))));
}

/* 计数 beside each option: what choosing it would show, the other filters as they are. */
export function countOptions(facets, numbers, cases) {
  const counts = {};
  for (const { name, values, of } of facets) {
    const count = values.map(() => 0);
    for (const at of narrow(facets, numbers, cases, name)) for (const value of of[at]) count[value] += 1;
    counts[name] = count;
  }
  return counts;
}

/* 可放宽的筛选：how many cases there would be without each active filter, most first. */
export function loosen(facets, numbers, cases) {
  return facets
    .filter(({ name }) => numbers[name])
    .map(({ name }) => ({ name, count: narrow(facets, numbers, cases, name).length }))
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count);
}
