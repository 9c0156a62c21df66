// Keeps whoever composes a link in one place: every step sends the form as its button would, and only what the step
// changed is shown anew. Without this the same buttons load the whole page.
const STEPS = ["add", "remove", "up", "down", "search"];
const PAUSE_MS = 250;
const form = document.querySelector("[data-compose]");
const search = form.querySelector("[name=q]");
let newest = 0;
let pause;

async function step(name, value, regions) {
  clearTimeout(pause);
  const mine = ++newest;
  const sent = new FormData(form);
  sent.append(name, value);
  const answer = await fetch(form.action, { method: "POST", body: sent });
  // Somebody whose session is over is led to sign in, as without a script.
  if (!answer.ok || answer.redirected) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== newest) return;
  for (const region of regions) region.replaceChildren(...page.getElementById(region.id).childNodes);
  const said = page.getElementById("compose-said").textContent;
  if (name !== "search") document.getElementById("compose-said").textContent = said;
}

function put(name, value) {
  const button = form.querySelector(`button[name="${name}"][value="${value}"]:not(:disabled)`);
  if (button) button.focus();
  return Boolean(button);
}

// Where the next thing is likely to be done.
function moveOn(name, value) {
  if (name === "add") {
    search.focus();
    search.select();
  } else if (name === "up" || name === "down") {
    put(name, value) || put(name === "up" ? "down" : "up", value);
  } else if (name === "remove") {
    document.getElementById("chosen").focus();
  }
}

form.addEventListener("submit", async (event) => {
  const { name, value } = event.submitter ?? { name: "search", value: "search" };
  if (!STEPS.includes(name)) return;
  event.preventDefault();
  await step(name, value, form.querySelectorAll("[data-region]"));
  moveOn(name, value);
});

search.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => step("search", "search", [document.getElementById("compose-found")]), PAUSE_MS);
});

const language = form.querySelector("[name=language]");
if (language) {
  form.querySelector("[data-after-language]").hidden = true;
  language.addEventListener("change", () => step("search", "language", form.querySelectorAll("[data-region]")));
}
