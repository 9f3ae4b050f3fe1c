/* 运行：a module that lies in the one script already. */

export function run(address) {
  window.anliModules.need(`assets/${address.split("/assets/").pop()}`);
}
