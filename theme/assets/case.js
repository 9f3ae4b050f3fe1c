/* 案例页：pictures open larger in place, addresses and citations are copied, the day of reading is
   filled in. Without it links open the pictures themselves. ES2018, no <dialog>. */

const status = document.querySelector("[data-case-status]");

function announce(text) {
  status.textContent = "";
  setTimeout(() => { status.textContent = text; }, 50);
}

/* ---------- 看大图 ---------- */

function wordsOf(link) {
  const caption = link.parentNode.querySelector("figcaption");
  return caption ? caption.textContent : link.getAttribute("data-caption") || "";
}

function altOf(link) {
  const image = link.querySelector("img");
  return image ? image.alt : link.textContent;
}

function makeButton(text, onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", onClick);
  return button;
}

function setUpViewer(links) {
  let at = 0;
  let opener = null;
  const image = document.createElement("img");
  const words = document.createElement("p");
  const place = document.createElement("span");
  const previous = makeButton("上一张", () => show(at - 1));
  const next = makeButton("下一张", () => show(at + 1));
  const closer = makeButton("关闭", () => history.back());
  const viewer = build();

  function build() {
    const root = document.createElement("div");
    root.className = "viewer";
    root.hidden = true;
    root.setAttribute("role", "dialog");
    root.setAttribute("aria-modal", "true");
    root.setAttribute("aria-label", "看大图");
    const stage = document.createElement("div");
    stage.className = "viewer-stage";
    stage.appendChild(image);
    words.className = "viewer-words";
    words.setAttribute("aria-live", "polite");
    const bar = document.createElement("div");
    bar.className = "viewer-bar";
    [previous, place, next, closer].forEach((part) => bar.appendChild(part));
    [stage, words, bar].forEach((part) => root.appendChild(part));
    root.addEventListener("keydown", onKey);
    stage.addEventListener("click", (event) => { if (event.target === stage) history.back(); });
    document.body.appendChild(root);
    return root;
  }

  function show(index) {
    at = index;
    const link = links[at];
    image.src = link.href;
    image.alt = altOf(link);
    words.textContent = wordsOf(link);
    place.textContent = links.length > 1 ? `${at + 1} / ${links.length}` : "";
    previous.disabled = at === 0;
    next.disabled = at === links.length - 1;
    if (document.activeElement === document.body || document.activeElement.disabled) closer.focus();
  }

  /* 背后的页面 is not reachable while the viewer is open. */
  function hideRest(hidden) {
    Array.from(document.body.children).forEach((child) => {
      if (child === viewer || child.tagName === "SCRIPT") return;
      child.inert = hidden;
      if (hidden) child.setAttribute("aria-hidden", "true");
      else child.removeAttribute("aria-hidden");
    });
    document.documentElement.classList.toggle("viewing", hidden);
  }

  function open(index) {
    opener = links[index];
    viewer.hidden = false;
    hideRest(true);
    show(index);
    closer.focus();
    history.pushState({ viewer: true }, "");
  }

  function close() {
    if (viewer.hidden) return;
    viewer.hidden = true;
    hideRest(false);
    image.removeAttribute("src");
    opener.focus();
  }

  function onKey(event) {
    if (event.key === "Escape") history.back();
    else if (event.key === "ArrowLeft" && !previous.disabled) show(at - 1);
    else if (event.key === "ArrowRight" && !next.disabled) show(at + 1);
    else if (event.key === "Tab") keepFocus(event);
    else return;
    if (event.key !== "Tab") event.preventDefault();
  }

  function keepFocus(event) {
    const buttons = [previous, next, closer].filter((button) => !button.disabled);
    const last = buttons.length - 1;
    const from = buttons.indexOf(document.activeElement);
    const to = event.shiftKey ? (from <= 0 ? last : from - 1) : from >= last ? 0 : from + 1;
    buttons[to].focus();
    event.preventDefault();
  }

  window.addEventListener("popstate", close);
  links.forEach((link, index) => {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      open(index);
    });
  });
}

/* ---------- 复制 ---------- */

/* The clipboard of old browsers, and of pages opened from a disk. */
function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "visually-hidden";
  document.body.appendChild(field);
  field.select();
  const done = document.execCommand("copy");
  document.body.removeChild(field);
  return done;
}

async function copy(text, button) {
  let done;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch (error) {
    done = copyBySelection(text);
  }
  button.focus();
  announce(done ? "已复制" : "没有复制成功，请长按文字自己复制");
  const before = button.textContent;
  button.textContent = done ? "已复制" : "请手动复制";
  setTimeout(() => { button.textContent = before; }, 2000);
}

/* ---------- 引用日期 ---------- */

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

document.querySelectorAll("[data-needs-script]").forEach((part) => { part.hidden = false; });
document.querySelectorAll("[data-today]").forEach((part) => { part.textContent = today(); });
document.querySelectorAll("[data-copy]").forEach((button) => {
  button.addEventListener("click", () => copy(button.getAttribute("data-copy"), button));
});
document.querySelectorAll("[data-copy-citation]").forEach((button) => {
  const text = () => document.querySelector("[data-citation]").textContent.trim();
  button.addEventListener("click", () => copy(text(), button));
});
document.querySelectorAll("[data-print]").forEach((button) => {
  button.addEventListener("click", () => window.print());
});
["figure .zoom", ".share .zoom"].forEach((group) => {
  const links = Array.from(document.querySelectorAll(`[data-case] ${group}`));
  if (links.length) setUpViewer(links);
});
