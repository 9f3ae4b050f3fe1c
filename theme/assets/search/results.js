/* 结果：the groups under a query, by what answered: names, then text. */

import { button, link, make } from "./dom.js";
import { markedNodes, rangesIn } from "./marks.js";
import { hitLine, markedRow, orderIds } from "./rows.js";

const AT_ONCE = 20;
const OTHERS_AT_ONCE = 6;
const PARTIAL = "没有案例含有全部的词，下面的含有其中大部分。";
const TROUBLE = {
  unsupported: "这个浏览器不能检索正文，只按名称找。",
  failed: "正文检索没有载入，只按名称找。请检查网络，再搜一次。",
};

/* Builds aside and puts in at the end, so that a newer search never meets half an older one. */
export async function buildGroups(page, state, result, search, sort) {
  const { text } = result.answer;
  const parts = document.createDocumentFragment();
  if (text.trouble) parts.appendChild(make("p", "archive-note", TROUBLE[text.trouble]));
  const others = otherNames(page, state, result.answer.names);
  if (result.named.length || others) parts.appendChild(await nameGroup(page, state, result, sort, others));
  if (result.inText.length) parts.appendChild(await textGroup(page, state, result, search, sort));
  return parts;
}

async function nameGroup(page, state, result, sort, others) {
  const via = new Map(result.answer.names.cases.map((hit) => [hit.item.number, hit.via]));
  const numbers = new Map(result.named.map((number) => [result.ids[number], number]));
  const build = (id) => markedRow(page.rows.get(id), state.q, via.get(numbers.get(id)));
  const group = makeGroup("名称命中", result.named.length);
  if (result.named.length) group.appendChild(await pagedRows(orderIds(Array.from(numbers.keys()), page.rows, sort), build));
  if (others) group.appendChild(others);
  return group;
}

async function textGroup(page, state, result, search, sort) {
  const { partial } = result.answer.text;
  const numbers = new Map(result.inText.map((number) => [result.ids[number], number]));
  const group = makeGroup(partial ? "部分命中" : "正文命中", result.inText.length);
  if (partial) group.appendChild(make("p", "archive-note", PARTIAL));
  const build = async (id) => {
    const row = markedRow(page.rows.get(id), state.q, null);
    const excerpt = await search.excerpt(numbers.get(id), result.answer.terms).catch(() => null);
    if (excerpt) row.appendChild(hitLine(row.querySelector("a").getAttribute("href"), excerpt));
    return row;
  };
  group.appendChild(await pagedRows(orderIds(Array.from(numbers.keys()), page.rows, sort), build));
  return group;
}

const makeGroup = (title, count) =>
  make("section", "archive-group", make("h2", "", title, " ", make("span", "count", String(count || ""))));

/* The first rows now, the others when asked for: the excerpt of each is a file of the index. */
async function pagedRows(ids, build) {
  const list = make("div", "rows");
  const holder = make("div", "", list);
  const add = async (from) => {
    const rows = await Promise.all(ids.slice(from, from + AT_ONCE).map(build));
    rows.forEach((row) => list.appendChild(row));
    const left = ids.length - from - rows.length;
    if (left > 0) holder.appendChild(moreButton(`再显示 ${Math.min(left, AT_ONCE)} 个`, () => add(from + AT_ONCE)));
    return rows[0];
  };
  await add(0);
  return holder;
}

/* Whoever works by keyboard goes on at the first of the new ones. */
function moreButton(text, add) {
  const more = button("chip archive-more", async () => {
    more.disabled = true;
    const first = await add();
    more.remove();
    first.querySelector("a").focus();
  }, text);
  return more;
}

/* Organisations and teams that answer, also those without a case page. Filters speak of cases, so
   with a filter these stay out. */
function otherNames(page, state, names) {
  const items = names.organisations
    .map((hit) => organisationItem(page, hit.item, state.q))
    .concat(names.teams.map((hit) => teamItem(page, hit.item, state.q)));
  if (!items.length || Object.keys(state.chosen).length) return null;
  const list = make("ul", "", ...items.slice(0, OTHERS_AT_ONCE));
  const holder = make("div", "archive-names", make("h3", "small-title", "单位和班组"), list);
  const rest = items.slice(OTHERS_AT_ONCE);
  const add = async () => {
    rest.forEach((item) => list.appendChild(item));
    return rest[0];
  };
  if (rest.length) holder.appendChild(moreButton(`再显示 ${rest.length} 个`, add));
  return holder;
}

const marked = (name, query) => markedNodes(name, rangesIn(name, query));

function organisationItem(page, { url, names }, query) {
  const [{ name: first }, ...others] = names;
  const other = rangesIn(first, query).length ? null : others.find(({ name }) => rangesIn(name, query).length);
  const also = other && make("span", "note", " 又名 ", ...marked(other.name, query));
  return make("li", "", link(`${page.base}/${url}`, ...marked(first, query)), also);
}

function teamItem(page, { url, who, organisation, years }, query) {
  const [{ name }] = who;
  const where = make("span", "note", " ", ...marked(organisation, query), `，${years.join("、")} 年名单`);
  return make("li", "", link(`${page.base}/${url}`, ...marked(name, query)), where);
}

/* 没有结果：the filters that could go, the names that are near, and everything. */
export function buildNothing(page, { loosened, nearest, ids }) {
  const holder = make("div", "archive-nothing");
  for (const { name, count } of loosened.slice(0, 3)) {
    const { label } = page.form.facets.find((facet) => facet.name === name);
    holder.appendChild(make("p", "", button("chip", () => page.form.drop(name), `不限${label}，有 ${count} 个`)));
  }
  if (nearest.length) holder.appendChild(nearestRows(page, nearest.map((number) => ids[number])));
  holder.appendChild(make("p", "more", link(location.pathname, `看全部 ${page.rows.size} 个案例`)));
  return holder;
}

function nearestRows(page, ids) {
  const rows = ids.filter((id) => page.rows.has(id)).map((id) => markedRow(page.rows.get(id), "", null));
  return make("section", "archive-group", make("h2", "", "名称相近的案例"), make("div", "rows", ...rows));
}
