/* 链接：addresses that scripts make name folders; below file:// the page in it has to be named. */

function nameFile(event) {
  const link = event.target.closest && event.target.closest("a[href]");
  if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
}

["pointerdown", "focusin", "click"].forEach((type) => document.addEventListener(type, nameFile, true));
