/* 引擎：the full text, asked in a worker; where there is none, or it fails, in the page itself. */

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

/* A browser that knows workers made of modules looks at their type. */
function makeWorker(address) {
  let looked = false;
  const worker = new Worker(address, { get type() { looked = true; return "module"; } });
  if (looked) return worker;
  worker.terminate();
  throw new Error("no module workers");
}

async function openWorker(base) {
  const worker = makeWorker(`${base}/assets/search/worker.js`);
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data: { id, value, error } }) => {
    const { done, fail } = waiting.get(id);
    waiting.delete(id);
    if (error) fail(new Error(error));
    else done(value);
  });
  worker.addEventListener("error", () => {
    for (const { fail } of waiting.values()) fail(new Error("worker"));
    waiting.clear();
  });
  const ask = (method, given) =>
    new Promise((done, fail) => {
      last += 1;
      waiting.set(last, { done, fail });
      worker.postMessage({ id: last, method, given });
      setTimeout(() => fail(new Error("timeout")), PATIENCE);
    });
  const total = await ask("open", base);
  if (!total) return null;
  return {
    total,
    exact: (words) => ask("exact", words),
    loose: (words) => ask("loose", words),
    fragment: (number) => ask("fragment", number),
  };
}

/* → {exact, loose, fragment, total}: sets of case numbers for words that stand in a row; null for
   an archive without a case. */
export async function openEngine(base) {
  try {
    return await openWorker(base);
  } catch (failed) {
    /* the page itself can say why */
  }
  const { openInstance } = await import("./instance.js");
  return openInstance(base);
}
