// Files that are chosen on the submit page: encrypted here piece by piece and sent ahead of the offer. A piece that did not arrive is
// sent again, so that an upload goes on where it stopped.
const own = document.getElementById("own-files"); // none after closing: then the draft is submitted as it is
const volume = document.getElementById("own-volume");
const picker = document.getElementById("own-picker");
const lists = document.getElementById("own-saved");
const list = document.getElementById("own-list");
const said = document.getElementById("sealing-status");
const order = document.getElementById("order").textContent;
const FORMAT = "perigee own files 1";
const PIECE = 4_000_000; // so many bytes of ciphertext at least are sent at a time
const PATIENCE = 5 * 60_000; // how long a connection is waited for, in milliseconds
const AWAY = "there is no connection to the server. What was sent is kept: submit again to go on from there";
const SIGNED_OUT = "you are not signed in any more: sign in in another tab of this browser, then submit here again";
const STAYS = [AWAY, SIGNED_OUT]; // after these it goes on where it stopped
const files = []; // chosen here, or listed by an earlier submission: `listed` is what the sealed offer says, `isThere` that all was sent

const megabytes = (bytes) => (bytes / 1_000_000).toFixed(1);
const hash = (one) => JSON.parse(one.listed).file.sealed_sha256;
const show = () => {
  document.getElementById("own-save").hidden = files.length === 0;
  list.replaceChildren(
    ...files.map((one) => {
      const line = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "button";
      remove.textContent = "Remove";
      remove.setAttribute("aria-label", `Remove ${one.name}`);
      remove.addEventListener("click", () => {
        files.splice(files.indexOf(one), 1);
        changed();
        picker.focus();
      });
      line.append(`${one.name}, ${one.label} `, remove);
      return line;
    }),
  );
};
// What was sealed before does not hold what is chosen now.
const changed = () => {
  document.getElementById("sealed").value = "";
  show();
};

// Encrypting and sending begin at the start of the file.
const anew = (one) => Object.assign(one, { upload: crypto.randomUUID(), at: 0, reader: null, sealing: null, piece: null, listed: null });
picker?.addEventListener("change", () => {
  const label = volume.selectedOptions[0].text;
  const fits = (file) => file.size <= Number(own.dataset.most);
  const large = [...picker.files].filter((file) => !fits(file)).map((file) => file.name);
  if (large.length) said.textContent = `Not added, because larger than ${own.dataset.limit}: ${large.join(", ")}.`;
  for (const file of [...picker.files].filter(fits)) files.push(anew({ name: file.name, file, volume: volume.value, label }));
  picker.value = "";
  changed();
});
// The list is read here and never sent: the keys in it stay on this side.
lists?.addEventListener("change", async () => {
  try {
    const saved = JSON.parse(await lists.files[0].text());
    if (saved.format !== FORMAT) throw "it is no list of files that this page saved";
    if (saved.solicitation !== JSON.parse(order).solicitation) throw `it is of an offer for ${saved.solicitation}`;
    for (const one of saved.files) {
      const listed = JSON.stringify(one);
      const label = volume.querySelector(`option[value="${CSS.escape(one.volume)}"]`).text;
      if (files.every((known) => known.listed !== listed)) files.push({ name: one.file.name, label, listed, isThere: true });
    }
    said.textContent = "The files of your list stand below. They need not be sent again.";
  } catch (error) {
    said.textContent = `The list cannot be used: ${typeof error === "string" ? error : "it cannot be read"}.`;
  }
  lists.value = "";
  changed();
});

// Until there is a connection again, or so many milliseconds have passed.
const pause = (milliseconds) =>
  new Promise((go) => {
    const timer = setTimeout(go, milliseconds);
    addEventListener("online", () => (clearTimeout(timer), go()), { once: true });
  });
// Sends until there is an answer that says something of the request, and gives it with its page.
const answered = async (address, body, going) => {
  const begun = Date.now();
  for (let next = 1000; ; next = Math.min(2 * next, 15_000)) {
    try {
      const answer = await fetch(address, { method: "POST", body });
      const page = await answer.text();
      if (new URL(answer.url).pathname === "/sign-in") throw SIGNED_OUT;
      if (answer.status < 500 && answer.status !== 408 && answer.status !== 429) return { answer, page };
    } catch (error) {
      if (error === SIGNED_OUT) throw error;
    }
    if (Date.now() - begun >= PATIENCE) throw AWAY;
    said.textContent = `The connection broke off. ${going} goes on by itself as soon as there is one again; leave this page open.`;
    await pause(next);
  }
};
const accepted = async (fields, content, going) => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  if (content) body.append("file", content, "sealed.age");
  const { answer, page } = await answered(own.dataset.to, body, going);
  if (answer.redirected) return;
  const words = new DOMParser().parseFromString(page, "text/html").querySelector(".error-summary li, .error-summary p");
  throw words?.textContent ?? `the server answered ${answer.status}`;
};

// The next piece of the ciphertext, kept until the server has it; with the last one it is known what the sealed offer lists.
const piece = async (loaded, one) => {
  one.reader ??= one.file.stream().getReader();
  one.sealing ??= new loaded.SealedFile();
  const parts = [];
  for (let bytes = 0; bytes < PIECE; bytes += parts.at(-1).length) {
    const next = await one.reader.read().catch(() => {
      throw "it cannot be read, or was changed meanwhile";
    });
    if (next.done) {
      const ended = one.sealing.finish(one.volume, one.name);
      one.listed = ended.listed();
      parts.push(ended.last());
      break;
    }
    parts.push(one.sealing.push(next.value));
  }
  return { key: crypto.randomUUID(), content: new Blob(parts) };
};
const send = async (loaded, one) => {
  while (!one.isThere) {
    const { key, content } = (one.piece ??= await piece(loaded, one));
    said.textContent = `Your browser encrypts and sends ${one.name}: ${megabytes(one.at)} of ${megabytes(one.file.size)} MB are there.`;
    const fields = [["act", "seal"], ["idempotency_key", key], ["upload", one.upload], ["at", one.at]];
    if (one.listed) fields.push(["last", hash(one)]);
    await accepted(fields, content, `Sending ${one.name} from ${megabytes(one.at)} MB on`);
    one.at += content.size;
    one.piece = null;
    one.isThere = one.listed !== null;
  }
};
// Sends what is not there yet, lets go what an earlier try sent and is not wanted any more, and tells what the sealed offer lists.
const sendFiles = async (loaded) => {
  const wanted = files.filter((one) => one.isThere).map((one) => ["keep", hash(one)]);
  if (files.length) await accepted([["act", "begin"], ["idempotency_key", crypto.randomUUID()], ...wanted], null, "Submitting");
  for (const one of files) {
    await send(loaded, one).catch((error) => {
      if (!STAYS.includes(error)) anew(one);
      throw `${one.name}: ${error}`;
    });
  }
  return `[${files.map((one) => one.listed).join()}]`;
};
// The list of the files with their keys, for this side alone: with it a later submission has them again without sending them.
const saveList = () => {
  const { solicitation, offer } = JSON.parse(order);
  const saved = { format: FORMAT, solicitation, offer, files: files.map((one) => JSON.parse(one.listed)) };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1)], { type: "application/json" }));
  link.download = `${offer}-own-files.json`;
  link.click();
};
