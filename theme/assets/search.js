/* 检索：names and text of the archive, loaded when first asked for and never before. */

import { load } from "./search/load.js";
import { once } from "./search/once.js";
import { MOST_CHARACTERS, parseQuery, searchText } from "./search/plan.js";
import { canSearchText, openEngine } from "./search/engine.js";
import { prepareNames, searchNames, searchSounds } from "./search/names.js";
import { nearestNames } from "./search/nearest.js";
import { prepareSpelling, pinyinOf, variantsOf } from "./search/spelling.js";
import { rangesIn, soundRangesIn } from "./search/marks.js";
import { buildExcerpt } from "./search/excerpt.js";
import { compact } from "./search/text.js";

/* A title this long is as good as an address; its words in a row would be the dearest search. */
const WHOLE_TITLE = 12;
const NO_TEXT = { scores: new Map(), partial: false, trouble: "" };

const isTitle = (names, asked) =>
  asked.length >= WHOLE_TITLE && names.cases.some(({ item }) => item.titles.some(({ key }) => key === asked));
const isEmpty = ({ cases, teams, organisations }) => !cases.length && !teams.length && !organisations.length;
const isSure = ({ names, inText, text }) => !isEmpty(names) || (inText.length > 0 && !text.partial);
const hasAny = ({ names, inText }) => !isEmpty(names) || inText.length > 0;
const byScore = (scores) => Array.from(scores).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);

/* An answer as the page shows it: case numbers by name, best first, then those by text alone. What
   answers only in part is noise beside a name. */
function arrange(query, terms, names, found, rangesOf) {
  const text = found.partial && !isEmpty(names) ? NO_TEXT : found;
  const named = names.cases.map(({ item }) => item.number);
  const isNamed = new Set(named);
  const inText = byScore(text.scores).filter((number) => !isNamed.has(number));
  return { query, terms, names, text, named, inText, rangesOf };
}

/* One search for each root: the page and its boxes share what was loaded. `base` is the way to the
   root as an address with scheme, without a slash at the end. */
const opened = new Map();
export function openSearch(base) {
  if (!opened.has(base)) opened.set(base, createSearch(base));
  return opened.get(base);
}

function createSearch(base) {
  const tables = once(() =>
    Promise.all([
      load(`${base}/search/names.json`).then(prepareNames),
      load(`${base}/search/spelling.json`).then(prepareSpelling),
    ])
  );
  const engine = once(() => openEngine(base));

  async function inText(terms) {
    if (!canSearchText()) return Object.assign({}, NO_TEXT, { trouble: "unsupported" });
    try {
      const opened = await engine();
      return opened ? Object.assign({}, NO_TEXT, await searchText(opened, terms)) : NO_TEXT;
    } catch (failed) {
      /* Pagefind is written for newer browsers than the rest of the page. */
      return Object.assign({}, NO_TEXT, { trouble: failed instanceof SyntaxError ? "unsupported" : "failed" });
    }
  }

  async function answerTo(query, names) {
    const terms = parseQuery(query);
    const found = searchNames(names, terms.length ? query : "");
    const skip = !terms.length || isTitle(found, compact(query));
    const text = skip ? NO_TEXT : await inText(terms);
    const marked = text.partial ? [].concat(...terms).join(" ") : query;
    return arrange(query, terms, found, text, (name) => rangesIn(name, marked));
  }

  const bySound = (query, names, { readings }) => {
    const letters = pinyinOf(query);
    const found = letters ? searchSounds(names, letters, readings) : searchNames(names, "");
    return arrange(query, [query], found, NO_TEXT, (text) => soundRangesIn(text, letters, readings));
  };

  return {
    /* Begins to load while the visitor still types. */
    prepare() {
      tables().catch(() => {});
      if (canSearchText()) engine().catch(() => {});
    },

    /* → {query, terms, names, text: {scores, partial, trouble}, named, inText, rangesOf}; `query` as
       it was understood; terms is empty for mere punctuation. Sound is asked when nothing else
       answers, or QC would bring every 汽车. */
    async search(asked) {
      const short = Array.from(asked).slice(0, MOST_CHARACTERS).join("");
      const [names, spelling] = await tables();
      const answers = [];
      for (const query of variantsOf(short, spelling)) {
        const answer = await answerTo(query, names);
        if (isSure(answer)) return answer;
        answers.push(answer);
      }
      return [bySound(short, names, spelling)].concat(answers).find(hasAny) || answers[0];
    },

    /* 提示：names only, by characters and then by sound. */
    async suggest(asked) {
      const [names, spelling] = await tables();
      const found = [];
      for (const query of variantsOf(asked, spelling)) {
        found.push({ names: searchNames(names, query), rangesOf: (text) => rangesIn(text, query) });
      }
      if (pinyinOf(asked)) found.push(bySound(asked, names, spelling));
      return found;
    },

    /* → records of names.js: {cases, organisations, teams}; none where the answer is a sure one. */
    async nearest(answer, limit) {
      const [names] = await tables();
      return nearestNames(names, isSure(answer) ? "" : answer.query, limit, answer.inText.length > 0);
    },

    /* → for each case the place of its organisation among all, by the reading of their names. */
    placesOfOrganisations: once(async () => {
      const [{ cases, organisations }] = await tables();
      const inOrder = organisations.map(({ names }) => names[0].name).sort(new Intl.Collator("zh-CN").compare);
      const places = new Map(inOrder.map((name, place) => [name, place]));
      return cases.map(({ organisation }) => places.get(organisation));
    }),

    /* → excerpt of one case found in the text, or null. */
    async excerpt(number, terms) {
      const opened = await engine();
      return buildExcerpt(await opened.fragment(number), terms);
    },
  };
}
