/* 视图：the archive page as a whole: what is visible for a state, and what the visitor did. */

import { empty } from "./dom.js";
import { createForm, orderOf } from "./form.js";
import { buildGroups, buildNothing } from "./results.js";
import { collectRows, orderRows } from "./rows.js";

export function createView(root) {
  const listeners = {};
  const tell = (kind, value) => listeners[kind] && listeners[kind](value);
  const page = {
    base: root.getAttribute("data-base"),
    form: createForm(root, (state) => tell("choice", state)),
    all: root.querySelector("[data-all]"),
    found: root.querySelector("[data-found]"),
    status: root.querySelector("[data-status]"),
    rows: collectRows(root.querySelector("[data-all]")),
  };
  listen(page, root, tell);
  return {
    facets: page.form.facets.map(({ name, options }) => ({ name, values: options.map(({ input }) => input.value) })),
    on: (kind, listener) => { listeners[kind] = listener; },
    fillForm: page.form.fill,
    setBusy: (busy) => {
      if (!busy) return root.removeAttribute("data-busy");
      root.setAttribute("data-busy", "");
      return say(page, "正在查找……");
    },
    showAll: (state) => showAll(page, state),
    showFailure: (state) => {
      showAll(page, state);
      say(page, "搜索数据没有载入，请检查网络后再试。下面是全部案例。");
    },
    showResult: (...known) => showResult(page, ...known),
  };
}

/* `submit`, `choice` and `sort` bring a state; `use` comes once, with the first touch. */
function listen({ form }, root, tell) {
  form.form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell("submit", form.read());
  });
  form.sort.addEventListener("change", () => tell("sort", form.read()));
  form.facets.forEach(({ element }) => element.addEventListener("change", () => tell("choice", form.read())));
  const use = ({ target }) => {
    if (target !== form.box && !(form.panel && form.panel.contains(target))) return;
    root.removeEventListener("focusin", use);
    tell("use");
  };
  root.addEventListener("focusin", use);
}

const say = ({ status }, text) => { status.textContent = text; };

/* Only what fits stays visible, in the wanted order; the nodes are moved, not made anew. */
function showRows({ all, rows }, numbers, sort) {
  const shown = new Set(numbers);
  rows.forEach(({ element }, number) => { element.hidden = !shown.has(number); });
  orderRows(numbers, rows, sort).forEach((number) => all.appendChild(rows[number].element));
  all.hidden = !numbers.length;
}

function showAll(page, state) {
  empty(page.found);
  showRows(page, Array.from(page.rows.keys()), orderOf(state));
  page.form.fillCounts(null, null);
  page.form.fillDone(page.rows.length);
  say(page, `共 ${page.rows.length} 个案例`);
}

/* `isCurrent` tells whether nothing newer was asked for while excerpts were on their way. */
async function showResult(page, state, result, search, isCurrent) {
  const sort = orderOf(state);
  const sum = result.named.length + result.inText.length + result.listed.length;
  empty(page.found);
  page.form.fillCounts(result.counts, result.facets);
  page.form.fillDone(sum);
  page.form.sortLine.hidden = sum < 2;
  showRows(page, result.listed, sort);
  say(page, sentence(state, result, sum));
  const groups = result.asked ? await buildGroups(page, state, result, search, sort) : null;
  if (!isCurrent()) return;
  empty(page.found);
  if (groups) page.found.appendChild(groups);
  if (!sum && !result.others) page.found.appendChild(buildNothing(page, result));
}

/* A pasted page is not repeated in full. */
const quoted = (q) => `“${Array.from(q).length > 30 ? `${Array.from(q).slice(0, 30).join("")}…` : q}”`;

function sentence({ q }, { asked, named, inText, others, answer }, sum) {
  if (!asked) return `${q ? "没有可以检索的字，请输入汉字、字母或数字。" : ""}找到 ${sum} 个案例`;
  if (!sum) return others ? `${quoted(q)}没有案例，找到 ${others} 个单位和班组` : `没有找到${quoted(q)}`;
  const body = answer.text.partial ? "部分命中" : "正文命中";
  const parts = named.length && inText.length ? `：名称命中 ${named.length}，${body} ${inText.length}` : "";
  return `${quoted(q)}找到 ${sum} 个案例${parts}`;
}
