/* 引擎：Pagefind, asked for exact words only. Its own cutting of Chinese is kept out. */

const PATIENCE = 15000;
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/* A strict CSP without 'wasm-unsafe-eval' refuses here, before Pagefind would fail unseen. */
export function canSearchText() {
  try {
    return typeof WebAssembly === "object" && Boolean(new WebAssembly.Module(EMPTY_MODULE));
  } catch (refused) {
    return false;
  }
}

/* Pagefind reads the language of the page when an instance is made; for Chinese it would cut the
   query by the browser's dictionary, which our index does not know. An unknown language falls
   back to the one index there is. Implementation detail of 1.5.2, held by tests/search. */
async function createInstance(base) {
  const pagefind = await import(`${base}/pagefind/pagefind.js`);
  const root = document.documentElement;
  const language = root.lang;
  root.lang = "unknown";
  try {
    return pagefind.createInstance({ noWorker: true });
  } finally {
    root.lang = language;
  }
}

const within = (promise, time) =>
  Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("timeout")), time))]);

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

/* → {exact, loose, fragment, total}: sets of case numbers for words that stand in a row. */
export async function openEngine(base, beginnings) {
  const instance = await createInstance(base);
  const find = numberOf(beginnings);
  const fragments = new Map();
  const ask = async (question) => {
    const { results } = await within(instance.search(question), PATIENCE);
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
    fragment: (number) => within(fragments.get(number).data(), PATIENCE),
  };
}
