// Seals the offer before it is sent, with the files that are chosen here. Without this script the server seals at receipt.
const field = document.getElementById("sealed");
const said = document.getElementById("sealing-status");
const order = document.getElementById("order").textContent;
const own = document.getElementById("own-files"); // none after closing: then the draft is submitted as it is
const volume = document.getElementById("own-volume");
const picker = document.getElementById("own-picker");
const list = document.getElementById("own-list");
const files = []; // chosen here: { file, volume, label }
let busy = false;
let module;
const load = () =>
  (module ??= import(field.dataset.script).then(async (loaded) => {
    await loaded.default({ module_or_path: field.dataset.module });
    return loaded;
  }));
const fail = (error) => {
  if (files.length) {
    said.textContent = `Nothing was submitted. ${error}. Remove the file, or try again.`;
    return;
  }
  field.dataset.failed = "yes";
  said.textContent = `Your browser could not seal the offer (${error}). Submit again to let the server seal it at receipt.`;
};

const show = () =>
  list.replaceChildren(
    ...files.map((one) => {
      const line = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "button";
      remove.textContent = "Remove";
      remove.setAttribute("aria-label", `Remove ${one.file.name}`);
      remove.addEventListener("click", () => {
        files.splice(files.indexOf(one), 1);
        show();
        picker.focus();
      });
      line.append(`${one.file.name}, ${one.label} `, remove);
      return line;
    }),
  );
picker?.addEventListener("change", () => {
  const label = volume.selectedOptions[0].text;
  for (const file of picker.files) files.push({ file, volume: volume.value, label });
  picker.value = "";
  show();
});

// The ciphertext as a Blob, which the browser keeps on disk when it is large, and what the sealed offer lists.
const sealed = async (loaded, { file, volume }) => {
  const sealing = new loaded.SealedFile();
  const reader = file.stream().getReader();
  const pieces = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(new Blob([sealing.push(next.value)]));
  }
  const ended = sealing.finish(volume, file.name);
  pieces.push(new Blob([ended.last()]));
  return { listed: ended.listed(), content: new Blob(pieces) };
};
// Sends one ahead. The first of a try lets go what an earlier try sent.
const send = async (loaded, one, first) => {
  said.textContent = `Your browser encrypts and sends ${one.file.name}.`;
  const { listed, content } = await sealed(loaded, one).catch((error) => {
    throw `${one.file.name}: ${error}`;
  });
  const body = new FormData();
  body.append("act", "seal");
  body.append("idempotency_key", crypto.randomUUID());
  if (first) body.append("first", "yes");
  body.append("file", content, "sealed.age");
  const answer = await fetch(own.dataset.to, { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect") return JSON.parse(listed);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const why = page.querySelector(".error-summary li")?.textContent ?? `the server answered ${answer.status}`;
  throw `${one.file.name}: ${why}`;
};
const everything = async () => {
  const loaded = await load();
  const listed = [];
  for (const one of files) listed.push(await send(loaded, one, one === files[0]));
  return loaded.seal(order, JSON.stringify(listed));
};

field.form.addEventListener("submit", async (event) => {
  if (field.value || field.dataset.failed) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  try {
    field.value = await everything();
    // Not within the event itself: a form that is being submitted ignores another request.
    setTimeout(() => field.form.requestSubmit(event.submitter));
  } catch (error) {
    fail(error);
  }
  busy = false;
});
load().then(() => {
  said.textContent = "Your browser seals the offer before it is sent; the receipt will say so.";
  if (own) own.hidden = false;
}, fail);
