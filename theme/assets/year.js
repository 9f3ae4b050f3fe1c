/* 年度页：the list can be sorted by its heads and searched. Without it the table stays as the
   announcement has it. ES2018. */

/* 拼音次序 where the browser knows it. */
function makeCompare() {
  try {
    return new Intl.Collator("zh-CN-u-co-pinyin", { numeric: true }).compare;
  } catch (error) {
    return (one, two) => one.localeCompare(two);
  }
}

const compareText = makeCompare();

/* What a cell counts for: a number, a place in the official order, or its text; empty goes last. */
function makeKey(column, order) {
  const cell = (row) => row.cells[column].textContent.trim();
  if (order === "number") return (row) => Number(cell(row));
  if (order === "text") return cell;
  const labels = order.split("|");
  return (row) => {
    const text = cell(row);
    const at = labels.findIndex((label) => text === label || text.startsWith(`${label} `));
    return at < 0 ? labels.length : at;
  };
}

function compareKeys(one, two) {
  return typeof one === "string" ? compareText(one, two) : one - two;
}

function setUpRoster(table) {
  const heads = Array.from(table.tHead.rows[0].cells);
  const groups = Array.from(table.tBodies);
  const rows = Array.from(table.querySelectorAll(".entry"));
  const homes = new Map(rows.map((row) => [row, row.parentNode]));
  const flat = document.createElement("tbody");
  const tools = document.querySelector("[data-list-tools]");
  const status = tools.querySelector("[role=status]");
  rows.forEach((row) => {
    const home = homes.get(row);
    row.classList.add(home.className);
    row.cells[1].setAttribute("data-domain", home.getAttribute("data-label"));
  });

  function showGroups() {
    groups.forEach((group) => {
      group.hidden = !group.querySelector(".entry:not([hidden])");
    });
  }

  function arrange(column, ascending) {
    const official = column === 0 && ascending;
    const key = makeKey(column, heads[column].getAttribute("data-order"));
    const keys = new Map(rows.map((row) => [row, key(row)]));
    const sorted = rows.slice().sort((one, two) => {
      const order = compareKeys(keys.get(one), keys.get(two));
      return ascending ? order : -order;
    });
    if (official) flat.remove();
    else table.appendChild(flat);
    (official ? rows : sorted).forEach((row) => (official ? homes.get(row) : flat).appendChild(row));
    table.classList.toggle("flat", !official);
    showGroups();
  }

  function sort(column) {
    const head = heads[column];
    const ascending = head.getAttribute("aria-sort") !== "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    arrange(column, ascending);
    status.textContent = column === 0 && ascending
      ? "已恢复公告的次序"
      : `已按${head.textContent}排列，${ascending ? "升序" : "降序"}`;
  }

  function filter(wanted) {
    let shown = 0;
    rows.forEach((row) => {
      const fits = !wanted || row.textContent.toLowerCase().includes(wanted);
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    showGroups();
    status.textContent = !wanted ? "" : shown ? `找到 ${shown} 个班组` : "名单里没有";
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    const way = document.createElement("span");
    way.className = "way";
    way.setAttribute("aria-hidden", "true");
    button.textContent = head.textContent;
    button.appendChild(way);
    button.addEventListener("click", () => sort(column));
    head.textContent = "";
    head.appendChild(button);
  });
  tools.hidden = false;
  tools.querySelector("input").addEventListener("input", (event) => {
    filter(event.target.value.trim().toLowerCase());
  });
  table.classList.add("sortable");
}

document.querySelectorAll("[data-roster]").forEach(setUpRoster);
