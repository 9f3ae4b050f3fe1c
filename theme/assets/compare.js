/* 对照阅读：two or three cases side by side, aspect by aspect; on a phone below one another with
   their names. Nothing is scored and nothing put in order: they stand as they were chosen. */

import { button, empty, link, make } from "./search/dom.js";
import { load } from "./search/load.js";
import { MOST_COMPARED, drop, isId, readList } from "./store.js";

const root = document.querySelector("[data-compare]");
const base = root.getAttribute("data-base");
const place = root.querySelector("[data-side]");
const status = root.querySelector("[data-status]");

function idsInAddress() {
  const asked = (new URLSearchParams(location.search).get("ids") || "").split(",");
  return asked.filter((id, at) => isId(id) && asked.indexOf(id) === at).slice(0, MOST_COMPARED);
}

/* ---------- aspects ---------- */

const NOTHING = "没有写";

const facts = ({ who, facts: rows }) => make(
  "dl", "side-facts",
  ...[["单位", who[0]], ["班组", who[1]], ...rows].map(
    ([label, text]) => make("div", "", make("dt", "", label), make("dd", "", text)),
  ),
);

const summary = (one) => make("p", "", one.summary);

const methods = (one) => make("p", "", one.methods.join("、") || NOTHING);

function figure({ line, change, said, basis }) {
  const seen = make("span", "", make("b", "", change), " ", line);
  seen.setAttribute("aria-hidden", "true");
  return make("li", "", seen, make("span", "visually-hidden", said), basis && make("span", "note", `口径：${basis}`));
}

const figures = (one) => (one.kpis.length ? make("ul", "side-figures", ...one.kpis.map(figure)) : make("p", "", NOTHING));

const lesson = ({ title, parts }) => make(
  "li", "",
  make("p", "side-lesson", title),
  parts.length && make("dl", "", ...parts.map(([label, text]) => make("div", "", make("dt", "", label), make("dd", "", text)))),
);

const lessons = (one) => (one.lessons.length ? make("ol", "side-lessons", ...one.lessons.map(lesson)) : make("p", "", NOTHING));

const ASPECTS = [["谁", facts], ["做成了什么", summary], ["用了什么方法", methods], ["数字", figures], ["可借鉴之处", lessons]];

function inCommon(cases) {
  const shared = cases[0].methods.filter((name) => cases.every((one) => one.methods.includes(name)));
  return shared.length ? `都用了${shared.join("、")}。` : "";
}

/* ---------- the page ---------- */

function showNothing() {
  place.appendChild(make(
    "div", "kept-empty",
    make("p", "", "还没有选案例。打开一个案例，点标题下面的“选来对照”；选两三个，再回到这里。"),
    make("p", "more", link(`${base}/archive/`, "去找案例"), " ", link(`${base}/reading/`, "从我的阅读里选")),
  ));
}

function head(one, ids) {
  const removal = button("chip", () => removeCase(one, ids), "移除");
  removal.setAttribute("aria-label", `移除：${one.title}`);
  return make("li", `d-${one.domain}`, link(`${base}/${one.url}`, one.title), removal);
}

function section([title, show], cases) {
  const cells = cases.map((one) => make("div", "side-cell", make("h3", `side-name d-${one.domain}`, one.title), show(one)));
  const common = show === methods && cases.length > 1 && inCommon(cases);
  return make("section", "side-part", make("h2", "", title), common && make("p", "note", common), make("div", `side side-${cases.length}`, ...cells));
}

function removeCase(one, ids) {
  drop("compare", one.id);
  const left = ids.filter((id) => id !== one.id);
  history.replaceState(null, "", location.pathname + (left.length ? `?ids=${left.join(",")}` : ""));
  draw(left).then(() => {
    root.querySelector("h1").focus();
    status.textContent = `已移除《${one.title}》`;
  });
}

/* → the case, or none where it is not public or cannot be loaded. */
async function fetchCase(id) {
  try {
    return await load(`${base}/compare/${id}.json`);
  } catch (error) {
    return null;
  }
}

async function draw(ids) {
  const found = await Promise.all(ids.map(fetchCase));
  const cases = found.filter(Boolean);
  const lost = ids.filter((id, at) => !found[at]);
  empty(place);
  if (lost.length) place.appendChild(make("p", "note side-lost", `没有找到 ${lost.join("、")}：可能还没有公开，或者已经撤下。`));
  if (!cases.length) {
    showNothing();
    return;
  }
  place.appendChild(make("ul", `side side-${cases.length} side-heads`, ...cases.map((one) => head(one, ids))));
  if (cases.length === 1) place.appendChild(make("p", "note", "只有一个案例。再选一个，就能对照。"));
  ASPECTS.forEach((aspect) => place.appendChild(section(aspect, cases)));
  place.appendChild(make("p", "note side-end", "数据由申报单位提供，口径各不相同，不能直接比高低；变化由本站按前后两数计算。"));
  status.textContent = `正在对照 ${cases.length} 个案例`;
}

const asked = idsInAddress();
draw(asked.length ? asked : readList("compare").map((item) => item.id));
