/* 旧浏览器：where archive.js cannot run (no modules, no import()), the rows of the page are narrowed
   by name. Classic script of 2015; it runs behind archive.js and stands back where that is at work. */
(function () {
  var root = document.querySelector("[data-archive]");
  if (!root || root.hasAttribute("data-live")) return;

  function readQuery() {
    var found = /[?&]q=([^&]*)/.exec(location.search);
    try {
      return found ? decodeURIComponent(found[1].replace(/\+/g, " ")).trim() : "";
    } catch (malformed) {
      return "";
    }
  }

  function textOf(row) {
    var parts = row.querySelectorAll(".case-row-title, .case-row-who");
    return Array.prototype.map.call(parts, function (part) { return part.textContent; }).join(" ").toLowerCase();
  }

  var q = readQuery();
  var words = q.toLowerCase().split(/\s+/).filter(Boolean);
  var rows = Array.prototype.slice.call(root.querySelectorAll("[data-all] [data-id]"));
  var fitting = rows.filter(function (row) {
    var text = textOf(row);
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  });
  var note = document.createElement("div");
  note.innerHTML = root.querySelector("noscript").textContent;
  note.querySelector("[data-why]").textContent = "这个浏览器较旧，只能按标题、单位和班组的名称找。";
  root.querySelector("form").parentNode.insertBefore(note, root.querySelector("form").nextSibling);
  root.querySelector("#q").value = q;
  if (fitting.length) rows.forEach(function (row) { row.hidden = fitting.indexOf(row) < 0; });
  if (q) {
    root.querySelector("[data-status]").textContent = fitting.length
      ? "名称里找到 " + fitting.length + " 个案例"
      : "名称里没有找到，下面是全部 " + rows.length + " 个案例";
  }
})();
