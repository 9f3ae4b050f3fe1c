/* 旧浏览器：where archive.js cannot run (no modules, no import()), cases are found by name. Classic
   script of 2015; it runs behind archive.js and stands back where that is at work. */
(function () {
  var MOST = 100;
  var root = document.querySelector("[data-archive]");
  if (!root || root.hasAttribute("data-live")) return;

  var base = root.getAttribute("data-base");
  var form = root.querySelector("form");
  var status = root.querySelector("[data-status]");
  var found = root.querySelector("[data-found]");

  function readQuery() {
    var asked = /[?&]q=([^&]*)/.exec(location.search);
    try {
      return asked ? decodeURIComponent(asked[1].replace(/\+/g, " ")).trim() : "";
    } catch (malformed) {
      return "";
    }
  }

  /* Rows as generator/search/tables.py writes them: [organisation, place, team, titles, names…]. */
  function findByName(names, q) {
    var words = q.toLowerCase().split(/\s+/);
    return names.cases.filter(function (row) {
      var text = row.slice(2).concat(names.organisations[row[0]].slice(1)).join(" ").toLowerCase();
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    });
  }

  function addLine(row, organisation) {
    var line = document.createElement("p");
    var link = document.createElement("a");
    link.href = base + "/cases/" + row[1] + "/";
    link.textContent = row[3][0];
    line.appendChild(link);
    line.appendChild(document.createTextNode(" " + organisation + "，" + row[2]));
    found.appendChild(line);
  }

  function show(names, q) {
    var rows = findByName(names, q);
    rows.slice(0, MOST).forEach(function (row) { addLine(row, names.organisations[row[0]][1]); });
    root.querySelector("[data-all]").hidden = rows.length > 0;
    status.textContent = !rows.length
      ? "名称里没有找到，下面是全部案例"
      : "名称里找到 " + rows.length + " 个案例" + (rows.length > MOST ? "，先列 " + MOST + " 个" : "");
  }

  function load(address, done) {
    var request = new XMLHttpRequest();
    request.open("GET", address);
    request.onload = function () {
      if (request.status === 200) done(JSON.parse(request.responseText));
      else request.onerror();
    };
    request.onerror = function () { status.textContent = "名称没有载入，下面是全部案例"; };
    request.send();
  }

  var note = document.createElement("div");
  note.innerHTML = root.querySelector("noscript").textContent;
  note.querySelector("[data-why]").textContent = "这个浏览器较旧，只能按标题、单位和班组的名称找。";
  form.parentNode.insertBefore(note, form.nextSibling);
  document.documentElement.className = document.documentElement.className.replace(/ asked\b/, "");

  var q = readQuery();
  root.querySelector("#q").value = q;
  if (q) load(base + "/search/names.json", function (names) { show(names, q); });
})();
