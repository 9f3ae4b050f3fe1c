/* 视图：the archive page as a whole: what is visible for a state, and what the visitor did. */

import { empty } from "./dom.js";
import { createForm } from "./form.js";
import { buildGroups, buildList, buildNothing } from "./results.js";

export function createView(root) {
  const listeners = {};
  const tell = (kind, value) => listeners[kind] && listeners[kind](value);
  const page = {
    base: root.getAttribute("data-base"),
    form: createForm(root, (state) => tell("choice", state)),
    all: root.querySelector("[data-all]"),
    found: root.querySelector("[data-found]"),
    status: root.querySelector("[data-status]"),
    total: Number(root.getAttribute("data-total")),
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
    showAll: () => showAll(page),
    showFailure: () => {
      showAll(page);
      say(page, "搜索数据没有载入，请检查网络后再试。下面是全部案例。");
    },
    showResult: (...known) => showResult(page, ...known),
  };
}

/* `submit`, `choice` and `sort` bring a state; `use` tells of a touch whether it was the box. */
function listen({ form }, root, tell) {
  form.form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell("submit", form.read());
  });
  form.sort.addEventListener("change", () => tell("sort", form.read()));
  form.facets.forEach(({ element }) => element.addEventListener("change", () => tell("choice", form.read())));
  root.addEventListener("focusin", ({ target }) => {
    const isBox = target === form.box;
    if (isBox || (form.panel && form.panel.contains(target))) tell("use", isBox);
  });
}

const say = ({ status }, text) => { status.textContent = text; };

/* Whether the list of all stands aside; theme.js says so already before the first paint. */
function setAsked({ all }, asked) {
  document.documentElement.classList.toggle("asked", asked);
  all.hidden = asked;
}

function showAll(page) {
  empty(page.found);
  setAsked(page, false);
  page.form.fillCounts(null, null);
  page.form.fillDone(page.total);
  say(page, `共 ${page.total} 个案例`);
}

/* Counts at once, rows when they are there; what stood there stays so long, so that the page does
   not jump. `isCurrent` tells whether nothing newer was asked for meanwhile. */
async function showResult(page, state, result, search, isCurrent) {
  const sum = result.named.length + result.inText.length + result.listed.length;
  page.form.fillCounts(result.counts, result.facets);
  page.form.fillDone(sum);
  page.form.sortLine.hidden = sum < 2;
  say(page, sentence(state, result, sum));
  const found = await (result.asked ? buildGroups(page, state, result, search) : buildList(result));
  if (!isCurrent()) return;
  setAsked(page, true);
  empty(page.found);
  page.found.appendChild(found);
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
