/* 提示：names while one types, in every search box; a combobox with a listbox. anli.js brings this
   file in when a box is first entered, so that reading costs nothing. */

import { openSearch } from "../search.js";
import { make } from "./dom.js";
import { markedNodes } from "./marks.js";
import { collectOptions } from "./options.js";

const PAUSE = 120;

function addStyles(base) {
  const sheet = make("link", "");
  sheet.rel = "stylesheet";
  sheet.href = `${base}/assets/search/suggest.css`;
  document.head.appendChild(sheet);
}

/* One box with its list. The keyboard stays in the box; the list is only pointed at. */
function setUp(box) {
  const base = new URL("..", box.form.action).href.replace(/\/$/, "");
  const search = openSearch(base);
  const list = make("ul", "suggest");
  const status = make("span", "visually-hidden");
  let options = [];
  let at = -1;
  let turn = 0;
  let timer = 0;
  let answered = "";
  let keysWait = null;

  list.id = `${box.id}-names`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "名称");
  status.setAttribute("role", "status");
  box.parentNode.classList.add("suggest-host");
  box.parentNode.appendChild(list);
  box.parentNode.appendChild(status);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  const isOpen = () => !list.hidden;

  /* What was pointed at stays pointed at when the list is drawn anew under the fingers. */
  function show(found) {
    const kept = at < 0 ? null : options[at].url;
    options = found;
    list.textContent = "";
    options.forEach((option, i) => list.appendChild(lineOf(option, `${list.id}-${i}`)));
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(isOpen()));
    status.textContent = isOpen() ? `${options.length} 条名称，用上下键选` : "";
    point(found.findIndex(({ url }) => url === kept));
  }

  function close() {
    turn += 1;
    clearTimeout(timer);
    show([]);
  }

  function point(to) {
    at = to;
    Array.from(list.children).forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
    const line = list.children[at];
    if (!line) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", line.id);
    return line.scrollIntoView({ block: "nearest" });
  }

  const submit = () => (box.form.requestSubmit ? box.form.requestSubmit() : box.form.submit());
  const open = (option) => location.assign(`${base}/${option.url}`);

  async function look() {
    turn += 1;
    const mine = turn;
    const asked = box.value.trim();
    const found = asked ? await search.suggest(asked).catch(() => []) : [];
    if (mine !== turn || document.activeElement !== box) return;
    answered = asked;
    show(collectOptions(found));
  }

  const keys = {
    ArrowDown: () => point(at + 1 < options.length ? at + 1 : -1),
    ArrowUp: () => point(at >= 0 ? at - 1 : options.length - 1),
    Escape: close,
    Enter: () => (at < 0 ? submit() : open(options[at])),
  };

  /* A list of what stood in the box a moment ago is not what the fingers mean: their keys wait, in
     order, for the list of what stands there now. */
  function waitForList() {
    clearTimeout(timer);
    keysWait = look();
  }

  function later(key) {
    const mine = keysWait.then(() => (isOpen() || key === "Enter" ? keys[key]() : undefined));
    keysWait = mine;
    mine.then(() => {
      if (keysWait === mine) keysWait = null;
    });
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    /* While an input method composes, its keys are its own. */
    if (event.isComposing || !isOpen() || !keys[event.key]) return;
    if (!keysWait && event.key === "Enter" && at < 0) return;
    event.preventDefault();
    if (!keysWait && event.key !== "Escape" && box.value.trim() !== answered) waitForList();
    if (keysWait) later(event.key);
    else keys[event.key]();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const line = target.closest("[role=option]");
    if (line) open(options[Array.from(list.children).indexOf(line)]);
  });
  if (document.activeElement === box) look();
  return base;
}

function lineOf({ kind, name, note, rangesOf }, id) {
  const named = make("span", "suggest-name", ...markedNodes(name, rangesOf(name)));
  const noted = note ? make("span", "suggest-note", ...markedNodes(note, rangesOf(note))) : null;
  const line = make("li", "", make("span", "suggest-kind", kind), named, noted);
  line.id = id;
  line.setAttribute("role", "option");
  return line;
}

const bases = Array.from(document.querySelectorAll("[data-search-box]")).map(setUp);
if (bases.length) addStyles(bases[0]);
