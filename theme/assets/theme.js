/* 显示：runs before the first paint, so that what was chosen does not flash; and tells the styles
   what this browser can do. Scripts of ours are modules: a browser without them gets plain pages. */
(function () {
  var root = document.documentElement;
  if (!("noModule" in document.createElement("script"))) return;
  root.className = root.className.replace("no-js", "js");
  if (window.speechSynthesis && window.SpeechSynthesisUtterance) root.className += " voice";
  try {
    var theme = localStorage.getItem("anli-theme");
    if (theme === "dark" || theme === "light") root.setAttribute("data-theme", theme);
    if (localStorage.getItem("anli-type") === "large") root.setAttribute("data-type", "large");
  } catch (error) {
    /* storage may be forbidden; the system's choice then holds */
  }
})();
