/* 先行：runs before the first paint of the archive page. An address that asks for something hides
   the list of all at once, and what the answer needs begins to load beside the scripts. */
(function () {
  if (!("noModule" in document.createElement("script")) || !/[?&](?!utm_)\w+=[^&]/.test(location.search)) return;
  document.documentElement.className += " asked";
  if (location.protocol === "file:") return;
  var root = document.currentScript.src.replace(/assets\/search\/early\.js.*$/, "");
  var files = ["cases"].concat(/[?&]q=[^&]/.test(location.search) ? ["names", "spelling"] : []);
  files.forEach(function (name) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.setAttribute("as", "fetch");
    link.crossOrigin = "anonymous";
    link.href = root + "search/" + name + ".json";
    document.head.appendChild(link);
  });
})();
