// Makes pages more convenient; each of them is whole without this file.

// Filters answer as soon as they are changed.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// Buttons that only work with a script appear with it.
for (const button of document.querySelectorAll("button[data-copy]")) {
  // Browsers give the clipboard to pages of this machine and of HTTPS only.
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
    const said = document.getElementById(button.getAttribute("aria-describedby"));
    if (said) said.textContent = button.dataset.done;
  });
}

// The marks of a drawing are one stop of the Tab key; arrow keys go from mark to mark.
for (const drawing of document.querySelectorAll("svg[data-marks]")) {
  const marks = [...drawing.querySelectorAll("a")];
  marks.forEach((mark, i) => mark.setAttribute("tabindex", i === 0 ? "0" : "-1"));
  drawing.addEventListener("keydown", (event) => {
    const across = Number(drawing.dataset.marks);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    const next = marks[marks.indexOf(document.activeElement) + step];
    if (!step || !next) return;
    event.preventDefault();
    marks.forEach((mark) => mark.setAttribute("tabindex", mark === next ? "0" : "-1"));
    next.focus();
  });
}

// What scrolls sideways is a stop of the Tab key; what fits at this width is none.
const places = [...document.querySelectorAll("main .scroll, main figure, main pre")];
const stops = () => {
  const scrolls = places.map((place) => place.scrollWidth > place.clientWidth);
  places.forEach((place, i) => (scrolls[i] ? place.setAttribute("tabindex", "0") : place.removeAttribute("tabindex")));
};
new ResizeObserver(stops).observe(document.documentElement);
document.addEventListener("toggle", stops, true);

// Forms that are answered while they are filled in: the answer of the same address, drawn in place.
for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting;
  let latest = 0;
  const shown = () => {
    let place = document.getElementById(form.dataset.live);
    if (!place) {
      place = document.createElement("div");
      place.id = form.dataset.live;
      form.after(place);
    }
    place.setAttribute("aria-live", "polite");
    return place;
  };
  const failed = () => {
    const said = document.createElement("p");
    said.className = "refusal";
    said.setAttribute("role", "alert");
    said.textContent = form.dataset.failed;
    return said;
  };
  const ask = async () => {
    const mine = ++latest;
    form.setAttribute("aria-busy", "true");
    let told;
    try {
      const answer = await fetch(form.action + "?" + new URLSearchParams(new FormData(form)));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      told = page.getElementById(form.dataset.live);
    } catch {
      told = undefined;
    }
    if (mine !== latest) return;
    form.removeAttribute("aria-busy");
    shown().replaceChildren(...(told ? told.childNodes : [failed()]));
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  };
  form.addEventListener("input", soon);
  form.addEventListener("reset", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
}
