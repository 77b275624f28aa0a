// Seals the offer before it is sent. Without this script the server seals it at receipt.
const field = document.getElementById("sealed");
const said = document.getElementById("sealing-status");
const order = document.getElementById("order").textContent;
let module;
const load = () =>
  (module ??= import(field.dataset.script).then(async (loaded) => {
    await loaded.default({ module_or_path: field.dataset.module });
    return loaded;
  }));
const fail = (error) => {
  field.dataset.failed = "yes";
  said.textContent = `Your browser could not seal the offer (${error}). Submit again to let the server seal it at receipt.`;
};
field.form.addEventListener("submit", async (event) => {
  if (field.value || field.dataset.failed) return;
  event.preventDefault();
  try {
    field.value = (await load()).seal(order);
    field.form.requestSubmit(event.submitter);
  } catch (error) {
    fail(error);
  }
});
load().then(() => {
  said.textContent = "Your browser seals the offer before it is sent; the receipt will say so.";
}, fail);
