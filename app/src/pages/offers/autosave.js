// Saves a volume while it is written, by the page's own form and its version check. Without this script the button saves.
const said = document.getElementById("saved");
const form = document.querySelector('form input[name="act"][value="save"]').form;
const PAUSE = 2000; // after the last key, in milliseconds
const AGAIN = 8000; // after a try without an answer
let typed = false; // something was typed that is not sent
let unanswered; // what was sent without an answer: sent again as it was, for the server may have it already
let flight; // the request that runs
let leaving = false; // the form itself is being sent
let timer;

const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB");
const say = (words) => {
  if (said.textContent !== words) said.textContent = words;
};
const later = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
};
const body = () => {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const sent = new URLSearchParams(fields);
  sent.set("act", "autosave");
  return sent.toString();
};

// The page as it is now brings the next version, the next key, and when the draft was saved.
const taken = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector('form input[name="act"][value="save"]').form;
  const key = (form) => form.querySelector('input[name="idempotency_key"]');
  key(form).value = key(fresh).value;
  const version = fresh.querySelector('input[name="version"]').value;
  for (const field of document.querySelectorAll('form input[name="version"]')) field.value = version;
  say(`Saved ${clock(page.getElementById("saved").dataset.at)}`);
};

const again = (why) => {
  say(`Not saved: ${why}. What you typed stays here and is sent as soon as it can be.`);
  later(AGAIN);
};

// A conflict, or a solicitation that closed: the ordinary page says so and keeps what was typed.
const ordinary = () => {
  leaving = true;
  form.requestSubmit();
};

async function exchange() {
  unanswered ??= ((typed = false), body());
  let answer;
  try {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    answer = await fetch(location.pathname, { method: "POST", headers, body: unanswered });
    if (answer.status === 429 || answer.status >= 500) return again("the server is busy");
    if (answer.redirected && new URL(answer.url).pathname === location.pathname) taken(await answer.text());
  } catch {
    return again("there is no connection");
  }
  unanswered = undefined;
  if (answer.redirected && new URL(answer.url).pathname === location.pathname) {
    if (typed) later(PAUSE);
    return;
  }
  typed = true;
  if (answer.redirected) return again("you are signed out; sign in in another window");
  if (answer.status !== 422) return ordinary();
  say("Not saved yet: an answer cannot be read. The button says which.");
}

function save() {
  clearTimeout(timer);
  if (!flight && !leaving && (typed || unanswered)) {
    flight = exchange().finally(() => (flight = undefined));
  }
  return flight;
}

form.addEventListener("input", () => {
  typed = true;
  if (!unanswered) later(PAUSE);
});
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  if (leaving || !(flight || unanswered)) {
    leaving = true;
    return;
  }
  event.preventDefault();
  await flight;
  if (unanswered) await save();
  if (unanswered || leaving) return;
  leaving = true;
  // Not within the event itself: a form that is being submitted ignores another request.
  setTimeout(() => form.requestSubmit(event.submitter));
});
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save();
});
addEventListener("beforeunload", (event) => {
  if (!leaving && unanswered && !flight) event.preventDefault();
});
// Another page may have moved the version on meanwhile.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
