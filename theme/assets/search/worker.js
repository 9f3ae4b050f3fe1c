/* 后台：the search beside the page, so that reading and scrolling never wait for it. */

import { openInstance } from "./instance.js";

let opened = null;

const methods = {
  async open(base) {
    opened = await openInstance(base);
    return opened && opened.total;
  },
  exact: (words) => opened.exact(words),
  loose: (words) => opened.loose(words),
  fragment: (number) => opened.fragment(number),
};

addEventListener("message", async ({ data: { id, method, given } }) => {
  try {
    postMessage({ id, value: await methods[method](given) });
  } catch (failed) {
    postMessage({ id, error: String(failed) });
  }
});
