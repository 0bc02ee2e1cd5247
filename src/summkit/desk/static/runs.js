"use strict";
// Search and sorting of the changed texts, and dropping of files.
(() => {
  for (const field of document.querySelectorAll("[data-finds]")) {
    const rows = [...document.querySelectorAll(`#${field.dataset.finds} tbody tr`)];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, place) => {
        row.hidden = !words.every((word) => texts[place].includes(word));
        count += !row.hidden;
      });
      document.getElementById("found").textContent = words.length ? `${count} of ${rows.length}` : "";
    });
  }

  for (const table of document.querySelectorAll("table[data-sorts]")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      if (head.hasAttribute("data-fixed")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => {
          const cell = row.cells[place];
          return "value" in cell.dataset ? (cell.dataset.value === "None" ? -Infinity : Number(cell.dataset.value)) : cell.textContent;
        };
        const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
        const way = down ? -1 : 1;
        rows.sort(([a], [b]) => way * (typeof a === "number" ? a - b || 0 : a.localeCompare(b)));
        table.tBodies[0].append(...rows.map(([, row]) => row));
      });
    });
  }

  const form = document.querySelector("form[data-drop]");
  const field = form?.querySelector("input[type=file]");
  if (!field) return;
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    if (field.files.length) form.requestSubmit();
  });
})();
