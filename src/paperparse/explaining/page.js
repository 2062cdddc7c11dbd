"use strict";
// What can be done without this script: read, fold and follow links.
for (const keys of document.querySelectorAll(".keys")) keys.hidden = !document.getElementById("papers");

const open = (name) => {
  const card = document.getElementById(name);
  if (card && card.matches("details.card")) card.open = true;
};
addEventListener("hashchange", () => open(location.hash.slice(1)));
open(location.hash.slice(1));

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const row of document.querySelectorAll("#papers > li")) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
  }
});
document.getElementById("card").addEventListener("change", (event) => {
  location.hash = "card-" + event.target.value;
});
addEventListener("beforeprint", () => {
  for (const card of document.querySelectorAll("details.card")) card.open = true;
});
