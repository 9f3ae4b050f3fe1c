/* 结果：the groups under a query, by what answered: names, then text; and the plain list. */

import { button, link, make } from "./dom.js";
import { markedNodes } from "./marks.js";
import { hitLine, markRow } from "./rows.js";

const AT_ONCE = 10;
const LISTED_AT_ONCE = 20;
const OTHERS_AT_ONCE = 6;
const PARTIAL = "没有案例含有全部的词，下面的含有其中大部分。";
const TROUBLE = {
  unsupported: "这个浏览器不能检索正文，只按名称找。",
  failed: "正文检索没有载入，只按名称找。请检查网络，再搜一次。",
};

/* Builds aside and puts in at the end, so that a newer search never meets half an older one. */
export async function buildGroups(page, state, result, search) {
  const { text } = result.answer;
  const parts = document.createDocumentFragment();
  if (text.trouble) parts.appendChild(make("p", "archive-note", TROUBLE[text.trouble]));
  const others = otherNames(page, state, result.answer);
  const near = await nearestGroup(page, result);
  if (near) parts.appendChild(near);
  if (result.named.length || others) parts.appendChild(await nameGroup(result, others));
  if (result.inText.length) parts.appendChild(await textGroup(result, search));
  return parts;
}

/* 列表 of what the filters leave. */
export async function buildList({ listed, row }) {
  return listed.length ? pagedRows(listed, row, LISTED_AT_ONCE) : document.createDocumentFragment();
}

async function nameGroup({ named, answer, row }, others) {
  const via = new Map(answer.names.cases.map((hit) => [hit.item.number, hit.via]));
  const build = async (number) => markRow(await row(number), answer.rangesOf, via.get(number));
  const group = makeGroup("名称命中", named.length);
  if (named.length) group.appendChild(await pagedRows(named, build, AT_ONCE));
  if (others) group.appendChild(others);
  return group;
}

async function textGroup({ inText, answer, row }, search) {
  const { partial } = answer.text;
  const group = makeGroup(partial ? "部分命中" : "正文命中", inText.length);
  if (partial) group.appendChild(make("p", "archive-note", PARTIAL));
  const build = async (number) => {
    const [plain, excerpt] = await Promise.all([row(number), search.excerpt(number, answer.terms).catch(() => null)]);
    const marked = markRow(plain, answer.rangesOf, null);
    if (excerpt) marked.appendChild(hitLine(marked.querySelector("a").getAttribute("href"), excerpt));
    return marked;
  };
  group.appendChild(await pagedRows(inText, build, AT_ONCE));
  return group;
}

const makeGroup = (title, count) =>
  make("section", "archive-group", make("h2", "", title, " ", make("span", "count", String(count || ""))));

/* The first rows now, the others when asked for: each is a part of a file, its excerpt another. */
async function pagedRows(numbers, build, atOnce) {
  const list = make("div", "rows");
  const holder = make("div", "", list);
  const add = async (from) => {
    const rows = await Promise.all(numbers.slice(from, from + atOnce).map(build));
    rows.forEach((row) => list.appendChild(row));
    const left = numbers.length - from - rows.length;
    if (left > 0) holder.appendChild(moreButton(`再显示 ${Math.min(left, atOnce)} 个`, () => add(from + atOnce)));
    return rows[0];
  };
  await add(0);
  return holder;
}

/* Whoever works by keyboard goes on at the first of the new ones. What fails can be tried again. */
function moreButton(text, add) {
  const more = button("chip archive-more", async () => {
    more.disabled = true;
    try {
      const first = await add();
      more.remove();
      first.querySelector("a").focus();
    } catch (failed) {
      more.textContent = "没有载入，再试一次";
      more.disabled = false;
    }
  }, text);
  return more;
}

/* Organisations and teams that answer, also those without a case page. Filters speak of cases, so
   with a filter these stay out. */
function otherNames(page, state, { names, rangesOf }) {
  const items = nameItems(page, names.organisations.map(({ item }) => item), names.teams.map(({ item }) => item), rangesOf);
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

const nameItems = (page, organisations, teams, rangesOf) =>
  organisations.map((item) => organisationItem(page, item, rangesOf)).concat(teams.map((item) => teamItem(page, item, rangesOf)));

function organisationItem(page, { url, names }, rangesOf) {
  const [{ name: first }, ...others] = names;
  const other = rangesOf(first).length ? null : others.find(({ name }) => rangesOf(name).length);
  const also = other && make("span", "note", " 又名 ", ...markedNodes(other.name, rangesOf(other.name)));
  return make("li", "", link(`${page.base}/${url}`, ...markedNodes(first, rangesOf(first))), also);
}

function teamItem(page, { url, who, organisation, years }, rangesOf) {
  const [{ name }] = who;
  const where = make("span", "note", " ", ...markedNodes(organisation, rangesOf(organisation)), `，${years.join("、")} 年名单`);
  return make("li", "", link(`${page.base}/${url}`, ...markedNodes(name, rangesOf(name))), where);
}

/* 没有结果：the filters that could go, and everything. */
export function buildNothing(page, { loosened }) {
  const holder = make("div", "archive-nothing");
  for (const { name, count } of loosened.slice(0, 3)) {
    const { label } = page.form.facets.find((facet) => facet.name === name);
    holder.appendChild(make("p", "", button("chip", () => page.form.drop(name), `不限${label}，有 ${count} 个`)));
  }
  holder.appendChild(make("p", "more",
    link(location.pathname, `看全部 ${page.total} 个案例`), link(`${page.base}/browse/`, "从领域、行业、单位或方法找")));
  return holder;
}

async function nearestGroup(page, { nearest: { cases, organisations, teams }, row }) {
  const rows = await Promise.all(cases.map(({ number }) => row(number)));
  const items = nameItems(page, organisations, teams, () => []);
  if (!rows.length && !items.length) return null;
  return make("section", "archive-group",
    make("h2", "", "是不是想找"),
    rows.length ? make("div", "rows", ...rows) : null,
    items.length ? make("div", "archive-names", make("ul", "", ...items)) : null);
}
