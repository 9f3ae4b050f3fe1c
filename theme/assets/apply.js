/* 申报日程：which steps are past, under way or to come, in words and not by colour alone. The day is
   that of Shanghai, whatever the clock of the reader is set to. */

const list = document.querySelector("[data-steps]");
const HOUR = 3600000;
const today = new Date(Date.now() + 8 * HOUR).toISOString().slice(0, 10);

const dayText = (iso) => `${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日`;
const daysUntil = (iso) => Math.round((Date.parse(iso) - Date.parse(today)) / (24 * HOUR));

function readStep(element) {
  const value = (name) => element.getAttribute(`data-${name}`);
  const end = value("end") || value("start");
  return { element, name: value("name"), start: value("start"), end };
}

function stateOf({ start, end }) {
  if (!end) return "";
  if (end < today) return "past";
  return start && start > today ? "ahead" : "open";
}

function wordsFor(step) {
  const state = stateOf(step);
  if (state === "past") return "已截止";
  if (state === "ahead") return "还没开始";
  const left = daysUntil(step.end);
  const due = left ? `还有 ${left} 天截止` : "今天截止";
  return step.start ? `正在进行，${due}` : due;
}

function mark(step) {
  const state = stateOf(step);
  if (!state) return;
  const words = step.element.querySelector(".apply-state");
  step.element.classList.add(state);
  words.textContent = wordsFor(step);
  words.hidden = false;
}

function sumUp(steps, year) {
  const dated = steps.filter((step) => step.end);
  const open = dated.filter((step) => stateOf(step) !== "past");
  if (!open.length) return `${year} 年的日程已经全部截止。新一年的日期公布以后会写在这里，往年的时间可以参考。`;
  const next = open.reduce((first, step) => (step.end < first.end ? step : first));
  if (stateOf(next) === "ahead") return `下一步：${next.name}，${dayText(next.start)}开始。`;
  return `现在：${next.name}，${dayText(next.end)}截止。`;
}

if (list) {
  const steps = Array.from(list.children).map(readStep);
  steps.forEach(mark);
  if (steps.some((step) => step.end)) {
    document.querySelector("[data-now]").textContent = sumUp(steps, list.getAttribute("data-year"));
  }
}
