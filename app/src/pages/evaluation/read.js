// j and k follow the links to the next and the previous question, ? opens the list of keys. Without this script the links do.
const list = document.getElementById("keys");
const on = document.getElementById("keys-on");
const KEPT = "perigee.single-keys";
// A browser that keeps nothing refuses even to be asked.
const kept = (act) => {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
};

list.hidden = false;
on.checked = kept((store) => store.getItem(KEPT)) !== "off";
on.addEventListener("change", () => kept((store) => store.setItem(KEPT, on.checked ? "on" : "off")));
addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
  const typing = target.closest?.("input:not([type=checkbox]), select, textarea");
  if (!on.checked || typing || ctrlKey || metaKey || altKey) return;
  if (key === "?") {
    list.open = true;
    list.querySelector("summary").focus();
  }
  const way = { j: "next", k: "prev" }[key];
  if (way) document.querySelector(`#question a[rel="${way}"]`)?.click();
});
