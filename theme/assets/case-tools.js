/* 案例工具：read aloud, keep for later, choose for a comparison. The buttons stand in the page. */

import { MOST_COMPARED, add, comparedAddress, drop, has, readList } from "./store.js";

const FULL = {
  reading: "我的阅读已经满了，先移除几个",
  compare: `最多对照 ${MOST_COMPARED} 个案例，先在对照页移除一个`,
};
const ADDED = { reading: "已加入我的阅读，只记在这台设备上", compare: "已选来对照" };
const DROPPED = { reading: "已从我的阅读移除", compare: "已不再对照" };

function setUp(tools) {
  const base = tools.getAttribute("data-base");
  const value = (name) => tools.getAttribute(`data-${name}`);
  const url = (/cases\/\d{4}\/[a-z0-9-]+\//.exec(location.pathname) || [""])[0];
  const item = { id: value("id"), url, title: value("title"), who: value("who") };
  const status = tools.querySelector("[role=status]");
  const link = tools.querySelector("[data-compare-link]");

  function show() {
    tools.querySelectorAll("[data-keep]").forEach((button) => {
      button.setAttribute("aria-pressed", String(has(button.getAttribute("data-keep"), item.id)));
    });
    const chosen = readList("compare");
    link.hidden = chosen.length < 2;
    link.href = comparedAddress(base, chosen);
    link.textContent = `对照选好的 ${chosen.length} 个案例`;
    dispatchEvent(new Event("anli-kept"));
  }

  function toggle(name) {
    const dropping = has(name, item.id);
    const done = dropping ? drop(name, item.id) : add(name, item);
    const refused = readList(name).length ? FULL[name] : "这个浏览器不让网页记东西";
    const waiting = name === "compare" && !dropping && readList(name).length === 1;
    const told = dropping ? DROPPED[name] : ADDED[name];
    status.textContent = !done ? refused : waiting ? `${told}，再选一个案例就能对照` : told;
    show();
  }

  tools.querySelectorAll("[data-keep]").forEach((button) => {
    button.addEventListener("click", () => toggle(button.getAttribute("data-keep")));
  });
  tools.querySelectorAll("[data-speak]").forEach((button) => {
    button.addEventListener("click", async () => {
      try {
        const { createReader } = await import("./speak.js");
        createReader(button, status);
      } catch (error) {
        status.textContent = "暂时读不了，请检查网络后刷新再试";
      }
    }, { once: true });
  });
  addEventListener("storage", show);
  show();
}

document.querySelectorAll("[data-case-tools]").forEach(setUp);
