/* 检索实例：Pagefind, asked for exact words only. Its own cutting of Chinese is kept out. Runs in a
   worker, or in the page where there is none. */

import { load } from "./load.js";

const PATIENCE = 15000;

/* Pagefind reads the language of the page when an instance is made; for Chinese it would cut the
   query by the browser's dictionary, which our index does not know. An unknown language falls
   back to the one index there is; a worker has none anyway. Implementation detail of 1.5.2, held
   by tests/search. */
async function createInstance(base) {
  const pagefind = await import(`${base}/pagefind/pagefind.js`);
  const root = typeof document === "undefined" ? { lang: "" } : document.documentElement;
  const language = root.lang;
  root.lang = "unknown";
  try {
    return pagefind.createInstance({ noWorker: true });
  } finally {
    root.lang = language;
  }
}

const within = (promise) =>
  Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("timeout")), PATIENCE))]);

/* fragments.json → the case of a fragment: it holds the beginnings that tell the ids apart. */
function numberOf(beginnings) {
  const numbers = new Map(beginnings.map((beginning, number) => [beginning, number]));
  const longest = Math.max(...beginnings.map(({ length }) => length));
  return (id) => {
    for (let length = longest; length; length -= 1) {
      if (numbers.has(id.slice(0, length))) return numbers.get(id.slice(0, length));
    }
    return undefined;
  };
}

/* → {exact, loose, fragment, total}, or null for an archive without a case. Values are plain ones,
   which a worker can hand over. */
export async function openInstance(base) {
  const loading = createInstance(base);
  loading.catch(() => {});
  const beginnings = (await load(`${base}/search/fragments.json`)).split(" ").filter(Boolean);
  if (!beginnings.length) return null;
  const instance = await within(loading);
  const find = numberOf(beginnings);
  const fragments = new Map();
  const ask = async (question) => {
    const { results } = await within(instance.search(question));
    const scores = new Map();
    for (const result of results) {
      const number = find(result.id.split("_").pop());
      if (number === undefined) continue;
      scores.set(number, result.score);
      fragments.set(number, result);
    }
    return scores;
  };
  return {
    total: beginnings.length,
    exact: (words) => ask(`"${words.join(" ")}"`),
    loose: (words) => ask(words.join(" ")),
    fragment: async (number) => {
      const { content, anchors } = await within(fragments.get(number).data());
      return { content, anchors: (anchors || []).map(({ id, location }) => ({ id, location })) };
    },
  };
}
