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

/* 计数 beside each option: what choosing it would show, the other filters as they are. One pass: a
   case that fits counts everywhere, one that a single filter keeps out counts for that filter. */
export function countOptions(facets, numbers, cases) {
  const active = facets.filter(({ name }) => numbers[name]);
  const counts = {};
  for (const { name, values } of facets) counts[name] = values.map(() => 0);
  const add = ({ name, of }, at) => { for (const value of of[at]) counts[name][value] += 1; };
  for (const at of cases) {
    const against = active.filter(({ name, of }) => !of[at].some((value) => numbers[name].has(value)));
    if (!against.length) for (const facet of facets) add(facet, at);
    else if (against.length === 1) add(against[0], at);
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
