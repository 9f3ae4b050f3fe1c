/* 外壳：theme, menu and shortcuts. Pages work without it. */

const LABELS = { auto: "跟随系统", light: "浅色", dark: "深色" };
const ORDER = ["auto", "light", "dark"];

function readTheme() {
  return document.documentElement.getAttribute("data-theme") || "auto";
}

function writeTheme(theme) {
  const root = document.documentElement;
  if (theme === "auto") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
  try {
    localStorage.setItem("anli-theme", theme);
  } catch (error) {
    /* not remembered, still applied */
  }
}

function setUpTheme(button) {
  const label = () => {
    const text = `外观：${LABELS[readTheme()]}`;
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    writeTheme(ORDER[(ORDER.indexOf(readTheme()) + 1) % ORDER.length]);
    label();
  });
  label();
}

function setUpMenu(button) {
  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    document.documentElement.classList.toggle("menu-open", open);
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
    const script = document.createElement("script");
    script.type = "module";
    script.src = new URL("../assets/search/suggest.js", target.form.action).href;
    document.head.appendChild(script);
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

document.querySelectorAll("[data-theme-toggle]").forEach(setUpTheme);
document.querySelectorAll("[data-menu-button]").forEach(setUpMenu);
document.querySelectorAll("[data-search-link]").forEach(setUpSearchLink);
setUpShortcuts();
setUpSuggestions();
