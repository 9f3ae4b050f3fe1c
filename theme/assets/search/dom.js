/* 节点：text goes in as text, never as markup. */

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const child of children) {
    if (child) element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
  return element;
}

export function link(href, ...children) {
  const element = make("a", "", ...children);
  element.href = href;
  return element;
}

export function button(className, action, ...children) {
  const element = make("button", className, ...children);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

export function empty(element) {
  while (element.firstChild) element.removeChild(element.firstChild);
  return element;
}
