"use strict";
// What can be done without this script: read, fold and follow links.
const papers = document.querySelectorAll("aside ol");
for (const keys of document.querySelectorAll(".keys")) keys.hidden = !papers.length;

const goTo = (name) => {
  const target = document.getElementById(name);
  if (!target) return;
  if (target.matches("details.card")) target.open = true;
  // What comes into view on the way takes another room than was guessed.
  requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView()));
};
addEventListener("hashchange", () => goTo(location.hash.slice(1)));
goTo(location.hash.slice(1));

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const group of papers) {
    const rows = [...group.children];
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    // What is not in view takes room by guess, also where all of it is hidden.
    group.hidden = rows.every((row) => row.hidden);
  }
});
document.getElementById("card").addEventListener("change", (event) => {
  location.hash = "card-" + event.target.value;
});
addEventListener("beforeprint", () => {
  for (const card of document.querySelectorAll("details.card")) card.open = true;
});
