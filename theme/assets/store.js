/* 本机记忆：what a visitor chooses and keeps stays in this browser. Nothing here sends anything. */

export const MOST_KEPT = 200;
export const MOST_COMPARED = 3;

const ID = /^SHQ-\d{4}-\d{4}$/;
const ADDRESS = /^cases\/\d{4}\/[a-z0-9-]+\/$/;
const LISTS = { reading: MOST_KEPT, compare: MOST_COMPARED };

export const isId = (text) => ID.test(text);

export function recall(name) {
  try {
    return localStorage.getItem(`anli-${name}`) || "";
  } catch (error) {
    return "";
  }
}

/* → whether it is kept; private windows and full storages refuse. */
export function remember(name, text) {
  try {
    if (text) localStorage.setItem(`anli-${name}`, text);
    else localStorage.removeItem(`anli-${name}`);
    return true;
  } catch (error) {
    return false;
  }
}

function isItem(item) {
  return Boolean(item) && isId(item.id) && ADDRESS.test(item.url)
    && typeof item.title === "string" && typeof item.who === "string";
}

/* 清单 of cases {id, url, title, who}: `reading` or `compare`. What is damaged is passed over. */
export function readList(name) {
  try {
    const items = JSON.parse(recall(name) || "[]");
    return Array.isArray(items) ? items.filter(isItem).slice(0, LISTS[name]) : [];
  } catch (error) {
    return [];
  }
}

export const writeList = (name, items) => remember(name, items.length ? JSON.stringify(items) : "");

export const has = (name, id) => readList(name).some((item) => item.id === id);

/* → whether it is in the list now; a full list takes no more. */
export function add(name, item) {
  const items = readList(name).filter((other) => other.id !== item.id);
  return items.length < LISTS[name] && writeList(name, items.concat(item));
}

export const drop = (name, id) => writeList(name, readList(name).filter((item) => item.id !== id));

export const comparedAddress = (base, items) =>
  `${base}/compare/?ids=${items.map((item) => item.id).join(",")}`;
