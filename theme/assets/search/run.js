/* 运行：a module that is only needed later. `import()` would stop older browsers from reading the
   rest; a page opened from a disk has another way, see generator/bundle. */

export function run(address) {
  const script = document.createElement("script");
  script.type = "module";
  script.src = address;
  document.head.appendChild(script);
}
