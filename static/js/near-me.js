// Lists the trials nearest to the reader. Where the reader is never leaves the device: the towns come here, and the
// distances are worked out here. Nothing is stored, and nothing is put into an address.
const EARTH_KM = 6371;
const KM_IN_A_MILE = 1.609344;
const MOST_SHOWN = 20;
// A town's center will do, so the quick and coarse answer is enough, and one from a quarter of an hour ago too.
const POSITION = { enableHighAccuracy: false, timeout: 20_000, maximumAge: 900_000 };

const radians = (degrees) => (degrees * Math.PI) / 180;

function kilometers(here, [, latitude, longitude]) {
  const north = Math.sin(radians(latitude - here.latitude) / 2) ** 2;
  const east = Math.sin(radians(longitude - here.longitude) / 2) ** 2;
  const share = north + Math.cos(radians(here.latitude)) * Math.cos(radians(latitude)) * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(share)));
}

function nearestTown(here, trial) {
  const towns = trial.towns.map((town) => ({ name: town[0], km: kilometers(here, town) }));
  return towns.reduce((best, town) => (best && best.km <= town.km ? best : town), null);
}

function byDistance(here, trials) {
  const located = trials.map((trial) => ({ ...trial, town: nearestTown(here, trial) }));
  return located.sort((one, other) => (one.town?.km ?? Infinity) - (other.town?.km ?? Infinity) || 0);
}

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const rounded = (number) => Math.max(1, Math.round(number)).toLocaleString(document.documentElement.lang);

function line(words, { title, url, sample, town }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const distance = town
    ? fill(words.distance, { miles: rounded(town.km / KM_IN_A_MILE), km: rounded(town.km), town: town.name })
    : words.unknown;
  link.href = url;
  link.textContent = title;
  item.append(...(sample ? [`${words.sample}: `] : []), link, " ", distance);
  return item;
}

const position = () => new Promise((found, failed) => navigator.geolocation.getCurrentPosition(found, failed, POSITION));

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function offer(part) {
  const words = part.dataset;
  const button = part.querySelector("button");
  const status = part.querySelector("[role=status]");
  const list = part.querySelector("ol");

  async function show() {
    status.textContent = words.searching;
    list.replaceChildren();
    let here;
    try {
      here = (await position()).coords;
    } catch (error) {
      status.textContent = error.code === error.PERMISSION_DENIED ? words.denied : words.failed;
      return;
    }
    try {
      const { trials, refusal } = await fetched(words.nearMe);
      const nearest = byDistance(here, trials);
      const left = nearest.length - MOST_SHOWN;
      list.replaceChildren(...nearest.slice(0, MOST_SHOWN).map((trial) => line(words, trial)));
      status.textContent = refusal ?? [words.found, ...(left > 0 ? [fill(words.more, { number: left })] : [])].join(" ");
    } catch {
      status.textContent = words.failed;
    }
  }

  button.addEventListener("click", async () => {
    // Not `disabled`: the focus would be lost.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    await show();
    button.removeAttribute("aria-disabled");
  });
  part.hidden = false;
}

if ("geolocation" in navigator) document.querySelectorAll("[data-near-me]").forEach(offer);
