// In the editor: the checks panel knows one sentence for each kind of fault. The preview knows what is wrong at each place,
// and the figures of the whole page; this puts them into the panel.

const PREFIX = "writing-";
const PLACE_LENGTH = 60;

const panel = document.querySelector("[data-checks-panel]");
const wordCount = document.querySelector("[data-content-word-count]");
const configuration = document.getElementById("checker-axe-configuration");
const rules = new Map();
if (configuration) {
  for (const [id, message] of Object.entries(JSON.parse(configuration.textContent)?.messages ?? {})) {
    if (id.startsWith(PREFIX)) rules.set(message.error_name, id.slice(PREFIX.length));
  }
}

const preview = () => document.querySelector("#w-preview-iframe")?.contentDocument;

function explain(row) {
  const rule = rules.get(row.querySelector("[data-content-checker-name]")?.textContent);
  const place = row.querySelector("[data-content-checker-selector-text]");
  const element = rule && place?.textContent ? preview()?.querySelector(place.textContent) : null;
  if (!element) return;
  row.querySelector("[data-content-checker-help]").textContent = element.getAttribute(`data-advice-${rule}`);
  const shown = element.localName === "main" ? element.querySelector("h1") : element;
  const words = shown?.textContent.trim().replace(/\s+/g, " ");
  if (words) place.textContent = words.length > PLACE_LENGTH ? `${words.slice(0, PLACE_LENGTH)}…` : words;
}

function showFigures() {
  const given = preview()?.querySelector("[data-writing-figures]")?.dataset.writingFigures;
  const example = wordCount.parentElement;
  if (!given) return;
  for (const old of document.querySelectorAll("[data-writing-figure]")) old.remove();
  for (const { label, value } of JSON.parse(given)) {
    const figure = example.cloneNode(true);
    figure.dataset.writingFigure = "";
    figure.querySelector("h3").textContent = label;
    figure.querySelector("p").removeAttribute("data-content-word-count");
    figure.querySelector("p").textContent = value;
    example.parentElement.append(figure);
  }
}

if (panel && wordCount) {
  new MutationObserver(() => {
    for (const row of panel.querySelectorAll("[data-content-checker-row]")) explain(row);
  }).observe(panel, { childList: true });
  // Written anew after each look at the preview, also when there is nothing to report.
  new MutationObserver(showFigures).observe(wordCount, { childList: true });
}
