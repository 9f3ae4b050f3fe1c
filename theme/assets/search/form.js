/* 表单：search box, filters, chips and order of the archive page, as state and back. */

import { button, empty, make } from "./dom.js";
import { orderOf, sortIn } from "./state.js";

const DESK = "(min-width: 1000px)";

/* `choose` is told the wanted state when a chip or a way out is used. */
export function createForm(root, choose) {
  const form = {
    form: root.querySelector("form"),
    box: root.querySelector("#q"),
    sort: root.querySelector("#sort"),
    sortLine: root.querySelector("[data-sort]"),
    panel: root.querySelector("[data-panel]"),
    chips: root.querySelector("[data-chips]"),
    done: root.querySelector("[data-done]"),
    facets: Array.from(root.querySelectorAll("[data-facet]")).map(readFacet),
    choose,
    order: "",
  };
  form.sort.addEventListener("change", () => { form.order = form.sort.value; });
  form.read = () => readForm(form);
  form.drop = (name, value) => choose(without(form.read(), name, value));
  form.fill = (state) => fillForm(form, state);
  form.fillCounts = (counts, tables) => fillCounts(form, counts, tables);
  form.fillDone = (sum) => fillDone(form, sum);
  if (form.panel) arrangePanel(form, root.querySelector("#results"));
  return form;
}

function readFacet(element) {
  const options = Array.from(element.querySelectorAll("input")).map((input) => {
    const count = input.parentNode.querySelector(".count");
    return { input, label: input.nextElementSibling.textContent, count, total: count.textContent };
  });
  const label = element.querySelector("legend").textContent;
  return { name: element.getAttribute("data-facet"), label, element, options };
}

/* On a desk the panel is a column and always open; closed it would only be an empty column. */
function arrangePanel({ panel, done }, results) {
  const desk = matchMedia(DESK);
  const arrange = () => { panel.open = desk.matches; };
  arrange();
  if (desk.addEventListener) desk.addEventListener("change", arrange);
  done.firstElementChild.addEventListener("click", () => {
    panel.open = false;
    results.focus();
    results.scrollIntoView();
  });
}

/* The order counts only where it was chosen: each kind of list has its own usual one. */
function readForm({ box, order, facets }) {
  const chosen = {};
  for (const { name, options } of facets) {
    const values = options.filter(({ input }) => input.checked).map(({ input }) => input.value);
    if (values.length) chosen[name] = values;
  }
  const q = box.value.trim();
  return { q, chosen, sort: sortIn(q, order) };
}

function without(state, name, value) {
  const left = value ? state.chosen[name].filter((other) => other !== value) : [];
  const chosen = Object.assign({}, state.chosen, { [name]: left });
  if (!left.length) delete chosen[name];
  return Object.assign({}, state, { chosen });
}

function fillForm(form, state) {
  const { box, sort, sortLine, facets, panel } = form;
  box.value = state.q;
  form.order = state.sort;
  sortLine.hidden = false;
  sort.options[0].disabled = !state.q;
  sort.value = orderOf(state);
  for (const { name, element, options } of facets) {
    const values = state.chosen[name] || [];
    for (const { input } of options) input.checked = values.includes(input.value);
    showChosen(element, values.length);
    if (values.length) element.open = true;
  }
  const sum = facets.reduce((n, { name }) => n + (state.chosen[name] || []).length, 0);
  if (panel) showChosen(panel, sum);
  fillChips(form);
}

function showChosen(details, sum) {
  details.querySelector("summary [data-active]").textContent = sum ? `已选 ${sum}` : "";
}

function fillChips(form) {
  const list = empty(form.chips.querySelector("ul"));
  for (const { name, label, options } of form.facets) {
    for (const option of options.filter(({ input }) => input.checked)) {
      list.appendChild(make("li", "", chip(form, name, option.input.value, `${label}：${option.label}`)));
    }
  }
  if (list.children.length > 1) {
    const clear = () => form.choose(Object.assign(form.read(), { chosen: {} }));
    list.appendChild(make("li", "", button("chip", clear, "全部去掉")));
  }
  form.chips.hidden = !list.children.length;
}

/* The chip goes with its filter; the keyboard must not be left on nothing. */
function chip(form, name, value, text) {
  const close = make("span", "chip-close", "×");
  close.setAttribute("aria-hidden", "true");
  const drop = () => {
    form.drop(name, value);
    (form.chips.querySelector("button") || form.box).focus({ preventScroll: true });
  };
  const element = button("chip", drop, text, close);
  element.setAttribute("aria-label", `去掉条件 ${text}`);
  return element;
}

/* Without counts the page shows again what it was built with. */
function fillCounts({ facets }, counts, tables) {
  for (const { name, options } of facets) {
    const table = tables && tables.find((facet) => facet.name === name);
    for (const { input, count, total } of options) {
      count.textContent = table ? String(counts[name][table.values.indexOf(input.value)] || 0) : total;
      input.disabled = count.textContent === "0" && !input.checked;
    }
  }
}

function fillDone({ done }, sum) {
  if (!done) return;
  done.hidden = false;
  done.firstElementChild.textContent = `看这 ${sum} 个案例`;
}
