/* 外壳：display choices, menu and shortcuts. Pages work without it. */

import { readList, recall, remember } from "./store.js";

const root = document.documentElement;
const each = (selector, setUp) => document.querySelectorAll(selector).forEach(setUp);

function say(text) {
  each("[data-display-status]", (status) => { status.textContent = text; });
}

/* ---------- 外观：跟随系统、浅色、深色 ---------- */

const THEMES = { auto: "跟随系统", light: "浅色", dark: "深色" };
const ORDER = Object.keys(THEMES);

function setUpTheme(button) {
  const current = () => root.getAttribute("data-theme") || "auto";
  const show = () => {
    const text = `外观：${THEMES[current()]}`;
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.addEventListener("click", () => {
    const theme = ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length];
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
    remember("theme", theme === "auto" ? "" : theme);
    show();
    say(`外观：${THEMES[theme]}`);
  });
  show();
}

/* ---------- 大字 ---------- */

function setUpType(button) {
  const isLarge = () => root.getAttribute("data-type") === "large";
  const show = () => button.setAttribute("aria-pressed", String(isLarge()));
  button.hidden = false;
  button.addEventListener("click", () => {
    if (isLarge()) root.removeAttribute("data-type");
    else root.setAttribute("data-type", "large");
    remember("type", isLarge() ? "large" : "");
    show();
    say(isLarge() ? "已换成大字" : "已换回一般字号");
  });
  show();
}

/* ---------- 繁體：the converter loads when it is first asked for ---------- */

function setUpTraditional(button) {
  const address = new URL(button.getAttribute("data-traditional"), location.href).href;
  const isOn = () => root.lang === "zh-Hant";
  const show = () => {
    button.textContent = isOn() ? "简体" : "繁體";
    button.lang = isOn() ? "zh-Hans" : "zh-Hant";
  };
  async function turn(on) {
    try {
      const { showSimplified, showTraditional } = await import("./traditional.js");
      if (on) await showTraditional(address);
      else showSimplified();
      remember("script", on ? "zh-Hant" : "");
      show();
      return true;
    } catch (error) {
      return false;
    }
  }
  button.addEventListener("click", async () => {
    const on = !isOn();
    const done = await turn(on);
    say(done ? (on ? "已换成繁体" : "已换回简体") : "暂时换不成，请检查网络后再试");
  });
  if (recall("script") === "zh-Hant") turn(true);
}

/* ---------- 菜单和快捷键 ---------- */

function setUpMenu(button) {
  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    root.classList.toggle("menu-open", open);
  };
  button.hidden = false;
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });
}

function visibleSearchBox() {
  const boxes = Array.from(document.querySelectorAll("[data-search-box]"));
  return boxes.reverse().find((box) => box.offsetParent !== null);
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function setUpShortcuts() {
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !isTyping(event.target);
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    const box = (slash || ctrlK) && visibleSearchBox();
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

/* 提示 in the search boxes; what it needs loads when a box is first entered. */
function setUpSuggestions() {
  document.addEventListener("focusin", function load({ target }) {
    if (!target.matches("[data-search-box]")) return;
    document.removeEventListener("focusin", load);
    import("./search/suggest.js").catch(() => {});
  });
}

function setUpSearchLink(link) {
  link.addEventListener("click", (event) => {
    const box = document.querySelector("main [data-search-box]");
    if (!box) return;
    event.preventDefault();
    box.scrollIntoView({ block: "center" });
    box.focus();
  });
}

/* ---------- 我的阅读：how many ---------- */

function showTally() {
  const { length } = readList("reading");
  each("[data-reading-tally]", (tally) => {
    tally.textContent = String(length);
    tally.hidden = !length;
  });
}

each("[data-display]", (part) => { part.hidden = false; });
each("[data-theme-toggle]", setUpTheme);
each("[data-type-toggle]", setUpType);
each("[data-traditional]", setUpTraditional);
each("[data-menu-button]", setUpMenu);
each("[data-search-link]", setUpSearchLink);
setUpShortcuts();
setUpSuggestions();
showTally();
addEventListener("storage", showTally);
addEventListener("anli-kept", showTally);
