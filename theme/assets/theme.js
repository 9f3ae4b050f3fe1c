/* 明暗：runs before the first paint so that a remembered choice does not flash. */
(function () {
  var root = document.documentElement;
  root.className = root.className.replace("no-js", "js");
  try {
    var saved = localStorage.getItem("anli-theme");
    if (saved === "dark" || saved === "light") root.setAttribute("data-theme", saved);
  } catch (error) {
    /* storage may be forbidden; the system's choice then holds */
  }
})();
