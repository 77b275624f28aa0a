// Counts down by the server's clock, and names the moment in the reader's own zone. Without this script the words stand still.
const answered = performance.timeOrigin + performance.getEntriesByType("navigation")[0].responseStart;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const inZone = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone });
const ofDay = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: zone });

const span = (seconds) => {
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} ${days === 1 ? "day" : "days"}${days < 14 && hours > 0 ? ` ${hours} h` : ""}`;
  const parts = [hours > 0 && `${hours} h`, seconds >= 60 && `${minutes} min`, `${seconds % 60} s`];
  return parts.filter(Boolean).join(" ");
};

for (const mark of document.querySelectorAll(".countdown[data-now]")) {
  const [time, nearness] = [mark.querySelector("time"), mark.querySelector(".nearness")];
  const at = Date.parse(time.dateTime);
  const before = Date.parse(mark.dataset.now) - answered;
  // The clock's time is among those that are shown already when the reader's zone is one of theirs.
  if (!time.textContent.includes(ofDay.format(at))) time.after(`, ${inZone.format(at)} ${zone.replaceAll("_", " ")}`);
  const tick = () => {
    const left = at - (Date.now() + before);
    const words = span(Math.floor(Math.abs(left) / 1000));
    nearness.textContent = left > 0 ? `in ${words}` : `${words} ago`;
    mark.classList.toggle("past", left <= 0);
  };
  tick();
  setInterval(tick, 1000);
}
