/* 我的阅读：the list kept on this device, to read on, to pass on as text, and to choose from. */

import { button, empty, link, make } from "./search/dom.js";
import { MOST_COMPARED, comparedAddress, drop, readList, writeList } from "./store.js";

const root = document.querySelector("[data-reading]");
const base = root.getAttribute("data-base");
const site = root.getAttribute("data-site");
const place = root.querySelector("[data-kept]");
const status = root.querySelector("[data-status]");
const chosen = new Set();

const say = (text) => { status.textContent = text; };

function asText(items) {
  const lines = items.map((item, at) => `${at + 1}. ${item.title}\n${item.who}\n${new URL(item.url, site).href}`);
  return `我的阅读（${items.length} 个案例）\n\n${lines.join("\n\n")}\n`;
}

/* ---------- passing on ---------- */

/* The text itself, for browsers that give no access to the clipboard. */
function showText(text) {
  const area = make("textarea", "kept-text");
  area.readOnly = true;
  area.rows = 8;
  area.value = text;
  area.setAttribute("aria-label", "我的阅读，文字");
  const old = place.querySelector(".kept-text");
  if (old) old.remove();
  place.appendChild(area);
  area.focus();
  area.select();
}

async function copy() {
  const text = asText(readList("reading"));
  try {
    await navigator.clipboard.writeText(text);
    say("已复制，可以粘贴到微信或邮件里");
  } catch (error) {
    showText(text);
    say("请长按选中的文字，自己复制");
  }
}

function share() {
  navigator.share({ text: asText(readList("reading")) }).catch(() => {});
}

/* ---------- the list ---------- */

function remove(item, at) {
  drop("reading", item.id);
  chosen.delete(item.id);
  draw();
  const left = place.querySelectorAll(".kept-remove");
  (left[Math.min(at, left.length - 1)] || root.querySelector("h1")).focus();
  say(`已移除《${item.title}》`);
}

function clear(asked) {
  if (asked.textContent === "全部移除") {
    asked.textContent = "确定全部移除？";
    return;
  }
  writeList("reading", []);
  chosen.clear();
  draw();
  root.querySelector("h1").focus();
  say("已全部移除");
}

function chooser(item, onChoice) {
  const box = make("input", "");
  box.type = "checkbox";
  box.checked = chosen.has(item.id);
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(item.id);
    else chosen.delete(item.id);
    onChoice();
  });
  return make("label", "kept-choose", box, make("span", "", "选来对照", make("span", "visually-hidden", `：${item.title}`)));
}

function line(item, at, onChoice) {
  const removal = button("chip kept-remove", () => remove(item, at), "移除");
  removal.setAttribute("aria-label", `移除：${item.title}`);
  return make(
    "li", "kept-item",
    make("h2", "kept-title", link(`${base}/${item.url}`, item.title)),
    make("p", "note", item.who),
    make("div", "kept-tools", chooser(item, onChoice), removal),
  );
}

function draw() {
  const items = readList("reading");
  empty(place);
  dispatchEvent(new Event("anli-kept"));
  if (!items.length) {
    place.appendChild(make(
      "div", "kept-empty",
      make("p", "", "还没有收藏。读到有用的案例，点标题下面的“加入我的阅读”。"),
      make("p", "more", link(`${base}/archive/`, "去找案例")),
    ));
    return;
  }
  const compare = make("a", "button", "");
  const hint = make("p", "note", "");
  const onChoice = () => {
    const picked = items.filter((item) => chosen.has(item.id));
    const fits = picked.length > 1 && picked.length <= MOST_COMPARED;
    compare.hidden = !fits;
    compare.textContent = `对照选好的 ${picked.length} 个案例`;
    compare.href = comparedAddress(base, picked);
    hint.textContent = fits ? "" : picked.length > MOST_COMPARED
      ? `最多对照 ${MOST_COMPARED} 个，已选 ${picked.length} 个。`
      : `选两三个案例，可以放在一起读${picked.length ? "，已选 1 个" : ""}。`;
  };
  place.appendChild(make("ul", "kept-list", ...items.map((item, at) => line(item, at, onChoice))));
  hint.setAttribute("role", "status");
  place.appendChild(make("div", "kept-compare", hint, compare));
  const wipe = button("chip", () => clear(wipe), "全部移除");
  place.appendChild(make(
    "div", "kept-ways",
    button("chip", copy, "复制成文字"),
    navigator.share ? button("chip", share, "分享") : null,
    wipe,
  ));
  onChoice();
}

addEventListener("storage", draw);
draw();
