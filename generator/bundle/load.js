/* 载入：JSON that lies in a script of the same name, because `fetch` is refused below file://. */

export function load(address) {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = `${address}.js`;
    script.onload = () => done(window.anliFiles[script.src]);
    script.onerror = () => fail(new Error(address));
    document.head.appendChild(script);
  });
}
