// Buttons that copy. Without scripts the words stand in fields of their own and are selected by hand.
const said = document.querySelector("[data-copied]");

// Heard wherever one is, and seen beside the button.
function tell(button, words) {
  document.querySelector(".link-out__mark")?.remove();
  const mark = Object.assign(document.createElement("span"), { className: "link-out__mark", textContent: words });
  mark.setAttribute("aria-hidden", "true");
  button.after(mark);
  // Said anew even when the same is copied twice.
  said.textContent = "";
  setTimeout(() => { said.textContent = words; }, 50);
}

function select(element) {
  if (element.select) {
    element.closest("details")?.setAttribute("open", "");
    element.focus();
    element.select();
  } else {
    getSelection().selectAllChildren(element);
  }
}

async function copyRich(element, plain) {
  const item = new ClipboardItem({
    "text/html": new Blob([element.innerHTML], { type: "text/html" }),
    "text/plain": new Blob([plain.value], { type: "text/plain" }),
  });
  await navigator.clipboard.write([item]);
}

async function copy(button) {
  const { copy: id, copyRich: richId, copyPlain } = button.dataset;
  const element = document.getElementById(richId ?? id);
  try {
    if (richId) await copyRich(element, document.getElementById(copyPlain));
    else await navigator.clipboard.writeText(element.value);
    tell(button, said.dataset.copiedWords);
  } catch {
    // No permission, or a browser that cannot: one key is left to press.
    select(element);
    tell(button, said.dataset.selectWords);
  }
}

for (const button of document.querySelectorAll("[data-copy], [data-copy-rich]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

for (const box of document.querySelectorAll("[data-send-on-change]")) {
  box.form.querySelector("button").hidden = true;
  box.addEventListener("change", () => box.form.requestSubmit());
}
