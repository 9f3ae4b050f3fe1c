/* 预览：shows the fragment, marks what was found in it, and copies it. ES2018, no request. */
"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (selector) => document.querySelector(selector);
  const sheet = find("[data-sheet]");
  const frame = find("[data-frame]");
  const status = find("[data-status]");
  const column = find("[data-column]").attachShadow({ mode: "open" });
  const COLUMN =
    ":host{display:block;font-size:17px;line-height:1.6;letter-spacing:.578px;text-align:justify;" +
    "word-break:break-word}*{max-width:100%!important;box-sizing:border-box!important}";

  /* The fragment with other addresses of its pictures; not one byte else is touched. */
  function withPictures(fragment, address) {
    return fragment.replace(/<img [^>]*>/g, (image) =>
      image.replace(/( src=")([^"]*)(")/, (whole, before, source, after) =>
        data.pictures[source] ? before + address(data.pictures[source]) + after : whole
      )
    );
  }

  function show(look) {
    const shown = look === "night" ? data.night : data.fragment;
    const style = "<style>" + COLUMN + "</style>";
    column.innerHTML = style + withPictures(shown, (picture) => picture.data);
    sheet.dataset.look = look;
  }

  /* 标记 */

  const bare = (text) => text.replace(/[\s\u00a0\u2000-\u200b…]/g, "");

  function rangeOf(scope, quote) {
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    const places = [];
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let at = 0; at < node.length; at += 1) {
        if (bare(node.data[at])) {
          text += node.data[at];
          places.push([node, at]);
        }
      }
    }
    const start = text.indexOf(quote);
    if (start < 0) return null;
    const range = document.createRange();
    const end = places[start + quote.length - 1];
    range.setStart(places[start][0], places[start][1]);
    range.setEnd(end[0], end[1] + 1);
    return range;
  }

  /* What a note is about: words, a picture by its description, or the whole block. */
  function targetOf(note) {
    const quote = bare(note.quote);
    if (note.place === "标题") return find("[data-title]");
    if (!note.block) return quote ? rangeOf(column, quote) : null;
    const root = column.querySelector("section");
    const block = root && root.children[note.block - 1];
    const scopes = block ? [block, root] : [root];
    for (const scope of quote ? scopes : []) {
      const found = rangeOf(scope, quote);
      if (found) return found;
      const image = Array.from(scope.querySelectorAll("img")).find((one) => bare(one.alt).startsWith(quote));
      if (image) return image;
    }
    return block || null;
  }

  const marks = find("[data-marks]");
  const tops = new Map();

  function mark() {
    marks.textContent = "";
    tops.clear();
    const origin = sheet.getBoundingClientRect();
    for (const note of data.notes) {
      const target = targetOf(note);
      const button = find('[data-go="' + note.n + '"]');
      if (button) button.hidden = !target;
      if (!target) continue;
      const boxes = Array.from(target.getClientRects()).filter((box) => box.width > 1 && box.height > 1);
      boxes.forEach((box, index) => {
        const drawn = document.createElement("i");
        drawn.className = note.level;
        drawn.dataset.mark = note.n;
        drawn.style.left = box.left - origin.left + "px";
        drawn.style.top = box.top - origin.top + "px";
        drawn.style.width = box.width + "px";
        drawn.style.height = box.height + "px";
        if (!index) {
          drawn.dataset.number = note.n;
          drawn.style.setProperty("--from-edge", box.left - origin.left + "px");
        }
        marks.append(drawn);
      });
      if (boxes.length) tops.set(String(note.n), boxes[0].top - origin.top);
    }
  }

  function go(number) {
    for (const drawn of marks.children) drawn.classList.toggle("current", drawn.dataset.mark === number);
    for (const note of document.querySelectorAll("[data-note]"))
      note.classList.toggle("current", note.dataset.note === number);
    const top = tops.get(number);
    if (top === undefined) return;
    if (frame.scrollHeight > frame.clientHeight + 1) frame.scrollTop = top - frame.clientHeight / 3;
    if (frame.getBoundingClientRect().top < 0 || frame.scrollHeight <= frame.clientHeight + 1)
      window.scrollTo(0, sheet.getBoundingClientRect().top + window.pageYOffset + top - window.innerHeight / 3);
  }

  /* 复制 */

  function payload() {
    const used = { hosted: 0, carried: 0 };
    const html = withPictures(data.fragment, (picture) => {
      used[picture.url ? "hosted" : "carried"] += 1;
      return picture.url || picture.data;
    });
    return { html, text: column.querySelector("section").innerText, used };
  }

  function report(used) {
    const all = used.hosted + used.carried;
    const parts = [];
    if (used.hosted) parts.push(used.hosted + " 张用微信图片库的地址");
    if (used.carried) parts.push(used.carried + " 张随正文带上，粘贴时由后台上传");
    return "已复制正文" + (all ? "和 " + all + " 张图：" + parts.join("，") : "，没有图") + "。到公众号后台点进正文再粘贴。";
  }

  /* The copy event first: what it is given arrives as it is. */
  function copyByEvent(values) {
    let given = false;
    const handler = (event) => {
      for (const type of Object.keys(values)) event.clipboardData.setData(type, values[type]);
      event.preventDefault();
      event.stopImmediatePropagation();
      given = true;
    };
    document.addEventListener("copy", handler, { once: true, capture: true });
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      done = false;
    }
    document.removeEventListener("copy", handler, { capture: true });
    return done && given;
  }

  function copyByClipboard(values) {
    if (!navigator.clipboard || !navigator.clipboard.write || typeof ClipboardItem === "undefined")
      return Promise.reject(new Error("none"));
    const blobs = {};
    for (const type of Object.keys(values)) blobs[type] = new Blob([values[type]], { type });
    return navigator.clipboard.write([new ClipboardItem(blobs)]);
  }

  function copyBySource(text) {
    const area = find("[data-source]");
    area.hidden = false;
    area.value = text;
    area.focus();
    area.select();
  }

  function copy(values, said) {
    if (copyByEvent(values)) {
      status.textContent = said;
      return;
    }
    copyByClipboard(values).then(
      () => (status.textContent = said),
      () => {
        copyBySource(values["text/html"] || values["text/plain"]);
        status.textContent = "浏览器不让脚本复制。下面框里是源码，已经选好：按 Ctrl+C（苹果电脑按 ⌘C）。";
      }
    );
  }

  find("[data-copy]").addEventListener("click", () => {
    const made = payload();
    copy({ "text/html": made.html, "text/plain": made.text }, report(made.used));
  });
  for (const button of document.querySelectorAll("[data-text]"))
    button.addEventListener("click", () =>
      copy({ "text/plain": button.dataset.text }, "已复制" + button.dataset.name + "。")
    );

  /* 开关 */

  const switches = find("[data-switches]");
  switches.addEventListener("change", (event) => {
    const input = event.target;
    if (input.name === "width") sheet.dataset.width = input.value;
    if (input.name === "look") show(input.value);
    if (input.name === "marks") marks.hidden = !input.checked;
    mark();
  });
  for (const button of document.querySelectorAll("[data-go]"))
    button.addEventListener("click", () => go(button.dataset.go));
  for (const image of document.querySelectorAll("[data-cover]")) {
    if (data.covers[image.dataset.cover]) image.src = data.covers[image.dataset.cover];
    else image.hidden = true;
  }
  window.addEventListener("resize", mark);
  column.addEventListener("load", mark, true);
  show("day");
  mark();
})();
