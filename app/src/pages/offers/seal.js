// Seals the offer before it is sent. Without this script the server seals at receipt.
const field = document.getElementById("sealed");
const form = field.form;
let busy = false;
let module;
const load = () =>
  (module ??= import(field.dataset.script).then(async (loaded) => {
    await loaded.default({ module_or_path: field.dataset.module });
    return loaded;
  }));
const fail = (error) => {
  const isKept = STAYS.some((words) => `${error}`.endsWith(words));
  if (isKept || files.length) {
    said.textContent = `Nothing was submitted. ${error}. ${isKept ? "" : "Remove the file, or try again."}`;
    return;
  }
  field.dataset.failed = "yes";
  said.textContent = `Your browser could not seal the offer (${error}). Submit again to let the server seal it at receipt.`;
};

// Sends the sealed offer behind the page, so that a broken connection leaves the page as it is. What is refused is sent once more as the
// ordinary form, whose answer says why.
const submit = async (button) => {
  const body = new URLSearchParams(new FormData(form, button));
  said.textContent = "Your browser sends the sealed offer.";
  const { answer } = await answered(location.pathname, body, "Submitting");
  if (answer.redirected && new URL(answer.url).pathname === field.dataset.receipt) return location.assign(answer.url);
  field.dataset.ordinary = "yes";
  form.requestSubmit(button);
};
form.addEventListener("submit", async (event) => {
  if (field.dataset.failed || field.dataset.ordinary) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  if (own) own.disabled = true;
  try {
    if (!field.value) {
      const loaded = await load();
      field.value = loaded.seal(order, await sendFiles(loaded));
      if (files.length && document.getElementById("own-save-now").checked) saveList();
    }
    await submit(event.submitter);
  } catch (error) {
    fail(error);
  }
  if (own) own.disabled = false;
  busy = false;
});
load().then(() => {
  said.textContent = "Your browser seals the offer before it is sent; the receipt will say so.";
  if (own) own.hidden = false;
}, fail);
