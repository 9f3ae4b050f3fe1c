/* 检索：names and text of the archive, loaded when first asked for and never before. */

import { MOST_CHARACTERS, parseQuery, searchText } from "./search/plan.js";
import { canSearchText, openEngine } from "./search/engine.js";
import { nearestNames, prepareNames, searchNames } from "./search/names.js";
import { buildExcerpt } from "./search/excerpt.js";
import { compact } from "./search/text.js";

/* A title this long is as good as an address; its words in a row would be the dearest search. */
const WHOLE_TITLE = 12;

async function loadJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

/* Keeps what was loaded; what failed is tried again at the next call. */
function once(load) {
  let kept = null;
  return () => {
    if (!kept) {
      kept = load();
      kept.catch(() => { kept = null; });
    }
    return kept;
  };
}

/* `base` is the way to the root as an address with scheme, without a slash at the end. */
export function createSearch(base) {
  const names = once(() => loadJson(`${base}/search/names.json`).then(prepareNames));
  const engine = once(async () => {
    const ids = await loadJson(`${base}/search/fragments.json`);
    return ids.length ? openEngine(base, ids) : null;
  });
  const isTitle = (found, asked) =>
    asked.length >= WHOLE_TITLE && found.cases.some(({ item }) => item.titles.some(({ key }) => key === asked));

  async function inText(terms) {
    const none = { scores: new Map(), partial: false, trouble: "" };
    if (!canSearchText()) return Object.assign(none, { trouble: "unsupported" });
    try {
      const opened = await engine();
      return opened ? Object.assign(none, await searchText(opened, terms)) : none;
    } catch (failed) {
      /* Pagefind is written for newer browsers than the rest of the page. */
      return Object.assign(none, { trouble: failed instanceof SyntaxError ? "unsupported" : "failed" });
    }
  }

  return {
    /* Begins to load while the visitor still types. */
    prepare() {
      names().catch(() => {});
      if (canSearchText()) engine().catch(() => {});
    },

    /* → {terms, names, text: {scores, partial, trouble}}; terms is empty for mere punctuation. */
    async search(query) {
      const short = Array.from(query).slice(0, MOST_CHARACTERS).join("");
      const terms = parseQuery(short);
      const found = searchNames(await names(), terms.length ? short : "");
      const skip = !terms.length || isTitle(found, compact(short));
      const text = skip ? { scores: new Map(), partial: false, trouble: "" } : await inText(terms);
      return { terms, names: found, text };
    },

    async nearest(query, limit) {
      return nearestNames(await names(), query, limit);
    },

    /* → excerpt of one case found in the text, or null. */
    async excerpt(number, terms) {
      const opened = await engine();
      return buildExcerpt(await opened.fragment(number), terms);
    },
  };
}

