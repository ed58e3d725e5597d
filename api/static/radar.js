// What the radar's page does better with a script: tables sort where they stand, and a name shows its mark.

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const link = head.querySelector("a");
    if (!link) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...link.childNodes);
    link.replaceWith(button);
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rank = (row, at = column) => row.cells[at].dataset.rank;
      // What is not known stays last both ways, and what is equal in the order of the names.
      const rows = [...body.rows].sort((one, other) => {
        const [a, b] = [rank(one), rank(other)];
        const known = (a === "") - (b === "");
        return known || (falling ? b - a : a - b) || rank(one, 0) - rank(other, 0);
      });
      body.append(...rows);
      const address = new URL(location.href);
      address.searchParams.set("sort", (falling ? "-" : "") + head.dataset.column);
      history.replaceState(null, "", address);
    });
  });
}

const numbered = document.querySelectorAll("[data-number]");
const show = (event, on) => {
  const held = event.target.closest?.("[data-number]");
  if (!held) return;
  for (const each of numbered) {
    if (each.dataset.number === held.dataset.number) each.classList.toggle("here", on);
  }
};
for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, (event) => show(event, true));
  document.addEventListener(end, (event) => show(event, false));
}
