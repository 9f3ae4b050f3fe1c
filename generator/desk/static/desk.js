// 拖放：an enhancement only; without it the button of the file field does the same.
const area = document.querySelector("[data-drop]");
const input = area && area.querySelector("input[type=file]");
const list = area && area.querySelector("[data-chosen]");

function show() {
  list.textContent = "";
  for (const file of input.files) {
    const item = document.createElement("li");
    item.textContent = file.name;
    list.append(item);
  }
  list.hidden = input.files.length === 0;
}

if (area) {
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => {
      event.preventDefault();
      area.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    area.addEventListener(name, () => area.classList.remove("over"));
  }
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    show();
  });
  input.addEventListener("change", show);
}
