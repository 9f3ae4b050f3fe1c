/* 备选：what answers a beginning, as lines that a visitor can choose from. Pure. */

const AT_MOST = 8;
const CASES = 5;
const OTHERS = 3;

/* What search.js suggests → [{kind, name, note, url, rangesOf}], titles before names, each once. */
export function collectOptions(answers) {
  const cases = [];
  const others = [];
  for (const { names, rangesOf } of answers) {
    cases.push(...names.cases.map(({ item, via }) => caseOption(item, via, rangesOf)));
    others.push(...names.organisations.map(({ item }) => organisationOption(item, rangesOf)));
    others.push(...names.teams.map(({ item }) => teamOption(item, rangesOf)));
  }
  const [first, second] = [once(cases), once(others)];
  const room = AT_MOST - Math.min(OTHERS, second.length);
  const shown = first.slice(0, Math.max(CASES, room));
  return shown.concat(second).slice(0, AT_MOST);
}

/* The name that answered stands in front where the title is not it. */
function caseOption({ url, titles, who, organisation }, via, rangesOf) {
  const note = via && via.label === "又名" ? via.name : `${organisation} ${who[0].name}`;
  return { kind: "案例", name: titles[0].name, note, url, rangesOf };
}

function organisationOption({ url, names }, rangesOf) {
  const other = rangesOf(names[0].name).length ? null : names.find(({ name }) => rangesOf(name).length);
  return { kind: "单位", name: names[0].name, note: other ? other.name : "", url, rangesOf };
}

const teamOption = ({ url, who, organisation }, rangesOf) =>
  ({ kind: "班组", name: who[0].name, note: organisation, url, rangesOf });

function once(options) {
  const seen = new Set();
  return options.filter(({ kind, name, note, url }) => {
    const key = [kind, name, note, url].join("\n");
    return !seen.has(key) && seen.add(key);
  });
}
