// Offers to print the page. Without scripts a sentence says that it can be printed.
for (const offer of document.querySelectorAll("[data-print]")) {
  const button = offer.querySelector("button");
  button.addEventListener("click", () => window.print());
  button.hidden = false;
  offer.querySelector("[data-print-words]").hidden = true;
}
