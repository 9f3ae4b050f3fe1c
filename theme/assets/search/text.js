/* 切词：text → words. generator/search/text.py does the same and explains why; the fixture
   tests/search/words.json holds both to it. Change neither alone. */

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const LETTERS =
  "a-zA-Z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0370-\\u03ff\\u0400-\\u052f" +
  "\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc-\\u30ff\\uac00-\\ud7a3";
export const POINT = "ㄉ";
export const PERCENT = "ㄅ";
export const PERMILLE = "ㄑ";
export const END = "¶";
export const NAMES_END = "§";
export const SPACE = "~";
export const CIRCLE = "^";

const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeffㄉㄅㄑ¶§]/gu;
const BLANK = /[\0-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const FOLDED = /[^，：；！？（）［］｛｝～…\u2460-\u24ff]+/gu;
/* Han, figure, letters, circled figure, share, blank, anything else. */
const KINDS = ["han", "number", "letters", "circled", "share", "gap", "gap"];
const PIECE = new RegExp(
  `([${HAN}]+)` +
    "|([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)*|[0-9]+(?:\\.[0-9]+)*)" +
    `|([${LETTERS}]+)|([①-⑳])|([%‰])|( )|([^${HAN}${LETTERS}0-9①-⑳%‰ ]+)`,
  "gu"
);
const HAN_ONLY = new RegExp(`^[${HAN}]+$`, "u");

const WORD = new RegExp(`^[${HAN}${LETTERS}0-9${PERCENT}${PERMILLE}]`, "u");

export const isHan = (word) => HAN_ONLY.test(word);
/* Whether a stored word is one that is indexed; the others are punctuation. */
export const isWord = (word) => WORD.test(word);

export function normalise(text) {
  const seen = text.replace(UNSEEN, "").replace(BLANK, " ").replace(/^ +| +$/g, "");
  const folded = seen.replace(FOLDED, (part) => part.normalize("NFKC"));
  return folded.replace(/~/g, "～").replace(BLANK, " ");
}

/* String.matchAll is younger than the WebViews we serve. */
function pieces(text) {
  const found = [];
  normalise(text).replace(PIECE, (piece, ...groups) => {
    found.push([KINDS[groups.findIndex((group) => group !== undefined)], piece]);
    return "";
  });
  return found;
}

function wordsOf(kind, piece) {
  if (kind === "han") {
    const chars = Array.from(piece);
    return chars.length === 1 ? chars : chars.slice(1).map((char, i) => chars[i] + char);
  }
  if (kind === "number") return [piece.replace(/,/g, "").replace(/\./g, POINT)];
  if (kind === "circled") return [piece.normalize("NFKC")];
  return [piece === "%" ? PERCENT : piece === "‰" ? PERMILLE : piece];
}

/* 词组：runs of words with nothing between them. */
export function terms(text) {
  const runs = [[]];
  for (const [kind, piece] of pieces(text)) {
    if (kind === "gap") runs.push([]);
    else for (const word of wordsOf(kind, piece)) runs[runs.length - 1].push(word.toLowerCase());
  }
  return runs.filter((run) => run.length);
}

/* 紧缩 of each run of a text: how names are compared. */
export function compactTerms(text) {
  const runs = [""];
  for (const [kind, piece] of pieces(text)) {
    if (kind === "gap") runs.push("");
    else runs[runs.length - 1] += piece.normalize("NFKC").replace(/[,.]/g, "").toLowerCase();
  }
  return runs.filter(Boolean);
}

export const compact = (text) => compactTerms(text).join("");
