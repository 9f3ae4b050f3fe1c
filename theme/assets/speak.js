/* 朗读：summary, figures and 可借鉴之处 by the voice of the device. The sentence of a figure is the
   one that its chart carries. Sentence by sentence, because long texts break off on some devices,
   and a pause begins its sentence again, because not every device can pause. */

const LONGEST = 160;
const SILENCE = 5000;
const LABELS = { idle: "朗读", speaking: "暂停", paused: "继续朗读" };

const wordsOf = (element) => element.textContent.replace(/\s+/g, " ").trim();
const closed = (text) => (/[。！？：；]$/.test(text) ? text : `${text}。`);

function isLeaf(block) {
  return !block.querySelector("p, li, dt, dd, h3");
}

/* → what is read, block by block. */
export function textsOf(page) {
  const head = Array.from(page.querySelectorAll(".case-head h1, .summary"));
  const figures = Array.from(page.querySelectorAll(".case-section .chart desc"));
  const lessons = Array.from(page.querySelectorAll(".lessons h2, .lessons h3, .lessons p, .lessons li, .lessons dt, .lessons dd"));
  return head.concat(figures, lessons.filter(isLeaf))
    .map((block) => wordsOf(block) + (block.tagName === "DT" ? "：" : ""))
    .filter(Boolean);
}

/* → sentences, none too long for a voice. */
export function sentencesOf(texts) {
  const found = [];
  texts.forEach((text) => {
    closed(text).match(/[^。！？；]+[。！？；]*/g).forEach((sentence) => {
      const parts = sentence.length > LONGEST ? sentence.match(/[^，、]+[，、]*/g) : [sentence];
      parts.forEach((part) => found.push(part.trim()));
    });
  });
  return found.filter(Boolean);
}

function chineseVoice(voices) {
  const speaks = (pattern) => voices.find((voice) => pattern.test(voice.lang));
  return speaks(/^(zh|cmn)[-_](Hans[-_])?CN/i) || speaks(/^(zh|cmn)/i) || null;
}

/* Takes over the button, begins at once. */
export function createReader(button, status) {
  const synthesis = window.speechSynthesis;
  const sentences = sentencesOf(textsOf(document));
  const stop = document.createElement("button");
  let at = 0;
  let state = "idle";
  let turn = 0;
  let heard = false;

  stop.type = "button";
  stop.className = "chip";
  stop.textContent = "停止朗读";
  button.parentNode.insertBefore(stop, button.nextSibling);

  function become(next) {
    state = next;
    button.textContent = LABELS[next];
    stop.hidden = next === "idle";
  }

  function halt(next) {
    turn += 1;
    synthesis.cancel();
    become(next);
  }

  function finish(text) {
    at = 0;
    if (document.activeElement === stop) button.focus();
    halt("idle");
    status.textContent = text;
  }

  function speak() {
    turn += 1;
    const mine = turn;
    const said = new SpeechSynthesisUtterance(sentences[at]);
    const current = (act) => () => { if (mine === turn) act(); };
    said.lang = "zh-CN";
    said.voice = chineseVoice(synthesis.getVoices());
    said.onstart = () => { heard = true; };
    said.onend = current(() => {
      heard = true;
      at += 1;
      if (at < sentences.length) speak();
      else finish("读完了");
    });
    said.onerror = current(() => finish("这台设备现在读不出中文"));
    synthesis.speak(said);
    setTimeout(current(() => { if (!heard) finish("这台设备没有中文朗读的声音"); }), SILENCE);
  }

  function press() {
    if (state === "speaking") {
      halt("paused");
      return;
    }
    become("speaking");
    status.textContent = "";
    speak();
  }

  button.addEventListener("click", press);
  stop.addEventListener("click", () => finish(""));
  addEventListener("pagehide", () => synthesis.cancel());
  synthesis.cancel();
  press();
}
