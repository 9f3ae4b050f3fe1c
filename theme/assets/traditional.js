/* 繁體：the page in traditional characters, by a table made for this archive at build time. What
   people typed, citations and codes stay as they are; what scripts add later follows. */

import { load } from "./search/load.js";

const ATTRIBUTES = ["alt", "aria-label", "placeholder", "title"];
const UNTOUCHED = "script, style, textarea, code, [translate=no], [data-citation]";
const WATCHED = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
};

let convert = null;
let watcher = null;
let usual = "";
let texts = new WeakMap();
let labels = new WeakMap();

export function makeConverter({ from, to, words }) {
  const forms = new Map(words);
  const longest = words.map((pair) => pair[0]).sort((a, b) => b.length - a.length);
  Array.from(from).forEach((char, at) => forms.set(char, Array.from(to)[at]));
  if (!forms.size) return (text) => text;
  const pattern = new RegExp(longest.concat(from ? `[${from}]` : []).join("|"), "gu");
  return (text) => text.replace(pattern, (found) => forms.get(found));
}

/* `kept` is [as it was, as it is shown]; a text that somebody changed since is taken anew. */
const isDone = (kept, text) => Boolean(kept) && kept[1] === text;

function changeText(node) {
  if (isDone(texts.get(node), node.data)) return;
  const shown = convert(node.data);
  if (shown === node.data) return;
  texts.set(node, [node.data, shown]);
  node.data = shown;
}

function changeLabels(element) {
  ATTRIBUTES.forEach((name) => {
    const text = element.getAttribute(name);
    const kept = labels.get(element) || {};
    if (!text || isDone(kept[name], text)) return;
    const shown = convert(text);
    if (shown === text) return;
    labels.set(element, Object.assign(kept, { [name]: [text, shown] }));
    element.setAttribute(name, shown);
  });
}

function restoreText(node) {
  const kept = texts.get(node);
  if (isDone(kept, node.data)) node.data = kept[0];
}

function restoreLabels(element) {
  const kept = labels.get(element) || {};
  Object.keys(kept).forEach((name) => {
    if (isDone(kept[name], element.getAttribute(name))) element.setAttribute(name, kept[name][0]);
  });
}

function walk(start, onText, onElement) {
  const accept = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(UNTOUCHED)
    ? NodeFilter.FILTER_REJECT
    : NodeFilter.FILTER_ACCEPT;
  const parent = start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement;
  if (!parent || parent.closest(UNTOUCHED)) return;
  const walker = document.createTreeWalker(start, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
  for (let node = start; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) onText(node);
    else onElement(node);
  }
}

function follow(changes) {
  changes.forEach(({ type, target, addedNodes }) => {
    if (type === "childList") addedNodes.forEach((node) => walk(node, changeText, changeLabels));
    else if (type === "characterData") walk(target, changeText, changeLabels);
    else if (!target.closest(UNTOUCHED)) changeLabels(target);
  });
}

/* Rejects when the table cannot be had; the page then stays as it was. */
export async function showTraditional(address) {
  if (!convert) convert = makeConverter(await load(address));
  const root = document.documentElement;
  if (root.lang === "zh-Hant") return;
  usual = root.lang;
  root.lang = "zh-Hant";
  const title = document.querySelector("title");
  if (title) walk(title, changeText, changeLabels);
  walk(document.body, changeText, changeLabels);
  watcher = new MutationObserver(follow);
  watcher.observe(document.body, WATCHED);
}

export function showSimplified() {
  if (!watcher) return;
  watcher.disconnect();
  watcher = null;
  document.documentElement.lang = usual;
  const title = document.querySelector("title");
  if (title) walk(title, restoreText, restoreLabels);
  walk(document.body, restoreText, restoreLabels);
  texts = new WeakMap();
  labels = new WeakMap();
}
